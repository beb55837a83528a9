#include "app/delay_finder.h"

#include <string_view>

#include "syntax/overloaded.h"

namespace asyncq::app {

namespace {

using namespace syntax;

constexpr std::size_t kDelayArgument = 1;

bool sets_timer(const Expression& callee) {
  const auto named = [](std::string_view name) { return name == "setTimeout" || name == "setInterval"; };
  if (const auto* identifier = std::get_if<Identifier>(&callee.node)) return named(identifier->name);
  const auto* member = std::get_if<Member>(&callee.node);
  return member != nullptr && named(member->name);
}

// Walks to where calls stand in ordinary programs; a call that it does not come to has no delay to change.
class Finder {
 public:
  explicit Finder(support::SourcePosition call_at) : call_at_(call_at) {}

  NumberLiteral* in(StatementList& list) {
    for (Statement& each : list) statement(each);
    return found_;
  }

 private:
  void statement(Statement& whole) {
    std::visit(Overloaded{
                   [&](VariableDeclaration& node) { variables(node); },
                   [&](FunctionDeclaration& node) { in(node.function.body); },
                   [&](ExpressionStatement& node) { expression(node.expression); },
                   [&](Block& node) { in(node.body); },
                   [&](If& node) {
                     statement(*node.consequent);
                     if (node.alternate) statement(**node.alternate);
                   },
                   [&](For& node) { statement(*node.body); },
                   [&](ForEach& node) { statement(*node.body); },
                   [&](While& node) { statement(*node.body); },
                   [&](DoWhile& node) { statement(*node.body); },
                   [&](Try& node) { attempt(node); },
                   [&](Return& node) {
                     if (node.argument) expression(*node.argument);
                   },
                   [](auto&) {},
               },
               whole.node);
  }
  void variables(VariableDeclaration& node) {
    for (Declarator& each : node.declarators) {
      if (each.initializer) expression(*each.initializer);
    }
  }
  void attempt(Try& node) {
    in(node.block);
    if (node.handler) in(node.handler->body);
    if (node.finalizer) in(*node.finalizer);
  }

  void expression(Expression& whole) {
    std::visit(Overloaded{
                   [&](Call& node) { call(whole, node); },
                   [&](New& node) { elements(node.arguments); },
                   [&](Member& node) { expression(*node.object); },
                   [&](Await& node) { expression(*node.operand); },
                   [&](Assignment& node) { expression(*node.value); },
                   [&](FunctionExpression& node) { in(node.function->body); },
                   [&](ArrayLiteral& node) { elements(node.elements); },
                   [](auto&) {},
               },
               whole.node);
  }
  void call(Expression& whole, Call& node) {
    const bool here = stands_here(whole.at) || stands_here(whole.at_operator) || stands_here(node.callee->at);
    if (here && sets_timer(*node.callee) && node.arguments.size() > kDelayArgument) {
      if (auto* delay = std::get_if<support::Box<Expression>>(&node.arguments[kDelayArgument])) {
        if (auto* number = std::get_if<NumberLiteral>(&(*delay)->node)) found_ = number;
      }
    }
    expression(*node.callee);
    elements(node.arguments);
  }
  // Places compare equal whatever they are.
  [[nodiscard]] bool stands_here(const support::SourcePosition& at) const { return at == call_at_; }
  void elements(std::vector<Element>& list) {
    for (Element& each : list) {
      if (auto* one = std::get_if<support::Box<Expression>>(&each)) expression(**one);
    }
  }

  support::SourcePosition call_at_;
  NumberLiteral* found_ = nullptr;
};

}  // namespace

NumberLiteral* find_delay(Program& program, support::SourcePosition call_at) {
  return Finder(call_at).in(program.body);
}

}  // namespace asyncq::app
