#pragma once
// The author's check of what a program prints in several orders.

#include "app/evaluate.h"
#include "app/options.h"
#include "report/model.h"

namespace asyncq::app {

// What is wrong with a puzzle that asks for the order, given that choices were met in its run: it has several
// legal orders and does not say that this is meant. Names what races, and the smallest change of a delay that
// the model confirms to leave the nominal order alone.
[[nodiscard]] support::Diagnostics check_orders(const puzzle::Puzzle& puzzle, const CommonOptions& options);

// What is wrong with a question about all legal orders, under the puzzle's own runtime and under those that
// it names. A key that is not true is put beside the truth.
[[nodiscard]] support::Diagnostics check_question(const puzzle::Puzzle& puzzle, const CommonOptions& options,
                                                  report::Check& check);

}  // namespace asyncq::app
