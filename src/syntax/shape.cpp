#include "syntax/shape.h"

#include "syntax/overloaded.h"

namespace asyncq::syntax {

namespace {

// The part that is printed first, and what it must at least bind like to be printed without parentheses.
struct First {
  const Expression* expression = nullptr;
  Precedence minimum = Precedence::sequence;
};

// An optional chain that goes on outside its end stands in parentheses: (a?.b).c
First first_of_chain(const Expression& object) {
  return std::holds_alternative<OptionalChain>(object.node) ? First{} : First{&object, Precedence::call};
}

First first_part(const Expression& expression) {
  return std::visit(Overloaded{
                        [](const Sequence& node) {
                          return First{&node.expressions.front(), Precedence::assignment};
                        },
                        [](const Assignment& node) {
                          const auto* property = std::get_if<Box<Expression>>(&node.target->node);
                          return property != nullptr ? First{&**property, Precedence::call} : First{};
                        },
                        [](const Conditional& node) {
                          return First{&*node.test, Precedence::coalesce};
                        },
                        [](const Logical& node) {
                          return First{&*node.left, row(node.op).precedence};
                        },
                        [](const Binary& node) {
                          const Precedence own = row(node.op).precedence;
                          return First{&*node.left, own == Precedence::exponent ? Precedence::update : own};
                        },
                        [](const Update& node) {
                          return node.prefix ? First{} : First{&*node.target, Precedence::call};
                        },
                        [](const Member& node) { return first_of_chain(*node.object); },
                        [](const Index& node) { return first_of_chain(*node.object); },
                        [](const Call& node) { return first_of_chain(*node.callee); },
                        [](const OptionalChain& node) {
                          return First{&*node.expression, Precedence::call};
                        },
                        [](const auto&) { return First{}; },
                    },
                    expression.node);
}

bool is_misread(const Expression& expression, BeginningOf place) {
  const auto* name = std::get_if<Identifier>(&expression.node);
  const bool is_let = name != nullptr && name->name == "let";
  const auto* assignment = std::get_if<Assignment>(&expression.node);
  const bool begins_with_brace =
      std::holds_alternative<ObjectLiteral>(expression.node) ||
      (assignment != nullptr && std::holds_alternative<ObjectPattern>(assignment->target->node));
  const bool is_definition = std::holds_alternative<ClassExpression>(expression.node) ||
                             (is_function(expression) && !is_arrow(expression));
  switch (place) {
    case BeginningOf::statement:
      return begins_with_brace || is_definition || is_let;
    case BeginningOf::arrow_body:
      return begins_with_brace;
    case BeginningOf::default_export:
      return is_definition;
    case BeginningOf::for_head:
      return is_let;
  }
  return false;
}

}  // namespace

bool is_function(const Expression& expression) {
  return std::holds_alternative<FunctionExpression>(expression.node);
}

bool is_arrow(const Expression& expression) {
  const auto* function = std::get_if<FunctionExpression>(&expression.node);
  return function != nullptr && function->function->kind == FunctionKind::arrow;
}

Precedence precedence_of(const Expression& expression) {
  return std::visit(Overloaded{
                        [](const Sequence&) { return Precedence::sequence; },
                        [](const Assignment&) { return Precedence::assignment; },
                        [](const Yield&) { return Precedence::assignment; },
                        [&](const FunctionExpression&) {
                          return is_arrow(expression) ? Precedence::assignment : Precedence::primary;
                        },
                        [](const Conditional&) { return Precedence::conditional; },
                        [](const Logical& node) { return row(node.op).precedence; },
                        [](const Binary& node) { return row(node.op).precedence; },
                        [](const Unary&) { return Precedence::unary; },
                        [](const Await&) { return Precedence::unary; },
                        [](const Update&) { return Precedence::update; },
                        [](const Member&) { return Precedence::call; },
                        [](const Index&) { return Precedence::call; },
                        [](const Call&) { return Precedence::call; },
                        [](const OptionalChain&) { return Precedence::call; },
                        [](const ImportCall&) { return Precedence::call; },
                        [](const auto&) { return Precedence::primary; },
                    },
                    expression.node);
}

const Expression* misread_part(const Expression& expression, BeginningOf place) {
  const Expression* part = &expression;
  while (true) {
    if (is_misread(*part, place)) return part;
    const First first = first_part(*part);
    if (first.expression == nullptr || precedence_of(*first.expression) < first.minimum) return nullptr;
    part = first.expression;
  }
}

const Expression* chained_object(const Expression& expression) {
  if (const auto* member = std::get_if<Member>(&expression.node)) return &*member->object;
  if (const auto* index = std::get_if<Index>(&expression.node)) return &*index->object;
  if (const auto* call = std::get_if<Call>(&expression.node)) return &*call->callee;
  return nullptr;
}

bool is_member_chain(const Expression& expression) {
  const Expression* part = &expression;
  while (std::holds_alternative<Member>(part->node) || std::holds_alternative<Index>(part->node)) {
    part = chained_object(*part);
  }
  return precedence_of(*part) == Precedence::primary;
}

}  // namespace asyncq::syntax
