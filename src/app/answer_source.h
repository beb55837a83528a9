#pragma once
// Where the predictions of a grading come from.

#include <optional>
#include <string>
#include <vector>

#include "app/options.h"
#include "app/solve.h"
#include "puzzle/answers.h"

namespace asyncq::app {

// A student's answers to the puzzles of the grading, one for each, in their order.
struct StudentAnswers {
  std::string student;  // empty: nobody named
  std::vector<puzzle::Answer> answers;
};

// From standard input, --answers or --predict if one of them is given; else what is kept with each puzzle:
// its own `prediction:`, then the answer file beside it.
[[nodiscard]] std::vector<StudentAnswers> find_answers(const GradeOptions& options, bool from_input,
                                                       const std::vector<Solved>& puzzles,
                                                       support::Diagnostics& warnings);

}  // namespace asyncq::app
