#include "program/call_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "support/number.h"
#include "syntax/operators.h"
#include "syntax/overloaded.h"

namespace asyncq::program {

using namespace syntax;

namespace {

constexpr std::size_t kLongestText = 4096;  // V8 has no bound
constexpr std::string_view kIntermediate = "(intermediate value)";

// part_count: how many times V8 says that there is a value without a name, once for each part that it does
// not look into.
//
// The statements of a body as V8 keeps them: hoisted functions and empty statements are gone, default
// values and patterns of parameters are a statement in front, generators begin with one of their own.
std::size_t part_count(const Function& function) {
  const auto has_initializer = [](const Parameter& parameter) {
    return parameter.initializer.has_value() || !std::holds_alternative<Identifier>(parameter.target.node);
  };
  const bool is_simple =
      !function.rest.has_value() &&
      std::none_of(function.parameters.begin(), function.parameters.end(), has_initializer);
  const auto is_kept = [](const Statement& statement) {
    return !std::holds_alternative<Empty>(statement.node) &&
           !std::holds_alternative<FunctionDeclaration>(statement.node);
  };
  const auto kept =
      static_cast<std::size_t>(std::count_if(function.body.begin(), function.body.end(), is_kept));
  return kept + (is_simple ? 0 : 1) + (function.is_generator ? 1 : 0);
}

// The class that is extended, methods, and what is private.
std::size_t part_count(const Class& definition) {
  std::size_t count = definition.heritage.has_value() ? 1 : 0;
  for (const ClassElement& element : definition.elements) {
    const auto* name = std::get_if<std::string>(&element.key.name);
    const bool is_private = name != nullptr && name->starts_with('#');
    const bool is_method = element.kind == ClassElementKind::method ||
                           element.kind == ClassElementKind::getter ||
                           element.kind == ClassElementKind::setter;
    if (is_method || (is_private && element.kind == ClassElementKind::field)) ++count;
  }
  return count;
}

class Renderer {
 public:
  Renderer(bool in_main, bool marks_calls) : in_main_(in_main), marks_calls_(marks_calls) {}

  // What nothing is written of is an intermediate value.
  std::string render(const Expression& expression) {
    constexpr int kDeepest = 100;
    if (depth_ >= kDeepest || written_ > kLongestText) return std::string(kIntermediate);
    ++depth_;
    std::string text = std::visit([this](const auto& node) { return write(node); }, expression.node);
    --depth_;
    written_ += text.size();
    return text.empty() ? std::string(kIntermediate) : text;
  }

