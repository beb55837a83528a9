// The program on a real engine, beside the model: the same output and exit code, or another.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "app/commands.h"
#include "app/console.h"
#include "app/runtimes.h"
#include "app/targets.h"
#include "explore/explore.h"
#include "explore/follow.h"
#include "support/text.h"
#include "syntax/printer.h"

namespace asyncq::app {

namespace {

constexpr int kTimeoutMs = 30'000;
constexpr std::uint64_t kMostTimes = 10'000;

struct Observed {
  std::string out;
  int exit_code = 0;
  auto operator<=>(const Observed&) const = default;
};

Observed observed(const trace::Outcome& outcome) {
  return {outcome.bytes(trace::Stream::out), outcome.ending.exit_code};
}

trace::Prediction lines_of(const std::string& out) {
  return trace::normalized(support::split_lines(out));
}

// What the model says the program may do; the first is what it does when nothing is late.
struct Allowed {
  Executable executable;
  engine::RunOptions options;
  Observed first;
  double first_ms = 0;  // how long it takes on the virtual clock
  bool ends = true;     // by itself, not because it was stopped
  std::set<Observed> all;
  bool exhausted = true;
  explore::Budget budget = {};
  bool rests_on_chance = false;  // the engine draws other numbers than the model

  // Of a set that is not exhausted, an output is looked for by itself.
  [[nodiscard]] bool allows(const Observed& seen) const {
    if (all.count(seen) == 1) return true;
    return rests_on_chance || (!exhausted && can_print(seen, options));
  }

  // An engine on a machine that does too much at once is stopped for longer than the model takes into
  // account. How many milliseconds late things would have to be for the model to allow it, to the next power
  // of two; nothing: it never does.
  [[nodiscard]] std::optional<int> allows_when_late_by(const Observed& seen) const {
    constexpr int kMostMs = 1024;
    engine::RunOptions later = options;
    for (int late_ms = 8; late_ms <= kMostMs; late_ms *= 2) {
      later.lateness.jitter_us = std::int64_t{1000} * late_ms;
      if (later.lateness.jitter_us <= options.lateness.jitter_us) continue;
      if (can_print(seen, later)) return late_ms;
    }
    return std::nullopt;
  }

  // Whether the lines are those of something that it may do.
  [[nodiscard]] bool allows_lines(const trace::Prediction& lines) const {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const Observed& each) { return lines_of(each.out) == lines; });
    if (known || exhausted) return known;
    return explore::follow(executable.program, options, lines, budget).verdict == explore::Verdict::legal;
  }

 private:
  [[nodiscard]] bool can_print(const Observed& seen, const engine::RunOptions& how) const {
    const trace::Prediction lines = lines_of(seen.out);
    const explore::Followed followed = explore::follow(executable.program, how, lines, budget);
    return followed.verdict == explore::Verdict::legal &&
           observed(explore::replay(executable.program, how, followed.choices)) == seen;
  }
};

support::Result<Allowed> allowed(const puzzle::Puzzle& puzzle, const std::string& runtime,
                                 const engine::Limits& limits, const explore::Budget& budget) {
  support::Result<Executable> executable = prepare(puzzle, runtime);
  if (!executable) return executable.errors();
  Allowed result{std::move(*executable), {}, {}, 0, true, {}, true, budget};
  result.options = run_options_for(result.executable, limits);
  const explore::Orders orders = explore::explore_all(result.executable.program, result.options, budget,
                                                      explore::Distinct::output_and_exit_code);
  result.exhausted = orders.exhausted();
  result.rests_on_chance = orders.shortfall == explore::Shortfall::random;
  result.first = observed(orders.orders.front().outcome);
  result.first_ms = orders.orders.front().outcome.elapsed_ms;
  result.ends = trace::came_to_an_end(orders.orders.front().outcome.ending);
  for (const explore::Order& order : orders.orders) result.all.insert(observed(order.outcome));
  return result;
}

std::string file_name_of(const puzzle::Puzzle& puzzle, const RealEngine& engine) {
  // Deno takes .js for a module.
  if (puzzle.module) return puzzle.id + ".mjs";
  if (!puzzle.program.later_scripts.empty()) return puzzle.id + ".html";
  return puzzle.id + (engine.kind == EngineKind::deno ? ".cjs" : ".js");
}

// A JavaScript file as it is, so that places in it are the engine's too; any other program as asyncq shows
// it.
std::string source_of(const puzzle::Puzzle& puzzle) {
  const std::string& name = puzzle.file->name();
  const bool is_javascript = name.ends_with(".js") || name.ends_with(".mjs") || name.ends_with(".cjs");
  return is_javascript ? std::string(puzzle.file->text()) : syntax::print(puzzle.program);
}

