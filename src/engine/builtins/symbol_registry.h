#pragma once

#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

// Symbol.for(name), while the realm is made: it counts no step.
[[nodiscard]] Symbol* registered_symbol(Machine& machine, std::string_view name);

}  // namespace asyncq::engine