 private:
  std::string inner(const Box<Expression>& part) { return render(*part); }
  // Of an element or a key: a function in no parentheses.
  std::string inner_bare(const Box<Expression>& part) {
    const auto* expression = std::get_if<FunctionExpression>(&part->node);
    const bool unread =
        in_main_ && expression != nullptr && expression->function->kind != FunctionKind::arrow;
    return unread ? std::string(kIntermediate) : render(*part);
  }
  static std::string intermediate(std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < std::min(times, kLongestText); ++i) text += kIntermediate;
    return text;
  }

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
  std::string write(const NumberLiteral& number) { return support::number_to_string(number.value); }
  std::string write(const RegExpLiteral& regexp) {
    return fmt::format("/{}/{}", regexp.pattern, regexp.flags);
  }
  std::string write(const TemplateLiteral& literal) {
    if (literal.expressions.empty()) return fmt::format("\"{}\"", literal.strings.front());
    std::string text;
    for (const Expression& each : literal.expressions) text += render(each);
    return text;
  }
  std::string write(const FunctionExpression& expression) {
    return intermediate(part_count(*expression.function));
  }
  std::string write(const ClassExpression& expression) {
    return intermediate(part_count(*expression.definition));
  }
  std::string write(const Conditional&) { return intermediate(3); }
  std::string write(const Member& member) {
    if (std::holds_alternative<Super>(member.object->node))
      return fmt::format("(intermediate value).{}", member.name);
    if (member.name.starts_with('#')) return fmt::format("{}[{}]", inner(member.object), member.name);
    return fmt::format("{}{}{}", inner(member.object), member.optional ? "?." : ".", member.name);
  }
  std::string write(const Index& index) {
    if (const std::optional<std::string> key = string_of(*index.index)) {
      return fmt::format("{}{}{}", inner(index.object), index.optional ? "?." : ".", *key);
    }
    return fmt::format("{}{}[{}]", inner(index.object), index.optional ? "?." : "", inner_bare(index.index));
  }
  std::string write(const Call& call) { return inner(call.callee) + (marks_calls_ ? "(...)" : ""); }
  std::string write(const ImportCall& call) { return fmt::format("ImportCall({})", inner(call.specifier)); }
  std::string write(const Sequence& sequence) {
    std::string text = "(";
    for (const Expression& each : sequence.expressions) {
      if (text.size() > 1) text += " , ";
      text += render(each);
    }
    return text + ")";
  }
  std::string write(const Logical& logical) {
    return fmt::format("({})", operands(logical, spelling(logical.op), true));
  }
  std::string write(const Binary& binary) {
    if (const std::optional<double> number = folded(binary)) return support::number_to_string(*number);
    const auto* left = std::get_if<StringLiteral>(&binary.left->node);
    const auto* right = std::get_if<StringLiteral>(&binary.right->node);
    if (binary.op == BinaryOperator::add && left != nullptr && right != nullptr) {
      return fmt::format("\"{}{}\"", left->value, right->value);
    }
    const bool is_comparison = row(binary.op).precedence == Precedence::equality ||
                               row(binary.op).precedence == Precedence::relational;
    const bool collapses = !is_comparison && binary.op != BinaryOperator::exponent;
    return fmt::format("({})", operands(binary, spelling(binary.op), collapses));
  }
  std::string write(const Unary& unary) {
    if (const std::optional<double> number = folded(unary)) return support::number_to_string(*number);
    if (unary.op == UnaryOperator::logical_not) {
      if (const std::optional<bool> truth = truth_of(*unary.operand)) return *truth ? "false" : "true";
    }
    const std::string_view op = spelling(unary.op);
    const bool is_word = op.front() >= 'a' && op.front() <= 'z';
    return fmt::format("({}{}{})", op, is_word ? " " : "", inner(unary.operand));
  }
  std::string write(const Update& update) {
    const std::string_view op = spelling(update.op);
    return update.prefix ? fmt::format("({}{})", op, inner(update.target))
                         : fmt::format("({}{})", inner(update.target), op);
  }
  std::string write(const Assignment& assignment) { return write_pattern(*assignment.target); }
  std::string write(const ArrayLiteral& array) {
    std::string text = "[";
    for (std::size_t i = 0; i < array.elements.size() && text.size() <= kLongestText; ++i) {
      if (i > 0) text += ',';
      const Element& element = array.elements[i];
      if (const auto* one = std::get_if<Box<Expression>>(&element)) {
        text += inner_bare(*one);
      } else if (const auto* spread = std::get_if<Spread>(&element)) {
        text += fmt::format("(...{})", inner(spread->argument));
      } else {
        text += kIntermediate;
      }
    }
    return text + "]";
  }
  std::string write(const ObjectLiteral& object) {
    return "{" + intermediate(object.properties.size()) + "}";
  }

  // a + b + c is one operation of three operands, whatever the parentheses around a + b.
  template <typename Operation>
  std::string operands(const Operation& operation, std::string_view op, bool collapses) {
    std::vector<const Box<Expression>*> right{&operation.right};
    const Box<Expression>* left = &operation.left;
    const auto* further = std::get_if<Operation>(&(*left)->node);
    while (collapses && further != nullptr && further->op == operation.op &&
           !folded((*left)->node).has_value()) {
      right.push_back(&further->right);
      left = &further->left;
      further = std::get_if<Operation>(&(*left)->node);
    }
    std::string text = inner(*left);
    for (std::size_t i = right.size(); i-- > 0;) text += fmt::format(" {} {}", op, inner(*right[i]));
    return text;
  }

