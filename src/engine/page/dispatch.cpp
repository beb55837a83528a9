#include "engine/page/dispatch.h"

#include <algorithm>

#include "engine/page/page.h"
#include "engine/pinned.h"

namespace asyncq::engine {

namespace {

constexpr int kCapturing = 1;
constexpr int kAtTarget = 2;
constexpr int kBubbling = 3;

void checkpoint(Machine& machine) {
  if (machine.scheduler().checkpoint() == scheduler::JobResult::stop) throw Halt{};
}

void report(Machine& machine, Value error) {
  if (machine.report_uncaught(error, false) == scheduler::JobResult::stop) throw Halt{};
}

// [DOM 2.9, inner invoke, steps 8 to 10]
void call_listener(Machine& machine, EventListener& listener, EventObject& event, Value current_target) {
  event.in_passive_listener = listener.passive;
  try {
    if (is_callable(listener.listener)) {
      machine.call(listener.listener, current_target, {Value(&event)});
    } else {
      const Value method = machine.get(listener.listener, "handleEvent");
      if (!is_callable(method)) machine.throw_type_error("EventListener.handleEvent is not a function");
      machine.call(method, listener.listener, {Value(&event)});
    }
  } catch (const Throw& thrown) {
    report(machine, thrown.value);
  }
  event.in_passive_listener = false;
}

enum class Listeners : std::uint8_t { capturing, bubbling };

// [DOM 2.9, invoke] Listeners that are added meanwhile are not called, those that are removed neither.
void invoke(Machine& machine, EventTargetObject& current, EventObject& event, Listeners which,
            DispatchedBy by) {
  if (event.propagation_stopped) return;
  const std::u16string type(event.type->view());
  const std::vector<EventListener*> listeners = current.registrations(type);
  Pinned pinned(machine);
  for (EventListener* listener : listeners) pinned.keep(Value(listener));
  const Value current_target = object_of(machine, current);
  event.current_target = current_target;
  for (EventListener* listener : listeners) {
    if (listener->removed || listener->capture != (which == Listeners::capturing)) continue;
    if (listener->once) current.remove(machine, type, listener->listener, listener->capture);
    call_listener(machine, *listener, event, current_target);
    if (by == DispatchedBy::task) checkpoint(machine);
    if (event.immediate_stopped) return;
  }
}

}  // namespace

bool dispatch_in_page(Machine& machine, EventTargetObject& target, EventObject& event, DispatchedBy by) {
  std::vector<EventTargetObject*> path;
  Pinned pinned(machine);
  pinned.keep(Value(&event));
  for (EventTargetObject* at = &target; at != nullptr; at = at->event_parent(machine)) {
    path.push_back(at);
    pinned.keep(Value(at));
  }
  event.being_dispatched = true;
  event.target = object_of(machine, target);
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    event.phase = *at == &target ? kAtTarget : kCapturing;
    invoke(machine, **at, event, Listeners::capturing, by);
  }
  for (EventTargetObject* at : path) {
    if (at != &target && !event.bubbles) break;
    event.phase = at == &target ? kAtTarget : kBubbling;
    invoke(machine, *at, event, Listeners::bubbling, by);
  }
  event.being_dispatched = false;
  event.propagation_stopped = event.immediate_stopped = false;
  event.current_target = Value::null();
  event.phase = 0;
  return !(event.cancelable && event.default_prevented);
}

Value call_page_handler(Machine& machine, Value handler, Value this_value, EventObject& event) {
  const bool is_error = event.type->view() == u"error" && event.get_own(machine, machine.key("error")) &&
                        this_value.same_bits(Value(machine.realm.global));
  Value returned;
  if (is_error) {
    returned = machine.call(
        handler, this_value,
        {event.get(machine, "message"), event.get(machine, "filename"), event.get(machine, "lineno"),
         event.get(machine, "colno"), event.get(machine, "error")});
  } else {
    returned = machine.call(handler, this_value, {Value(&event)});
  }
  if (event.cancelable && (is_error ? returned.is_true() : returned.is_false()))
    event.default_prevented = true;
  return {};
}

void run_task_callback(Machine& machine, Value function, Value this_value,
                       std::initializer_list<Value> arguments) {
  try {
    machine.call(function, this_value, arguments);
  } catch (const Throw& thrown) {
    report(machine, thrown.value);
  }
  checkpoint(machine);
}

Value object_of(Machine& machine, EventTargetObject& target) {
  return &target == page_of(machine).window ? Value(machine.realm.global) : Value(&target);
}

}  // namespace asyncq::engine
