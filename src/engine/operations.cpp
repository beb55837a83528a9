// Conversions and comparisons [7.1, 7.2].

#include "engine/operations.h"

#include <cmath>
#include <utility>

#include "engine/big_int.h"
#include "engine/number_format.h"
#include "support/text.h"

namespace asyncq::engine {

bool Machine::to_boolean(Value value) {
  if (value.is_boolean()) return value.is_true();
  if (value.is_number()) return value.as_number() != 0 && !std::isnan(value.as_number());
  if (value.is_nullish() || value.is_empty()) return false;
  if (value.is_string()) return value.as_string()->length() > 0;
  return !value.is_big_int() || !value.as_big_int()->integer().is_zero();
}

double Machine::to_number(Value value) {
  if (value.is_number()) return value.as_number();
  if (value.is_undefined()) return std::nan("");
  if (value.is_null() || value.is_false()) return 0;
  if (value.is_true()) return 1;
  if (value.is_string()) return string_to_number(value.as_string()->view());
  if (value.is_symbol()) throw_type_error("Cannot convert a Symbol value to a number");
  if (value.is_big_int()) throw_type_error("Cannot convert a BigInt value to a number");
  return to_number(to_primitive(value, "number"));
}

double Machine::to_integer_or_infinity(Value value) {
  const double number = to_number(value);
  if (std::isnan(number)) return 0;
  return std::trunc(number) + 0.0;
}

std::uint32_t Machine::to_uint32(Value value) {
  const double number = to_number(value);
  if (!std::isfinite(number)) return 0;
  if (number >= 0 && number <= 4294967295.0) return static_cast<std::uint32_t>(number);
  constexpr double kTwo32 = 4294967296.0;
  double rest = std::fmod(std::trunc(number), kTwo32);
  if (rest < 0) rest += kTwo32;
  return static_cast<std::uint32_t>(rest);
}

std::int32_t Machine::to_int32(Value value) {
  return static_cast<std::int32_t>(to_uint32(value));
}

std::uint64_t Machine::to_length(Value value) {
  constexpr double kMaxSafe = 9007199254740991.0;
  const double length = to_integer_or_infinity(value);
  return length <= 0 ? 0 : static_cast<std::uint64_t>(std::min(length, kMaxSafe));
}

String* Machine::to_string(Value value) {
  if (value.is_string()) return value.as_string();
  if (value.is_number()) return string(std::string_view(number_to_string(value.as_number()))).as_string();
  if (value.is_undefined()) return strings.intern("undefined");
  if (value.is_null()) return strings.intern("null");
  if (value.is_boolean()) return strings.intern(value.is_true() ? "true" : "false");
  if (value.is_symbol()) throw_type_error("Cannot convert a Symbol value to a string");
  if (value.is_big_int()) return string(std::string_view(big_int_text(*this, value))).as_string();
  return to_string(to_primitive(value, "string"));
}

Object* Machine::to_object(Value value) {
  if (value.is_object()) return value.as_object();
  if (value.is_nullish()) throw_type_error("Cannot convert undefined or null to object");
  Object* prototype = value.is_string()    ? realm.string_prototype
                      : value.is_number()  ? realm.number_prototype
                      : value.is_symbol()  ? realm.symbol_prototype
                      : value.is_big_int() ? realm.big_int_prototype
                                           : realm.boolean_prototype;
  return heap.make<PrimitiveWrapper>(heap.make<Shape>(nullptr, prototype), value);
}

Value Machine::to_primitive(Value value, std::string_view hint) {
  if (!value.is_object()) return value;
  Object* object = value.as_object();
  const Value exotic = get_method(value, PropertyKey::from_symbol(realm.symbol_to_primitive));
  if (!exotic.is_undefined()) {
    const Value result = call(exotic, value, {string(hint)});
    if (!result.is_object()) return result;
    throw_type_error("Cannot convert object to primitive value");
  }
  const bool string_first = hint == "string";
  for (const bool by_string : {string_first, !string_first}) {
    const Value method = object->get(*this, by_string ? realm.keys.to_string : realm.keys.value_of);
    if (!is_callable(method)) continue;
    const Value result = call(method, value);
    if (!result.is_object()) return result;
  }
  throw_type_error("Cannot convert object to primitive value");
}

PropertyKey Machine::to_property_key(Value value) {
  if (value.is_string()) return strings.key(value.as_string());
  if (value.is_symbol()) return PropertyKey::from_symbol(value.as_symbol());
  if (value.is_number()) {
    const double number = value.as_number();
    if (number >= 0 && number < 4294967295.0 && number == std::trunc(number)) {
      return PropertyKey::from_index(static_cast<std::uint32_t>(number));
    }
  }
  const Value primitive = to_primitive(value, "string");
  if (primitive.is_symbol()) return PropertyKey::from_symbol(primitive.as_symbol());
  return strings.key(to_string(primitive));
}

bool Machine::strict_equals(Value a, Value b) {
  if (a.is_number() && b.is_number()) return a.as_number() == b.as_number();
  if (a.same_bits(b)) return true;
  if (!a.is_cell() || !b.is_cell()) return false;
  if (a.is_string()) {
    if (!b.is_string() || a.as_string()->length() != b.as_string()->length()) return false;
    count_work(a.as_string()->length() / kUnitsPerStep);
    return a.as_string()->view() == b.as_string()->view();
  }
  return big_int_equals(a, b);
}

bool Machine::loosely_equals(Value a, Value b) {
  while (true) {
    if (a.is_nullish() || b.is_nullish()) return a.is_nullish() && b.is_nullish();
    const bool same_type = (a.is_number() && b.is_number()) || (a.is_string() && b.is_string()) ||
                           (a.is_boolean() && b.is_boolean()) || (a.is_object() && b.is_object()) ||
                           (a.is_symbol() && b.is_symbol()) || (a.is_big_int() && b.is_big_int());
    if (same_type) return strict_equals(a, b);
    if (a.is_boolean()) {
      a = Value(to_number(a));
    } else if (b.is_boolean()) {
      b = Value(to_number(b));
    } else if (a.is_object()) {
      a = to_primitive(a, "default");
    } else if (b.is_object()) {
      b = to_primitive(b, "default");
    } else if (a.is_symbol() || b.is_symbol()) {
      return false;
    } else if (a.is_big_int() || b.is_big_int()) {
      return (a.is_big_int() ? compare_big_int(a, b) : compare_big_int(b, a)) == 0;
    } else {
      return to_number(a) == to_number(b);
    }
  }
}

bool Machine::same_value_zero(Value a, Value b) {
  if (a.is_number() && b.is_number() && std::isnan(a.as_number()) && std::isnan(b.as_number())) return true;
  return strict_equals(a, b);
}

bool Machine::same_value(Value a, Value b) {
  if (a.is_number() && b.is_number()) return a.same_bits(b);
  return strict_equals(a, b);
}

String* Machine::type_of(Value value) {
  const char* name = "object";
  if (value.is_undefined() || value.is_empty()) name = "undefined";
  if (value.is_boolean()) name = "boolean";
  if (value.is_number()) name = "number";
  if (value.is_string()) name = "string";
  if (value.is_symbol()) name = "symbol";
  if (value.is_big_int()) name = "bigint";
  if (is_callable(value)) name = "function";
  return strings.intern(std::string_view(name));
}

// InstanceofOperator [13.10.2]
bool Machine::instance_of(Value value, Value target) {
  if (!target.is_object()) throw_type_error("Right-hand side of 'instanceof' is not an object");
  const Value method = get_method(target, PropertyKey::from_symbol(realm.symbol_has_instance));
  const bool ordinary = method.is_undefined() || method.same_bits(realm.function_has_instance);
  if (!ordinary) return to_boolean(call(method, target, {value}));
  if (!is_callable(target)) throw_type_error("Right-hand side of 'instanceof' is not callable");
  // OrdinaryHasInstance [7.3.22]
  Object* function = target.as_object();
  if (function->kind() == CellKind::bound_function) {
    return instance_of(value, Value(static_cast<BoundFunction*>(function)->target));
  }
  if (!value.is_object()) return false;
  const Value prototype = function->get(*this, realm.keys.prototype);
  if (!prototype.is_object()) {
    throw_type_error("Function has non-object prototype '" + describe(*this, prototype) +
                     "' in instanceof check");
  }
  for (Object* object = value.as_object()->prototype(); object != nullptr; object = object->prototype()) {
    if (object == prototype.as_object()) return true;
  }
  return false;
}

// --- arithmetic [13.15.3] ---

Value Machine::add(Value left, Value right) {
  left = to_primitive(left, "default");
  right = to_primitive(right, "default");
  if (left.is_string() || right.is_string()) {
    String* first = to_string(left);
    return Value(concat(first, to_string(right)));
  }
  left = to_numeric(*this, left);
  right = to_numeric(*this, right);
  if (!left.is_number() || !right.is_number()) {
    return big_int_binary(*this, program::Operation::add, left, right);
  }
  return Value(left.as_number() + right.as_number());
}

Value Machine::binary(program::Operation operation, Value left, Value right) {
  using program::Operation;
  left = to_numeric(*this, left);
  right = to_numeric(*this, right);
  if (!left.is_number() || !right.is_number()) return big_int_binary(*this, operation, left, right);
  if (operation == Operation::bitwise_and || operation == Operation::bitwise_or ||
      operation == Operation::bitwise_xor || operation == Operation::shift_left ||
      operation == Operation::shift_right || operation == Operation::shift_right_unsigned) {
    const std::uint32_t x = to_uint32(left);
    const std::uint32_t y = to_uint32(right);
    const std::uint32_t shift = y & 31;
    std::int32_t result = 0;
    if (operation == Operation::bitwise_and) result = static_cast<std::int32_t>(x & y);
    if (operation == Operation::bitwise_or) result = static_cast<std::int32_t>(x | y);
    if (operation == Operation::bitwise_xor) result = static_cast<std::int32_t>(x ^ y);
    if (operation == Operation::shift_left) result = static_cast<std::int32_t>(x << shift);
    if (operation == Operation::shift_right) result = static_cast<std::int32_t>(x) >> shift;
    if (operation == Operation::shift_right_unsigned) return Value(x >> shift);
    return Value(static_cast<double>(result));
  }
  const double x = left.as_number();
  const double y = right.as_number();
  if (operation == Operation::subtract) return Value(x - y);
  if (operation == Operation::multiply) return Value(x * y);
  if (operation == Operation::divide) return Value(x / y);
  if (operation == Operation::remainder) return Value(std::fmod(x, y));
  // Number::exponentiate [6.1.6.1.3]: pow, but NaN where the exponent is NaN or 1 is raised to infinity.
  if (std::isnan(y) || (std::fabs(x) == 1 && std::isinf(y))) return Value(std::nan(""));
  return Value(std::pow(x, y));
}

Value negate(Machine& machine, Value value) {
  value = to_numeric(machine, value);
  if (value.is_number()) return Value(-value.as_number());
  return big_int(machine, -value.as_big_int()->integer());
}

Value bitwise_not(Machine& machine, Value value) {
  value = to_numeric(machine, value);
  if (value.is_number()) return Value(static_cast<double>(~machine.to_int32(value)));
  return big_int(machine, -value.as_big_int()->integer() - BigInteger(1));
}

Value add_one(Machine& machine, Value value, int step) {
  value = to_numeric(machine, value);
  if (value.is_number()) return Value(value.as_number() + step);
  return big_int(machine, value.as_big_int()->integer() + BigInteger(step));
}

// IsLessThan [7.2.13]
bool Machine::less_than(Value left, Value right, bool left_first, bool& undefined) {
  if (left_first) {
    left = to_primitive(left, "number");
    right = to_primitive(right, "number");
  } else {
    right = to_primitive(right, "number");
    left = to_primitive(left, "number");
  }
  if (left.is_string() && right.is_string()) return left.as_string()->view() < right.as_string()->view();
  if (left.is_big_int() || right.is_big_int()) {
    // A string is read as a BigInt; what is neither is a number.
    const auto operand = [&](Value value) { return value.is_string() ? value : to_numeric(*this, value); };
    left = operand(left);
    right = operand(right);
    const bool big_first = left.is_big_int();
    const std::partial_ordering order =
        big_first ? compare_big_int(left, right) : compare_big_int(right, left);
    undefined = order == std::partial_ordering::unordered;
    return big_first ? order < 0 : order > 0;
  }
  const double x = to_number(left);
  const double y = to_number(right);
  undefined = std::isnan(x) || std::isnan(y);
  return x < y;
}

// --- strings ---

Value Machine::string(std::string_view utf8) {
  return string(support::utf16_from_wtf8(utf8));
}

Value Machine::string(std::u16string text) {
  heap.note_external(text.size() * sizeof(char16_t));
  count_work(text.size() / kUnitsPerStep);
  return Value(heap.make<String>(std::move(text)));
}

String* Machine::concat(String* left, String* right) {
  if (left->length() == 0) return right;
  if (right->length() == 0) return left;
  const std::size_t length = std::size_t{left->length()} + right->length();
  if (length > String::kMaxLength) throw_range_error("Invalid string length");
  constexpr std::size_t kShortest = 24;  // shorter ones are copied: a rope costs more
  if (length < kShortest) {
    std::u16string text(left->view());
    text += right->view();
    return heap.make<String>(std::move(text));
  }
  // What it takes when it is read counts then; what could never be read ends the run now.
  if (length * sizeof(char16_t) > limits_.max_memory) halt_at_limit("memory");
  return heap.make<String>(left, right);
}

Value concat_all(Machine& machine, const Value* parts, std::uint32_t count) {
  if (count == 0) return machine.string("");
  String* text = machine.to_string(parts[0]);
  for (std::uint32_t i = 1; i < count; ++i) text = machine.concat(text, machine.to_string(parts[i]));
  return Value(text);
}

std::string describe(Machine& machine, Value value) {
  if (value.is_string()) return "\"" + value.as_string()->utf8() + "\"";
  if (value.is_symbol()) return PropertyKey::from_symbol(value.as_symbol()).utf8();
  if (!value.is_object()) return machine.to_string(value)->utf8();
  if (is_callable(value)) return "function";
  if (value.as_object()->is_array()) return "[object Array]";
  const Value constructor = value.as_object()->get(machine, machine.realm.keys.constructor);
  if (constructor.is_object()) {
    const Value name = constructor.as_object()->get(machine, machine.realm.keys.name);
    if (name.is_string() && name.as_string()->length() > 0) return "#<" + name.as_string()->utf8() + ">";
  }
  return "#<Object>";
}

}  // namespace asyncq::engine
