#pragma once
// Numbers to text and back, as ECMA-262 words them. Pure functions; all text out is ASCII.

#include <optional>
#include <string>
#include <string_view>

#include "support/number.h"

namespace asyncq::engine {

using support::number_to_string;

// Number::toString(x, radix), radix 2 to 36. ECMA-262 leaves the digits of fractions to the engine: as V8,
// the fewest that tell the number from its neighbours.
[[nodiscard]] std::string number_to_radix(double number, int radix);

// Number.prototype.toFixed [21.1.3.3], toExponential [21.1.3.2], toPrecision [21.1.3.5]. digits 0 to 100,
// precision 1 to 100; ties go away from zero, measured on the number's exact value.
[[nodiscard]] std::string number_to_fixed(double number, int digits);
[[nodiscard]] std::string number_to_exponential(double number, std::optional<int> digits);
[[nodiscard]] std::string number_to_precision(double number, int precision);

// Number.prototype.toLocaleString for English: thousands in groups, fraction_min to fraction_max digits of
// fraction (0 to 100), ties of the shortest decimal away from zero.
[[nodiscard]] std::string number_to_grouped(double number, int fraction_min, int fraction_max);

// StringToNumber [7.1.4.1.1]: NaN when the text is not a numeric literal.
[[nodiscard]] double string_to_number(std::u16string_view text);
// parseFloat [19.2.4] and parseInt [19.2.5]; radix is after ToInt32, 0 when not given.
[[nodiscard]] double parse_float(std::u16string_view text);
[[nodiscard]] double parse_int(std::u16string_view text, int radix);

}  // namespace asyncq::engine
