#pragma once
// Groups of built-ins that install_iterators brings along.

#include "engine/machine.h"

namespace asyncq::engine {

void install_iterator_helpers(Machine& machine);  // Iterator and what iterators inherit

}  // namespace asyncq::engine
