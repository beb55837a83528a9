#include "program/call_site.h"

#include <fmt/format.h>

#include <cmath>

namespace asyncq::program {

using namespace syntax;

namespace {

constexpr std::size_t kLongestText = 120;  // longer ones help nobody
constexpr std::string_view kIntermediate = "(intermediate value)";

std::string render(const Expression& expression, int depth) {
  constexpr int kDeepest = 20;
  if (depth > kDeepest) return std::string(kIntermediate);
  const auto inner = [&](const Box<Expression>& part) { return render(*part, depth + 1); };
  if (const auto* name = std::get_if<Identifier>(&expression.node)) return name->name;
  if (std::holds_alternative<This>(expression.node)) return "this";
  if (std::holds_alternative<Super>(expression.node)) return "super";
  if (std::holds_alternative<NullLiteral>(expression.node)) return "null";
  if (const auto* text = std::get_if<StringLiteral>(&expression.node)) return fmt::format("\"{}\"", text->value);
  if (const auto* boolean = std::get_if<BooleanLiteral>(&expression.node)) return boolean->value ? "true" : "false";
  if (const auto* number = std::get_if<NumberLiteral>(&expression.node)) return fmt::format("{}", number->value);
  if (const auto* member = std::get_if<Member>(&expression.node)) {
    if (std::holds_alternative<Super>(member->object->node)) return fmt::format("(intermediate value).{}", member->name);
    return fmt::format("{}{}{}", inner(member->object), member->optional ? "?." : ".", member->name);
  }
  if (const auto* index = std::get_if<Index>(&expression.node)) {
    if (const auto* key = std::get_if<StringLiteral>(&index->index->node)) {
      return fmt::format("{}.{}", inner(index->object), key->value);
    }
    return fmt::format("{}{}[{}]", inner(index->object), index->optional ? "?." : "", inner(index->index));
  }
  if (const auto* call = std::get_if<Call>(&expression.node)) return fmt::format("{}(...)", inner(call->callee));
  if (const auto* chain = std::get_if<OptionalChain>(&expression.node)) return inner(chain->expression);
  if (const auto* logical = std::get_if<Logical>(&expression.node)) {
    const char* op = logical->op == LogicalOperator::logical_and  ? "&&"
                     : logical->op == LogicalOperator::logical_or ? "||"
                                                                  : "??";
    return fmt::format("({} {} {})", inner(logical->left), op, inner(logical->right));
  }
  return std::string(kIntermediate);
}

}  // namespace

std::string call_site(const Expression& expression) {
  std::string text = render(expression, 0);
  return text.size() > kLongestText ? std::string(kIntermediate) : text;
}

}  // namespace asyncq::program
