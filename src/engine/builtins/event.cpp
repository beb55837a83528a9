#include "engine/builtins/event.h"

#include "engine/builtins.h"
#include "engine/builtins/events.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/inspect/inspect.h"

namespace asyncq::engine {
namespace {

EventObject& this_event(Machine& machine, const Arguments& arguments) {
  EventObject* event = as_event(arguments.this_value);
  if (event == nullptr)
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_THIS",
                     "Value of \"this\" must be of type Event");
  return *event;
}

EventObject* construct_event_object(Machine& machine, const Arguments& arguments, Object* default_prototype,
                                    std::string_view class_name) {
  if (!arguments.is_construct()) {
    machine.throw_type_error("Class constructor " + std::string(class_name) +
                             " cannot be invoked without 'new'");
  }
  if (arguments.count == 0)
    throw_node_error(machine, ErrorKind::type_error, "ERR_MISSING_ARGS",
                     "The \"type\" argument must be specified");
  const Value options = arguments[1];
  if (!options.is_nullish() && !options.is_object())
    throw_invalid_argument(machine, "options", "of type object", options);
  Object* prototype = machine.prototype_from(arguments.new_target, default_prototype);
  auto* event = machine.heap.make<EventObject>(machine.shape_for(prototype), machine.to_string(arguments[0]));
  event->time_stamp = static_cast<double>(clock_us(machine)) / 1000;
  if (options.is_object()) {
    const auto flag = [&](std::string_view name) { return machine.to_boolean(machine.get(options, name)); };
    event->bubbles = flag("bubbles");
    event->cancelable = flag("cancelable");
    event->composed = flag("composed");
  }
  return event;
}

Value construct_event(Machine& machine, const Arguments& arguments) {
  return Value(construct_event_object(machine, arguments, host_state(machine).event_prototype, "Event"));
}

// A field of an options argument; null when it is not there.
Value option_or_null(Machine& machine, Value options, std::string_view name) {
  if (!options.is_object()) return Value::null();
  const Value value = machine.get(options, name);
  return value.is_undefined() ? Value::null() : value;
}

Value construct_custom_event(Machine& machine, const Arguments& arguments) {
  EventObject* event =
      construct_event_object(machine, arguments, host_state(machine).custom_event_prototype, "CustomEvent");
  event->detail = option_or_null(machine, arguments[1], "detail");
  return Value(event);
}

Value construct_message_event(Machine& machine, const Arguments& arguments) {
  EventObject* event =
      construct_event_object(machine, arguments, host_state(machine).message_event_prototype, "MessageEvent");
  event->data = option_or_null(machine, arguments[1], "data");
  return Value(event);
}

// --- Event.prototype ---

Value get_type(Machine& machine, const Arguments& arguments) {
  return Value(this_event(machine, arguments).type);
}

Value get_target(Machine& machine, const Arguments& arguments) {
  return this_event(machine, arguments).target;
}

Value get_current_target(Machine& machine, const Arguments& arguments) {
  const EventObject& event = this_event(machine, arguments);
  return event.being_dispatched ? event.current_target : Value::null();
}

Value get_cancelable(Machine& machine, const Arguments& arguments) {
  return Value(this_event(machine, arguments).cancelable);
}

Value get_bubbles(Machine& machine, const Arguments& arguments) {
  return Value(this_event(machine, arguments).bubbles);
}

Value get_composed(Machine& machine, const Arguments& arguments) {
  return Value(this_event(machine, arguments).composed);
}

Value get_default_prevented(Machine& machine, const Arguments& arguments) {
  const EventObject& event = this_event(machine, arguments);
  return Value(event.cancelable && event.default_prevented);
}

Value get_return_value(Machine& machine, const Arguments& arguments) {
  const EventObject& event = this_event(machine, arguments);
  return Value(!event.cancelable || !event.default_prevented);
}

Value get_time_stamp(Machine& machine, const Arguments& arguments) {
  return Value(this_event(machine, arguments).time_stamp);
}

Value get_event_phase(Machine& machine, const Arguments& arguments) {
  const EventObject& event = this_event(machine, arguments);
  return Value(event.being_dispatched ? event.phase : 0);
}

Value get_cancel_bubble(Machine& machine, const Arguments& arguments) {
  return Value(this_event(machine, arguments).propagation_stopped);
}

Value get_is_trusted(Machine& machine, const Arguments& arguments) {
  return Value(this_event(machine, arguments).trusted);
}

Value prevent_default(Machine& machine, const Arguments& arguments) {
  EventObject& event = this_event(machine, arguments);
  if (event.cancelable && !event.in_passive_listener) event.default_prevented = true;
  return {};
}

Value stop_propagation(Machine& machine, const Arguments& arguments) {
  this_event(machine, arguments).propagation_stopped = true;
  return {};
}

Value stop_immediate_propagation(Machine& machine, const Arguments& arguments) {
  EventObject& event = this_event(machine, arguments);
  event.propagation_stopped = true;
  event.immediate_stopped = true;
  return {};
}

Value composed_path(Machine& machine, const Arguments& arguments) {
  const EventObject& event = this_event(machine, arguments);
  return Value(
      machine.create_array(event.being_dispatched ? std::vector<Value>{event.target} : std::vector<Value>{}));
}

Value init_event(Machine& machine, const Arguments& arguments) {
  EventObject& event = this_event(machine, arguments);
  if (event.being_dispatched) return {};
  event.type = machine.to_string(arguments[0]);
  event.bubbles = machine.to_boolean(arguments[1]);
  event.cancelable = machine.to_boolean(arguments[2]);
  return {};
}

Value inspect_event(Machine& machine, const Arguments& arguments) {
  const EventObject& event = this_event(machine, arguments);
  Object* fields = machine.create_object();
  fields->define(machine, "type", Value(event.type));
  fields->define(machine, "defaultPrevented", Value(event.default_prevented));
  fields->define(machine, "cancelable", Value(event.cancelable));
  fields->define(machine, "timeStamp", Value(event.time_stamp));
  return inspect_fields(machine, arguments, fields);
}

constexpr GetterRow kEventGetters[] = {
    {"target", get_target},          {"currentTarget", get_current_target},
    {"srcElement", get_target},      {"type", get_type},
    {"cancelable", get_cancelable},  {"defaultPrevented", get_default_prevented},
    {"timeStamp", get_time_stamp},   {"returnValue", get_return_value},
    {"bubbles", get_bubbles},        {"composed", get_composed},
    {"eventPhase", get_event_phase}, {"cancelBubble", get_cancel_bubble},
    {"isTrusted", get_is_trusted},
};

constexpr MethodRow kEventMethods[] = {
    {"initEvent", 1, init_event},
    {"stopImmediatePropagation", 0, stop_immediate_propagation},
    {"preventDefault", 0, prevent_default},
    {"composedPath", 0, composed_path},
    {"stopPropagation", 0, stop_propagation},
};

Value get_detail(Machine& machine, const Arguments& arguments) {
  return this_event(machine, arguments).detail;
}

Value get_data(Machine& machine, const Arguments& arguments) {
  return this_event(machine, arguments).data;
}

Value get_ports(Machine& machine, const Arguments& arguments) {
  this_event(machine, arguments);
  return Value(machine.create_array());
}

constexpr GetterRow kCustomEventGetters[] = {{"detail", get_detail}};
constexpr GetterRow kMessageEventGetters[] = {{"data", get_data}, {"ports", get_ports}};

}  // namespace

