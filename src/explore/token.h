#pragma once
// Choices as a short word that people copy: "7k2m-9q4d". It names the choices and the program they were made
// in, so that it is refused for any other.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "explore/explore.h"

namespace asyncq::explore {

// `subject` identifies the program and what else decides its choices (runtime, lateness); digest() makes one.
[[nodiscard]] std::string encode_token(const Choices& choices, std::uint64_t subject);

enum class TokenFault : std::uint8_t {
  unreadable,     // no token at all
  other_program,  // a slip of the pen, or the token of another program
};

struct DecodedToken {
  std::optional<Choices> choices;
  TokenFault fault = TokenFault::unreadable;  // where there are none
};
// Letters in either case; hyphens and blanks do not count; O is 0, I and L are 1.
[[nodiscard]] DecodedToken decode_token(std::string_view token, std::uint64_t subject);

// FNV-1a, of one text after another: the same on every platform.
[[nodiscard]] std::uint64_t digest(std::string_view text, std::uint64_t before = 0xCBF29CE484222325u);

}  // namespace asyncq::explore
