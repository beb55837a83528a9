#include "engine/property_operations.h"

#include <fmt/format.h>

#include "engine/messages.h"
#include "engine/number_format.h"

namespace asyncq::engine {
namespace {

std::optional<Value> field(Machine& machine, Object* object, PropertyKey key) {
  if (!object->has(machine, key)) return std::nullopt;
  return object->get(machine, key);
}

std::optional<bool> flag(Machine& machine, Object* object, PropertyKey key) {
  const std::optional<Value> value = field(machine, object, key);
  if (!value.has_value()) return std::nullopt;
  return machine.to_boolean(*value);
}

std::uint8_t attributes_of(const PropertyDescriptor& descriptor, std::uint8_t current) {
  unsigned attributes = current;
  const auto apply = [&attributes](std::optional<bool> wanted, Attributes attribute) {
    if (wanted.has_value()) attributes = *wanted ? attributes | attribute : attributes & ~unsigned{attribute};
  };
  apply(descriptor.writable, kWritable);
  apply(descriptor.enumerable, kEnumerable);
  apply(descriptor.configurable, kConfigurable);
  return static_cast<std::uint8_t>(attributes);
}

// ValidateAndApplyPropertyDescriptor [10.1.6.3], steps 4 to 5: what a property that is not configurable
// allows.
bool is_compatible(Machine& machine, const Property& current, const PropertyDescriptor& descriptor) {
  if ((current.attributes & kConfigurable) != 0) return true;
  if (descriptor.configurable.value_or(false)) return false;
  const bool enumerable = (current.attributes & kEnumerable) != 0;
  if (descriptor.enumerable.has_value() && *descriptor.enumerable != enumerable) return false;
  if (!descriptor.is_accessor() && !descriptor.is_data()) return true;
  if (descriptor.is_accessor() != current.is_accessor()) return false;
  if (current.is_accessor()) {
    const Accessor* accessor = current.accessor();
    return (!descriptor.get.has_value() || descriptor.get->same_bits(accessor->getter)) &&
           (!descriptor.set.has_value() || descriptor.set->same_bits(accessor->setter));
  }
  if ((current.attributes & kWritable) != 0) return true;
  if (descriptor.writable.value_or(false)) return false;
  return !descriptor.value.has_value() || machine.same_value(*descriptor.value, current.value);
}

bool define_array_length(Machine& machine, Array* array, const PropertyDescriptor& descriptor) {
  std::optional<std::uint32_t> length;
  if (descriptor.value.has_value()) {
    length = machine.to_uint32(*descriptor.value);
    if (machine.to_number(*descriptor.value) != *length) machine.throw_range_error("Invalid array length");
  }
  if (descriptor.is_accessor() || descriptor.configurable.value_or(false) ||
      descriptor.enumerable.value_or(false)) {
    return false;
  }
  if (length.has_value() && *length != array->length()) {
    if (!array->length_writable || (array->sealed && *length < array->elements.size())) return false;
    if (!array->set(machine, machine.realm.keys.length, Value(*length))) return false;
  }
  if (descriptor.writable.has_value()) {
    if (*descriptor.writable && !array->length_writable) return false;
    array->length_writable = *descriptor.writable;
  }
  return true;
}

}  // namespace

PropertyDescriptor to_property_descriptor(Machine& machine, Value value) {
  if (!value.is_object()) {
    machine.throw_type_error("Property description must be an object: " + message_text(machine, value));
  }
  Object* object = value.as_object();
  const Realm::Keys& keys = machine.realm.keys;
  PropertyDescriptor descriptor;
  descriptor.enumerable = flag(machine, object, keys.enumerable);
  descriptor.configurable = flag(machine, object, keys.configurable);
  descriptor.value = field(machine, object, keys.value);
  descriptor.writable = flag(machine, object, keys.writable);
  descriptor.get = field(machine, object, keys.get);
  if (descriptor.get.has_value() && !descriptor.get->is_undefined() && !is_callable(*descriptor.get)) {
    machine.throw_type_error("Getter must be a function: " + message_text(machine, *descriptor.get));
  }
  descriptor.set = field(machine, object, keys.set);
  if (descriptor.set.has_value() && !descriptor.set->is_undefined() && !is_callable(*descriptor.set)) {
    machine.throw_type_error("Setter must be a function: " + message_text(machine, *descriptor.set));
  }
  if (descriptor.is_accessor() && descriptor.is_data()) {
    machine.throw_type_error(
        "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, " +
        message_text(machine, value));
  }
  return descriptor;
}

Value from_property(Machine& machine, const std::optional<Property>& property) {
  if (!property.has_value()) return Value::undefined();
  const Realm::Keys& keys = machine.realm.keys;
  Object* object = machine.create_object();
  if (property->is_accessor()) {
    object->define(machine, keys.get, property->accessor()->getter);
    object->define(machine, keys.set, property->accessor()->setter);
  } else {
    object->define(machine, keys.value, property->value);
    object->define(machine, keys.writable, Value((property->attributes & kWritable) != 0));
  }
  object->define(machine, keys.enumerable, Value((property->attributes & kEnumerable) != 0));
  object->define(machine, keys.configurable, Value((property->attributes & kConfigurable) != 0));
  return Value(object);
}

bool define_own_property(Machine& machine, Object* object, PropertyKey key,
                         const PropertyDescriptor& descriptor) {
  if (object->is_array() && key == machine.realm.keys.length) {
    return define_array_length(machine, static_cast<Array*>(object), descriptor);
  }
  const std::optional<Property> current = object->get_own(machine, key);
  if (!current.has_value()) {
    if (!object->extensible()) return false;
    if (object->is_array() && key.is_index()) {
      const auto* array = static_cast<Array*>(object);
      if (key.index() >= array->length() && !array->length_writable) return false;
    }
  } else if (!is_compatible(machine, *current, descriptor)) {
    return false;
  }
  const bool was_accessor = current.has_value() && current->is_accessor();
  const bool becomes_accessor = descriptor.is_accessor() || (was_accessor && !descriptor.is_data());
  // What both kinds share is kept; writable is false when an accessor becomes data.
  std::uint8_t kept = current.has_value() ? current->attributes : std::uint8_t{0};
  if (becomes_accessor != was_accessor) kept = kept & (kEnumerable | kConfigurable);
  const std::uint8_t attributes = attributes_of(descriptor, kept);
  if (becomes_accessor) {
    const Value getter = was_accessor ? current->accessor()->getter : Value::undefined();
    const Value setter = was_accessor ? current->accessor()->setter : Value::undefined();
    Accessor* accessor =
        machine.heap.make<Accessor>(descriptor.get.value_or(getter), descriptor.set.value_or(setter));
    object->define(machine, key, Value(accessor),
                   static_cast<std::uint8_t>((attributes & ~unsigned{kWritable}) | kAccessor));
    return true;
  }
  const Value old_value = current.has_value() && !was_accessor ? current->value : Value::undefined();
  object->define(machine, key, descriptor.value.value_or(old_value),
                 static_cast<std::uint8_t>(attributes & ~unsigned{kAccessor}));
  return true;
}

void define_property_or_throw(Machine& machine, Object* object, PropertyKey key,
                              const PropertyDescriptor& descriptor) {
  if (define_own_property(machine, object, key, descriptor)) return;
  if (object->get_own(machine, key).has_value()) {
    machine.throw_type_error("Cannot redefine property: " + key.utf8());
  }
  machine.throw_type_error(fmt::format("Cannot define property {}, object is not extensible", key.utf8()));
}

void create_data_property_or_throw(Machine& machine, Object* object, PropertyKey key, Value value) {
  PropertyDescriptor descriptor;
  descriptor.value = value;
  descriptor.writable = descriptor.enumerable = descriptor.configurable = true;
  define_property_or_throw(machine, object, key, descriptor);
}

std::string length_refusal(Machine& machine, Object* object, PropertyKey key) {
  if (!object->is_array()) return "";
  const auto* array = static_cast<Array*>(object);
  const bool is_length = key == machine.realm.keys.length;
  if (is_length && (array->sealed || array->has_special_elements()) && array->length_writable) {
    return fmt::format("Cannot delete property '{}' of [object Array]", array->length() - 1);
  }
  if (key.is_index() && key.index() >= array->length() && array->extensible() && !array->length_writable) {
    return "Cannot assign to read only property 'length' of object '[object Array]'";
  }
  return "";
}

void set_or_throw(Machine& machine, Object* object, PropertyKey key, Value value) {
  if (object->set(machine, key, value)) return;
  if (const std::string why = length_refusal(machine, object, key); !why.empty())
    machine.throw_type_error(why);
  const std::string holder = message_text(machine, Value(object));
  for (Object* at = object; at != nullptr; at = at->prototype()) {
    const std::optional<Property> property = at->get_own(machine, key);
    if (!property.has_value()) continue;
    if (property->is_accessor()) {
      machine.throw_type_error(
          fmt::format("Cannot set property {} of {} which has only a getter", key.utf8(), holder));
    }
    if (at == object || (property->attributes & kWritable) == 0) {
      machine.throw_type_error(
          fmt::format("Cannot assign to read only property '{}' of object '{}'", key.utf8(), holder));
    }
    break;
  }
  machine.throw_type_error(fmt::format("Cannot add property {}, object is not extensible", key.utf8()));
}

void delete_or_throw(Machine& machine, Object* object, PropertyKey key) {
  if (object->remove(machine, key)) return;
  machine.throw_type_error(
      fmt::format("Cannot delete property '{}' of {}", key.utf8(), message_text(machine, Value(object))));
}

void set_integrity_level(Machine& machine, Object* object, IntegrityLevel level) {
  object->prevent_extensions();
  if (object->is_array()) {
    auto* array = static_cast<Array*>(object);
    array->sealed = true;
    if (level == IntegrityLevel::frozen) {
      array->frozen = true;
      array->length_writable = false;
    }
  }
  for (const PropertyKey key : object->own_keys(machine)) {
    if (object->is_array() && (key.is_index() || key == machine.realm.keys.length) &&
        !static_cast<Array*>(object)->is_special(key)) {
      continue;
    }
    const std::optional<Property> property = object->get_own(machine, key);
    if (!property.has_value()) continue;
    unsigned attributes = property->attributes & ~unsigned{kConfigurable};
    if (level == IntegrityLevel::frozen && !property->is_accessor()) attributes &= ~unsigned{kWritable};
    object->define(machine, key, property->value, static_cast<std::uint8_t>(attributes));
  }
}

bool test_integrity_level(Machine& machine, Object* object, IntegrityLevel level) {
  if (object->extensible()) return false;
  for (const PropertyKey key : object->own_keys(machine)) {
    const std::optional<Property> property = object->get_own(machine, key);
    if (!property.has_value()) continue;
    if ((property->attributes & kConfigurable) != 0) return false;
    if (level == IntegrityLevel::frozen && !property->is_accessor() &&
        (property->attributes & kWritable) != 0) {
      return false;
    }
  }
  return true;
}

Value key_to_value(Machine& machine, PropertyKey key) {
  if (key.is_index()) return machine.string(number_to_string(key.index()));
  return Value(key.cell());
}

}  // namespace asyncq::engine
