#include "engine/big_integer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace asyncq::engine {

namespace {

constexpr unsigned kLimbBits = 32;

void trim(std::vector<std::uint32_t>& limbs) {
  while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
}

std::uint32_t low(std::uint64_t wide) {
  return static_cast<std::uint32_t>(wide);
}

unsigned digit_value(char16_t unit) {
  if (unit >= u'0' && unit <= u'9') return unit - u'0';
  const auto letter = static_cast<char16_t>(unit | 0x20);
  return letter >= u'a' && letter <= u'z' ? letter - u'a' + 10u : 36u;
}

// The largest power of a radix that a limb holds, and how many digits it stands for.
struct Chunk {
  std::uint32_t power = 1;
  unsigned digits = 0;
};

Chunk chunk_of(unsigned radix) {
  Chunk chunk;
  while (std::uint64_t{chunk.power} * radix <= std::numeric_limits<std::uint32_t>::max()) {
    chunk.power *= radix;
    ++chunk.digits;
  }
  return chunk;
}

}  // namespace

// --- making ---

BigInteger::BigInteger(Limbs limbs, bool negative) : limbs_(std::move(limbs)) {
  trim(limbs_);
  negative_ = negative && !limbs_.empty();
}

BigInteger::BigInteger(std::int64_t value) : negative_(value < 0) {
  std::uint64_t magnitude = static_cast<std::uint64_t>(value);
  if (negative_) magnitude = 0 - magnitude;
  limbs_ = {low(magnitude), low(magnitude >> kLimbBits)};
  trim(limbs_);
}

BigInteger BigInteger::from_integral(double number) {
  constexpr int kMantissaBits = 53;
  int exponent = 0;
  const double fraction = std::frexp(number, &exponent);  // in [0.5, 1)
  const auto mantissa = static_cast<std::int64_t>(std::ldexp(fraction, kMantissaBits));
  const BigInteger value(mantissa);
  const int distance = exponent - kMantissaBits;
  if (distance >= 0) return value.shifted_left(static_cast<std::uint64_t>(distance));
  // The bits that go are zeros: the number has no fraction.
  const BigInteger magnitude =
      BigInteger(value.limbs_, false).shifted_right(static_cast<std::uint64_t>(-distance));
  return {magnitude.limbs_, value.negative_};
}

std::optional<BigInteger> BigInteger::from_digits(std::u16string_view digits, unsigned radix) {
  digits.remove_prefix(std::min(digits.find_first_not_of(u'0'), digits.size()));
  const double bits = static_cast<double>(digits.size()) * std::log2(radix);
  const Chunk chunk = chunk_of(radix);
  Limbs limbs;
  while (!digits.empty()) {
    std::uint32_t factor = 1;
    std::uint32_t value = 0;
    const std::size_t count = std::min<std::size_t>(chunk.digits, digits.size());
    for (const char16_t unit : digits.substr(0, count)) {
      const unsigned digit = digit_value(unit);
      if (digit >= radix) return std::nullopt;
      value = value * radix + digit;
      factor *= radix;
    }
    // What is too long is only looked through for characters that are no digits.
    if (bits <= 2.0 * kMaxBits) multiply_add(limbs, factor, value);
    digits.remove_prefix(count);
  }
  if (bits > 2.0 * kMaxBits) return std::nullopt;
  return BigInteger(std::move(limbs), false);
}

std::optional<BigInteger> BigInteger::from_literal(std::u16string_view text) {
  if (text.size() > 2 && text[0] == u'0') {
    const auto marker = static_cast<char16_t>(text[1] | 0x20);
    const unsigned radix = marker == u'x' ? 16 : marker == u'o' ? 8 : marker == u'b' ? 2 : 0;
    if (radix != 0) return from_digits(text.substr(2), radix);
  }
  if (text.empty()) return std::nullopt;
  return from_digits(text, 10);
}

// --- reading ---

std::uint64_t BigInteger::bit_length() const {
  if (limbs_.empty()) return 0;
  return (limbs_.size() - 1) * kLimbBits + static_cast<std::uint64_t>(std::bit_width(limbs_.back()));
}

bool BigInteger::has_bit(std::uint64_t bit) const {
  const std::uint64_t limb = bit / kLimbBits;
  return limb < limbs_.size() && ((limbs_[limb] >> (bit % kLimbBits)) & 1) != 0;
}

