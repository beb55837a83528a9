#include "engine/builtins/event_target.h"

#include <algorithm>

#include "engine/builtins.h"
#include "engine/builtins/dom_exception.h"
#include "engine/builtins/events.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/page/dispatch.h"
#include "engine/page/page.h"
#include "engine/promise.h"

namespace asyncq::engine {
namespace {

Value throw_captured(Machine&, const Arguments& arguments) {
  throw Throw{arguments.callee->captured[0]};
}

Value throw_argument_in_next_tick(Machine& machine, const Arguments& arguments) {
  throw_in_next_tick(machine, arguments[0]);
  return {};
}

// What a listener returned: its rejection is an uncaught exception [addCatch].
void watch_result(Machine& machine, Value result) {
  const bool is_watched =
      machine.policy().target_listener_promise == scheduler::TargetListenerPromise::is_watched;
  if (result.is_nullish() || !is_watched) return;
  const Value then = machine.get(result, machine.realm.keys.then);
  if (is_callable(then))
    machine.call(then, result,
                 {Value::undefined(), Value(machine.create_native("", 1, throw_argument_in_next_tick))});
}

void report_listener_error(Machine& machine, Value error) {
  switch (machine.policy().target_listener_error) {
    case scheduler::TargetListenerError::in_a_tick:
      return throw_in_next_tick(machine, error);
    case scheduler::TargetListenerError::at_once:
      if (machine.report_uncaught(error, false) == scheduler::JobResult::stop) throw Halt{};
      return;
    case scheduler::TargetListenerError::is_callers:
      throw Throw{error};
  }
}

// An object's handleEvent is called by an async function that awaits what it returns.
Value call_handle_event(Machine& machine, Value listener, Value argument) {
  Promise* outcome = new_promise(machine);
  try {
    const Value method = machine.get(listener, "handleEvent");
    const Value result =
        machine.to_boolean(method) ? machine.call(method, listener, {argument}) : Value::undefined();
    const Value awaited = promise_resolve(machine, Value(machine.realm.promise_constructor), result);
    PromiseCapability capability;
    capability.promise = outcome;
    perform_promise_then(machine, static_cast<Promise*>(awaited.as_object()), Value::undefined(),
                         Value::undefined(), capability);
  } catch (const Throw& thrown) {
    reject_promise(machine, outcome, thrown.value);
  }
  return Value(outcome);
}

}  // namespace

void EventListener::trace(Marker& marker) {
  marker.mark(listener);
  marker.mark(next);
  marker.mark(previous);
}

void EventTargetObject::trace(Marker& marker) {
  Object::trace(marker);
  for (const auto& [type, list] : lists_) marker.mark(list);
  for (const auto& [type, function] : handlers_) marker.mark(function);
}

void EventTargetObject::add(Machine& machine, const std::u16string& type, Value listener,
                            ListenerOptions options) {
  EventListener*& head = lists_[type];
  if (head == nullptr) {
    head = machine.heap.make<EventListener>();
    head->order = ++lists_made_;
  }
  EventListener* list = head;
  EventListener* last = list;
  for (; last->next != nullptr; last = last->next)
    if (last->next->listener.same_bits(listener) && last->next->capture == options.capture) return;
  auto* added = machine.heap.make<EventListener>();
  added->listener = listener;
  added->once = options.once;
  added->capture = options.capture;
  added->passive = options.passive;
  added->node_style = options.node_style;
  added->previous = last;
  last->next = added;
  ++list->size;
  listener_added(machine, type, list->size);
}

void EventTargetObject::unlink(Machine& machine, const std::u16string& type, EventListener& head,
                               EventListener& listener) {
  if (listener.previous != nullptr) listener.previous->next = listener.next;
  if (listener.next != nullptr) listener.next->previous = listener.previous;
  listener.removed = true;
  if (head.size > 0) --head.size;
  listener_removed(machine, type, head.size);
}

void EventTargetObject::remove(Machine& machine, const std::u16string& type, Value listener, bool capture) {
  const auto found = lists_.find(type);
  if (found == lists_.end()) return;
  EventListener* head = found->second;
  for (EventListener* entry = head->next; entry != nullptr; entry = entry->next) {
    if (!entry->listener.same_bits(listener) || entry->capture != capture) continue;
    if (head->size == 1) lists_.erase(found);
    unlink(machine, type, *head, *entry);
    return;
  }
}

std::vector<EventListener*> EventTargetObject::registrations(const std::u16string& type) const {
  std::vector<EventListener*> result;
  const auto found = lists_.find(type);
  if (found == lists_.end()) return result;
  for (EventListener* entry = found->second->next; entry != nullptr; entry = entry->next)
    result.push_back(entry);
  return result;
}

std::vector<Value> EventTargetObject::listeners(const std::u16string& type) const {
  std::vector<Value> result;
  const auto found = lists_.find(type);
  if (found == lists_.end()) return result;
  for (const EventListener* entry = found->second->next; entry != nullptr; entry = entry->next)
    result.push_back(entry->listener);
  return result;
}

std::size_t EventTargetObject::listener_count(const std::u16string& type) const {
  const auto found = lists_.find(type);
  return found == lists_.end() ? 0 : found->second->size;
}

std::vector<std::u16string> EventTargetObject::event_names() const {
  std::vector<std::pair<std::size_t, std::u16string>> ordered;
  for (const auto& [type, list] : lists_) ordered.emplace_back(list->order, type);
  std::sort(ordered.begin(), ordered.end());
  std::vector<std::u16string> names;
  for (auto& [order, name] : ordered) names.push_back(std::move(name));
  return names;
}

void EventTargetObject::call_listener(Machine& machine, EventListener& listener, Value argument) {
  EventObject* event = as_event(argument);
  const bool marks_passive = listener.passive && !listener.node_style && event != nullptr;
  try {
    if (marks_passive) event->in_passive_listener = true;
    const Value result = engine::is_callable(listener.listener)
                             ? machine.call(listener.listener, Value(this), {argument})
                             : call_handle_event(machine, listener.listener, argument);
    if (!listener.node_style && event != nullptr) event->being_dispatched = false;
    watch_result(machine, result);
  } catch (const Throw& thrown) {
    report_listener_error(machine, thrown.value);
  }
  if (marks_passive) event->in_passive_listener = false;
}

void EventTargetObject::dispatch(Machine& machine, const std::u16string& type, EventObject* event,
                                 Value value) {
  if (is_page(machine)) {
    if (event == nullptr) event = make_event(machine, type, value);
    dispatch_in_page(machine, *this, *event, DispatchedBy::script);
    return;
  }
  const auto enter = [&] {
    constexpr int kAtTarget = 2;
    event->target = event->current_target = Value(this);
    event->phase = kAtTarget;
    event->being_dispatched = true;
  };
  if (event != nullptr) enter();
  const auto found = lists_.find(type);
  EventListener* head = found == lists_.end() ? nullptr : found->second;
  const auto stopped = [&] { return event != nullptr && event->immediate_stopped; };
  EventListener* next = nullptr;
  for (EventListener* entry = head == nullptr ? nullptr : head->next;
       entry != nullptr && (entry->passive || !stopped()); entry = next) {
    next = entry->next;
    if (entry->removed || stopped()) continue;
    if (entry->once) unlink(machine, type, *head, *entry);
    if (!entry->node_style && event == nullptr) {
      event = make_event(machine, type, value);
      enter();
    }
    call_listener(machine, *entry, entry->node_style ? value : Value(event));
  }
  if (event != nullptr) event->being_dispatched = false;
}

EventObject* EventTargetObject::make_event(Machine& machine, const std::u16string& type, Value value) {
  EventObject* event = create_event(machine, "", host_state(machine).custom_event_prototype);
  event->type = machine.string(type).as_string();
  event->detail = value;
  event->trusted = false;
  return event;
}

namespace {

// The listener behind an on… property calls the function that is its handler at the time.
Value call_present_handler(Machine& machine, const Arguments& arguments) {
  const Value handler = arguments.callee->captured[0];
  if (is_callable(handler) && is_page(machine))
    return call_page_handler(machine, handler, arguments.this_value, *as_event(arguments[0]));
  return is_callable(handler) ? machine.call(handler, arguments.this_value, arguments.values, arguments.count)
                              : Value::undefined();
}

}  // namespace

Value EventTargetObject::handler(const std::u16string& type) const {
  const auto found = handlers_.find(type);
  return found == handlers_.end() ? Value::undefined() : found->second->captured[0];
}

// [defineEventHandler] The first assignment registers a listener, later ones only change what it calls; one
// that is no function stops it from counting as a listener.
void EventTargetObject::set_handler(Machine& machine, const std::u16string& type, Value function) {
  replace_handler(machine, type, function);
  handler_set(machine, type);
}

void EventTargetObject::replace_handler(Machine& machine, const std::u16string& type, Value function) {
  NativeFunction*& wrapper = handlers_[type];
  if (wrapper == nullptr) {
    wrapper = machine.create_native("eventHandler", 0, call_present_handler, {function});
    add(machine, type, Value(wrapper), {});
    return;
  }
  NativeFunction* present = wrapper;
  const auto list = lists_.find(type);
  if (engine::is_callable(present->captured[0]) && list != lists_.end() && list->second->size > 0)
    listener_removed(machine, type, --list->second->size);
  present->captured[0] = function;
  if (!engine::is_callable(function)) return;
  const auto now = lists_.find(type);
  if (now != lists_.end()) {
    listener_added(machine, type, ++now->second->size);
  } else {
    add(machine, type, Value(present), {});
  }
}

EventTargetObject* as_event_target(Value value) {
  return value.is_object() ? dynamic_cast<EventTargetObject*>(value.as_object()) : nullptr;
}

void throw_in_next_tick(Machine& machine, Value error) {
  const Value thrower(machine.create_native("", 0, throw_captured, {error}));
  machine.scheduler().enqueue_tick(machine.callback_job(thrower, Value::undefined(), {}));
}

// --- the classes ---

namespace {

EventTargetObject& this_target(Machine& machine, const Arguments& arguments) {
  EventTargetObject* target = as_event_target(arguments.this_value);
  if (is_page(machine)) {
    const bool is_window =
        arguments.this_value.is_nullish() || arguments.this_value.same_bits(Value(machine.realm.global));
    if (is_window) return *page_of(machine).window;
    if (target == nullptr) machine.throw_type_error("Illegal invocation");
  }
  if (target == nullptr) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_THIS",
                     "Value of \"this\" must be of type EventTarget");
  }
  return *target;
}

