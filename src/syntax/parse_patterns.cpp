// What names are bound and assigned to. [14.3.3, 13.15.5]

#include <fmt/format.h>

#include <algorithm>

#include "syntax/parser_impl.h"

namespace asyncq::syntax {

// --- binding patterns --------------------------------------------------------------------------------

Pattern Parser::parse_binding_target() {
  const Level level(*this);
  if (at(TokenKind::left_bracket)) return parse_array_binding();
  if (at(TokenKind::left_brace)) return parse_object_binding();
  return parse_binding_identifier();
}

Pattern Parser::parse_binding_identifier() {
  if (is_keyword(current_.kind)) {
    fail(current_, fmt::format("'{}' is a reserved word and cannot be the name of a variable",
                               spelling(current_.kind)));
  }
  if (!at(TokenKind::identifier)) fail_expected("a name, '{' or '['");
  check_binding_name(current_);
  Token name = take_token();
  return Pattern{Identifier{std::move(name.text)}, name.at};
}

void Parser::check_binding_name(const Token& name) {
  if (const std::string_view refusal = refusal_of_name(name); !refusal.empty()) {
    report(name, fmt::format("'{}' {}", name.text, refusal));
  } else {
    check_strict_name(name.text, name.at);
  }
}

std::optional<Box<Expression>> Parser::parse_initializer() {
  if (!take(TokenKind::assign)) return std::nullopt;
  return Box<Expression>(parse_assignment());
}

Pattern Parser::parse_array_binding() {
  Pattern pattern;
  pattern.at = current_.at;
  ArrayPattern structure;
  Bracket bracket(*this);
  while (!bracket.at_close()) {
    if (take(TokenKind::comma)) {
      structure.elements.emplace_back(std::nullopt);
      continue;
    }
    if (take(TokenKind::ellipsis)) {
      structure.rest = parse_binding_target();
      if (at(TokenKind::comma)) fail(current_, "the rest of an array pattern must come last");
      break;
    }
    Box<Pattern> target = parse_binding_target();
    structure.elements.emplace_back(PatternElement{std::move(target), parse_initializer()});
    if (!at(TokenKind::comma)) break;
    advance();
  }
  bracket.close("or ',' in the array pattern");
  pattern.node = std::move(structure);
  return pattern;
}

Pattern Parser::parse_object_binding() {
  Pattern pattern;
  pattern.at = current_.at;
  ObjectPattern structure;
  Bracket bracket(*this);
  while (!bracket.at_close()) {
    if (take(TokenKind::ellipsis)) {
      structure.rest = parse_binding_identifier();
      if (at(TokenKind::comma)) fail(current_, "the rest of an object pattern must come last");
      break;
    }
    structure.properties.push_back(parse_binding_property());
    if (!at(TokenKind::comma)) break;
    advance();
  }
  bracket.close("or ',' in the object pattern");
  pattern.node = std::move(structure);
  return pattern;
}

PatternProperty Parser::parse_binding_property() {
  PatternProperty property;
  if (at(TokenKind::identifier) && peek().kind != TokenKind::colon) {
    property.shorthand = true;
    property.key = PropertyName{current_.text, current_.at};
    property.target = parse_binding_identifier();
  } else {
    property.key = parse_property_name(false);
    expect(TokenKind::colon, "after the property name in the pattern");
    property.target = parse_binding_target();
  }
  property.initializer = parse_initializer();
  return property;
}

// --- expressions that turn out to be patterns ------------------------------------------------------------

void Parser::check_pattern_cover(const CoverErrors& errors) {
  if (errors.parenthesized_pattern) {
    report(*errors.parenthesized_pattern,
           "invalid destructuring target: a pattern cannot stand in parentheses");
  }
  if (errors.comma_after_rest) report(*errors.comma_after_rest, "the rest of a pattern must come last");
}

Pattern Parser::to_pattern(Expression expression) {
  const Place at = expression.at;
  if (auto* name = std::get_if<Identifier>(&expression.node)) {
    check_strict_name(name->name, at);
    return Pattern{std::move(*name), at};
  }
  if (std::holds_alternative<Member>(expression.node) || std::holds_alternative<Index>(expression.node)) {
    return Pattern{Box<Expression>(std::move(expression)), at};
  }
  if (auto* array = std::get_if<ArrayLiteral>(&expression.node))
    return array_to_pattern(std::move(*array), at);
  if (auto* object = std::get_if<ObjectLiteral>(&expression.node))
    return object_to_pattern(std::move(*object), at);
  const support::SourcePosition end{at.line, at.column + 1};
  fail({at, end}, "invalid destructuring target: expected a name, a property or a pattern");
}

PatternElement Parser::to_pattern_element(Expression expression) {
  auto* assignment = std::get_if<Assignment>(&expression.node);
  if (assignment == nullptr || assignment->op != AssignmentOperator::assign) {
    return PatternElement{to_pattern(std::move(expression)), std::nullopt};
  }
  return PatternElement{std::move(assignment->target), std::move(assignment->value)};
}

Pattern Parser::array_to_pattern(ArrayLiteral literal, Place at) {
  ArrayPattern structure;
  for (std::size_t i = 0; i < literal.elements.size(); ++i) {
    Element& element = literal.elements[i];
    if (auto* value = std::get_if<Box<Expression>>(&element)) {
      structure.elements.emplace_back(to_pattern_element(std::move(**value)));
    } else if (auto* spread = std::get_if<Spread>(&element)) {
      const Place spread_at = spread->argument->at;
      if (i + 1 != literal.elements.size()) {
        fail({spread_at, {spread_at.line, spread_at.column + 1}},
             "the rest of an array pattern must come last");
      }
      structure.rest = to_pattern(std::move(*spread->argument));
    } else {
      structure.elements.emplace_back(std::nullopt);
    }
  }
  return Pattern{std::move(structure), at};
}

Pattern Parser::object_to_pattern(ObjectLiteral literal, Place at) {
  ObjectPattern structure;
  for (std::size_t i = 0; i < literal.properties.size(); ++i) {
    Property& property = literal.properties[i];
    if (property.kind != PropertyKind::spread) {
      structure.properties.push_back(to_pattern_property(std::move(property)));
      continue;
    }
    const Place spread_at = property.key.at;
    const support::SourceRange range{spread_at, {spread_at.line, spread_at.column + 3}};
    if (i + 1 != literal.properties.size()) fail(range, "the rest of an object pattern must come last");
    structure.rest = to_pattern(std::move(*property.value));
    if (std::holds_alternative<ArrayPattern>((*structure.rest)->node) ||
        std::holds_alternative<ObjectPattern>((*structure.rest)->node)) {
      fail(range, "the rest of an object pattern must be a name or a property");
    }
  }
  return Pattern{std::move(structure), at};
}

PatternProperty Parser::to_pattern_property(Property property) {
  const Place at = property.key.at;
  if (property.kind != PropertyKind::value && property.kind != PropertyKind::shorthand) {
    fail({at, {at.line, at.column + 1}}, "invalid destructuring target: a method cannot be assigned to");
  }
  PatternElement element = to_pattern_element(std::move(*property.value));
  const auto* name = std::get_if<Identifier>(&element.target->node);
  if (name != nullptr && element.initializer && property.kind == PropertyKind::shorthand)
    check_strict_name(name->name, at);
  return PatternProperty{std::move(property.key), std::move(element.target), std::move(element.initializer),
                         property.kind == PropertyKind::shorthand};
}

// --- names in patterns -------------------------------------------------------------------------------

void Parser::collect_bound_names(const Pattern& pattern, std::vector<const Pattern*>& names) {
  if (std::holds_alternative<Identifier>(pattern.node)) {
    names.push_back(&pattern);
  } else if (std::holds_alternative<Box<Expression>>(pattern.node)) {
    const Place at = pattern.at;
    report({at, {at.line, at.column + 1}},
           "a parameter must be a name or a pattern of names, not a property");
  } else if (const auto* array = std::get_if<ArrayPattern>(&pattern.node)) {
    for (const auto& element : array->elements) {
      if (element) collect_bound_names(*element->target, names);
    }
    if (array->rest) collect_bound_names(**array->rest, names);
  } else if (const auto* object = std::get_if<ObjectPattern>(&pattern.node)) {
    for (const PatternProperty& property : object->properties) collect_bound_names(*property.target, names);
    if (object->rest) collect_bound_names(**object->rest, names);
  }
}

void Parser::report_duplicate_names(std::vector<const Pattern*>& names, std::string_view message) {
  const auto text = [](const Pattern* name) -> const std::string& {
    return std::get<Identifier>(name->node).name;
  };
  std::stable_sort(names.begin(), names.end(),
                   [&](const Pattern* a, const Pattern* b) { return text(a) < text(b); });
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (text(names[i - 1]) != text(names[i])) continue;
    report(name_range(text(names[i]), names[i]->at), fmt::format(fmt::runtime(message), text(names[i])));
  }
}

}  // namespace asyncq::syntax