void EventObject::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(type);
  marker.mark(target);
  marker.mark(current_target);
  marker.mark(detail);
  marker.mark(data);
}

EventObject* as_event(Value value) {
  return value.is_object() ? dynamic_cast<EventObject*>(value.as_object()) : nullptr;
}

EventObject* create_event(Machine& machine, std::string_view type, Object* prototype) {
  auto* event =
      machine.heap.make<EventObject>(machine.shape_for(prototype), machine.string(type).as_string());
  event->time_stamp = static_cast<double>(clock_us(machine)) / 1000;
  event->trusted = true;
  return event;
}

void define_event_constructor(Machine& machine, std::string_view name, Object* prototype, bool global) {
  define_constructor(machine, name, 1, construct_event, prototype, global)
      ->set_prototype(machine, prototype->prototype()->get(machine, "constructor").as_object());
}

void define_custom_inspect(Machine& machine, Object* prototype, NativeCode code) {
  prototype->define(machine, PropertyKey::from_symbol(host_state(machine).inspect_custom),
                    Value(machine.create_native("[nodejs.util.inspect.custom]", 2, code)), kHidden);
}

Value inspect_fields(Machine& machine, const Arguments& arguments, Object* fields) {
  const std::u16string name(
      machine.to_text(machine.get(machine.get(arguments.this_value, "constructor"), "name")));
  if (arguments[0].is_number() && arguments[0].as_number() < 0) return machine.string(name);
  InspectOptions options = read_inspect_options(machine, arguments[1]);
  options.depth -= 1;
  return machine.string(name + u" " + inspect_text(machine, Value(fields), options));
}

void install_event_classes(Machine& machine) {
  HostState& host = host_state(machine);
  Object* prototype = machine.create_object();
  host.event_prototype = prototype;
  NativeFunction* event = define_constructor(machine, "Event", 1, construct_event, prototype);
  define_getters(machine, prototype, kEventGetters);
  define_methods(machine, prototype, kEventMethods);
  define_tag(machine, prototype, "Event");
  define_custom_inspect(machine, prototype, inspect_event);
  constexpr std::string_view kPhases[] = {"NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"};
  for (int phase = 0; phase < 4; ++phase)
    event->define(machine, machine.key(kPhases[phase]), Value(phase), kEnumerable);

  host.custom_event_prototype = machine.create_object(prototype);
  define_constructor(machine, "CustomEvent", 1, construct_custom_event, host.custom_event_prototype)
      ->set_prototype(machine, event);
  define_getters(machine, host.custom_event_prototype, kCustomEventGetters);
  define_tag(machine, host.custom_event_prototype, "CustomEvent");

  host.message_event_prototype = machine.create_object(prototype);
  define_constructor(machine, "MessageEvent", 1, construct_message_event, host.message_event_prototype)
      ->set_prototype(machine, event);
  define_getters(machine, host.message_event_prototype, kMessageEventGetters);
  define_tag(machine, host.message_event_prototype, "MessageEvent");
}

}  // namespace asyncq::engine
