#pragma once
// A JavaScript value in 64 bits. Doubles are stored with an offset, so that a pointer to a heap cell is its
// own bits; the remaining values are small constants.

#include <bit>
#include <cstdint>
#include <limits>

namespace asyncq::engine {

class BigInt;
class Cell;
class Object;
class String;
class Symbol;

class Value {
 public:
  constexpr Value() : bits_(kUndefined) {}
  explicit Value(bool boolean) : bits_(boolean ? kTrue : kFalse) {}
  explicit Value(double number) : bits_(encode(number)) {}
  explicit Value(int number) : Value(static_cast<double>(number)) {}
  explicit Value(std::uint32_t number) : Value(static_cast<double>(number)) {}
  explicit Value(std::size_t number) : Value(static_cast<double>(number)) {}
  Value(const Cell* cell)
      : bits_(reinterpret_cast<std::uint64_t>(cell)) {}  // NOLINT(google-explicit-constructor)

  static constexpr Value undefined() { return Value(Raw{kUndefined}); }
  static constexpr Value null() { return Value(Raw{kNull}); }
  // No value: an array hole, a binding in its temporal dead zone. Never seen by programs.
  static constexpr Value empty() { return Value(Raw{kEmpty}); }
  static constexpr Value from_bits(std::uint64_t bits) { return Value(Raw{bits}); }

  [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }
  [[nodiscard]] bool is_undefined() const { return bits_ == kUndefined; }
  [[nodiscard]] bool is_null() const { return bits_ == kNull; }
  [[nodiscard]] bool is_nullish() const { return (bits_ & ~kNullishBit) == kNull; }
  [[nodiscard]] bool is_empty() const { return bits_ == kEmpty; }
  [[nodiscard]] bool is_boolean() const { return (bits_ & ~1ull) == kFalse; }
  [[nodiscard]] bool is_true() const { return bits_ == kTrue; }
  [[nodiscard]] bool is_false() const { return bits_ == kFalse; }
  [[nodiscard]] bool is_number() const { return bits_ >= kDoubleOffset; }
  [[nodiscard]] bool is_cell() const { return bits_ < kDoubleOffset && bits_ > kLargestConstant; }
  [[nodiscard]] inline bool is_object() const;
  [[nodiscard]] inline bool is_string() const;
  [[nodiscard]] inline bool is_symbol() const;
  [[nodiscard]] inline bool is_big_int() const;

  [[nodiscard]] double as_number() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
  [[nodiscard]] bool as_boolean() const { return bits_ == kTrue; }
  [[nodiscard]] Cell* as_cell() const { return reinterpret_cast<Cell*>(bits_); }
  [[nodiscard]] inline Object* as_object() const;
  [[nodiscard]] inline String* as_string() const;
  [[nodiscard]] inline Symbol* as_symbol() const;
  [[nodiscard]] inline BigInt* as_big_int() const;

  // Identity of bits: right for everything except numbers, strings and BigInts.
  [[nodiscard]] bool same_bits(Value other) const { return bits_ == other.bits_; }

 private:
  struct Raw {
    std::uint64_t bits;
  };
  explicit constexpr Value(Raw raw) : bits_(raw.bits) {}

  static constexpr std::uint64_t encode(double number) {
    if (number != number) number = std::numeric_limits<double>::quiet_NaN();  // one NaN
    return std::bit_cast<std::uint64_t>(number) + kDoubleOffset;
  }

  static constexpr std::uint64_t kEmpty = 0x01;
  static constexpr std::uint64_t kNull = 0x02;
  static constexpr std::uint64_t kFalse = 0x06;
  static constexpr std::uint64_t kTrue = 0x07;
  static constexpr std::uint64_t kUndefined = 0x0a;
  static constexpr std::uint64_t kNullishBit = 0x08;  // null and undefined differ in this bit only
  static constexpr std::uint64_t kLargestConstant = 0xff;
  static constexpr std::uint64_t kDoubleOffset = 1ull << 49;

  std::uint64_t bits_;
};

}  // namespace asyncq::engine
