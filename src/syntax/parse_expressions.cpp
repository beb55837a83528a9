// Operators, calls and members. [13.3 to 13.16]

#include <fmt/format.h>

#include <algorithm>

#include "syntax/parser_impl.h"

namespace asyncq::syntax {

namespace {

bool is_simple_target(const Expression& expression) {
  return std::holds_alternative<Identifier>(expression.node) ||
         std::holds_alternative<Member>(expression.node) || std::holds_alternative<Index>(expression.node);
}

bool is_structure(const Expression& expression) {
  return std::holds_alternative<ObjectLiteral>(expression.node) ||
         std::holds_alternative<ArrayLiteral>(expression.node);
}

void keep_first(std::optional<support::SourceRange>& first,
                const std::optional<support::SourceRange>& later) {
  if (!first) first = later;
}

constexpr std::string_view kAwaitMessage =
    "'await' is only valid in async functions and the top level bodies of modules";

}  // namespace

// --- sequence and assignment [13.16, 13.15] ------------------------------------------------------------

Expression Parser::parse_expression(Cover cover) {
  const Mark start = mark();
  Expression first = parse_assignment(cover);
  return at(TokenKind::comma) ? parse_sequence(start, std::move(first)) : first;
}

Expression Parser::parse_sequence(const Mark& start, Expression first) {
  report_cover(std::exchange(cover_, {}));
  Sequence sequence;
  sequence.expressions.push_back(std::move(first));
  while (take(TokenKind::comma)) sequence.expressions.push_back(parse_assignment());
  return make(start, std::move(sequence));
}

Expression Parser::parse_assignment(Cover cover) {
  const Level level(*this);
  if (context_.is_generator && at_word("yield")) return parse_yield();
  const Mark start = mark();
  arrow_start_ = start.offset;
  CoverErrors outer = std::exchange(cover_, {});
  Expression expression = parse_conditional();
  if (find_assignment(current_.kind) && !ended_as_arrow()) {
    expression = finish_assignment(start, std::move(expression));
  }
  settle_cover(cover, start, expression, outer);
  return expression;
}

Expression Parser::finish_assignment(const Mark& start, Expression left) {
  const AssignmentOperator op = *find_assignment(current_.kind);
  const Place at_operator = current_.at;
  const bool parenthesized = is_parenthesized(start);
  if (op == AssignmentOperator::assign && is_structure(left) && !parenthesized) {
    check_pattern_cover(cover_);
  } else if (!is_simple_target(left)) {
    fail(range_since(start),
         op == AssignmentOperator::assign
             ? "invalid assignment target: expected a name, a property or a destructuring pattern before '='"
             : fmt::format("invalid assignment target: expected a name or a property before '{}'",
                           spelling(op)),
         op == AssignmentOperator::assign && !is_structure(left) ? "did you mean '===' ?" : "");
  }
  Box<Pattern> target = to_pattern(std::move(left));
  // What the target could not be as a parameter, (a = 1) still cannot.
  CoverErrors errors;
  errors.parenthesized_binding = parenthesized ? range_since(start) : cover_.parenthesized_binding;
  cover_ = errors;
  advance();
  Expression value = parse_assignment();
  return make(start, Assignment{op, std::move(target), std::move(value)}, at_operator);
}

// Of the cover errors inside this expression, reports those that no outer pattern can mend any more and
// leaves the others, with its own, to the outer expression.
void Parser::settle_cover(Cover cover, const Mark& start, const Expression& expression, CoverErrors outer) {
  CoverErrors inner = std::exchange(cover_, {});
  if (is_parenthesized(start)) {
    inner = {};
    inner.parenthesized_binding = range_since(start);
    if (!is_simple_target(expression)) inner.parenthesized_pattern = range_since(start);
  } else if (!is_structure(expression) && !std::holds_alternative<Assignment>(expression.node)) {
    report_cover(inner);
    inner = {};
  }
  if (cover == Cover::no) {
    report_cover(inner);
    inner = {};
  }
  keep_first(outer.shorthand_initializer, inner.shorthand_initializer);
  keep_first(outer.duplicate_proto, inner.duplicate_proto);
  keep_first(outer.parenthesized_pattern, inner.parenthesized_pattern);
  keep_first(outer.parenthesized_binding, inner.parenthesized_binding);
  keep_first(outer.comma_after_rest, inner.comma_after_rest);
  cover_ = outer;
}

void Parser::report_cover(const CoverErrors& errors) {
  if (errors.shorthand_initializer) {
    report(*errors.shorthand_initializer, "a default value '=' may only stand in a destructuring pattern",
           "in an object, a property is written name: value");
  }
  if (errors.duplicate_proto) {
    report(*errors.duplicate_proto, "an object literal may set __proto__ only once");
  }
}

Expression Parser::parse_conditional() {
  const Mark start = mark();
  Expression test = parse_binary(Precedence::coalesce);
  if (!at(TokenKind::question) || ended_as_arrow()) return test;
  advance();
  const bool outer_in_allowed = std::exchange(in_allowed_, true);
  Expression consequent = parse_assignment();
  in_allowed_ = outer_in_allowed;
  expect(TokenKind::colon, "between the two values of the conditional '?'");
  Expression alternate = parse_assignment();
  return make(start, Conditional{std::move(test), std::move(consequent), std::move(alternate)});
}

// --- binary operators [13.6 to 13.13] -------------------------------------------------------------------

Expression Parser::parse_binary(Precedence minimum) {
  const Mark start = mark();
  Expression left = parse_binary_operand(minimum);
  if (ended_as_arrow()) return left;
  bool parenthesized = is_parenthesized(start);
  while (const BinaryRow* row = find_binary(current_.kind)) {
    if (row->precedence < minimum || (at(TokenKind::kw_in) && !in_allowed_)) break;
    if (at(TokenKind::star_star) && !parenthesized &&
        (std::holds_alternative<Unary>(left.node) || std::holds_alternative<Await>(left.node))) {
      report(range_since(start), "the left operand of '**' needs parentheses here",
             "write (-a) ** b or -(a ** b)");
    }
    const Place at_operator = current_.at;
    check_coalesce(*row, left, parenthesized, at_operator);
    advance();
    const Mark right_start = mark();
    const int left_height = std::exchange(height_, 0);
    const bool right_associative = row->precedence == Precedence::exponent;
    Expression right = right_associative ? parse_exponent() : parse_binary(tighter(row->precedence));
    check_coalesce(*row, right, is_parenthesized(right_start), at_operator);
    left = combine(start, *row, at_operator, std::move(left), std::move(right));
    parenthesized = false;
    height_ = std::max(height_, left_height);
    add_link();
  }
  return left;
}

// a ** b ** c nests to the right.
Expression Parser::parse_exponent() {
  const Level level(*this);
  return parse_binary(Precedence::exponent);
}

Expression Parser::parse_binary_operand(Precedence minimum) {
  return at(TokenKind::private_name) ? parse_private_in(minimum) : parse_unary();
}

// The left operand of #name in object. [13.10]
Expression Parser::parse_private_in(Precedence minimum) {
  const Mark start = mark();
  if (minimum > Precedence::relational || peek().kind != TokenKind::kw_in || !in_allowed_) {
    fail(current_, fmt::format("unexpected private name '{}'", current_.text),
         "a private name follows a dot, as in this.#name, or stands before 'in'");
  }
  use_private_name(current_);
  Expression name = make(start, Identifier{std::move(current_.text)});
  advance();
  return name;
}

Expression Parser::combine(const Mark& start, const BinaryRow& row, Place at_operator, Expression left,
                           Expression right) const {
  if (const auto* logical = std::get_if<LogicalOperator>(&row.op)) {
    return make(start, Logical{*logical, std::move(left), std::move(right)}, at_operator);
  }
  return make(start, Binary{std::get<BinaryOperator>(row.op), std::move(left), std::move(right)},
              at_operator);
}

void Parser::check_coalesce(const BinaryRow& row, const Expression& operand, bool parenthesized,
                            Place at_operator) {
  const auto* op = std::get_if<LogicalOperator>(&row.op);
  const auto* logical = std::get_if<Logical>(&operand.node);
  if (op == nullptr || logical == nullptr || parenthesized) return;
  if ((*op == LogicalOperator::coalesce) == (logical->op == LogicalOperator::coalesce)) return;
  support::SourcePosition end = at_operator;
  end.column += 2;
  report({at_operator, end}, "'?\?' together with '||' or '&&' needs parentheses",
         "write (a ?? b) || c or a ?? (b || c)");
}

// --- unary operators [13.4, 13.5] ------------------------------------------------------------------------

Expression Parser::parse_unary() {
  if (const std::optional<UnaryOperator> op = find_unary(current_.kind)) return parse_unary_operator(*op);
  if (at(TokenKind::plus_plus) || at(TokenKind::minus_minus)) return parse_prefix_update();
  if (at_word("await") && (context_.is_async || await_reads_as_operator())) return parse_await();
  return parse_update();
}

Expression Parser::parse_unary_operator(UnaryOperator op) {
  const Level level(*this);
  const Mark start = mark();
  advance();
  const Mark operand_start = mark();
  Expression operand = parse_unary();
  if (op == UnaryOperator::delete_of) check_delete(operand, operand_start);
  return make(start, Unary{op, std::move(operand)});
}

void Parser::check_delete(const Expression& operand, const Mark& start) {
  const auto* chain = std::get_if<OptionalChain>(&operand.node);
  const auto* member = std::get_if<Member>(chain != nullptr ? &chain->expression->node : &operand.node);
  if (member != nullptr && member->name.starts_with('#')) {
    report(range_since(start), "a private field cannot be deleted");
  } else if (context_.strict && std::holds_alternative<Identifier>(operand.node)) {
    report(range_since(start), "a name cannot be deleted in strict mode: expected a property after 'delete'");
  }
}

Expression Parser::parse_prefix_update() {
  const Level level(*this);
  const Mark start = mark();
  const UpdateOperator op = at(TokenKind::plus_plus) ? UpdateOperator::increment : UpdateOperator::decrement;
  advance();
  const Mark target_start = mark();
  Expression target = parse_unary();
  check_update_target(target_start, target);
  return make(start, Update{op, true, std::move(target)});
}

void Parser::check_update_target(const Mark& start, const Expression& target) {
  if (!is_simple_target(target)) {
    report(range_since(start), "'++' and '--' need a name or a property to change");
  } else if (const auto* name = std::get_if<Identifier>(&target.node)) {
    check_strict_name(name->name, target.at);
  }
}

Expression Parser::parse_update() {
  const Mark start = mark();
  Expression target = parse_left_hand_side();
  const bool increments = at(TokenKind::plus_plus);
  if ((!increments && !at(TokenKind::minus_minus)) || current_.newline_before || ended_as_arrow())
    return target;
  check_update_target(start, target);
  const Place at_operator = current_.at;
  advance();
  add_link();
  return make(
      start,
      Update{increments ? UpdateOperator::increment : UpdateOperator::decrement, false, std::move(target)},
      at_operator);
}

// --- await and yield [15.8, 15.5] ------------------------------------------------------------------------

Expression Parser::parse_await() {
  const Level level(*this);
  const Mark start = mark();
  if (!context_.is_async) {
    report_misplaced_await(current_);
  } else if (!await_seen_) {
    await_seen_ = range_of(current_);
  }
  advance();
  if (at_word("using") && peek().kind == TokenKind::identifier && !peek().newline_before &&
      peek().text != "of") {
    not_modelled(range_of(current_), "'using' declarations");
    throw SyntaxFailure{};
  }
  return make(start, Await{parse_unary()});
}

// Outside of async functions: whether what follows 'await' on its line makes sense only after the operator.
bool Parser::await_reads_as_operator() {
  static constexpr TokenSet kOperandsOnly = {
      TokenKind::identifier,  TokenKind::number,      TokenKind::string,  TokenKind::template_part,
      TokenKind::left_brace,  TokenKind::exclamation, TokenKind::kw_new,  TokenKind::kw_this,
      TokenKind::kw_function, TokenKind::kw_class,    TokenKind::kw_null, TokenKind::kw_true,
      TokenKind::kw_false,    TokenKind::kw_typeof,   TokenKind::kw_void, TokenKind::kw_delete,
      TokenKind::kw_import,   TokenKind::kw_super,
  };
  static constexpr TokenSet kOperandsOrMore = {
      TokenKind::left_parenthesis,
      TokenKind::left_bracket,
      TokenKind::plus,
      TokenKind::minus,
      TokenKind::slash,
  };
  const Token& after = peek();
  if (after.newline_before || (after.kind == TokenKind::identifier && after.text == "of")) return false;
  if (kOperandsOnly.has(after.kind)) return true;
  const bool is_no_name = options_.kind == SourceKind::module || context_.await_refused;
  return is_no_name && kOperandsOrMore.has(after.kind);
}

void Parser::report_misplaced_await(const Token& token) {
  std::string hint;
  if (context_.await_refused) {
    hint = "a static block of a class cannot wait";
  } else if (!context_.is_function) {
    hint =
        "move it into an async function, or make this a module: a file named .mjs, a puzzle with 'module: "
        "true'";
  } else if (!context_.at.known()) {
    hint = "mark the enclosing function async";
  } else {
    const std::string name = context_.is_arrow       ? "the arrow function"
                             : context_.name.empty() ? "the function"
                                                     : fmt::format("function '{}'", context_.name);
    hint = fmt::format("mark {} at {}:{} async", name, context_.at.line, context_.at.column);
  }
  report(token, std::string(kAwaitMessage), std::move(hint));
}

Expression Parser::parse_yield() {
  const Mark start = mark();
  if (!yield_seen_) yield_seen_ = range_of(current_);
  advance();
  Yield node;
  const auto ends = [&] {
    return ends_statement() || at(TokenKind::right_parenthesis) || at(TokenKind::right_bracket) ||
           at(TokenKind::comma) || at(TokenKind::colon) || at(TokenKind::kw_in);
  };
  if (at(TokenKind::star) && !current_.newline_before) {
    advance();
    node.delegate = true;
    node.operand = parse_assignment();
  } else if (!ends()) {
    node.operand = parse_assignment();
  }
  return make(start, std::move(node));
}

// --- calls and members [13.3] --------------------------------------------------------------------------

Expression Parser::parse_left_hand_side() {
  const Mark start = mark();
  if (at(TokenKind::kw_new)) return parse_chain(start, parse_new());
  if (at(TokenKind::kw_super)) return parse_chain(start, parse_super());
  if (at(TokenKind::kw_import)) return parse_chain(start, parse_import_expression());
  Expression primary = parse_primary();
  if (ended_as_arrow()) return primary;
  return parse_chain(start, std::move(primary));
}

Expression Parser::parse_chain(const Mark& start, Expression expression) {
  bool has_optional = false;
  bool behind_call = false;
  while (true) {
    const bool optional = at(TokenKind::question_dot);
    const Place at_link = current_.at;
    if (optional) {
      advance();
      has_optional = true;
    } else if (at(TokenKind::template_part)) {
      if (has_optional) fail(current_, "a template cannot follow '?.'");
      expression = parse_tagged_template(start, std::move(expression));
      add_link();
      continue;
    } else if (!at(TokenKind::dot) && !at(TokenKind::left_bracket) && !at(TokenKind::left_parenthesis)) {
      break;
    }
    behind_call = behind_call || optional || at(TokenKind::left_parenthesis);
    expression = parse_link(start, std::move(expression), optional);
    if (behind_call && std::holds_alternative<Member>(expression.node)) expression.at_operator = at_link;
    add_link();
  }
  if (!has_optional) return expression;
  return make(start, OptionalChain{std::move(expression)});
}

// After '?.', or at '.', '[' or '('.
Expression Parser::parse_link(const Mark& start, Expression object, bool optional) {
  if (at(TokenKind::left_bracket)) return parse_index(start, std::move(object), optional);
  if (at(TokenKind::left_parenthesis)) return parse_call(start, std::move(object), optional);
  if (!optional) advance();
  return parse_member_name(start, std::move(object), optional);
}

Expression Parser::parse_member_name(const Mark& start, Expression object, bool optional) {
  const Place name_at = current_.at;
  if (at(TokenKind::private_name)) {
    use_private_name(current_);
    if (std::holds_alternative<Super>(object.node)) report(current_, "'super' has no private names");
  } else if (!at_name()) {
    fail_expected(optional ? "a property name, '[' or '(' after '?.'" : "a property name after '.'");
  }
  std::string name = current_.kind == TokenKind::identifier || current_.kind == TokenKind::private_name
                         ? std::move(current_.text)
                         : std::string(spelling(current_.kind));
  advance();
  return make(start, Member{std::move(object), std::move(name), optional, name_at});
}

Expression Parser::parse_index(const Mark& start, Expression object, bool optional) {
  const Place at_bracket = current_.at;
  Bracket bracket(*this);
  Expression index = parse_expression();
  bracket.close("to close the property access");
  return make(start, Index{std::move(object), std::move(index), optional}, at_bracket);
}

Expression Parser::parse_call(const Mark& start, Expression callee, bool optional) {
  check_modelled_callee(start, callee, false);
  const Place at_parenthesis = current_.at;
  std::vector<Element> arguments = parse_arguments(Cover::no);
  return make(start, Call{std::move(callee), std::move(arguments), optional, {}}, at_parenthesis);
}

void Parser::check_modelled_callee(const Mark& start, const Expression& callee, bool is_new) {
  const auto* name = std::get_if<Identifier>(&callee.node);
  if (name == nullptr || is_parenthesized(start)) return;
  if (name->name == "eval" && !is_new) {
    not_modelled(range_since(start), "eval");
  } else if (name->name == "Function") {
    not_modelled(range_since(start), "eval: making a function from text", "write the function itself");
  }
}

Expression Parser::parse_tagged_template(const Mark& start, Expression tag) {
  const Place at_template = current_.at;
  Call call{std::move(tag), {}, false, {}};
  Expression substitutions = parse_template(&call.template_parts);
  for (Expression& value : std::get<TemplateLiteral>(substitutions.node).expressions) {
    call.arguments.emplace_back(Box<Expression>(std::move(value)));
  }
  return make(start, std::move(call), at_template);
}

std::vector<Element> Parser::parse_arguments(Cover cover) {
  std::vector<Element> arguments;
  Bracket bracket(*this);
  while (!bracket.at_close()) {
    if (take(TokenKind::ellipsis)) {
      arguments.emplace_back(Spread{parse_assignment(cover)});
      if (cover == Cover::yes && at(TokenKind::comma) && !cover_.comma_after_rest) {
        cover_.comma_after_rest = range_of(current_);
      }
    } else {
      arguments.emplace_back(Box<Expression>(parse_assignment(cover)));
    }
    if (!at(TokenKind::comma)) break;
    advance();
  }
  bracket.close("or ',' in the argument list");
  return arguments;
}

Expression Parser::parse_new() {
  const Level level(*this);
  const Mark start = mark();
  advance();
  if (take(TokenKind::dot)) {
    if (!at_word("target")) fail_expected("'target' after 'new.'");
    advance();
    if (!context_.new_target) report(range_since(start), "'new.target' is only valid inside a function");
    return make(start, NewTarget{});
  }
  Expression callee = parse_new_callee();
  std::vector<Element> arguments;
  const Place at_parenthesis = current_.at;
  if (at(TokenKind::left_parenthesis)) arguments = parse_arguments(Cover::no);
  return make(start, New{std::move(callee), std::move(arguments)}, at_parenthesis);
}

// A MemberExpression: no calls, no '?.'.
Expression Parser::parse_new_callee() {
  const Mark start = mark();
  if (at(TokenKind::kw_import) && peek().kind == TokenKind::left_parenthesis) {
    report(current_, "'import(…)' cannot be constructed with 'new'");
  }
  if (at(TokenKind::kw_super) && peek().kind == TokenKind::left_parenthesis)
    report(current_, "'super(…)' cannot be constructed with 'new'");
  Expression callee = at(TokenKind::kw_new)      ? parse_new()
                      : at(TokenKind::kw_super)  ? parse_super()
                      : at(TokenKind::kw_import) ? parse_import_expression()
                                                 : parse_primary();
  while (at(TokenKind::dot) || at(TokenKind::left_bracket) || at(TokenKind::template_part)) {
    if (at(TokenKind::template_part)) {
      callee = parse_tagged_template(start, std::move(callee));
      add_link();
    } else {
      callee = parse_link(start, std::move(callee), false);
      add_link();
    }
  }
  if (at(TokenKind::question_dot)) fail(current_, "'?.' cannot stand in what 'new' constructs");
  check_modelled_callee(start, callee, true);
  return callee;
}

Expression Parser::parse_super() {
  const Mark start = mark();
  advance();
  if (at(TokenKind::left_parenthesis)) {
    if (!context_.super_call) {
      report(range_since(start),
             "'super(…)' is only valid in the constructor of a class that extends another");
    }
  } else if (at(TokenKind::dot) || at(TokenKind::left_bracket)) {
    if (!context_.super_property) report(range_since(start), "'super' is only valid inside methods");
  } else {
    fail(range_since(start), "expected '(', '.' or '[' after 'super'");
  }
  return make(start, Super{});
}

// import(…) or import.meta [13.3.10, 13.3.12]
Expression Parser::parse_import_expression() {
  const Mark start = mark();
  advance();
  if (take(TokenKind::dot)) {
    if (!at_word("meta")) fail_expected("'meta' after 'import.'");
    advance();
    if (options_.kind != SourceKind::module) {
      report(range_since(start), "'import.meta' is only valid in a module", std::string(kModuleHint));
    }
    return make(start, ImportMeta{});
  }
  if (!at(TokenKind::left_parenthesis)) fail_expected("'(' or '.meta' after 'import'");
  const Place at_parenthesis = current_.at;
  Bracket bracket(*this);
  Expression specifier = parse_assignment();
  if (take(TokenKind::comma) && !bracket.at_close()) {
    not_modelled(range_of(current_), "import options");
    (void)parse_assignment();
    take(TokenKind::comma);
  }
  bracket.close("to close 'import(…)'");
  return make(start, ImportCall{std::move(specifier)}, at_parenthesis);
}

}  // namespace asyncq::syntax
