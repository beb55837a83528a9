#pragma once
// JavaScript text to tokens, one at a time [12]. What '/' and '}' begin depends on the grammar, so the
// parser asks for a second reading of such a token.

#include <string_view>

#include "support/source.h"
#include "syntax/token.h"

namespace asyncq::syntax {

// A place in the text, with the line and column counted so far.
struct Cursor {
  std::size_t offset = 0;
  support::SourcePosition position{1, 1};
};

class Lexer {
 public:
  // text and map outlive the lexer; text is well-formed UTF-8.
  // html_comments: <!-- and, at the begin of a line, --> begin comments, as in scripts [B.1.1].
  Lexer(std::string_view text, const support::SourceMap& map, bool html_comments)
      : text_(text), map_(map), html_comments_(html_comments) {}

  [[nodiscard]] Token next();
  // token is '/' or '/=' where an expression must begin: the regular expression that begins there.
  [[nodiscard]] Token reread_as_regular_expression(const Token& token);
  // token is the '}' that ends ${…}: the part of the template from there.
  [[nodiscard]] Token reread_as_template_continuation(const Token& token);
  // Goes on reading at offset, which is not before the last place asked for.
  void continue_at(std::size_t offset) { offset_ = offset; }
  // After an error that leaves no sense in the rest: only 'end' follows.
  void give_up() {
    offset_ = text_.size();
    gave_up_ = true;
  }
  [[nodiscard]] bool gave_up() const { return gave_up_; }

  [[nodiscard]] std::string_view text() const { return text_; }
  // The place in the file of an offset; linear in its distance from the last place asked for.
  [[nodiscard]] support::SourcePosition locate(std::size_t offset);

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0';
  }
  [[nodiscard]] bool at_end() const { return offset_ >= text_.size(); }
  [[nodiscard]] support::SourcePosition position_of(std::size_t offset);
  void move_to(const Token& token);

  void skip_space(Token& token);
  bool skip_block_comment(Token& token);
  [[nodiscard]] bool at_html_comment(bool at_begin_of_line) const;
  void skip_line();
  Token finish(Token&& token);
  void error(Token& token, std::size_t begin, std::size_t end, std::string message, std::string hint = {});

  void read_word(Token& token);
  void read_private_name(Token& token);
  bool read_name(Token& token);
  bool read_name_escape(Token& token, bool first);
  void read_number(Token& token);
  std::string read_digits(Token& token, unsigned radix);
  std::string read_radix_number(Token& token, unsigned radix);
  void check_end_of_number(Token& token, std::string literal);
  void read_string(Token& token);
  void read_template(Token& token);
  [[nodiscard]] std::string raw_template_part(const Token& token) const;
  void read_escape(Token& token, bool in_template);
  void read_unicode_escape(Token& token, std::string& out);
  bool read_hexadecimal(std::size_t digits, char32_t& value);
  void read_regular_expression_body(Token& token);
  void read_regular_expression_flags(Token& token);
  void read_unexpected(Token& token);

  std::string_view text_;
  const support::SourceMap& map_;
  bool html_comments_;
  std::size_t offset_ = 0;
  Cursor counted_;
  bool gave_up_ = false;
};

// Appends a code point to WTF-8 text; a low surrogate after a high one makes the pair's one character.
void append_wtf8(std::string& out, char32_t code_point);

}  // namespace asyncq::syntax
