#pragma once
// What real runtimes have and asyncq leaves out: refused where a program names it, before it runs.

#include <optional>
#include <string_view>

#include "program/scope.h"
#include "support/diagnostic.h"
#include "syntax/ast.h"

namespace asyncq::program {

[[nodiscard]] bool is_unmodelled_global(std::string_view name);
// A module of Node's own, without "node:", that asyncq leaves out.
[[nodiscard]] bool is_unmodelled_module(std::string_view name);
[[nodiscard]] std::string_view without_scheme(std::string_view specifier);  // "node:"

// Each use of what is left out, where the program stands, not where it is reached. A name that the program
// defines by itself, as a variable or as a property of the global object, is its own.
[[nodiscard]] support::Diagnostics unmodelled_uses(const syntax::Program& program,
                                                   const Resolution& resolution,
                                                   const support::SourceFilePtr& file);

}  // namespace asyncq::program
