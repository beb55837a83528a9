#include "app/check_chance.h"

#include <fmt/format.h>

#include "app/evaluate.h"
#include "app/finding.h"

namespace asyncq::app {

namespace {

constexpr std::uint64_t kSeeds = 32;
// 400 days, 5 hours, 7 minutes, 11 seconds and 13 milliseconds: no part of a date stays what it is.
constexpr std::int64_t kOtherDateMs = ((((400 * 24 + 5) * 60 + 7) * 60) + 11) * 1000LL + 13;
// About what Node needs before a program starts; whole milliseconds, so that parts of them stay what they
// are.
constexpr std::int64_t kUptimeUs = 25'000;
// About what a timer is late on a quiet machine.
constexpr std::int64_t kLateUs = 1300;

}  // namespace

support::Diagnostics check_chance(const puzzle::Puzzle& puzzle, const CommonOptions& options) {
  using support::Severity;
  const support::Result<Executable> executable = prepare(puzzle, options.runtime);
  if (!executable) return {};
  engine::RunOptions run_options = run_options_for(*executable, options.limits);
  const trace::Outcome nominal = engine::run(executable->program, run_options);
  const trace::Prediction lines = lines_printed(nominal);
  const auto changes_output = [&](const engine::Chance& chance) {
    run_options.chance = chance;
    return lines_printed(engine::run(executable->program, run_options)) != lines;
  };
  support::Diagnostics found;
  if (changes_output({.date_shift_ms = kOtherDateMs, .uptime_us = kUptimeUs})) {
    found.push_back(
        finding(puzzle, Severity::error,
                "the output rests on the moment at which the program starts: at another it prints another",
                "print what does not change, such as the time between two moments"));
  }
  if (changes_output({.late_us = kLateUs})) {
    found.push_back(
        finding(puzzle, Severity::warning,
                "the output rests on measured time: on a real machine each wait takes a little longer",
                "print it in steps: Math.round(ms / 50) * 50"));
  }
  if (!nominal.random_at) return found;
  std::uint64_t seed = 1;
  while (seed <= kSeeds && !changes_output({.seed = seed})) ++seed;
  if (seed <= kSeeds) {
    found.push_back(
        finding_at(puzzle, *nominal.random_at, Severity::error,
                   "the output rests on Math.random(): with other numbers the program prints another",
                   "for an operation that takes unknown time, there is 'io' with 'ms: 5..20' or "
                   "'ms: any'"));
  } else {
    found.push_back(finding_at(
        puzzle, *nominal.random_at, Severity::warning,
        "whether the output rests on Math.random() cannot be decided, and no wrong answer can be graded",
        fmt::format("{} other sequences of numbers changed nothing", kSeeds)));
  }
  return found;
}

}  // namespace asyncq::app
