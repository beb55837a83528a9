#pragma once
// A puzzle made ready for any number of answers: loaded, run once, and looked over.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/evaluate.h"
#include "app/options.h"
#include "app/targets.h"
#include "report/model.h"

namespace asyncq::app {

// A question about all legal orders, and what is true.
struct SolvedQuestion {
  std::vector<trace::Item> items;
  trace::Response truth;
  std::optional<trace::WrittenAnswer> own_answer;  // kept in the puzzle's file
};

struct Solved {
  report::Grade blank;  // all of a grade that does not depend on the answer
  puzzle::Scoring scoring = puzzle::Scoring::exact;
  trace::Question ask = trace::Question::order;
  std::optional<SolvedQuestion> question;    // ask is another one
  trace::Prediction expected;                // the key, where several orders are legal
  std::shared_ptr<const LegalOrders> legal;  // null: `expected` alone is right
  std::string explanation;
  trace::Ending ending;
  std::optional<trace::Prediction> own_prediction;  // kept in the puzzle's file

  // No answer to it can be graded when its problems hold an error.
  [[nodiscard]] bool can_be_graded() const { return !support::has_errors(blank.problems); }
};

[[nodiscard]] Solved solve(const Target& target, const CommonOptions& options, const Evaluator& evaluator);

// Answers name puzzles by id: of two with the same id, only the first can be graded.
void refuse_shared_ids(std::vector<Solved>& puzzles);

}  // namespace asyncq::app
