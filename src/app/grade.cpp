#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "app/answer_source.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/grade_question.h"
#include "app/scoring.h"
#include "app/solve.h"
#include "app/targets.h"
#include "judge/judge.h"
#include "report/reveal.h"

namespace asyncq::app {

namespace {

using puzzle::Answer;
using report::Status;

// The legal order that is compared with a wrong answer: for lcs the one that takes the fewest edits,
// otherwise the one that agrees longest. not_all: there may be nearer ones.
struct Nearest {
  trace::Prediction lines;
  bool not_all = false;
};

Nearest nearest_order(const Solved& solved, const explore::Followed& followed,
                      const trace::Prediction& predicted) {
  Nearest nearest{solved.legal->lines_of(followed.choices), false};
  if (solved.scoring != puzzle::Scoring::lcs) return nearest;
  const explore::Orders& orders = solved.legal->all();
  nearest.not_all = !orders.exhausted();
  double best = judge::judge(predicted, nearest.lines).scores.lcs;
  for (const explore::Order& order : orders.orders) {
    trace::Prediction lines = lines_printed(order.outcome);
    const double score = judge::judge(predicted, lines).scores.lcs;
    if (score <= best) continue;
    best = score;
    nearest.lines = std::move(lines);
  }
  return nearest;
}

void add_problem(report::Grade& grade, support::Severity severity, std::string message, std::string hint) {
  grade.problems.push_back({severity,
                            std::make_shared<support::SourceFile>(grade.file, ""),
                            {},
                            std::move(message),
                            std::move(hint)});
}

// What the answer is compared with, where several orders are legal. Nothing: it cannot be told whether it is
// one of them.
std::optional<trace::Prediction> legal_order_for(report::Grade& grade, const Solved& solved,
                                                 const trace::Prediction& predicted) {
  const explore::Followed followed = solved.legal->follow(predicted);
  switch (followed.verdict) {
    case explore::Verdict::legal:
      return predicted;
    case explore::Verdict::unknown:
      add_problem(grade, support::Severity::error, "whether the answer is a legal order was not found out",
                  shortfall_text(followed.shortfall, solved.legal->budget()));
      return std::nullopt;
    case explore::Verdict::illegal:
      break;
  }
  grade.first_divergence = followed.matched;
  grade.departure = report::Departure{followed.next, followed.may_end};
  Nearest nearest = nearest_order(solved, followed, predicted);
  if (nearest.not_all) {
    add_problem(grade, support::Severity::note,
                "not all legal orders were compared: there may be a nearer one",
                "--max-orders and --max-states raise the limits");
  }
  return std::move(nearest.lines);
}

// Compares the lines; an answer that is not there is compared as well, so that the key can be shown beside
// it.
void add_verdict(report::Grade& grade, const Solved& solved, const trace::Prediction& predicted,
                 const trace::Prediction& expected) {
  const judge::Verdict verdict = judge::judge(predicted, expected);
  grade.expected = expected;
  grade.rows = verdict.rows;
  grade.explanation = solved.explanation;
  grade.ending = solved.ending;
  if (grade.status == Status::missing || grade.status == Status::empty) return;
  grade.status = verdict.correct ? Status::right : Status::wrong;
  grade.predicted = predicted;
  if (!grade.departure) grade.first_divergence = verdict.first_divergence;
  grade.scores = verdict.scores;
  grade.score = score_by(solved.scoring, verdict.scores);
  grade.points = grade.score * grade.max_points;
}

// Whether a program may print nothing at all.
bool may_print_nothing(const Solved& solved) {
  if (solved.expected.empty()) return true;
  return solved.legal && solved.legal->follow({}).verdict == explore::Verdict::legal;
}

// An answer of more lines is compared only with a program that prints about as many.
constexpr std::size_t kMostLines = 10'000;

std::size_t most_lines(const Solved& solved) {
  return std::max(kMostLines, 2 * solved.expected.size());
}

report::Grade grade_answer(const Solved& solved, const Answer& answer) {
  report::Grade grade = solved.blank;
  grade.status = Status::error;
  if (!solved.can_be_graded()) return grade;
  if (const auto* malformed = std::get_if<puzzle::MalformedAnswer>(&answer)) {
    grade.status = Status::malformed;
    grade.problems.insert(grade.problems.begin(), malformed->why.begin(), malformed->why.end());
    return grade;
  }
  if (solved.question) return grade_question(solved, answer);
  const auto* given = std::get_if<trace::Prediction>(&answer);
  if (given && given->size() > most_lines(solved)) {
    grade.status = Status::malformed;
    add_problem(
        grade, support::Severity::error,
        fmt::format("an answer of {} lines: more than {} are not judged", given->size(), most_lines(solved)),
        {});
    return grade;
  }
  const trace::Prediction predicted = given ? *given : trace::Prediction{};
  if (std::holds_alternative<puzzle::MissingAnswer>(answer)) grade.status = Status::missing;
  // A program that prints nothing is predicted by the answer without lines.
  if (std::holds_alternative<puzzle::EmptyAnswer>(answer) && !may_print_nothing(solved)) {
    grade.status = Status::empty;
  }
  grade.any_order = solved.legal != nullptr;
  if (!solved.legal || grade.status != Status::error) {
    add_verdict(grade, solved, predicted, solved.expected);
  } else if (const auto expected = legal_order_for(grade, solved, predicted)) {
    add_verdict(grade, solved, predicted, *expected);
  }
  return grade;
}

int exit_status_of(Status status) {
  switch (status) {
    case Status::right:
      return 0;
    case Status::wrong:
    case Status::missing:
    case Status::empty:
      return 1;
    case Status::malformed:
    case Status::error:
      return 2;
  }
  return 2;
}

// A puzzle's problem stands in every student's grade and a student's file's in every puzzle's: said once.
void diagnose_once(Console& console, const std::vector<report::Grade>& grades) {
  std::set<std::string> said;
  for (const report::Grade& grade : grades) {
    for (const support::Diagnostic& problem : grade.problems) {
      if (said.insert(support::format(problem)).second) console.diagnose({problem});
    }
  }
}

// The paths of the puzzles, and whether standard input holds the answer.
struct Inputs {
  std::vector<std::string> paths;
  bool answer_from_input = false;
};

Inputs inputs_of(const GradeOptions& options) {
  Inputs inputs{options.targets, options.answers == "-" || options.predict == "-"};
  if (inputs.paths.size() > 1 && inputs.paths.back() == "-") {
    inputs.paths.pop_back();
    inputs.answer_from_input = true;
  }
  return inputs;
}

// What is wrong with the options taken together; empty: nothing.
std::string conflict(const GradeOptions& options, const Inputs& inputs) {
  const bool dash = inputs.paths.size() < options.targets.size();
  const int sources = (dash ? 1 : 0) + (options.predict ? 1 : 0) + (options.answers.empty() ? 0 : 1);
  if (sources > 1) return "--predict, --answers and '-' each give the answer: only one of them can be used";
  const bool puzzle_from_input =
      std::find(inputs.paths.begin(), inputs.paths.end(), "-") != inputs.paths.end();
  if (puzzle_from_input && inputs.answer_from_input) {
    return "standard input cannot be both the puzzle and the answer";
  }
  return "";
}

// What is wrong with the path of the answers; empty: nothing, or none is given.
std::string no_answers_at(const std::string& path) {
  std::error_code error;
  if (path.empty() || path == "-" || std::filesystem::exists(path, error)) return "";
  return error ? fmt::format("--answers: '{}' cannot be read: {}", path, error.message())
               : fmt::format("--answers: there is no file and no folder '{}'", path);
}

std::vector<Solved> solve_all(const Targets& targets, const CommonOptions& options, World& world,
                              const Evaluator& evaluator) {
  Progress progress(world, options, "running", targets.puzzles.size());
  std::vector<Solved> puzzles;
  puzzles.reserve(targets.puzzles.size());
  for (const Target& target : targets.puzzles) {
    puzzles.push_back(solve(target, options, evaluator));
    progress.next();
  }
  refuse_shared_ids(puzzles);
  return puzzles;
}

}  // namespace

int grade(const GradeOptions& options, World& world, const Evaluator& evaluator) {
  Console console(world, options.common);
  const report::Renderer* renderer =
      console.renderer("grade", [](const report::Renderer& row) { return row.grade != nullptr; });
  if (renderer == nullptr || !console.choose("--reveal", options.reveal, {"never", "right", "always"}))
    return 2;
  const Inputs inputs = inputs_of(options);
  if (const std::string why = conflict(options, inputs); !why.empty()) return console.fail(why);

  if (const std::string why = no_answers_at(options.answers); !why.empty()) return console.fail(why);
  const Targets targets =
      find_targets(inputs.paths, Folders::as_courses, options.common.load, options.answers);
  if (options.predict && targets.puzzles.size() > 1) {
    return console.fail(
        fmt::format("--predict answers one puzzle, but there are {}", targets.puzzles.size()));
  }
  support::Diagnostics problems = targets.problems;
  for (const Manifest& manifest : targets.manifests) {
    problems.insert(problems.end(), manifest.problems.begin(), manifest.problems.end());
  }
  if (targets.puzzles.empty() && support::has_errors(problems)) return console.refuse(problems);
  const std::vector<Solved> puzzles = solve_all(targets, options.common, world, evaluator);
  support::Diagnostics unread;  // of answers: could cost a student points unnoticed
  const std::vector<StudentAnswers> students =
      find_answers(options, inputs.answer_from_input, puzzles, unread);
  if (students.empty()) {
    console.say(unread);
    return console.fail(fmt::format("there are no answers in '{}'", options.answers));
  }

  const report::Reveal reveal = *report::find_reveal(options.reveal);
  report::GradeReport report{targets.title, {}, support::has_errors(problems) ? 2 : 0};
  for (const StudentAnswers& student : students) {
    for (std::size_t i = 0; i < puzzles.size(); ++i) {
      report::Grade& grade = report.grades.emplace_back(grade_answer(puzzles[i], student.answers[i]));
      grade.student = student.student;
      report.exit_status = std::max(report.exit_status, exit_status_of(grade.status));
      report::withhold(grade, reveal);
    }
  }
  diagnose_once(console, report.grades);
  console.diagnose(problems);
  console.say(unread);
  if (options.common.exit_zero) report.exit_status = 0;
  return console.deliver(renderer->grade(report, console.style()), report.exit_status);
}

}  // namespace asyncq::app
