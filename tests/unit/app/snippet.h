#pragma once
// A puzzle that is a piece of JavaScript.

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "puzzle/puzzle.h"

namespace asyncq::test {

inline puzzle::Puzzle puzzle_of(const std::string& javascript) {
  const auto file = std::make_shared<const support::SourceFile>("program.js", javascript);
  auto puzzle = puzzle::parse_javascript(file);
  if (!puzzle) throw std::invalid_argument(support::format(puzzle.errors()));
  return std::move(puzzle).value();
}

}  // namespace asyncq::test
