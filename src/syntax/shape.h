#pragma once
// What an expression needs parentheses for: how tightly it binds and what it begins with. [13]

#include "syntax/ast.h"
#include "syntax/operators.h"

namespace asyncq::syntax {

[[nodiscard]] Precedence precedence_of(const Expression& expression);

// Where text begins in which some expressions cannot come first.
enum class BeginningOf {
  statement,       // not {, function, class, let [
  arrow_body,      // not {
  default_export,  // not function, class
  for_head,        // not let
};
// The part of the expression that would be misread there, if printed without parentheses; null if none.
[[nodiscard]] const Expression* misread_part(const Expression& expression, BeginningOf place);

// A member chain without calls: what may stand after 'new' without parentheses.
[[nodiscard]] bool is_member_chain(const Expression& expression);
[[nodiscard]] bool is_function(const Expression& expression);  // arrows included
[[nodiscard]] bool is_arrow(const Expression& expression);
// The object or callee of a member, index or call; else null.
[[nodiscard]] const Expression* chained_object(const Expression& expression);

}  // namespace asyncq::syntax
