#pragma once
// BigInt values and the operators on them [6.1.6.2].

#include <optional>
#include <string_view>

#include "engine/big_integer.h"
#include "engine/machine.h"
#include "program/code.h"

namespace asyncq::engine {

class BigInt final : public Cell {
 public:
  explicit BigInt(BigInteger integer) : Cell(CellKind::big_int), integer_(std::move(integer)) {}
  [[nodiscard]] const BigInteger& integer() const { return integer_; }
  void trace(Marker&) override {}
  [[nodiscard]] std::size_t external_bytes() const override {
    return integer_.limbs().capacity() * sizeof(std::uint32_t);
  }

 private:
  BigInteger integer_;
};

inline BigInt* Value::as_big_int() const {
  return static_cast<BigInt*>(as_cell());
}

// RangeError beyond BigInteger::kMaxBits; nothing stands for such a result.
Value big_int(Machine& machine, std::optional<BigInteger> integer);
// Of a literal of the program, which is within the bound.
Value big_int_of_literal(Machine& machine, std::string_view digits);

[[nodiscard]] bool big_int_equals(Value a, Value b);
// Digits of a radix from 2 to 36.
std::string big_int_text(Machine& machine, Value value, unsigned radix = 10);

// ToNumeric [7.1.3]
Value to_numeric(Machine& machine, Value value);
// ToBigInt [7.1.13]
BigInt* to_big_int(Machine& machine, Value value);
// StringToBigInt [7.1.14]; nothing: it is none.
std::optional<BigInteger> string_to_big_int(std::u16string_view text);
// A BigInt against a number, or a string where it is one.
std::partial_ordering compare_big_int(Value big, Value other);

// Of numerics that are not both numbers; TypeError where only one is a BigInt.
Value big_int_binary(Machine& machine, program::Operation operation, Value left, Value right);

}  // namespace asyncq::engine
