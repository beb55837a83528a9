// EventEmitter [Node's lib/events.js]. Its state is in ordinary properties (_events, _eventsCount,
// _maxListeners), as in Node: programs inherit them, copy them and print them.

#include <array>

#include "engine/builtins.h"
#include "engine/builtins/emitter_rejections.h"
#include "engine/builtins/events.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/inspect/inspect.h"
#include "engine/inspect/inspector.h"
#include "engine/pinned.h"
#include "engine/property_operations.h"
#include "engine/wording.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

PropertyKey symbol_key(const Symbol* symbol) {
  return PropertyKey::from_symbol(symbol);
}

// `this` of an emitter's method: properties of undefined and null cannot be read.
Object* this_emitter(Machine& machine, const Arguments& arguments) {
  if (arguments.this_value.is_nullish()) {
    machine.throw_type_error(worded(machine, Message::read_of_nullish,
                                    arguments.this_value.is_null() ? "null" : "undefined", "_events"));
  }
  return machine.to_object(arguments.this_value);
}

Object* new_listener_table(Machine& machine) {
  return machine.create_object(nullptr);
}

Object* listener_table(Machine& machine, Object* emitter) {
  const Value events = emitter->get(machine, "_events");
  return events.is_object() ? events.as_object() : nullptr;
}

void set_count(Machine& machine, Object* emitter, double count) {
  emitter->set(machine, "_eventsCount", Value(count));
}

double event_count(Machine& machine, Object* emitter) {
  return machine.to_number(emitter->get(machine, "_eventsCount"));
}

Object* reset_listeners(Machine& machine, Object* emitter) {
  Object* table = new_listener_table(machine);
  emitter->set(machine, "_events", Value(table));
  set_count(machine, emitter, 0);
  return table;
}

// A listener's original function: what once() wrapped.
Value unwrapped(Machine& machine, Value listener) {
  if (!listener.is_object()) return listener;
  const Value original = listener.as_object()->get(machine, "listener");
  return machine.to_boolean(original) ? original : listener;
}

bool is_same_listener(Machine& machine, Value entry, Value listener) {
  if (entry.same_bits(listener)) return true;
  return entry.is_object() && entry.as_object()->get(machine, "listener").same_bits(listener);
}

// The listeners of one event, first to last; they are a function alone or an Array.
std::vector<Value> listeners_of(Machine& machine, Object* table, PropertyKey type) {
  if (table == nullptr) return {};
  const Value entry = table->get(machine, type);
  if (entry.is_object() && entry.as_object()->is_array())
    return static_cast<Array*>(entry.as_object())->elements;
  return entry.is_undefined() ? std::vector<Value>{} : std::vector<Value>{entry};
}

// emit() goes through the array itself: a change during it is made to a copy [ensureMutableListenerArray].
Array* mutable_listeners(Machine& machine, Object* table, PropertyKey type, Array* listeners) {
  const PropertyKey emitting = symbol_key(host_state(machine).emitter_emitting);
  if (machine.to_number(listeners->get(machine, emitting)) == 0) return listeners;
  Array* copy = machine.create_array(listeners->elements);
  copy->define(machine, emitting, Value(0), kDataDefault);
  const Value warned = listeners->get(machine, "warned");
  if (machine.to_boolean(warned)) copy->set(machine, "warned", warned);
  table->set(machine, type, Value(copy));
  return copy;
}

double max_listeners(Machine& machine, Object* emitter) {
  const Value own = emitter->get(machine, "_maxListeners");
  return own.is_undefined() ? host_state(machine).default_max_listeners : machine.to_number(own);
}

void warn_of_leak(Machine& machine, Object* emitter, PropertyKey type, Array* listeners) {
  const double limit = max_listeners(machine, emitter);
  const auto count = listeners->elements.size();
  if (!(limit > 0) || static_cast<double>(count) <= limit ||
      machine.to_boolean(listeners->get(machine, "warned")))
    return;
  listeners->set(machine, "warned", Value(true));
  InspectOptions options;
  options.depth = -1;
  const bool names_emitter = !scheduler::is_node_before(machine.policy(), 12);
  const bool names_limit = !scheduler::is_node_before(machine.policy(), 20);
  Object* warning = machine.create_error(
      ErrorKind::error,
      "Possible EventEmitter memory leak detected. " + std::to_string(count) + " " + type.utf8() +
          " listeners added" +
          (names_emitter ? " to " + inspect(machine, Value(emitter), options) : std::string()) +
          (names_limit ? ". MaxListeners is " + machine.to_utf8(Value(limit)) : std::string()) +
          ". Use emitter.setMaxListeners() to increase limit");
  warning->define(machine, machine.realm.keys.name, machine.string("MaxListenersExceededWarning"));
  warning->define(machine, "emitter", Value(emitter));
  warning->define(machine, "type", key_to_value(machine, type));
  warning->define(machine, "count", Value(count));
  emit_warning(machine, warning);
}

