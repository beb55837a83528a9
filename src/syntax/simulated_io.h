#pragma once
// The functions by which programs simulate input and output: plain JavaScript, which a real runtime runs as
// it stands, and which the compiler knows for what they stand for: an operation that takes no less than
// `least` milliseconds and no more than `most`, and ends in the poll phase of the event loop.

#include <optional>
#include <string_view>

#include "syntax/ast.h"

namespace asyncq::syntax {

// simulateIo(name, done, least, most) calls done(null, name); simulateIoPromise(name, least, most), which
// needs the first, makes a promise of it. most left out: least; both left out: a latency that nobody knows.
enum class IoForm { callback, promise };

[[nodiscard]] std::string_view io_function_name(IoForm form);
// The declarations (in a module, an import too), all of them at one place.
[[nodiscard]] StatementList io_functions(IoForm form, SourceKind kind, support::SourcePosition at);
// Whether a function is one of them, to the letter but for white space.
[[nodiscard]] std::optional<IoForm> io_form_of(const Function& function);

}  // namespace asyncq::syntax