  std::string write_pattern(const Pattern& pattern) {
    return std::visit(Overloaded{
                          [](const Identifier& name) { return name.name; },
                          [&](const Box<Expression>& target) { return inner(target); },
                          [](const ObjectPattern& object) {
                            const std::size_t rest = object.rest.has_value() ? 1 : 0;
                            return "{" + intermediate(object.properties.size() + rest) + "}";
                          },
                          [&](const ArrayPattern& array) { return write_elements(array); },
                      },
                      pattern.node);
  }

  std::string write_elements(const ArrayPattern& array) {
    std::string text = "[";
    const auto separate = [&] {
      if (text.size() > 1) text += ',';
    };
    for (const std::optional<PatternElement>& element : array.elements) {
      separate();
      text += element.has_value() ? write_pattern(*element->target) : std::string(kIntermediate);
    }
    if (array.rest.has_value()) {
      separate();
      text += fmt::format("(...{})", write_pattern(**array.rest));
    }
    return text + "]";
  }

  // --- what V8's parser has computed already ---

  static std::optional<std::string> string_of(const Expression& expression) {
    if (const auto* text = std::get_if<StringLiteral>(&expression.node)) return text->value;
    const auto* literal = std::get_if<TemplateLiteral>(&expression.node);
    if (literal != nullptr && literal->expressions.empty()) return literal->strings.front();
    return std::nullopt;
  }

  static std::optional<double> folded(const Expression::Node& node, int levels = kFoldedLevels) {
    if (const auto* number = std::get_if<NumberLiteral>(&node)) return number->value;
    if (levels == 0) return std::nullopt;
    if (const auto* unary = std::get_if<Unary>(&node)) return folded(*unary, levels);
    if (const auto* binary = std::get_if<Binary>(&node)) return folded(*binary, levels);
    return std::nullopt;
  }
  static std::optional<double> folded(const Unary& unary, int levels = kFoldedLevels) {
    const bool is_arithmetic = unary.op == UnaryOperator::minus || unary.op == UnaryOperator::plus ||
                               unary.op == UnaryOperator::bitwise_not;
    if (!is_arithmetic) return std::nullopt;
    const std::optional<double> operand = folded(unary.operand->node, levels - 1);
    if (!operand.has_value() || unary.op == UnaryOperator::plus) return operand;
    if (unary.op == UnaryOperator::minus) return -*operand;
    if (std::abs(*operand) > kMaxFoldedInteger) return std::nullopt;
    return static_cast<double>(~static_cast<std::int32_t>(*operand));
  }
  static std::optional<double> folded(const Binary& binary, int levels = kFoldedLevels) {
    const bool is_arithmetic = binary.op == BinaryOperator::add || binary.op == BinaryOperator::subtract ||
                               binary.op == BinaryOperator::multiply || binary.op == BinaryOperator::divide ||
                               binary.op == BinaryOperator::exponent;
    if (!is_arithmetic) return std::nullopt;
    const std::optional<double> left = folded(binary.left->node, levels - 1);
    const std::optional<double> right = folded(binary.right->node, levels - 1);
    if (!left.has_value() || !right.has_value()) return std::nullopt;
    if (binary.op == BinaryOperator::add) return *left + *right;
    if (binary.op == BinaryOperator::subtract) return *left - *right;
    if (binary.op == BinaryOperator::exponent) return std::pow(*left, *right);
    return binary.op == BinaryOperator::multiply ? *left * *right : *left / *right;
  }
  static std::optional<bool> truth_of(const Expression& expression) {
    if (const auto* boolean = std::get_if<BooleanLiteral>(&expression.node)) return boolean->value;
    if (const auto* text = std::get_if<StringLiteral>(&expression.node)) return !text->value.empty();
    if (std::holds_alternative<NullLiteral>(expression.node)) return false;
    const std::optional<double> number = folded(expression.node);
    if (!number.has_value()) return std::nullopt;
    return *number != 0 && !std::isnan(*number);
  }

  static constexpr int kFoldedLevels = 8;
  static constexpr double kMaxFoldedInteger = 2147483647.0;

  bool in_main_;
  bool marks_calls_;
  int depth_ = 0;
  std::size_t written_ = 0;
};

}  // namespace

std::string call_site(const Expression& expression, bool in_main, bool marks_calls) {
  std::string text = Renderer(in_main, marks_calls).render(expression);
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
