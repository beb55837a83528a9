#pragma once
// What ECMA-262 asks of Unicode: trimming, case mappings that need no locale.

#include <string>
#include <string_view>

#include "support/utf16.h"

namespace asyncq::engine {

// Without white space and line ends at that end [22.1.3.32.1].
[[nodiscard]] std::u16string_view trim_start(std::u16string_view text);
[[nodiscard]] std::u16string_view trim_end(std::u16string_view text);

using support::append_utf16;
using support::code_point_at;
using support::CodePoint;
using support::is_high_surrogate;
using support::is_low_surrogate;
using support::is_surrogate;

// One code point to one code point; what has no such mapping stays.
[[nodiscard]] char32_t simple_upper(char32_t code_point);
[[nodiscard]] char32_t simple_lower(char32_t code_point);
// String.prototype.toUpperCase and toLowerCase [22.1.3.28]: full mappings, final sigma included.
[[nodiscard]] std::u16string to_upper(std::u16string_view text);
[[nodiscard]] std::u16string to_lower(std::u16string_view text);

}  // namespace asyncq::engine
