// Loops. [14.7]

#include <fmt/format.h>

#include "syntax/parser_impl.h"

namespace asyncq::syntax {

Statement Parser::parse_loop_body(std::size_t loop_begin) {
  for (Label& label : context_.labels) {
    if (label.body_begin == loop_begin) label.of_loop = true;
  }
  ++context_.loops;
  ++context_.breakables;
  Statement body = parse_statement(StatementPosition::single);
  --context_.loops;
  --context_.breakables;
  return body;
}

Statement::Node Parser::parse_while(StatementPosition) {
  const std::size_t begin = current_.begin;
  advance();
  While node;
  node.test = parse_condition("while");
  node.body = parse_loop_body(begin);
  return node;
}

Statement::Node Parser::parse_do_while(StatementPosition) {
  const std::size_t begin = current_.begin;
  advance();
  DoWhile node;
  node.body = parse_loop_body(begin);
  expect(TokenKind::kw_while, "and a condition after the body of 'do'");
  node.test = parse_condition("while");
  take(TokenKind::semicolon);  // always inserted here [12.10.1]
  return node;
}

Statement::Node Parser::parse_for(StatementPosition) {
  const std::size_t begin = current_.begin;
  advance();
  std::optional<Token> await;
  if (at_word("await")) {
    await = take_token();
    if (!context_.is_async) report_misplaced_await(*await);
  }
  if (!at(TokenKind::left_parenthesis)) {
    const bool each = at_word("each") || at_word("Each");
    fail_expected("'(' after 'for'", each ? "did you mean for (const x of list) ?" : "");
  }
  Bracket bracket(*this, true);
  ForHead head = parse_for_head(await.has_value());
  if (await && (!head.each || head.each->kind != ForEachKind::of)) {
    report(*await, "'for await' needs 'of' in its head: for await (const x of source)");
  }
  if (head.each) {
    if (await) head.each->kind = ForEachKind::await_of;
    bracket.close("to close the head of the loop");
    head.each->body = parse_loop_body(begin);
    return std::move(*head.each);
  }
  expect(TokenKind::semicolon, "after the first part of the loop's head");
  if (!at(TokenKind::semicolon)) head.counted.test = parse_expression();
  expect(TokenKind::semicolon, "after the condition of the loop");
  if (!bracket.at_close()) head.counted.update = parse_expression();
  bracket.close("to close the head of the loop");
  head.counted.body = parse_loop_body(begin);
  return std::move(head.counted);
}

// Up to the first ';', or all of it if it has 'of' or 'in'.
Parser::ForHead Parser::parse_for_head(bool is_await) {
  ForHead head;
  if (at(TokenKind::semicolon)) return head;
  in_allowed_ = false;
  if (at(TokenKind::kw_const)) {
    parse_for_declaration(head, DeclarationKind::const_);
  } else if (at(TokenKind::kw_var)) {
    parse_for_declaration(head, DeclarationKind::var);
  } else if (at_for_let()) {
    parse_for_declaration(head, DeclarationKind::let);
  } else {
    parse_for_expression(head, is_await);
  }
  in_allowed_ = true;
  if (!head.each) return head;
  const bool is_in = at(TokenKind::kw_in);
  head.each->kind = is_in ? ForEachKind::in : ForEachKind::of;
  advance();
  head.each->iterated = is_in ? parse_expression() : parse_assignment();
  return head;
}

bool Parser::at_for_let() {
  if (!at_word("let")) return false;
  const Token& after = peek();
  return after.kind == TokenKind::left_bracket || after.kind == TokenKind::left_brace ||
         after.kind == TokenKind::identifier;
}

void Parser::parse_for_declaration(ForHead& head, DeclarationKind kind) {
  const Mark start = mark();
  advance();
  VariableDeclaration declaration = parse_declarators(kind, true);
  if (!at_for_each_word()) {
    head.counted.init = std::move(declaration);
    return;
  }
  const std::string_view word = at(TokenKind::kw_in) ? "in" : "of";
  if (declaration.declarators.size() > 1) {
    fail(range_since(start), fmt::format("expected one variable before '{}' in the head of the loop", word));
  }
  if (declaration.declarators.front().initializer) {
    fail(range_since(start),
         fmt::format("the variable before '{}' in the head of a loop cannot have a value", word));
  }
  head.each.emplace();
  head.each->declaration = kind;
  head.each->target = std::move(declaration.declarators.front().target);
}

void Parser::parse_for_expression(ForHead& head, bool is_await) {
  const Mark start = mark();
  const bool begins_with_let = at_word("let");
  const bool async_of = at_word("async") && peek().kind == TokenKind::identifier && peek().text == "of";
  cover_ = {};
  Expression expression = parse_expression(Cover::yes);
  CoverErrors errors = std::exchange(cover_, {});
  if (!at_for_each_word()) {
    report_cover(errors);
    head.counted.init = std::move(expression);
    return;
  }
  if (at_word("of") && (begins_with_let || (async_of && !is_await))) {
    fail(range_since(start), fmt::format("'{}' cannot stand before 'of' in the head of a loop",
                                         begins_with_let ? "let" : "async"));
  }
  const bool structure = std::holds_alternative<ObjectLiteral>(expression.node) ||
                         std::holds_alternative<ArrayLiteral>(expression.node);
  const bool simple = std::holds_alternative<Identifier>(expression.node) ||
                      std::holds_alternative<Member>(expression.node) ||
                      std::holds_alternative<Index>(expression.node);
  if (structure ? is_parenthesized(start) : !simple) {
    fail(range_since(start), "invalid target of the loop: expected a name, a property or a pattern");
  }
  if (structure) check_pattern_cover(errors);
  head.each.emplace();
  head.each->target = to_pattern(std::move(expression));
}

}  // namespace asyncq::syntax
