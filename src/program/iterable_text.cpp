#include "program/iterable_text.h"

#include "program/call_site.h"
#include "syntax/overloaded.h"

namespace asyncq::program {

using namespace syntax;

namespace {

constexpr std::string_view kCalled = "(...)";
constexpr std::string_view kUndefinedCalled = "=undefined is not a function";

// V8 looks for the expression at the place of the fault, which is where the expression begins. It finds those
// whose own place that is, and not those that stand at an operator, a dot or a parenthesis.
bool stands_at_beginning(const Expression& expression) {
  return std::visit(Overloaded{
                        [](const Member&) { return false; },
                        [](const Index&) { return false; },
                        [](const OptionalChain&) { return false; },
                        [](const Logical&) { return false; },
                        [](const Binary&) { return false; },
                        [](const Sequence&) { return false; },
                        [](const Assignment&) { return false; },
                        [](const Update&) { return false; },
                        [](const Call& call) {
                          return call.template_parts.empty() &&
                                 std::holds_alternative<Identifier>(call.callee->node);
                        },
                        [](const auto&) { return true; },
                    },
                    expression.node);
}

// Those that make values by jumps have no place of their own at all.
bool jumps(const Expression& expression) {
  const auto* logical = std::get_if<Logical>(&expression.node);
  return std::holds_alternative<OptionalChain>(expression.node) ||
         std::holds_alternative<Conditional>(expression.node) ||
         (logical != nullptr && logical->op != LogicalOperator::coalesce);
}

const Expression* callee_of(const Expression& expression) {
  if (const auto* call = std::get_if<Call>(&expression.node)) return &*call->callee;
  if (const auto* construction = std::get_if<New>(&expression.node)) return &*construction->callee;
  return nullptr;
}

// Calls within it are named by what is called.
std::string text_of(const Expression& expression, bool in_main) {
  const Expression* callee = callee_of(expression);
  if (callee == nullptr) return call_site(expression, in_main, false);
  return call_site(*callee, in_main, false) + std::string(kCalled);
}

std::string async_text_of(const Expression& expression, bool in_main) {
  std::string text = call_site(expression, in_main);
  return callee_of(expression) == nullptr ? text : text + std::string(kCalled);
}

// What a generator delegates to is found by the place of yield*.
bool is_named_by_delegate(const Expression& expression) {
  return (!stands_at_beginning(expression) || callee_of(expression) != nullptr) && !jumps(expression);
}

}  // namespace

std::string iterable_text(const Expression& expression, Iterated place, bool in_main) {
  switch (place) {
    case Iterated::for_of:
      return jumps(expression) ? "" : text_of(expression, in_main);
    case Iterated::for_await:
      return jumps(expression) ? std::string(kUndefinedCalled) : async_text_of(expression, in_main);
    case Iterated::array_spread:
      return text_of(expression, in_main);
    case Iterated::argument: {
      const Expression* callee = callee_of(expression);
      if (callee == nullptr) return "";
      return kWholeMessage + call_site(*callee, in_main, false) +
             " is not iterable (cannot read property Symbol(Symbol.iterator))";
    }
    case Iterated::declaration:
      return stands_at_beginning(expression) ? text_of(expression, in_main) : "";
    case Iterated::delegate:
      return is_named_by_delegate(expression) ? "yield* (intermediate value)" : "";
    case Iterated::async_delegate:
      return is_named_by_delegate(expression) ? "yield* (intermediate value)" : std::string(kUndefinedCalled);
  }
  return "";
}

}  // namespace asyncq::program
