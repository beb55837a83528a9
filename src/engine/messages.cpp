#include "engine/messages.h"

#include <fmt/format.h>

#include "engine/big_int.h"
#include "engine/number_format.h"

namespace asyncq::engine {

Value peek(Machine& machine, Object* object, PropertyKey key) {
  for (; object != nullptr; object = object->prototype()) {
    const std::optional<Property> property = object->get_own(machine, key);
    if (property.has_value()) return property->is_accessor() ? Value::undefined() : property->value;
  }
  return Value::undefined();
}

std::string constructor_name(Machine& machine, Object* object) {
  const Value constructor = peek(machine, object, machine.realm.keys.constructor);
  if (!is_callable(constructor)) return "";
  const Value name = peek(machine, constructor.as_object(), machine.realm.keys.name);
  return name.is_string() ? name.as_string()->utf8() : "";
}

std::string error_text(Machine& machine, Object* error) {
  const Value name_value = peek(machine, error, machine.realm.keys.name);
  const Value message_value = peek(machine, error, machine.realm.keys.message);
  const std::string name = name_value.is_undefined() ? "Error" : message_text(machine, name_value);
  const std::string message = message_value.is_undefined() ? "" : message_text(machine, message_value);
  if (name.empty()) return message;
  return message.empty() ? name : name + ": " + message;
}

std::string function_source(Machine& machine, const Object* function) {
  if (function->kind() != CellKind::closure) return "";
  const program::FunctionCode& code = *static_cast<const Closure*>(function)->code->code;
  return code.at.known() && code.end.known() ? machine.source_text(code.at, code.end) : "";
}

std::string message_text(Machine& machine, Value value) {
  if (value.is_string()) return value.as_string()->utf8();
  if (value.is_symbol()) return PropertyKey::from_symbol(value.as_symbol()).utf8();
  if (value.is_number()) return number_to_string(value.as_number());
  if (value.is_boolean()) return value.as_boolean() ? "true" : "false";
  if (value.is_big_int()) return big_int_text(machine, value);
  if (value.is_null()) return "null";
  if (!value.is_object()) return "undefined";
  Object* object = value.as_object();
  if (object->kind() == CellKind::error) return error_text(machine, object);
  if (is_callable(value)) {
    std::string source = function_source(machine, object);
    if (!source.empty()) return source;
    const Value name = peek(machine, object, machine.realm.keys.name);
    return fmt::format("function {}() {{ [native code] }}", name.is_string() ? name.as_string()->utf8() : "");
  }
  const Value to_string = peek(machine, object, machine.realm.keys.to_string);
  const Value plain = peek(machine, machine.realm.object_prototype, machine.realm.keys.to_string);
  if (to_string.same_bits(plain)) {
    const std::string name = constructor_name(machine, object);
    if (!name.empty()) return "#<" + name + ">";
  }
  if (object->is_array()) return "[object Array]";
  if (object->kind() == CellKind::date) return "[object Date]";
  if (object->kind() == CellKind::regexp) return "[object RegExp]";
  if (object->kind() == CellKind::primitive_wrapper) {
    const Value primitive = static_cast<PrimitiveWrapper*>(object)->primitive;
    if (primitive.is_string()) return "[object String]";
    if (primitive.is_number()) return "[object Number]";
    if (primitive.is_boolean()) return "[object Boolean]";
  }
  return "[object Object]";
}

std::string call_site_text(Machine& machine, Value value) {
  if (value.is_undefined()) return "undefined";
  const std::string type = machine.type_of(value)->utf8();
  if (value.is_string()) return fmt::format("{} \"{}\"", type, value.as_string()->utf8());
  if (value.is_null() || value.is_boolean() || value.is_number()) {
    return type + " " + message_text(machine, value);
  }
  return type;
}

}  // namespace asyncq::engine
