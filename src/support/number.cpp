#include "support/number.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace asyncq::support {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

unsigned digit_value(char digit) {
  if (digit >= 'a') return static_cast<unsigned>(digit - 'a') + 10;
  if (digit >= 'A') return static_cast<unsigned>(digit - 'A') + 10;
  return static_cast<unsigned>(digit - '0');
}

// A literal that is out of range: whether it is too large. std::from_chars does not say, so the decimal
// exponent of its first digit that is not zero does.
bool is_large(std::string_view literal) {
  const std::size_t exponent_at = std::min(literal.find_first_of("eE"), literal.size());
  const std::string_view mantissa = literal.substr(0, exponent_at);
  const auto point = static_cast<std::ptrdiff_t>(std::min(mantissa.find('.'), mantissa.size()));
  const auto first = static_cast<std::ptrdiff_t>(mantissa.find_first_of("123456789"));
  std::int64_t exponent = 0;
  if (exponent_at < literal.size()) {
    const char* begin = literal.data() + exponent_at + 1;
    const bool negative = begin < literal.data() + literal.size() && *begin == '-';
    if (*begin == '+') ++begin;
    if (std::from_chars(begin, literal.data() + literal.size(), exponent).ec != std::errc()) return !negative;
  }
  return point - first + exponent > 0;
}

}  // namespace

std::string number_to_string(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  if (number == 0) return "0";
  if (std::trunc(number) == number && std::abs(number) < 1e15)
    return std::to_string(static_cast<std::int64_t>(number));
  std::array<char, 40> buffer;
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                     std::chars_format::scientific);
  const std::string_view scientific(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t e = scientific.find('e');
  std::string digits(scientific.substr(0, 1));
  if (e > 2) digits += scientific.substr(2, e - 2);
  int exponent = 0;
  std::from_chars(scientific.data() + e + (scientific[e + 1] == '+' ? 2 : 1), written.ptr, exponent);

  const std::string sign = number < 0 ? "-" : "";
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // where the decimal point stands, counted in digits from the first
  if (count <= point && point <= 21)
    return sign + digits + std::string(static_cast<std::size_t>(point - count), '0');
  if (0 < point && point <= 21) return sign + digits.insert(static_cast<std::size_t>(point), ".");
  if (-6 < point && point <= 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (count > 1) digits.insert(1, ".");
  return sign + digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

double decimal_value(std::string_view literal) {
  double number = 0;
  const auto result = std::from_chars(literal.data(), literal.data() + literal.size(), number);
  if (result.ec != std::errc::result_out_of_range) return number;
  return is_large(literal) ? kInfinity : 0;
}

double power_of_two_value(std::string_view digits, unsigned radix) {
  const int bits = std::countr_zero(radix);
  std::uint64_t mantissa = 0;
  std::int64_t dropped_bits = 0;
  bool sticky = false;
  for (const char digit : digits) {
    for (int bit = bits - 1; bit >= 0; --bit) {
      const unsigned value = (digit_value(digit) >> bit) & 1u;
      if (mantissa < (std::uint64_t{1} << 62)) {
        mantissa = mantissa << 1 | value;
      } else {
        ++dropped_bits;
        sticky = sticky || value != 0;
      }
    }
  }
  if (sticky) mantissa |= 1;  // 63 bits are kept: the lowest only breaks ties
  return std::ldexp(static_cast<double>(mantissa),
                    static_cast<int>(std::min<std::int64_t>(dropped_bits, 2000)));
}

}  // namespace asyncq::support
