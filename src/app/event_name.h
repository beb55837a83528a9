#pragma once
// What races, in a word.

#include "trace/event.h"

namespace asyncq::app {

// "timer", "operation", "immediate", …
[[nodiscard]] const char* event_name(trace::Queue queue);

}  // namespace asyncq::app
