#pragma once
// The events of the process object that the runtime itself emits.

#include <initializer_list>
#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

// Calls the listeners; false when there are none.
bool emit_process_event(Machine& machine, std::string_view event, std::initializer_list<Value> arguments);
[[nodiscard]] bool has_process_listeners(Machine& machine, std::string_view event);

// Made by a constructor of errors, whatever its prototype is now.
[[nodiscard]] bool is_native_error(Value value);

}  // namespace asyncq::engine
