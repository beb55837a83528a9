// Numbers, strings and templates. [12.9.3, 12.9.4, 12.9.6]

#include <fmt/format.h>

#include "support/number.h"
#include "support/white_space.h"
#include "syntax/characters.h"
#include "syntax/lexer.h"

namespace asyncq::syntax {

namespace {

bool is_digit_of(char c, unsigned radix) {
  if (radix == 16) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  return c >= '0' && c < static_cast<char>('0' + static_cast<int>(radix));
}

unsigned hexadecimal_digit(char c) {
  if (c <= '9') return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>((c | 0x20) - 'a') + 10;
}

// The character that a backslash and this character stand for, 0 if it is itself.
char simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    default:
      return '\0';
  }
}

}  // namespace

// --- numbers -----------------------------------------------------------------------------------------

// Digits without their separators.
std::string Lexer::read_digits(Token& token, unsigned radix) {
  std::string digits;
  while (is_digit_of(peek(), radix) || peek() == '_') {
    if (peek() != '_') {
      digits += peek();
    } else if (digits.empty() || !is_digit_of(peek(1), radix)) {
      if (token.errors.empty()) {
        error(token, offset_, offset_ + 1, "a numeric separator '_' may only stand between two digits");
      }
    }
    ++offset_;
  }
  return digits;
}

// The literal without its separators, in lower case.
std::string Lexer::read_radix_number(Token& token, unsigned radix) {
  offset_ += 2;
  std::string digits = read_digits(token, radix);
  if (digits.empty() && token.errors.empty()) {
    error(token, token.begin, offset_,
          fmt::format("expected digits of base {} after '{}'", radix, text_.substr(token.begin, 2)));
  }
  token.number = support::power_of_two_value(digits, radix);
  std::string literal(text_.substr(token.begin, 2));
  literal += digits;
  for (char& c : literal) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return literal;
}

void Lexer::check_end_of_number(Token& token, std::string literal) {
  if (peek() == 'n') {
    ++offset_;
    token.kind = TokenKind::big_integer;
    const bool is_plain = literal.starts_with("0x") || literal.find_first_of(".e") == std::string::npos;
    if (!is_plain && token.errors.empty()) {
      error(token, token.begin, offset_, "a BigInt has neither a fraction nor an exponent");
    }
    token.text = std::move(literal);
  }
  const DecodedCharacter character = decode_character(text_, offset_);
  if (at_end() || !(is_identifier_part(character.code_point) || character.code_point == '\\')) return;
  if (token.errors.empty()) {
    error(token, offset_, offset_ + character.length,
          fmt::format("unexpected '{}' right after a number", text_.substr(offset_, character.length)),
          "a name cannot begin with a digit");
  }
  while (!at_end() && is_identifier_part(decode_character(text_, offset_).code_point)) {
    offset_ += decode_character(text_, offset_).length;
  }
}

void Lexer::read_number(Token& token) {
  token.kind = TokenKind::number;
  if (peek() == '0') {
    const char marker = static_cast<char>(peek(1) | 0x20);
    if (const unsigned radix = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 0; radix != 0) {
      check_end_of_number(token, read_radix_number(token, radix));
      return;
    }
    if ((peek(1) >= '0' && peek(1) <= '9') || peek(1) == '_') {
      std::size_t end = offset_;
      while (is_digit_of(end < text_.size() ? text_[end] : '\0', 10)) ++end;
      error(token, offset_, end,
            "a number with a leading zero is an octal number of old, which asyncq does not model",
            "write 0o… for octal, or leave the zero out");
    }
  }
  std::string digits = read_digits(token, 10);
  if (peek() == '.') {
    ++offset_;
    digits += '.';
    if (peek() == '_' && token.errors.empty()) {
      error(token, offset_, offset_ + 1, "a numeric separator '_' may only stand between two digits");
    }
    digits += read_digits(token, 10);
  }
  if (peek() == 'e' || peek() == 'E') {
    ++offset_;
    digits += 'e';
    if (peek() == '+' || peek() == '-') digits += text_[offset_++];
    const std::string exponent = read_digits(token, 10);
    if (exponent.empty() && token.errors.empty()) {
      error(token, token.begin, offset_, "expected digits in the exponent of the number");
    }
    digits += exponent.empty() ? "0" : exponent;
  }
  token.number = support::decimal_value(digits);
  check_end_of_number(token, std::move(digits));
}

// --- strings and templates ---------------------------------------------------------------------------

void Lexer::read_string(Token& token) {
  const char quote = peek();
  ++offset_;
  token.kind = TokenKind::string;
  while (true) {
    // A run of plain characters in one piece.
    const std::size_t stop = text_.find_first_of(quote == '"' ? "\"\\\n\r" : "'\\\n\r", offset_);
    const std::size_t end = stop == std::string_view::npos ? text_.size() : stop;
    token.text.append(text_, offset_, end - offset_);
    offset_ = end;
    if (at_end() || peek() == '\n' || peek() == '\r') {
      token.unclosed = true;
      error(token, token.begin, token.begin + 1,
            fmt::format("this string is never closed: expected {}", quote),
            at_end() ? "" : "a string ends on the line it begins on; a template `…` may go on");
      return;
    }
    if (peek() == quote) break;
    token.escaped = true;
    read_escape(token, false);
  }
  ++offset_;
}

