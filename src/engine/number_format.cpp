#include "engine/number_format.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "engine/unicode.h"

namespace asyncq::engine {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

// A positive finite number as 0.d1d2d3… × 10^point; digits has no trailing zeros (zero: "0", point 1).
struct Decimal {
  std::string digits;
  int point = 0;
};

// From "d.ddde±x".
Decimal decimal_from_scientific(std::string_view text) {
  Decimal decimal;
  const std::size_t exponent_at = text.find('e');
  for (const char c : text.substr(0, exponent_at)) {
    if (c != '.') decimal.digits.push_back(c);
  }
  int exponent = 0;
  const char* first = text.data() + exponent_at + 1;
  if (*first == '+') ++first;
  std::from_chars(first, text.data() + text.size(), exponent);
  decimal.point = exponent + 1;
  const std::size_t last = decimal.digits.find_last_not_of('0');
  decimal.digits.resize(last == std::string::npos ? 1 : last + 1);
  return decimal;
}

Decimal shortest_decimal(double number) {
  std::array<char, 40> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
  return decimal_from_scientific({buffer.data(), end.ptr});
}

// Every digit of the number: a double has at most 767 significant ones.
Decimal exact_decimal(double number) {
  std::array<char, 800> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific, 766);
  return decimal_from_scientific({buffer.data(), end.ptr});
}

// Keeps `count` digits (padding with zeros), halves rounded up; a carry out of the front moves the point.
// count may be zero or negative: the result is then "1" with a moved point, or no digits at all.
void round_half_up(Decimal& decimal, int count) {
  const auto size = static_cast<int>(decimal.digits.size());
  if (count >= size) {
    decimal.digits.append(static_cast<std::size_t>(count - size), '0');
    return;
  }
  const bool up = count >= 0 && decimal.digits[static_cast<std::size_t>(count)] >= '5';
  decimal.digits.resize(static_cast<std::size_t>(std::max(count, 0)));
  if (!up) return;
  for (auto digit = decimal.digits.rbegin(); digit != decimal.digits.rend(); ++digit) {
    if (*digit != '9') {
      ++*digit;
      return;
    }
    *digit = '0';
  }
  decimal.digits.insert(decimal.digits.begin(), '1');
  if (count > 0) decimal.digits.pop_back();
  ++decimal.point;
}

std::optional<std::string> special_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  return std::nullopt;
}

std::string exponent_text(int exponent) {
  return (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

std::string mantissa_text(std::string_view digits) {
  std::string out(digits.substr(0, 1));
  if (digits.size() > 1) out.append(".").append(digits.substr(1));
  return out;
}

// digits with the point after `point` of them, zeros where there are none; point ≤ digits.size().
std::string positional_text(std::string_view digits, int point) {
  if (point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0').append(digits);
  const auto whole = static_cast<std::size_t>(point);
  std::string out(digits.substr(0, whole));
  if (whole < digits.size()) out.append(".").append(digits.substr(whole));
  return out;
}

// The fraction's digits in `radix`, "" when there is none; carries into integer.
std::string radix_fraction(double& integer, double fraction, double neighbour_gap, int radix) {
  std::string out;
  double uncertainty = neighbour_gap;
  if (fraction < uncertainty) return out;
  do {
    fraction *= radix;
    uncertainty *= radix;
    const int digit = static_cast<int>(fraction);
    out.push_back(static_cast<char>(digit));
    fraction -= digit;
    const bool rounds_up = fraction > 0.5 || (fraction == 0.5 && (digit & 1) != 0);
    if (rounds_up && fraction + uncertainty > 1) {
      while (!out.empty() && out.back() + 1 == radix) out.pop_back();
      if (out.empty()) {
        integer += 1;
      } else {
        ++out.back();
      }
      break;
    }
  } while (fraction >= uncertainty);
  for (char& digit : out) digit = kDigits[static_cast<std::size_t>(digit)];
  return out;
}

std::string radix_integer(double integer, int radix) {
  std::string out;
  // Digits below what a double can tell apart are zeros; V8 stops one digit before 2^53 would ask for it.
  while (integer / radix >= 9007199254740992.0) {
    integer /= radix;
    out.push_back('0');
  }
  do {
    const double remainder = std::fmod(integer, radix);
    out.push_back(kDigits[static_cast<std::size_t>(remainder)]);
    integer = (integer - remainder) / radix;
  } while (integer > 0);
  std::ranges::reverse(out);
  return out;
}

bool is_digit(char16_t unit) {
  return unit >= '0' && unit <= '9';
}

int digit_value(char16_t unit) {
  if (is_digit(unit)) return unit - '0';
  if (unit >= 'a' && unit <= 'z') return unit - 'a' + 10;
  if (unit >= 'A' && unit <= 'Z') return unit - 'A' + 10;
  return 99;
}

// Of digits and the like.
std::string ascii(std::u16string_view text) {
  return {text.begin(), text.end()};
}

// The longest prefix that is a StrUnsignedDecimalLiteral without "Infinity"; 0: none.
std::size_t decimal_literal_length(std::u16string_view text) {
  std::size_t i = 0;
  const auto skip_digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - begin;
  };
  std::size_t digits = skip_digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    digits += skip_digits();
  }
  if (digits == 0) return 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    const std::size_t before_exponent = i++;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (skip_digits() == 0) i = before_exponent;
  }
  return i;
}

