#pragma once
// What is to be said of a puzzle.

#include <string>
#include <utility>

#include "puzzle/puzzle.h"
#include "support/diagnostic.h"

namespace asyncq::app {

// At a place in its file; without one, of the puzzle as a whole.
[[nodiscard]] inline support::Diagnostic finding(const puzzle::Puzzle& puzzle, support::Severity severity,
                                                 std::string message, std::string hint = {},
                                                 support::SourceRange at = {}) {
  return {severity, puzzle.file, at, std::move(message), std::move(hint)};
}
// At the beginning of something.
[[nodiscard]] inline support::Diagnostic finding_at(const puzzle::Puzzle& puzzle, support::SourcePosition at,
                                                    support::Severity severity, std::string message,
                                                    std::string hint = {}) {
  return finding(puzzle, severity, std::move(message), std::move(hint), {at, at});
}

}  // namespace asyncq::app
