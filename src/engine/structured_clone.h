#pragma once
// StructuredSerialize and StructuredDeserialize in one [HTML 2.7].

#include "engine/value.h"

namespace asyncq::engine {

class Machine;

// A copy that shares no object with the value. Throws a DataCloneError for what has none: functions, symbols.
[[nodiscard]] Value structured_clone(Machine& machine, Value value);

}  // namespace asyncq::engine