// TRV [12.9.6]: from behind the part's first delimiter to here, line ends as line feeds.
std::string Lexer::raw_template_part(const Token& token) const {
  std::string raw;
  for (std::size_t at = token.begin + 1; at < offset_; ++at) {
    if (text_[at] != '\r') {
      raw += text_[at];
    } else if (at + 1 >= text_.size() || text_[at + 1] != '\n') {
      raw += '\n';
    }
  }
  return raw;
}

void Lexer::read_template(Token& token) {
  token.kind = TokenKind::template_part;
  while (true) {
    const std::size_t stop = text_.find_first_of("`$\\\r", offset_);
    if (stop == std::string_view::npos) {
      error(token, token.begin, token.begin + 1, "this template is never closed: expected '`'");
      give_up();
      token.template_tail = true;
      return;
    }
    token.text.append(text_, offset_, stop - offset_);
    offset_ = stop;
    const char c = peek();
    if (c == '`') {
      token.raw = raw_template_part(token);
      ++offset_;
      token.template_tail = true;
      return;
    }
    if (c == '$') {
      ++offset_;
      if (peek() == '{') {
        --offset_;
        token.raw = raw_template_part(token);
        offset_ += 2;
        return;
      }
      token.text += '$';
    } else if (c == '\r') {  // line ends count as one line feed [12.9.6]
      ++offset_;
      if (peek() == '\n') ++offset_;
      token.text += '\n';
    } else {
      const auto others = static_cast<std::ptrdiff_t>(token.errors.size());
      read_escape(token, true);
      token.escape_errors.insert(token.escape_errors.end(), token.errors.begin() + others,
                                 token.errors.end());
      token.errors.erase(token.errors.begin() + others, token.errors.end());
    }
  }
}

Token Lexer::reread_as_template_continuation(const Token& token) {
  Token read;
  read.begin = token.begin;
  read.in_text = token.in_text;
  read.at = token.at;
  move_to(token);
  ++offset_;
  read_template(read);
  return finish(std::move(read));
}

void Lexer::read_escape(Token& token, bool in_template) {
  const std::size_t begin = offset_;
  ++offset_;  // the backslash
  const DecodedCharacter character = decode_character(text_, offset_);
  const char c = peek();
  if (at_end()) return;  // the unclosed literal is reported by the caller
  offset_ += character.length;
  if (const char simple = simple_escape(c); simple != '\0') {
    token.text += simple;
  } else if (c == 'x') {
    char32_t value = 0;
    if (!read_hexadecimal(2, value)) {
      error(token, begin, offset_, "expected two hexadecimal digits after '\\x'");
    }
    append_wtf8(token.text, value);
  } else if (c == 'u') {
    read_unicode_escape(token, token.text);
  } else if (c == '0' && !is_digit_of(peek(), 10)) {
    token.text += '\0';
  } else if (is_digit_of(c, 10)) {
    error(token, begin, offset_,
          fmt::format("an octal escape cannot stand in a {}",
                      in_template ? "template" : "string: asyncq does not model it"),
          "write \\xNN or \\u{N}");
  } else if (support::is_line_terminator(character.code_point)) {  // a line continuation
    if (c == '\r' && peek() == '\n') ++offset_;
  } else {
    token.text.append(text_, offset_ - character.length, character.length);
  }
}

bool Lexer::read_hexadecimal(std::size_t digits, char32_t& value) {
  value = 0;
  for (std::size_t i = 0; i < digits; ++i, ++offset_) {
    if (!is_digit_of(peek(), 16)) return false;
    value = value * 16 + hexadecimal_digit(peek());
  }
  return true;
}

// After '\u'.
void Lexer::read_unicode_escape(Token& token, std::string& out) {
  const std::size_t begin = offset_ - 2;
  char32_t value = 0;
  if (peek() != '{') {
    if (!read_hexadecimal(4, value)) {
      error(token, begin, offset_, "expected four hexadecimal digits, or {…}, after '\\u'");
      return;
    }
    append_wtf8(out, value);
    return;
  }
  ++offset_;
  std::size_t digits = 0;
  for (; is_digit_of(peek(), 16); ++offset_, ++digits) {
    if (value <= 0x10FFFF) value = value * 16 + hexadecimal_digit(peek());
  }
  if (digits == 0 || peek() != '}') {
    error(token, begin, offset_, "expected hexadecimal digits and '}' after '\\u{'");
    return;
  }
  ++offset_;
  if (value > 0x10FFFF) {
    error(token, begin, offset_, "there is no character with this number: the last is \\u{10FFFF}");
    return;
  }
  append_wtf8(out, value);
}

}  // namespace asyncq::syntax
