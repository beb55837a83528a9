#include "engine/lazy_globals.h"

#include "engine/machine.h"

namespace asyncq::engine {

namespace {

constexpr std::string_view kProcess = "process";

// Whether the code that runs was called by the event loop itself: not by the main program, a tick or a
// microtask.
bool runs_for_loop(Machine& machine) {
  switch (machine.scheduler().current_queue()) {
    case trace::Queue::timer:
    case trace::Queue::poll:
    case trace::Queue::immediate:
    case trace::Queue::close:
      return machine.scheduler().current_phase() != trace::Phase::exit;
    case trace::Queue::main:
    case trace::Queue::next_tick:
    case trace::Queue::microtask:
    case trace::Queue::rejection:
    case trace::Queue::task:
    case trace::Queue::frame:
      return false;
  }
  return false;
}

// captured: the value. It takes the getter's place.
Value make_process(Machine& machine, const Arguments& arguments) {
  const Value value = arguments.callee->captured[0];
  machine.realm.global->define(machine, kProcess, value, kHidden);
  // What the loader awaits ends in a microtask checkpoint.
  if (runs_for_loop(machine) && !machine.scheduler().drain_microtasks()) throw Halt{};
  return value;
}

Value replace_process(Machine& machine, const Arguments& arguments) {
  machine.realm.global->define(machine, kProcess, arguments[0], kHidden);
  return {};
}

}  // namespace

void make_globals_lazy(Machine& machine) {
  const scheduler::Policy& policy = machine.policy();
  switch (policy.lazy_global) {
    case scheduler::LazyGlobal::does_nothing:
      return;
    case scheduler::LazyGlobal::runs_microtasks:
      break;
  }
  if (!policy.module) return;  // the wrapper of a script has used it
  Object* global = machine.realm.global;
  NativeFunction* getter = machine.create_native("get process", 0, make_process);
  getter->captured[0] = global->get(machine, kProcess);
  NativeFunction* setter = machine.create_native("set process", 1, replace_process);
  global->define(machine, machine.key(kProcess),
                 Value(machine.heap.make<Accessor>(Value(getter), Value(setter))), kConfigurable | kAccessor);
}

}  // namespace asyncq::engine
