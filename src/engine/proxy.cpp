#include "engine/proxy.h"

#include <fmt/format.h>

#include "engine/builtins/array_like.h"
#include "engine/builtins/object_parts.h"
#include "engine/messages.h"
#include "engine/operations.h"
#include "engine/property_operations.h"

namespace asyncq::engine {

void Proxy::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(target);
  marker.mark(handler);
}

Value Proxy::trap(Machine& machine, std::string_view name) {
  if (handler == nullptr) {
    machine.throw_type_error(fmt::format("Cannot perform '{}' on a proxy that has been revoked", name));
  }
  const Value method = handler->get(machine, name);
  if (method.is_nullish()) return Value::undefined();
  if (!engine::is_callable(method)) {
    machine.throw_type_error(fmt::format("{} returned for property '{}' of object '{}' is not a function",
                                         message_text(machine, method), name,
                                         message_text(machine, Value(handler))));
  }
  return method;
}

// [10.5.5]
std::optional<Property> Proxy::get_own(Machine& machine, PropertyKey key) {
  if (key.is_private()) return Object::get_own(machine, key);
  const Value method = trap(machine, "getOwnPropertyDescriptor");
  if (method.is_undefined()) return target->get_own(machine, key);
  const Value found = machine.call(method, Value(handler), {Value(target), key_to_value(machine, key)});
  if (found.is_undefined()) return std::nullopt;
  if (!found.is_object()) {
    machine.throw_type_error(fmt::format(
        "'getOwnPropertyDescriptor' on proxy: trap returned neither object nor undefined for property '{}'",
        key.utf8()));
  }
  const PropertyDescriptor descriptor = to_property_descriptor(machine, found);
  Object* scratch = machine.create_object();
  static_cast<void>(define_own_property(machine, scratch, key, descriptor));
  return scratch->get_own(machine, key);
}

// [10.5.6]
void Proxy::define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) {
  if (key.is_private()) return Object::define(machine, key, value, attributes);
  const Value method = trap(machine, "defineProperty");
  if (method.is_undefined()) return target->define(machine, key, value, attributes);
  const Value descriptor = from_property(machine, Property{value, attributes});
  if (!machine.to_boolean(
          machine.call(method, Value(handler), {Value(target), key_to_value(machine, key), descriptor}))) {
    machine.throw_type_error(
        fmt::format("'defineProperty' on proxy: trap returned falsish for property '{}'", key.utf8()));
  }
}

// [10.5.10]
bool Proxy::remove(Machine& machine, PropertyKey key) {
  const Value method = trap(machine, "deleteProperty");
  if (method.is_undefined()) return target->remove(machine, key);
  return machine.to_boolean(
      machine.call(method, Value(handler), {Value(target), key_to_value(machine, key)}));
}

// [10.5.11]
std::vector<PropertyKey> Proxy::own_keys(Machine& machine) {
  const Value method = trap(machine, "ownKeys");
  if (method.is_undefined()) return target->own_keys(machine);
  const Value list = machine.call(method, Value(handler), {Value(target)});
  if (!list.is_object()) machine.throw_type_error("CreateListFromArrayLike called on non-object");
  std::vector<PropertyKey> keys;
  for (const Value key : create_list_from_array_like(machine, list)->elements) {
    if (!key.is_string() && !key.is_symbol()) {
      machine.throw_type_error(fmt::format("{} is not a valid property name", message_text(machine, key)));
    }
    keys.push_back(machine.to_property_key(key));
  }
  return keys;
}

// [10.5.8]
Value Proxy::trapped_get(Machine& machine, PropertyKey key, Value receiver) {
  const Value method = trap(machine, "get");
  if (method.is_undefined()) return target->get(machine, key, receiver);
  return machine.call(method, Value(handler), {Value(target), key_to_value(machine, key), receiver});
}

// [10.5.9]
bool Proxy::trapped_set(Machine& machine, PropertyKey key, Value value, Value receiver) {
  const Value method = trap(machine, "set");
  if (method.is_undefined()) return target->set(machine, key, value, receiver);
  return machine.to_boolean(
      machine.call(method, Value(handler), {Value(target), key_to_value(machine, key), value, receiver}));
}

// [10.5.7]
bool Proxy::trapped_has(Machine& machine, PropertyKey key) {
  const Value method = trap(machine, "has");
  if (method.is_undefined()) return target->has(machine, key);
  return machine.to_boolean(
      machine.call(method, Value(handler), {Value(target), key_to_value(machine, key)}));
}

// [10.5.12]
Value Proxy::trapped_call(Machine& machine, Value this_value, Array* arguments) {
  const Value method = trap(machine, "apply");
  if (method.is_undefined()) return machine.call_with(Value(target), this_value, arguments);
  return machine.call(method, Value(handler), {Value(target), this_value, Value(arguments)});
}

// [10.5.13]
Value Proxy::trapped_construct(Machine& machine, Array* arguments, Value new_target) {
  const Value method = trap(machine, "construct");
  if (method.is_undefined()) {
    const bool own = new_target.same_bits(Value(this));
    return machine.construct(Value(target), arguments->elements, own ? Value(target) : new_target);
  }
  const Value result = machine.call(method, Value(handler), {Value(target), Value(arguments), new_target});
  if (!result.is_object()) {
    machine.throw_type_error(fmt::format("proxy [[Construct]] must return an object"));
  }
  return result;
}

}  // namespace asyncq::engine
