#pragma once
// JavaScript text to syntax tree: ECMA-262's grammar for the small JavaScript, automatic semicolon
// insertion included. What asyncq leaves out on purpose is an error "asyncq does not model X" at its place.

#include <string_view>

#include "support/result.h"
#include "syntax/ast.h"

namespace asyncq::syntax {

struct ParseOptions {
  SourceKind kind = SourceKind::script;
  support::SourceFilePtr file;    // for diagnostics
  support::SourceMap map;         // where the text stands in that file
  bool inside_function = false;   // 'return' allowed (a YAML function body)
  bool inside_async = false;      // 'await' is an operator
  bool inside_generator = false;  // 'yield' is an operator
  bool jumps_leave = false;       // 'break' and 'continue' may mean a loop around the text
};

// The whole text as a program (or a function body, by the options). Never throws; nesting deeper than
// kMaxNesting is an error. A script is what Node makes of a CommonJS file, a function's body: it may return
// and ask for new.target.
[[nodiscard]] support::Result<Program> parse_program(std::string_view text, const ParseOptions& options);
// The whole text as one expression.
[[nodiscard]] support::Result<Expression> parse_expression(std::string_view text,
                                                           const ParseOptions& options);
// The whole text as the inside of a template literal: literal text with ${expression} in it. Backslashes
// are literal. A text without ${ is a StringLiteral.
[[nodiscard]] support::Result<Expression> parse_template_text(std::string_view text,
                                                              const ParseOptions& options);
// The whole text as a binding pattern: a name, {a, b} or [a, b].
[[nodiscard]] support::Result<Pattern> parse_binding(std::string_view text, const ParseOptions& options);
// The whole text as parameters: "a, {b}, ...rest". Fills parameters and rest of the function.
[[nodiscard]] support::Result<Function> parse_parameters(std::string_view text, const ParseOptions& options);

// Nesting of brackets, operators and statements that the parser follows; deeper is an error.
inline constexpr int kMaxNesting = 500;
// Links of a chain that grows to the left (a.b.c, 1 + 2 + 3) and so need no nesting to parse; together with
// kMaxNesting the bound of the tree's height.
inline constexpr int kMaxChain = 2500;

[[nodiscard]] bool is_identifier_name(std::string_view text);
// Reserved everywhere; await, yield, let, static and the like are reserved in places only.
[[nodiscard]] bool is_reserved_word(std::string_view text);

}  // namespace asyncq::syntax
