#include "syntax/token.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace asyncq::syntax {

namespace {

struct Spelling {
  std::string_view text;
  TokenKind kind;
};

// By first character, longest first, so that the first match is the longest.
constexpr Spelling kPunctuators[] = {
    {"!==", TokenKind::strict_not_equal},
    {"!=", TokenKind::not_equal},
    {"!", TokenKind::exclamation},
    {"%=", TokenKind::percent_assign},
    {"%", TokenKind::percent},
    {"&&=", TokenKind::ampersand_ampersand_assign},
    {"&&", TokenKind::ampersand_ampersand},
    {"&=", TokenKind::ampersand_assign},
    {"&", TokenKind::ampersand},
    {"(", TokenKind::left_parenthesis},
    {")", TokenKind::right_parenthesis},
    {"**=", TokenKind::star_star_assign},
    {"**", TokenKind::star_star},
    {"*=", TokenKind::star_assign},
    {"*", TokenKind::star},
    {"++", TokenKind::plus_plus},
    {"+=", TokenKind::plus_assign},
    {"+", TokenKind::plus},
    {",", TokenKind::comma},
    {"--", TokenKind::minus_minus},
    {"-=", TokenKind::minus_assign},
    {"-", TokenKind::minus},
    {"...", TokenKind::ellipsis},
    {".", TokenKind::dot},
    {"/=", TokenKind::slash_assign},
    {"/", TokenKind::slash},
    {":", TokenKind::colon},
    {";", TokenKind::semicolon},
    {"<<=", TokenKind::shift_left_assign},
    {"<<", TokenKind::shift_left},
    {"<=", TokenKind::less_equal},
    {"<", TokenKind::less},
    {"===", TokenKind::strict_equal},
    {"==", TokenKind::equal},
    {"=>", TokenKind::arrow},
    {"=", TokenKind::assign},
    {">>>=", TokenKind::shift_right_unsigned_assign},
    {">>>", TokenKind::shift_right_unsigned},
    {">>=", TokenKind::shift_right_assign},
    {">>", TokenKind::shift_right},
    {">=", TokenKind::greater_equal},
    {">", TokenKind::greater},
    {"?\?=", TokenKind::question_question_assign},
    {"??", TokenKind::question_question},
    {"?.", TokenKind::question_dot},
    {"?", TokenKind::question},
    {"@", TokenKind::at_sign},
    {"[", TokenKind::left_bracket},
    {"]", TokenKind::right_bracket},
    {"^=", TokenKind::caret_assign},
    {"^", TokenKind::caret},
    {"{", TokenKind::left_brace},
    {"||=", TokenKind::bar_bar_assign},
    {"||", TokenKind::bar_bar},
    {"|=", TokenKind::bar_assign},
    {"|", TokenKind::bar},
    {"}", TokenKind::right_brace},
    {"~", TokenKind::tilde},
};

constexpr std::array<std::uint8_t, 128> punctuator_starts() {
  std::array<std::uint8_t, 128> starts{};
  starts.fill(std::size(kPunctuators));
  for (std::size_t i = std::size(kPunctuators); i-- > 0;) {
    starts[static_cast<unsigned char>(kPunctuators[i].text[0])] = static_cast<std::uint8_t>(i);
  }
  return starts;
}
constexpr std::array<std::uint8_t, 128> kPunctuatorStarts = punctuator_starts();

// Sorted.
constexpr Spelling kWords[] = {
    {"break", TokenKind::kw_break},
    {"case", TokenKind::kw_case},
    {"catch", TokenKind::kw_catch},
    {"class", TokenKind::kw_class},
    {"const", TokenKind::kw_const},
    {"continue", TokenKind::kw_continue},
    {"debugger", TokenKind::kw_debugger},
    {"default", TokenKind::kw_default},
    {"delete", TokenKind::kw_delete},
    {"do", TokenKind::kw_do},
    {"else", TokenKind::kw_else},
    {"enum", TokenKind::kw_enum},
    {"export", TokenKind::kw_export},
    {"extends", TokenKind::kw_extends},
    {"false", TokenKind::kw_false},
    {"finally", TokenKind::kw_finally},
    {"for", TokenKind::kw_for},
    {"function", TokenKind::kw_function},
    {"if", TokenKind::kw_if},
    {"import", TokenKind::kw_import},
    {"in", TokenKind::kw_in},
    {"instanceof", TokenKind::kw_instanceof},
    {"new", TokenKind::kw_new},
    {"null", TokenKind::kw_null},
    {"return", TokenKind::kw_return},
    {"super", TokenKind::kw_super},
    {"switch", TokenKind::kw_switch},
    {"this", TokenKind::kw_this},
    {"throw", TokenKind::kw_throw},
    {"true", TokenKind::kw_true},
    {"try", TokenKind::kw_try},
    {"typeof", TokenKind::kw_typeof},
    {"var", TokenKind::kw_var},
    {"void", TokenKind::kw_void},
    {"while", TokenKind::kw_while},
    {"with", TokenKind::kw_with},
};
constexpr std::size_t kShortestWord = 2;
constexpr std::size_t kLongestWord = 10;

}  // namespace

std::string_view spelling(TokenKind kind) {
  if (is_keyword(kind)) {
    return kWords[static_cast<std::size_t>(kind) - static_cast<std::size_t>(TokenKind::kw_break)].text;
  }
  for (const Spelling& punctuator : kPunctuators) {
    if (punctuator.kind == kind) return punctuator.text;
  }
  return {};
}

TokenKind word_kind(std::string_view text) {
  if (text.size() < kShortestWord || text.size() > kLongestWord) return TokenKind::identifier;
  const auto* found =
      std::lower_bound(std::begin(kWords), std::end(kWords), text,
                       [](const Spelling& word, std::string_view t) { return word.text < t; });
  return found != std::end(kWords) && found->text == text ? found->kind : TokenKind::identifier;
}

Punctuator match_punctuator(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.empty() ? '\0' : text[0]);
  if (first >= kPunctuatorStarts.size()) return {};
  for (std::size_t i = kPunctuatorStarts[first]; i < std::size(kPunctuators); ++i) {
    const Spelling& candidate = kPunctuators[i];
    if (static_cast<unsigned char>(candidate.text[0]) != first) break;
    if (!text.starts_with(candidate.text)) continue;
    // '?.' before a digit is a conditional: a ?.5 : b
    if (candidate.kind == TokenKind::question_dot && text.size() > 2 && text[2] >= '0' && text[2] <= '9')
      continue;
    return {candidate.kind, candidate.text.size()};
  }
  return {};
}

}  // namespace asyncq::syntax
