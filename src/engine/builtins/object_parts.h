#pragma once
// Groups of built-ins that install_object brings along.

#include "engine/machine.h"

namespace asyncq::engine {

void install_reflect(Machine& machine);
void install_structured_clone(Machine& machine);

}  // namespace asyncq::engine
