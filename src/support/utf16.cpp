#include "support/utf16.h"

namespace asyncq::support {

CodePoint code_point_at(std::u16string_view text, std::size_t index) {
  const char32_t first = text[index];
  if (is_high_surrogate(first) && index + 1 < text.size() && is_low_surrogate(text[index + 1])) {
    return {join_surrogates(first, text[index + 1]), 2};
  }
  return {first, 1};
}

void append_utf16(std::u16string& out, char32_t code_point) {
  if (code_point < 0x10000) {
    out.push_back(static_cast<char16_t>(code_point));
    return;
  }
  out.push_back(static_cast<char16_t>(0xD800 + ((code_point - 0x10000) >> 10)));
  out.push_back(static_cast<char16_t>(0xDC00 + ((code_point - 0x10000) & 0x3FF)));
}

}  // namespace asyncq::support
