#pragma once
// What ECMA-262 asks of Unicode: white space, code points in UTF-16, case mappings that need no locale.

#include <cstdint>
#include <string>
#include <string_view>

namespace asyncq::engine {

[[nodiscard]] bool is_line_terminator(char32_t unit);  // LineTerminator [12.3]
[[nodiscard]] bool is_white_space(char32_t unit);  // WhiteSpace or LineTerminator [12.2]: what trim removes
[[nodiscard]] std::u16string_view trim_start(std::u16string_view text);
[[nodiscard]] std::u16string_view trim_end(std::u16string_view text);

[[nodiscard]] constexpr bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
[[nodiscard]] constexpr bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}
[[nodiscard]] constexpr bool is_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDFFF;
}

struct CodePoint {
  char32_t value = 0;
  std::uint32_t units = 1;  // code units that it takes: 1 or 2
};
// CodePointAt [11.1.4]; index is less than the text's size.
[[nodiscard]] CodePoint code_point_at(std::u16string_view text, std::size_t index);
void append_utf16(std::u16string& out, char32_t code_point);

// One code point to one code point; what has no such mapping stays.
[[nodiscard]] char32_t simple_upper(char32_t code_point);
[[nodiscard]] char32_t simple_lower(char32_t code_point);
// String.prototype.toUpperCase and toLowerCase [22.1.3.28]: full mappings, final sigma included.
[[nodiscard]] std::u16string to_upper(std::u16string_view text);
[[nodiscard]] std::u16string to_lower(std::u16string_view text);

}  // namespace asyncq::engine
