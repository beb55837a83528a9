// Tokens in hand, errors and what follows them, and the entry points of the parser.

#include <fmt/format.h>

#include <algorithm>

#include "support/text.h"
#include "syntax/characters.h"
#include "syntax/parser_impl.h"
#include "syntax/slips.h"

namespace asyncq::syntax {

namespace {

constexpr std::size_t kMaxErrors = 20;
// After an error, how many open brackets a closing one is tried against: time stays linear.
constexpr std::size_t kSearchedBrackets = 32;
constexpr std::size_t kShownNameLength = 40;

TokenKind closing_of(TokenKind opening) {
  if (opening == TokenKind::left_parenthesis) return TokenKind::right_parenthesis;
  if (opening == TokenKind::left_bracket) return TokenKind::right_bracket;
  return TokenKind::right_brace;
}

constexpr TokenSet kOpening = {TokenKind::left_parenthesis, TokenKind::left_bracket, TokenKind::left_brace};
constexpr TokenSet kClosing = {TokenKind::right_parenthesis, TokenKind::right_bracket,
                               TokenKind::right_brace};

// Words that can only begin a statement: a line that begins with one is a new statement.
constexpr TokenSet kStatementWords = {
    TokenKind::kw_const,  TokenKind::kw_var, TokenKind::kw_if,     TokenKind::kw_for,
    TokenKind::kw_while,  TokenKind::kw_do,  TokenKind::kw_switch, TokenKind::kw_return,
    TokenKind::kw_throw,  TokenKind::kw_try, TokenKind::kw_break,  TokenKind::kw_continue,
    TokenKind::kw_export,
};

std::string_view opening_spelling(TokenKind opening) {
  return opening == TokenKind::template_part ? "${" : spelling(opening);
}

std::string clipped(std::string_view text) {
  std::size_t end = std::min(text.size(), kShownNameLength);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return end == text.size() ? std::string(text) : std::string(text.substr(0, end)) + "…";
}

std::string place_text(Place place) {
  return fmt::format("{}:{}", place.line, place.column);
}

}  // namespace

support::SourceRange name_range(std::string_view name, Place at) {
  std::uint32_t length = 0;
  for (const char c : name) length += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u ? 1u : 0u;
  return {at, {at.line, at.column + length}};
}

Parser::Parser(std::string_view text, const ParseOptions& options)
    : lexer_(text, options.map, options.kind != SourceKind::module), options_(options) {
  const bool is_module = options.kind == SourceKind::module;
  context_.strict = is_module;
  context_.is_async = options.inside_async || (is_module && !options.inside_function);
  context_.is_generator = options.inside_generator;
  context_.jumps_leave = options.jumps_leave;
  context_.is_function = options.inside_function;
  context_.return_allowed = options.inside_function || !is_module;
  context_.new_target = context_.return_allowed;
}

// --- tokens ------------------------------------------------------------------------------------------

void Parser::advance() {
  previous_end_ = current_.end;
  previous_end_at_ = current_.end_at;
  if (peeked_) {
    current_ = std::move(*peeked_);
    peeked_.reset();
  } else {
    current_ = lexer_.next();
  }
  report_lexical_errors();
}

void Parser::replace_current(Token token) {
  peeked_.reset();
  current_ = std::move(token);
  report_lexical_errors();
}

const Token& Parser::peek() {
  if (!peeked_) peeked_ = lexer_.next();
  return *peeked_;
}

Token Parser::take_token() {
  Token taken;
  std::swap(taken, current_);
  current_.end = taken.end;
  current_.end_at = taken.end_at;
  advance();
  return taken;
}

bool Parser::take(TokenKind kind) {
  if (!at(kind)) return false;
  advance();
  return true;
}

bool Parser::take_word(std::string_view word) {
  if (!at_word(word)) return false;
  advance();
  return true;
}

void Parser::expect(TokenKind kind, std::string_view purpose) {
  if (take(kind)) return;
  std::string hint = !kClosing.has(kind) ? slip_hint() : at(TokenKind::end) ? "" : bracket_hint(kind);
  fail_expected(fmt::format("'{}' {}", spelling(kind), purpose), std::move(hint));
}

void Parser::expect_word(std::string_view word, std::string_view purpose) {
  if (take_word(word)) return;
  fail_expected(fmt::format("'{}' {}", word, purpose));
}

// Automatic semicolon insertion. [12.10]
void Parser::end_statement() {
  if (take(TokenKind::semicolon) || ends_statement()) return;
  fail_expected("';' or a new line after the statement", slip_hint());
}

Parser::Bracket::Bracket(Parser& parser, bool for_head)
    : parser_(parser), closing_(closing_of(parser.current_.kind)), outer_in_allowed_(parser.in_allowed_) {
  parser.open_brackets_.push_back({parser.current_.kind, parser.current_.at, for_head});
  parser.in_allowed_ = true;
  parser.advance();
}

void Parser::Bracket::close(std::string_view purpose) {
  parser_.expect(closing_, purpose);
  parser_.open_brackets_.pop_back();
}

// --- errors ------------------------------------------------------------------------------------------

void Parser::report(const support::SourceRange& range, std::string message, std::string hint) {
  if (recovering_) return;
  for (const support::Diagnostic& known : diagnostics_) {
    if (known.range.begin == range.begin) return;  // what follows from an error is no second error
  }
  diagnostics_.push_back(
      {support::Severity::error, options_.file, range, std::move(message), std::move(hint)});
  if (diagnostics_.size() >= kMaxErrors) throw SyntaxFailure{true};
}

void Parser::report(const Token& token, std::string message, std::string hint) {
  report(range_of(token), std::move(message), std::move(hint));
}

void Parser::fail(const support::SourceRange& range, std::string message, std::string hint) {
  report(range, std::move(message), std::move(hint));
  throw SyntaxFailure{false};
}

void Parser::fail(const Token& token, std::string message, std::string hint) {
  fail(range_of(token), std::move(message), std::move(hint));
}

void Parser::fail_expected(std::string_view what, std::string hint) {
  if (!at(TokenKind::end))
    fail(current_, fmt::format("expected {}, found {}", what, found()), std::move(hint));
  // At the end one error says it all: the innermost bracket that is still open.
  if (lexer_.gave_up()) throw SyntaxFailure{true};
  if (!open_brackets_.empty()) {
    const OpenBracket& open = open_brackets_.back();
    const std::string_view bracket = opening_spelling(open.kind);
    support::SourcePosition end = open.at;
    end.column += static_cast<std::uint32_t>(bracket.size());
    report({open.at, end}, fmt::format("this '{}' is never closed: expected {}", bracket, what),
           std::move(hint));
  } else {
    report(current_, fmt::format("expected {}, found the end of the text", what), std::move(hint));
  }
  throw SyntaxFailure{true};
}

void Parser::not_modelled(const support::SourceRange& range, std::string_view what, std::string hint) {
  report(range, fmt::format("asyncq does not model {}", what), std::move(hint));
}

void Parser::report_lexical_errors() {
  for (LexicalError& error : current_.errors) {
    report(error.range, std::move(error.message), std::move(error.hint));
  }
  current_.errors.clear();
}

void Parser::check_invalid_utf8() {
  const std::optional<std::size_t> bad = support::find_invalid_utf8(lexer_.text());
  if (!bad) return;
  const support::SourcePosition place = lexer_.locate(*bad);
  report({place, {place.line, place.column + 1}}, "this is not UTF-8 text: an invalid byte stands here",
         "save the file as UTF-8");
  throw SyntaxFailure{true};
}

std::string Parser::found() const {
  if (at(TokenKind::end)) return "the end of the text";
  if (at(TokenKind::string)) return "a string";
  if (at(TokenKind::template_part)) return "a template";
  if (at(TokenKind::number) || at(TokenKind::big_integer)) return "a number";
  if (at(TokenKind::identifier) || at(TokenKind::private_name))
    return fmt::format("'{}'", clipped(current_.text));
  return fmt::format("'{}'", spelling(current_.kind));
}

// Where the bracket that should be closed was opened, unless that is plain to see.
std::string Parser::bracket_hint(TokenKind closing) const {
  if (open_brackets_.empty() || closing_of(open_brackets_.back().kind) != closing) return {};
  const OpenBracket& open = open_brackets_.back();
  const bool near = open.at.line == current_.at.line && !kClosing.has(current_.kind);
  return near ? std::string()
              : fmt::format("the '{}' was opened at {}", opening_spelling(open.kind), place_text(open.at));
}

// What was probably meant, from the current token and the word before it.
std::string Parser::slip_hint() const {
  const std::string_view text = lexer_.text();
  std::size_t begin = previous_end_;
  while (begin > 0 && previous_end_ - begin < 16 &&
         is_identifier_part(static_cast<unsigned char>(text[begin - 1])))
    --begin;
  const bool is_name = current_.kind == TokenKind::identifier;
  const bool begins_statement = previous_end_ == 0 || text[previous_end_ - 1] == ';';
  return slip_at({current_.kind, is_name ? std::string_view(current_.text) : std::string_view(),
                  text.substr(begin, previous_end_ - begin), begins_statement});
}

// A string that is not closed has probably swallowed what closes the brackets of its line.
void Parser::forget_brackets_of_line(std::uint32_t line) {
  while (!open_brackets_.empty() && open_brackets_.back().at.line == line &&
         (open_brackets_.back().kind == TokenKind::left_parenthesis ||
          open_brackets_.back().kind == TokenKind::left_bracket)) {
    open_brackets_.pop_back();
  }
}

void Parser::refuse_type_annotation() {
  if (!at(TokenKind::colon)) return;
  not_modelled(range_of(current_), "TypeScript", "remove the type and its ':'");
  throw SyntaxFailure{};
}

void Parser::fail_too_deep() {
  report(current_, fmt::format("this is nested too deeply: asyncq follows {} levels", kMaxNesting));
  throw SyntaxFailure{true};
}

// One more link of a chain that grows to the left: a.b.c, 1 + 2 + 3.
void Parser::add_link() {
  if (++height_ <= kMaxChain) return;
  report(current_,
         fmt::format("this expression is too long: asyncq follows chains of {} operators", kMaxChain));
  throw SyntaxFailure{true};
}

// --- going on after an error ---------------------------------------------------------------------------

// Takes a closing bracket. False if it closes what was open before the statement: then the statement ends
// before it.
bool Parser::skip_closer(std::size_t brackets) {
  const TokenKind kind = current_.kind;
  for (std::size_t i = open_brackets_.size(); i-- > brackets;) {
    if (open_brackets_.size() - i > kSearchedBrackets) break;
    if (closing_of(open_brackets_[i].kind) != kind) {
      if (open_brackets_[i].kind == TokenKind::left_brace && kind != TokenKind::right_brace) break;
      continue;
    }
    open_brackets_.resize(i + 1);
    if (open_brackets_[i].kind == TokenKind::template_part) {
      replace_current(lexer_.reread_as_template_continuation(current_));
      if (!current_.template_tail) {
        advance();
        return true;
      }
    }
    open_brackets_.resize(i);
    advance();
    return true;
  }
  if (kind == TokenKind::right_brace && brackets > 0) return false;
  advance();
  return true;
}

// Skips to the probable end of the statement that began at statement_begin, inside the given number of
// brackets.
void Parser::resynchronize(std::size_t brackets, std::size_t statement_begin) {
  recovering_ = true;
  while (!at(TokenKind::end)) {
    const bool inside = open_brackets_.size() > brackets;
    const bool moved = current_.begin > statement_begin;
    if (moved && current_.newline_before && (!inside || kStatementWords.has(current_.kind))) break;
    if (kClosing.has(current_.kind)) {
      if (!skip_closer(brackets)) break;
      continue;
    }
    if (at(TokenKind::semicolon) && (!inside || (open_brackets_.back().kind != TokenKind::left_brace &&
                                                 open_brackets_.back().kind != TokenKind::template_part &&
                                                 !open_brackets_.back().for_head))) {
      advance();
      break;
    }
    if (kOpening.has(current_.kind) || (at(TokenKind::template_part) && !current_.template_tail)) {
      open_brackets_.push_back({current_.kind, current_.at, false});
    }
    advance();
  }
  open_brackets_.resize(std::min(brackets, open_brackets_.size()));
  recovering_ = false;
  in_allowed_ = true;
  cover_ = {};
}

// --- entry points ------------------------------------------------------------------------------------

void Parser::expect_end() {
  if (!at(TokenKind::end)) fail_expected("the end of the expression", slip_hint());
}

template <typename T, typename ParseWhole>
support::Result<T> Parser::run(ParseWhole parse_whole) {
  try {
    check_invalid_utf8();
    T tree = parse_whole();
    if (diagnostics_.empty()) return tree;
  } catch (const SyntaxFailure&) {
    // Reported already.
  }
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const support::Diagnostic& a, const support::Diagnostic& b) {
                     return a.range.begin < b.range.begin;
                   });
  return std::move(diagnostics_);
}