bool emit_event(Machine& machine, Object* emitter, PropertyKey type, const Value* values,
                std::uint32_t count);

// Node 10.12 to 25 emit it of what is settled again, by a tick that every such call makes.
void refuse_multiple_resolves(Machine& machine, const Object* emitter, PropertyKey type) {
  const scheduler::Policy& policy = machine.policy();
  const bool has_event = policy.family == scheduler::Family::node && !scheduler::is_node_before(policy, 10) &&
                         scheduler::is_node_before(policy, 26);
  if (has_event && emitter == machine.process.object && type == machine.key("multipleResolves"))
    machine.not_modelled("the event 'multipleResolves' of process");
}

// [_addListener]
Value add_listener(Machine& machine, Object* emitter, Value type, Value listener, bool first) {
  require_function(machine, "listener", listener);
  const PropertyKey key = machine.to_property_key(type);
  refuse_multiple_resolves(machine, emitter, key);
  Object* table = listener_table(machine, emitter);
  Value existing;
  if (table == nullptr) {
    table = reset_listeners(machine, emitter);
  } else {
    // 'newListener' is emitted before the listener is in the list.
    const PropertyKey new_listener = machine.key("newListener");
    if (!table->get(machine, new_listener).is_undefined()) {
      const std::array<Value, 2> values = {type, unwrapped(machine, listener)};
      emit_event(machine, emitter, new_listener, values.data(), 2);
      table = listener_table(machine, emitter);
      if (table == nullptr) table = reset_listeners(machine, emitter);
    }
    existing = table->get(machine, key);
  }
  if (existing.is_undefined()) {
    table->set(machine, key, listener);
    set_count(machine, emitter, event_count(machine, emitter) + 1);
    return Value(emitter);
  }
  Array* listeners = nullptr;
  if (is_callable(existing)) {
    listeners = machine.create_array(first ? std::vector<Value>{listener, existing}
                                           : std::vector<Value>{existing, listener});
    listeners->define(machine, symbol_key(host_state(machine).emitter_emitting), Value(0), kDataDefault);
    table->set(machine, key, Value(listeners));
  } else {
    if (!existing.is_object() || !existing.as_object()->is_array())
      machine.throw_type_error("existing.push is not a function");
    listeners = mutable_listeners(machine, table, key, static_cast<Array*>(existing.as_object()));
    listeners->elements.insert(first ? listeners->elements.begin() : listeners->elements.end(), listener);
    machine.heap.note_external(sizeof(Value));
  }
  warn_of_leak(machine, emitter, key, listeners);
  return Value(emitter);
}

// The function that once() registers: captured are the emitter, the type, the listener, whether it has run.
Value run_once(Machine& machine, const Arguments& arguments) {
  NativeFunction* wrapper = arguments.callee;
  if (wrapper->captured[3].is_true()) return {};
  wrapper->captured[3] = Value(true);
  machine.invoke(wrapper->captured[0], "removeListener", {wrapper->captured[1], Value(wrapper)});
  return machine.call(wrapper->captured[2], arguments.this_value, arguments.values, arguments.count);
}

Value once_wrapper(Machine& machine, Object* emitter, Value type, Value listener) {
  NativeFunction* wrapper =
      machine.create_native("wrapper", 0, run_once, {Value(emitter), type, listener, Value(false)});
  wrapper->define(machine, "listener", listener);
  return Value(wrapper);
}

// What emit('error') throws when nobody listens [getUnhandledErrorException].
[[noreturn]] void throw_unhandled_error(Machine& machine, Value error) {
  if (error.is_object() && inspection::is_error(machine, error.as_object())) throw Throw{error};
  Object* wrapper = create_node_error(machine, ErrorKind::error, "ERR_UNHANDLED_ERROR",
                                      "Unhandled error. (" + inspect(machine, error) + ")");
  wrapper->define(machine, "context", error);
  throw Throw{Value(wrapper)};
}

