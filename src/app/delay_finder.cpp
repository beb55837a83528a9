#include "app/delay_finder.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "syntax/overloaded.h"

namespace asyncq::app {

namespace {

using namespace syntax;

struct DelayRow {
  std::string_view function;
  std::size_t argument;  // which is the delay
  bool is_last;          // with another argument behind it, it is something else
};
constexpr DelayRow kDelays[] = {
    {"setTimeout", 1, false},
    {"setInterval", 1, false},
    {"simulateIo", 2, true},
    {"simulateIoPromise", 1, true},
};

const DelayRow* delay_of(const Expression& callee) {
  const auto* identifier = std::get_if<Identifier>(&callee.node);
  const auto* member = std::get_if<Member>(&callee.node);
  if (identifier == nullptr && member == nullptr) return nullptr;
  const std::string& name = identifier != nullptr ? identifier->name : member->name;
  const auto* row = std::find_if(std::begin(kDelays), std::end(kDelays),
                                 [&](const DelayRow& each) { return each.function == name; });
  return row == std::end(kDelays) ? nullptr : row;
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
    const DelayRow* row = here ? delay_of(*node.callee) : nullptr;
    const std::size_t count = node.arguments.size();
    if (row != nullptr && (row->is_last ? count == row->argument + 1 : count > row->argument)) {
      if (auto* delay = std::get_if<support::Box<Expression>>(&node.arguments[row->argument])) {
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
