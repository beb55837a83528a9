// Reflect [28.1].

#include <fmt/format.h>

#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/object_parts.h"
#include "engine/messages.h"
#include "engine/property_operations.h"

namespace asyncq::engine {
namespace {

Object* target_of(Machine& machine, const Arguments& arguments, std::string_view function) {
  if (!arguments[0].is_object())
    machine.throw_type_error(fmt::format("Reflect.{} called on non-object", function));
  return arguments[0].as_object();
}

Value apply(Machine& machine, const Arguments& arguments) {
  if (!is_callable(arguments[0])) {
    machine.throw_type_error(
        fmt::format("Function.prototype.apply was called on {}, which is {} {} and not a function",
                    message_text(machine, arguments[0]), arguments[0].is_object() ? "an" : "a",
                    machine.type_of(arguments[0])->utf8()));
  }
  const Array* list = create_list_from_array_like(machine, arguments[2]);
  return machine.call(arguments[0], arguments[1], list->elements);
}

Value construct(Machine& machine, const Arguments& arguments) {
  const Value new_target = arguments.count > 2 ? arguments[2] : arguments[0];
  for (const Value function : {arguments[0], new_target}) {
    if (!is_constructor(function)) {
      machine.throw_type_error(message_text(machine, function) + " is not a constructor");
    }
  }
  const Array* list = create_list_from_array_like(machine, arguments[1]);
  return machine.construct(arguments[0], list->elements, new_target);
}

Value define_property(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "defineProperty");
  const PropertyKey key = machine.to_property_key(arguments[1]);
  return Value(define_own_property(machine, target, key, to_property_descriptor(machine, arguments[2])));
}

Value delete_property(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "deleteProperty");
  return Value(target->remove(machine, machine.to_property_key(arguments[1])));
}

Value get(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "get");
  const Value receiver = arguments.count > 2 ? arguments[2] : arguments[0];
  return target->get(machine, machine.to_property_key(arguments[1]), receiver);
}

Value set(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "set");
  const Value receiver = arguments.count > 3 ? arguments[3] : arguments[0];
  return Value(target->set(machine, machine.to_property_key(arguments[1]), arguments[2], receiver));
}

Value has(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "has");
  return Value(target->has(machine, machine.to_property_key(arguments[1])));
}

Value get_own_property_descriptor(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "getOwnPropertyDescriptor");
  return from_property(machine, target->get_own(machine, machine.to_property_key(arguments[1])));
}

Value get_prototype_of(Machine& machine, const Arguments& arguments) {
  Object* prototype = target_of(machine, arguments, "getPrototypeOf")->prototype();
  return prototype == nullptr ? Value::null() : Value(prototype);
}

Value set_prototype_of(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "setPrototypeOf");
  if (!arguments[1].is_object() && !arguments[1].is_null()) {
    machine.throw_type_error("Object prototype may only be an Object or null: " +
                             message_text(machine, arguments[1]));
  }
  return Value(target->set_prototype(machine, arguments[1].is_null() ? nullptr : arguments[1].as_object()));
}

Value is_extensible(Machine& machine, const Arguments& arguments) {
  return Value(target_of(machine, arguments, "isExtensible")->extensible());
}

Value prevent_extensions(Machine& machine, const Arguments& arguments) {
  target_of(machine, arguments, "preventExtensions")->prevent_extensions();
  return Value(true);
}

Value own_keys(Machine& machine, const Arguments& arguments) {
  Object* target = target_of(machine, arguments, "ownKeys");
  Array* result = machine.create_array();
  for (const PropertyKey key : target->own_keys(machine))
    result->elements.push_back(key_to_value(machine, key));
  return Value(result);
}

constexpr MethodRow kMethods[] = {
    {"defineProperty", 3, define_property},
    {"deleteProperty", 2, delete_property},
    {"apply", 3, apply},
    {"construct", 2, construct},
    {"get", 2, get},
    {"getOwnPropertyDescriptor", 2, get_own_property_descriptor},
    {"getPrototypeOf", 1, get_prototype_of},
    {"has", 2, has},
    {"isExtensible", 1, is_extensible},
    {"ownKeys", 1, own_keys},
    {"preventExtensions", 1, prevent_extensions},
    {"set", 3, set},
    {"setPrototypeOf", 2, set_prototype_of},
};

}  // namespace

void install_reflect(Machine& machine) {
  Object* reflect = machine.create_object();
  define_methods(machine, reflect, kMethods);
  define_tag(machine, reflect, "Reflect");
  machine.realm.global->define(machine, "Reflect", Value(reflect), kHidden);
}

}  // namespace asyncq::engine
