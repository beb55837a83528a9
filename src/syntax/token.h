#pragma once
// What the lexer hands to the parser.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.h"

namespace asyncq::syntax {

// Reserved words have kinds of their own; words that are reserved only in places (await, yield, let, of, …)
// are identifiers, told apart by their text.
enum class TokenKind : std::uint8_t {
  end,
  invalid,  // has an error; the parser must not complain about it again
  identifier,
  private_name,  // text includes the '#'
  number,
  big_integer,
  string,
  template_part,  // from '`' or '}' to '${' or '`'
  regular_expression,

  // Punctuators [12.8]
  left_brace,
  right_brace,
  left_parenthesis,
  right_parenthesis,
  left_bracket,
  right_bracket,
  dot,
  ellipsis,
  semicolon,
  comma,
  colon,
  question,
  question_dot,
  arrow,
  at_sign,
  less,
  greater,
  less_equal,
  greater_equal,
  equal,
  not_equal,
  strict_equal,
  strict_not_equal,
  plus,
  minus,
  star,
  slash,
  percent,
  star_star,
  plus_plus,
  minus_minus,
  shift_left,
  shift_right,
  shift_right_unsigned,
  ampersand,
  bar,
  caret,
  exclamation,
  tilde,
  ampersand_ampersand,
  bar_bar,
  question_question,
  assign,
  plus_assign,
  minus_assign,
  star_assign,
  slash_assign,
  percent_assign,
  star_star_assign,
  shift_left_assign,
  shift_right_assign,
  shift_right_unsigned_assign,
  ampersand_assign,
  bar_assign,
  caret_assign,
  ampersand_ampersand_assign,
  bar_bar_assign,
  question_question_assign,

  // Reserved words [12.7.2]
  kw_break,
  kw_case,
  kw_catch,
  kw_class,
  kw_const,
  kw_continue,
  kw_debugger,
  kw_default,
  kw_delete,
  kw_do,
  kw_else,
  kw_enum,
  kw_export,
  kw_extends,
  kw_false,
  kw_finally,
  kw_for,
  kw_function,
  kw_if,
  kw_import,
  kw_in,
  kw_instanceof,
  kw_new,
  kw_null,
  kw_return,
  kw_super,
  kw_switch,
  kw_this,
  kw_throw,
  kw_true,
  kw_try,
  kw_typeof,
  kw_var,
  kw_void,
  kw_while,
  kw_with,
};

inline constexpr std::size_t kTokenKinds = static_cast<std::size_t>(TokenKind::kw_with) + 1;

class TokenSet {
 public:
  constexpr TokenSet(std::initializer_list<TokenKind> kinds) {
    for (const TokenKind kind : kinds) members_[static_cast<std::size_t>(kind)] = true;
  }
  [[nodiscard]] constexpr bool has(TokenKind kind) const { return members_[static_cast<std::size_t>(kind)]; }

 private:
  std::array<bool, kTokenKinds> members_{};
};

// A problem inside a token; the parser reports it when it takes the token.
struct LexicalError {
  std::size_t offset = 0;
  support::SourceRange range;  // in the file
  std::string message;
  std::string hint;
};

struct Token {
  TokenKind kind = TokenKind::end;
  bool newline_before = false;
  bool escaped = false;        // a name or string that is spelled with an escape
  bool unclosed = false;       // a string without its end
  std::string raw;             // template_part: its text with the escapes as they stand
  bool template_tail = false;  // template_part: ends with '`'
  std::size_t begin = 0;       // bytes in the text
  std::size_t end = 0;
  support::SourcePosition in_text;  // of begin, in the text
  Place at;                         // of begin, in the file
  Place end_at;                     // of end, in the file
  std::string text;                 // name; cooked string; pattern of a regular expression; BigInt's digits
  std::string flags;                // of a regular expression
  double number = 0;
  std::vector<LexicalError> errors;
  std::vector<LexicalError> escape_errors;  // template_part: errors unless the template has a tag
};

// The fixed spelling of a punctuator or reserved word; else empty.
[[nodiscard]] std::string_view spelling(TokenKind kind);
// The reserved word of this spelling, or identifier.
[[nodiscard]] TokenKind word_kind(std::string_view text);
[[nodiscard]] constexpr bool is_keyword(TokenKind kind) {
  return kind >= TokenKind::kw_break;
}

struct Punctuator {
  TokenKind kind = TokenKind::invalid;
  std::size_t length = 0;
};
// The longest punctuator at the beginning of text; length 0 if there is none.
[[nodiscard]] Punctuator match_punctuator(std::string_view text);

}  // namespace asyncq::syntax
