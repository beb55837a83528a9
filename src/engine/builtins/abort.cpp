#include "engine/builtins/abort.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/builtins.h"
#include "engine/builtins/dom_exception.h"
#include "engine/builtins/events.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/pinned.h"
#include "scheduler/features.h"

namespace asyncq::engine {
namespace {

constexpr double kLargestDelay = 4294967295;  // milliseconds

void run_abort(Machine& machine, AbortSignalObject& signal) {
  EventObject* event = create_event(machine, "abort", host_state(machine).event_prototype);
  signal.dispatch(machine, u"abort", event, Value(event));
}

// A composite hears of its sources from now on [followCompositeSignal].
void follow_sources(Machine& machine, AbortSignalObject& signal) {
  if (signal.following || signal.aborted || signal.sources.empty()) return;
  for (AbortSignalObject* source : signal.sources) {
    if (source->aborted) {
      abort_signal(machine, signal, source->reason);
      return;
    }
    source->dependants.push_back(&signal);
  }
  signal.following = true;
}

// What the errors say that runtimes abort with.
struct Wording {
  scheduler::Family family;
  std::string_view aborted;
  std::string_view timed_out;
};
constexpr std::string_view kTimedOut = "The operation was aborted due to timeout";
constexpr std::array kWordings = {
    Wording{scheduler::Family::node, "This operation was aborted", kTimedOut},
    Wording{scheduler::Family::deno, "The signal has been aborted", kTimedOut},
    Wording{scheduler::Family::bun, "The operation was aborted.", "The operation timed out."},
    Wording{scheduler::Family::browser, "signal is aborted without reason", "signal timed out"},
};

const Wording& wording(const Machine& machine) {
  const scheduler::Family family = machine.policy().family;
  return *std::find_if(kWordings.begin(), kWordings.end(),
                       [&](const Wording& row) { return row.family == family; });
}

Value default_reason(Machine& machine) {
  return Value(create_dom_exception(machine, wording(machine).aborted, "AbortError"));
}

AbortSignalObject& this_signal(Machine& machine, const Arguments& arguments) {
  AbortSignalObject* signal = as_abort_signal(arguments.this_value);
  if (signal == nullptr) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_THIS",
                     "Value of \"this\" must be of type AbortSignal");
  }
  refresh_composite(machine, *signal);
  return *signal;
}