support::Result<Program> Parser::program() {
  return run<Program>([this] {
    Program program;
    program.kind = options_.kind;
    advance();
    parse_directives(nullptr, program.body);
    while (!at(TokenKind::end)) {
      parse_statement_list(program.body, false);
      if (at(TokenKind::end)) break;
      report(current_, fmt::format("unexpected '{}': no bracket is open here", spelling(current_.kind)));
      advance();
    }
    return program;
  });
}

support::Result<Expression> Parser::whole_expression() {
  return run<Expression>([this] {
    advance();
    Expression expression = parse_expression();
    expect_end();
    return expression;
  });
}

support::Result<Pattern> Parser::whole_binding() {
  return run<Pattern>([this] {
    advance();
    Pattern pattern = parse_binding_target();
    expect_end();
    return pattern;
  });
}

support::Result<Function> Parser::whole_parameters() {
  return run<Function>([this] {
    Function function;
    advance();
    function.at = current_.at;
    parse_parameter_list(function, TokenKind::end);
    function.end = previous_end_at_;
    check_parameters(function, true);
    return function;
  });
}

support::Result<Expression> Parser::template_text() {
  return run<Expression>([this] {
    const std::string_view text = lexer_.text();
    Expression whole;
    whole.at = lexer_.locate(0);
    TemplateLiteral literal;
    std::size_t offset = 0;
    for (std::size_t found = text.find("${"); found != std::string_view::npos;
         found = text.find("${", offset)) {
      literal.strings.emplace_back(text.substr(offset, found - offset));
      const Place open = lexer_.locate(found);
      lexer_.continue_at(found + 2);
      open_brackets_.assign(1, {TokenKind::template_part, open});
      peeked_.reset();
      advance();
      literal.expressions.push_back(parse_expression());
      if (!at(TokenKind::right_brace))
        fail_expected("'}' to close '${'", bracket_hint(TokenKind::right_brace));
      open_brackets_.clear();
      offset = current_.end;
    }
    literal.strings.emplace_back(text.substr(offset));
    if (literal.expressions.empty()) {
      whole.node = StringLiteral{std::move(literal.strings.front())};
    } else {
      whole.node = std::move(literal);
    }
    return whole;
  });
}

support::Result<Program> parse_program(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).program();
}
support::Result<Expression> parse_expression(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).whole_expression();
}
support::Result<Expression> parse_template_text(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).template_text();
}
support::Result<Pattern> parse_binding(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).whole_binding();
}
support::Result<Function> parse_parameters(std::string_view text, const ParseOptions& options) {
  return Parser(text, options).whole_parameters();
}

bool is_identifier_name(std::string_view text) {
  if (text.empty() || support::find_invalid_utf8(text)) return false;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = decode_character(text, at);
    if (!(at == 0 ? is_identifier_start(character.code_point) : is_identifier_part(character.code_point)))
      return false;
    at += character.length;
  }
  return true;
}

bool is_reserved_word(std::string_view text) {
  return word_kind(text) != TokenKind::identifier;
}

}  // namespace asyncq::syntax
