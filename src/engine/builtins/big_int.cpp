// BigInt [21.2].

#include "engine/big_int.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/number_parts.h"
#include "engine/messages.h"
#include "engine/number_format.h"

namespace asyncq::engine {
namespace {

constexpr double kMaxSafeInteger = 9007199254740991.0;

// ThisBigIntValue [21.2.3]
Value this_big_int(Machine& machine, const Arguments& arguments, std::string_view method) {
  const Value value = arguments.this_value;
  if (value.is_big_int()) return value;
  if (value.is_object() && value.as_object()->kind() == CellKind::primitive_wrapper) {
    const Value primitive = static_cast<PrimitiveWrapper*>(value.as_object())->primitive;
    if (primitive.is_big_int()) return primitive;
  }
  machine.throw_type_error(fmt::format("BigInt.prototype.{} requires that 'this' be a BigInt", method));
}

// [21.2.1.1]
Value big_int_constructor(Machine& machine, const Arguments& arguments) {
  if (arguments.is_construct()) machine.throw_type_error("BigInt is not a constructor");
  const Value primitive = machine.to_primitive(arguments[0], "number");
  if (!primitive.is_number()) return Value(to_big_int(machine, primitive));
  const double number = primitive.as_number();
  if (!std::isfinite(number) || std::trunc(number) != number) {
    machine.throw_range_error(
        fmt::format("The number {} cannot be converted to a BigInt because it is not an integer",
                    number_to_string(number)));
  }
  return big_int(machine, BigInteger::from_integral(number));
}

// ToIndex [7.1.22]
std::uint64_t to_index(Machine& machine, Value value) {
  const double index = machine.to_integer_or_infinity(value);
  if (index < 0 || index > kMaxSafeInteger) {
    machine.throw_range_error("Invalid value: not (convertible to) a safe integer");
  }
  return static_cast<std::uint64_t>(index);
}

Value as_int_n(Machine& machine, const Arguments& arguments) {
  const std::uint64_t bits = to_index(machine, arguments[0]);
  return big_int(machine, to_big_int(machine, arguments[1])->integer().as_signed(bits));
}

Value as_uint_n(Machine& machine, const Arguments& arguments) {
  const std::uint64_t bits = to_index(machine, arguments[0]);
  return big_int(machine, to_big_int(machine, arguments[1])->integer().as_unsigned(bits));
}

Value to_string(Machine& machine, const Arguments& arguments) {
  const Value value = this_big_int(machine, arguments, "toString");
  const double radix = arguments[0].is_undefined() ? 10 : machine.to_integer_or_infinity(arguments[0]);
  if (radix < 2 || radix > 36)
    machine.throw_range_error("toString() radix argument must be between 2 and 36");
  return machine.string(std::string_view(big_int_text(machine, value, static_cast<unsigned>(radix))));
}

// For English: thousands in groups.
Value to_locale_string(Machine& machine, const Arguments& arguments) {
  constexpr std::size_t kGroup = 3;
  const std::string digits = big_int_text(machine, this_big_int(machine, arguments, "toLocaleString"));
  refuse_locale(machine, arguments[0], arguments[1], "toLocaleString", {});
  const std::size_t sign = digits[0] == '-' ? 1 : 0;
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > sign && (digits.size() - i) % kGroup == 0) text += ',';
    text += digits[i];
  }
  return machine.string(std::string_view(text));
}

Value value_of(Machine& machine, const Arguments& arguments) {
  return this_big_int(machine, arguments, "valueOf");
}

}  // namespace

void install_big_int(Machine& machine) {
  constexpr MethodRow kStatics[] = {{"asUintN", 2, as_uint_n}, {"asIntN", 2, as_int_n}};
  constexpr MethodRow kMethods[] = {
      {"toLocaleString", 0, to_locale_string}, {"toString", 0, to_string}, {"valueOf", 0, value_of}};
  Object* prototype = machine.realm.big_int_prototype;
  define_methods(machine, define_constructor(machine, "BigInt", 1, big_int_constructor, prototype), kStatics);
  define_methods(machine, prototype, kMethods);
  define_tag(machine, prototype, "BigInt");
}

}  // namespace asyncq::engine
