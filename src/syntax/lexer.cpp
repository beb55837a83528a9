#include "syntax/lexer.h"

#include <fmt/format.h>

#include <utility>

#include "support/text.h"
#include "support/utf16.h"
#include "support/white_space.h"
#include "syntax/characters.h"

namespace asyncq::syntax {

namespace {

// More would only repeat the first, and each costs the way from the token's beginning.
constexpr std::size_t kMaxErrorsOfToken = 4;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// What people paste in place of a character that the language knows.
struct LookAlike {
  char32_t code_point;
  std::string_view meant;
};
constexpr LookAlike kLookAlikes[] = {
    {0x2018, "'"},   {0x2019, "'"},  {0x201A, "'"},   {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""},
    {0x00AB, "\""},  {0x00BB, "\""}, {0x2013, "-"},   {0x2014, "--"}, {0x2212, "-"},  {0x00D7, "*"},
    {0x2026, "..."}, {0x21D2, "=>"}, {0x2192, "=>"},  {0x037E, ";"},  {0xFF1B, ";"},  {0xFF08, "("},
    {0xFF09, ")"},   {0xFF0C, ","},  {0x2260, "!=="}, {0x2264, "<="}, {0x2265, ">="},
};

}  // namespace

void append_wtf8(std::string& out, char32_t c) {
  if (support::is_low_surrogate(c) && out.size() >= 3) {
    const char32_t before = decode_character(out, out.size() - 3).code_point;
    if (static_cast<unsigned char>(out[out.size() - 3]) == 0xED && support::is_high_surrogate(before)) {
      out.resize(out.size() - 3);
      c = support::join_surrogates(before, c);
    }
  }
  support::append_code_point(out, c);
}

support::SourcePosition Lexer::position_of(std::size_t offset) {
  if (offset < counted_.offset) counted_ = {};
  for (; counted_.offset < offset; ++counted_.offset) {
    const auto byte = static_cast<unsigned char>(text_[counted_.offset]);
    if (byte == '\n') {
      ++counted_.position.line;
      counted_.position.column = 1;
    } else if ((byte & 0xC0u) != 0x80u) {
      ++counted_.position.column;
    }
  }
  return counted_.position;
}

support::SourcePosition Lexer::locate(std::size_t offset) {
  return map_.locate(position_of(offset));
}

void Lexer::move_to(const Token& token) {
  offset_ = token.begin;
  counted_ = {token.begin, token.in_text};
}

void Lexer::error(Token& token, std::size_t begin, std::size_t end, std::string message, std::string hint) {
  if (token.errors.size() >= kMaxErrorsOfToken) return;
  const Cursor saved = counted_;
  const support::SourcePosition first = locate(begin);
  const support::SourcePosition last = locate(end);
  counted_ = saved;
  token.errors.push_back({begin, {first, last}, std::move(message), std::move(hint)});
}

// --- between tokens ----------------------------------------------------------------------------------

void Lexer::skip_line() {
  while (!at_end()) {
    const DecodedCharacter character = decode_character(text_, offset_);
    if (support::is_line_terminator(character.code_point)) return;
    offset_ += character.length;
  }
}

bool Lexer::skip_block_comment(Token& token) {
  const std::size_t close = text_.find("*/", offset_ + 2);
  const std::size_t end = close == std::string_view::npos ? text_.size() : close + 2;
  const std::string_view comment = text_.substr(offset_, end - offset_);
  if (comment.find_first_of("\n\r") != std::string_view::npos ||
      comment.find("\xE2\x80\xA8") != std::string_view::npos ||
      comment.find("\xE2\x80\xA9") != std::string_view::npos) {
    token.newline_before = true;
  }
  if (close == std::string_view::npos) {
    error(token, offset_, offset_ + 2, "this comment is never closed: expected '*/'");
    give_up();
    return false;
  }
  offset_ = end;
  return true;
}

bool Lexer::at_html_comment(bool at_begin_of_line) const {
  const std::string_view rest = text_.substr(offset_);
  return html_comments_ && (rest.starts_with("<!--") || (at_begin_of_line && rest.starts_with("-->")));
}

void Lexer::skip_space(Token& token) {
  const bool is_first = offset_ == 0;
  if (is_first) {
    if (text_.starts_with(kByteOrderMark)) offset_ = kByteOrderMark.size();
    if (text_.substr(offset_).starts_with("#!")) skip_line();
  }
  while (!at_end()) {
    const char c = peek();
    if (c == ' ' || c == '\t') {
      ++offset_;
    } else if (c == '\n' || c == '\r') {
      token.newline_before = true;
      ++offset_;
    } else if (c == '/' && peek(1) == '/') {
      skip_line();
    } else if (at_html_comment(is_first || token.newline_before)) {
      skip_line();
    } else if (c == '/' && peek(1) == '*') {
      if (!skip_block_comment(token)) return;
    } else {
      const DecodedCharacter character = decode_character(text_, offset_);
      if (support::is_line_terminator(character.code_point)) {
        token.newline_before = true;
      } else if (!support::is_white_space(character.code_point)) {
        return;
      }
      offset_ += character.length;
    }
  }
}

Token Lexer::finish(Token&& token) {
  token.end = offset_;
  token.end_at = locate(offset_);
  return std::move(token);
}

Token Lexer::next() {
  Token token;
  skip_space(token);
  token.begin = offset_;
  token.in_text = position_of(offset_);
  token.at = map_.locate(token.in_text);
  if (at_end()) return finish(std::move(token));
  const char c = peek();
  const DecodedCharacter character = decode_character(text_, offset_);
  if (is_identifier_start(character.code_point) || c == '\\') {
    read_word(token);
  } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
    read_number(token);
  } else if (c == '\'' || c == '"') {
    read_string(token);
  } else if (c == '`') {
    ++offset_;
    read_template(token);
  } else if (c == '#') {
    read_private_name(token);
  } else if (const Punctuator punctuator = match_punctuator(text_.substr(offset_)); punctuator.length > 0) {
    token.kind = punctuator.kind;
    offset_ += punctuator.length;
  } else {
    read_unexpected(token);
  }
  return finish(std::move(token));
}

