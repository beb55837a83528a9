#pragma once
// How V8's messages name a value. No code of the program runs: getters are not called.

#include <string>

#include "engine/machine.h"

namespace asyncq::engine {

// The data property that a lookup without getters finds on the object or its prototypes, or undefined.
[[nodiscard]] Value peek(Machine& machine, Object* object, PropertyKey key);

// The text of a function of the program; "" when it has none.
[[nodiscard]] std::string function_source(Machine& machine, const Object* function);

// Object::NoSideEffectsToString: text, "#<Foo>", "[object Array]", "Error: message".
[[nodiscard]] std::string message_text(Machine& machine, Value value);

// The value where the source text is not at hand ("number 5 is not a function"): its type, and what it is
// when that is short (V8's BuildDefaultCallSite).
[[nodiscard]] std::string call_site_text(Machine& machine, Value value);

// The name of the constructor that made the object, "" when there is none.
[[nodiscard]] std::string constructor_name(Machine& machine, Object* object);

// "name: message" as Error.prototype.toString would say [20.5.3.4].
[[nodiscard]] std::string error_text(Machine& machine, Object* error);

}  // namespace asyncq::engine
