#pragma once
// The functions that a program of the YAML notation gets at its top when it simulates input and output: plain
// JavaScript, whose operations complete in the poll phase of a real event loop too.

#include <string_view>

#include "syntax/ast.h"

namespace asyncq::puzzle {

// simulateIo(name, done, ms) calls done(null, name); simulateIoPromise(name, ms) needs the first. ms left
// out: a latency that nobody knows.
enum class IoForm { callback, promise };

[[nodiscard]] std::string_view io_function_name(IoForm form);
// The declarations (in a module, an import too), all of them at one place.
[[nodiscard]] syntax::StatementList io_functions(IoForm form, syntax::SourceKind kind,
                                                 support::SourcePosition at);

}  // namespace asyncq::puzzle
