#include "tests/differential/races.h"

#include <fmt/format.h>

#include <algorithm>
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
#include "tests/differential/line_order.h"
#include "tests/differential/race_programs.h"
#include "tests/unit/explore/subject.h"

namespace asyncq::test {

namespace {

struct Program {
  std::string name;
  std::string text;
};

using Outcome = std::pair<std::string, int>;  // standard output, exit code

// How often it was seen, and by how much the run that was stopped least was stopped.
struct Seen {
  std::size_t count = 0;
  double least_stall_ms = 0;
};

std::vector<Program> programs_of(const RaceOptions& options) {
  std::vector<Program> programs;
  for (const RaceProgram& known : known_races())
    programs.push_back({std::string(known.name), std::string(known.text)});
  for (std::uint64_t seed = options.seed; seed < options.seed + options.count; ++seed) {
    programs.push_back({fmt::format("generated {}", seed), racy_program(seed)});
    programs.push_back({fmt::format("generated {}, with latencies", seed), latency_program(seed)});
  }
  return programs;
}

std::map<Outcome, Seen> run_often(const RealNode& real, const Program& program, const RaceOptions& options) {
  std::map<Outcome, Seen> seen;
  std::mutex guard;
  std::atomic<std::size_t> next = 0;
  const TemporaryFolder folder;
  const std::string file = folder.write("program.js", program.text);
  const auto work = [&] {
    while (next++ < options.times) {
      const Observation observed = real.run_file(file);
      const std::lock_guard<std::mutex> lock(guard);
      Seen& entry = seen[{observed.out, observed.exit_code}];
      entry.least_stall_ms =
          entry.count == 0 ? observed.stopped_ms : std::min(entry.least_stall_ms, observed.stopped_ms);
      ++entry.count;
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < options.jobs; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return seen;
}

// What the model allows.
class Model {
 public:
  explicit Model(const Program& program) : subject_(explore::test::subject(program.text)) {
    const explore::Orders orders =
        explore::explore_all(subject_.program, subject_.options, {}, explore::Distinct::output_and_exit_code);
    exhausted_ = orders.exhausted();
    for (const explore::Order& order : orders.orders) {
      legal_.emplace(order.outcome.bytes(trace::Stream::out), order.outcome.ending.exit_code);
    }
  }

  // The set is all there is.
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  [[nodiscard]] const std::set<Outcome>& legal() const { return legal_; }

  [[nodiscard]] explore::Verdict judge(const Outcome& outcome) const {
    if (legal_.count(outcome) == 1) return explore::Verdict::legal;
    return exhausted_ ? explore::Verdict::illegal : follow(outcome, subject_.options);
  }

  // The least lateness, in milliseconds, with which the outcome is legal; nothing: it never is.
  [[nodiscard]] std::optional<int> lateness_for(const Outcome& outcome) const {
    constexpr int kMostMs = 256;
    engine::RunOptions later = subject_.options;
    const auto usual_ms = static_cast<int>(later.lateness.jitter_us / 1000);
    for (int ms = usual_ms + 1; ms <= kMostMs; ms += std::max(1, ms / 8)) {
      later.lateness.jitter_us = std::int64_t{1000} * ms;
      if (follow(outcome, later) == explore::Verdict::legal) return ms - usual_ms;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] explore::Verdict follow(const Outcome& outcome, const engine::RunOptions& options) const {
    return explore::follow(subject_.program, options, support::split_lines(outcome.first)).verdict;
  }

  explore::test::Subject subject_;
  std::set<Outcome> legal_;
  bool exhausted_ = false;
};

struct Totals {
  std::size_t programs = 0;
  std::size_t racy = 0;
  std::size_t legal = 0;    // orders, of racy programs
  std::size_t seen = 0;     // of these
  std::size_t unknown = 0;  // runs whose output the budget did not suffice to judge
  std::size_t stalled = 0;  // runs that were stopped for as long as their output needs
  std::size_t outside = 0;  // programs with an output that is neither legal nor the machine's
  std::size_t pairs = 0;    // of lines in one order always
  std::size_t often = 0;    // of these, seen in nine tenths of the runs: lines that are printed always
  std::size_t violated = 0;
};

// Reports an outcome that is not legal; whether it is the machine's.
bool is_of_the_machine(const Program& program, const Model& model, const Outcome& outcome, const Seen& seen,
                       std::size_t times) {
  const std::optional<int> needs_ms = model.lateness_for(outcome);
  const bool stalled = needs_ms && *needs_ms <= seen.least_stall_ms;
  fmt::print("{}, {}:\n{}--- {} of {} runs (exit code {}) printed:\n{}", stalled ? "STALLED" : "OUTSIDE",
             program.name, program.text, seen.count, times, outcome.second, outcome.first);
  const std::string needs =
      needs_ms ? fmt::format("legal where things are {} ms later than the model's bound", *needs_ms)
               : std::string("legal however late things are: never");
  fmt::print("--- {}; measured: {:.1f} ms at least\n", needs, seen.least_stall_ms);
  return stalled;
}

void compare(const RealNode& real, const Program& program, const RaceOptions& options, Totals& totals) {
  ++totals.programs;
  const Model model(program);
  LineOrder order;
  if (model.exhausted()) {
    for (const Outcome& legal : model.legal()) order.add_legal(support::split_lines(legal.first));
  }
  bool outside = false;
  for (const auto& [outcome, seen] : run_often(real, program, options)) {
    const explore::Verdict verdict = model.judge(outcome);
    if (verdict == explore::Verdict::legal && model.legal().size() > 1) ++totals.seen;
    if (verdict == explore::Verdict::unknown) totals.unknown += seen.count;
    if (verdict == explore::Verdict::illegal) {
      const bool stalled = is_of_the_machine(program, model, outcome, seen, options.times);
      totals.stalled += stalled ? seen.count : 0;
      outside = outside || !stalled;
      if (stalled) continue;  // it proves nothing of pairs
    }
    order.add_seen(support::split_lines(outcome.first), seen.count);
  }
  totals.outside += outside ? 1 : 0;
  if (model.legal().size() > 1) {
    ++totals.racy;
    totals.legal += model.legal().size();
  }
  for (const LineOrder::Pair& pair : order.pairs()) {
    ++totals.pairs;
    totals.often += pair.seen * 10 >= options.times * 9 ? 1 : 0;
    if (pair.violated == 0) continue;
    ++totals.violated;
    fmt::print("VIOLATED, {}: '{}' always comes before '{}', and {} times did not\n", program.name,
               pair.first, pair.second, pair.violated);
  }
}

}  // namespace

int compare_races(const RealNode& real, const RaceOptions& options) {
  Totals totals;
  for (const Program& program : programs_of(options)) compare(real, program, options, totals);
  fmt::print("{} programs against Node {}, {} runs each, {} at a time: {} with an output that is not legal\n",
             totals.programs, real.node().version, options.times, options.jobs, totals.outside);
  fmt::print("{} runs were stopped by the machine, measurably, for as long as their output needs\n",
             totals.stalled);
  fmt::print("{} programs race: {} of their {} legal orders were seen; {} runs could not be judged\n",
             totals.racy, totals.seen, totals.legal, totals.unknown);
  fmt::print(
      "{} pairs of lines have one order in all that is legal, {} of them seen in {} runs or more, the "
      "others in fewer: {} were printed in the other order\n",
      totals.pairs, totals.often, options.times * 9 / 10, totals.violated);
  return totals.outside == 0 && totals.violated == 0 ? 0 : 1;
}

}  // namespace asyncq::test
