// Timers, immediates, ticks and microtasks: lib/timers.js, lib/internal/timers.js and
// lib/internal/process/task_queues.js of Node, over the scheduler.

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "engine/big_int.h"
#include "engine/builtins.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/number_format.h"
#include "engine/page/page.h"
#include "engine/timer_object.h"
#include "scheduler/features.h"

namespace asyncq::engine {

void TimerObject::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(callback);
  marker.mark(arguments);
}

// The constructor of Timeout [lib/internal/timers.js].
void warn_of_delay(Machine& machine, double delay) {
  constexpr double kLongest = 2147483647;
  constexpr unsigned kFirstToWarn = 10;
  constexpr unsigned kFirstToWarnOfAll = 24;
  const scheduler::Policy& policy = machine.policy();
  if (delay >= 0 && delay <= kLongest) return;
  if (policy.family != scheduler::Family::node || scheduler::is_node_before(policy, kFirstToWarn)) return;
  const auto warn = [&](std::string_view name, std::string_view fault) {
    emit_warning(machine, name,
                 fmt::format("{} {}.\nTimeout duration was set to 1.", number_to_string(delay), fault));
  };
  if (delay > kLongest) {
    warn("TimeoutOverflowWarning", "does not fit into a 32-bit signed integer");
    return;
  }
  if (scheduler::is_node_before(policy, kFirstToWarnOfAll)) return;
  HostState& host = host_state(machine);
  if (delay < 0 && !std::exchange(host.warned_of_negative_delay, true)) {
    warn("TimeoutNegativeWarning", "is a negative number");
  } else if (std::isnan(delay) && !std::exchange(host.warned_of_delay_not_a_number, true)) {
    warn("TimeoutNaNWarning", "is not a number");
  }
}

namespace {

TimerObject* as_timer(Value value) {
  if (!value.is_object() || value.as_object()->kind() != CellKind::timer) return nullptr;
  return static_cast<TimerObject*>(value.as_object());
}

TimerObject* require_timer(Machine& machine, const Arguments& arguments) {
  TimerObject* timer = as_timer(arguments.this_value);
  if (timer == nullptr) machine.throw_type_error("Illegal invocation");
  return timer;
}

void clear(Machine& machine, TimerObject& timer) {
  timer.cleared = true;
  if (timer.immediate) {
    machine.scheduler().clear_immediate(timer.id);
  } else {
    machine.scheduler().clear_timer(timer.id);
  }
}

scheduler::Job timer_job(Machine& machine, TimerObject* timer) {
  const Array* extra = timer->arguments;
  return machine.callback_job(
      timer->callback, Value(timer),
      extra == nullptr ? std::span<const Value>{} : std::span<const Value>(extra->elements));
}

// captured: the shape of the object.
TimerObject* new_timer(Machine& machine, const Arguments& arguments, std::uint32_t first_extra) {
  auto* shape = static_cast<Shape*>(arguments.callee->captured[0].as_cell());
  auto* timer = machine.heap.make<TimerObject>(shape);
  timer->callback = arguments[0];
  if (arguments.count > first_extra) timer->arguments = machine.create_array(arguments.from(first_extra));
  return timer;
}

Value set_timer(Machine& machine, const Arguments& arguments, bool repeat) {
  if (is_page(machine)) return set_page_timer(machine, arguments, repeat);
  require_scheduled_function(machine, arguments[0]);
  // Node multiplies what it is given by 1 [lib/internal/timers.js, Timeout].
  const Value given = to_numeric(machine, arguments[1]);
  if (given.is_big_int()) big_int_binary(machine, program::Operation::multiply, given, Value(1));
  const double delay = given.as_number();
  if (!arguments[1].is_undefined()) warn_of_delay(machine, delay);
  TimerObject* timer = new_timer(machine, arguments, 2);
  timer->delay = delay;
  timer->repeat = repeat;
  machine.charge_steps();
  timer->id = machine.scheduler().set_timer(timer_job(machine, timer), delay, repeat);
  return Value(timer);
}

Value set_timeout(Machine& machine, const Arguments& arguments) {
  return set_timer(machine, arguments, false);
}
Value set_interval(Machine& machine, const Arguments& arguments) {
  return set_timer(machine, arguments, true);
}

Value set_immediate(Machine& machine, const Arguments& arguments) {
  require_scheduled_function(machine, arguments[0]);
  TimerObject* timer = new_timer(machine, arguments, 1);
  timer->immediate = true;
  timer->id = machine.scheduler().set_immediate(timer_job(machine, timer));
  return Value(timer);
}

// clearTimeout and clearInterval are one function in Node; strangers' values are ignored.
Value clear_timer(Machine& machine, const Arguments& arguments) {
  if (is_page(machine)) return clear_page_timer(machine, arguments);
  const Value handle = arguments[0];
  if (TimerObject* timer = as_timer(handle); timer != nullptr && !timer->immediate) {
    clear(machine, *timer);
  } else if (handle.is_number() || handle.is_string()) {
    const double number = machine.to_number(handle);
    if (number >= 1 && number < 9007199254740992.0) {
      machine.scheduler().clear_timer(static_cast<scheduler::TimerId>(number));
    }
  }
  return Value::undefined();
}

Value clear_immediate(Machine& machine, const Arguments& arguments) {
  if (TimerObject* timer = as_timer(arguments[0]); timer != nullptr && timer->immediate) {
    clear(machine, *timer);
  }
  return Value::undefined();
}

// --- methods of Timeout and Immediate ---

Value set_ref(Machine& machine, const Arguments& arguments, bool ref) {
  TimerObject* timer = require_timer(machine, arguments);
  timer->ref = ref;
  if (timer->immediate) {
    machine.scheduler().set_immediate_ref(timer->id, ref);
  } else {
    machine.scheduler().set_timer_ref(timer->id, ref);
  }
  return arguments.this_value;
}
Value timer_ref(Machine& machine, const Arguments& arguments) {
  return set_ref(machine, arguments, true);
}
Value timer_unref(Machine& machine, const Arguments& arguments) {
  return set_ref(machine, arguments, false);
}
Value timer_has_ref(Machine& machine, const Arguments& arguments) {
  return Value(require_timer(machine, arguments)->ref);
}

Value timer_refresh(Machine& machine, const Arguments& arguments) {
  TimerObject* timer = require_timer(machine, arguments);
  if (timer->cleared) return arguments.this_value;
  const scheduler::Job job = timer_job(machine, timer);
  if (!machine.scheduler().refresh_timer(timer->id, job)) {
    timer->id = machine.scheduler().set_timer(job, timer->delay, timer->repeat);
    if (!timer->ref) machine.scheduler().set_timer_ref(timer->id, false);
  }
  return arguments.this_value;
}

// clearTimeout(this)
Value timer_close(Machine& machine, const Arguments& arguments) {
  TimerObject* timer = require_timer(machine, arguments);
  if (!timer->immediate) clear(machine, *timer);
  return arguments.this_value;
}

Value timer_dispose(Machine& machine, const Arguments& arguments) {
  clear(machine, *require_timer(machine, arguments));
  return Value::undefined();
}

Value timer_to_primitive(Machine& machine, const Arguments& arguments) {
  return Value(static_cast<double>(require_timer(machine, arguments)->id));
}

Value queue_microtask(Machine& machine, const Arguments& arguments) {
  if (is_page(machine)) require_callback(machine, arguments, "queueMicrotask");
  require_function(machine, "callback", arguments[0]);
  if (scheduler::is_node_before(machine.policy(), 12) && !host_state(machine).warned_of_queue_microtask) {
    host_state(machine).warned_of_queue_microtask = true;
    emit_warning(machine, "ExperimentalWarning", "queueMicrotask() is experimental.");
  }
  machine.enqueue_microtask(JobKind::call, arguments[0]);
  return Value::undefined();
}

}  // namespace