// 0x…, 0o…, 0b… without a sign; NaN when a digit is wrong.
double read_prefixed_literal(std::u16string_view digits, int radix) {
  if (digits.empty()) return kNaN;
  for (const char16_t unit : digits) {
    if (digit_value(unit) >= radix) return kNaN;
  }
  return parse_int(digits, radix);
}

// Other radixes, where ECMA-262 allows an approximation after 20 digits: in chunks of 32 bits, as V8.
double read_chunked_digits(std::u16string_view digits, unsigned radix) {
  constexpr unsigned kLargestMultiplier = std::numeric_limits<std::uint32_t>::max() / 36;
  double number = 0;
  for (std::size_t i = std::min(digits.find_first_not_of(u'0'), digits.size()); i < digits.size();) {
    unsigned part = 0;
    unsigned multiplier = 1;
    for (; i < digits.size() && multiplier * radix <= kLargestMultiplier; ++i) {
      part = part * radix + static_cast<unsigned>(digit_value(digits[i]));
      multiplier *= radix;
    }
    number = number * multiplier + part;
  }
  return number;
}

}  // namespace

std::string number_to_radix(double number, int radix) {
  if (radix == 10) return number_to_string(number);
  if (number == 0) return "0";
  if (const auto special = special_text(number)) return *special;
  const double magnitude = std::abs(number);
  double integer = std::floor(magnitude);
  const double gap = std::max(0.5 * (std::nextafter(magnitude, kInfinity) - magnitude),
                              std::numeric_limits<double>::denorm_min());
  const std::string fraction = radix_fraction(integer, magnitude - integer, gap, radix);
  std::string out = number < 0 ? "-" : "";
  out += radix_integer(integer, radix);
  if (!fraction.empty()) out.append(".").append(fraction);
  return out;
}

std::string number_to_fixed(double number, int digits) {
  if (const auto special = special_text(number)) return *special;
  if (std::abs(number) >= 1e21) return number_to_string(number);
  Decimal decimal = exact_decimal(std::abs(number));
  round_half_up(decimal, decimal.point + digits);
  if (decimal.digits.empty() || decimal.digits == "0") {
    decimal = {std::string(static_cast<std::size_t>(digits) + 1, '0'), 1};
  }
  std::string out = number < 0 ? "-" : "";
  const auto wanted = static_cast<std::size_t>(std::max(decimal.point, 0) + digits);
  std::string text = decimal.point > 0
                         ? decimal.digits
                         : std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
  text.resize(wanted, '0');
  if (decimal.point <= 0) return out + (digits == 0 ? "0" : "0." + text);
  return out + positional_text(text, decimal.point);
}

std::string number_to_exponential(double number, std::optional<int> digits) {
  if (const auto special = special_text(number)) return *special;
  const double magnitude = std::abs(number);
  Decimal decimal = digits.has_value() ? exact_decimal(magnitude) : shortest_decimal(magnitude);
  if (digits.has_value()) round_half_up(decimal, *digits + 1);
  return (number < 0 ? "-" : "") + mantissa_text(decimal.digits) + exponent_text(decimal.point - 1);
}

