#include "syntax/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace asyncq::syntax {

namespace {

unsigned digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  return static_cast<unsigned>(c - 'A') + 10;
}

}  // namespace

double decimal_value(std::string_view digits) {
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  return std::strtod(std::string(digits).c_str(), nullptr);  // Infinity or zero
}

double radix_value(std::string_view digits, unsigned radix) {
  const unsigned bits_per_digit = radix == 2 ? 1 : radix == 8 ? 3 : 4;
  std::uint64_t mantissa =
      0;  // its lowest bit also says whether a lower one was lost: enough to round to even
  int exponent = 0;
  for (const char digit : digits) {
    const unsigned value = digit_value(digit);
    for (unsigned bit = bits_per_digit; bit-- > 0;) {
      const std::uint64_t next = (value >> bit) & 1u;
      if ((mantissa >> 62) != 0) {
        mantissa |= next;
        ++exponent;
        if (exponent > 2000) exponent = 2000;
      } else {
        mantissa = (mantissa << 1) | next;
      }
    }
  }
  return std::ldexp(static_cast<double>(mantissa), exponent);
}

std::string number_text(double value) {
  if (std::isinf(value)) return "Infinity";
  if (value == 0) return "0";
  std::array<char, 32> buffer{};
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  const std::string_view scientific(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t e = scientific.find('e');
  std::string digits(scientific.substr(0, 1));
  if (e > 2) digits += scientific.substr(2, e - 2);
  int exponent = 0;
  const char* exponent_begin = scientific.data() + e + (scientific[e + 1] == '+' ? 2 : 1);
  std::from_chars(exponent_begin, written.ptr, exponent);

  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // where the decimal point stands, counted in digits from the first
  if (count <= point && point <= 21)
    return digits + std::string(static_cast<std::size_t>(point - count), '0');
  if (0 < point && point <= 21) return digits.insert(static_cast<std::size_t>(point), ".");
  if (-6 < point && point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (count > 1) digits.insert(1, ".");
  return digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

}  // namespace asyncq::syntax
