#pragma once
// Globals that a runtime makes when they are first used.

namespace asyncq::engine {

class Machine;

// Where making one shows in the order of things (Policy::lazy_global).
void make_globals_lazy(Machine& machine);

}  // namespace asyncq::engine
