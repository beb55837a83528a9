#include "app/solve_question.h"

#include <fmt/format.h>

#include <set>

#include "app/finding.h"
#include "app/legal_orders.h"
#include "explore/follow.h"

namespace asyncq::app {

namespace {

// Of a set too large to be walked, an output can still be proved to be in it or not.
void follow_outputs(const puzzle::Puzzle& puzzle, const Executable& executable,
                    const engine::RunOptions& options, const explore::Budget& budget,
                    judge::LegalOrders& legal) {
  for (const trace::Item& item : puzzle.about_orders.items) {
    const explore::Followed followed = explore::follow(executable.program, options, item.lines, budget);
    if (followed.verdict == explore::Verdict::legal) legal.orders.push_back(item.lines);
    if (followed.verdict == explore::Verdict::illegal) legal.refuted.push_back(item.lines);
  }
}

}  // namespace

QuestionTruth answer_question(const puzzle::Puzzle& puzzle, const Executable& executable,
                              const engine::Limits& limits, const explore::Budget& budget) {
  const engine::RunOptions options = run_options_for(executable, limits);
  QuestionTruth known;
  known.orders = explore::explore_all(executable.program, options, budget);
  judge::LegalOrders legal;
  legal.exhausted = known.orders.exhausted();
  std::set<trace::Prediction> seen;  // orders that differ in white space are one
  for (const explore::Order& order : known.orders.orders) {
    if (!trace::came_to_an_end(order.outcome.ending)) continue;
    trace::Prediction lines = lines_printed(order.outcome);
    if (seen.insert(lines).second) legal.orders.push_back(std::move(lines));
  }
  if (!legal.exhausted && puzzle.ask == trace::Question::possible) {
    follow_outputs(puzzle, executable, options, budget, legal);
  }
  known.truth = judge::truth_of(trace::kind_of(puzzle.ask), puzzle.about_orders.items, legal);
  return known;
}

support::Diagnostics question_obstacles(const puzzle::Puzzle& puzzle, const QuestionTruth& known,
                                        const explore::Budget& budget) {
  using support::Severity;
  const puzzle::SetQuestion& question = puzzle.about_orders;
  support::Diagnostics problems;
  for (const std::size_t index : known.truth.vacuous) {
    problems.push_back(finding(puzzle, Severity::error,
                               fmt::format("no output has both lines of '{}'", question.items[index].name),
                               {}, question.places.at(index)));
  }
  if (!known.truth.all_known || !known.truth.undecided.empty()) {
    problems.push_back(finding(puzzle, Severity::error,
                               fmt::format("the legal orders could not all be found: {}",
                                           shortfall_text(known.orders.shortfall, budget)),
                               "nothing is graded by a part of them"));
  }
  if (!problems.empty() || !question.expect) return problems;
  const trace::QuestionKind& kind = trace::kind_of(puzzle.ask);
  if (!judge::judge_parts(kind, question.expect->value, known.truth.answer).correct) {
    problems.push_back(finding(puzzle, Severity::error, "the author's key and the model disagree",
                               "'asyncq check' shows where"));
  }
  return problems;
}

}  // namespace asyncq::app
