// Classes. [15.7]

#include <fmt/format.h>

#include "syntax/parser_impl.h"

namespace asyncq::syntax {

namespace {

bool is_accessor(ClassElementKind kind) {
  return kind == ClassElementKind::getter || kind == ClassElementKind::setter;
}

const std::string* plain_name(const PropertyName& name) {
  return std::get_if<std::string>(&name.name);
}

}  // namespace

// At 'class'. The whole of a class is strict.
Class Parser::parse_class(bool name_required) {
  const Level level(*this);
  Class definition;
  definition.at = current_.at;
  const bool outer_strict = std::exchange(context_.strict, true);
  advance();
  if (at(TokenKind::identifier)) {
    check_binding_name(current_);
    definition.name = take_token().text;
  } else if (name_required) {
    context_.strict = outer_strict;
    fail_expected("the name of the class");
  }
  if (take(TokenKind::kw_extends)) definition.heritage = parse_left_hand_side();
  private_scopes_.emplace_back();
  parse_class_body(definition);
  close_private_scope();
  context_.strict = outer_strict;
  definition.end = previous_end_at_;
  return definition;
}

void Parser::parse_class_body(Class& definition) {
  if (!at(TokenKind::left_brace)) fail_expected("'{' and the body of the class");
  Bracket bracket(*this);
  bool has_constructor = false;
  while (!bracket.at_close()) {
    if (take(TokenKind::semicolon)) continue;
    if (at(TokenKind::end)) break;
    if (at(TokenKind::comma)) fail(current_, "no ',' stands between the members of a class");
    const support::SourceRange range = range_of(current_);
    definition.elements.push_back(parse_class_element(definition.heritage.has_value()));
    if (definition.elements.back().kind != ClassElementKind::constructor) continue;
    if (has_constructor) report(range, "a class can have only one constructor");
    has_constructor = true;
  }
  bracket.close("to close the class body");
}

ClassElement Parser::parse_class_element(bool derived) {
  const Level level(*this);
  const Mark start = mark();
  ClassElement element;
  element.at = start.at;
  if (at_word("static") && peek().kind == TokenKind::left_brace) return parse_static_block(start);
  element.is_static = parse_modifier("static");
  const Mark method_start = mark();  // 'static' is no part of the method's text
  const bool is_async = parse_modifier("async");
  const bool is_generator = take(TokenKind::star);
  if (!is_async && !is_generator) {
    if (parse_modifier("get")) {
      element.kind = ClassElementKind::getter;
    } else if (parse_modifier("set")) {
      element.kind = ClassElementKind::setter;
    }
  }
  const Mark key_start = mark();
  element.key = parse_property_name(true);
  const bool is_method =
      is_async || is_generator || is_accessor(element.kind) || at(TokenKind::left_parenthesis);
  if (!is_method) element.kind = ClassElementKind::field;
  const std::string* name = plain_name(element.key);
  if (name != nullptr && *name == "constructor" && !element.is_static) {
    if (is_async || is_generator || is_accessor(element.kind)) {
      report(range_since(key_start), "a constructor cannot be async, a generator, a getter or a setter");
    } else if (is_method) {
      element.kind = ClassElementKind::constructor;
    }
  }
  check_class_element(element, range_since(key_start));
  if (name != nullptr && name->starts_with('#')) declare_private_name(element);
  if (!is_method) {
    parse_field(element);
    return element;
  }
  const bool super_call = derived && element.kind == ClassElementKind::constructor;
  Function method = parse_method(is_async, is_generator, method_start, element.kind, super_call);
  element.value = make(start, FunctionExpression{std::move(method)});
  if (element.kind == ClassElementKind::constructor) element.key = PropertyName{};
  return element;
}

void Parser::check_class_element(const ClassElement& element, const support::SourceRange& key) {
  const std::string* name = plain_name(element.key);
  if (name == nullptr) return;
  if (*name == "#constructor") report(key, "a private name cannot be '#constructor'");
  if (element.kind == ClassElementKind::field && *name == "constructor")
    report(key, "a field cannot be named 'constructor'");
  if (element.is_static && *name == "prototype") report(key, "a static member cannot be named 'prototype'");
}

void Parser::parse_field(ClassElement& element) {
  FunctionContext context;
  context.strict = true;
  context.super_property = true;
  context.new_target = true;
  context.arguments_refused = true;
  FunctionScope scope(*this, std::move(context));
  const std::string* name = plain_name(element.key);
  if (name != nullptr && *name == "function" && at(TokenKind::identifier) && !current_.newline_before)
    fail(current_, "a method is written without 'function'");
  if (at(TokenKind::colon))
    fail_expected("'=' and the value of the field", "a field is written name = value;");
  element.value = parse_initializer();
  end_statement();
}

ClassElement Parser::parse_static_block(const Mark& start) {
  ClassElement element;
  element.at = start.at;
  element.kind = ClassElementKind::static_block;
  element.is_static = true;
  FunctionContext context;
  context.strict = true;
  context.super_property = true;
  context.new_target = true;
  context.arguments_refused = true;
  context.await_refused = true;
  FunctionScope scope(*this, std::move(context));
  advance();
  element.static_block = parse_block_body("to close the static block");
  return element;
}

// --- private names -------------------------------------------------------------------------------------

void Parser::declare_private_name(const ClassElement& element) {
  const std::string& name = *plain_name(element.key);
  const auto [found, added] = private_scopes_.back().declared.try_emplace(
      name, PrivateScope::Declared{element.kind, element.is_static, false});
  if (added) return;
  PrivateScope::Declared& known = found->second;
  const bool pair = is_accessor(known.kind) && is_accessor(element.kind) && known.kind != element.kind &&
                    known.is_static == element.is_static && !known.paired;
  known.paired = true;
  if (pair) return;
  report(name_range(name, element.key.at), fmt::format("the private name '{}' is declared twice", name));
}

void Parser::use_private_name(const Token& name) {
  if (private_scopes_.empty()) {
    report(name, fmt::format("the private name '{}' is used outside of any class", name.text));
    return;
  }
  private_scopes_.back().used.push_back({name.text, name.at});
}

// What this class does not declare must be declared by a class around it.
void Parser::close_private_scope() {
  PrivateScope scope = std::move(private_scopes_.back());
  private_scopes_.pop_back();
  for (PrivateScope::Used& used : scope.used) {
    if (scope.declared.contains(used.name)) continue;
    if (!private_scopes_.empty()) {
      private_scopes_.back().used.push_back(std::move(used));
      continue;
    }
    std::vector<std::string_view> declared;
    for (const auto& entry : scope.declared) declared.push_back(entry.first);
    const std::string_view meant = support::nearest(used.name, declared);
    report(name_range(used.name, used.at),
           fmt::format("the private name '{}' is not declared in any class around it", used.name),
           meant.empty() ? "" : fmt::format("did you mean '{}' ?", meant));
  }
}

}  // namespace asyncq::syntax
