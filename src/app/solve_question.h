#pragma once
// What is true of a program, where a puzzle asks about all that it can print.

#include "app/evaluate.h"
#include "explore/explore.h"
#include "judge/questions.h"

namespace asyncq::app {

struct QuestionTruth {
  explore::Orders orders;
  judge::Truth truth;
};

// The puzzle asks another question than the one for the order.
[[nodiscard]] QuestionTruth answer_question(const puzzle::Puzzle& puzzle, const Executable& executable,
                                            const engine::Limits& limits, const explore::Budget& budget);

// Why no answer can be graded, and what the author's key says that is not true; empty: nothing. It gives no
// part of the key away: students may read it.
[[nodiscard]] support::Diagnostics question_obstacles(const puzzle::Puzzle& puzzle,
                                                      const QuestionTruth& known,
                                                      const explore::Budget& budget);

}  // namespace asyncq::app
