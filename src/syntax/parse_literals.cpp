// Primary expressions: literals, names, what begins with a parenthesis. [13.2]

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "support/number.h"
#include "syntax/parser_impl.h"

namespace asyncq::syntax {

const Parser::PrimaryTable& Parser::primary_table() {
  static constexpr PrimaryTable kTable = [] {
    PrimaryTable table{};
    const auto set = [&](TokenKind kind, PrimaryParser parse) {
      table[static_cast<std::size_t>(kind)] = parse;
    };
    set(TokenKind::identifier, &Parser::parse_identifier_or_arrow);
    set(TokenKind::number, &Parser::parse_number);
    set(TokenKind::big_integer, &Parser::parse_big_int);
    set(TokenKind::string, &Parser::parse_string);
    set(TokenKind::template_part, &Parser::parse_untagged_template);
    set(TokenKind::left_parenthesis, &Parser::parse_parenthesized);
    set(TokenKind::left_bracket, &Parser::parse_array);
    set(TokenKind::left_brace, &Parser::parse_object);
    set(TokenKind::slash, &Parser::parse_regular_expression);
    set(TokenKind::slash_assign, &Parser::parse_regular_expression);
    set(TokenKind::kw_function, &Parser::parse_plain_function_expression);
    set(TokenKind::kw_class, &Parser::parse_class_expression);
    set(TokenKind::kw_this, &Parser::parse_word_literal);
    set(TokenKind::kw_null, &Parser::parse_word_literal);
    set(TokenKind::kw_true, &Parser::parse_word_literal);
    set(TokenKind::kw_false, &Parser::parse_word_literal);
    return table;
  }();
  return kTable;
}

Expression Parser::parse_primary() {
  if (const PrimaryParser parse = primary_table()[static_cast<std::size_t>(current_.kind)])
    return (this->*parse)();
  if (at(TokenKind::at_sign)) {
    not_modelled(range_of(current_), "decorators");
    throw SyntaxFailure{};
  }
  if (at(TokenKind::arrow)) {
    if (current_.newline_before && previous_end_ > 0)
      fail(current_, "'=>' must stand on the line on which the parameters of the arrow function end");
    fail(current_, "expected the parameters of the arrow function before '=>'", "write () => … for none");
  }
  fail_expected("an expression", slip_hint());
}

Expression Parser::parse_word_literal() {
  const Mark start = mark();
  const TokenKind kind = current_.kind;
  advance();
  if (kind == TokenKind::kw_this) return make(start, This{});
  if (kind == TokenKind::kw_null) return make(start, NullLiteral{});
  return make(start, BooleanLiteral{kind == TokenKind::kw_true});
}

Expression Parser::parse_plain_function_expression() {
  return parse_function_expression(false, mark());
}

Expression Parser::parse_class_expression() {
  const Mark start = mark();
  return make(start, ClassExpression{parse_class(false)});
}

Expression Parser::parse_number() {
  const Mark start = mark();
  const double value = current_.number;
  advance();
  return make(start, NumberLiteral{value});
}

Expression Parser::parse_big_int() {
  // As many digits as are sure to fit into a BigInt of the engine.
  constexpr std::size_t kMostDigits = 78'913;
  constexpr std::size_t kMostHexadecimalDigits = 65'536;
  constexpr std::size_t kMostOctalDigits = 87'381;
  constexpr std::size_t kMostBinaryDigits = 262'144;
  const Mark start = mark();
  std::string digits = std::move(current_.text);
  const std::size_t most = digits.starts_with("0x")   ? kMostHexadecimalDigits + 2
                           : digits.starts_with("0o") ? kMostOctalDigits + 2
                           : digits.starts_with("0b") ? kMostBinaryDigits + 2
                                                      : kMostDigits;
  if (digits.size() > most) not_modelled(range_of(current_), "a BigInt of more than 262144 bits");
  advance();
  return make(start, BigIntLiteral{std::move(digits)});
}

Expression Parser::parse_string() {
  const Mark start = mark();
  if (current_.unclosed) {
    forget_brackets_of_line(start.at.line);
    throw SyntaxFailure{};
  }
  std::string value = std::move(current_.text);
  advance();
  return make(start, StringLiteral{std::move(value)});
}

Expression Parser::parse_regular_expression() {
  replace_current(lexer_.reread_as_regular_expression(current_));
  if (at(TokenKind::invalid)) throw SyntaxFailure{};
  const Mark start = mark();
  RegExpLiteral literal{std::move(current_.text), std::move(current_.flags)};
  advance();
  return make(start, std::move(literal));
}

Expression Parser::parse_untagged_template() {
  return parse_template();
}

Expression Parser::parse_template(std::vector<TemplatePart>* parts) {
  const Mark start = mark();
  TemplateLiteral literal;
  const bool outer_in_allowed = std::exchange(in_allowed_, true);
  while (true) {
    if (parts == nullptr) {
      current_.errors = std::move(current_.escape_errors);
      report_lexical_errors();
    } else {
      parts->push_back({current_.text, std::move(current_.raw)});
      if (!current_.escape_errors.empty()) parts->back().cooked.reset();
    }
    literal.strings.push_back(std::move(current_.text));
    if (current_.template_tail) break;
    support::SourcePosition open = current_.end_at;
    if (open.column > 2) open.column -= 2;
    open_brackets_.push_back({TokenKind::template_part, open, false});
    advance();
    literal.expressions.push_back(parse_expression());
    if (!at(TokenKind::right_brace)) {
      fail_expected("'}' to close '${' in the template", bracket_hint(TokenKind::right_brace));
    }
    open_brackets_.pop_back();
    replace_current(lexer_.reread_as_template_continuation(current_));
  }
  advance();
  in_allowed_ = outer_in_allowed;
  return make(start, std::move(literal));
}

Expression Parser::parse_array() {
  const Mark start = mark();
  ArrayLiteral literal;
  Bracket bracket(*this);
  while (!bracket.at_close()) {
    if (take(TokenKind::comma)) {
      literal.elements.emplace_back(ArrayHole{});
      continue;
    }
    const bool spread = take(TokenKind::ellipsis);
    Box<Expression> element = parse_assignment(Cover::yes);
    if (spread) {
      literal.elements.emplace_back(Spread{std::move(element)});
      if (at(TokenKind::comma) && !cover_.comma_after_rest) cover_.comma_after_rest = range_of(current_);
    } else {
      literal.elements.emplace_back(std::move(element));
    }
    if (!at(TokenKind::comma)) break;
    advance();
  }
  bracket.close("or ',' in the array");
  return make(start, std::move(literal));
}

// --- objects [13.2.5] ----------------------------------------------------------------------------------

Expression Parser::parse_object() {
  const Mark start = mark();
  ObjectLiteral literal;
  bool has_proto = false;
  Bracket bracket(*this);
  while (!bracket.at_close()) {
    if (at(TokenKind::end)) fail_expected("a property name or '}'");
    literal.properties.push_back(at(TokenKind::ellipsis) ? parse_spread_property()
                                                         : parse_property(has_proto));
    if (!at(TokenKind::comma)) break;
    if (literal.properties.back().kind == PropertyKind::spread && !cover_.comma_after_rest) {
      cover_.comma_after_rest = range_of(current_);
    }
    advance();
  }
  bracket.close("or ',' in the object");
  return make(start, std::move(literal));
}

Property Parser::parse_spread_property() {
  Property property;
  property.kind = PropertyKind::spread;
  property.key.at = current_.at;
  advance();
  property.value = parse_assignment(Cover::yes);
  return property;
}

// Whether the word is a modifier of the property or member that follows, and not its name. Takes it then.
bool Parser::parse_modifier(std::string_view word) {
  static constexpr TokenSet kAfterName = {
      TokenKind::left_parenthesis, TokenKind::comma,     TokenKind::colon, TokenKind::right_brace,
      TokenKind::assign,           TokenKind::semicolon, TokenKind::end,
  };
  if (!at_word(word)) return false;
  const Token& after = peek();
  if (kAfterName.has(after.kind)) return false;
  if (word == "async" && after.newline_before) return false;
  if (after.kind == TokenKind::star && word != "async" && word != "static") return false;
  advance();
  return true;
}

Property Parser::parse_property(bool& has_proto) {
  const Mark start = mark();
  const bool is_async = parse_modifier("async");
  const bool is_generator = take(TokenKind::star);
  ClassElementKind accessor = ClassElementKind::method;
  if (!is_async && !is_generator) {
    if (parse_modifier("get")) {
      accessor = ClassElementKind::getter;
    } else if (parse_modifier("set")) {
      accessor = ClassElementKind::setter;
    }
  }
  Property property;
  const bool plain = !is_async && !is_generator && accessor == ClassElementKind::method;
  if (plain && at(TokenKind::identifier) && peek().kind != TokenKind::colon &&
      peek().kind != TokenKind::left_parenthesis) {
    Token name = take_token();
    return parse_shorthand(std::move(name));
  }
  const Token key = current_;
  property.key = parse_property_name(false);
  if (!plain || at(TokenKind::left_parenthesis)) {
    property.kind = accessor == ClassElementKind::getter   ? PropertyKind::getter
                    : accessor == ClassElementKind::setter ? PropertyKind::setter
                                                           : PropertyKind::method;
    Function method = parse_method(is_async, is_generator, start, accessor, false);
    property.value = make(start, FunctionExpression{std::move(method)});
    return property;
  }
  if (is_keyword(key.kind) && (at(TokenKind::comma) || at(TokenKind::right_brace))) {
    fail(key,
         fmt::format("'{}' is a reserved word and cannot be the name of a variable", spelling(key.kind)));
  }
  expect(TokenKind::colon, "after the property name");
  property.value = parse_assignment(Cover::yes);
  if (!property.key.computed() && std::get<std::string>(property.key.name) == "__proto__") {
    if (has_proto && !cover_.duplicate_proto) cover_.duplicate_proto = range_of(key);
    has_proto = true;
  }
  return property;
}

// {name} or, for what may yet become a pattern, {name = value}: then the value is an Assignment.
Property Parser::parse_shorthand(Token name) {
  check_reference(name);
  Property property;
  property.kind = PropertyKind::shorthand;
  property.key = PropertyName{name.text, name.at};
  const Mark start{name.begin, name.at};
  Expression value = make(start, Identifier{std::move(name.text)});
  if (at(TokenKind::assign)) {
    const Place at_operator = current_.at;
    const support::SourceRange range = range_of(current_);
    advance();
    Expression initializer = parse_assignment();
    if (!cover_.shorthand_initializer) cover_.shorthand_initializer = range;
    Pattern target{Identifier{std::get<Identifier>(value.node).name}, name.at};
    value = make(start, Assignment{AssignmentOperator::assign, std::move(target), std::move(initializer)},
                 at_operator);
  } else if (at(TokenKind::identifier) || at(TokenKind::string) || at(TokenKind::number) ||
             at(TokenKind::template_part) || is_keyword(current_.kind)) {
    fail_expected(current_.newline_before ? "',' before the next property, or ':' and a value"
                                          : "':' after the property name");
  }
  property.value = std::move(value);
  return property;
}

PropertyName Parser::parse_property_name(bool in_class) {
  PropertyName name;
  name.at = current_.at;
  if (at(TokenKind::left_bracket)) {
    Bracket bracket(*this);
    name.name = Box<Expression>(parse_assignment());
    bracket.close("to close the computed property name");
    return name;
  }
  if (at(TokenKind::identifier) || (in_class && at(TokenKind::private_name))) {
    name.name = std::move(current_.text);
  } else if (at(TokenKind::string)) {
    if (in_class && current_.text.starts_with('#')) {  // the plain "#x" stands for the private name
      name.name = Box<Expression>(make(mark(), StringLiteral{std::move(current_.text)}));
    } else {
      name.name = std::move(current_.text);
    }
  } else if (at(TokenKind::number)) {
    name.name = support::number_to_string(current_.number);
  } else if (at(TokenKind::big_integer)) {  // {1n: x} is {[1n]: x}
    name.name = Box<Expression>(parse_big_int());
    return name;
  } else if (is_keyword(current_.kind)) {
    name.name = std::string(spelling(current_.kind));
  } else if (at(TokenKind::at_sign)) {
    not_modelled(range_of(current_), "decorators");
    throw SyntaxFailure{};
  } else {
    fail_expected("a property name");
  }
  advance();
  return name;
}

// --- names ---------------------------------------------------------------------------------------------

// Why this name cannot be used as a variable here; empty if it can. [13.1.1]
std::string_view Parser::refusal_of_name(const Token& name) const {
  if (is_keyword(name.kind) || (name.escaped && word_kind(name.text) != TokenKind::identifier))
    return "is a reserved word";
  if (name.text == "await") {
    if (context_.await_refused) return "cannot be a name in a static block";
    if (options_.kind == SourceKind::module) return "is a reserved word in modules";
    if (context_.is_async) return "is an operator in async functions, not a name";
  }
  if (name.text == "yield" && context_.is_generator) return "is an operator in generators, not a name";
  if (!context_.strict) return {};
  return is_reserved_in_strict_mode(name.text) ? "is a reserved word in strict mode" : std::string_view{};
}

bool Parser::is_reserved_in_strict_mode(std::string_view name) {
  static constexpr std::string_view kWords[] = {"implements", "interface", "let",    "package", "private",
                                                "protected",  "public",    "static", "yield"};
  return std::find(std::begin(kWords), std::end(kWords), name) != std::end(kWords);
}

void Parser::check_reference(const Token& name) {
  if (const std::string_view refusal = refusal_of_name(name); !refusal.empty()) {
    if (name.text == "await" && !context_.is_async) {
      report_misplaced_await(name);
    } else {
      report(name, fmt::format("'{}' {}", name.text, refusal));
    }
  } else if (name.text == "arguments" && context_.arguments_refused) {
    report(name, "'arguments' is not available in field initializers and static blocks");
  } else if (name.text == "await" && !await_name_seen_) {
    await_name_seen_ = range_of(name);
  }
}

Expression Parser::parse_identifier_or_arrow() {
  const Mark start = mark();
  const bool arrow_allowed = start.offset == arrow_start_;
  Token name = take_token();
  if (name.text == "async" && !name.escaped && !current_.newline_before) {
    return parse_after_async(std::move(name), start, arrow_allowed);
  }
  if (arrow_follows() && arrow_allowed) return parse_single_parameter_arrow(std::move(name), start, false);
  check_reference(name);
  return make(start, Identifier{std::move(name.text)});
}

// After the word async on the same line: a function, an arrow, or a mere name.
Expression Parser::parse_after_async(Token async, const Mark& start, bool arrow_allowed) {
  if (at(TokenKind::kw_function)) return parse_function_expression(true, start);
  if (arrow_allowed && at(TokenKind::identifier) && peek().kind == TokenKind::arrow &&
      !peek().newline_before) {
    Token name = take_token();
    return parse_single_parameter_arrow(std::move(name), start, true);
  }
  if (arrow_follows() && arrow_allowed) return parse_single_parameter_arrow(std::move(async), start, false);
  Expression callee = make(start, Identifier{std::move(async.text)});
  if (!at(TokenKind::left_parenthesis) || !arrow_allowed) return callee;

  // async (…): the parameters of an arrow function, or the arguments of a call of 'async'.
  const CoverErrors outer = std::exchange(cover_, {});
  const auto outer_await = std::exchange(await_seen_, std::nullopt);
  const auto outer_yield = std::exchange(yield_seen_, std::nullopt);
  await_name_seen_.reset();
  const Place at_parenthesis = current_.at;
  const Mark arguments_start = mark();
  std::vector<Element> arguments = parse_arguments(Cover::yes);
  const CoverErrors inner = std::exchange(cover_, outer);
  if (!arrow_follows()) {
    report_cover(inner);
    if (!await_seen_) await_seen_ = outer_await;
    if (!yield_seen_) yield_seen_ = outer_yield;
    return make(start, Call{std::move(callee), std::move(arguments), false, {}}, at_parenthesis);
  }
  check_pattern_cover(inner);
  if (inner.parenthesized_binding)
    report(*inner.parenthesized_binding, "a parameter cannot stand in parentheses");
  if (await_name_seen_) report(*await_name_seen_, "'await' is an operator in async functions, not a name");
  std::vector<Expression> items;
  std::optional<Pattern> rest;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (auto* argument = std::get_if<Box<Expression>>(&arguments[i])) {
      items.push_back(std::move(**argument));
    } else if (auto* spread = std::get_if<Spread>(&arguments[i])) {
      if (i + 1 != arguments.size())
        fail(range_since(arguments_start), "a rest parameter must be the last one");
      rest = to_pattern(std::move(*spread->argument));
    }
  }
  Expression arrow = parse_arrow(start, true, std::move(items), std::move(rest));
  await_seen_ = outer_await;
  yield_seen_ = outer_yield;
  return arrow;
}

