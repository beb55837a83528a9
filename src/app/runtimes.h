#pragma once
// Which runtime a puzzle is run under.

#include <string>

#include "puzzle/puzzle.h"
#include "scheduler/policy.h"
#include "support/result.h"

namespace asyncq::app {

// The one asked for (an id or alias), else the puzzle's own; its module flavour for a module. An unknown one
// is an error where it is named.
[[nodiscard]] support::Result<const scheduler::Policy*> choose_runtime(const puzzle::Puzzle& puzzle,
                                                                       const std::string& asked_for);

// The runtimes that a puzzle's key is said to hold for. An error: a name that stands for none.
[[nodiscard]] support::Result<std::vector<const scheduler::Policy*>> claimed_runtimes(
    const puzzle::Puzzle& puzzle);

}  // namespace asyncq::app
