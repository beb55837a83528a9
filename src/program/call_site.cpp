#include "program/call_site.h"

#include <fmt/format.h>

#include <cmath>

#include "syntax/operators.h"

namespace asyncq::program {

using namespace syntax;

namespace {

constexpr std::size_t kLongestText = 120;  // longer ones help nobody
constexpr std::string_view kIntermediate = "(intermediate value)";

class Renderer {
 public:
  std::string render(const Expression& expression) {
    constexpr int kDeepest = 20;
    if (depth_ >= kDeepest) return std::string(kIntermediate);
    ++depth_;
    std::string text = std::visit([this](const auto& node) { return write(node); }, expression.node);
    --depth_;
    return text.empty() ? std::string(kIntermediate) : text;
  }

 private:
  std::string inner(const Box<Expression>& part) { return render(*part); }

  template <typename Node>
  std::string write(const Node&) {
    return "";
  }
  std::string write(const Identifier& name) { return name.name; }
  std::string write(const This&) { return "this"; }
  std::string write(const Super&) { return "super"; }
  std::string write(const NullLiteral&) { return "null"; }
  std::string write(const StringLiteral& text) { return fmt::format("\"{}\"", text.value); }
  std::string write(const BooleanLiteral& boolean) { return boolean.value ? "true" : "false"; }
  std::string write(const NumberLiteral& number) { return fmt::format("{}", number.value); }
  std::string write(const Member& member) {
    if (std::holds_alternative<Super>(member.object->node))
      return fmt::format("(intermediate value).{}", member.name);
    if (member.name.starts_with('#')) return fmt::format("{}[{}]", inner(member.object), member.name);
    return fmt::format("{}{}{}", inner(member.object), member.optional ? "?." : ".", member.name);
  }
  std::string write(const Index& index) {
    if (const auto* key = std::get_if<StringLiteral>(&index.index->node)) {
      return fmt::format("{}.{}", inner(index.object), key->value);
    }
    return fmt::format("{}{}[{}]", inner(index.object), index.optional ? "?." : "", inner(index.index));
  }
  std::string write(const Call& call) { return fmt::format("{}(...)", inner(call.callee)); }
  std::string write(const OptionalChain& chain) { return inner(chain.expression); }
  std::string write(const Logical& logical) {
    const char* op = logical.op == LogicalOperator::logical_and  ? "&&"
                     : logical.op == LogicalOperator::logical_or ? "||"
                                                                 : "??";
    return fmt::format("({} {} {})", inner(logical.left), op, inner(logical.right));
  }
  std::string write(const Binary& binary) {
    return fmt::format("({} {} {})", inner(binary.left), spelling(binary.op), inner(binary.right));
  }
  std::string write(const Unary& unary) {
    const std::string_view op = spelling(unary.op);
    const bool is_word = op.front() >= 'a' && op.front() <= 'z';
    return fmt::format("({}{}{})", op, is_word ? " " : "", inner(unary.operand));
  }
  std::string write(const ArrayLiteral& array) {
    std::string text = "[";
    for (const Element& element : array.elements) {
      if (text.size() > 1) text += ',';
      if (const auto* one = std::get_if<Box<Expression>>(&element)) {
        text += inner(*one);
      } else if (const auto* spread = std::get_if<Spread>(&element)) {
        text += fmt::format("...{}", inner(spread->argument));
      }
    }
    return text + "]";
  }
  std::string write(const ObjectLiteral& object) {
    std::string text = "{";
    for (std::size_t i = 0; i < object.properties.size(); ++i) text += kIntermediate;
    return text + "}";
  }

  int depth_ = 0;
};

}  // namespace

std::string call_site(const Expression& expression) {
  std::string text = Renderer().render(expression);
  return text.size() > kLongestText ? std::string(kIntermediate) : text;
}

std::string inferred_name(const Expression& target) {
  if (const auto* name = std::get_if<Identifier>(&target.node)) return name->name;
  const auto joined = [](const Expression& object, const std::string& key) {
    const std::string outer = inferred_name(object);
    if (key == "prototype") return outer;
    return outer.empty() ? key : outer + "." + key;
  };
  if (const auto* member = std::get_if<Member>(&target.node)) return joined(*member->object, member->name);
  const auto* index = std::get_if<Index>(&target.node);
  const auto* key = index == nullptr ? nullptr : std::get_if<StringLiteral>(&index->index->node);
  return key == nullptr ? std::string() : joined(*index->object, key->value);
}

}  // namespace asyncq::program
