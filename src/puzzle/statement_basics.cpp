// Output, variables, calls, results and raw JavaScript.

#include <fmt/format.h>

#include "puzzle/statement_builders.h"
#include "puzzle/statement_hints.h"
#include "puzzle/syntax_nodes.h"

namespace asyncq::puzzle {

using syntax::Expression;
using syntax::StatementList;

namespace {

std::optional<Expression> literal_text(ProgramBuilder& builder, const Node& node, const Scope& scope) {
  std::string_view text = node.text;
  const bool is_block = node.style == ScalarStyle::literal || node.style == ScalarStyle::folded;
  if (is_block && text.ends_with('\n')) text.remove_suffix(1);
  return builder.accept(syntax::parse_template_text(text, builder.parse_options(node, scope)));
}

bool is_assignable(const Expression& expression) {
  return std::holds_alternative<syntax::Identifier>(expression.node) ||
         std::holds_alternative<syntax::Member>(expression.node) ||
         std::holds_alternative<syntax::Index>(expression.node);
}

// The left side of an assignment: a name, a property or a pattern.
std::optional<syntax::Pattern> assignment_target(ProgramBuilder& builder, const Node& key,
                                                 const Scope& scope) {
  if (key.text.starts_with('{') || key.text.starts_with('['))
    return builder.binding(key, scope, "a key of 'set'");
  auto target = builder.javascript(key, scope, "a key of 'set'");
  if (!target) return std::nullopt;
  if (!is_assignable(*target)) {
    builder.error(key, "a key of 'set' must be what can be assigned to: a name or a property",
                  "as in: set: {count: count + 1, 'list[0]': 2}");
    return std::nullopt;
  }
  const syntax::Place at = target->at;
  if (auto* name = std::get_if<syntax::Identifier>(&target->node))
    return syntax::Pattern{std::move(*name), at};
  return syntax::Pattern{support::Box<Expression>(std::move(*target)), at};
}

bool is_call(const Expression& expression) {
  return std::holds_alternative<syntax::Call>(expression.node) ||
         std::holds_alternative<syntax::New>(expression.node) ||
         std::holds_alternative<syntax::OptionalChain>(expression.node) ||
         std::holds_alternative<syntax::ImportCall>(expression.node);
}

std::string function_place(const Scope& scope, std::string_view wanted) {
  const Node& function = *scope.function;
  if (function.is_mapping()) {
    return fmt::format("add '{}: true' beside the 'do' of the function on line {}", wanted,
                       function.range.begin.line);
  }
  return fmt::format("write the function on line {} as {{{}: true, do: […]}}", function.range.begin.line,
                     wanted);
}

bool is_module_item(const syntax::Statement& statement) {
  return std::holds_alternative<syntax::Import>(statement.node) ||
         std::holds_alternative<syntax::Export>(statement.node);
}

}  // namespace

// log: text  ->  console.log('text')
void build_output(ProgramBuilder& builder, const StatementNode& node, const Scope& scope,
                  StatementList& out) {
  std::vector<syntax::Element> arguments;
  if (node.value.is_mapping()) {
    const Node* args = node.value.find("args");
    if (args == nullptr) {
      return builder.error(node.value,
                           fmt::format("'{}' takes text, or {{args: […]}} for values", node.row.key),
                           "text that begins with { goes in quotes");
    }
    static constexpr std::string_view kKeys[] = {"args"};
    builder.reader().check_keys(node.value, kKeys, fmt::format("'{}'", node.row.key));
    arguments = builder.arguments(*args, scope, "'args'");
  } else if (node.value.is_sequence()) {
    return builder.error(
        node.value, fmt::format("'{}' takes text, not a list", node.row.key),
        fmt::format("several values: {}: {{args: [a, b]}}; text that begins with [ goes in quotes",
                    node.row.key));
  } else if (node.value.absent) {
    return builder.error(node.key, fmt::format("'{}' needs text", node.row.key),
                         "an empty line is written ''");
  } else {
    auto text = literal_text(builder, node.value, scope);
    if (!text) return;
    arguments.emplace_back(std::move(*text));
  }
  Expression method = member(identifier("console", node.at()), std::string(node.row.key), node.at());
  out.push_back(expression_statement(call(std::move(method), std::move(arguments), node.at()), node.end()));
}

// const: {a: 1, b: 2}  ->  const a = 1; const b = 2;
void build_declarations(ProgramBuilder& builder, const StatementNode& node, const Scope& scope,
                        StatementList& out) {
  const std::string_view word = node.row.key;
  const syntax::DeclarationKind kind = word == "const" ? syntax::DeclarationKind::const_
                                       : word == "let" ? syntax::DeclarationKind::let
                                                       : syntax::DeclarationKind::var;
  const bool needs_value = kind == syntax::DeclarationKind::const_;
  if (node.value.is_scalar() && !node.value.absent && !needs_value) {
    if (const std::size_t equals = node.value.text.find(" = "); equals != std::string::npos) {
      return builder.error(node.value, fmt::format("'{}' takes a name, or names with their values", word),
                           fmt::format("write {}: {{{}: {}}}", word, node.value.text.substr(0, equals),
                                       node.value.text.substr(equals + 3)));
    }
    if (auto name = builder.name(node.value, fmt::format("'{}'", word))) {
      out.push_back(declaration(kind, {syntax::Identifier{std::move(*name)}, node.value.range.begin},
                                std::nullopt, node.at(), node.end()));
    }
    return;
  }
  if (!node.value.is_mapping() || node.value.entries.empty()) {
    return builder.error(node.value,
                         fmt::format("'{}' takes names with their values, not {}", word,
                                     node.value.is_mapping() ? "nothing" : describe(node.value)),
                         fmt::format("as in: {}", node.row.example));
  }
  for (const NodeEntry& entry : node.value.entries) {
    const bool bare = entry.value->is_scalar() && entry.value->absent;
    if (bare && (needs_value || !syntax::is_identifier_name(entry.key->text))) {
      builder.error(*entry.key, fmt::format("'{}' has no value", entry.key->text),
                    std::string(node.value.flow ? kCommaHint : ""));
      continue;
    }
    auto target = builder.binding(*entry.key, scope, fmt::format("a key of '{}'", word));
    std::optional<Expression> value;
    if (!bare) {
      value = builder.expression(*entry.value, scope, fmt::format("the value of '{}'", entry.key->text));
      if (!value) continue;
    }
    if (target) {
      out.push_back(declaration(kind, std::move(*target), std::move(value), entry.key->range.begin,
                                entry.value->range.end));
    }
  }
}

// set: {a: 1}  ->  a = 1;
void build_set(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  if (!node.value.is_mapping() || node.value.entries.empty()) {
    return builder.error(node.value, "'set' takes names with their new values",
                         fmt::format("as in: {}", node.row.example));
  }
  for (const NodeEntry& entry : node.value.entries) {
    auto target = assignment_target(builder, *entry.key, scope);
    auto value = builder.expression(*entry.value, scope, fmt::format("the value of '{}'", entry.key->text));
    if (!target || !value) continue;
    const syntax::Place at = entry.key->range.begin;
    syntax::Assignment assignment{syntax::AssignmentOperator::assign, std::move(*target), std::move(*value)};
    out.push_back(expression_statement({std::move(assignment), at, at}, entry.value->range.end));
  }
}

// call: f(1)  ->  f(1);   call: f with args: [1]  ->  f(1);
std::optional<Expression> build_call(ProgramBuilder& builder, const StatementNode& node, const Scope& scope) {
  auto callee = builder.javascript(node.value, scope, "'call'");
  const Node* args = node.option("args");
  if (args == nullptr) {
    if (!callee) return std::nullopt;
    if (is_call(*callee)) return callee;
    const bool changes = std::holds_alternative<syntax::Assignment>(callee->node) ||
                         std::holds_alternative<syntax::Update>(callee->node);
    builder.error(
        node.value, "'call' takes a call, with its parentheses",
        changes ? "'js:' takes any JavaScript; 'set:' assigns" : fmt::format("as in: {}", node.row.example));
    return std::nullopt;
  }
  auto arguments = builder.arguments(*args, scope, "'args'");
  if (!callee) return std::nullopt;
  if (is_call(*callee)) {
    builder.error(node.value, "beside 'args', 'call' takes the function without parentheses",
                  "as in: {call: emitter.on, args: [\"'data'\", [log: data]]}");
    return std::nullopt;
  }
  return call(std::move(*callee), std::move(arguments), node.at());
}

std::optional<Expression> build_await(ProgramBuilder& builder, const StatementNode& node,
                                      const Scope& scope) {
  if (!scope.in_async) {
    builder.error(node.key, "'await' works only in an async function",
                  scope.function != nullptr
                      ? function_place(scope, "async")
                      : "at the top level only of a module: add 'module: true' to the puzzle");
  }
  auto operand = builder.expression(node.value, scope, "'await'");
  if (!operand) return std::nullopt;
  return Expression{syntax::Await{std::move(*operand)}, node.at(), {}};
}

std::optional<Expression> build_yield(ProgramBuilder& builder, const StatementNode& node,
                                      const Scope& scope) {
  if (!scope.in_generator) {
    builder.error(node.key, fmt::format("'{}' works only in a generator", node.row.key),
                  scope.function != nullptr && scope.function->find("function") != nullptr
                      ? function_place(scope, "generator")
                      : "as in: {function: count, generator: true, do: [yield: 1]}");
  }
  auto operand = builder.expression(node.value, scope, fmt::format("'{}'", node.row.key));
  if (!operand) return std::nullopt;
  return Expression{
      syntax::Yield{node.row.key == "yield*", support::Box<Expression>(std::move(*operand))}, node.at(), {}};
}

void build_return(ProgramBuilder& builder, const StatementNode& node, const Scope& scope,
                  StatementList& out) {
  if (!scope.in_function && builder.kind() == syntax::SourceKind::module)
    return builder.error(node.key, "'return' is only valid inside a function");
  syntax::Return result;
  const bool nothing = node.value.is_scalar() && node.value.absent;
  if (!nothing) {
    result.argument = builder.expression(node.value, scope, "'return'");
    if (!result.argument) return;
  }
  out.push_back({std::move(result), node.at(), node.end()});
}

void build_throw(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  if (auto value = builder.expression(node.value, scope, "'throw'")) {
    out.push_back({syntax::Throw{std::move(*value)}, node.at(), node.end()});
  }
}

// js: |  ->  its statements, in place
void build_raw(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  if (!node.value.is_scalar() || node.value.absent) {
    return builder.error(node.value, fmt::format("'js' takes JavaScript, not {}", describe(node.value)),
                         "several lines begin on the line after 'js: |'");
  }
  if (!builder.reader().keeps_lines(node.value, "js")) return;
  syntax::ParseOptions options = builder.parse_options(node.value, scope);
  options.jumps_leave = true;  // what has no loop to leave is told when the whole program is known
  auto parsed = builder.accept(syntax::parse_program(node.value.text, options));
  if (!parsed) return;
  for (syntax::Statement& statement : parsed->body) {
    if (scope.function != nullptr && is_module_item(statement)) {
      builder.error(node.value, "import and export stand only at the top level of a module");
      return;
    }
    out.push_back(std::move(statement));
  }
}

}  // namespace asyncq::puzzle