[[noreturn]] void throw_illegal_constructor(Machine& machine) {
  throw_node_error(machine, ErrorKind::type_error, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
}

Value construct_signal(Machine& machine, const Arguments&) {
  throw_illegal_constructor(machine);
}

Value get_aborted(Machine& machine, const Arguments& arguments) {
  return Value(this_signal(machine, arguments).aborted);
}

Value get_reason(Machine& machine, const Arguments& arguments) {
  return this_signal(machine, arguments).reason;
}

Value throw_if_aborted(Machine& machine, const Arguments& arguments) {
  const AbortSignalObject& signal = this_signal(machine, arguments);
  if (signal.aborted) throw Throw{signal.reason};
  return {};
}

Value inspect_signal(Machine& machine, const Arguments& arguments) {
  Object* fields = machine.create_object();
  fields->define(machine, "aborted", Value(this_signal(machine, arguments).aborted));
  return inspect_fields(machine, arguments, fields);
}

Value signal_abort(Machine& machine, const Arguments& arguments) {
  AbortSignalObject* signal = create_abort_signal(machine);
  signal->aborted = true;
  signal->reason = arguments[0].is_undefined() ? default_reason(machine) : arguments[0];
  return Value(signal);
}

// captured[0]: the signal.
Value time_out(Machine& machine, const Arguments& arguments) {
  abort_signal(machine, *as_abort_signal(arguments.callee->captured[0]),
               Value(create_dom_exception(machine, wording(machine).timed_out, "TimeoutError")));
  return {};
}

Value signal_timeout(Machine& machine, const Arguments& arguments) {
  const Value delay = arguments[0];
  if (!delay.is_number()) throw_invalid_argument(machine, "delay", "of type number", delay);
  const double milliseconds = delay.as_number();
  if (milliseconds != std::trunc(milliseconds)) throw_out_of_range(machine, "delay", "an integer", delay);
  if (!(milliseconds >= 0 && milliseconds <= kLargestDelay))
    throw_out_of_range(machine, "delay", ">= 0 && <= 4294967295", delay);
  AbortSignalObject* signal = create_abort_signal(machine);
  const Value callback(machine.create_native("", 0, time_out, {Value(signal)}));
  const auto timer = machine.scheduler().set_timer(machine.callback_job(callback, Value::undefined(), {}),
                                                   milliseconds, /*repeat=*/false);
  machine.scheduler().set_timer_ref(timer, false);
  return Value(signal);
}

void add_source(AbortSignalObject& composite, AbortSignalObject* source) {
  auto& sources = composite.sources;
  if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
}

Value signal_any(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_object()) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_ARG_TYPE",
                     "signals can not be converted to sequence.");
  }
  const Array* iterated = machine.iterate(arguments[0]);
  const std::vector<Value>& values = iterated->elements;
  for (std::size_t index = 0; index < values.size(); ++index) {
    if (as_abort_signal(values[index]) != nullptr) continue;
    Object* error = machine.create_error(
        ErrorKind::type_error, "signals[" + std::to_string(index) + "] is not of type AbortSignal.");
    error->define(machine, machine.realm.keys.code, machine.string("ERR_INVALID_ARG_TYPE"));
    throw Throw{Value(error)};
  }
  AbortSignalObject* composite = create_abort_signal(machine);
  composite->composite = true;
  for (const Value value : values) {
    AbortSignalObject* signal = as_abort_signal(value);
    refresh_composite(machine, *signal);
    if (signal->aborted) {
      abort_signal(machine, *composite, signal->reason);
      break;
    }
    if (!signal->composite) add_source(*composite, signal);
    for (AbortSignalObject* source : signal->sources) add_source(*composite, source);
  }
  return Value(composite);
}

constexpr GetterRow kSignalGetters[] = {{"aborted", get_aborted}};
constexpr GetterRow kReasonGetter[] = {{"reason", get_reason}};
// A name too common to be looked for in programs, as those of the table of features are.
constexpr scheduler::Feature kReason{scheduler::FeatureKind::member, "reason", {17, 2}, {16, 14}};
constexpr MethodRow kSignalMethods[] = {{"throwIfAborted", 0, throw_if_aborted}};
constexpr MethodRow kSignalFunctions[] = {
    {"abort", 0, signal_abort}, {"timeout", 1, signal_timeout}, {"any", 1, signal_any}};

// --- AbortController ---

class AbortControllerObject final : public Object {
 public:
  AbortControllerObject(Shape* shape, AbortSignalObject* controlled)
      : Object(shape, CellKind::host), signal(controlled) {}
  AbortSignalObject* signal;
  void trace(Marker& marker) override {
    Object::trace(marker);
    marker.mark(signal);
  }
};

AbortSignalObject& controlled_signal(Machine& machine, const Arguments& arguments) {
  auto* controller = arguments.this_value.is_object()
                         ? dynamic_cast<AbortControllerObject*>(arguments.this_value.as_object())
                         : nullptr;
  if (controller == nullptr) {
    machine.throw_type_error(
        "Cannot read private member #signal from an object whose class did not declare it");
  }
  return *controller->signal;
}

Value construct_controller(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct())
    machine.throw_type_error("Class constructor AbortController cannot be invoked without 'new'");
  Object* prototype =
      machine.prototype_from(arguments.new_target, host_state(machine).abort_controller_prototype);
  return Value(
      machine.heap.make<AbortControllerObject>(machine.shape_for(prototype), create_abort_signal(machine)));
}

Value get_signal(Machine& machine, const Arguments& arguments) {
  return Value(&controlled_signal(machine, arguments));
}

Value controller_abort(Machine& machine, const Arguments& arguments) {
  AbortSignalObject& signal = controlled_signal(machine, arguments);
  abort_signal(machine, signal, arguments[0].is_undefined() ? default_reason(machine) : arguments[0]);
  return {};
}

