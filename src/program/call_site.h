#pragma once
// The program's text of an expression as V8's messages quote it: "a.b is not a function".

#include <string>

#include "syntax/ast.h"

namespace asyncq::program {

// What V8 calls a function without a name that is assigned to a property ("Foo.bar" for Foo.prototype.bar);
// "" when it has no name for it.
[[nodiscard]] std::string inferred_name(const syntax::Expression& target);

// "a", "a.b", "a[0]", "f(...)", "(intermediate value).x", …; the rules are those of V8's CallPrinter
// (src/ast/prettyprinter.cc). in_main: the place is in no function; V8 has not read the bodies of function
// expressions there that stand in no parentheses. marks_calls: "f(...)", else "f".
[[nodiscard]] std::string call_site(const syntax::Expression& expression, bool in_main = false,
                                    bool marks_calls = true);

}  // namespace asyncq::program