// While listeners run, changes of the list go to a copy.
class EmittingScope {
 public:
  EmittingScope(Machine& machine, Array* listeners)
      : machine_(machine), listeners_(listeners), key_(symbol_key(host_state(machine).emitter_emitting)) {
    add(1);
  }
  ~EmittingScope() { add(-1); }
  EmittingScope(const EmittingScope&) = delete;
  EmittingScope& operator=(const EmittingScope&) = delete;

 private:
  void add(double by) {
    const auto property = listeners_->get_own(machine_, key_);
    const double depth = property && property->value.is_number() ? property->value.as_number() : 0;
    listeners_->define(machine_, key_, Value(depth + by), kDataDefault);
  }
  Machine& machine_;
  Array* listeners_;
  PropertyKey key_;
};

Value key_value(Machine& machine, PropertyKey key) {
  return key.is_index() ? machine.string(std::to_string(key.index())) : Value(key.cell());
}

bool emit_event(Machine& machine, Object* emitter, PropertyKey type, const Value* values,
                std::uint32_t count) {
  Object* table = listener_table(machine, emitter);
  const PropertyKey error = machine.key("error");
  if (type == error) {
    const PropertyKey monitor = symbol_key(host_state(machine).error_monitor);
    if (table != nullptr && !table->get(machine, monitor).is_undefined())
      emit_event(machine, emitter, monitor, values, count);
    if (table == nullptr || table->get(machine, error).is_undefined())
      throw_unhandled_error(machine, count > 0 ? values[0] : Value::undefined());
  }
  if (table == nullptr) return false;
  const Value handler = table->get(machine, type);
  if (handler.is_undefined()) return false;
  if (handler.is_object() && handler.as_object()->is_array()) {
    auto* listeners = static_cast<Array*>(handler.as_object());
    const EmittingScope emitting(machine, listeners);
    for (std::size_t index = 0; index < listeners->elements.size(); ++index) {
      const Value result = machine.call(listeners->elements[index], Value(emitter), values, count);
      capture_rejection(machine, emitter, result, key_value(machine, type), values, count);
    }
  } else {
    const Value result = machine.call(handler, Value(emitter), values, count);
    capture_rejection(machine, emitter, result, key_value(machine, type), values, count);
  }
  return true;
}

// --- methods ---

Value emitter_emit(Machine& machine, const Arguments& arguments) {
  Object* emitter = this_emitter(machine, arguments);
  const PropertyKey type = machine.to_property_key(arguments[0]);
  const bool has_values = arguments.count > 1;
  return Value(emit_event(machine, emitter, type, has_values ? arguments.values + 1 : nullptr,
                          has_values ? arguments.count - 1 : 0));
}

Value emitter_on(Machine& machine, const Arguments& arguments) {
  return add_listener(machine, this_emitter(machine, arguments), arguments[0], arguments[1], false);
}

Value emitter_prepend(Machine& machine, const Arguments& arguments) {
  return add_listener(machine, this_emitter(machine, arguments), arguments[0], arguments[1], true);
}

Value emitter_once(Machine& machine, const Arguments& arguments) {
  require_function(machine, "listener", arguments[1]);
  Object* emitter = this_emitter(machine, arguments);
  machine.invoke(Value(emitter), "on",
                 {arguments[0], once_wrapper(machine, emitter, arguments[0], arguments[1])});
  return arguments.this_value;
}

Value emitter_prepend_once(Machine& machine, const Arguments& arguments) {
  require_function(machine, "listener", arguments[1]);
  Object* emitter = this_emitter(machine, arguments);
  machine.invoke(Value(emitter), "prependListener",
                 {arguments[0], once_wrapper(machine, emitter, arguments[0], arguments[1])});
  return arguments.this_value;
}

void emit_removed(Machine& machine, Object* emitter, Object* table, Value type, Value listener) {
  const PropertyKey removed = machine.key("removeListener");
  if (!table->get(machine, removed).is_undefined())
    machine.invoke(Value(emitter), "emit", {machine.string("removeListener"), type, listener});
}

