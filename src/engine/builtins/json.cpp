// JSON [25.5]. Texts are read by json_parse.cpp and written by json_stringify.cpp.

#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/json_parts.h"
#include "engine/property_operations.h"

namespace asyncq::engine {
namespace {

void set_revived(Machine& machine, Object* holder, PropertyKey key, Value value) {
  if (value.is_undefined()) {
    holder->remove(machine, key);
    return;
  }
  PropertyDescriptor descriptor;
  descriptor.value = value;
  descriptor.writable = descriptor.enumerable = descriptor.configurable = true;
  define_own_property(machine, holder, key, descriptor);
}

// InternalizeJSONProperty [25.5.1.1]
Value internalize(Machine& machine, Object* holder, PropertyKey key, Value reviver, unsigned level) {
  if (level > kMostNestedJson) machine.throw_range_error("Maximum call stack size exceeded");
  const Value value = holder->get(machine, key);
  if (value.is_object()) {
    Object* object = value.as_object();
    if (object->is_array()) {
      const std::uint64_t length = ArrayLike(machine, object).length();
      for (std::uint64_t i = 0; i < length; ++i) {
        const PropertyKey element = element_key(machine, i);
        set_revived(machine, object, element, internalize(machine, object, element, reviver, level + 1));
      }
    } else {
      const KeyList keys(machine, object);
      for (const PropertyKey name : keys) {
        const std::optional<Property> property = object->get_own(machine, name);
        if (name.is_symbol() || !property.has_value() || (property->attributes & kEnumerable) == 0) continue;
        set_revived(machine, object, name, internalize(machine, object, name, reviver, level + 1));
      }
    }
  }
  return machine.call(reviver, Value(holder), {key_to_value(machine, key), value});
}

// [25.5.1]
Value parse(Machine& machine, const Arguments& arguments) {
  String* text = machine.to_string(arguments[0]);
  const Value result = parse_json(machine, text);
  if (!is_callable(arguments[1])) return result;
  Object* root = machine.create_object();
  const PropertyKey key = machine.key("");
  root->define(machine, key, result);
  return internalize(machine, root, key, arguments[1], 0);
}

// [25.5.2]
Value stringify(Machine& machine, const Arguments& arguments) {
  return stringify_json(machine, arguments[0], arguments[1], arguments[2]);
}

constexpr MethodRow kMethods[] = {
    {"parse", 2, parse},
    {"stringify", 3, stringify},
};

}  // namespace

void install_json(Machine& machine) {
  Object* json = machine.create_object();
  define_methods(machine, json, kMethods);
  define_tag(machine, json, "JSON");
  machine.realm.global->define(machine, "JSON", Value(json), kHidden);
}

}  // namespace asyncq::engine
