#pragma once
// Which characters may stand in names [12.7], and how they are read.

#include <cstddef>
#include <string_view>

namespace asyncq::syntax {

// Unicode's ID_Start and ID_Continue with '$', '_' and the two joiners, as ECMA-262 has them.
[[nodiscard]] bool is_identifier_start(char32_t code_point);
[[nodiscard]] bool is_identifier_part(char32_t code_point);

struct DecodedCharacter {
  char32_t code_point = 0;
  std::size_t length = 0;  // bytes
};
// The code point at text[at], in well-formed UTF-8 or WTF-8; length 0 past the end.
[[nodiscard]] DecodedCharacter decode_character(std::string_view text, std::size_t at);

}  // namespace asyncq::syntax
