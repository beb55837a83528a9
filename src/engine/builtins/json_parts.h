#pragma once
// Reading and writing JSON; also for what prints values as JSON (console's %j).

#include <string>
#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

// Deeper nesting is a RangeError, as where V8's stack ends.
inline constexpr unsigned kMostNestedJson = 1000;

// ParseJSON [25.5.1.1]; SyntaxError with V8's message.
[[nodiscard]] Value parse_json(Machine& machine, String* text);

// JSON.stringify(value, replacer, space) [25.5.2]: a string, or undefined.
[[nodiscard]] Value stringify_json(Machine& machine, Value value, Value replacer, Value space);

// QuoteJSONString [25.5.2.3]
void append_quoted_json(std::u16string& out, std::u16string_view text);

}  // namespace asyncq::engine
