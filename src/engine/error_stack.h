#pragma once
// The `stack` of errors as V8 has it: the frames are those of the moment of capture, and the header, with the
// name and message that the error has then, is put before them when `stack` is first read.

#include <string>

#include "engine/machine.h"

namespace asyncq::engine {

// What installs `stack` on an object, Error.captureStackTrace included. The frames of `hidden` (a function)
// and of what it called are left out.
void capture_stack(Machine& machine, Object* object, Value hidden = Value::undefined());

// The frames' lines, or the whole text once it was read; reading this changes nothing. "" when there is none.
[[nodiscard]] std::string captured_stack(Machine& machine, Object* object);

// "name: message" by the steps of Error.prototype.toString [20.5.3.4]; may run getters.
[[nodiscard]] String* error_to_string(Machine& machine, Object* error);

// Makes the accessor that all these properties share.
void install_error_stack(Machine& machine);

}  // namespace asyncq::engine
