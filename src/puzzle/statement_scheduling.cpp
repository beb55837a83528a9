// Timers, ticks, microtasks, blocking work, simulated I/O.

#include <fmt/format.h>

#include "puzzle/latency.h"
#include "puzzle/statement_builders.h"
#include "puzzle/syntax_nodes.h"

namespace asyncq::puzzle {

using syntax::Expression;
using syntax::StatementList;

namespace {

void append(std::vector<syntax::Element>& arguments, std::vector<syntax::Element> more) {
  for (syntax::Element& element : more) arguments.push_back(std::move(element));
}

// Parameters that nothing will ever be passed to are a slip: the timer's own name was meant, as a rule.
void check_parameters(ProgramBuilder& builder, const StatementNode& node, const Node& options) {
  const Node* as = options.find("as");
  const Node* body = options.find("do");
  if (as == nullptr || options.find("args") != nullptr || body == nullptr || body->is_scalar()) return;
  builder.error(*as, "'as' names the callback's parameters, but there are no 'args' to pass",
                node.row.as == As::yes
                    ? fmt::format("to name what {} returns, write 'as' beside '{}', not inside", node.row.key,
                                  node.row.key)
                    : "");
}

// Date.now()
Expression now(support::SourcePosition at) {
  return call(member(identifier("Date", at), "now", at), {}, at);
}

}  // namespace

// setTimeout: {ms: 10, do: […], args: […]}  ->  setTimeout(() => { … }, 10, …)
std::optional<Expression> build_timer(ProgramBuilder& builder, const StatementNode& node,
                                      const Scope& scope) {
  const Node& options = node.value;
  if (!options.is_mapping()) {
    builder.error(options,
                  fmt::format("'{}' takes {{ms: …, do: […]}}, not {}", node.row.key, describe(options)),
                  fmt::format("as in: {}", node.row.example));
    return std::nullopt;
  }
  static constexpr std::string_view kKeys[] = {"ms", "do", "as", "async", "args"};
  const std::string what = fmt::format("'{}'", node.row.key);
  builder.check_options(options, kKeys, what);
  check_parameters(builder, node, options);
  auto callback = builder.callback_of_options(options, scope, what);
  std::optional<Expression> delay;
  if (const Node* ms = options.find("ms")) {
    delay = builder.javascript(*ms, scope, "'ms'");
  } else {
    builder.error(node.key, fmt::format("'{}' needs 'ms': how many milliseconds", node.row.key),
                  fmt::format("as in: {}", node.row.example));
  }
  std::vector<syntax::Element> extra;
  if (const Node* args = options.find("args")) extra = builder.arguments(*args, scope, "'args'");
  if (!callback || !delay) return std::nullopt;
  std::vector<syntax::Element> arguments{std::move(*callback), std::move(*delay)};
  append(arguments, std::move(extra));
  return call(identifier(std::string(node.row.key), node.at()), std::move(arguments), node.at());
}

// nextTick: […]  ->  process.nextTick(() => { … }); also setImmediate and queueMicrotask
std::optional<Expression> build_soon(ProgramBuilder& builder, const StatementNode& node, const Scope& scope) {
  const Node& value = node.value;
  const std::string what = fmt::format("'{}'", node.row.key);
  const bool takes_arguments = node.row.key != "queueMicrotask";
  std::vector<syntax::Element> extra;
  std::optional<Expression> callback;
  if (value.is_mapping() && value.find("do") != nullptr) {
    static constexpr std::string_view kKeys[] = {"do", "async", "as", "args"};
    builder.check_options(value, std::span(kKeys).first(takes_arguments ? 4 : 2), what);
    if (takes_arguments) check_parameters(builder, node, value);
    if (const Node* args = value.find("args"); args != nullptr && takes_arguments) {
      extra = builder.arguments(*args, scope, "'args'");
    }
    callback = builder.callback_of_options(value, scope, what);
  } else {
    callback = builder.callback(value, scope, what);
  }
  if (!callback) return std::nullopt;
  std::vector<syntax::Element> arguments{std::move(*callback)};
  append(arguments, std::move(extra));
  Expression callee = node.row.key == "nextTick"
                          ? member(identifier("process", node.at()), "nextTick", node.at())
                          : identifier(std::string(node.row.key), node.at());
  return call(std::move(callee), std::move(arguments), node.at());
}

std::optional<Expression> build_clear(ProgramBuilder& builder, const StatementNode& node,
                                      const Scope& scope) {
  auto timer = builder.javascript(node.value, scope, fmt::format("'{}'", node.row.key));
  if (!timer) return std::nullopt;
  return call(identifier(std::string(node.row.key), node.at()), {std::move(*timer)}, node.at());
}

// busy: 20  ->  { const busyUntil = Date.now() + 20; while (Date.now() < busyUntil); }
void build_busy(ProgramBuilder& builder, const StatementNode& node, const Scope& scope, StatementList& out) {
  auto duration = builder.javascript(node.value, scope, "'busy'");
  if (!duration) return;
  const support::SourcePosition at = node.at();
  const support::SourcePosition end = node.end();
  Expression until{syntax::Binary{syntax::BinaryOperator::add, now(at), std::move(*duration)}, at, at};
  Expression test{syntax::Binary{syntax::BinaryOperator::less, now(at), identifier("busyUntil", at)}, at, at};
  StatementList statements;
  statements.push_back(declaration(syntax::DeclarationKind::const_, {syntax::Identifier{"busyUntil"}, at},
                                   std::move(until), at, end));
  statements.push_back(
      {syntax::While{std::move(test), syntax::Statement{syntax::Empty{}, at, end}}, at, end});
  out.push_back(block(std::move(statements), at, end));
}

// io: config, ms: 20, do: […]     ->  simulateIo('config', () => { … }, 20)
// io: config, ms: 5..20, do: […]  ->  simulateIo('config', () => { … }, 5, 20)
// io: config, ms: any             ->  simulateIoPromise('config')
std::optional<Expression> build_io(ProgramBuilder& builder, const StatementNode& node, const Scope& scope) {
  const bool by_callback = node.option("do") != nullptr;
  std::optional<Expression> name;
  if (node.value.is_scalar() && !node.value.absent) {
    name = builder.accept(
        syntax::parse_template_text(node.value.text, builder.parse_options(node.value, scope)));
  } else {
    builder.error(node.value, fmt::format("'io' takes the operation's name, not {}", describe(node.value)),
                  fmt::format("as in: {}", node.row.example));
  }
  std::optional<Expression> callback;
  if (by_callback) {
    callback = builder.callback_of_options(node.mapping, scope, "'io'");
  } else if (const Node* is_async = node.option("async")) {
    builder.error(*is_async, "'async' goes with a 'do'");
  }
  const Node* ms = node.option("ms");
  if (ms == nullptr) {
    builder.error(node.key, "'io' needs 'ms': how many milliseconds it takes, or any",
                  "as in: {io: config, ms: any}");
    return std::nullopt;
  }
  auto latencies = read_latency(builder, *ms, scope);
  if (!name || (by_callback && !callback) || !latencies) return std::nullopt;
  std::vector<syntax::Element> arguments{std::move(*name)};
  if (callback) arguments.emplace_back(std::move(*callback));
  for (Expression& latency : *latencies) arguments.emplace_back(std::move(latency));
  const auto form = by_callback ? syntax::IoForm::callback : syntax::IoForm::promise;
  return call(identifier(std::string(builder.use_io(form, node.key)), node.at()), std::move(arguments),
              node.at());
}

}  // namespace asyncq::puzzle
