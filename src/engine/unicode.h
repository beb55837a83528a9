#pragma once
// What ECMA-262 asks of Unicode: white space, case mappings that need no locale.

#include <string>
#include <string_view>

#include "support/utf16.h"

namespace asyncq::engine {

[[nodiscard]] bool is_line_terminator(char32_t unit);  // LineTerminator [12.3]
[[nodiscard]] bool is_white_space(char32_t unit);  // WhiteSpace or LineTerminator [12.2]: what trim removes
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
