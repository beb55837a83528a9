#pragma once
// Whether what a program prints rests on chance: on the numbers of Math.random(), on the moment of the run,
// on how late a machine is.

#include "app/options.h"
#include "puzzle/puzzle.h"
#include "support/diagnostic.h"

namespace asyncq::app {

// The findings. Other numbers and another moment are tried, nominally: where the output is another then, that
// is an error. Where no numbers that were tried change it, it rests on them perhaps all the same: a warning.
// So is an output that another lateness changes in the nominal order: how long things took, exactly.
[[nodiscard]] support::Diagnostics check_chance(const puzzle::Puzzle& puzzle, const CommonOptions& options);

}  // namespace asyncq::app