Value construct_target(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct())
    machine.throw_type_error("Class constructor EventTarget cannot be invoked without 'new'");
  Object* prototype =
      machine.prototype_from(arguments.new_target, host_state(machine).event_target_prototype);
  return Value(machine.heap.make<EventTargetObject>(machine.shape_for(prototype)));
}

// False: undefined or null, which have no effect.
bool valid_listener(Machine& machine, Value listener) {
  if (listener.is_object()) return true;
  if (listener.is_nullish()) return false;
  throw_invalid_argument(machine, "listener", "an instance of EventListener", listener);
}

ListenerOptions read_listener_options(Machine& machine, Value value) {
  ListenerOptions options;
  if (value.is_boolean()) options.capture = value.as_boolean();
  if (!value.is_object()) return options;
  options.once = machine.to_boolean(machine.get(value, "once"));
  options.capture = machine.to_boolean(machine.get(value, "capture"));
  options.passive = machine.to_boolean(machine.get(value, "passive"));
  return options;
}

void require_two_arguments(Machine& machine, const Arguments& arguments) {
  if (is_page(machine))
    return require_arguments(machine, arguments, 2, arguments.callee->name->utf8(), "EventTarget");
  if (arguments.count < 2) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_MISSING_ARGS",
                     "The \"type\" and \"listener\" arguments must be specified");
  }
}

