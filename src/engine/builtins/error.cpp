// Error and its kinds [20.5], with V8's stack, captureStackTrace and stackTraceLimit.

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/error_stack.h"
#include "engine/property_operations.h"
#include "scheduler/features.h"

namespace asyncq::engine {
namespace {

struct KindRow {
  ErrorKind kind;
  std::string_view name;
  int length;
  NativeCode code;
};

// InstallErrorCause [20.5.8.1]
void install_cause(Machine& machine, Object* error, Value options) {
  constexpr scheduler::Feature kCause{scheduler::FeatureKind::member, "cause", {16, 9}};
  if (!options.is_object() || !scheduler::has_feature(machine.policy(), kCause)) return;
  if (!options.as_object()->has(machine, machine.realm.keys.cause)) return;
  error->define(machine, machine.realm.keys.cause,
                options.as_object()->get(machine, machine.realm.keys.cause), kHidden);
}

Object* make_error(Machine& machine, const Arguments& arguments, ErrorKind kind, Value message,
                   Value options) {
  const Value new_target = arguments.is_construct() ? arguments.new_target : Value(arguments.callee);
  Object* fallback = machine.realm.error_prototypes[static_cast<std::size_t>(kind)];
  Object* prototype = machine.prototype_from(new_target, fallback);
  auto* error = machine.heap.make<ErrorObject>(machine.shape_for(prototype));
  capture_stack(machine, error, new_target);
  if (!message.is_undefined()) {
    error->define(machine, machine.realm.keys.message, Value(machine.to_string(message)), kHidden);
  }
  install_cause(machine, error, options);
  return error;
}

template <ErrorKind kind>
Value construct_error(Machine& machine, const Arguments& arguments) {
  return Value(make_error(machine, arguments, kind, arguments[0], arguments[1]));
}

// [20.5.7.1.1]
Value construct_aggregate_error(Machine& machine, const Arguments& arguments) {
  Object* error = make_error(machine, arguments, ErrorKind::aggregate_error, arguments[1], arguments[2]);
  require_iterable(machine, arguments[0]);
  Array* errors = machine.iterate(arguments[0]);
  error->define(machine, machine.realm.keys.errors, Value(errors), kHidden);
  return Value(error);
}

// [20.5.3.4]
Value to_string(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object()) {
    throw_incompatible(machine, "Error.prototype.toString", arguments.this_value);
  }
  return Value(error_to_string(machine, arguments.this_value.as_object()));
}

Value capture_stack_trace(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_object()) machine.throw_type_error("invalid_argument");
  capture_stack(machine, arguments[0].as_object(), arguments[1]);
  return Value::undefined();
}

Value is_error(Machine&, const Arguments& arguments) {
  return Value(arguments[0].is_object() && arguments[0].as_object()->kind() == CellKind::error);
}

constexpr KindRow kKinds[] = {
    {ErrorKind::error, "Error", 1, construct_error<ErrorKind::error>},
    {ErrorKind::aggregate_error, "AggregateError", 2, construct_aggregate_error},
    {ErrorKind::eval_error, "EvalError", 1, construct_error<ErrorKind::eval_error>},
    {ErrorKind::range_error, "RangeError", 1, construct_error<ErrorKind::range_error>},
    {ErrorKind::reference_error, "ReferenceError", 1, construct_error<ErrorKind::reference_error>},
    {ErrorKind::syntax_error, "SyntaxError", 1, construct_error<ErrorKind::syntax_error>},
    {ErrorKind::type_error, "TypeError", 1, construct_error<ErrorKind::type_error>},
    {ErrorKind::uri_error, "URIError", 1, construct_error<ErrorKind::uri_error>},
};

constexpr MethodRow kPrototypeMethods[] = {{"toString", 0, to_string}};
constexpr MethodRow kStaticMethods[] = {
    {"captureStackTrace", 2, capture_stack_trace},
    {"isError", 1, is_error},
};

}  // namespace

void install_error(Machine& machine) {
  constexpr int kStackTraceLimit = 10;
  install_error_stack(machine);
  Realm& realm = machine.realm;
  NativeFunction* base = nullptr;
  for (const KindRow& row : kKinds) {
    Object*& prototype = realm.error_prototypes[static_cast<std::size_t>(row.kind)];
    if (prototype == nullptr)
      prototype = machine.create_object(base == nullptr ? nullptr : realm.error_prototype);
    if (row.kind == ErrorKind::error) realm.error_prototype = prototype;
    NativeFunction* constructor = define_constructor(machine, row.name, row.length, row.code, prototype);
    if (base == nullptr) {
      base = constructor;
    } else {
      constructor->set_prototype(machine, base);
    }
    prototype->define(machine, realm.keys.name, machine.string(row.name), kHidden);
    prototype->define(machine, realm.keys.message, machine.string(""), kHidden);
  }
  define_methods(machine, realm.error_prototype, kPrototypeMethods);
  define_methods(machine, base, kStaticMethods);
  base->define(machine, "stackTraceLimit", Value(kStackTraceLimit), kDataDefault);
}

}  // namespace asyncq::engine
