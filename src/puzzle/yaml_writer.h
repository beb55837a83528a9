#pragma once
// A puzzle as a YAML file: the way back from the tree to the statements of the YAML notation.

#include <string>

#include "puzzle/puzzle.h"

namespace asyncq::puzzle {

// The program as statements where it can be said with them, as `js:` where not, as `code:` when none of it
// can. Reading the text back gives the same program, and the same puzzle but for places.
[[nodiscard]] std::string to_yaml(const Puzzle& puzzle);

}  // namespace asyncq::puzzle
