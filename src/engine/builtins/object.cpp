// Object [20.1]: the constructor and its functions, Object.prototype, globalThis.

#include <fmt/format.h>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/object_parts.h"
#include "engine/messages.h"
#include "engine/property_operations.h"

namespace asyncq::engine {
namespace {

// [20.1.1.1]
Value object_constructor(Machine& machine, const Arguments& arguments) {
  if (arguments.is_construct() && !arguments.new_target.same_bits(Value(arguments.callee))) {
    return Value(
        machine.create_object(machine.prototype_from(arguments.new_target, machine.realm.object_prototype)));
  }
  if (arguments[0].is_nullish()) return Value(machine.create_object());
  return Value(machine.to_object(arguments[0]));
}

// --- own properties as lists ---

enum class Listed : std::uint8_t { keys, values, entries };

// EnumerableOwnProperties [7.3.23]
template <Listed listed>
Value enumerable_own(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments[0]);
  Array* result = machine.create_array();
  const KeyList keys(machine, object);
  for (const PropertyKey key : keys) {
    if (key.is_symbol()) continue;
    const std::optional<Property> property = object->get_own(machine, key);
    if (!property.has_value() || (property->attributes & kEnumerable) == 0) continue;
    const Value name = key_to_value(machine, key);
    if (listed == Listed::keys) {
      result->elements.push_back(name);
      continue;
    }
    const Value value = object->get(machine, key);
    result->elements.push_back(listed == Listed::values ? value : Value(machine.create_array({name, value})));
  }
  machine.heap.note_external(result->elements.size() * sizeof(Value));
  machine.count_work(result->elements.size());
  return Value(result);
}

template <bool symbols>
Value own_property_keys(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments[0]);
  Array* result = machine.create_array();
  for (const PropertyKey key : object->own_keys(machine)) {
    if (key.is_symbol() == symbols) result->elements.push_back(key_to_value(machine, key));
  }
  return Value(result);
}

Value get_own_property_descriptor(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments[0]);
  return from_property(machine, object->get_own(machine, machine.to_property_key(arguments[1])));
}

Value get_own_property_descriptors(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments[0]);
  Object* result = machine.create_object();
  for (const PropertyKey key : object->own_keys(machine)) {
    result->define(machine, key, from_property(machine, object->get_own(machine, key)));
  }
  return Value(result);
}

Value has_own(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments[0]);
  return Value(object->get_own(machine, machine.to_property_key(arguments[1])).has_value());
}

// --- making and filling objects ---

// [20.1.2.1]
Value assign(Machine& machine, const Arguments& arguments) {
  Object* target = machine.to_object(arguments[0]);
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    if (arguments[i].is_nullish()) continue;
    Object* source = machine.to_object(arguments[i]);
    const KeyList keys(machine, source);
    for (const PropertyKey key : keys) {
      const std::optional<Property> property = source->get_own(machine, key);
      if (!property.has_value() || (property->attributes & kEnumerable) == 0) continue;
      set_or_throw(machine, target, key, source->get(machine, key));
    }
  }
  return Value(target);
}

// ObjectDefineProperties [20.1.2.3.1]: all descriptors are read before the first is used.
void define_all(Machine& machine, Object* target, Value descriptors) {
  Object* source = machine.to_object(descriptors);
  const KeyList keys(machine, source);
  Pinned pins(machine);
  std::vector<std::pair<PropertyKey, PropertyDescriptor>> definitions;
  for (const PropertyKey key : keys) {
    const std::optional<Property> property = source->get_own(machine, key);
    if (!property.has_value() || (property->attributes & kEnumerable) == 0) continue;
    PropertyDescriptor descriptor = to_property_descriptor(machine, source->get(machine, key));
    for (const std::optional<Value>& value : {descriptor.value, descriptor.get, descriptor.set}) {
      if (value.has_value()) pins.keep(*value);
    }
    definitions.emplace_back(key, descriptor);
  }
  for (const auto& [key, descriptor] : definitions)
    define_property_or_throw(machine, target, key, descriptor);
}

