#pragma once
// Syntax tree to idiomatic JavaScript: two-space indent, single quotes, semicolons, a line of at most 80
// columns where it can be had. parse(print(tree)) == tree for every tree that the parser can make, and no
// deeper nested than that. A program ends with a newline (an empty one is empty); a part does not.

#include <string>

#include "syntax/ast.h"

namespace asyncq::syntax {

[[nodiscard]] std::string print(const Program& program);
[[nodiscard]] std::string print(const Statement& statement);
[[nodiscard]] std::string print(const Expression& expression);
[[nodiscard]] std::string print(const Pattern& pattern);

}  // namespace asyncq::syntax