Value emitter_remove(Machine& machine, const Arguments& arguments) {
  const Value listener = arguments[1];
  require_function(machine, "listener", listener);
  Object* emitter = this_emitter(machine, arguments);
  const PropertyKey type = machine.to_property_key(arguments[0]);
  Object* table = listener_table(machine, emitter);
  if (table == nullptr) return arguments.this_value;
  const Value entry = table->get(machine, type);
  if (entry.is_undefined()) return arguments.this_value;
  if (is_same_listener(machine, entry, listener)) {
    const double count = event_count(machine, emitter) - 1;
    set_count(machine, emitter, count);
    if (machine.to_boolean(emitter->get(machine, symbol_key(host_state(machine).emitter_shape_mode)))) {
      table->set(machine, type, Value::undefined());
    } else if (count == 0) {
      emitter->set(machine, "_events", Value(new_listener_table(machine)));
    } else {
      table->remove(machine, type);
    }
    emit_removed(machine, emitter, table, arguments[0], unwrapped(machine, entry));
    return arguments.this_value;
  }
  if (!entry.is_object() || !entry.as_object()->is_array()) return arguments.this_value;
  Array* listeners = mutable_listeners(machine, table, type, static_cast<Array*>(entry.as_object()));
  std::vector<Value>& list = listeners->elements;
  for (std::size_t index = list.size(); index-- > 0;) {
    if (!is_same_listener(machine, list[index], listener)) continue;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    if (list.size() == 1) table->set(machine, type, list[0]);
    emit_removed(machine, emitter, table, arguments[0], listener);
    break;
  }
  return arguments.this_value;
}

// Every listener is removed by itself when somebody listens to 'removeListener'.
void remove_one_by_one(Machine& machine, Object* emitter, Value type) {
  Object* table = listener_table(machine, emitter);
  const std::vector<Value> listeners = listeners_of(machine, table, machine.to_property_key(type));
  Pinned pinned(machine);
  pinned.keep_all(listeners);
  for (auto listener = listeners.rbegin(); listener != listeners.rend(); ++listener)
    machine.invoke(Value(emitter), "removeListener", {type, *listener});
}

Value emitter_remove_all(Machine& machine, const Arguments& arguments) {
  Object* emitter = this_emitter(machine, arguments);
  Object* table = listener_table(machine, emitter);
  if (table == nullptr) return arguments.this_value;
  const PropertyKey shape_mode = symbol_key(host_state(machine).emitter_shape_mode);
  const PropertyKey remove_listener = machine.key("removeListener");
  if (table->get(machine, remove_listener).is_undefined()) {
    const PropertyKey type = machine.to_property_key(arguments[0]);
    if (arguments.count == 0) {
      reset_listeners(machine, emitter);
    } else if (!table->get(machine, type).is_undefined()) {
      const double count = event_count(machine, emitter) - 1;
      set_count(machine, emitter, count);
      if (count == 0) {
        emitter->set(machine, "_events", Value(new_listener_table(machine)));
      } else {
        table->remove(machine, type);
      }
    }
    emitter->set(machine, shape_mode, Value(false));
  } else if (arguments.count == 0) {
    const std::vector<PropertyKey> keys = table->own_keys(machine);
    Pinned pinned(machine);
    pinned.keep_all(keys);
    for (const PropertyKey key : keys)
      if (key != remove_listener) remove_one_by_one(machine, emitter, key_value(machine, key));
    remove_one_by_one(machine, emitter, machine.string("removeListener"));
    reset_listeners(machine, emitter);
    emitter->set(machine, shape_mode, Value(false));
  } else {
    remove_one_by_one(machine, emitter, arguments[0]);
  }
  return arguments.this_value;
}

Value emitter_raw_listeners(Machine& machine, const Arguments& arguments) {
  Object* table = listener_table(machine, this_emitter(machine, arguments));
  return Value(machine.create_array(listeners_of(machine, table, machine.to_property_key(arguments[0]))));
}

Value emitter_listeners(Machine& machine, const Arguments& arguments) {
  auto* listeners = static_cast<Array*>(emitter_raw_listeners(machine, arguments).as_object());
  for (std::size_t index = 0; index < listeners->elements.size(); ++index)
    listeners->elements[index] = unwrapped(machine, listeners->elements[index]);
  return Value(listeners);
}

Value emitter_listener_count(Machine& machine, const Arguments& arguments) {
  Object* table = listener_table(machine, this_emitter(machine, arguments));
  const std::vector<Value> listeners = listeners_of(machine, table, machine.to_property_key(arguments[0]));
  if (arguments[1].is_nullish()) return Value(listeners.size());
  std::size_t matching = 0;
  for (const Value listener : listeners)
    if (is_same_listener(machine, listener, arguments[1])) ++matching;
  return Value(matching);
}