// ( … ): an expression in parentheses, or the parameters of an arrow function.
Expression Parser::parse_parenthesized() {
  const Mark start = mark();
  const bool arrow_allowed = start.offset == arrow_start_;
  const CoverErrors outer = std::exchange(cover_, {});
  const auto outer_await = std::exchange(await_seen_, std::nullopt);
  const auto outer_yield = std::exchange(yield_seen_, std::nullopt);
  std::vector<Expression> items;
  std::optional<Pattern> rest;
  std::optional<support::SourceRange> comma;
  parse_parenthesized_items(items, rest, comma);
  const CoverErrors inner = std::exchange(cover_, outer);
  if (arrow_follows() && arrow_allowed) {
    check_pattern_cover(inner);
    if (inner.parenthesized_binding)
      report(*inner.parenthesized_binding, "a parameter cannot stand in parentheses");
    Expression arrow = parse_arrow(start, false, std::move(items), std::move(rest));
    await_seen_ = outer_await;
    yield_seen_ = outer_yield;
    return arrow;
  }
  if (!await_seen_) await_seen_ = outer_await;
  if (!yield_seen_) yield_seen_ = outer_yield;
  report_cover(inner);
  if (rest) {
    fail(range_since(start), "'...' in parentheses: expected '=>' after the parameters of an arrow function");
  }
  if (items.empty())
    fail(range_since(start), "expected an expression between '(' and ')', or '=>' after them");
  if (comma) fail(*comma, "expected an expression after ','");
  last_parenthesized_ = {start.offset, previous_end_};
  if (items.size() == 1) return std::move(items.front());
  const Mark first{start.offset, items.front().at};
  return make(first, Sequence{std::move(items)});
}

void Parser::parse_parenthesized_items(std::vector<Expression>& items, std::optional<Pattern>& rest,
                                       std::optional<support::SourceRange>& comma) {
  Bracket bracket(*this);
  while (!bracket.at_close()) {
    comma.reset();
    if (take(TokenKind::ellipsis)) {
      rest = parse_binding_target();
      if (at(TokenKind::comma)) fail(current_, "a rest parameter must be the last one");
      break;
    }
    items.push_back(parse_assignment(Cover::yes));
    if (!at(TokenKind::comma)) break;
    comma = range_of(current_);
    advance();
  }
  bracket.close("to close the parenthesis");
}

}  // namespace asyncq::syntax
