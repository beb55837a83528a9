#pragma once
// Event dispatch in a page [DOM 2.9]: along the path from the window to the target and back.

#include "engine/builtins/event_target.h"

namespace asyncq::engine {

// Who dispatches: code of the program (el.click(), dispatchEvent), which goes on afterwards; or a task,
// between whose listeners microtasks run, because no code of the program is left on the stack.
enum class DispatchedBy : std::uint8_t { script, task };

// False: a listener called preventDefault() on an event that can be cancelled.
bool dispatch_in_page(Machine& machine, EventTargetObject& target, EventObject& event, DispatchedBy by);

// What the function behind target.ontype does with an event: calls the handler, and makes of what it returns
// whether the event is cancelled [HTML 8.1.8.1].
Value call_page_handler(Machine& machine, Value handler, Value this_value, EventObject& event);

// Calls a callback that a task is for, or one of several: an exception is reported, then microtasks run.
void run_task_callback(Machine& machine, Value function, Value this_value,
                       std::initializer_list<Value> arguments);

// The object that programs know a target by: the global one for the window.
[[nodiscard]] Value object_of(Machine& machine, EventTargetObject& target);

}  // namespace asyncq::engine
