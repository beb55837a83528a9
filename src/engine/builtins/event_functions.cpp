// The functions of the module `events`: once, on, and those that look at emitters and event targets alike.

#include <deque>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/event_target.h"
#include "engine/builtins/events.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/promise.h"

namespace asyncq::engine {
namespace {

// [eventTargetAgnosticAddListener]
void listen(Machine& machine, Value emitter, Value name, Value listener, bool once) {
  if (is_callable(machine.get(emitter, "on"))) {
    machine.invoke(emitter, once ? "once" : "on", {name, listener});
  } else if (is_callable(machine.get(emitter, "addEventListener"))) {
    Object* options = machine.create_object(nullptr);
    options->define(machine, "once", Value(once));
    machine.invoke(emitter, "addEventListener", {name, listener, Value(options)});
  } else {
    throw_invalid_argument(machine, "emitter", "an instance of EventEmitter", emitter);
  }
}

// [eventTargetAgnosticRemoveListener]
void unlisten(Machine& machine, Value emitter, Value name, Value listener) {
  if (is_callable(machine.get(emitter, "removeListener"))) {
    machine.invoke(emitter, "removeListener", {name, listener});
  } else if (is_callable(machine.get(emitter, "removeEventListener"))) {
    machine.invoke(emitter, "removeEventListener", {name, listener});
  }
}

// The `signal` of an options argument: undefined or an AbortSignal.
Value signal_option(Machine& machine, Value options) {
  if (options.is_undefined()) return {};
  if (!options.is_object()) throw_invalid_argument(machine, "options", "of type object", options);
  const Value signal = machine.get(options, "signal");
  require_abort_signal(machine, "options.signal", signal);
  return signal;
}

// Everything that one call of events.once listens with.
class OnceState final : public Cell {
 public:
  OnceState() : Cell(CellKind::internal) {}
  Value emitter;
  Value name;
  Value signal;  // undefined: none
  Value resolver;
  Value error_listener;
  Value abort_listener;
  Promise* promise = nullptr;
  bool settled = false;

