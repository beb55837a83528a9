#include "tests/differential/races.h"

#include <fmt/format.h>

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "explore/follow.h"
#include "support/text.h"
#include "tests/differential/race_programs.h"
#include "tests/unit/explore/subject.h"

namespace asyncq::test {

namespace {

struct Program {
  std::string name;
  std::string text;
};

using Outcome = std::pair<std::string, int>;  // standard output, exit code

std::vector<Program> programs_of(const RaceOptions& options) {
  std::vector<Program> programs;
  for (const RaceProgram& known : known_races())
    programs.push_back({std::string(known.name), std::string(known.text)});
  for (std::size_t i = 0; i < options.count; ++i) {
    programs.push_back({fmt::format("generated {}", options.seed + i), racy_program(options.seed + i)});
  }
  return programs;
}

std::map<Outcome, std::size_t> run_often(const RealNode& real, const Program& program,
                                         const RaceOptions& options) {
  std::map<Outcome, std::size_t> seen;
  std::mutex guard;
  std::atomic<std::size_t> next = 0;
  const TemporaryFolder folder;
  const std::string file = folder.write("program.js", program.text);
  const auto work = [&] {
    while (next++ < options.times) {
      const Observation observed = real.run_file(file);
      const std::lock_guard<std::mutex> lock(guard);
      ++seen[{observed.out, observed.exit_code}];
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < options.jobs; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return seen;
}

struct Totals {
  std::size_t programs = 0;
  std::size_t racy = 0;
  std::size_t unknown = 0;  // whose orders are too many
  std::size_t legal = 0;    // orders, of racy programs
  std::size_t seen = 0;     // of these
  std::size_t stalled =
      0;  // runs that print what is legal only where things are later than the model's bound
  std::size_t outside = 0;  // programs with an output that is not legal however late things are
};

// Nothing: too many to be known.
std::optional<std::set<Outcome>> legal_outcomes(const Program& program) {
  const auto subject = explore::test::subject(program.text);
  const explore::Orders orders =
      explore::explore_all(subject.program, subject.options, {}, explore::Distinct::output_and_exit_code);
  if (!orders.exhausted()) return std::nullopt;
  std::set<Outcome> legal;
  for (const explore::Order& order : orders.orders) {
    legal.emplace(order.outcome.bytes(trace::Stream::out), order.outcome.ending.exit_code);
  }
  return legal;
}

// A machine that does too much at once stops a process for longer than the model allows for.
bool legal_after_stall(const Program& program, const Outcome& outcome) {
  constexpr int kLongStallMs = 200;
  auto subject = explore::test::subject(program.text);
  subject.options.lateness.jitter_us = std::int64_t{1000} * kLongStallMs;
  const trace::Prediction lines = support::split_lines(outcome.first);
  return explore::follow(subject.program, subject.options, lines).verdict == explore::Verdict::legal;
}

void compare(const RealNode& real, const Program& program, const RaceOptions& options, Totals& totals) {
  ++totals.programs;
  const auto legal = legal_outcomes(program);
  if (!legal) {
    ++totals.unknown;
    return;
  }
  bool outside = false;
  for (const auto& [outcome, count] : run_often(real, program, options)) {
    if (legal->count(outcome) == 1) {
      totals.seen += legal->size() > 1 ? 1 : 0;
      continue;
    }
    const bool stalled = legal_after_stall(program, outcome);
    fmt::print("{}, {}:\n{}--- {} of {} runs (exit code {}) printed:\n{}", stalled ? "STALLED" : "OUTSIDE",
               program.name, program.text, count, options.times, outcome.second, outcome.first);
    totals.stalled += stalled ? count : 0;
    outside = outside || !stalled;
  }
  totals.outside += outside ? 1 : 0;
  if (legal->size() > 1) {
    ++totals.racy;
    totals.legal += legal->size();
  }
}

}  // namespace

int compare_races(const RealNode& real, const RaceOptions& options) {
  Totals totals;
  for (const Program& program : programs_of(options)) compare(real, program, options, totals);
  fmt::print("{} programs against Node {}, {} runs each, {} at a time: {} with an output that is not legal\n",
             totals.programs, real.node().version, options.times, options.jobs, totals.outside);
  fmt::print("{} runs were stopped by the machine for longer than the model's bound, and legal for that\n",
             totals.stalled);
  fmt::print("{} programs race: {} of their {} legal orders were seen; {} have too many orders to compare\n",
             totals.racy, totals.seen, totals.legal, totals.unknown);
  return totals.outside == 0 ? 0 : 1;
}

}  // namespace asyncq::test
