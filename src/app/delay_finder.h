#pragma once
// The delays that a program gives to its timers, and the latencies to its operations, as plain numbers.

#include "support/source.h"
#include "syntax/ast.h"

namespace asyncq::app {

// The delay of the setTimeout or setInterval that is called at this place, or the one latency of the
// simulated operation; null: it is not written as a number.
[[nodiscard]] syntax::NumberLiteral* find_delay(syntax::Program& program, support::SourcePosition call_at);

}  // namespace asyncq::app
