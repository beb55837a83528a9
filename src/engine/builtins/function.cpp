// Function [20.2].

#include <fmt/format.h>

#include <cmath>

#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/messages.h"
#include "engine/operations.h"

namespace asyncq::engine {
namespace {

Value function_constructor(Machine& machine, const Arguments&) {
  machine.not_modelled("Function(), which compiles text at run time");
}

// V8 names what the program has called, as it is written there.
void require_function(Machine& machine, Value value) {
  if (is_callable(value)) return;
  Frame* const caller = machine.current_frame();
  const std::string text = caller == nullptr ? "" : source_text_at(caller);
  machine.throw_type_error((text.empty() ? call_site_text(machine, value) : text) + " is not a function");
}

Value call(Machine& machine, const Arguments& arguments) {
  require_function(machine, arguments.this_value);
  const std::uint32_t count = arguments.count > 0 ? arguments.count - 1 : 0;
  return machine.call(arguments.this_value, arguments[0], arguments.values + (arguments.count > 0 ? 1 : 0),
                      count);
}

Value apply(Machine& machine, const Arguments& arguments) {
  require_function(machine, arguments.this_value);
  if (arguments[1].is_nullish()) return machine.call(arguments.this_value, arguments[0]);
  const Array* list = create_list_from_array_like(machine, arguments[1]);
  return machine.call(arguments.this_value, arguments[0], list->elements);
}

// [20.2.3.2]
Value bind(Machine& machine, const Arguments& arguments) {
  if (!is_callable(arguments.this_value)) machine.throw_type_error("Bind must be called on a function");
  Object* target = arguments.this_value.as_object();
  Realm& realm = machine.realm;
  auto* bound = machine.heap.make<BoundFunction>(machine.shape_for(target->prototype()), target, arguments[0],
                                                 arguments.from(1));
  double length = 0;
  if (target->get_own(machine, realm.keys.length).has_value()) {
    const Value target_length = target->get(machine, realm.keys.length);
    if (target_length.is_number()) length = machine.to_integer_or_infinity(target_length);
  }
  const double given = arguments.count > 0 ? arguments.count - 1 : 0;
  bound->define(machine, realm.keys.length, Value(std::max(0.0, length - given)), kConfigurable);
  const Value name = target->get(machine, realm.keys.name);
  String* prefix = machine.strings.intern("bound ");
  String* text = name.is_string() ? machine.concat(prefix, name.as_string()) : prefix;
  bound->define(machine, realm.keys.name, Value(text), kConfigurable);
  return Value(bound);
}

Value to_string(Machine& machine, const Arguments& arguments) {
  if (!is_callable(arguments.this_value)) {
    machine.throw_type_error("Function.prototype.toString requires that 'this' be a Function");
  }
  if (arguments.this_value.as_object()->kind() == CellKind::bound_function) {
    return machine.string("function () { [native code] }");
  }
  return machine.string(message_text(machine, arguments.this_value));
}

Value has_instance(Machine& machine, const Arguments& arguments) {
  if (!is_callable(arguments.this_value)) return Value(false);
  return Value(machine.instance_of(arguments[0], arguments.this_value));
}

constexpr MethodRow kMethods[] = {
    {"apply", 2, apply},
    {"bind", 1, bind},
    {"call", 1, call},
    {"toString", 0, to_string},
};

}  // namespace

void install_function(Machine& machine) {
  Realm& realm = machine.realm;
  define_constructor(machine, "Function", 1, function_constructor, realm.function_prototype);
  define_methods(machine, realm.function_prototype, kMethods);
  const Value instance_test(machine.create_native("[Symbol.hasInstance]", 1, has_instance));
  realm.function_prototype->define(machine, PropertyKey::from_symbol(realm.symbol_has_instance),
                                   instance_test, 0);
  realm.function_has_instance = instance_test;
}

}  // namespace asyncq::engine
