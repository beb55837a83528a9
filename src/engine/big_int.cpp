#include "engine/big_int.h"

#include <algorithm>

#include "engine/messages.h"
#include "engine/unicode.h"
#include "scheduler/features.h"

namespace asyncq::engine {

using program::Operation;

namespace {

// How much of arithmetic on limbs takes as long as a step of the program.
constexpr std::uint64_t kProductsOfStep = 64;
constexpr std::uint64_t kDivisionsOfStep = 16;

void count_products(Machine& machine, const BigInteger& a, const BigInteger& b) {
  machine.count_work(std::uint64_t{a.limb_count()} * b.limb_count() / kProductsOfStep);
}

[[noreturn]] void throw_mixed(Machine& machine) {
  machine.throw_type_error("Cannot mix BigInt and other types, use explicit conversions");
}

std::optional<BigInteger> power(Machine& machine, const BigInteger& base, const BigInteger& exponent) {
  if (exponent.is_negative()) {
    // The V8 of these releases leaves out what it speaks of.
    const bool names_it =
        scheduler::is_node_before(machine.policy(), 20) || !scheduler::is_node_before(machine.policy(), 26);
    machine.throw_range_error(names_it ? "Exponent must be positive" : "undefined must be positive");
  }
  std::optional<BigInteger> result = BigInteger::power(base, exponent);
  if (result.has_value()) count_products(machine, *result, *result);
  return result;
}

std::optional<BigInteger> compute(Machine& machine, Operation operation, const BigInteger& a,
                                  const BigInteger& b) {
  if (operation == Operation::add) return a + b;
  if (operation == Operation::subtract) return a - b;
  if (operation == Operation::exponent) return power(machine, a, b);
  if (operation == Operation::bitwise_and) return a & b;
  if (operation == Operation::bitwise_or) return a | b;
  if (operation == Operation::bitwise_xor) return a ^ b;
  if (operation == Operation::shift_left) return BigInteger::shift_left(a, b);
  if (operation == Operation::shift_right) return BigInteger::shift_left(a, -b);
  if (operation == Operation::shift_right_unsigned) {
    machine.throw_type_error("BigInts have no unsigned right shift, use >> instead");
  }
  count_products(machine, a, b);
  if (operation == Operation::multiply) return a * b;
  if (b.is_zero()) machine.throw_range_error("Division by zero");
  return operation == Operation::divide ? a / b : a % b;
}

}  // namespace

Value big_int(Machine& machine, std::optional<BigInteger> integer) {
  if (!integer.has_value() || integer->exceeds_bound()) {
    machine.throw_range_error("Maximum BigInt size exceeded");
  }
  machine.heap.note_external(integer->limb_count() * sizeof(std::uint32_t));
  return Value(machine.heap.make<BigInt>(std::move(*integer)));
}

Value big_int_of_literal(Machine& machine, std::string_view digits) {
  return big_int(machine, BigInteger::from_literal(std::u16string(digits.begin(), digits.end())));
}

bool big_int_equals(Value a, Value b) {
  return a.is_big_int() && b.is_big_int() && a.as_big_int()->integer() == b.as_big_int()->integer();
}

std::string big_int_text(Machine& machine, Value value, unsigned radix) {
  const BigInteger& integer = value.as_big_int()->integer();
  machine.count_work(std::uint64_t{integer.limb_count()} * integer.limb_count() / kDivisionsOfStep);
  return integer.to_string(radix);
}

Value to_numeric(Machine& machine, Value value) {
  if (value.is_number() || value.is_big_int()) return value;
  const Value primitive = machine.to_primitive(value, "number");
  return primitive.is_big_int() ? primitive : Value(machine.to_number(primitive));
}

std::optional<BigInteger> string_to_big_int(std::u16string_view text) {
  text = trim_end(trim_start(text));
  if (text.empty()) return BigInteger();
  const bool has_sign = text[0] == u'-' || text[0] == u'+';
  if (!has_sign) return BigInteger::from_literal(text);
  const std::u16string_view digits = text.substr(1);
  if (digits.empty()) return std::nullopt;
  const std::optional<BigInteger> magnitude = BigInteger::from_digits(digits, 10);
  return magnitude.has_value() && text[0] == u'-' ? -*magnitude : magnitude;
}

BigInt* to_big_int(Machine& machine, Value value) {
  const Value primitive = machine.to_primitive(value, "number");
  if (primitive.is_big_int()) return primitive.as_big_int();
  if (primitive.is_boolean()) return big_int(machine, BigInteger(primitive.is_true() ? 1 : 0)).as_big_int();
  if (primitive.is_string()) {
    const std::u16string_view text = primitive.as_string()->view();
    const std::uint64_t units = std::min<std::uint64_t>(text.size(), BigInteger::kMaxBits);
    constexpr std::uint64_t kDigitsOfLimb = 9;
    machine.count_work(units * units / (kDigitsOfLimb * kDigitsOfLimb * kProductsOfStep));
    std::optional<BigInteger> integer = string_to_big_int(text);
    if (integer.has_value()) return big_int(machine, std::move(integer)).as_big_int();
    machine.throw_error(ErrorKind::syntax_error,
                        "Cannot convert " + message_text(machine, primitive) + " to a BigInt");
  }
  machine.throw_type_error("Cannot convert " + message_text(machine, primitive) + " to a BigInt");
}

std::partial_ordering compare_big_int(Value big, Value other) {
  const BigInteger& integer = big.as_big_int()->integer();
  if (other.is_number()) return integer.compare(other.as_number());
  if (other.is_big_int()) return integer <=> other.as_big_int()->integer();
  const std::optional<BigInteger> read = string_to_big_int(other.as_string()->view());
  return read.has_value() ? std::partial_ordering(integer <=> *read) : std::partial_ordering::unordered;
}

Value big_int_binary(Machine& machine, Operation operation, Value left, Value right) {
  if (!left.is_big_int() || !right.is_big_int()) throw_mixed(machine);
  return big_int(machine,
                 compute(machine, operation, left.as_big_int()->integer(), right.as_big_int()->integer()));
}

}  // namespace asyncq::engine
