#pragma once
// The program's text of an expression as V8's messages quote it: "a.b is not a function".

#include <string>

#include "syntax/ast.h"

namespace asyncq::program {

// "a", "a.b", "a[0]", "f(...)", "(intermediate value).x", …
[[nodiscard]] std::string call_site(const syntax::Expression& expression);

}  // namespace asyncq::program
