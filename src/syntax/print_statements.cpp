// Statements, a line or more each.

#include "syntax/literal_text.h"
#include "syntax/printer_impl.h"

namespace asyncq::syntax {

namespace {

bool is_definition(const Statement& statement) {
  if (const auto* exported = std::get_if<Export>(&statement.node)) {
    const auto* inner = std::get_if<Box<Statement>>(&exported->exported);
    return inner != nullptr && is_definition(**inner);
  }
  return std::holds_alternative<FunctionDeclaration>(statement.node) ||
         std::holds_alternative<ClassDeclaration>(statement.node);
}

bool is_import(const Statement& statement) {
  return std::holds_alternative<Import>(statement.node);
}

bool is_directive(const Statement& statement) {
  const auto* node = std::get_if<ExpressionStatement>(&statement.node);
  return node != nullptr && node->directive;
}

bool is_block(const Statement& statement) {
  return std::holds_alternative<Block>(statement.node);
}

// Whether an 'else' after the statement would be taken for its own.
bool takes_else(const Statement& statement) {
  const Statement* part = &statement;
  while (true) {
    if (const auto* branch = std::get_if<If>(&part->node)) {
      if (!branch->alternate) return true;
      part = &**branch->alternate;
    } else if (const auto* loop = std::get_if<For>(&part->node)) {
      part = &*loop->body;
    } else if (const auto* each = std::get_if<ForEach>(&part->node)) {
      part = &*each->body;
    } else if (const auto* repeated = std::get_if<While>(&part->node)) {
      part = &*repeated->body;
    } else if (const auto* labeled = std::get_if<Labeled>(&part->node)) {
      part = &*labeled->body;
    } else {
      return false;
    }
  }
}

std::string_view keyword(DeclarationKind kind) {
  switch (kind) {
    case DeclarationKind::const_:
      return "const ";
    case DeclarationKind::let:
      return "let ";
    case DeclarationKind::var:
      return "var ";
  }
  return {};
}

}  // namespace

// --- lists of statements ---------------------------------------------------------------------------------

Piece Printer::statements(const StatementList& list_here, bool top_level, bool may_have_directives) {
  std::vector<Piece> pieces;
  const Statement* before = nullptr;
  const bool outer = std::exchange(maybe_directive_, may_have_directives);
  for (const Statement& here : list_here) {
    if (before != nullptr) {
      const bool apart =
          top_level && (is_definition(*before) || is_definition(here) ||
                        is_import(*before) != is_import(here) || is_directive(*before) != is_directive(here));
      pieces.push_back(apart ? layout_.blank_line() : layout_.hard_line());
    }
    const bool in_prologue =
        may_have_directives && (before == nullptr || (maybe_directive_ && is_directive(*before)));
    maybe_directive_ = in_prologue;
    pieces.push_back(statement(here));
    maybe_directive_ = in_prologue;
    before = &here;
  }
  maybe_directive_ = outer;
  return layout_.sequence(pieces);
}

Piece Printer::block(const StatementList& list_here, bool of_function) {
  if (list_here.empty()) return text("{}");
  const Piece inside = statements(list_here, false, of_function);
  return layout_.group(
      all({text("{"), layout_.indent(all({layout_.hard_line(), inside})), layout_.hard_line(), text("}")}));
}

// With the space or line before it.
Piece Printer::body(const Statement& here) {
  if (std::holds_alternative<Empty>(here.node)) return text(";");
  const bool outer = std::exchange(maybe_directive_, false);
  const Piece piece = statement(here);
  maybe_directive_ = outer;
  return is_block(here) ? all({text(" "), piece}) : layout_.indent(all({layout_.line(), piece}));
}

Piece Printer::statement(const Statement& here) {
  return std::visit([this](const auto& alternative) { return node(alternative); }, here.node);
}

// --- simple statements -----------------------------------------------------------------------------------

Piece Printer::node(const Empty&) {
  return text(";");
}

Piece Printer::node(const ExpressionStatement& here) {
  const auto* string = std::get_if<StringLiteral>(&here.expression.node);
  const Piece piece = beginning(BeginningOf::statement, here.expression, Precedence::sequence);
  const bool misread = string != nullptr && !here.directive && maybe_directive_;
  return all({misread ? parenthesized(piece) : piece, text(";")});
}

Piece Printer::declaration(const VariableDeclaration& here, bool in_for_head) {
  std::vector<Piece> items;
  bool has_value = false;
  for (const Declarator& declarator : here.declarators) {
    const Piece target = pattern(declarator.target);
    items.push_back(declarator.initializer ? assigned(target, "=", *declarator.initializer) : target);
    has_value = has_value || declarator.initializer.has_value();
  }
  const bool apart = items.size() > 1 && has_value && !in_for_head;
  const Piece separator = all({text(","), apart ? layout_.hard_line() : layout_.line()});
  const Piece joined = join(items, separator);
  return layout_.group(all({text(keyword(here.kind)), items.size() > 1 ? layout_.indent(joined) : joined}));
}

Piece Printer::node(const VariableDeclaration& here) {
  return all({declaration(here, false), text(";")});
}
Piece Printer::node(const FunctionDeclaration& here) {
  return function(here.function);
}
Piece Printer::node(const ClassDeclaration& here) {
  return class_definition(here.definition);
}
Piece Printer::node(const Block& here) {
  return block(here.body, false);
}

Piece Printer::jump_value(std::string_view keyword_here, const Expression& value) {
  const Precedence precedence = precedence_of(value);
  const bool breaks_between = precedence == Precedence::sequence ||
                              std::holds_alternative<Binary>(value.node) ||
                              std::holds_alternative<Logical>(value.node);
  const Piece piece = expression(value, Precedence::sequence);
  return all({text(keyword_here), breaks_between ? parenthesized_if_broken(piece) : piece, text(";")});
}

Piece Printer::node(const Return& here) {
  return here.argument ? jump_value("return ", *here.argument) : text("return;");
}
Piece Printer::node(const Throw& here) {
  return jump_value("throw ", here.argument);
}

Piece Printer::node(const Break& here) {
  return all({text(here.label.empty() ? "break" : "break "), text(here.label), text(";")});
}

Piece Printer::node(const Continue& here) {
  return all({text(here.label.empty() ? "continue" : "continue "), text(here.label), text(";")});
}

Piece Printer::node(const Labeled& here) {
  const bool outer = std::exchange(maybe_directive_, false);
  const Piece piece = statement(*here.body);
  maybe_directive_ = outer;
  return all({text(here.label), text(": "), piece});
}

// --- branches --------------------------------------------------------------------------------------------

// ( … ) with the condition indented if it does not fit.
Piece Printer::condition(const Expression& here) {
  const Piece piece = expression(here, Precedence::sequence);
  return layout_.group(
      all({text("("), layout_.indent(all({layout_.soft_line(), piece})), layout_.soft_line(), text(")")}));
}

Piece Printer::node(const If& here) {
  const Piece head = all({text("if "), condition(here.test)});
  if (!here.alternate) return layout_.group(all({head, body(*here.consequent)}));
  const bool braces = takes_else(*here.consequent);
  const Piece consequent =
      braces ? all({text(" "), block({*here.consequent}, false)}) : layout_.group(body(*here.consequent));
  const bool same_line = braces || is_block(*here.consequent);
  const Statement& alternate = **here.alternate;
  const Piece tail = std::holds_alternative<If>(alternate.node) ? all({text(" "), statement(alternate)})
                                                                : layout_.group(body(alternate));
  return all({head, consequent, same_line ? text(" ") : layout_.hard_line(), text("else"), tail});
}

Piece Printer::clause(const SwitchCase& here) {
  const Piece head = here.test ? all({text("case "), expression(*here.test, Precedence::sequence), text(":")})
                               : text("default:");
  if (here.body.empty()) return head;
  const Piece inside = statements(here.body, false, false);
  if (here.body.size() == 1 && is_block(here.body.front())) return all({head, text(" "), inside});
  return all({head, layout_.indent(all({layout_.hard_line(), inside}))});
}

Piece Printer::node(const Switch& here) {
  const Piece head = all({text("switch "), condition(here.discriminant), text(" {")});
  std::vector<Piece> clauses;
  for (const SwitchCase& clause_here : here.cases)
    clauses.push_back(all({layout_.hard_line(), clause(clause_here)}));
  return all({head, layout_.indent(layout_.sequence(clauses)), layout_.hard_line(), text("}")});
}

Piece Printer::node(const Try& here) {
  std::vector<Piece> pieces{text("try "), block(here.block, false)};
  if (here.handler) {
    pieces.push_back(text(" catch "));
    if (here.handler->parameter) {
      pieces.push_back(parenthesized(pattern(*here.handler->parameter)));
      pieces.push_back(text(" "));
    }
    pieces.push_back(block(here.handler->body, false));
  }
  if (here.finalizer) {
    pieces.push_back(text(" finally "));
    pieces.push_back(block(*here.finalizer, false));
  }
  return layout_.sequence(pieces);
}

// --- loops -----------------------------------------------------------------------------------------------

// The first part of the head of a for.
Piece Printer::for_part(const For& here) {
  const bool outer = std::exchange(no_in_, true);
  Piece piece = layout_.nothing();
  if (const auto* declared = std::get_if<VariableDeclaration>(&here.init))
    piece = declaration(*declared, true);
  if (const auto* value = std::get_if<Expression>(&here.init)) {
    piece = beginning(BeginningOf::for_head, *value, Precedence::sequence);
  }
  no_in_ = outer;
  return piece;
}

Piece Printer::node(const For& here) {
  const Piece init = for_part(here);
  const bool empty = std::holds_alternative<std::monostate>(here.init) && !here.test && !here.update;
  if (empty) return layout_.group(all({text("for (;;)"), body(*here.body)}));
  const auto part = [&](const std::optional<Expression>& value) {
    return value ? all({text(";"), layout_.line(), expression(*value, Precedence::sequence)}) : text(";");
  };
  const Piece inside = all({layout_.soft_line(), init, part(here.test), part(here.update)});
  const Piece head =
      layout_.group(all({text("for ("), layout_.indent(inside), layout_.soft_line(), text(")")}));
  return layout_.group(all({head, body(*here.body)}));
}

Piece Printer::for_target(const ForEach& here) {
  if (here.declaration) return all({text(keyword(*here.declaration)), pattern(here.target)});
  if (const auto* name = std::get_if<Identifier>(&here.target.node)) {
    const bool misread = name->name == "let" || name->name == "async";
    return misread ? parenthesized(text(name->name)) : text(name->name);
  }
  if (const auto* property = std::get_if<Box<Expression>>(&here.target.node)) {
    return beginning(BeginningOf::for_head, **property, Precedence::call);
  }
  return pattern(here.target);
}

Piece Printer::node(const ForEach& here) {
  const Piece head = text(here.kind == ForEachKind::await_of ? "for await (" : "for (");
  const bool is_in = here.kind == ForEachKind::in;
  const bool outer = std::exchange(no_in_, true);
  const Piece target = for_target(here);
  no_in_ = outer;
  const Piece iterated = expression(here.iterated, is_in ? Precedence::sequence : Precedence::assignment);
  return layout_.group(
      all({head, target, text(is_in ? " in " : " of "), iterated, text(")"), body(*here.body)}));
}

Piece Printer::node(const While& here) {
  return layout_.group(all({text("while "), condition(here.test), body(*here.body)}));
}

Piece Printer::node(const DoWhile& here) {
  const Piece inside = layout_.group(body(*here.body));
  const Piece gap = is_block(*here.body) ? text(" ") : layout_.hard_line();
  return all({text("do"), inside, gap, text("while "), condition(here.test), text(";")});
}

// --- modules ---------------------------------------------------------------------------------------------

Piece Printer::node(const Import& here) {
  const Piece specifier = text(string_literal_text(here.specifier));
  if (here.specifiers.empty()) return all({text("import "), specifier, text(";")});
  std::vector<Piece> parts;
  std::vector<Piece> names;
  for (const ImportSpecifier& name : here.specifiers) {
    if (&name == &here.specifiers.front() && name.imported == "default") {
      parts.push_back(text(name.local));
    } else if (name.imported == "*") {
      parts.push_back(text("* as " + name.local));
    } else {
      names.push_back(text(name.imported == name.local ? name.local : name.imported + " as " + name.local));
    }
  }
  if (!names.empty()) parts.push_back(list(names, {"{", "}", true}));
  return all({text("import "), join(parts, text(", ")), text(" from "), specifier, text(";")});
}

Piece Printer::node(const Export& here) {
  const Piece head = text(here.is_default ? "export default " : "export ");
  if (const auto* inner = std::get_if<Box<Statement>>(&here.exported)) return all({head, statement(**inner)});
  if (const auto* value = std::get_if<Box<Expression>>(&here.exported)) {
    return all({head, beginning(BeginningOf::default_export, **value, Precedence::assignment), text(";")});
  }
  std::vector<Piece> names;
  for (const ExportSpecifier& name : std::get<std::vector<ExportSpecifier>>(here.exported)) {
    names.push_back(text(name.local == name.exported ? name.local : name.local + " as " + name.exported));
  }
  return all({head, list(names, {"{", "}", true}), text(";")});
}

}  // namespace asyncq::syntax
