// Promises, chains, callbacks over arrays.

#include <fmt/format.h>

#include "puzzle/statement_builders.h"
#include "puzzle/syntax_nodes.h"

namespace asyncq::puzzle {

using syntax::Expression;
using syntax::StatementList;

namespace {

Expression new_promise(Expression executor, support::SourcePosition at) {
  std::vector<syntax::Element> arguments{std::move(executor)};
  return {syntax::New{identifier("Promise", at), std::move(arguments)}, at, {}};
}

syntax::Parameter named_parameter(std::string name, support::SourcePosition at) {
  return {{syntax::Identifier{std::move(name)}, at}, std::nullopt};
}

// An executor that names no parameters has resolve and reject.
void add_default_parameters(const Node& written, Expression& executor) {
  auto* literal = std::get_if<syntax::FunctionExpression>(&executor.node);
  const bool names_some = written.is_mapping() && written.find("as") != nullptr;
  const Node* body = written.is_mapping() ? written.find("do") : &written;
  if (literal == nullptr || names_some || body == nullptr || body->is_scalar()) return;
  literal->function->parameters.push_back(named_parameter("resolve", executor.at));
  literal->function->parameters.push_back(named_parameter("reject", executor.at));
}

// One link of a chain: {then: callback, else: callback}, {catch: callback} or {finally: callback}.
struct Link {
  std::string_view method;
  const Node* key = nullptr;
  std::vector<const Node*> handlers;
};

std::optional<Link> read_link(ProgramBuilder& builder, const Node& node) {
  static constexpr std::string_view kMethods[] = {"then", "catch", "finally"};
  static constexpr std::string_view kKeys[] = {"then", "catch", "finally", "else"};
  if (!node.is_mapping()) {
    builder.error(node,
                  fmt::format("a link of a chain is 'then', 'catch' or 'finally', not {}", describe(node)),
                  "as in: chain: [then: [log: done], catch: [log: failed]]");
    return std::nullopt;
  }
  builder.reader().check_keys(node, kKeys, "a chain");
  Link link;
  for (const NodeEntry& entry : node.entries) {
    for (const std::string_view method : kMethods) {
      if (entry.key->text != method) continue;
      if (link.key != nullptr) {
        builder.error(
            *entry.key, fmt::format("two links in one: '{}' and '{}'", link.method, method),
            method == "catch"
                ? "a second handler for the same promise is 'else'; a link of its own needs a \"- \""
                : "each link of a chain has a \"- \" of its own");
        return std::nullopt;
      }
      link = {method, entry.key, {entry.value}};
    }
  }
  const Node* second = node.find("else");
  if (link.key == nullptr) {
    if (second != nullptr || node.entries.empty())
      builder.error(node, "a link of a chain needs 'then', 'catch' or 'finally'");
    return std::nullopt;
  }
  if (second == nullptr) return link;
  if (link.method != "then") {
    builder.error(*second, fmt::format("'else' goes with 'then', not with '{}'", link.method));
    return std::nullopt;
  }
  link.handlers.push_back(second);
  return link;
}

}  // namespace

// promise: gate, as: resolve, do: […]  ->  const gate = new Promise((resolve) => { … });
void build_promise(ProgramBuilder& builder, const StatementNode& node, const Scope& scope,
                   StatementList& out) {
  const bool named = node.value.is_scalar();
  if (!named) {
    auto value = build_promise_value(builder, node, scope);
    std::optional<syntax::Pattern> target;
    if (const Node* as = node.option("as")) target = builder.binding(*as, scope, "'as'");
    if (!value) return;
    out.push_back(target ? declaration(syntax::DeclarationKind::const_, std::move(*target), std::move(value),
                                       node.at(), node.end())
                         : expression_statement(std::move(*value), node.end()));
    return;
  }
  auto name = builder.name(node.value, "'promise'");
  auto executor = builder.callback_of_options(node.mapping, scope, "'promise'");
  if (!name || !executor) return;
  add_default_parameters(node.mapping, *executor);
  out.push_back(declaration(syntax::DeclarationKind::const_,
                            {syntax::Identifier{std::move(*name)}, node.value.range.begin},
                            new_promise(std::move(*executor), node.at()), node.at(), node.end()));
}

// {promise: callback}  ->  new Promise(callback)
std::optional<Expression> build_promise_value(ProgramBuilder& builder, const StatementNode& node,
                                              const Scope& scope) {
  for (const std::string_view option : {"do", "async"}) {
    if (const Node* extra = node.option(option)) {
      builder.error(*extra, fmt::format("'{}' goes inside 'promise' here", option),
                    "as in: {promise: {as: resolve, do: […]}}");
      return std::nullopt;
    }
  }
  auto executor = builder.callback(node.value, scope, "'promise'");
  if (!executor) return std::nullopt;
  add_default_parameters(node.value, *executor);
  return new_promise(std::move(*executor), node.at());
}

// on: gate, chain: [then: […], catch: […]]  ->  gate.then(…).catch(…)
std::optional<Expression> build_on(ProgramBuilder& builder, const StatementNode& node, const Scope& scope) {
  auto promise = builder.expression(node.value, scope, "'on'");
  const Node* chain = node.option("chain");
  if (chain == nullptr || !chain->is_sequence() || chain->items.empty()) {
    builder.error(chain == nullptr ? node.key : *chain,
                  "'on' needs a 'chain': a list of 'then', 'catch' and 'finally'",
                  fmt::format("as in: {}", node.row.example));
    return std::nullopt;
  }
  bool good = promise.has_value();
  for (const Node* item : chain->items) {
    const auto link = read_link(builder, *item);
    std::vector<syntax::Element> arguments;
    if (link) {
      for (const Node* handler : link->handlers) {
        auto function = builder.callback(*handler, scope, fmt::format("'{}'", link->method));
        if (function) arguments.emplace_back(std::move(*function));
      }
    }
    good = good && link && arguments.size() == link->handlers.size();
    if (!good) continue;
    const support::SourcePosition at = link->key->range.begin;
    promise = call(member(std::move(*promise), std::string(link->method), at), std::move(arguments), at);
  }
  return good ? std::move(promise) : std::nullopt;
}

// forEach: items, as: item, do: […]  ->  items.forEach((item) => { … })
std::optional<Expression> build_array_method(ProgramBuilder& builder, const StatementNode& node,
                                             const Scope& scope) {
  auto array = builder.expression(node.value, scope, fmt::format("'{}'", node.row.key));
  auto callback = builder.callback_of_options(node.mapping, scope, fmt::format("'{}'", node.row.key));
  if (!array || !callback) return std::nullopt;
  return call(member(std::move(*array), std::string(node.row.key), node.at()), {std::move(*callback)},
              node.at());
}

}  // namespace asyncq::puzzle