double BigInteger::to_double() const {
  constexpr std::uint64_t kKept = 64;  // bits, the lowest of them set where lower ones are lost
  constexpr std::uint64_t kMaxExponent = 1024;
  const std::uint64_t bits = bit_length();
  if (bits > kMaxExponent) {
    return negative_ ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  }
  const std::uint64_t dropped = bits > kKept ? bits - kKept : 0;
  std::uint64_t top = 0;
  for (std::uint64_t bit = bits; bit > dropped; --bit) top = top << 1 | (has_bit(bit - 1) ? 1u : 0u);
  bool inexact = false;
  for (std::uint64_t bit = 0; bit < dropped && !inexact; ++bit) inexact = has_bit(bit);
  const double magnitude =
      std::ldexp(static_cast<double>(top | (inexact ? 1u : 0u)), static_cast<int>(dropped));
  return negative_ ? -magnitude : magnitude;
}

std::string BigInteger::to_string(unsigned radix) const {
  if (limbs_.empty()) return "0";
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  const Chunk chunk = chunk_of(radix);
  std::string text;  // backwards
  Limbs rest = limbs_;
  while (!rest.empty()) {
    std::uint32_t part = divide_small(rest, chunk.power);
    for (unsigned digit = 0; digit < chunk.digits && (part != 0 || !rest.empty()); ++digit) {
      text += kDigits[part % radix];
      part /= radix;
    }
  }
  if (negative_) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

// --- comparing ---

std::strong_ordering BigInteger::compare_magnitudes(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() <=> b.size();
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] != b[i]) return a[i] <=> b[i];
  }
  return std::strong_ordering::equal;
}

std::strong_ordering BigInteger::operator<=>(const BigInteger& other) const {
  if (negative_ != other.negative_) {
    return negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return negative_ ? compare_magnitudes(other.limbs_, limbs_) : compare_magnitudes(limbs_, other.limbs_);
}

std::partial_ordering BigInteger::compare(double number) const {
  if (std::isnan(number)) return std::partial_ordering::unordered;
  if (std::isinf(number)) return number > 0 ? std::partial_ordering::less : std::partial_ordering::greater;
  const double whole = std::floor(number);
  const std::partial_ordering order = *this <=> from_integral(whole);
  // What equals the floor of a number with a fraction is less than that number.
  return order == std::partial_ordering::equivalent && whole != number ? std::partial_ordering::less : order;
}

// --- magnitudes ---

BigInteger::Limbs BigInteger::add_magnitudes(const Limbs& a, const Limbs& b) {
  const Limbs& longer = a.size() < b.size() ? b : a;
  const Limbs& shorter = a.size() < b.size() ? a : b;
  Limbs sum = longer;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < sum.size() && (i < shorter.size() || carry != 0); ++i) {
    carry += std::uint64_t{sum[i]} + (i < shorter.size() ? shorter[i] : 0);
    sum[i] = low(carry);
    carry >>= kLimbBits;
  }
  if (carry != 0) sum.push_back(low(carry));
  return sum;
}

BigInteger::Limbs BigInteger::subtract_magnitudes(const Limbs& larger, const Limbs& smaller) {
  Limbs difference = larger;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < difference.size() && (i < smaller.size() || borrow != 0); ++i) {
    const std::uint64_t taken = borrow + (i < smaller.size() ? smaller[i] : 0);
    borrow = difference[i] < taken ? 1 : 0;
    difference[i] = low(difference[i] - taken);
  }
  return difference;
}

void BigInteger::multiply_add(Limbs& limbs, std::uint32_t factor, std::uint32_t summand) {
  std::uint64_t carry = summand;
  for (std::uint32_t& limb : limbs) {
    carry += std::uint64_t{limb} * factor;
    limb = low(carry);
    carry >>= kLimbBits;
  }
  if (carry != 0) limbs.push_back(low(carry));
}

std::uint32_t BigInteger::divide_small(Limbs& limbs, std::uint32_t divisor) {
  std::uint64_t remainder = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    remainder = remainder << kLimbBits | limbs[i];
    limbs[i] = low(remainder / divisor);
    remainder %= divisor;
  }
  trim(limbs);
  return low(remainder);
}