std::string number_to_precision(double number, int precision) {
  if (const auto special = special_text(number)) return *special;
  Decimal decimal = exact_decimal(std::abs(number));
  round_half_up(decimal, precision);
  const std::string sign = number < 0 ? "-" : "";
  const int exponent = decimal.point - 1;
  if (exponent < -6 || exponent >= precision) {
    return sign + mantissa_text(decimal.digits) + exponent_text(exponent);
  }
  return sign + positional_text(decimal.digits, decimal.point);
}

std::string number_to_grouped(double number, int fraction_min, int fraction_max) {
  const std::string sign = std::signbit(number) && !std::isnan(number) ? "-" : "";
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return sign + "\u221E";
  Decimal decimal = shortest_decimal(std::abs(number));
  const auto digits = static_cast<int>(decimal.digits.size());
  if (digits - decimal.point > fraction_max) round_half_up(decimal, decimal.point + fraction_max);
  if (decimal.point <= 0) {
    decimal.digits.insert(0, static_cast<std::size_t>(1 - decimal.point), '0');
    decimal.point = 1;
  }
  const auto whole = static_cast<std::size_t>(decimal.point);
  if (decimal.digits.size() < whole) decimal.digits.resize(whole, '0');
  std::string fraction = decimal.digits.substr(whole);
  while (fraction.size() > static_cast<std::size_t>(fraction_min) && fraction.back() == '0')
    fraction.pop_back();
  if (fraction.size() < static_cast<std::size_t>(fraction_min)) {
    fraction.resize(static_cast<std::size_t>(fraction_min), '0');
  }
  std::string out = sign;
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) out.push_back(',');
    out.push_back(decimal.digits[i]);
  }
  return fraction.empty() ? out : out + "." + fraction;
}

double string_to_number(std::u16string_view text) {
  text = trim_end(trim_start(text));
  if (text.empty()) return 0;
  if (text.size() > 1 && text[0] == '0') {
    switch (text[1]) {
      case 'x':
      case 'X':
        return read_prefixed_literal(text.substr(2), 16);
      case 'o':
      case 'O':
        return read_prefixed_literal(text.substr(2), 8);
      case 'b':
      case 'B':
        return read_prefixed_literal(text.substr(2), 2);
      default:
        break;
    }
  }
  const bool negative = text[0] == '-';
  if (negative || text[0] == '+') text.remove_prefix(1);
  double number = kNaN;
  if (text == u"Infinity") {
    number = kInfinity;
  } else if (const std::size_t length = decimal_literal_length(text); length > 0 && length == text.size()) {
    number = support::decimal_value(ascii(text));
  }
  return negative ? -number : number;
}

double parse_float(std::u16string_view text) {
  text = trim_start(text);
  const bool negative = text.starts_with(u'-');
  if (negative || text.starts_with(u'+')) text.remove_prefix(1);
  double number = kNaN;
  if (text.starts_with(u"Infinity")) {
    number = kInfinity;
  } else if (const std::size_t length = decimal_literal_length(text); length > 0) {
    number = support::decimal_value(ascii(text.substr(0, length)));
  }
  return negative ? -number : number;
}

double parse_int(std::u16string_view text, int radix) {
  text = trim_start(text);
  const bool negative = text.starts_with(u'-');
  if (negative || text.starts_with(u'+')) text.remove_prefix(1);
  if (radix != 0 && (radix < 2 || radix > 36)) return kNaN;
  if ((radix == 0 || radix == 16) && text.size() > 1 && text[0] == '0' &&
      (text[1] == 'x' || text[1] == 'X')) {
    text.remove_prefix(2);
    radix = 16;
  }
  if (radix == 0) radix = 10;
  std::size_t length = 0;
  while (length < text.size() && digit_value(text[length]) < radix) ++length;
  if (length == 0) return kNaN;
  const std::u16string_view digits = text.substr(0, length);
  double number = 0;
  if (radix == 10) {
    number = support::decimal_value(ascii(digits));
  } else if ((radix & (radix - 1)) == 0) {
    number = support::power_of_two_value(ascii(digits), static_cast<unsigned>(radix));
  } else {
    number = read_chunked_digits(digits, static_cast<unsigned>(radix));
  }
  return negative ? -number : number;
}

}  // namespace asyncq::engine
