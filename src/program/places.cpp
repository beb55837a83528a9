#include "program/places.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "syntax/overloaded.h"

namespace asyncq::program {

using support::SourcePosition;
using namespace syntax;

SourcePosition operator_position(const Expression& whole) {
  return whole.at_operator.known() ? whole.at_operator : whole.at;
}

SourcePosition name_position(const Expression& target) {
  const auto* member = std::get_if<Member>(&target.node);
  return member != nullptr ? member->name_at : target.at;
}

SourcePosition link_position(const Expression& read) {
  return read.at_operator.known() ? SourcePosition(read.at_operator) : name_position(read);
}

SourcePosition call_position(const Call& call, const Expression& whole) {
  if (!call.template_parts.empty() || !whole.at_operator.known()) return operator_position(whole);
  const bool in_parentheses = SourcePosition(call.callee->at) != SourcePosition(whole.at);
  if (call.optional || in_parentheses) return whole.at_operator;
  if (std::holds_alternative<Identifier>(call.callee->node)) return call.callee->at;
  const auto* member = std::get_if<Member>(&call.callee->node);
  return member != nullptr && !member->name.starts_with('#') ? SourcePosition(member->name_at)
                                                             : SourcePosition(whole.at_operator);
}

namespace {

// V8 joins a row of one operator to a single operation, which stands where its first operand does.
template <typename Operation>
SourcePosition row_position(const Operation& operation, SourcePosition alone) {
  const Operation* first = &operation;
  for (const Operation* left = first; left != nullptr && left->op == operation.op;) {
    first = left;
    left = std::get_if<Operation>(&first->left->node);
  }
  return first == &operation ? alone : expression_position(*first->left);
}

bool joins_rows(BinaryOperator op) {
  constexpr BinaryOperator kAlone[] = {
      BinaryOperator::less,         BinaryOperator::greater,
      BinaryOperator::less_equal,   BinaryOperator::greater_equal,
      BinaryOperator::equal,        BinaryOperator::not_equal,
      BinaryOperator::strict_equal, BinaryOperator::strict_not_equal,
      BinaryOperator::in,           BinaryOperator::instance_of,
      BinaryOperator::exponent,
  };
  return std::find(std::begin(kAlone), std::end(kAlone), op) == std::end(kAlone);
}

}  // namespace

SourcePosition expression_position(const Expression& whole) {
  return std::visit(Overloaded{
                        [&](const Call& call) { return call_position(call, whole); },
                        [&](const Member&) { return link_position(whole); },
                        // V8's parser gives it none, and that is the program's beginning.
                        [](const OptionalChain&) {
                          return SourcePosition{1, 1};
                        },
                        [&](const Binary& node) {
                          const SourcePosition alone = operator_position(whole);
                          return joins_rows(node.op) ? row_position(node, alone) : alone;
                        },
                        [&](const Logical& node) {
                          const bool is_coalesce = node.op == LogicalOperator::coalesce;
                          return row_position(
                              node, is_coalesce ? SourcePosition(node.right->at) : operator_position(whole));
                        },
                        [](const Sequence& node) {
                          return node.expressions.size() == 2 ? SourcePosition(node.expressions.back().at)
                                                              : expression_position(node.expressions.front());
                        },
                        [&](const Index&) { return link_position(whole); },
                        [&](const Assignment&) { return operator_position(whole); },
                        [&](const Update& node) {
                          return node.prefix ? name_position(*node.target) : operator_position(whole);
                        },
                        [&](const auto&) { return SourcePosition(whole.at); },
                    },
                    whole.node);
}

SourcePosition target_position(const Pattern& target) {
  if (const auto* place = std::get_if<Box<Expression>>(&target.node)) return expression_position(**place);
  return std::holds_alternative<Identifier>(target.node) ? SourcePosition(target.at) : SourcePosition();
}

}  // namespace asyncq::program