void observe(const puzzle::Puzzle& puzzle, const RealEngine& engine, const Allowed& model,
             std::uint64_t times, EngineRunner& runner, report::Verification& out) {
  const int expected_ms = static_cast<int>(std::min<double>(model.first_ms, kTimeoutMs));
  const EngineProgram program{source_of(puzzle), file_name_of(puzzle, engine), expected_ms};
  for (std::uint64_t i = 0; i < times; ++i) {
    const EngineRun run = runner.run(program, kTimeoutMs);
    const Observed seen{run.out, run.exit_code};
    const auto known = std::find_if(out.observations.begin(), out.observations.end(), [&](const auto& each) {
      return each.out == seen.out && each.exit_code == seen.exit_code;
    });
    if (known != out.observations.end()) {
      ++known->count;
      continue;
    }
    report::Observation& added = out.observations.emplace_back(
        report::Observation{seen.out, seen.exit_code, run.timed_out, false, {}, 1});
    if (run.timed_out) continue;
    added.is_allowed = model.allows(seen);
    if (!added.is_allowed) added.allowed_when_late_by_ms = model.allows_when_late_by(seen);
  }
  std::stable_sort(out.observations.begin(), out.observations.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  for (const Observed& each : model.all) {
    const bool seen = std::any_of(out.observations.begin(), out.observations.end(), [&](const auto& other) {
      return other.out == each.out && other.exit_code == each.exit_code;
    });
    if (!seen) out.unseen.push_back(each.out);
  }
}

// Whether the author says that the key holds for the runtime: for the puzzle's own, and for those it lists.
bool is_claimed(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy) {
  const auto own = choose_runtime(puzzle, "");
  if (own && *own == &policy) return true;
  const auto claimed = claimed_runtimes(puzzle);
  return claimed && std::find(claimed->begin(), claimed->end(), &policy) != claimed->end();
}

// Engine and model agree, and what they print is not what the author says.
void check_key(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy, const Allowed& model,
               report::Verification& out) {
  if (!puzzle.expect || model.rests_on_chance || model.allows_lines(puzzle.expect->value)) return;
  const bool claimed = is_claimed(puzzle, policy);
  out.problems.push_back(
      {claimed ? support::Severity::error : support::Severity::note, puzzle.file, puzzle.expect->range,
       fmt::format("the key does not hold on this engine, whose model ({}) agrees with it", policy.id),
       claimed ? "" : "the puzzle does not say that it does: 'runtimes' lists where it holds"});
  if (claimed) out.status = report::VerifyStatus::differs;
}

report::Verification verify_one(const std::string& path, const VerifyOptions& options,
                                const RealEngine& engine, EngineRunner& runner) {
  report::Verification out;
  out.file = path;
  const support::Result<puzzle::Puzzle> puzzle = puzzle::load_puzzle(path, options.common.load);
  if (!puzzle) {
    out.problems = puzzle.errors();
    return out;
  }
  out.puzzle = puzzle->id;
  const std::string asked = options.common.runtime.empty() ? runtime_of(engine) : options.common.runtime;
  const support::Result<const scheduler::Policy*> policy = choose_runtime(*puzzle, asked);
  if (!policy) {
    out.problems = policy.errors();
    return out;
  }
  out.runtime = (*policy)->id;
  const support::Result<Allowed> model =
      allowed(*puzzle, asked, options.common.limits, options.common.budget);
  if (!model) {
    out.problems = model.errors();
    return out;
  }
  out.orders = model->all.size();
  out.exhausted = model->exhausted;
  out.expected = model->first.out;
  out.expected_exit_code = model->first.exit_code;
  observe(*puzzle, engine, *model, options.times, runner, out);
  const bool endless = !model->ends && std::all_of(out.observations.begin(), out.observations.end(),
                                                   [](const auto& each) { return each.timed_out; });
  if (endless) {
    out.problems.push_back({support::Severity::error,
                            puzzle->file,
                            {},
                            "cannot be compared: the program ends neither on the engine nor in the model",
                            {}});
    return out;
  }
  const bool agrees = std::all_of(out.observations.begin(), out.observations.end(),
                                  [](const auto& each) { return each.is_allowed; });
  out.status = agrees ? report::VerifyStatus::agrees : report::VerifyStatus::differs;
  if (agrees) check_key(*puzzle, **policy, *model, out);
  return out;
}

}  // namespace

int verify(const VerifyOptions& options, World& world) {
  Console console(world, options.common);
  const report::Renderer* renderer =
      console.renderer("verify", [](const report::Renderer& row) { return row.verify != nullptr; });
  if (renderer == nullptr) return 2;
  if (options.times < 1 || options.times > kMostTimes) {
    return console.fail(fmt::format("--times is from 1 to {}, not {}", kMostTimes, options.times));
  }
  const support::Result<RealEngine> engine = find_engine(options.engine);
  if (!engine) return console.refuse(engine.errors());
  EngineRunner runner(*engine);
  const Targets targets = find_targets(options.paths, Folders::as_trees, options.common.load);
  if (targets.puzzles.empty() && support::has_errors(targets.problems))
    return console.refuse(targets.problems);
  console.diagnose(targets.problems);
  report::VerifyReport report{engine->path, engine->version, options.times, {}, 0};
  if (support::has_errors(targets.problems)) report.exit_status = 2;
  {
    Progress progress(world, options.common, "verifying", targets.puzzles.size());
    for (const Target& target : targets.puzzles) {
      report.verifications.push_back(verify_one(target.path, options, *engine, runner));
      progress.next();
    }
  }
  for (const report::Verification& each : report.verifications) {
    console.diagnose(each.problems);
    const int status = each.status == report::VerifyStatus::agrees    ? 0
                       : each.status == report::VerifyStatus::differs ? 1
                                                                      : 2;
    report.exit_status = std::max(report.exit_status, status);
  }
  if (options.common.exit_zero) report.exit_status = 0;
  return console.deliver(renderer->verify(report, console.style()), report.exit_status);
}

}  // namespace asyncq::app
