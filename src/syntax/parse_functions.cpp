// Functions, methods and arrows. [15.1 to 15.6, 15.8, 15.9]

#include <fmt/format.h>

#include <algorithm>

#include "syntax/parser_impl.h"

namespace asyncq::syntax {

namespace {

bool is_simple(const Function& function) {
  return !function.rest &&
         std::all_of(function.parameters.begin(), function.parameters.end(), [](const Parameter& p) {
           return !p.initializer && std::holds_alternative<Identifier>(p.target.node);
         });
}

}  // namespace

FunctionContext Parser::nested_context(const Function& function) const {
  FunctionContext nested;
  nested.strict = context_.strict;
  nested.is_function = true;
  nested.return_allowed = true;
  nested.new_target = true;
  nested.name = function.name;
  nested.at = function.at;
  nested.is_async = function.is_async;
  nested.is_generator = function.is_generator;
  if (function.kind != FunctionKind::arrow) return nested;
  nested.is_arrow = true;
  nested.new_target = context_.new_target;
  nested.super_property = context_.super_property;
  nested.super_call = context_.super_call;
  nested.arguments_refused = context_.arguments_refused;
  nested.await_refused = context_.await_refused && !function.is_async;
  return nested;
}

// --- functions and methods -----------------------------------------------------------------------------

// At 'function'. start: its first token, which may be 'async'.
Function Parser::parse_function(FunctionName name_kind, bool is_async, const Mark& start) {
  Function function;
  function.at = start.at;
  function.is_async = is_async;
  advance();
  function.is_generator = take(TokenKind::star);
  // A declaration's name belongs to the scope around it, an expression's to the function.
  const bool is_declaration = name_kind != FunctionName::of_expression;
  const auto take_name = [&] {
    check_binding_name(current_);
    function.name = take_token().text;
  };
  if (is_declaration && at(TokenKind::identifier)) {
    take_name();
  } else if (name_kind == FunctionName::of_declaration) {
    if (is_keyword(current_.kind)) {
      fail(current_, fmt::format("'{}' is a reserved word and cannot be the name of a function",
                                 spelling(current_.kind)));
    }
    fail_expected("the name of the function");
  }
  FunctionScope scope(*this, nested_context(function));
  if (!is_declaration && at(TokenKind::identifier)) {
    take_name();
    context_.name = function.name;
  }
  parse_parameters(function);
  parse_function_body(function);
  return function;
}

Expression Parser::parse_function_expression(bool is_async, const Mark& start) {
  return make(start, FunctionExpression{parse_function(FunctionName::of_expression, is_async, start)});
}

// At the '(' of a method's parameters.
Function Parser::parse_method(bool is_async, bool is_generator, const Mark& start, ClassElementKind kind,
                              bool super_call_allowed) {
  Function function;
  function.at = start.at;
  function.kind = FunctionKind::method;
  function.is_async = is_async;
  function.is_generator = is_generator;
  FunctionContext context = nested_context(function);
  context.super_property = true;
  context.super_call = super_call_allowed;
  FunctionScope scope(*this, std::move(context));
  if (!at(TokenKind::left_parenthesis)) fail_expected("'(' and the parameters of the method");
  parse_parameters(function);
  check_accessor(function, kind, start);
  parse_function_body(function);
  return function;
}

void Parser::check_accessor(const Function& function, ClassElementKind kind, const Mark& start) {
  if (kind == ClassElementKind::getter && (!function.parameters.empty() || function.rest)) {
    report(range_since(start), "a getter has no parameters");
  } else if (kind == ClassElementKind::setter && (function.parameters.size() != 1 || function.rest)) {
    report(range_since(start), "a setter has exactly one parameter");
  }
}

// --- parameters ----------------------------------------------------------------------------------------

void Parser::parse_parameters(Function& function) {
  function.parameters_at = current_.at;
  if (!at(TokenKind::left_parenthesis)) fail_expected("'(' and the parameters of the function", slip_hint());
  Bracket bracket(*this);
  parse_parameter_list(function, TokenKind::right_parenthesis);
  bracket.close("or ',' in the parameters");
  if (await_seen_ && function.is_async) {
    report(*std::exchange(await_seen_, std::nullopt),
           "'await' cannot be used in the parameters of an async function");
  }
  if (yield_seen_ && function.is_generator) {
    report(*std::exchange(yield_seen_, std::nullopt),
           "'yield' cannot be used in the parameters of a generator");
  }
}

void Parser::parse_parameter_list(Function& function, TokenKind end) {
  while (!at(end)) {
    if (take(TokenKind::ellipsis)) {
      function.rest = parse_binding_target();
      if (at(TokenKind::assign)) fail(current_, "a rest parameter cannot have a default value");
      if (at(TokenKind::comma)) fail(current_, "a rest parameter must be the last one");
      return;
    }
    Pattern target = parse_binding_target();
    refuse_type_annotation();
    function.parameters.push_back(Parameter{std::move(target), parse_initializer()});
    if (end == TokenKind::end && !at(end) && !at(TokenKind::comma))
      fail_expected("',' between the parameters");
    if (!take(TokenKind::comma)) return;
  }
}

// unique: a name may not stand twice, whatever the mode.
void Parser::check_parameters(const Function& function, bool unique) {
  std::vector<const Pattern*> names;
  for (const Parameter& parameter : function.parameters) collect_bound_names(parameter.target, names);
  if (function.rest) collect_bound_names(*function.rest, names);
  for (const Pattern* name : names) check_strict_name(std::get<Identifier>(name->node).name, name->at);
  if (!unique && !context_.strict && is_simple(function)) return;
  report_duplicate_names(names, "there are two parameters named '{}'");
}

// What cannot be bound or assigned to in strict mode. [13.1.1]
void Parser::check_strict_name(const std::string& name, Place at) {
  if (!context_.strict) return;
  if (name == "eval" || name == "arguments") {
    report(name_range(name, at), fmt::format("'{}' cannot be assigned to in strict mode", name));
  } else if (is_reserved_in_strict_mode(name)) {
    report(name_range(name, at), fmt::format("'{}' is a reserved word in strict mode", name));
  }
}

// --- bodies --------------------------------------------------------------------------------------------

// { … } after the parameters, which are checked once the body has said whether it is strict.
void Parser::parse_function_body(Function& function) {
  if (!at(TokenKind::left_brace)) {
    refuse_type_annotation();
    fail_expected("'{' and the body of the function",
                  at(TokenKind::arrow) ? "only arrow functions are written with =>" : "");
  }
  {
    Bracket bracket(*this);
    const bool outer_strict = context_.strict;
    parse_directives(&function, function.body);
    if (context_.strict && !outer_strict && !function.name.empty())
      check_strict_name(function.name, function.at);
    parse_statement_list(function.body, false);
    bracket.close("to close the function body");
  }
  function.end = previous_end_at_;
  check_parameters(function, function.kind != FunctionKind::normal);
}

// The directive prologue [11.2.1]. A directive that spells 'use strict' with an escape means nothing and
// could not be told from the real one any more: it ends the prologue.
void Parser::parse_directives(Function* function, StatementList& body) {
  while (at(TokenKind::string)) {
    const Token& after = peek();
    const bool ends = after.kind == TokenKind::semicolon || after.kind == TokenKind::right_brace ||
                      after.kind == TokenKind::end;
    // Only these can go on with the expression on the next line; the rest begins a new statement.
    const bool continues = find_binary(after.kind) != nullptr || find_assignment(after.kind).has_value() ||
                           after.kind == TokenKind::dot || after.kind == TokenKind::question_dot ||
                           after.kind == TokenKind::left_parenthesis ||
                           after.kind == TokenKind::left_bracket || after.kind == TokenKind::template_part ||
                           after.kind == TokenKind::comma || after.kind == TokenKind::question;
    if (!ends && (continues || !after.newline_before)) return;
    const bool use_strict = current_.text == "use strict";
    if (use_strict && current_.escaped) return;
    if (use_strict) {
      if (function != nullptr && !is_simple(*function)) {
        report(current_,
               "'use strict' cannot stand in a function with default, rest or destructured parameters");
      }
      context_.strict = true;
    }
    const Mark start = mark();
    Expression string = parse_string();
    end_statement();
    body.push_back(Statement{ExpressionStatement{std::move(string), true}, start.at, previous_end_at_});
  }
}

// --- arrows [15.3, 15.9] ---------------------------------------------------------------------------------

Expression Parser::parse_single_parameter_arrow(Token name, const Mark& start, bool is_async) {
  check_binding_name(name);
  if (is_async && name.text == "await") report(name, "'await' is an operator in async functions, not a name");
  Function function;
  function.kind = FunctionKind::arrow;
  function.at = start.at;
  function.is_async = is_async;
  function.parameters.push_back(Parameter{Pattern{Identifier{std::move(name.text)}, name.at}, std::nullopt});
  return finish_arrow(start, std::move(function));
}

// At '=>', after parameters that were read as expressions.
Expression Parser::parse_arrow(const Mark& start, bool is_async, std::vector<Expression> items,
                               std::optional<Pattern> rest) {
  if (await_seen_) report(*await_seen_, "'await' cannot be used in the parameters of an arrow function");
  if (yield_seen_) report(*yield_seen_, "'yield' cannot be used in the parameters of an arrow function");
  Function function;
  function.kind = FunctionKind::arrow;
  function.at = start.at;
  function.is_async = is_async;
  for (Expression& item : items) function.parameters.push_back(to_parameter(std::move(item)));
  function.rest = std::move(rest);
  return finish_arrow(start, std::move(function));
}

Parameter Parser::to_parameter(Expression expression) {
  const auto* assignment = std::get_if<Assignment>(&expression.node);
  const bool is_target = std::holds_alternative<Identifier>(expression.node) ||
                         std::holds_alternative<ObjectLiteral>(expression.node) ||
                         std::holds_alternative<ArrayLiteral>(expression.node) ||
                         (assignment != nullptr && assignment->op == AssignmentOperator::assign);
  if (!is_target) {
    const Place at = expression.at;
    fail({at, {at.line, at.column + 1}},
         "invalid parameter of an arrow function: expected a name or a pattern");
  }
  PatternElement element = to_pattern_element(std::move(expression));
  return Parameter{std::move(*element.target), std::move(element.initializer)};
}

Expression Parser::finish_arrow(const Mark& start, Function function) {
  const bool is_async = function.is_async;
  FunctionScope scope(*this, nested_context(function));
  advance();  // '=>'
  if (at(TokenKind::left_brace)) {
    parse_function_body(function);
  } else {
    const Mark body = mark();
    function.expression_body = true;
    Expression value = parse_assignment();
    function.body.push_back(Statement{Return{std::move(value)}, body.at, previous_end_at_});
    function.end = previous_end_at_;
    check_parameters(function, true);
  }
  if (is_async) {
    std::vector<const Pattern*> names;
    for (const Parameter& parameter : function.parameters) collect_bound_names(parameter.target, names);
    for (const Pattern* name : names) {
      const std::string& text = std::get<Identifier>(name->node).name;
      if (text == "await")
        report(name_range(text, name->at), "'await' is an operator in async functions, not a name");
    }
  }
  last_arrow_end_ = previous_end_;
  return make(start, FunctionExpression{std::move(function)});
}

}  // namespace asyncq::syntax
