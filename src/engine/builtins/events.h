#pragma once
// Node's event classes, a group a file; installed together by install_events.

#include "engine/machine.h"

namespace asyncq::engine {

// Called in this order: later groups inherit from earlier ones.
void install_event_emitter(Machine& machine);
void install_dom_exception(Machine& machine);
void install_event_classes(Machine& machine);  // Event, CustomEvent, MessageEvent
void install_event_target(Machine& machine);
void install_abort(Machine& machine);     // AbortSignal, AbortController
void install_messages(Machine& machine);  // MessageChannel, MessagePort

// events.once, events.on and the other functions that are properties of the module `events`.
void define_event_functions(Machine& machine, Object* module);

// Makes object an EventEmitter in the state that its constructor leaves it in; options: the constructor's
// argument.
void initialize_emitter(Machine& machine, Object* object, Value options = Value::undefined());
// emitter.emit(type, ...): true when there was a listener.
bool emit(Machine& machine, Object* emitter, std::string_view type, const std::vector<Value>& arguments = {});

}  // namespace asyncq::engine
