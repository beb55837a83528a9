#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/check_chance.h"
#include "app/check_orders.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/limit_text.h"
#include "app/runtimes.h"
#include "app/targets.h"
#include "judge/judge.h"

namespace asyncq::app {

namespace {

using report::Check;
using report::CheckStatus;
using support::Severity;

constexpr int kLowestLevel = 1;
constexpr int kHighestLevel = 5;

// Collects what is found in one file.
class Findings {
 public:
  explicit Findings(support::SourceFilePtr file) : file_(std::move(file)) {}

  void add(Severity severity, std::string message, std::string hint = {}, support::SourceRange range = {}) {
    list_.push_back({severity, file_, range, std::move(message), std::move(hint)});
  }
  void add(const support::Diagnostics& more) { list_.insert(list_.end(), more.begin(), more.end()); }
  support::Diagnostics take() { return std::move(list_); }

 private:
  support::SourceFilePtr file_;
  support::Diagnostics list_;
};

// --- what holds of a puzzle or not
// --------------------------------------------------------------------------

void check_ending(const puzzle::Puzzle& puzzle, const trace::Ending& ending, const engine::Limits& limits,
                  Findings& findings) {
  if (ending.kind == trace::EndingKind::limit) {
    const LimitText text = limit_text(ending, limits);
    findings.add(Severity::error, text.message, text.hint);
  } else if (ending.kind == trace::EndingKind::starved && !puzzle.expect) {
    findings.add(Severity::warning, "the program never lets the event loop move on",
                 "if that is the point, say so with a key: expect: [..]");
  }
}

void check_key(const puzzle::Puzzle& puzzle, const trace::Prediction& model, Check& check,
               Findings& findings) {
  if (!puzzle.expect) {
    if (puzzle.notation == puzzle::Notation::yaml) {
      findings.add(Severity::note, "there is no key to check the model against", "expect: [..] gives it");
    }
    return;
  }
  const trace::Prediction& key = puzzle.expect->value;
  const judge::Verdict verdict = judge::judge(key, model);
  if (verdict.correct) return;
  const std::size_t at = *verdict.first_divergence;
  const auto line_of = [&](const trace::Prediction& lines) {
    return at < lines.size() ? "'" + lines[at] + "'" : std::string("nothing more");
  };
  findings.add(Severity::error,
               fmt::format("the key and the model part at line {}: the key says {}, the model prints {}",
                           at + 1, line_of(key), line_of(model)),
               {}, puzzle.expect->range);
  check.key = key;
  check.model = model;
  check.rows = verdict.rows;
}

// Whether the key is one of several legal orders.
bool key_is_legal(const puzzle::Puzzle& puzzle, const Evaluation& evaluation) {
  return puzzle.expect && evaluation.legal != nullptr &&
         evaluation.legal->follow(puzzle.expect->value).verdict == explore::Verdict::legal;
}

// The key under every runtime that the puzzle says it holds for.
void check_claims(const puzzle::Puzzle& puzzle, const engine::Limits& limits, Findings& findings) {
  const auto claimed = claimed_runtimes(puzzle);
  if (!claimed) {
    for (const support::Diagnostic& problem : claimed.errors()) {
      findings.add(problem.severity, problem.message, problem.hint, problem.range);
    }
    return;
  }
  for (const scheduler::Policy* policy : *claimed) {
    const support::Result<Evaluation> evaluated = evaluate(puzzle, {std::string(policy->id), limits, {}, {}});
    if (!evaluated) {
      const support::Diagnostic& problem = evaluated.errors().front();
      findings.add(Severity::error, problem.message, problem.hint, puzzle.runtimes.range);
      continue;
    }
    if (!puzzle.expect || puzzle.expect->value == lines_printed(evaluated->outcome)) continue;
    if (puzzle.orders == puzzle::LegalOrders::any && key_is_legal(puzzle, *evaluated)) continue;
    findings.add(Severity::error, fmt::format("the key does not hold for {}", policy->id),
                 "'asyncq compare' shows what it prints", puzzle.runtimes.range);
  }
}

void check_output(const trace::Prediction& model, Findings& findings) {
  if (model.empty()) {
    findings.add(Severity::warning, "the program prints nothing: there is nothing to predict");
    return;
  }
  std::map<std::string_view, std::size_t> first_at;
  for (std::size_t i = 0; i < model.size(); ++i) {
    const auto [first, is_new] = first_at.try_emplace(model[i], i);
    if (is_new) continue;
    findings.add(Severity::note,
                 fmt::format("lines {} and {} are both '{}': an answer cannot tell them apart",
                             first->second + 1, i + 1, model[i]));
    return;
  }
}

void check_style(const puzzle::Puzzle& puzzle, Findings& findings) {
  const bool plain_javascript =
      !puzzle.file->name().ends_with(".yaml") && !puzzle.file->name().ends_with(".yml");
  if (plain_javascript) return;
  if (puzzle.title.empty()) findings.add(Severity::warning, "the puzzle has no title");
  if (puzzle.explanation.empty()) findings.add(Severity::warning, "the puzzle has no explanation");
  if (puzzle.level == 0) {
    findings.add(Severity::warning,
                 fmt::format("the puzzle has no level ({} to {})", kLowestLevel, kHighestLevel));
  }
  if (puzzle.topics.empty()) findings.add(Severity::note, "the puzzle has no topics");
}

// --- from a file to its status
// --------------------------------------------------------------------------------

CheckStatus status_of(const support::Diagnostics& problems) {
  const auto has = [&](Severity severity) {
    return std::any_of(problems.begin(), problems.end(),
                       [&](const support::Diagnostic& problem) { return problem.severity == severity; });
  };
  return has(Severity::error)     ? CheckStatus::failed
         : has(Severity::warning) ? CheckStatus::warning
                                  : CheckStatus::ok;
}

void fail_with(Check& check, const support::Diagnostics& errors) {
  check.problems = errors;
  check.status = CheckStatus::error;
}

Check check_puzzle(const Target& target, const CommonOptions& options, const Evaluator& evaluator) {
  Check check;
  check.file = target.path;
  check.puzzle = target.path == "-" ? target.path : std::filesystem::path(target.path).stem().string();
  const support::Result<puzzle::Puzzle> puzzle = load_target(target, options.load);
  if (!puzzle) {
    fail_with(check, puzzle.errors());
    return check;
  }
  check.puzzle = puzzle->id;
  check.title = puzzle->title;
  check.points = target.points.value_or(puzzle->points);
  if (puzzle->ask != trace::Question::order) {
    Findings findings(puzzle->file);
    findings.add(check_question(*puzzle, options, check));
    check_style(*puzzle, findings);
    check.problems = findings.take();
    check.status = check.runtime.empty() ? CheckStatus::error : status_of(check.problems);
    return check;
  }
  const support::Result<Evaluation> evaluated = evaluator(*puzzle, {options.runtime, options.limits});
  if (!evaluated) {
    fail_with(check, evaluated.errors());
    return check;
  }
  check.runtime = evaluated->policy->id;
  const trace::Outcome& outcome = evaluated->outcome;
  const trace::Prediction model = lines_printed(outcome);
  Findings findings(puzzle->file);
  check_ending(*puzzle, outcome.ending, options.limits, findings);
  if (outcome.ending.kind != trace::EndingKind::limit) {
    // That there are others is said below, unless the author knows.
    if (!key_is_legal(*puzzle, *evaluated)) check_key(*puzzle, model, check, findings);
    check_output(model, findings);
    check_claims(*puzzle, options.limits, findings);
    findings.add(check_chance(*puzzle, options));
  }
  if (!outcome.determined) findings.add(check_orders(*puzzle, options));
  check_style(*puzzle, findings);
  check.problems = findings.take();
  check.status = status_of(check.problems);
  return check;
}

// Answers name puzzles by id: two with the same id cannot both be answered.
void check_ids(std::vector<Check>& checks) {
  std::map<std::string, std::string> file_of;
  for (Check& check : checks) {
    const auto [first, is_new] = file_of.try_emplace(check.puzzle, check.file);
    if (is_new || check.status == CheckStatus::error) continue;
    check.problems.push_back({Severity::error,
                              std::make_shared<support::SourceFile>(check.file, ""),
                              {},
                              fmt::format("the id '{}' is also that of '{}'", check.puzzle, first->second),
                              {}});
    check.status = CheckStatus::failed;
  }
}

// points_of: what each puzzle gives where the manifest does not say.
Check check_manifest(const Manifest& manifest, const std::map<std::string, double>& points_of) {
  Check check;
  check.file = manifest.path;
  check.title = manifest.title;
  if (!manifest.problems.empty()) {
    fail_with(check, manifest.problems);
    return check;
  }
  check.puzzles = manifest.entries.size();
  for (const puzzle::CourseEntry& entry : manifest.entries) {
    const auto own = points_of.find(entry.path);
    check.points += entry.points.value_or(own == points_of.end() ? 0 : own->second);
  }
  if (check.points <= 0) {
    check.problems.push_back({Severity::warning,
                              std::make_shared<support::SourceFile>(manifest.path, ""),
                              {},
                              "the course gives no points",
                              {}});
    check.status = CheckStatus::warning;
  }
  return check;
}

int exit_status_of(CheckStatus status) {
  switch (status) {
    case CheckStatus::ok:
    case CheckStatus::warning:
      return 0;
    case CheckStatus::failed:
      return 1;
    case CheckStatus::error:
      return 2;
  }
  return 2;
}

std::vector<Check> check_all(const Targets& targets, const CommonOptions& options, World& world,
                             const Evaluator& evaluator) {
  Progress progress(world, options, "checking", targets.puzzles.size());
  std::vector<Check> checks;
  std::map<std::string, double> points_of;
  for (const Target& target : targets.puzzles) {
    checks.push_back(check_puzzle(target, options, evaluator));
    points_of[target.path] = checks.back().points;
    progress.next();
  }
  check_ids(checks);
  for (const Manifest& manifest : targets.manifests) checks.push_back(check_manifest(manifest, points_of));
  return checks;
}

}  // namespace

int check(const CheckOptions& options, World& world, const Evaluator& evaluator) {
  Console console(world, options.common);
  const report::Renderer* renderer =
      console.renderer("check", [](const report::Renderer& row) { return row.check != nullptr; });
  if (renderer == nullptr) return 2;
  const Targets targets = find_targets(options.paths, Folders::as_trees, options.common.load);
  console.diagnose(targets.problems);
  report::CheckReport report{check_all(targets, options.common, world, evaluator),
                             support::has_errors(targets.problems) ? 2 : 0};
  for (const Check& each : report.checks) {
    console.diagnose(each.problems);
    report.exit_status = std::max(report.exit_status, exit_status_of(each.status));
  }
  if (options.common.exit_zero) report.exit_status = 0;
  return console.deliver(renderer->check(report, console.style()), report.exit_status);
}

}  // namespace asyncq::app
