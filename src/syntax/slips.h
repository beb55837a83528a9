#pragma once
// What was probably meant by a text that is no JavaScript: hints for messages. Empty: no idea.

#include <string>
#include <string_view>

#include "syntax/token.h"

namespace asyncq::syntax {

// What JavaScript has for a word of another language, or the keyword that the word is likely to be a slip of.
[[nodiscard]] std::string slip_of_word(std::string_view word);

// A token that does not fit where it stands.
struct Misfit {
  TokenKind kind = TokenKind::end;
  std::string_view name;         // its text, if it is a name
  std::string_view word_before;  // what stands right before it, if that is a word
  bool begins_statement = false;
};
[[nodiscard]] std::string slip_at(const Misfit& misfit);

}  // namespace asyncq::syntax
