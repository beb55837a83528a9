#pragma once
// Takes from a realm what its runtime does not have.

#include <string_view>

#include "engine/value.h"

namespace asyncq::engine {

class Machine;

// The last step of making a realm.
void remove_lacking(Machine& machine);
// The same of a built-in module that was just made.
void remove_lacking_parts(Machine& machine, std::string_view name, Value module);
[[nodiscard]] bool lacks_module(Machine& machine, std::string_view name);  // without "node:"

}  // namespace asyncq::engine
