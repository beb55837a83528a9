#pragma once
// Errors: their stacks, and what the runtime makes of those that nothing caught.

#include "engine/machine.h"

namespace asyncq::engine {

class Promise;

// What Node raises for an unhandled rejection: the reason itself when it is an Error, else an
// ERR_UNHANDLED_REJECTION that quotes it [lib/internal/process/promises.js].
Value unhandled_rejection_error(Machine& machine, Value reason);
// Where an error's stack begins: the place that Node shows above an uncaught error.
support::SourcePosition position_of_error(Machine& machine, Value error);
// A module's evaluation that fails ends the process, once the microtasks that wait have run.
void watch_main_promise(Machine& machine, Promise* promise);

}  // namespace asyncq::engine