// captured: the target, the type, the listener, its capture flag.
Value remove_on_abort(Machine& machine, const Arguments& arguments) {
  const NativeFunction::Captured& captured = arguments.callee->captured;
  if (EventTargetObject* target = as_event_target(captured[0]))
    target->remove(machine, std::u16string(machine.to_text(captured[1])), captured[2], captured[3].is_true());
  return {};
}

Value add_event_listener(Machine& machine, const Arguments& arguments) {
  EventTargetObject& target = this_target(machine, arguments);
  require_two_arguments(machine, arguments);
  if (!arguments[2].is_nullish() && !arguments[2].is_object() && !arguments[2].is_boolean())
    throw_invalid_argument(machine, "options", "of type object", arguments[2]);
  const ListenerOptions options = read_listener_options(machine, arguments[2]);
  const Value signal = arguments[2].is_object() ? machine.get(arguments[2], "signal") : Value::undefined();
  require_abort_signal(machine, "options.signal", signal);
  if (!signal.is_undefined()) {
    if (machine.to_boolean(machine.get(signal, "aborted"))) return {};
    const Value remover(machine.create_native(
        "", 0, remove_on_abort,
        {Value(&target), Value(machine.to_string(arguments[0])), arguments[1], Value(options.capture)}));
    ListenerOptions once;
    once.once = true;
    as_event_target(signal)->add(machine, u"abort", remover, once);
  }
  if (!valid_listener(machine, arguments[1])) {
    if (is_page(machine)) return {};
    emit_warning(machine, "AddEventListenerArgumentTypeWarning",
                 "addEventListener called with " + machine.to_utf8(arguments[1]) + " which has no effect.");
    return {};
  }
  target.add(machine, std::u16string(machine.to_text(arguments[0])), arguments[1], options);
  return {};
}