// Knuth's algorithm D: digits of the quotient from the top, each guessed from the two leading limbs of a
// divisor whose highest bit is set, which makes a guess at most two too large.
BigInteger::Division BigInteger::divide_magnitudes(const Limbs& dividend, const Limbs& divisor) {
  if (compare_magnitudes(dividend, divisor) < 0) return {{}, dividend};
  if (divisor.size() == 1) {
    Division result{dividend, {}};
    const std::uint32_t remainder = divide_small(result.quotient, divisor[0]);
    if (remainder != 0) result.remainder = {remainder};
    return result;
  }
  const auto shift = static_cast<std::uint64_t>(std::countl_zero(divisor.back()));
  const Limbs v = BigInteger(divisor, false).shifted_left(shift).limbs_;
  Limbs u = BigInteger(dividend, false).shifted_left(shift).limbs_;
  u.resize(dividend.size() + 1, 0);
  const std::size_t n = v.size();
  Limbs quotient(u.size() - n, 0);
  constexpr std::uint64_t kBase = std::uint64_t{1} << kLimbBits;
  for (std::size_t j = quotient.size(); j-- > 0;) {
    const std::uint64_t leading = std::uint64_t{u[j + n]} << kLimbBits | u[j + n - 1];
    std::uint64_t guess = leading / v[n - 1];
    std::uint64_t rest = leading % v[n - 1];
    while (guess >= kBase || guess * v[n - 2] > (rest << kLimbBits | u[j + n - 2])) {
      --guess;
      rest += v[n - 1];
      if (rest >= kBase) break;
    }
    std::uint64_t carry = 0;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < n; ++i) {
      carry += guess * v[i];
      const std::uint64_t taken = std::uint64_t{low(carry)} + borrow;
      borrow = u[i + j] < taken ? 1 : 0;
      u[i + j] = low(u[i + j] - taken);
      carry >>= kLimbBits;
    }
    const std::uint64_t taken = carry + borrow;
    const bool too_large = u[j + n] < taken;
    u[j + n] = low(u[j + n] - taken);
    if (too_large) {
      --guess;
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i < n; ++i) {
        sum += std::uint64_t{u[i + j]} + v[i];
        u[i + j] = low(sum);
        sum >>= kLimbBits;
      }
      u[j + n] = low(u[j + n] + sum);
    }
    quotient[j] = low(guess);
  }
  trim(quotient);
  return {std::move(quotient), BigInteger(std::move(u), false).shifted_right(shift).limbs_};
}

// --- arithmetic ---

BigInteger BigInteger::operator-() const {
  return {limbs_, !negative_};
}

BigInteger operator+(const BigInteger& a, const BigInteger& b) {
  if (a.negative_ == b.negative_) return {BigInteger::add_magnitudes(a.limbs_, b.limbs_), a.negative_};
  if (BigInteger::compare_magnitudes(a.limbs_, b.limbs_) >= 0) {
    return {BigInteger::subtract_magnitudes(a.limbs_, b.limbs_), a.negative_};
  }
  return {BigInteger::subtract_magnitudes(b.limbs_, a.limbs_), b.negative_};
}

BigInteger operator-(const BigInteger& a, const BigInteger& b) {
  return a + -b;
}

BigInteger operator*(const BigInteger& a, const BigInteger& b) {
  BigInteger::Limbs product(a.limbs_.size() + b.limbs_.size(), 0);
  for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.limbs_.size(); ++j) {
      carry += std::uint64_t{a.limbs_[i]} * b.limbs_[j] + product[i + j];
      product[i + j] = low(carry);
      carry >>= kLimbBits;
    }
    product[i + b.limbs_.size()] = low(carry);
  }
  return {std::move(product), a.negative_ != b.negative_};
}

BigInteger operator/(const BigInteger& a, const BigInteger& b) {
  return {BigInteger::divide_magnitudes(a.limbs_, b.limbs_).quotient, a.negative_ != b.negative_};
}

BigInteger operator%(const BigInteger& a, const BigInteger& b) {
  return {BigInteger::divide_magnitudes(a.limbs_, b.limbs_).remainder, a.negative_};
}

std::optional<BigInteger> BigInteger::power(const BigInteger& base, const BigInteger& exponent) {
  if (exponent.is_zero()) return BigInteger(1);
  const bool odd = exponent.has_bit(0);
  if (base.is_zero()) return base;
  if (base.bit_length() == 1) return base.negative_ && !odd ? -base : base;
  // The result has at least this many bits.
  if (exponent.bit_length() > kLimbBits || (base.bit_length() - 1) * exponent.limbs_[0] > kMaxBits) {
    return std::nullopt;
  }
  const std::uint32_t times = exponent.limbs_[0];
  BigInteger result(1);
  for (int bit = std::bit_width(times); bit-- > 0;) {
    result = result * result;
    if ((times >> bit & 1) != 0) result = result * base;
    if (result.exceeds_bound()) return std::nullopt;
  }
  return result;
}

// --- bits ---

BigInteger BigInteger::shifted_left(std::uint64_t distance) const {
  if (limbs_.empty()) return *this;
  const std::uint64_t bits = distance % kLimbBits;
  Limbs limbs(distance / kLimbBits, 0);
  std::uint64_t carry = 0;
  for (const std::uint32_t limb : limbs_) {
    carry |= std::uint64_t{limb} << bits;
    limbs.push_back(low(carry));
    carry >>= kLimbBits;
  }
  limbs.push_back(low(carry));
  return {std::move(limbs), negative_};
}

