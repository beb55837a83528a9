#pragma once
// Errors as Node's own modules throw them: with a code in the stack's first line and as a property.

#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

// `TypeError [ERR_INVALID_ARG_TYPE]: message`, code 'ERR_INVALID_ARG_TYPE'.
[[nodiscard]] Object* create_node_error(Machine& machine, ErrorKind kind, std::string_view code,
                                        std::string_view message);
[[noreturn]] void throw_node_error(Machine& machine, ErrorKind kind, std::string_view code,
                                   std::string_view message);

// The "listener" argument must be of type function. Received undefined. name with a dot: a property.
[[noreturn]] void throw_invalid_argument(Machine& machine, std::string_view name, std::string_view expected,
                                         Value actual);
[[nodiscard]] Object* create_invalid_argument(Machine& machine, std::string_view name,
                                              std::string_view expected, Value actual);
// "undefined", "type string ('abc')", "an instance of Foo", "function f" [determineSpecificType]
[[nodiscard]] std::string received(Machine& machine, Value actual);
void require_function(Machine& machine, std::string_view name, Value value);
// Of what timers, immediates and ticks are to call: the error has a code of its own before Node 18.
void require_scheduled_function(Machine& machine, Value value);

// The value of "delay" is out of range. It must be range. Received value.
[[noreturn]] void throw_out_of_range(Machine& machine, std::string_view name, std::string_view range,
                                     Value value);

// Node's AbortError: an Error with code 'ABORT_ERR' and the signal's reason as its cause.
[[nodiscard]] Object* create_abort_error(Machine& machine, Value cause);

// process.emitWarning(): `(node:1) [code] Name: text` on standard error and the event 'warning', in a tick.
void emit_warning(Machine& machine, std::string_view name, std::string_view text, std::string_view code = "");
void emit_warning(Machine& machine, Object* warning);  // an Error

}  // namespace asyncq::engine
