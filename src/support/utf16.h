#pragma once
// Code points in UTF-16, lone surrogates included.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace asyncq::support {

[[nodiscard]] constexpr bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
[[nodiscard]] constexpr bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}
[[nodiscard]] constexpr bool is_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDFFF;
}

[[nodiscard]] constexpr char32_t join_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

struct CodePoint {
  char32_t value = 0;
  std::uint32_t units = 1;  // code units that it takes: 1 or 2
};
// CodePointAt [11.1.4]; index is less than the text's size.
[[nodiscard]] CodePoint code_point_at(std::u16string_view text, std::size_t index);
void append_utf16(std::u16string& out, char32_t code_point);

}  // namespace asyncq::support
