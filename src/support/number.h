#pragma once
// Numbers to text and back, as ECMA-262 words them. Pure functions; all text is ASCII.

#include <string>
#include <string_view>

namespace asyncq::support {

// Number::toString(x, 10) [6.1.6.1.20]: the fewest digits that read back as the same number.
[[nodiscard]] std::string number_to_string(double number);

// The value of decimal digits with an optional fraction and exponent, correctly rounded: Infinity when too
// large, 0 when too small.
[[nodiscard]] double decimal_value(std::string_view literal);
// The value of digits of a radix that is a power of two, rounded once, half to even.
[[nodiscard]] double power_of_two_value(std::string_view digits, unsigned radix);

}  // namespace asyncq::support
