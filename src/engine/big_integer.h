#pragma once
// Integers of any size, in sign and magnitude: what BigInt's arithmetic computes with [6.1.6.2]. Pure.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asyncq::engine {

class BigInteger {
 public:
  // ECMA-262 leaves the bound to the engine; V8's is 2^30 bits. This one keeps a single operation short.
  static constexpr std::uint64_t kMaxBits = 1u << 18;

  BigInteger() = default;
  explicit BigInteger(std::int64_t value);
  // Of a number without a fraction, not NaN and not infinite.
  static BigInteger from_integral(double number);
  // Digits of a radix from 2 to 36, at least one and nothing else. Nothing: one is no digit, or they stand
  // for far more than kMaxBits.
  static std::optional<BigInteger> from_digits(std::u16string_view digits, unsigned radix);
  // The text of a literal without its n: decimal digits, or 0x…, 0o…, 0b….
  static std::optional<BigInteger> from_literal(std::u16string_view text);

  [[nodiscard]] bool is_zero() const { return limbs_.empty(); }
  [[nodiscard]] bool is_negative() const { return negative_; }
  // Of the magnitude; 0 for 0.
  [[nodiscard]] std::uint64_t bit_length() const;
  // What results are checked for: operands within the bound never make one that is too long to hold.
  [[nodiscard]] bool exceeds_bound() const { return bit_length() > kMaxBits; }
  [[nodiscard]] std::size_t limb_count() const { return limbs_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& limbs() const { return limbs_; }

  // Number::value, rounded half to even [21.1.1.1]; infinite when too large.
  [[nodiscard]] double to_double() const;
  [[nodiscard]] std::string to_string(unsigned radix = 10) const;

  bool operator==(const BigInteger&) const = default;
  std::strong_ordering operator<=>(const BigInteger& other) const;
  // Exactly, not by rounding; unordered for NaN.
  [[nodiscard]] std::partial_ordering compare(double number) const;

  BigInteger operator-() const;
  friend BigInteger operator+(const BigInteger& a, const BigInteger& b);
  friend BigInteger operator-(const BigInteger& a, const BigInteger& b);
  friend BigInteger operator*(const BigInteger& a, const BigInteger& b);
  // Towards zero; the remainder has the dividend's sign. The divisor is not 0.
  friend BigInteger operator/(const BigInteger& a, const BigInteger& b);
  friend BigInteger operator%(const BigInteger& a, const BigInteger& b);
  // As if in two's complement with infinitely many sign bits.
  friend BigInteger operator&(const BigInteger& a, const BigInteger& b);
  friend BigInteger operator|(const BigInteger& a, const BigInteger& b);
  friend BigInteger operator^(const BigInteger& a, const BigInteger& b);
  // The exponent is not negative. Nothing: beyond the bound.
  [[nodiscard]] static std::optional<BigInteger> power(const BigInteger& base, const BigInteger& exponent);
  // A negative distance shifts right, which rounds down. Nothing: beyond the bound.
  [[nodiscard]] static std::optional<BigInteger> shift_left(const BigInteger& value,
                                                            const BigInteger& distance);
  // BigInt.asUintN and BigInt.asIntN [21.2.2.1-2]: modulo 2^bits. Nothing: beyond the bound.
  [[nodiscard]] std::optional<BigInteger> as_unsigned(std::uint64_t bits) const;
  [[nodiscard]] std::optional<BigInteger> as_signed(std::uint64_t bits) const;

 private:
  using Limbs = std::vector<std::uint32_t>;  // least significant first, the last not 0
  BigInteger(Limbs limbs, bool negative);

  static std::strong_ordering compare_magnitudes(const Limbs& a, const Limbs& b);
  static Limbs add_magnitudes(const Limbs& a, const Limbs& b);
  static Limbs subtract_magnitudes(const Limbs& larger, const Limbs& smaller);
  struct Division {
    Limbs quotient;
    Limbs remainder;
  };
  static Division divide_magnitudes(const Limbs& dividend, const Limbs& divisor);
  // limbs = limbs * factor + summand
  static void multiply_add(Limbs& limbs, std::uint32_t factor, std::uint32_t summand);
  // limbs = limbs / divisor; the remainder
  static std::uint32_t divide_small(Limbs& limbs, std::uint32_t divisor);
  [[nodiscard]] Limbs to_complement(std::size_t count) const;
  static BigInteger from_complement(Limbs limbs);
  [[nodiscard]] BigInteger shifted_left(std::uint64_t distance) const;
  [[nodiscard]] BigInteger shifted_right(std::uint64_t distance) const;
  [[nodiscard]] bool has_bit(std::uint64_t bit) const;

  bool negative_ = false;  // never of 0
  Limbs limbs_;
};

}  // namespace asyncq::engine
