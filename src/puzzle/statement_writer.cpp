#include "puzzle/statement_writer.h"

#include <algorithm>
#include <array>

#include "puzzle/latency.h"
#include "puzzle/statements.h"
#include "syntax/parser.h"
#include "syntax/printer.h"
#include "syntax/simulated_io.h"

namespace asyncq::puzzle {

using support::Box;
using syntax::Call;
using syntax::Element;
using syntax::Expression;
using syntax::Function;
using syntax::Statement;
using syntax::StatementList;

namespace {

template <typename T, typename Node>
const T* as(const Node& node) {
  return std::get_if<T>(&node.node);
}

const Expression* expression_of(const Element& element) {
  const auto* box = std::get_if<Box<Expression>>(&element);
  return box == nullptr ? nullptr : &**box;
}

YamlOutput javascript(const Expression& expression) {
  return YamlOutput::raw(syntax::print(expression));
}

YamlOutput one(const char* key, YamlOutput value) {
  return YamlOutput::mapping().set(key, std::move(value));
}

const std::string* name_of(const Expression& expression) {
  const auto* identifier = as<syntax::Identifier>(expression);
  return identifier == nullptr ? nullptr : &identifier->name;
}

const std::string* name_of(const syntax::Pattern& pattern) {
  const auto* identifier = std::get_if<syntax::Identifier>(&pattern.node);
  return identifier == nullptr ? nullptr : &identifier->name;
}

// object.name, both plain, as "object.name"; else the name of an identifier; else empty.
std::string callee_name(const Call& call) {
  if (call.optional) return {};
  if (const std::string* name = name_of(*call.callee)) return *name;
  const auto* member = as<syntax::Member>(*call.callee);
  const std::string* object = member == nullptr || member->optional ? nullptr : name_of(*member->object);
  return object == nullptr ? std::string{} : *object + "." + member->name;
}

// A function with a body to write statements for: else JavaScript says it best.
const Function* arrow_function(const Expression& expression) {
  const auto* function = as<syntax::FunctionExpression>(expression);
  const bool is_arrow = function != nullptr && function->function->kind == syntax::FunctionKind::arrow;
  return is_arrow ? &*function->function : nullptr;
}

std::string initializer_text(const Expression& value) {
  std::string text = syntax::print(value);
  return std::holds_alternative<syntax::Sequence>(value.node) ? "(" + text + ")" : text;
}

YamlOutput parameters(const Function& function) {
  std::vector<YamlOutput> all;
  for (const syntax::Parameter& parameter : function.parameters) {
    std::string text = syntax::print(parameter.target);
    if (parameter.initializer) text += " = " + initializer_text(**parameter.initializer);
    all.push_back(YamlOutput::text(std::move(text)));
  }
  if (function.rest) all.push_back(YamlOutput::text("..." + syntax::print(*function.rest)));
  return all.size() == 1 ? std::move(all[0]) : YamlOutput::list(std::move(all));
}

bool has_parameters(const Function& function) {
  return !function.parameters.empty() || function.rest.has_value();
}

bool are_default_parameters(const Function& function) {
  const auto named = [&](std::size_t index, std::string_view name) {
    const syntax::Parameter& parameter = function.parameters[index];
    const std::string* own = name_of(parameter.target);
    return own != nullptr && *own == name && !parameter.initializer;
  };
  return function.parameters.size() == 2 && !function.rest && named(0, "resolve") && named(1, "reject");
}

// The statements of a block; nothing for another statement.
const StatementList* block_of(const Statement& statement) {
  const auto* block = as<syntax::Block>(statement);
  return block == nullptr ? nullptr : &block->body;
}

bool is_console_method(std::string_view name) {
  static constexpr std::string_view kMethods[] = {"log", "info", "debug", "warn", "error"};
  return std::find(std::begin(kMethods), std::end(kMethods), name) != std::end(kMethods);
}

// The text under `log` that means this argument.
std::optional<std::string> literal_text(const Expression& argument) {
  std::string text;
  if (const auto* string = as<syntax::StringLiteral>(argument)) {
    text = string->value;
  } else if (const auto* pieces = as<syntax::TemplateLiteral>(argument)) {
    for (std::size_t i = 0; i < pieces->strings.size(); ++i) {
      if (i > 0) text += "${" + syntax::print(pieces->expressions[i - 1]) + "}";
      text += pieces->strings[i];
    }
  } else {
    return std::nullopt;
  }
  syntax::ParseOptions options;
  options.inside_async = true;
  options.inside_generator = true;
  options.file = std::make_shared<support::SourceFile>("text", text);
  const auto parsed = syntax::parse_template_text(text, options);
  if (!parsed || !(*parsed == argument)) return std::nullopt;
  return text;
}

// { const busyUntil = Date.now() + duration; while (Date.now() < busyUntil); }: the duration.
const Expression* busy_duration(const syntax::Block& block) {
  if (block.body.size() != 2) return nullptr;
  const auto* declaration = as<syntax::VariableDeclaration>(block.body[0]);
  const auto* loop = as<syntax::While>(block.body[1]);
  if (declaration == nullptr || loop == nullptr || declaration->declarators.size() != 1) return nullptr;
  const syntax::Declarator& declarator = declaration->declarators[0];
  const std::string* name = name_of(declarator.target);
  const auto* sum = declarator.initializer ? as<syntax::Binary>(*declarator.initializer) : nullptr;
  const bool shape =
      declaration->kind == syntax::DeclarationKind::const_ && name != nullptr && *name == "busyUntil" &&
      sum != nullptr && sum->op == syntax::BinaryOperator::add && syntax::print(*sum->left) == "Date.now()" &&
      syntax::print(loop->test) == "Date.now() < busyUntil" && as<syntax::Empty>(*loop->body) != nullptr;
  return shape ? &*sum->right : nullptr;
}

}  // namespace

// --- lists and values ------------------------------------------------------------------------------------

YamlOutput StatementWriter::body(const StatementList& statements) const {
  YamlOutput list = YamlOutput::list();
  for (const Statement& each : statements) {
    if (auto written = statement(each)) {
      list.add(std::move(*written));
    } else {
      list.add(one("js", YamlOutput::raw(syntax::print(each))));
    }
  }
  return list;
}

// Of a branch or loop: several statements have a line each.
YamlOutput StatementWriter::block(const StatementList& statements) const {
  YamlOutput list = body(statements);
  return statements.size() > 1 ? std::move(list.on_lines()) : list;
}

YamlOutput StatementWriter::expression(const Expression& expression) const {
  const std::string text = syntax::print(expression);
  if (text.find('\n') == std::string::npos && !is_io(expression)) return YamlOutput::raw(text);
  if (arrow_function(expression) != nullptr) return callback(expression);
  if (auto written = value(expression)) return std::move(*written);
  return YamlOutput::raw(text + "\n");
}

StatementWriter::Maybe StatementWriter::value(const Expression& expression) const {
  if (const auto* await = as<syntax::Await>(expression))
    return one("await", this->expression(*await->operand));
  if (const auto* yield = as<syntax::Yield>(expression)) {
    if (!yield->operand) return std::nullopt;
    return one(yield->delegate ? "yield*" : "yield", this->expression(**yield->operand));
  }
  if (const auto* made = as<syntax::New>(expression)) {
    const std::string* name = name_of(*made->callee);
    const Expression* executor = made->arguments.size() == 1 ? expression_of(made->arguments[0]) : nullptr;
    if (name == nullptr || *name != "Promise" || executor == nullptr) return std::nullopt;
    const Function* function = arrow_function(*executor);
    if (function == nullptr) return std::nullopt;
    YamlOutput options = YamlOutput::mapping();
    if (!add_callback(options, *executor, true)) return std::nullopt;
    return one("promise", std::move(options));
  }
  if (const auto* call = as<Call>(expression)) return call_value(*call);
  return std::nullopt;
}

StatementWriter::Maybe StatementWriter::call_value(const Call& call) const {
  const std::string name = callee_name(call);
  if (name == "setTimeout" || name == "setInterval") return timer(name, call);
  if (name == "setImmediate" || name == "queueMicrotask") return soon(name, call);
  if (name == "process.nextTick") return soon("nextTick", call);
  if (name == "clearTimeout" || name == "clearInterval" || name == "clearImmediate") {
    const Expression* only = call.arguments.size() == 1 ? expression_of(call.arguments[0]) : nullptr;
    if (only == nullptr) return std::nullopt;
    return one(name.c_str(), javascript(*only));
  }
  if (is_io_name(name)) return io(name, call);
  const auto* method = as<syntax::Member>(*call.callee);
  if (method == nullptr || method->optional || call.optional) return std::nullopt;
  if (method->name == "then" || method->name == "catch" || method->name == "finally") return chain(call);
  if (method->name == "forEach" || method->name == "map") return array_method(*method, call);
  return std::nullopt;
}

bool StatementWriter::is_io_name(std::string_view name) const {
  return io_functions_ && (name == syntax::io_function_name(syntax::IoForm::callback) ||
                           name == syntax::io_function_name(syntax::IoForm::promise));
}

bool StatementWriter::is_io(const Expression& expression) const {
  const auto* call = as<Call>(expression);
  return call != nullptr && is_io_name(callee_name(*call));
}

// --- functions that are called back ----------------------------------------------------------------------

StatementWriter::Maybe StatementWriter::callback_body(const Function& function) const {
  if (!function.expression_body) {
    YamlOutput list = body(function.body);
    // One log or one return would become an arrow without braces; as JavaScript it stays as it is.
    if (function.body.size() != 1) return list;
    const auto* call = as<syntax::ExpressionStatement>(function.body[0]);
    const auto* result = as<syntax::Return>(function.body[0]);
    const bool shortened =
        (call != nullptr && output(call->expression)) || (result != nullptr && result->argument);
    return shortened ? YamlOutput::list({one("js", YamlOutput::raw(syntax::print(function.body[0])))}) : list;
  }
  const auto& result = std::get<syntax::Return>(function.body.at(0).node);
  if (auto printed = output(*result.argument)) return YamlOutput::list({std::move(*printed)});
  return YamlOutput::list({one("return", expression(*result.argument))});
}

bool StatementWriter::add_callback(YamlOutput& mapping, const Expression& expression,
                                   bool default_parameters) const {
  const Function* function = arrow_function(expression);
  if (function == nullptr) {
    const std::string text = syntax::print(expression);
    mapping.set("do", YamlOutput::raw(text.find('\n') == std::string::npos ? text : text + "\n"));
    return true;
  }
  auto list = callback_body(*function);
  if (!list) return false;
  const bool defaults = default_parameters && are_default_parameters(*function);
  if (!defaults && (has_parameters(*function) || default_parameters))
    mapping.set("as", parameters(*function));
  if (function->is_async) mapping.set("async", YamlOutput::raw("true"));
  mapping.set("do", std::move(*list));
  return true;
}

YamlOutput StatementWriter::callback(const Expression& expression) const {
  const Function* function = arrow_function(expression);
  const std::string text = syntax::print(expression);
  const bool one_line = text.find('\n') == std::string::npos;
  if (function == nullptr) return YamlOutput::raw(one_line ? text : text + "\n");
  const bool prints =
      function->expression_body && output(*std::get<syntax::Return>(function->body.at(0).node).argument);
  if (function->expression_body && one_line && !prints) return YamlOutput::raw(text);
  if (!has_parameters(*function) && !function->is_async) {
    if (auto list = callback_body(*function); list && !list->empty()) return std::move(*list);
  }
  YamlOutput mapping = YamlOutput::mapping();
  return add_callback(mapping, expression) ? mapping : YamlOutput::raw(text + "\n");
}

StatementWriter::Maybe StatementWriter::arguments(const std::vector<Element>& elements,
                                                  std::size_t from) const {
  YamlOutput list = YamlOutput::list();
  for (std::size_t i = from; i < elements.size(); ++i) {
    if (const Expression* plain = expression_of(elements[i])) {
      list.add(arrow_function(*plain) != nullptr ? callback(*plain) : expression(*plain));
    } else if (const auto* spread = std::get_if<syntax::Spread>(&elements[i])) {
      list.add(YamlOutput::raw("..." + initializer_text(*spread->argument)));
    } else {
      return std::nullopt;
    }
  }
  return list;
}

// --- calls -----------------------------------------------------------------------------------------------

StatementWriter::Maybe StatementWriter::output(const Expression& expression) const {
  const auto* call = as<Call>(expression);
  const auto* method = call == nullptr || call->optional ? nullptr : as<syntax::Member>(*call->callee);
  const std::string* object = method == nullptr || method->optional ? nullptr : name_of(*method->object);
  if (object == nullptr || *object != "console" || !is_console_method(method->name)) return std::nullopt;
  const Expression* only = call->arguments.size() == 1 ? expression_of(call->arguments[0]) : nullptr;
  if (only != nullptr) {
    if (auto text = literal_text(*only)) {
      // A text of several lines goes in double quotes: a block's last line break would not count.
      return one(method->name.c_str(), YamlOutput::raw(std::move(*text)));
    }
  }
  auto list = arguments(call->arguments, 0);
  if (!list) return std::nullopt;
  return one(method->name.c_str(), one("args", std::move(*list)));
}

StatementWriter::Maybe StatementWriter::timer(const std::string& name, const Call& call) const {
  if (call.arguments.size() < 2) return std::nullopt;
  const Expression* function = expression_of(call.arguments[0]);
  const Expression* delay = expression_of(call.arguments[1]);
  auto extra = arguments(call.arguments, 2);
  if (function == nullptr || delay == nullptr || !extra) return std::nullopt;
  const Function* arrow = arrow_function(*function);
  if (arrow != nullptr && has_parameters(*arrow) && extra->empty()) return std::nullopt;
  YamlOutput options = YamlOutput::mapping();
  options.set("ms", javascript(*delay));
  if (!extra->empty()) options.set("args", std::move(*extra));
  if (!add_callback(options, *function)) return std::nullopt;
  return one(name.c_str(), std::move(options));
}

StatementWriter::Maybe StatementWriter::soon(const std::string& name, const Call& call) const {
  const Expression* function = call.arguments.empty() ? nullptr : expression_of(call.arguments[0]);
  auto extra = arguments(call.arguments, 1);
  if (function == nullptr || !extra) return std::nullopt;
  if (extra->empty()) {
    const Function* arrow = arrow_function(*function);
    if (arrow != nullptr && has_parameters(*arrow)) return std::nullopt;
    return one(name.c_str(), callback(*function));
  }
  if (name == "queueMicrotask") return std::nullopt;
  YamlOutput options = YamlOutput::mapping();
  options.set("args", std::move(*extra));
  if (!add_callback(options, *function)) return std::nullopt;
  return one(name.c_str(), std::move(options));
}

StatementWriter::Maybe StatementWriter::io(const std::string& name, const Call& call) const {
  const bool by_callback = name == syntax::io_function_name(syntax::IoForm::callback);
  const std::size_t required = by_callback ? 2 : 1;
  if (call.arguments.size() < required) return std::nullopt;
  std::vector<const Expression*> values;
  for (const Element& argument : call.arguments) {
    values.push_back(expression_of(argument));
    if (values.back() == nullptr) return std::nullopt;
  }
  const auto label = literal_text(*values[0]);
  const auto latency = latency_text({values.begin() + static_cast<std::ptrdiff_t>(required), values.end()});
  if (!label || !latency) return std::nullopt;
  YamlOutput mapping = one("io", YamlOutput::raw(*label));
  mapping.set("ms", YamlOutput::raw(*latency));
  if (by_callback && !add_callback(mapping, *values[1])) return std::nullopt;
  return mapping;
}

StatementWriter::Maybe StatementWriter::chain(const Call& call) const {
  std::vector<YamlOutput> links;
  const Call* link = &call;
  const Expression* start = nullptr;
  while (start == nullptr) {
    const auto* method = as<syntax::Member>(*link->callee);
    const std::size_t most = method->name == "then" ? 2 : 1;
    if (link->arguments.empty() || link->arguments.size() > most) return std::nullopt;
    YamlOutput mapping = YamlOutput::mapping();
    for (std::size_t i = 0; i < link->arguments.size(); ++i) {
      const Expression* handler = expression_of(link->arguments[i]);
      if (handler == nullptr) return std::nullopt;
      mapping.set(i == 0 ? method->name : "else", callback(*handler));
    }
    links.push_back(std::move(mapping));
    const auto* previous = as<Call>(*method->object);
    const auto* before =
        previous == nullptr || previous->optional ? nullptr : as<syntax::Member>(*previous->callee);
    const bool goes_on = before != nullptr && !before->optional &&
                         (before->name == "then" || before->name == "catch" || before->name == "finally");
    if (goes_on) {
      link = previous;
    } else {
      start = &*method->object;
    }
  }
  std::reverse(links.begin(), links.end());
  YamlOutput mapping = one("on", expression(*start));
  mapping.set("chain", YamlOutput::list(std::move(links)));
  return mapping;
}

StatementWriter::Maybe StatementWriter::array_method(const syntax::Member& method, const Call& call) const {
  const Expression* function = call.arguments.size() == 1 ? expression_of(call.arguments[0]) : nullptr;
  if (function == nullptr || arrow_function(*function) == nullptr) return std::nullopt;
  YamlOutput mapping = one(method.name.c_str(), expression(*method.object));
  return add_callback(mapping, *function) ? Maybe(std::move(mapping)) : std::nullopt;
}

// f(1): on one line as it is, else with its arguments apart.
StatementWriter::Maybe StatementWriter::plain_call(const Expression& expression) const {
  const std::string text = syntax::print(expression);
  const bool called = as<Call>(expression) != nullptr || as<syntax::New>(expression) != nullptr;
  if (!called) return std::nullopt;
  if (text.find('\n') == std::string::npos) return one("call", YamlOutput::raw(text));
  const auto* call = as<Call>(expression);
  if (call == nullptr || call->optional) return std::nullopt;
  const std::string callee = syntax::print(*call->callee);
  auto list = arguments(call->arguments, 0);
  if (!list || callee.find('\n') != std::string::npos || as<Call>(*call->callee) != nullptr)
    return std::nullopt;
  YamlOutput mapping = one("call", YamlOutput::raw(callee));
  mapping.set("args", std::move(*list));
  return mapping;
}

// --- statements ------------------------------------------------------------------------------------------

StatementWriter::Maybe StatementWriter::statement(const Statement& statement) const {
  if (const auto* node = as<syntax::ExpressionStatement>(statement))
    return expression_statement(node->expression);
  if (const auto* node = as<syntax::VariableDeclaration>(statement)) return declaration(*node);
  if (const auto* node = as<syntax::FunctionDeclaration>(statement)) return function(node->function);
  if (const auto* node = as<syntax::If>(statement)) return if_statement(*node);
  if (const auto* node = as<syntax::Try>(statement)) return try_statement(*node);
  if (const auto* node = as<syntax::Labeled>(statement)) return loop(*node->body, node->label);
  if (const auto* node = as<syntax::Throw>(statement)) return one("throw", expression(node->argument));
  if (const auto* node = as<syntax::Return>(statement)) {
    return node->argument ? one("return", expression(*node->argument)) : YamlOutput::raw("return");
  }
  if (const auto* node = as<syntax::Break>(statement)) {
    return node->label.empty() ? YamlOutput::raw("break") : one("break", YamlOutput::text(node->label));
  }
  if (const auto* node = as<syntax::Continue>(statement)) {
    return node->label.empty() ? YamlOutput::raw("continue") : one("continue", YamlOutput::text(node->label));
  }
  if (const auto* node = as<syntax::Block>(statement)) {
    const Expression* duration = busy_duration(*node);
    return duration == nullptr ? Maybe{} : one("busy", javascript(*duration));
  }
  return loop(statement, "");
}

StatementWriter::Maybe StatementWriter::expression_statement(const Expression& expression) const {
  if (auto printed = output(expression)) return printed;
  if (const auto* assignment = as<syntax::Assignment>(expression)) {
    if (assignment->op != syntax::AssignmentOperator::assign) return std::nullopt;
    YamlOutput target = YamlOutput::mapping();
    target.set(syntax::print(*assignment->target), this->expression(*assignment->value));
    return one("set", std::move(target));
  }
  if (auto written = value(expression)) return written;
  return plain_call(expression);
}

StatementWriter::Maybe StatementWriter::declaration(const syntax::VariableDeclaration& declaration) const {
  if (declaration.declarators.size() != 1) return std::nullopt;
  const syntax::Declarator& declarator = declaration.declarators[0];
  const std::string target = syntax::print(declarator.target);
  static constexpr std::array<const char*, 3> kWords = {"const", "let", "var"};
  const char* word = kWords[static_cast<std::size_t>(declaration.kind)];
  if (!declarator.initializer) return one(word, YamlOutput::text(target));
  if (declaration.kind == syntax::DeclarationKind::const_) {
    const auto* made = as<syntax::New>(*declarator.initializer);
    if (made != nullptr && name_of(declarator.target) != nullptr) {
      const Expression* executor = made->arguments.size() == 1 ? expression_of(made->arguments[0]) : nullptr;
      const std::string* name = name_of(*made->callee);
      YamlOutput mapping = one("promise", YamlOutput::text(target));
      const bool promise = name != nullptr && *name == "Promise" && executor != nullptr;
      if (promise && arrow_function(*executor) != nullptr && add_callback(mapping, *executor, true))
        return mapping;
    }
    auto written = value(*declarator.initializer);
    const std::string text = syntax::print(*declarator.initializer);
    const bool better = as<syntax::Await>(*declarator.initializer) != nullptr ||
                        is_io(*declarator.initializer) || text.find('\n') != std::string::npos;
    // Beside a `do`, `as` would name parameters.
    if (written && better && !written->has("do")) {
      return std::move(written->set("as", YamlOutput::text(target)));
    }
  }
  YamlOutput names = YamlOutput::mapping();
  names.set(target, expression(*declarator.initializer));
  return one(word, std::move(names));
}

StatementWriter::Maybe StatementWriter::function(const Function& function) const {
  YamlOutput mapping = one("function", YamlOutput::text(function.name));
  if (has_parameters(function)) mapping.set("as", parameters(function));
  if (function.is_async) mapping.set("async", YamlOutput::raw("true"));
  if (function.is_generator) mapping.set("generator", YamlOutput::raw("true"));
  mapping.set("do", std::move(body(function.body).on_lines()));
  return mapping;
}

StatementWriter::Maybe StatementWriter::if_statement(const syntax::If& statement) const {
  const StatementList* consequent = block_of(*statement.consequent);
  if (consequent == nullptr) return std::nullopt;
  YamlOutput mapping = one("if", javascript(statement.test));
  mapping.set("do", block(*consequent));
  if (!statement.alternate) return mapping;
  const Statement& alternate = **statement.alternate;
  if (const auto* nested = as<syntax::If>(alternate)) {
    auto inner = if_statement(*nested);
    if (!inner) return std::nullopt;
    return std::move(mapping.set("else", YamlOutput::list({std::move(*inner)})));
  }
  const StatementList* list = block_of(alternate);
  if (list == nullptr || (list->size() == 1 && as<syntax::If>(list->front()) != nullptr)) return std::nullopt;
  return std::move(mapping.set("else", block(*list)));
}

StatementWriter::Maybe StatementWriter::loop(const Statement& statement, const std::string& label) const {
  const Statement* inner = nullptr;
  YamlOutput mapping = YamlOutput::mapping();
  Statement head = statement;  // the loop with nothing in it, to print its head
  if (const auto* node = as<syntax::While>(statement)) {
    inner = &*node->body;
    mapping.set("while", javascript(node->test));
  } else if (const auto* counting = as<syntax::For>(statement)) {
    inner = &*counting->body;
    *std::get<syntax::For>(head.node).body = Statement{syntax::Empty{}, {}, {}};
  } else if (const auto* over = as<syntax::ForEach>(statement)) {
    inner = &*over->body;
    *std::get<syntax::ForEach>(head.node).body = Statement{syntax::Empty{}, {}, {}};
  }
  const StatementList* list = inner == nullptr ? nullptr : block_of(*inner);
  if (list == nullptr) return std::nullopt;
  if (mapping.empty()) {
    const std::string text = syntax::print(head);
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string::npos || close < open) return std::nullopt;
    const char* key = text.starts_with("for await") ? "for await" : "for";
    mapping.set(key, YamlOutput::text(text.substr(open + 1, close - open - 1)));
  }
  if (!label.empty()) mapping.set("label", YamlOutput::text(label));
  return std::move(mapping.set("do", block(*list)));
}

StatementWriter::Maybe StatementWriter::try_statement(const syntax::Try& statement) const {
  YamlOutput mapping = one("try", block(statement.block));
  if (statement.handler) {
    if (statement.handler->parameter) {
      YamlOutput handler = one("as", YamlOutput::text(syntax::print(*statement.handler->parameter)));
      handler.set("do", block(statement.handler->body));
      mapping.set("catch", std::move(handler));
    } else {
      mapping.set("catch", block(statement.handler->body));
    }
  }
  if (statement.finalizer) mapping.set("finally", block(*statement.finalizer));
  return mapping;
}

}  // namespace asyncq::puzzle
