#pragma once
// Groups of built-ins that install_number brings along.

#include "engine/machine.h"

namespace asyncq::engine {

void install_math(Machine& machine);
void install_big_int(Machine& machine);

}  // namespace asyncq::engine
