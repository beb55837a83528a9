// Functions, branches, loops, exceptions.

#include <fmt/format.h>

#include "puzzle/statement_builders.h"
#include "puzzle/syntax_nodes.h"

namespace asyncq::puzzle {

using syntax::Expression;
using syntax::Statement;
using syntax::StatementList;

namespace {

Statement required_block(ProgramBuilder& builder, const StatementNode& node, const Scope& scope) {
  const Node* list = node.option("do");
  const support::SourceRange range = list == nullptr ? node.mapping.range : list->range;
  return block(builder.required_body(node, "do", scope), range.begin, range.end);
}

// The loop, under its label if it has one.
void add_loop(ProgramBuilder& builder, const StatementNode& node, Statement loop, StatementList& out) {
  if (const Node* label = node.option("label")) {
    auto name = builder.name(*label, "'label'");
    if (!name) return;
    out.push_back({syntax::Labeled{std::move(*name), std::move(loop)}, label->range.begin, node.end()});
    return;
  }
  out.push_back(std::move(loop));
}

// The problems of a loop's head without the parenthesis that its author has not written.
support::Diagnostics without_closing(support::Diagnostics problems, const Node& head) {
  constexpr std::string_view kFound = "found ')'";
  for (support::Diagnostic& problem : problems) {
    const std::size_t at = problem.message.rfind(kFound);
    if (at == std::string::npos || problem.range.begin < head.range.end) continue;
    problem.message.replace(at, kFound.size(), "found the end of the loop's head");
    problem.range = {head.range.end, head.range.end};
  }
  return problems;
}

syntax::Function described_function(ProgramBuilder& builder, const StatementNode& node) {
  const Node* list = node.option("do");
  if (list == nullptr) {
    builder.error(node.key, "'function' needs 'do' beside it: a list of statements",
                  fmt::format("as in: {}", node.row.example));
  }
  syntax::Function function = builder.function(node.mapping, list, syntax::FunctionKind::normal, "'do'");
  function.at = node.at();
  return function;
}

}  // namespace

// function: f, as: [a], do: […]  ->  function f(a) { … }
void build_function(ProgramBuilder& builder, const StatementNode& node, const Scope&, StatementList& out) {
  auto name = builder.name(node.value, "'function'");
  syntax::Function function = described_function(builder, node);
  if (!name) return;
  function.name = std::move(*name);
  out.push_back({syntax::FunctionDeclaration{std::move(function)}, node.at(), node.end()});
}

// The same where a value is wanted: a function expression; its name may be left out.
std::optional<Expression> build_function_value(ProgramBuilder& builder, const StatementNode& node,
                                               const Scope&) {
  std::optional<std::string> name;
  const bool anonymous = node.value.is_scalar() && node.value.absent;
  if (!anonymous) name = builder.name(node.value, "'function'");
  syntax::Function function = described_function(builder, node);
  if (name) function.name = std::move(*name);
  return Expression{syntax::FunctionExpression{std::move(function)}, node.at(), {}};
}

// if: a, do: […], else: [if: …]  ->  if (a) { … } else if …
void build_if(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  auto test = builder.javascript(node.value, scope, "'if'");
  Statement consequent = required_block(builder, node, scope);
  std::optional<support::Box<Statement>> alternate;
  if (const Node* list = node.option("else")) {
    StatementList statements = builder.body(*list, scope, "'else'");
    if (statements.size() == 1 && std::holds_alternative<syntax::If>(statements[0].node)) {
      alternate = std::move(statements[0]);
    } else {
      alternate = block(std::move(statements), list->range.begin, list->range.end);
    }
  }
  if (!test) return;
  out.push_back(
      {syntax::If{std::move(*test), std::move(consequent), std::move(alternate)}, node.at(), node.end()});
}

// for: const x of list   for: let i = 0; i < 3; i++   for await: const x of stream
void build_for(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  Statement body = required_block(builder, node, scope);
  if (!node.value.is_scalar() || node.value.absent) {
    return builder.error(
        node.value,
        fmt::format("'{}' takes the head of a JavaScript loop, not {}", node.row.key, describe(node.value)),
        "as in: 'const item of items' or 'let i = 0; i < 3; i++'");
  }
  const bool awaits = node.row.key == "for await";
  if (awaits && !scope.in_async) {
    builder.error(node.key, "'for await' works only in an async function",
                  "add 'async: true' beside the 'do' of the function");
    return;
  }
  const std::string opening = awaits ? "for await (" : "for (";
  syntax::ParseOptions options = builder.parse_options(node.value, scope);
  if (options.map.exact) options.map.line_starts[0].column -= static_cast<std::uint32_t>(opening.size());
  auto parsed = syntax::parse_program(opening + node.value.text + ");", options);
  if (!parsed) return builder.reader().add(without_closing(parsed.errors(), node.value));
  Statement* loop = parsed->body.size() == 1 ? &parsed->body[0] : nullptr;
  auto* counting = loop == nullptr ? nullptr : std::get_if<syntax::For>(&loop->node);
  auto* over = loop == nullptr ? nullptr : std::get_if<syntax::ForEach>(&loop->node);
  support::Box<Statement>* place = counting != nullptr ? &counting->body
                                   : over != nullptr   ? &over->body
                                                       : nullptr;
  if (place == nullptr || !std::holds_alternative<syntax::Empty>((*place)->node)) {
    return builder.error(node.value,
                         fmt::format("'{}' takes the head of one loop, and nothing else", node.row.key));
  }
  *place = std::move(body);
  loop->at = node.at();
  loop->end = node.end();
  add_loop(builder, node, std::move(*loop), out);
}

void build_while(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  auto test = builder.javascript(node.value, scope, "'while'");
  Statement body = required_block(builder, node, scope);
  if (!test) return;
  add_loop(builder, node, {syntax::While{std::move(*test), std::move(body)}, node.at(), node.end()}, out);
}

// break, continue, with a label or without
void build_jump(ProgramBuilder& builder, const StatementNode& node, const Scope&, StatementList& out) {
  std::string label;
  const bool bare = node.value.is_scalar() && node.value.absent;
  if (!bare) {
    auto name = builder.name(node.value, fmt::format("the label of '{}'", node.row.key));
    if (!name) return;
    label = std::move(*name);
  }
  if (node.row.key == "break") {
    out.push_back({syntax::Break{std::move(label)}, node.at(), node.end()});
  } else {
    out.push_back({syntax::Continue{std::move(label)}, node.at(), node.end()});
  }
}

// try: […], catch: {as: e, do: […]}, finally: […]
void build_try(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  syntax::Try result;
  result.block = builder.body(node.value, scope, "'try'");
  if (const Node* handler = node.option("catch")) {
    syntax::CatchClause clause;
    const Node* list = handler;
    if (handler->is_mapping()) {
      static constexpr std::string_view kKeys[] = {"as", "do"};
      builder.reader().check_keys(*handler, kKeys, "'catch'");
      if (const Node* as = handler->find("as")) clause.parameter = builder.binding(*as, scope, "'as'");
      list = handler->find("do");
    }
    if (list == nullptr) {
      builder.error(*handler, "'catch' must be a list of statements, or {as: error, do: […]}");
    } else {
      clause.body = builder.body(*list, scope, "'catch'");
    }
    result.handler = std::move(clause);
  }
  if (const Node* list = node.option("finally")) result.finalizer = builder.body(*list, scope, "'finally'");
  if (!result.handler && !result.finalizer) {
    return builder.error(node.key, "'try' needs 'catch' or 'finally' beside it",
                         fmt::format("as in: {}", node.row.example));
  }
  out.push_back({std::move(result), node.at(), node.end()});
}

}  // namespace asyncq::puzzle
