#pragma once
// What Node prints of an error that ends the process [lib/internal/errors.js, fatalExceptionStackEnhancers;
// src/node_errors.cc, PrintException].

#include <optional>
#include <string>

#include "engine/value.h"
#include "support/source.h"

namespace asyncq::engine {

class Machine;

// thrown_at: of the throw statement that raised it; nothing: where the error says that it comes from. In
// place of a version that no puzzle depends on stands the line's.
[[nodiscard]] std::string uncaught_report(Machine& machine, Value error,
                                          std::optional<support::SourcePosition> thrown_at);

}  // namespace asyncq::engine
