#pragma once
// Where V8 has it that an expression's operations stand: what stacks and carets point at. An operation
// without a place of its own stands where the one before it does.

#include "syntax/ast.h"

namespace asyncq::program {

// Of an operator between operands; of what was made of YAML, which has no places of operators, the beginning.
[[nodiscard]] support::SourcePosition operator_position(const syntax::Expression& whole);
// Where a property is read: at its name, or behind a call or a '?.' at what links it; at the bracket of an
// index.
[[nodiscard]] support::SourcePosition link_position(const syntax::Expression& read);
// Where a property is written: at its name, or at the beginning of what is indexed.
[[nodiscard]] support::SourcePosition name_position(const syntax::Expression& target);
// Where a call stands: at the name that ends its callee, or else at its parenthesis or template.
[[nodiscard]] support::SourcePosition call_position(const syntax::Call& call,
                                                    const syntax::Expression& whole);
// Of an expression as a whole: of one that is spread or iterated, a loop's condition, an arrow's body.
[[nodiscard]] support::SourcePosition expression_position(const syntax::Expression& whole);
// The same of a name or a place in a pattern or a loop, at which its assignment begins; a pattern's is
// unknown.
[[nodiscard]] support::SourcePosition target_position(const syntax::Pattern& target);

}  // namespace asyncq::program
