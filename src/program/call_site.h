#pragma once
// The program's text of an expression as V8's messages quote it: "a.b is not a function".

#include <string>

#include "syntax/ast.h"

namespace asyncq::program {

// "a", "a.b", "a[0]", "f(...)", "(intermediate value).x", …
// What V8 calls a function without a name that is assigned to a property ("Foo.bar" for Foo.prototype.bar);
// "" when it has no name for it.
[[nodiscard]] std::string inferred_name(const syntax::Expression& target);

[[nodiscard]] std::string call_site(const syntax::Expression& expression);

}  // namespace asyncq::program