Value create(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_object() && !arguments[0].is_null()) {
    machine.throw_type_error("Object prototype may only be an Object or null: " +
                             message_text(machine, arguments[0]));
  }
  Object* object = machine.create_object(arguments[0].is_null() ? nullptr : arguments[0].as_object());
  if (!arguments[1].is_undefined()) define_all(machine, object, arguments[1]);
  return Value(object);
}

Value define_property(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_object()) machine.throw_type_error("Object.defineProperty called on non-object");
  const PropertyKey key = machine.to_property_key(arguments[1]);
  const PropertyDescriptor descriptor = to_property_descriptor(machine, arguments[2]);
  define_property_or_throw(machine, arguments[0].as_object(), key, descriptor);
  return arguments[0];
}

Value define_properties(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_object()) machine.throw_type_error("Object.defineProperties called on non-object");
  define_all(machine, arguments[0].as_object(), arguments[1]);
  return arguments[0];
}

// [20.1.2.7]
Value from_entries(Machine& machine, const Arguments& arguments) {
  if (arguments[0].is_nullish()) machine.throw_type_error("undefined is not iterable");  // as V8 says of both
  Object* result = machine.create_object();
  for_each_value(machine, arguments[0], [&](Value entry) {
    if (!entry.is_object()) {
      machine.throw_type_error(
          fmt::format("Iterator value {} is not an entry object", message_text(machine, entry)));
    }
    const Value key = entry.as_object()->get(machine, PropertyKey::from_index(0));
    const Value value = entry.as_object()->get(machine, PropertyKey::from_index(1));
    create_data_property_or_throw(machine, result, machine.to_property_key(key), value);
  });
  return Value(result);
}

// [20.1.2.13]
Value group_by(Machine& machine, const Arguments& arguments) {
  require_coercible(machine, arguments[0], "Object.groupBy");
  const Value callback = require_callable(machine, arguments[1]);
  Object* result = machine.create_object(nullptr);
  double index = 0;
  for_each_value(machine, arguments[0], [&](Value value) {
    const PropertyKey key =
        machine.to_property_key(machine.call(callback, Value::undefined(), {value, Value(index++)}));
    const std::optional<Property> group = result->get_own(machine, key);
    if (group.has_value()) {
      static_cast<Array*>(group->value.as_object())->elements.push_back(value);
    } else {
      result->define(machine, key, Value(machine.create_array({value})));
    }
  });
  return Value(result);
}

// --- integrity ---

template <IntegrityLevel level>
Value set_level(Machine& machine, const Arguments& arguments) {
  if (arguments[0].is_object()) set_integrity_level(machine, arguments[0].as_object(), level);
  return arguments[0];
}

template <IntegrityLevel level>
Value test_level(Machine& machine, const Arguments& arguments) {
  return Value(!arguments[0].is_object() || test_integrity_level(machine, arguments[0].as_object(), level));
}

Value prevent_extensions(Machine&, const Arguments& arguments) {
  if (arguments[0].is_object()) arguments[0].as_object()->prevent_extensions();
  return arguments[0];
}

Value is_extensible(Machine&, const Arguments& arguments) {
  return Value(arguments[0].is_object() && arguments[0].as_object()->extensible());
}

// --- prototypes ---

Value prototype_value(Object* object) {
  return object->prototype() == nullptr ? Value::null() : Value(object->prototype());
}

Value get_prototype_of(Machine& machine, const Arguments& arguments) {
  return prototype_value(machine.to_object(arguments[0]));
}

void set_prototype_or_throw(Machine& machine, Object* object, Value prototype) {
  Object* target = prototype.is_null() ? nullptr : prototype.as_object();
  if (object == machine.realm.object_prototype && target != object->prototype()) {
    machine.throw_type_error("Immutable prototype object 'Object.prototype' cannot have their prototype set");
  }
  if (object->set_prototype(machine, target)) return;
  if (!object->extensible()) {
    machine.throw_type_error(message_text(machine, Value(object)) + " is not extensible");
  }
  machine.throw_type_error("Cyclic __proto__ value");
}

