#pragma once
// Numbers as the language writes and reads them.

#include <string>
#include <string_view>

namespace asyncq::syntax {

// The value of decimal digits with an optional fraction and exponent, correctly rounded; Infinity when too
// large.
[[nodiscard]] double decimal_value(std::string_view digits);
// The value of digits in radix 2, 8 or 16, correctly rounded.
[[nodiscard]] double radix_value(std::string_view digits, unsigned radix);
// Number::toString for a finite number that is not negative [6.1.6.1.20].
[[nodiscard]] std::string number_text(double value);

}  // namespace asyncq::syntax
