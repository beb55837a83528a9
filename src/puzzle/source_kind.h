#pragma once
// Whether JavaScript text is a script or a module, where nothing says which: Node's rule for .js files.

#include <string_view>

#include "support/result.h"
#include "syntax/parser.h"

namespace asyncq::puzzle {

// A script, unless the text can only be a module (import, export, await at the top level, a top-level
// variable with the name of one of CommonJS's own). options.kind is not looked at. Of a text that is neither,
// the faults that it has as what it is nearer to.
[[nodiscard]] support::Result<syntax::Program> parse_script_or_module(std::string_view text,
                                                                      syntax::ParseOptions options);

}  // namespace asyncq::puzzle