Value set_prototype_of(Machine& machine, const Arguments& arguments) {
  require_coercible(machine, arguments[0], "Object.setPrototypeOf");
  if (!arguments[1].is_object() && !arguments[1].is_null()) {
    machine.throw_type_error("Object prototype may only be an Object or null: " +
                             message_text(machine, arguments[1]));
  }
  if (arguments[0].is_object()) set_prototype_or_throw(machine, arguments[0].as_object(), arguments[1]);
  return arguments[0];
}

Value is(Machine& machine, const Arguments& arguments) {
  return Value(machine.same_value(arguments[0], arguments[1]));
}

constexpr MethodRow kStaticMethods[] = {
    {"assign", 2, assign},
    {"getOwnPropertyDescriptor", 2, get_own_property_descriptor},
    {"getOwnPropertyDescriptors", 1, get_own_property_descriptors},
    {"getOwnPropertyNames", 1, own_property_keys<false>},
    {"getOwnPropertySymbols", 1, own_property_keys<true>},
    {"hasOwn", 2, has_own},
    {"is", 2, is},
    {"preventExtensions", 1, prevent_extensions},
    {"seal", 1, set_level<IntegrityLevel::sealed>},
    {"create", 2, create},
    {"defineProperties", 2, define_properties},
    {"defineProperty", 3, define_property},
    {"freeze", 1, set_level<IntegrityLevel::frozen>},
    {"getPrototypeOf", 1, get_prototype_of},
    {"setPrototypeOf", 2, set_prototype_of},
    {"isExtensible", 1, is_extensible},
    {"isFrozen", 1, test_level<IntegrityLevel::frozen>},
    {"isSealed", 1, test_level<IntegrityLevel::sealed>},
    {"keys", 1, enumerable_own<Listed::keys>},
    {"entries", 1, enumerable_own<Listed::entries>},
    {"fromEntries", 1, from_entries},
    {"values", 1, enumerable_own<Listed::values>},
    {"groupBy", 2, group_by},
};

// --- Object.prototype [20.1.3] ---

Value has_own_property(Machine& machine, const Arguments& arguments) {
  const PropertyKey key = machine.to_property_key(arguments[0]);
  return Value(machine.to_object(arguments.this_value)->get_own(machine, key).has_value());
}

Value is_prototype_of(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value(false);
  const Object* object = machine.to_object(arguments.this_value);
  for (Object* at = arguments[0].as_object()->prototype(); at != nullptr; at = at->prototype()) {
    if (at == object) return Value(true);
  }
  return Value(false);
}

Value property_is_enumerable(Machine& machine, const Arguments& arguments) {
  const PropertyKey key = machine.to_property_key(arguments[0]);
  const std::optional<Property> property = machine.to_object(arguments.this_value)->get_own(machine, key);
  return Value(property.has_value() && (property->attributes & kEnumerable) != 0);
}

std::string_view builtin_tag(Object* object) {
  if (object->is_array()) return "Array";
  if (object->is_callable()) return "Function";
  if (object->kind() == CellKind::error) return "Error";
  if (object->kind() == CellKind::date) return "Date";
  if (object->kind() == CellKind::regexp) return "RegExp";
  if (object->kind() == CellKind::arguments) return "Arguments";
  if (object->kind() != CellKind::primitive_wrapper) return "Object";
  const Value primitive = static_cast<PrimitiveWrapper*>(object)->primitive;
  if (primitive.is_boolean()) return "Boolean";
  if (primitive.is_number()) return "Number";
  return primitive.is_string() ? "String" : "Object";
}

