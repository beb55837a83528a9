#pragma once
// Takes from a realm what its runtime does not have.

#include <string_view>

namespace asyncq::engine {

class Machine;

// The last step of making a realm.
void remove_lacking(Machine& machine);
[[nodiscard]] bool lacks_module(Machine& machine, std::string_view name);  // without "node:"

}  // namespace asyncq::engine
