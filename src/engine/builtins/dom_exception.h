#pragma once
// DOMException [Web IDL 2.8.1]: the errors of the web's interfaces.

#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

// name: "AbortError", "TimeoutError", "DataCloneError", …
[[nodiscard]] Object* create_dom_exception(Machine& machine, std::string_view message, std::string_view name);

}  // namespace asyncq::engine