// [20.1.3.6]
Value to_string(Machine& machine, const Arguments& arguments) {
  if (arguments.this_value.is_undefined()) return machine.string("[object Undefined]");
  if (arguments.this_value.is_null()) return machine.string("[object Null]");
  Object* object = machine.to_object(arguments.this_value);
  const std::string_view built_in = builtin_tag(object);
  const Value tag = object->get(machine, PropertyKey::from_symbol(machine.realm.symbol_to_string_tag));
  return machine.string(fmt::format("[object {}]", tag.is_string() ? tag.as_string()->utf8() : built_in));
}

Value to_locale_string(Machine& machine, const Arguments& arguments) {
  require_coercible(machine, arguments.this_value, "Object.prototype.toLocaleString");
  return machine.invoke(arguments.this_value, "toString");
}

Value value_of(Machine& machine, const Arguments& arguments) {
  return Value(machine.to_object(arguments.this_value));
}

Value get_proto(Machine& machine, const Arguments& arguments) {
  return prototype_value(machine.to_object(arguments.this_value));
}

// set Object.prototype.__proto__ [20.1.3.8.2]
Value set_proto(Machine& machine, const Arguments& arguments) {
  require_coercible(machine, arguments.this_value, "Object.prototype.__proto__");
  const bool settable = arguments[0].is_object() || arguments[0].is_null();
  if (settable && arguments.this_value.is_object()) {
    set_prototype_or_throw(machine, arguments.this_value.as_object(), arguments[0]);
  }
  return Value::undefined();
}

// __defineGetter__, __defineSetter__ [B.2.2.2, B.2.2.3]
template <bool is_getter>
Value define_accessor(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments.this_value);
  if (!is_callable(arguments[1])) {
    machine.throw_type_error(
        fmt::format("Object.prototype.__define{}__: Expecting function", is_getter ? "Getter" : "Setter"));
  }
  PropertyDescriptor descriptor;
  (is_getter ? descriptor.get : descriptor.set) = arguments[1];
  descriptor.enumerable = true;
  descriptor.configurable = true;
  define_property_or_throw(machine, object, machine.to_property_key(arguments[0]), descriptor);
  return Value::undefined();
}

// __lookupGetter__, __lookupSetter__ [B.2.2.4, B.2.2.5]
template <bool is_getter>
Value look_up_accessor(Machine& machine, const Arguments& arguments) {
  const PropertyKey key = machine.to_property_key(arguments[0]);
  for (Object* object = machine.to_object(arguments.this_value); object != nullptr;
       object = object->prototype()) {
    const std::optional<Property> property = object->get_own(machine, key);
    if (!property) continue;
    if (!property->is_accessor()) return Value::undefined();
    return is_getter ? property->accessor()->getter : property->accessor()->setter;
  }
  return Value::undefined();
}

constexpr MethodRow kPrototypeMethods[] = {
    {"__defineGetter__", 2, define_accessor<true>},
    {"__defineSetter__", 2, define_accessor<false>},
    {"__lookupGetter__", 1, look_up_accessor<true>},
    {"__lookupSetter__", 1, look_up_accessor<false>},
    {"hasOwnProperty", 1, has_own_property},
    {"isPrototypeOf", 1, is_prototype_of},
    {"propertyIsEnumerable", 1, property_is_enumerable},
    {"toString", 0, to_string},
    {"valueOf", 0, value_of},
    {"toLocaleString", 0, to_locale_string},
};

}  // namespace

void install_object(Machine& machine) {
  Realm& realm = machine.realm;
  NativeFunction* constructor =
      define_constructor(machine, "Object", 1, object_constructor, realm.object_prototype);
  define_methods(machine, constructor, kStaticMethods);
  define_methods(machine, realm.object_prototype, kPrototypeMethods);
  const Value getter(machine.create_native("get __proto__", 0, get_proto));
  const Value setter(machine.create_native("set __proto__", 1, set_proto));
  realm.object_prototype->define(machine, realm.keys.proto,
                                 Value(machine.heap.make<Accessor>(getter, setter)),
                                 kConfigurable | kAccessor);
  realm.global->define(machine, "globalThis", Value(realm.global), kHidden);
  install_reflect(machine);
  install_structured_clone(machine);
}

}  // namespace asyncq::engine