void install_timers(Machine& machine) {
  constexpr MethodRow kTimeout[] = {{"ref", 0, timer_ref},
                                    {"unref", 0, timer_unref},
                                    {"refresh", 0, timer_refresh},
                                    {"close", 0, timer_close}};
  constexpr MethodRow kHasRef[] = {{"hasRef", 0, timer_has_ref}};
  constexpr MethodRow kTimeoutAsNumber[] = {{"@@toPrimitive", 0, timer_to_primitive}};
  constexpr MethodRow kImmediate[] = {{"ref", 0, timer_ref}, {"unref", 0, timer_unref}};
  const auto illegal = [](Machine& m, const Arguments&) -> Value {
    m.throw_type_error("Illegal constructor");
  };
  Object* timeout = machine.create_object();
  Object* immediate = machine.create_object();
  machine.keep(Value(timeout));
  machine.keep(Value(immediate));
  define_constructor(machine, "Timeout", 0, illegal, timeout, false);
  define_constructor(machine, "Immediate", 0, illegal, immediate, false);
  define_methods(machine, timeout, kTimeout);
  if (!scheduler::is_node_before(machine.policy(), 12)) define_methods(machine, timeout, kTimeoutAsNumber);
  define_methods(machine, immediate, kImmediate);
  if (!scheduler::is_node_before(machine.policy(), 11)) {
    define_methods(machine, timeout, kHasRef);
    define_methods(machine, immediate, kHasRef);
  }
  const scheduler::Feature* disposal =
      scheduler::find_feature(scheduler::FeatureKind::member, "Symbol.dispose");
  if (scheduler::has_feature(machine.policy(), *disposal)) {
    for (Object* prototype : {timeout, immediate}) {
      prototype->define(machine, PropertyKey::from_symbol(machine.realm.symbol_dispose),
                        Value(machine.create_native("", 0, timer_dispose)), kHidden);
    }
  }

  struct Row {
    std::string_view name;
    int length;
    NativeCode code;
    Object* prototype;
  };
  const Row rows[] = {
      {"setTimeout", 2, set_timeout, timeout},         {"setInterval", 2, set_interval, timeout},
      {"setImmediate", 1, set_immediate, immediate},   {"clearTimeout", 1, clear_timer, timeout},
      {"clearInterval", 1, clear_timer, timeout},      {"clearImmediate", 1, clear_immediate, immediate},
      {"queueMicrotask", 1, queue_microtask, nullptr},
  };
  for (const Row& row : rows) {
    const Value shape =
        row.prototype != nullptr ? Value(machine.shape_for(row.prototype)) : Value::undefined();
    machine.realm.global->define(machine, row.name,
                                 Value(machine.create_native(row.name, row.length, row.code, {shape})),
                                 kDataDefault);
  }
}

}  // namespace asyncq::engine