  void trace(Marker& marker) override {
    for (const Value value : {emitter, name, signal, resolver, error_listener, abort_listener})
      marker.mark(value);
    marker.mark(promise);
  }
};

OnceState& once_state(const Arguments& arguments) {
  return *static_cast<OnceState*>(arguments.callee->captured[0].as_cell());
}

void stop_watching_signal(Machine& machine, const OnceState& state) {
  if (!state.signal.is_undefined())
    unlisten(machine, state.signal, machine.string("abort"), state.abort_listener);
}

void settle_once(Machine& machine, OnceState& state, Value value, bool rejected) {
  if (state.settled) return;
  state.settled = true;
  if (rejected) {
    reject_promise(machine, state.promise, value);
  } else {
    resolve_promise(machine, state.promise, value);
  }
}

Value once_event(Machine& machine, const Arguments& arguments) {
  OnceState& state = once_state(arguments);
  if (is_callable(machine.get(state.emitter, "removeListener")))
    machine.invoke(state.emitter, "removeListener", {machine.string("error"), state.error_listener});
  stop_watching_signal(machine, state);
  settle_once(machine, state, Value(machine.create_array(arguments.from(0))), false);
  return {};
}

Value once_error(Machine& machine, const Arguments& arguments) {
  OnceState& state = once_state(arguments);
  machine.invoke(state.emitter, "removeListener", {state.name, state.resolver});
  stop_watching_signal(machine, state);
  settle_once(machine, state, arguments[0], true);
  return {};
}

Value once_aborted(Machine& machine, const Arguments& arguments) {
  OnceState& state = once_state(arguments);
  unlisten(machine, state.emitter, state.name, state.resolver);
  unlisten(machine, state.emitter, machine.string("error"), state.error_listener);
  const Value reason = machine.get(state.signal, "reason");
  settle_once(machine, state, Value(create_abort_error(machine, reason)), true);
  return {};
}

// The body of events.once: the promise of the event.
Promise* wait_once(Machine& machine, const Arguments& arguments) {
  const Value signal = signal_option(machine, arguments[2]);
  if (!signal.is_undefined() && machine.to_boolean(machine.get(signal, "aborted")))
    throw Throw{Value(create_abort_error(machine, machine.get(signal, "reason")))};
  auto* state = machine.heap.make<OnceState>();
  state->emitter = arguments[0];
  state->name = arguments[1];
  state->signal = signal;
  state->promise = new_promise(machine);
  state->resolver = Value(machine.create_native("resolver", 0, once_event, {Value(state)}));
  state->error_listener = Value(machine.create_native("errorListener", 1, once_error, {Value(state)}));
  state->abort_listener = Value(machine.create_native("abortListener", 0, once_aborted, {Value(state)}));
  listen(machine, state->emitter, state->name, state->resolver, true);
  const bool is_error_event = state->name.is_string() && state->name.as_string()->view() == u"error";
  if (!is_error_event && is_callable(machine.get(state->emitter, "once")))
    machine.invoke(state->emitter, "once", {machine.string("error"), state->error_listener});
  if (!signal.is_undefined()) listen(machine, signal, machine.string("abort"), state->abort_listener, true);
  return state->promise;
}

Value events_once(Machine& machine, const Arguments& arguments) {
  Promise* outer = new_promise(machine);
  try {
    Promise* event = wait_once(machine, arguments);
    switch (machine.policy().once_event) {
      case scheduler::OnceEvent::by_promise:
        return Value(event);
      case scheduler::OnceEvent::in_async_function:
        resolve_promise(machine, outer, Value(event));  // its own promise adopts what its body returns
    }
  } catch (const Throw& thrown) {
    reject_promise(machine, outer, thrown.value);
  }
  return Value(outer);
}

// --- events.on ---

// The state of one iterator over the events of an emitter.
class EventStream final : public Cell {
 public:
  EventStream() : Cell(CellKind::internal) {}
  struct Registration {
    Value emitter;
    Value name;
    Value listener;
  };
  std::deque<Value> events;       // that nobody has asked for yet
  std::deque<Promise*> requests;  // that no event has answered yet
  std::vector<Registration> registrations;
  Value error = Value::empty();
  Value signal;
  bool finished = false;