Value inspect_controller(Machine& machine, const Arguments& arguments) {
  Object* fields = machine.create_object();
  fields->define(machine, "signal", Value(&controlled_signal(machine, arguments)));
  return inspect_fields(machine, arguments, fields);
}

constexpr GetterRow kControllerGetters[] = {{"signal", get_signal}};
constexpr MethodRow kControllerMethods[] = {{"abort", 0, controller_abort}};

}  // namespace

void AbortSignalObject::trace(Marker& marker) {
  EventTargetObject::trace(marker);
  marker.mark(reason);
  for (AbortSignalObject* source : sources) marker.mark(source);
  for (AbortSignalObject* dependant : dependants) marker.mark(dependant);
}

void AbortSignalObject::listener_added(Machine& machine, const std::u16string& type, std::size_t size) {
  if (composite && type == u"abort" && size == 1) follow_sources(machine, *this);
}

AbortSignalObject* as_abort_signal(Value value) {
  return value.is_object() ? dynamic_cast<AbortSignalObject*>(value.as_object()) : nullptr;
}

AbortSignalObject* create_abort_signal(Machine& machine) {
  return machine.heap.make<AbortSignalObject>(machine.shape_for(host_state(machine).abort_signal_prototype));
}

// Composites that follow the signal are aborted before any listener runs; their listeners run after its own.
void abort_signal(Machine& machine, AbortSignalObject& signal, Value reason) {
  if (signal.aborted) return;
  signal.aborted = true;
  signal.reason = reason;
  std::vector<AbortSignalObject*> newly_aborted;
  Pinned pinned(machine);
  for (AbortSignalObject* dependant : signal.dependants) {
    if (dependant->aborted) continue;
    dependant->aborted = true;
    dependant->reason = reason;
    newly_aborted.push_back(dependant);
    pinned.keep(Value(dependant));
  }
  run_abort(machine, signal);
  for (AbortSignalObject* dependant : newly_aborted) run_abort(machine, *dependant);
}

void refresh_composite(Machine& machine, AbortSignalObject& signal) {
  if (!signal.composite || signal.aborted) return;
  for (AbortSignalObject* source : signal.sources) {
    if (!source->aborted) continue;
    abort_signal(machine, signal, source->reason);
    return;
  }
}

void require_abort_signal(Machine& machine, std::string_view name, Value value) {
  if (value.is_undefined() || as_abort_signal(value) != nullptr) return;
  throw_invalid_argument(machine, name, "an instance of AbortSignal", value);
}

void install_abort(Machine& machine) {
  HostState& host = host_state(machine);
  const Value target_constructor = host.event_target_prototype->get(machine, machine.realm.keys.constructor);
  host.abort_signal_prototype = machine.create_object(host.event_target_prototype);
  NativeFunction* signal =
      define_constructor(machine, "AbortSignal", 0, construct_signal, host.abort_signal_prototype);
  signal->set_prototype(machine, target_constructor.as_object());
  define_methods(machine, signal, kSignalFunctions);
  define_getters(machine, host.abort_signal_prototype, kSignalGetters);
  if (scheduler::has_feature(machine.policy(), kReason))
    define_getters(machine, host.abort_signal_prototype, kReasonGetter);
  define_methods(machine, host.abort_signal_prototype, kSignalMethods);
  define_tag(machine, host.abort_signal_prototype, "AbortSignal");
  define_custom_inspect(machine, host.abort_signal_prototype, inspect_signal);
  define_event_handler(machine, host.abort_signal_prototype, "abort");

  host.abort_controller_prototype = machine.create_object();
  define_constructor(machine, "AbortController", 0, construct_controller, host.abort_controller_prototype);
  define_getters(machine, host.abort_controller_prototype, kControllerGetters);
  define_methods(machine, host.abort_controller_prototype, kControllerMethods);
  define_tag(machine, host.abort_controller_prototype, "AbortController");
  define_custom_inspect(machine, host.abort_controller_prototype, inspect_controller);
}

}  // namespace asyncq::engine