Value remove_event_listener(Machine& machine, const Arguments& arguments) {
  EventTargetObject& target = this_target(machine, arguments);
  require_two_arguments(machine, arguments);
  if (!valid_listener(machine, arguments[1])) return {};
  const bool capture = arguments[2].is_object() && machine.get(arguments[2], "capture").is_true();
  target.remove(machine, std::u16string(machine.to_text(arguments[0])), arguments[1], capture);
  return {};
}

Value dispatch_event(Machine& machine, const Arguments& arguments) {
  EventTargetObject& target = this_target(machine, arguments);
  if (arguments.count < 1)
    throw_node_error(machine, ErrorKind::type_error, "ERR_MISSING_ARGS",
                     "The \"event\" argument must be specified");
  EventObject* event = as_event(arguments[0]);
  if (event == nullptr && is_page(machine))
    throw_wrong_type(machine, 1, "Event", "dispatchEvent", "EventTarget");
  if (event == nullptr) throw_invalid_argument(machine, "event", "an instance of Event", arguments[0]);
  if (event->being_dispatched && is_page(machine)) {
    throw Throw{create_dom_exception(
        machine, "Failed to execute 'dispatchEvent' on 'EventTarget': The event is already being dispatched.",
        "InvalidStateError")};
  }
  if (event->being_dispatched) {
    throw_node_error(machine, ErrorKind::error, "ERR_EVENT_RECURSION",
                     "The event \"" + event->type->utf8() + "\" is already being dispatched");
  }
  target.dispatch(machine, std::u16string(event->type->view()), event, Value(event));
  return Value(!(event->cancelable && event->default_prevented));
}

Value inspect_target(Machine& machine, const Arguments& arguments) {
  return inspect_fields(machine, arguments, machine.create_object());
}

constexpr MethodRow kTargetMethods[] = {
    {"addEventListener", 2, add_event_listener},
    {"removeEventListener", 2, remove_event_listener},
    {"dispatchEvent", 1, dispatch_event},
};

// --- NodeEventTarget: what event targets of Node's own have of an emitter ---

Value node_target_add(Machine& machine, const Arguments& arguments, bool once) {
  ListenerOptions options;
  options.node_style = true;
  options.once = once;
  require_function(machine, "listener", arguments[1]);
  this_target(machine, arguments)
      .add(machine, std::u16string(machine.to_text(arguments[0])), arguments[1], options);
  return arguments.this_value;
}
Value node_target_on(Machine& machine, const Arguments& arguments) {
  return node_target_add(machine, arguments, false);
}
Value node_target_once(Machine& machine, const Arguments& arguments) {
  return node_target_add(machine, arguments, true);
}

