// Imports and exports. [16.2]

#include <fmt/format.h>

#include "syntax/parser_impl.h"

namespace asyncq::syntax {

void Parser::check_module_declaration(const Token& keyword, StatementPosition position) {
  const bool is_import = keyword.kind == TokenKind::kw_import;
  if (options_.kind != SourceKind::module) {
    report(keyword,
           is_import ? "an 'import' statement is only valid in a module"
                     : "an 'export' is only valid in a module",
           std::string(kModuleHint) + (is_import ? "; a script uses require(…)" : ""));
  } else if (position != StatementPosition::list || depth_ > 1) {
    report(keyword, fmt::format("'{}' is only valid at the top level of a module", spelling(keyword.kind)));
  }
}

std::string Parser::parse_module_specifier() {
  if (!at(TokenKind::string)) fail_expected("the name of a module in quotes");
  std::string specifier = take_token().text;
  if ((at(TokenKind::kw_with) || at_word("assert")) && !current_.newline_before) {
    not_modelled(range_of(current_), "import attributes");
    advance();
    if (at(TokenKind::left_brace)) (void)parse_object();
  }
  return specifier;
}

// A name or a string; strings may not have lone surrogates, which no module of ours exports anyway.
std::string Parser::parse_module_export_name() {
  if (!at_name() && !at(TokenKind::string)) fail_expected("the name of an export");
  if (is_keyword(current_.kind)) {
    std::string name(spelling(current_.kind));
    advance();
    return name;
  }
  return take_token().text;
}

// --- import [16.2.2] -----------------------------------------------------------------------------------

Statement::Node Parser::parse_import(StatementPosition position) {
  if (peek().kind == TokenKind::left_parenthesis || peek().kind == TokenKind::dot)
    return parse_expression_statement();
  check_module_declaration(current_, position);
  advance();
  Import node;
  if (!at(TokenKind::string)) {
    parse_import_clause(node);
    expect_word("from", "and the module's name after what is imported");
  }
  node.specifier = parse_module_specifier();
  end_statement();
  return node;
}

void Parser::parse_import_clause(Import& node) {
  const auto take_local = [&] { return std::get<Identifier>(parse_binding_identifier().node).name; };
  if (at(TokenKind::identifier)) {
    node.specifiers.push_back({"default", take_local()});
    if (!take(TokenKind::comma)) return;
  }
  if (take(TokenKind::star)) {
    expect_word("as", "and a name after '*'");
    node.specifiers.push_back({"*", take_local()});
  } else if (at(TokenKind::left_brace)) {
    parse_named_imports(node);
  } else {
    fail_expected("a name, '{' or '*' after 'import'");
  }
}

void Parser::parse_named_imports(Import& node) {
  Bracket bracket(*this);
  while (!bracket.at_close()) {
    const Token imported = current_;
    ImportSpecifier specifier;
    specifier.imported = parse_module_export_name();
    if (take_word("as")) {
      specifier.local = std::get<Identifier>(parse_binding_identifier().node).name;
    } else if (imported.kind != TokenKind::identifier) {
      fail(imported, "expected 'as' and a name for what is imported");
    } else {
      check_binding_name(imported);
      specifier.local = specifier.imported;
    }
    node.specifiers.push_back(std::move(specifier));
    if (!at(TokenKind::comma)) break;
    advance();
  }
  bracket.close("or ',' in the names to import");
}

// --- export [16.2.3] -----------------------------------------------------------------------------------

Statement::Node Parser::parse_export(StatementPosition position) {
  const Token keyword = current_;
  check_module_declaration(keyword, position);
  advance();
  if (at(TokenKind::kw_default)) return parse_default_export();
  if (at(TokenKind::left_brace)) return parse_named_exports();
  if (at(TokenKind::star)) {
    not_modelled(range_of(keyword), "exports of another module's exports");
    throw SyntaxFailure{};
  }
  static constexpr TokenSet kDeclarations = {TokenKind::kw_const, TokenKind::kw_var, TokenKind::kw_function,
                                             TokenKind::kw_class};
  const bool is_async_function = at_word("async") && peek().kind == TokenKind::kw_function;
  if (!kDeclarations.has(current_.kind) && !is_async_function &&
      !at_let_declaration(StatementPosition::list)) {
    fail_expected("a declaration, 'default' or '{' after 'export'");
  }
  return Export{Box<Statement>(parse_statement(StatementPosition::list)), false};
}

Statement::Node Parser::parse_default_export() {
  advance();
  const Mark start = mark();
  const bool is_async = at_word("async") && peek().kind == TokenKind::kw_function && !peek().newline_before;
  if (at(TokenKind::kw_function) || is_async) {
    if (is_async) advance();
    Function function = parse_function(FunctionName::of_default_export, is_async, start);
    return Export{
        Box<Statement>(Statement{FunctionDeclaration{std::move(function)}, start.at, previous_end_at_}),
        true};
  }
  if (at(TokenKind::kw_class)) {
    Class definition = parse_class(false);
    return Export{
        Box<Statement>(Statement{ClassDeclaration{std::move(definition)}, start.at, previous_end_at_}), true};
  }
  Expression value = parse_assignment();
  end_statement();
  return Export{Box<Expression>(std::move(value)), true};
}

Statement::Node Parser::parse_named_exports() {
  std::vector<ExportSpecifier> specifiers;
  std::vector<Token> locals;
  {
    Bracket bracket(*this);
    while (!bracket.at_close()) {
      locals.push_back(current_);
      ExportSpecifier specifier;
      specifier.local = parse_module_export_name();
      specifier.exported = take_word("as") ? parse_module_export_name() : specifier.local;
      specifiers.push_back(std::move(specifier));
      if (!at(TokenKind::comma)) break;
      advance();
    }
    bracket.close("or ',' in the names to export");
  }
  if (at_word("from")) {
    not_modelled(range_of(current_), "exports of another module's exports");
    advance();
    (void)parse_module_specifier();
    locals.clear();
  }
  for (const Token& local : locals) {
    if (local.kind != TokenKind::identifier) {
      report(local, "expected the name of a variable to export");
    } else {
      check_reference(local);
    }
  }
  end_statement();
  return Export{std::move(specifiers), false};
}

}  // namespace asyncq::syntax