Value emitter_event_names(Machine& machine, const Arguments& arguments) {
  Object* table = listener_table(machine, this_emitter(machine, arguments));
  Array* names = machine.create_array();
  if (table == nullptr) return Value(names);
  for (const PropertyKey key : table->own_keys(machine))
    if (!table->get(machine, key).is_undefined()) names->elements.push_back(key_value(machine, key));
  return Value(names);
}

Value emitter_set_max(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_number())
    throw_invalid_argument(machine, "setMaxListeners", "of type number", arguments[0]);
  if (!(arguments[0].as_number() >= 0)) throw_out_of_range(machine, "setMaxListeners", ">= 0", arguments[0]);
  this_emitter(machine, arguments)->set(machine, "_maxListeners", arguments[0]);
  return arguments.this_value;
}

Value emitter_get_max(Machine& machine, const Arguments& arguments) {
  return Value(max_listeners(machine, this_emitter(machine, arguments)));
}

// EventEmitter(): also as a plain call on an object of another class (EventEmitter.call(this)).
Value construct_emitter(Machine& machine, const Arguments& arguments) {
  Object* emitter = arguments.is_construct()
                        ? machine.create_object(machine.prototype_from(
                              arguments.new_target, host_state(machine).event_emitter_prototype))
                        : this_emitter(machine, arguments);
  initialize_emitter(machine, emitter, arguments[0]);
  return arguments.is_construct() ? Value(emitter) : Value::undefined();
}

constexpr MethodRow kEmitterMethods[] = {
    {"setMaxListeners", 1, emitter_set_max},
    {"getMaxListeners", 0, emitter_get_max},
    {"emit", 1, emitter_emit},
    {"addListener", 2, emitter_on},
    {"prependListener", 2, emitter_prepend},
    {"once", 2, emitter_once},
    {"prependOnceListener", 2, emitter_prepend_once},
    {"removeListener", 2, emitter_remove},
    {"removeAllListeners", 1, emitter_remove_all},
    {"listeners", 1, emitter_listeners},
    {"rawListeners", 1, emitter_raw_listeners},
    {"listenerCount", 2, emitter_listener_count},
    {"eventNames", 0, emitter_event_names},
};

}  // namespace

void initialize_emitter(Machine& machine, Object* object, Value options) {
  const HostState& host = host_state(machine);
  // A table inherited from the prototype is nobody's own.
  const Value events = object->get(machine, "_events");
  Object* prototype = object->prototype();
  const bool fresh =
      events.is_undefined() || (prototype != nullptr && prototype->get(machine, "_events").same_bits(events));
  if (fresh) reset_listeners(machine, object);
  const Value maximum = object->get(machine, "_maxListeners");
  object->set(machine, "_maxListeners", machine.to_boolean(maximum) ? maximum : Value::undefined());
  object->define(machine, symbol_key(host.emitter_shape_mode), Value(!fresh), kDataDefault);
  initialize_capture(machine, object, options);
}

bool emit(Machine& machine, Object* emitter, std::string_view type, const std::vector<Value>& arguments) {
  Pinned pinned(machine);
  pinned.keep_all(arguments);
  return emit_event(machine, emitter, machine.key(type), arguments.data(),
                    static_cast<std::uint32_t>(arguments.size()));
}

void install_event_emitter(Machine& machine) {
  HostState& host = host_state(machine);
  const auto make_symbol = [&](std::string_view name) {
    return machine.heap.make<Symbol>(machine.string(name));
  };
  host.emitter_shape_mode = make_symbol("shapeMode");
  host.emitter_capture = make_symbol("kCapture");
  host.emitter_emitting = make_symbol("events.emitting");
  host.error_monitor = make_symbol("events.errorMonitor");

  Object* prototype = machine.create_object();
  host.event_emitter_prototype = prototype;
  host.event_emitter =
      define_constructor(machine, "EventEmitter", 1, construct_emitter, prototype, /*global=*/false);
  prototype->define(machine, "_events", Value::undefined());
  prototype->define(machine, "_eventsCount", Value(0));
  prototype->define(machine, "_maxListeners", Value::undefined());
  for (const MethodRow& row : kEmitterMethods) {
    const Value method(machine.create_native(row.name, row.length, row.code));
    prototype->define(machine, row.name, method);
    if (row.code == emitter_on) prototype->define(machine, "on", method);
    if (row.code == emitter_remove) prototype->define(machine, "off", method);
  }
  define_event_functions(machine, host.event_emitter);
  define_capture_rejections(machine, host.event_emitter);
}

}  // namespace asyncq::engine
