#include "app/solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "app/finding.h"
#include "app/limit_text.h"
#include "app/runtimes.h"
#include "app/solve_question.h"

namespace asyncq::app {

namespace {

const char* name(puzzle::Scoring scoring) {
  switch (scoring) {
    case puzzle::Scoring::exact:
      return "exact";
    case puzzle::Scoring::prefix:
      return "prefix";
    case puzzle::Scoring::lcs:
      return "lcs";
  }
  return "exact";
}

// What an answer cannot hold, a graded program need not print.
engine::Limits graded_limits(const CommonOptions& options) {
  engine::Limits limits = options.limits;
  limits.max_output = std::min<std::uint64_t>(limits.max_output, options.load.max_input);
  return limits;
}

// The author's key must be what the program prints, or one of the orders that it can print.
support::Diagnostics key_faults(const puzzle::Puzzle& puzzle, const Solved& solved) {
  using support::Severity;
  if (!puzzle.expect || puzzle.expect->value == solved.expected) return {};
  if (solved.legal) {
    const explore::Followed key = solved.legal->follow(puzzle.expect->value);
    if (key.verdict == explore::Verdict::legal) return {};
    if (key.verdict == explore::Verdict::unknown) {
      return {finding(puzzle, Severity::warning,
                      "whether the author's key is a legal order was not found out",
                      shortfall_text(key.shortfall, solved.legal->budget()))};
    }
  }
  const auto own = choose_runtime(puzzle, "");
  const bool elsewhere = own && (*own)->id != solved.blank.runtime;
  return {finding(puzzle, Severity::error, "the author's key and the model disagree",
                  elsewhere ? fmt::format("'asyncq check -r {}' shows where", solved.blank.runtime)
                            : "'asyncq check' shows where")};
}

// What keeps a puzzle that ran from being graded. It names no line: students may read it.
support::Diagnostics obstacles(const puzzle::Puzzle& puzzle, const Solved& solved,
                               const engine::Limits& limits) {
  using support::Severity;
  if (solved.ending.kind == trace::EndingKind::limit) {
    const LimitText text = limit_text(solved.ending, limits);
    return {finding(puzzle, Severity::error, text.message, text.hint)};
  }
  if (const support::Diagnostics faults = key_faults(puzzle, solved); !faults.empty()) return faults;
  if (!solved.blank.determined && !solved.legal) {
    return {finding(puzzle, Severity::warning, "the order is not determined: other runs may print another",
                    "graded by the order of a machine on which nothing is late")};
  }
  return {};
}

void solve_question(const puzzle::Puzzle& puzzle, const std::string& runtime, const engine::Limits& limits,
                    const explore::Budget& budget, Solved& solved) {
  const support::Result<Executable> executable = prepare(puzzle, runtime);
  if (!executable) {
    solved.blank.problems = executable.errors();
    return;
  }
  const QuestionTruth known = answer_question(puzzle, *executable, limits, budget);
  solved.blank.runtime = executable->policy->id;
  solved.blank.determined = known.orders.orders.size() == 1 && known.orders.exhausted();
  solved.blank.problems = question_obstacles(puzzle, known, budget);
  solved.explanation = puzzle.explanation;
  solved.question = SolvedQuestion{puzzle.about_orders.items, known.truth.answer, std::nullopt};
  if (puzzle.about_orders.prediction) solved.question->own_answer = puzzle.about_orders.prediction->value;
}

}  // namespace

Solved solve(const Target& target, const CommonOptions& options, const Evaluator& evaluator) {
  Solved solved;
  solved.blank.file = target.path;
  solved.blank.puzzle = target.path == "-" ? target.path : std::filesystem::path(target.path).stem().string();
  solved.blank.section = target.section;
  solved.blank.max_points = target.points.value_or(1);
  const support::Result<puzzle::Puzzle> loaded = load_target(target, options.load);
  if (!loaded) {
    solved.blank.problems = loaded.errors();
    return solved;
  }
  solved.blank.puzzle = loaded->id;
  solved.blank.title = loaded->title;
  solved.ask = loaded->ask;
  solved.blank.max_points = target.points.value_or(loaded->points);
  solved.scoring = loaded->scoring.value_or(target.scoring.value_or(puzzle::Scoring::exact));
  solved.blank.scoring = name(solved.scoring);
  const engine::Limits limits = graded_limits(options);
  if (loaded->ask != trace::Question::order) {
    solve_question(*loaded, options.runtime, limits, options.budget, solved);
    return solved;
  }
  const support::Result<Evaluation> evaluated = evaluator(*loaded, {options.runtime, limits, options.budget});
  if (!evaluated) {
    solved.blank.problems = evaluated.errors();
    return solved;
  }
  solved.blank.runtime = evaluated->policy->id;
  solved.blank.determined = evaluated->outcome.determined;
  solved.expected = lines_printed(evaluated->outcome);
  solved.ending = evaluated->outcome.ending;
  solved.legal = evaluated->legal;
  solved.explanation = loaded->explanation;
  if (loaded->prediction) solved.own_prediction = loaded->prediction->value;
  solved.blank.problems = obstacles(*loaded, solved, limits);
  return solved;
}

void refuse_shared_ids(std::vector<Solved>& puzzles) {
  std::map<std::string, std::string> file_of;
  for (Solved& solved : puzzles) {
    const auto [first, is_new] = file_of.try_emplace(solved.blank.puzzle, solved.blank.file);
    if (is_new) continue;
    solved.blank.problems.push_back(
        {support::Severity::error,
         std::make_shared<support::SourceFile>(solved.blank.file, ""),
         {},
         fmt::format("the id '{}' is also that of '{}'", solved.blank.puzzle, first->second),
         {}});
  }
}

}  // namespace asyncq::app