BigInteger BigInteger::shifted_right(std::uint64_t distance) const {
  if (distance >= bit_length()) return BigInteger(negative_ ? -1 : 0);
  const std::size_t whole = distance / kLimbBits;
  const std::uint64_t bits = distance % kLimbBits;
  Limbs limbs(limbs_.begin() + static_cast<std::ptrdiff_t>(whole), limbs_.end());
  std::uint64_t above = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    const std::uint64_t both = above << kLimbBits | limbs[i];
    above = limbs[i];
    limbs[i] = low(both >> bits);
  }
  BigInteger result(std::move(limbs), negative_);
  bool loses = false;
  for (std::uint64_t bit = 0; negative_ && bit < distance && !loses; ++bit) loses = has_bit(bit);
  return loses ? result - BigInteger(1) : result;
}

std::optional<BigInteger> BigInteger::shift_left(const BigInteger& value, const BigInteger& distance) {
  if (value.is_zero() || distance.is_zero()) return value;
  const bool far = distance.bit_length() > kLimbBits;
  if (distance.negative_) {
    return value.shifted_right(far ? value.bit_length() : std::uint64_t{distance.limbs_[0]});
  }
  if (far || value.bit_length() + distance.limbs_[0] > kMaxBits) return std::nullopt;
  return value.shifted_left(distance.limbs_[0]);
}

BigInteger::Limbs BigInteger::to_complement(std::size_t count) const {
  Limbs limbs = limbs_;
  limbs.resize(count, 0);
  if (!negative_) return limbs;
  std::uint64_t carry = 1;
  for (std::uint32_t& limb : limbs) {
    carry += static_cast<std::uint32_t>(~limb);
    limb = low(carry);
    carry >>= kLimbBits;
  }
  return limbs;
}

BigInteger BigInteger::from_complement(Limbs limbs) {
  const bool negative = !limbs.empty() && limbs.back() >> (kLimbBits - 1) != 0;
  if (!negative) return {std::move(limbs), false};
  std::uint64_t carry = 1;
  for (std::uint32_t& limb : limbs) {
    carry += static_cast<std::uint32_t>(~limb);
    limb = low(carry);
    carry >>= kLimbBits;
  }
  return {std::move(limbs), true};
}

BigInteger operator&(const BigInteger& a, const BigInteger& b) {
  const std::size_t count = std::max(a.limbs_.size(), b.limbs_.size()) + 1;
  BigInteger::Limbs limbs = a.to_complement(count);
  const BigInteger::Limbs others = b.to_complement(count);
  for (std::size_t i = 0; i < count; ++i) limbs[i] &= others[i];
  return BigInteger::from_complement(std::move(limbs));
}

BigInteger operator|(const BigInteger& a, const BigInteger& b) {
  const std::size_t count = std::max(a.limbs_.size(), b.limbs_.size()) + 1;
  BigInteger::Limbs limbs = a.to_complement(count);
  const BigInteger::Limbs others = b.to_complement(count);
  for (std::size_t i = 0; i < count; ++i) limbs[i] |= others[i];
  return BigInteger::from_complement(std::move(limbs));
}

BigInteger operator^(const BigInteger& a, const BigInteger& b) {
  const std::size_t count = std::max(a.limbs_.size(), b.limbs_.size()) + 1;
  BigInteger::Limbs limbs = a.to_complement(count);
  const BigInteger::Limbs others = b.to_complement(count);
  for (std::size_t i = 0; i < count; ++i) limbs[i] ^= others[i];
  return BigInteger::from_complement(std::move(limbs));
}

std::optional<BigInteger> BigInteger::as_unsigned(std::uint64_t bits) const {
  if (!negative_ && bits >= bit_length()) return *this;
  if (bits > kMaxBits) return std::nullopt;  // of a negative number, as long as it is asked for
  Limbs limbs = to_complement(bits / kLimbBits + 1);
  limbs.resize(bits / kLimbBits + 1);
  limbs.back() &= low((std::uint64_t{1} << bits % kLimbBits) - 1);
  return BigInteger(std::move(limbs), false);
}

std::optional<BigInteger> BigInteger::as_signed(std::uint64_t bits) const {
  if (bits == 0) return BigInteger();
  if (bits > bit_length()) return *this;
  const std::optional<BigInteger> low_bits = as_unsigned(bits);
  if (!low_bits.has_value() || !low_bits->has_bit(bits - 1)) return low_bits;
  return *low_bits - BigInteger(1).shifted_left(bits);
}

}  // namespace asyncq::engine
