#pragma once
// Answers to questions about all that a program can print.

#include "app/solve.h"
#include "puzzle/answers.h"

namespace asyncq::app {

// solved.question is set, and the puzzle can be graded.
[[nodiscard]] report::Grade grade_question(const Solved& solved, const puzzle::Answer& answer);

}  // namespace asyncq::app
