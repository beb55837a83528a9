#pragma once
// The modules, a function each, and what they are written with.

#include <span>

#include "engine/builtins.h"

namespace asyncq::engine {

[[nodiscard]] Value make_timers_module(Machine& machine);
[[nodiscard]] Value make_timers_promises_module(Machine& machine);
[[nodiscard]] Value make_util_module(Machine& machine);
[[nodiscard]] Value make_util_types_module(Machine& machine);
[[nodiscard]] Value make_fs_module(Machine& machine);
[[nodiscard]] Value make_fs_promises_module(Machine& machine);
[[nodiscard]] Value make_assert_module(Machine& machine);
[[nodiscard]] Value make_strict_assert_module(Machine& machine);
[[nodiscard]] Value make_path_module(Machine& machine);

// Enumerable methods, as modules have them.
void define_functions(Machine& machine, Object* module, std::span<const MethodRow> rows);

// util.promisify.custom
[[nodiscard]] PropertyKey promisify_custom_key(Machine& machine);

// timers/promises.setInterval
Value start_ticks(Machine& machine, const Arguments& arguments);

// What the functions of timers/promises take after delay and value; both throw for values of other types.
struct WaitOptions {
  Value signal;  // an AbortSignal; undefined: none
  bool ref = true;
};
[[nodiscard]] WaitOptions read_wait_options(Machine& machine, Value options);
[[nodiscard]] double read_wait_delay(Machine& machine, Value delay);

// worker_threads.receiveMessageOnPort
Value receive_message_on_port(Machine& machine, const Arguments& arguments);

}  // namespace asyncq::engine
