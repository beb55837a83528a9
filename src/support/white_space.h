#pragma once
// What separates tokens and lines in ECMA-262, which is also what trim removes and \s matches.

namespace asyncq::support {

// LineTerminator [12.3]
[[nodiscard]] constexpr bool is_line_terminator(char32_t code_point) {
  return code_point == '\n' || code_point == '\r' || code_point == 0x2028 || code_point == 0x2029;
}

// WhiteSpace or LineTerminator [12.2, 12.3]
[[nodiscard]] constexpr bool is_white_space(char32_t code_point) {
  if (code_point < 0x80) return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
  return code_point == 0xA0 || code_point == 0x1680 || (code_point >= 0x2000 && code_point <= 0x200A) ||
         code_point == 0x202F || code_point == 0x205F || code_point == 0x3000 || code_point == 0xFEFF ||
         is_line_terminator(code_point);
}

}  // namespace asyncq::support