Value node_target_off(Machine& machine, const Arguments& arguments) {
  remove_event_listener(machine, arguments);
  return arguments.this_value;
}

Value node_target_emit(Machine& machine, const Arguments& arguments) {
  EventTargetObject& target = this_target(machine, arguments);
  const std::u16string type(machine.to_text(arguments[0]));
  const bool had_listeners = target.listener_count(type) > 0;
  target.dispatch(machine, type, nullptr, arguments[1]);
  return Value(had_listeners);
}

Value node_target_listener_count(Machine& machine, const Arguments& arguments) {
  return Value(this_target(machine, arguments).listener_count(std::u16string(machine.to_text(arguments[0]))));
}

Value node_target_event_names(Machine& machine, const Arguments& arguments) {
  Array* names = machine.create_array();
  for (auto& name : this_target(machine, arguments).event_names())
    names->elements.push_back(machine.string(std::move(name)));
  return Value(names);
}

Value node_target_remove_all(Machine& machine, const Arguments& arguments) {
  EventTargetObject& target = this_target(machine, arguments);
  if (arguments[0].is_undefined()) {
    target.remove_all();
  } else {
    target.remove_all(std::u16string(machine.to_text(arguments[0])));
  }
  return arguments.this_value;
}

Value node_target_set_max(Machine&, const Arguments&) {
  return {};
}

Value node_target_get_max(Machine& machine, const Arguments&) {
  return Value(host_state(machine).default_max_listeners);
}

constexpr MethodRow kNodeTargetMethods[] = {
    {"setMaxListeners", 1, node_target_set_max},
    {"getMaxListeners", 0, node_target_get_max},
    {"eventNames", 0, node_target_event_names},
    {"listenerCount", 1, node_target_listener_count},
    {"off", 3, node_target_off},
    {"removeListener", 3, node_target_off},
    {"on", 2, node_target_on},
    {"addListener", 2, node_target_on},
    {"emit", 2, node_target_emit},
    {"once", 2, node_target_once},
    {"removeAllListeners", 1, node_target_remove_all},
};

// captured[0]: the event's type.
Value get_handler(Machine& machine, const Arguments& arguments) {
  const std::u16string type(arguments.callee->captured[0].as_string()->view());
  const Value handler = this_target(machine, arguments).handler(type);
  return handler.is_undefined() ? Value::null() : handler;
}

Value set_handler(Machine& machine, const Arguments& arguments) {
  const std::u16string type(arguments.callee->captured[0].as_string()->view());
  this_target(machine, arguments).set_handler(machine, type, arguments[0]);
  return {};
}

}  // namespace

void define_event_handler(Machine& machine, Object* prototype, std::string_view name) {
  const std::string property = "on" + std::string(name);
  const Value getter(machine.create_native("get " + property, 0, get_handler, {machine.string(name)}));
  const Value setter(machine.create_native("set " + property, 1, set_handler, {machine.string(name)}));
  prototype->define(machine, machine.key(property), Value(machine.heap.make<Accessor>(getter, setter)),
                    kEnumerable | kConfigurable | kAccessor);
}

void install_events(Machine& machine) {
  install_event_emitter(machine);
  install_dom_exception(machine);
  install_event_classes(machine);
  install_event_target(machine);
  install_abort(machine);
  install_messages(machine);
}

void install_event_target(Machine& machine) {
  HostState& host = host_state(machine);
  Object* prototype = machine.create_object();
  host.event_target_prototype = prototype;
  define_constructor(machine, "EventTarget", 0, construct_target, prototype);
  define_methods(machine, prototype, kTargetMethods);
  define_tag(machine, prototype, "EventTarget");
  define_custom_inspect(machine, prototype, inspect_target);
  host.node_event_target_prototype = machine.create_object(prototype);
  define_methods(machine, host.node_event_target_prototype, kNodeTargetMethods);
}

}  // namespace asyncq::engine
