// captureRejections [Node's lib/events.js]: what an emitter does when a listener's promise rejects.

#include "engine/builtins/emitter_rejections.h"

#include "engine/builtins/node_error.h"
#include "engine/builtins/symbol_registry.h"
#include "engine/host.h"
#include "engine/pinned.h"

namespace asyncq::engine {
namespace {

PropertyKey capture_key(Machine& machine) {
  return PropertyKey::from_symbol(host_state(machine).emitter_capture);
}

// Its own 'error' listeners are not captured again while they hear of the error.
class CapturePause {
 public:
  CapturePause(Machine& machine, Object* emitter)
      : machine_(machine), emitter_(emitter), before_(emitter->get(machine, capture_key(machine))) {
    emitter->set(machine, capture_key(machine), Value(false));
  }
  ~CapturePause() { emitter_->define(machine_, capture_key(machine_), before_, kDataDefault); }
  CapturePause(const CapturePause&) = delete;
  CapturePause& operator=(const CapturePause&) = delete;

 private:
  Machine& machine_;
  Object* emitter_;
  Value before_;
};

// emitUnhandledRejectionOrErr; captured: the emitter, the reason, the event's type, its values (an Array).
Value tell_of_rejection(Machine& machine, const Arguments& arguments) {
  const NativeFunction::Captured& captured = arguments.callee->captured;
  Object* emitter = captured[0].as_object();
  const Value handler = emitter->get(machine, PropertyKey::from_symbol(host_state(machine).rejection));
  if (is_callable(handler)) {
    std::vector<Value> values = {captured[1], captured[2]};
    const auto* rest = static_cast<Array*>(captured[3].as_object());
    values.insert(values.end(), rest->elements.begin(), rest->elements.end());
    machine.call(handler, captured[0], values);
    return {};
  }
  const CapturePause pause(machine, emitter);
  machine.invoke(captured[0], "emit", {machine.string("error"), captured[1]});
  return {};
}

// captured: the emitter, the event's type, its values
Value on_rejected(Machine& machine, const Arguments& arguments) {
  const NativeFunction::Captured& captured = arguments.callee->captured;
  const Value tell(
      machine.create_native("", 0, tell_of_rejection, {captured[0], arguments[0], captured[1], captured[2]}));
  machine.scheduler().enqueue_tick(machine.callback_job(tell, Value::undefined(), {}));
  return {};
}

void require_boolean(Machine& machine, std::string_view name, Value value) {
  if (!value.is_boolean()) throw_invalid_argument(machine, name, "of type boolean", value);
}

Value get_default(Machine& machine, const Arguments&) {
  return host_state(machine).event_emitter_prototype->get(machine, capture_key(machine));
}

Value set_default(Machine& machine, const Arguments& arguments) {
  require_boolean(machine, "EventEmitter.captureRejections", arguments[0]);
  host_state(machine).event_emitter_prototype->define(machine, capture_key(machine), arguments[0], kWritable);
  return {};
}

}  // namespace

void initialize_capture(Machine& machine, Object* emitter, Value options) {
  const PropertyKey key = capture_key(machine);
  Value captures = options.is_nullish() ? Value::undefined() : machine.get(options, "captureRejections");
  if (machine.to_boolean(captures)) {
    require_boolean(machine, "options.captureRejections", captures);
  } else {
    captures = host_state(machine).event_emitter_prototype->get(machine, key);
  }
  emitter->define(machine, key, captures, kDataDefault);
}

// addCatch
void capture_rejection(Machine& machine, Object* emitter, Value result, Value type, const Value* values,
                       std::uint32_t count) {
  if (!result.is_object() || !machine.to_boolean(emitter->get(machine, capture_key(machine)))) return;
  try {
    const Value then = machine.get(result, machine.realm.keys.then);
    if (!is_callable(then)) return;
    Array* rest = machine.create_array(std::vector<Value>(values, values + count));
    Pinned pinned(machine);
    pinned.keep(Value(rest));
    const Value reaction(machine.create_native("", 1, on_rejected, {Value(emitter), type, Value(rest)}));
    machine.call(then, result, {Value::undefined(), reaction});
  } catch (const Throw& thrown) {
    machine.invoke(Value(emitter), "emit", {machine.string("error"), thrown.value});
  }
}

void define_capture_rejections(Machine& machine, Object* module) {
  HostState& host = host_state(machine);
  host.rejection = registered_symbol(machine, "nodejs.rejection");
  host.event_emitter_prototype->define(machine, capture_key(machine), Value(false), kWritable);
  module->define(machine, "captureRejectionSymbol", Value(host.rejection));
  const Value getter(machine.create_native("get", 0, get_default));
  const Value setter(machine.create_native("set", 1, set_default));
  module->define(machine, machine.key("captureRejections"),
                 Value(machine.heap.make<Accessor>(getter, setter)), kEnumerable | kAccessor);
}

}  // namespace asyncq::engine
