// timers and timers/promises [Node's lib/timers/promises.js].

#include <optional>

#include "engine/builtins/abort.h"
#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"
#include "engine/modules.h"
#include "engine/promise.h"
#include "engine/state_hash.h"
#include "engine/timer_object.h"

namespace asyncq::engine {
namespace {

bool is_aborted(const WaitOptions& options) {
  const AbortSignalObject* signal = as_abort_signal(options.signal);
  return signal != nullptr && signal->aborted;
}

Object* abort_error_of(Machine& machine, Value signal) {
  return create_abort_error(machine, as_abort_signal(signal)->reason);
}

// A wait that a signal may end: captured by its natives.
class Wait final : public Cell {
 public:
  Wait() : Cell(CellKind::internal) {}
  Promise* promise = nullptr;
  Value signal;
  Value value;
  Value on_abort;
  scheduler::TimerId id = 0;
  bool immediate = false;
  bool done = false;

  void trace(Marker& marker) override {
    marker.mark(promise);
    for (const Value kept : {signal, value, on_abort}) marker.mark(kept);
  }
  bool describe(StateHash& hash) override {
    hash.add(static_cast<Cell*>(promise));
    for (const Value kept : {signal, value, on_abort}) hash.add(kept);
    hash.add(id);
    hash.add(immediate);
    hash.add(done);
    return true;
  }
};

Wait& wait_of(const Arguments& arguments) {
  return *static_cast<Wait*>(arguments.callee->captured[0].as_cell());
}

Value finish_wait(Machine& machine, const Arguments& arguments) {
  Wait& wait = wait_of(arguments);
  if (wait.done) return {};
  wait.done = true;
  resolve_promise(machine, wait.promise, wait.value);
  return {};
}

// [cancelListenerHandler]
Value cancel_wait(Machine& machine, const Arguments& arguments) {
  Wait& wait = wait_of(arguments);
  if (wait.done) return {};
  wait.done = true;
  if (wait.immediate) {
    machine.scheduler().clear_immediate(wait.id);
  } else {
    machine.scheduler().clear_timer(wait.id);
  }
  reject_promise(machine, wait.promise, Value(abort_error_of(machine, wait.signal)));
  return {};
}

Value stop_listening(Machine& machine, const Arguments& arguments) {
  const Wait& wait = wait_of(arguments);
  as_event_target(wait.signal)->remove(machine, u"abort", wait.on_abort, false);
  return {};
}

// [SafePromisePrototypeFinally] new Promise((a, b) => new Promise((c, d) => p.then(c, d)).finally(f).then(a,
// b))
Value after_finally(Machine& machine, Promise* promise, Value function) {
  Promise* inner = new_promise(machine);
  const ResolvingFunctions settle_inner = create_resolving_functions(machine, inner);
  perform_promise_then(machine, promise, settle_inner.resolve, settle_inner.reject, {});
  const Value method = machine.realm.promise_prototype->get(machine, "finally");
  const Value cleaned = machine.call(method, Value(inner), {function});
  Promise* outer = new_promise(machine);
  const ResolvingFunctions settle_outer = create_resolving_functions(machine, outer);
  perform_promise_then(machine, static_cast<Promise*>(cleaned.as_object()), settle_outer.resolve,
                       settle_outer.reject, {});
  return Value(outer);
}

// Starts the timer, or the immediate when there is no delay.
Value start_wait(Machine& machine, std::optional<double> delay, Value value, const WaitOptions& options) {
  auto* wait = machine.heap.make<Wait>();
  wait->promise = new_promise(machine);
  wait->signal = options.signal;
  wait->value = value;
  wait->immediate = !delay;
  if (is_aborted(options)) {
    reject_promise(machine, wait->promise, Value(abort_error_of(machine, options.signal)));
    return Value(wait->promise);
  }
  const Value finish(machine.create_native("", 0, finish_wait, {Value(wait)}));
  const scheduler::Job job = machine.callback_job(finish, Value::undefined(), {});
  if (delay) {
    machine.charge_steps();
    warn_of_delay(machine, *delay);
    wait->id = machine.scheduler().set_timer(job, *delay, /*repeat=*/false);
    if (!options.ref) machine.scheduler().set_timer_ref(wait->id, false);
  } else {
    wait->id = machine.scheduler().set_immediate(job);
    if (!options.ref) machine.scheduler().set_immediate_ref(wait->id, false);
  }
  if (options.signal.is_undefined()) return Value(wait->promise);
  wait->on_abort = Value(machine.create_native("", 0, cancel_wait, {Value(wait)}));
  as_event_target(options.signal)->add(machine, u"abort", wait->on_abort, {});
  return after_finally(machine, wait->promise,
                       Value(machine.create_native("", 0, stop_listening, {Value(wait)})));
}

// What is wrong with the arguments is a rejection.
template <typename Start>
Value start_or_reject(Machine& machine, Start start) {
  try {
    return start();
  } catch (const Throw& thrown) {
    Promise* promise = new_promise(machine);
    reject_promise(machine, promise, thrown.value);
    return Value(promise);
  }
}

Value wait_timeout(Machine& machine, const Arguments& arguments) {
  return start_or_reject(machine, [&] {
    const double delay = read_wait_delay(machine, arguments[0]);
    return start_wait(machine, delay, arguments[1], read_wait_options(machine, arguments[2]));
  });
}

Value wait_immediate(Machine& machine, const Arguments& arguments) {
  return start_or_reject(machine, [&] {
    return start_wait(machine, std::nullopt, arguments[0], read_wait_options(machine, arguments[1]));
  });
}

// scheduler.wait(delay, options)
Value scheduler_wait(Machine& machine, const Arguments& arguments) {
  return start_or_reject(machine, [&] {
    const double delay = read_wait_delay(machine, arguments[0]);
    return start_wait(machine, delay, Value::undefined(), read_wait_options(machine, arguments[1]));
  });
}

Value scheduler_yield(Machine& machine, const Arguments&) {
  return start_wait(machine, std::nullopt, Value::undefined(), {});
}

constexpr MethodRow kPromiseFunctions[] = {
    {"setTimeout", 3, wait_timeout},
    {"setImmediate", 2, wait_immediate},
    {"setInterval", 3, start_ticks},
};
constexpr MethodRow kSchedulerMethods[] = {{"yield", 0, scheduler_yield}, {"wait", 2, scheduler_wait}};

constexpr std::string_view kTimerFunctions[] = {"setTimeout",     "clearTimeout", "setImmediate",
                                                "clearImmediate", "setInterval",  "clearInterval"};

}  // namespace

WaitOptions read_wait_options(Machine& machine, Value options) {
  WaitOptions result;
  if (options.is_undefined()) return result;
  if (!options.is_object()) throw_invalid_argument(machine, "options", "of type object", options);
  result.signal = machine.get(options, "signal");
  require_abort_signal(machine, "options.signal", result.signal);
  const Value ref = machine.get(options, "ref");
  if (!ref.is_undefined() && !ref.is_boolean())
    throw_invalid_argument(machine, "options.ref", "of type boolean", ref);
  result.ref = !ref.is_false();
  if (AbortSignalObject* signal = as_abort_signal(result.signal)) refresh_composite(machine, *signal);
  return result;
}

double read_wait_delay(Machine& machine, Value delay) {
  if (delay.is_undefined()) return 1;
  if (!delay.is_number()) throw_invalid_argument(machine, "delay", "of type number", delay);
  return delay.as_number();
}

Value make_timers_module(Machine& machine) {
  Object* module = machine.create_object();
  for (const std::string_view name : kTimerFunctions)
    module->define(machine, name, machine.realm.global->get(machine, name));
  module->define(machine, "promises", builtin_module(machine, "timers/promises"));
  return Value(module);
}

Value make_timers_promises_module(Machine& machine) {
  Object* module = machine.create_object();
  define_functions(machine, module, kPromiseFunctions);
  Object* prototype = machine.create_object();
  define_methods(machine, prototype, kSchedulerMethods);
  module->define(machine, "scheduler", Value(machine.create_object(prototype)));
  return Value(module);
}

}  // namespace asyncq::engine