void Lexer::read_unexpected(Token& token) {
  const DecodedCharacter character = decode_character(text_, offset_);
  const std::string_view spelled = text_.substr(offset_, character.length);
  token.kind = TokenKind::invalid;
  offset_ += character.length;
  std::string hint;
  for (const LookAlike& candidate : kLookAlikes) {
    if (candidate.code_point == character.code_point)
      hint = fmt::format("did you mean {} ?", candidate.meant);
  }
  error(token, token.begin, offset_,
        fmt::format("unexpected character {}",
                    character.code_point < 0x20 || character.code_point == 0x7F
                        ? fmt::format("U+{:04X}", static_cast<unsigned>(character.code_point))
                        : fmt::format("'{}'", spelled)),
        std::move(hint));
}

// --- names [12.7] ------------------------------------------------------------------------------------

bool Lexer::read_name_escape(Token& token, bool first) {
  const std::size_t begin = offset_;
  ++offset_;
  token.escaped = true;
  std::string decoded;
  const std::size_t errors = token.errors.size();
  if (peek() != 'u') {
    error(token, begin, begin + 1, "unexpected '\\': only \\u escapes may stand in a name");
    return false;
  }
  ++offset_;
  read_unicode_escape(token, decoded);
  if (token.errors.size() != errors) return false;
  const char32_t c = decode_character(decoded, 0).code_point;
  if (!(first ? is_identifier_start(c) : is_identifier_part(c))) {
    error(token, begin, offset_, "this escape stands for a character that may not be in a name");
    return false;
  }
  token.text += decoded;
  return true;
}

bool Lexer::read_name(Token& token) {
  const std::size_t begin = offset_;
  for (bool first = true;; first = false) {
    if (peek() == '\\' && !at_end()) {
      if (!read_name_escape(token, first)) return false;
      continue;
    }
    const DecodedCharacter character = decode_character(text_, offset_);
    if (at_end() ||
        !(first ? is_identifier_start(character.code_point) : is_identifier_part(character.code_point))) {
      return offset_ > begin;
    }
    token.text.append(text_, offset_, character.length);
    offset_ += character.length;
  }
}

void Lexer::read_word(Token& token) {
  if (!read_name(token)) {
    token.kind = TokenKind::invalid;
    return;
  }
  token.kind = TokenKind::identifier;
  if (!token.escaped) token.kind = word_kind(token.text);  // a keyword is spelled without escapes [12.7.2]
}

void Lexer::read_private_name(Token& token) {
  ++offset_;
  token.text = "#";
  token.kind = TokenKind::private_name;
  if (read_name(token)) return;
  token.kind = TokenKind::invalid;
  if (token.errors.empty()) {
    error(token, token.begin, token.begin + 1, "unexpected character '#'", "a comment begins with //");
  }
}

// --- regular expressions [12.9.5] ----------------------------------------------------------------------

Token Lexer::reread_as_regular_expression(const Token& token) {
  Token read;
  read.newline_before = token.newline_before;
  read.begin = token.begin;
  read.in_text = token.in_text;
  read.at = token.at;
  move_to(token);
  ++offset_;
  read_regular_expression_body(read);
  if (read.kind == TokenKind::regular_expression) read_regular_expression_flags(read);
  return finish(std::move(read));
}

void Lexer::read_regular_expression_body(Token& token) {
  const std::size_t begin = offset_;
  bool in_class = false;
  while (true) {
    const DecodedCharacter character = decode_character(text_, offset_);
    if (at_end() || support::is_line_terminator(character.code_point)) {
      token.kind = TokenKind::invalid;
      error(token, token.begin, token.begin + 1, "this regular expression is never closed: expected '/'");
      return;
    }
    const char c = peek();
    if (c == '/' && !in_class) break;
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    offset_ += character.length;
    if (c == '\\' && !support::is_line_terminator(decode_character(text_, offset_).code_point)) {
      offset_ += decode_character(text_, offset_).length;
    }
  }
  token.kind = TokenKind::regular_expression;
  token.text = text_.substr(begin, offset_ - begin);
  ++offset_;
}

void Lexer::read_regular_expression_flags(Token& token) {
  const std::size_t begin = offset_;
  while (!at_end()) {
    const DecodedCharacter character = decode_character(text_, offset_);
    if (!is_identifier_part(character.code_point)) break;
    const std::string_view flag = text_.substr(offset_, character.length);
    if (std::string_view("dgimsuyv").find(flag) == std::string_view::npos) {
      error(token, offset_, offset_ + flag.size(), fmt::format("unknown regular expression flag '{}'", flag),
            "the flags are d, g, i, m, s, u, v and y");
    } else if (token.flags.find(flag) != std::string::npos) {
      error(token, offset_, offset_ + flag.size(),
            fmt::format("regular expression flag '{}' given twice", flag));
    }
    offset_ += flag.size();
    token.flags = text_.substr(begin, offset_ - begin);
    if (!token.errors.empty()) {
      while (is_identifier_part(decode_character(text_, offset_).code_point)) {
        offset_ += decode_character(text_, offset_).length;
      }
      return;
    }
  }
}

}  // namespace asyncq::syntax
