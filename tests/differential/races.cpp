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

#include "support/text.h"
#include "tests/differential/legal_set.h"
#include "tests/differential/line_order.h"

namespace asyncq::test {

namespace {

// How often it was seen, and by how much the run that was stopped least was stopped.
struct Seen {
  std::size_t count = 0;
  double least_stall_ms = 0;
};

std::map<Outcome, Seen> run_often(const RealNode& real, const RacyCase& program, const RaceOptions& options) {
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
bool is_of_the_machine(const RacyCase& program, const LegalSet& model, const Outcome& outcome,
                       const Seen& seen, std::size_t times) {
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

void compare(const RealNode& real, const RacyCase& program, const RaceOptions& options, Totals& totals) {
  ++totals.programs;
  const LegalSet model(program.text);
  LineOrder order;
  if (model.exhausted()) {
    for (const Outcome& legal : model.outcomes()) order.add_legal(support::split_lines(legal.first));
  }
  bool outside = false;
  for (const auto& [outcome, seen] : run_often(real, program, options)) {
    const explore::Verdict verdict = model.judge(outcome);
    if (verdict == explore::Verdict::legal && model.outcomes().size() > 1) ++totals.seen;
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
  if (model.outcomes().size() > 1) {
    ++totals.racy;
    totals.legal += model.outcomes().size();
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
  for (const RacyCase& program : racy_cases(options.seed, options.count))
    compare(real, program, options, totals);
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
