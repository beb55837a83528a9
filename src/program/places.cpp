#include "program/places.h"

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

SourcePosition expression_position(const Expression& whole) {
  return std::visit(
      Overloaded{
          [&](const Call& call) { return call_position(call, whole); },
          [&](const Member&) { return link_position(whole); },
          [](const OptionalChain&) { return SourcePosition(); },
          [&](const Sequence& sequence) { return expression_position(sequence.expressions.back()); },
          [&](const auto&) { return operator_position(whole); },
      },
      whole.node);
}

SourcePosition target_position(const Pattern& target) {
  if (const auto* place = std::get_if<Box<Expression>>(&target.node)) return expression_position(**place);
  return std::holds_alternative<Identifier>(target.node) ? SourcePosition(target.at) : SourcePosition();
}

}  // namespace asyncq::program