  void trace(Marker& marker) override {
    marker.mark_all(events);
    for (Promise* request : requests) marker.mark(request);
    for (const Registration& registration : registrations) {
      marker.mark(registration.emitter);
      marker.mark(registration.name);
      marker.mark(registration.listener);
    }
    marker.mark(error);
    marker.mark(signal);
  }
};

EventStream& event_stream(const Arguments& arguments) {
  return *static_cast<EventStream*>(arguments.callee->captured[0].as_cell());
}

Value settled(Machine& machine, Value value, bool rejected) {
  Promise* promise = new_promise(machine);
  if (rejected) {
    reject_promise(machine, promise, value);
  } else {
    resolve_promise(machine, promise, value);
  }
  return Value(promise);
}

Value close_stream(Machine& machine, EventStream& stream) {
  while (!stream.registrations.empty()) {
    const EventStream::Registration last = stream.registrations.back();
    stream.registrations.pop_back();
    unlisten(machine, last.emitter, last.name, last.listener);
  }
  stream.finished = true;
  const Value done(machine.create_iterator_result(Value::undefined(), true));
  while (!stream.requests.empty()) {
    Promise* request = stream.requests.front();
    stream.requests.pop_front();
    resolve_promise(machine, request, done);
  }
  return settled(machine, done, false);
}

void fail_stream(Machine& machine, EventStream& stream, Value error) {
  if (stream.requests.empty()) {
    stream.error = error;
  } else {
    Promise* request = stream.requests.front();
    stream.requests.pop_front();
    reject_promise(machine, request, error);
  }
  close_stream(machine, stream);
}

Value stream_event(Machine& machine, const Arguments& arguments) {
  EventStream& stream = event_stream(arguments);
  const Value values(machine.create_array(arguments.from(0)));
  if (stream.requests.empty()) {
    stream.events.push_back(values);
    machine.heap.note_external(sizeof(Value));
    return {};
  }
  Promise* request = stream.requests.front();
  stream.requests.pop_front();
  resolve_promise(machine, request, Value(machine.create_iterator_result(values, false)));
  return {};
}

Value stream_error(Machine& machine, const Arguments& arguments) {
  fail_stream(machine, event_stream(arguments), arguments[0]);
  return {};
}

Value stream_closed(Machine& machine, const Arguments& arguments) {
  close_stream(machine, event_stream(arguments));
  return {};
}

Value stream_aborted(Machine& machine, const Arguments& arguments) {
  EventStream& stream = event_stream(arguments);
  fail_stream(machine, stream, Value(create_abort_error(machine, machine.get(stream.signal, "reason"))));
  return {};
}

Value stream_next(Machine& machine, const Arguments& arguments) {
  EventStream& stream = event_stream(arguments);
  if (!stream.events.empty()) {
    const Value values = stream.events.front();
    stream.events.pop_front();
    return settled(machine, Value(machine.create_iterator_result(values, false)), false);
  }
  if (!stream.error.is_empty()) {
    const Value error = stream.error;
    stream.error = Value::empty();
    return settled(machine, error, true);
  }
  if (stream.finished) return close_stream(machine, stream);
  Promise* request = new_promise(machine);
  stream.requests.push_back(request);
  machine.heap.note_external(sizeof(Value));
  return Value(request);
}

Value stream_return(Machine& machine, const Arguments& arguments) {
  return close_stream(machine, event_stream(arguments));
}

Value stream_throw(Machine& machine, const Arguments& arguments) {
  fail_stream(machine, event_stream(arguments), arguments[0]);
  return {};
}

void register_listener(Machine& machine, EventStream& stream, Value emitter, Value name, NativeCode code) {
  const Value listener(machine.create_native("", 0, code, {Value(&stream)}));
  listen(machine, emitter, name, listener, false);
  stream.registrations.push_back({emitter, name, listener});
}

Value events_on(Machine& machine, const Arguments& arguments) {
  const Value signal = signal_option(machine, arguments[2]);
  if (!signal.is_undefined() && machine.to_boolean(machine.get(signal, "aborted")))
    throw Throw{Value(create_abort_error(machine, machine.get(signal, "reason")))};
  auto* stream = machine.heap.make<EventStream>();
  stream->signal = signal;
  Object* iterator = machine.create_object(machine.realm.async_iterator_prototype);
  const auto define = [&](std::string_view name, int length, NativeCode code) {
    iterator->define(machine, name, Value(machine.create_native(name, length, code, {Value(stream)})));
  };
  define("next", 0, stream_next);
  define("return", 0, stream_return);
  define("throw", 1, stream_throw);
  iterator->define(machine, PropertyKey::from_symbol(machine.realm.symbol_async_iterator),
                   Value(machine.create_native("[Symbol.asyncIterator]", 0, return_this)));

  const Value emitter = arguments[0];
  register_listener(machine, *stream, emitter, arguments[1], stream_event);
  const bool is_error_event = arguments[1].is_string() && arguments[1].as_string()->view() == u"error";
  if (!is_error_event && is_callable(machine.get(emitter, "on")))
    register_listener(machine, *stream, emitter, machine.string("error"), stream_error);
  const Value close = arguments[2].is_object() ? machine.get(arguments[2], "close") : Value::undefined();
  if (!close.is_nullish()) {
    const Array* names = machine.iterate(close);
    for (const Value name : names->elements)
      register_listener(machine, *stream, emitter, name, stream_closed);
  }
  if (!signal.is_undefined())
    register_listener(machine, *stream, signal, machine.string("abort"), stream_aborted);
  return Value(iterator);
}

// --- functions for emitters and event targets alike ---

Value events_get_listeners(Machine& machine, const Arguments& arguments) {
  if (auto* target = as_event_target(arguments[0]))
    return Value(machine.create_array(target->listeners(std::u16string(machine.to_text(arguments[1])))));
  return machine.invoke(arguments[0], "listeners", {arguments[1]});
}

Value events_listener_count(Machine& machine, const Arguments& arguments) {
  if (auto* target = as_event_target(arguments[0]))
    return Value(target->listeners(std::u16string(machine.to_text(arguments[1]))).size());
  return machine.invoke(arguments[0], "listenerCount", {arguments[1]});
}

Value events_get_max(Machine& machine, const Arguments& arguments) {
  if (as_event_target(arguments[0]) != nullptr) return Value(host_state(machine).default_max_listeners);
  return machine.invoke(arguments[0], "getMaxListeners");
}

Value events_set_max(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_number())
    throw_invalid_argument(machine, "setMaxListeners", "of type number", arguments[0]);
  if (arguments.count == 1) host_state(machine).default_max_listeners = arguments[0].as_number();
  for (std::uint32_t index = 1; index < arguments.count; ++index)
    if (as_event_target(arguments[index]) == nullptr)
      machine.invoke(arguments[index], "setMaxListeners", {arguments[0]});
  return {};
}

// captured: the signal and the listener, or undefined where none was added
Value remove_abort_listener(Machine& machine, const Arguments& arguments) {
  const Value signal = arguments.callee->captured[0];
  if (signal.is_object())
    machine.invoke(signal, "removeEventListener", {machine.string("abort"), arguments.callee->captured[1]});
  return Value::undefined();
}

Value events_add_abort_listener(Machine& machine, const Arguments& arguments) {
  if (arguments[0].is_undefined())
    throw_invalid_argument(machine, "signal", "an instance of AbortSignal", arguments[0]);
  require_abort_signal(machine, "signal", arguments[0]);
  require_function(machine, "listener", arguments[1]);
  const bool aborted = machine.to_boolean(machine.get(arguments[0], "aborted"));
  if (aborted) {
    machine.scheduler().enqueue_microtask(machine.callback_job(arguments[1], Value::undefined(), {}));
  } else {
    listen(machine, arguments[0], machine.string("abort"), arguments[1], true);
  }
  Object* disposable = machine.create_object(nullptr);
  const Value signal = aborted ? Value::undefined() : arguments[0];
  disposable->define(
      machine, PropertyKey::from_symbol(machine.realm.symbol_dispose),
      Value(machine.create_native("[Symbol.dispose]", 0, remove_abort_listener, {signal, arguments[1]})));
  return Value(disposable);
}

Value get_default_max(Machine& machine, const Arguments&) {
  return Value(host_state(machine).default_max_listeners);
}

Value set_default_max(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_number())
    throw_invalid_argument(machine, "defaultMaxListeners", "of type number", arguments[0]);
  host_state(machine).default_max_listeners = arguments[0].as_number();
  return {};
}

constexpr MethodRow kEventFunctions[] = {
    {"addAbortListener", 2, events_add_abort_listener},
    {"once", 2, events_once},
    {"on", 2, events_on},
    {"getEventListeners", 2, events_get_listeners},
    {"getMaxListeners", 1, events_get_max},
    {"listenerCount", 2, events_listener_count},
};

}  // namespace

void define_event_functions(Machine& machine, Object* module) {
  for (const MethodRow& row : kEventFunctions)
    module->define(machine, row.name, Value(machine.create_native(row.name, row.length, row.code)));
  module->define(machine, "EventEmitter", Value(module));
  module->define(machine, "errorMonitor", Value(host_state(machine).error_monitor));
  const Value getter(machine.create_native("get", 0, get_default_max));
  const Value setter(machine.create_native("set", 1, set_default_max));
  module->define(machine, machine.key("defaultMaxListeners"),
                 Value(machine.heap.make<Accessor>(getter, setter)), kEnumerable | kAccessor);
  module->define(machine, "setMaxListeners", Value(machine.create_native("", 0, events_set_max)));
}

}  // namespace asyncq::engine
