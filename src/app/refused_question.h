#pragma once
// Questions that puzzle files can hold and that cannot be answered yet: graded as another, they would be graded
// wrongly.

#include "puzzle/puzzle.h"

namespace asyncq::app {

// puzzle.ask is not the order.
[[nodiscard]] support::Diagnostic refused_question(const puzzle::Puzzle& puzzle);

}  // namespace asyncq::app
