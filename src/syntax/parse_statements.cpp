// Statements other than loops and module declarations. [14]

#include <fmt/format.h>

#include <algorithm>

#include "syntax/parser_impl.h"
#include "syntax/slips.h"

namespace asyncq::syntax {

// Until '}', the end, or in a switch the next clause. After an error goes on with the next statement.
void Parser::parse_statement_list(StatementList& out, bool in_switch) {
  const std::size_t brackets = open_brackets_.size();
  const std::size_t private_scopes = private_scopes_.size();
  const std::size_t labels = context_.labels.size();
  const bool strict = context_.strict;
  const int loops = context_.loops;
  const int breakables = context_.breakables;
  while (!at(TokenKind::right_brace) && !at(TokenKind::end)) {
    if (in_switch && (at(TokenKind::kw_case) || at(TokenKind::kw_default))) break;
    const std::size_t begin = current_.begin;
    try {
      out.push_back(parse_statement(StatementPosition::list));
    } catch (const SyntaxFailure& failure) {
      if (failure.final) throw;
      private_scopes_.resize(private_scopes);
      context_.labels.resize(labels);
      context_.strict = strict;
      context_.loops = loops;
      context_.breakables = breakables;
      resynchronize(brackets, begin);
    }
  }
}

Statement Parser::parse_statement(StatementPosition position) {
  const Level level(*this);
  const Place start = current_.at;
  Statement::Node node = parse_statement_node(position);
  return Statement{std::move(node), start, previous_end_at_};
}

const Parser::StatementTable& Parser::statement_table() {
  static constexpr StatementTable kTable = [] {
    StatementTable table{};
    const auto set = [&](TokenKind kind, StatementParser parse) {
      table[static_cast<std::size_t>(kind)] = parse;
    };
    set(TokenKind::identifier, &Parser::parse_word_statement);
    set(TokenKind::left_brace, &Parser::parse_block);
    set(TokenKind::semicolon, &Parser::parse_empty);
    set(TokenKind::kw_const, &Parser::parse_declaration);
    set(TokenKind::kw_var, &Parser::parse_declaration);
    set(TokenKind::kw_function, &Parser::parse_function_statement);
    set(TokenKind::kw_class, &Parser::parse_class_statement);
    set(TokenKind::kw_if, &Parser::parse_if);
    set(TokenKind::kw_for, &Parser::parse_for);
    set(TokenKind::kw_while, &Parser::parse_while);
    set(TokenKind::kw_do, &Parser::parse_do_while);
    set(TokenKind::kw_switch, &Parser::parse_switch);
    set(TokenKind::kw_return, &Parser::parse_return);
    set(TokenKind::kw_break, &Parser::parse_jump);
    set(TokenKind::kw_continue, &Parser::parse_jump);
    set(TokenKind::kw_throw, &Parser::parse_throw);
    set(TokenKind::kw_try, &Parser::parse_try);
    set(TokenKind::kw_import, &Parser::parse_import);
    set(TokenKind::kw_export, &Parser::parse_export);
    for (const TokenKind kind :
         {TokenKind::kw_with, TokenKind::kw_debugger, TokenKind::kw_enum, TokenKind::kw_else,
          TokenKind::kw_catch, TokenKind::kw_finally, TokenKind::kw_case, TokenKind::kw_default}) {
      set(kind, &Parser::parse_misplaced_word);
    }
    return table;
  }();
  return kTable;
}

Statement::Node Parser::parse_statement_node(StatementPosition position) {
  const StatementParser parse = statement_table()[static_cast<std::size_t>(current_.kind)];
  return parse != nullptr ? (this->*parse)(position) : parse_expression_statement();
}

Statement::Node Parser::parse_empty(StatementPosition) {
  advance();
  return Empty{};
}

// A statement that begins with a word that is reserved in places only, or with a name.
Statement::Node Parser::parse_word_statement(StatementPosition position) {
  if (at_let_declaration(position)) return parse_declaration(position);
  if (at_word("async") && peek().kind == TokenKind::kw_function && !peek().newline_before) {
    return parse_function_statement(position);
  }
  if (peek().kind == TokenKind::colon) return parse_labeled(position);
  if (at_word("using") && peek().kind == TokenKind::identifier && !peek().newline_before) {
    not_modelled(range_of(current_), "'using' declarations");
    throw SyntaxFailure{};
  }
  return parse_expression_statement();
}

Statement::Node Parser::parse_expression_statement() {
  const std::size_t begin = current_.begin;
  const std::size_t end = current_.end;
  Expression expression = parse_expression();
  if (at(TokenKind::left_brace) && !current_.newline_before &&
      std::holds_alternative<Call>(expression.node)) {
    fail_expected("';' or a new line after the statement",
                  slip_of_word(lexer_.text().substr(begin, end - begin)));
  }
  end_statement();
  return ExpressionStatement{std::move(expression)};
}

// A word that begins no statement here, or one that asyncq leaves out.
Statement::Node Parser::parse_misplaced_word(StatementPosition) {
  const Token word = current_;
  const std::string_view text = spelling(word.kind);
  if (at(TokenKind::kw_debugger)) {
    advance();  // nothing happens where no debugger is
    end_statement();
    return Empty{};
  }
  if (at(TokenKind::kw_with)) {
    not_modelled(range_of(word), "'with'");
    advance();
    (void)parse_condition("with");
    return Block{{parse_statement(StatementPosition::single)}};
  }
  if (at(TokenKind::kw_else))
    fail(word, "'else' without an 'if' before it", "is a '}' missing, or a ';' too many?");
  if (at(TokenKind::kw_catch) || at(TokenKind::kw_finally)) {
    fail(word, fmt::format("'{}' without a 'try' before it", text));
  }
  if (at(TokenKind::kw_enum)) fail(word, "'enum' is a reserved word");
  fail(word, fmt::format("'{}' is only valid inside a switch", text));
}

// --- declarations [14.3] -------------------------------------------------------------------------------

bool Parser::at_let_declaration(StatementPosition position) {
  if (!at_word("let")) return false;
  const Token& after = peek();
  if (after.kind == TokenKind::left_bracket) return true;
  if (after.kind != TokenKind::identifier && after.kind != TokenKind::left_brace) {
    return (context_.strict || !after.newline_before) && is_keyword(after.kind) &&
           after.kind != TokenKind::kw_in && after.kind != TokenKind::kw_instanceof;
  }
  return position == StatementPosition::list || !after.newline_before;
}

Statement::Node Parser::parse_declaration(StatementPosition position) {
  const DeclarationKind kind = at(TokenKind::kw_const) ? DeclarationKind::const_
                               : at(TokenKind::kw_var) ? DeclarationKind::var
                                                       : DeclarationKind::let;
  if (position != StatementPosition::list && kind != DeclarationKind::var) {
    report(current_,
           fmt::format("a '{}' declaration cannot stand here alone: expected a block or another statement",
                       kind == DeclarationKind::let ? "let" : "const"),
           "put it in { }");
  }
  advance();
  VariableDeclaration declaration = parse_declarators(kind, false);
  end_statement();
  return declaration;
}

VariableDeclaration Parser::parse_declarators(DeclarationKind kind, bool in_for_head) {
  VariableDeclaration declaration;
  declaration.kind = kind;
  do {
    declaration.declarators.push_back(parse_declarator(kind, in_for_head));
  } while (take(TokenKind::comma));
  return declaration;
}

Declarator Parser::parse_declarator(DeclarationKind kind, bool in_for_head) {
  const Mark start = mark();
  Declarator declarator;
  declarator.target = parse_binding_target();
  check_lexical_names(kind, declarator.target);
  refuse_type_annotation();
  if (take(TokenKind::assign)) {
    declarator.initializer = parse_assignment();
  } else if (in_for_head && at_for_each_word()) {
    return declarator;
  } else if (!std::holds_alternative<Identifier>(declarator.target.node)) {
    report(range_since(start), "a destructuring declaration needs a value: expected '='");
  } else if (kind == DeclarationKind::const_) {
    report(range_since(start), "a 'const' declaration needs a value: expected '=' after the name",
           "use 'let' for a variable that gets its value later");
  }
  return declarator;
}

void Parser::check_lexical_names(DeclarationKind kind, const Pattern& pattern) {
  if (kind == DeclarationKind::var) return;
  std::vector<const Pattern*> names;
  collect_bound_names(pattern, names);
  for (const Pattern* name : names) {
    if (std::get<Identifier>(name->node).name == "let") {
      report(name_range("let", name->at), "'let' cannot be the name of a 'let' or 'const' variable");
    }
  }
}

// In a sloppy script a function may be labelled, or the branch of an 'if', as if it stood in a block. [B.3.1,
// B.3.3]
Statement::Node Parser::parse_function_statement(StatementPosition position) {
  const Mark start = mark();
  const bool is_async = at(TokenKind::identifier);
  const Token keyword = current_;
  if (is_async) advance();
  Function function = parse_function(FunctionName::of_declaration, is_async, start);
  const bool sloppy = !context_.strict && !function.is_async && !function.is_generator;
  if (position == StatementPosition::list || (position == StatementPosition::label && sloppy)) {
    return FunctionDeclaration{std::move(function)};
  }
  if (!sloppy || position != StatementPosition::branch) {
    report(keyword, "a function declaration cannot stand here alone: expected a block or another statement",
           "put it in { }");
  }
  const Place end = function.end;
  return Block{{Statement{FunctionDeclaration{std::move(function)}, start.at, end}}};
}

Statement::Node Parser::parse_class_statement(StatementPosition position) {
  if (position != StatementPosition::list) {
    report(current_, "a class declaration cannot stand here alone: expected a block or another statement",
           "put it in { }");
  }
  return ClassDeclaration{parse_class(true)};
}

// --- blocks and branches [14.2, 14.6, 14.12] ------------------------------------------------------------

// At '{'.
StatementList Parser::parse_block_body(std::string_view purpose) {
  StatementList body;
  Bracket bracket(*this);
  parse_statement_list(body, false);
  bracket.close(purpose);
  return body;
}

Statement::Node Parser::parse_block(StatementPosition) {
  return Block{parse_block_body("to close the block")};
}

Expression Parser::parse_condition(std::string_view keyword) {
  if (!at(TokenKind::left_parenthesis)) fail_expected(fmt::format("'(' after '{}'", keyword));
  Bracket bracket(*this);
  Expression condition = parse_expression();
  bracket.close(fmt::format("to close the condition of '{}'", keyword));
  return condition;
}

Statement::Node Parser::parse_if(StatementPosition) {
  advance();
  If node;
  node.test = parse_condition("if");
  node.consequent = parse_if_branch();
  if (take(TokenKind::kw_else)) node.alternate = parse_if_branch();
  return node;
}

Statement Parser::parse_if_branch() {
  return parse_statement(StatementPosition::branch);
}

Statement::Node Parser::parse_switch(StatementPosition) {
  advance();
  Switch node;
  node.discriminant = parse_condition("switch");
  if (!at(TokenKind::left_brace)) fail_expected("'{' and the cases of the switch");
  Bracket bracket(*this);
  ++context_.breakables;
  bool has_default = false;
  while (!bracket.at_close() && !at(TokenKind::end)) node.cases.push_back(parse_switch_case(has_default));
  --context_.breakables;
  bracket.close("to close the switch");
  return node;
}

SwitchCase Parser::parse_switch_case(bool& has_default) {
  SwitchCase clause;
  if (take(TokenKind::kw_case)) {
    clause.test = parse_expression();
  } else if (at(TokenKind::kw_default)) {
    if (has_default) report(current_, "a switch can have only one 'default'");
    has_default = true;
    advance();
  } else {
    fail_expected("'case', 'default' or '}' in the switch");
  }
  expect(TokenKind::colon, clause.test ? "after the value of the case" : "after 'default'");
  parse_statement_list(clause.body, true);
  return clause;
}

Statement::Node Parser::parse_try(StatementPosition) {
  const Token keyword = take_token();
  Try node;
  if (!at(TokenKind::left_brace)) fail_expected("'{' after 'try'");
  node.block = parse_block_body("to close the 'try' block");
  if (take(TokenKind::kw_catch)) {
    CatchClause handler;
    if (at(TokenKind::left_parenthesis)) {
      Bracket bracket(*this);
      handler.parameter = parse_binding_target();
      bracket.close("after the parameter of 'catch'");
      check_catch_parameter(*handler.parameter);
    }
    if (!at(TokenKind::left_brace)) {
      fail_expected("'{' after 'catch'",
                    at(TokenKind::identifier) ? "the error's name stands in parentheses: catch (e)" : "");
    }
    handler.body = parse_block_body("to close the 'catch' block");
    node.handler = std::move(handler);
  }
  if (take(TokenKind::kw_finally)) {
    if (!at(TokenKind::left_brace)) fail_expected("'{' after 'finally'");
    node.finalizer = parse_block_body("to close the 'finally' block");
  }
  if (!node.handler && !node.finalizer) {
    report(keyword, fmt::format("a 'try' needs a 'catch' or a 'finally' after its block, found {}", found()));
  }
  return node;
}

void Parser::check_catch_parameter(const Pattern& parameter) {
  std::vector<const Pattern*> names;
  collect_bound_names(parameter, names);
  report_duplicate_names(names, "there are two names '{}' in the parameter of 'catch'");
}

// --- jumps [14.8 to 14.10, 14.13, 14.14] -----------------------------------------------------------------

Statement::Node Parser::parse_return(StatementPosition) {
  if (!context_.return_allowed) report(current_, "'return' is only valid inside a function");
  advance();
  Return node;
  if (!ends_statement()) node.argument = parse_expression();
  end_statement();
  return node;
}

Statement::Node Parser::parse_throw(StatementPosition) {
  advance();
  if (ends_statement()) {
    fail(current_, fmt::format("expected the value to throw on the same line as 'throw', found {}",
                               current_.newline_before ? "a new line" : found()));
  }
  Throw node{parse_expression()};
  end_statement();
  return node;
}

Statement::Node Parser::parse_jump(StatementPosition) {
  const bool is_break = at(TokenKind::kw_break);
  const Token keyword = take_token();
  std::string label;
  if (at(TokenKind::identifier) && !current_.newline_before) {
    const Token name = take_token();
    check_jump(keyword, &name, is_break);
    label = name.text;
  } else {
    check_jump(keyword, nullptr, is_break);
  }
  end_statement();
  if (is_break) return Break{std::move(label)};
  return Continue{std::move(label)};
}

void Parser::check_jump(const Token& keyword, const Token* label, bool is_break) {
  if (label == nullptr) {
    if (context_.jumps_leave) return;
    if (is_break && context_.breakables == 0) {
      report(keyword, "'break' is only valid inside a loop or a switch",
             context_.is_function ? "to leave the function, use 'return'" : "");
    } else if (!is_break && context_.loops == 0) {
      report(keyword, "'continue' is only valid inside a loop",
             context_.is_function ? "to leave the function, use 'return'" : "");
    }
    return;
  }
  std::vector<std::string_view> names;
  for (const Label& known : context_.labels) {
    names.push_back(known.name);
    if (known.name != label->text) continue;
    if (!is_break && !known.of_loop) {
      report(*label, fmt::format("'continue {0}' needs a loop: '{0}' labels another statement", label->text));
    }
    return;
  }
  if (context_.jumps_leave) return;
  const std::string_view meant = support::nearest(label->text, names);
  report(*label,
         fmt::format("there is no label '{}' around this '{}'", label->text, is_break ? "break" : "continue"),
         meant.empty() ? "" : fmt::format("did you mean '{}' ?", meant));
}

Statement::Node Parser::parse_labeled(StatementPosition position) {
  check_reference(current_);
  const Token name = take_token();
  advance();  // ':'
  for (Label& label : context_.labels) {
    if (label.name == name.text) report(name, fmt::format("the label '{}' is used twice", name.text));
    if (label.body_begin == name.begin) label.body_begin = current_.begin;
  }
  context_.labels.push_back({name.text, current_.begin, false});
  const bool in_list = position == StatementPosition::list || position == StatementPosition::label;
  Statement body = parse_statement(in_list ? StatementPosition::label : StatementPosition::single);
  context_.labels.pop_back();
  return Labeled{name.text, std::move(body)};
}

}  // namespace asyncq::syntax
