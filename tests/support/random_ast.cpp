// Expressions and patterns of random trees.

#include "tests/support/random_ast.h"

#include <bit>
#include <cmath>
#include <string_view>

#include "support/text.h"
#include "tests/support/random_ast_impl.h"

namespace asyncq::test {

using namespace syntax;

namespace {

constexpr std::string_view kNames[] = {"a",         "b",       "x1",     "value", "then",         "p",
                                       "Promise",   "console", "get",    "of",    "from",         "set",
                                       "undefined", "$",       "_under", "async", "\u00e9t\u00e9"};
constexpr std::string_view kKeys[] = {"a",      "then",  "get",   "set", "async", "static",
                                      "if",     "0",     "12",    "01",  "1.5",   "",
                                      "a-b",    "#x",    "'",     "\"",  "1e21",  "new\nline",
                                      "\u00e9", "await", "yield", "let", "of",    "1234567890123456789012"};
constexpr std::string_view kPatterns[] = {"a", "[/]", "\\/", "(?:)", "[^\\]]+", "^\\s*$", "'\"`"};
constexpr std::string_view kBigInts[] = {"0", "1", "90071992547409930", "0xff", "0o17", "0b101"};
constexpr std::string_view kFlags[] = {"", "g", "gi", "u"};

}  // namespace

// --- words and values ------------------------------------------------------------------------------------

std::string RandomTree::fresh_name() {
  return "v" + std::to_string(names_++);
}

std::string RandomTree::reference() {
  if (!context_.strict && chance(2)) return context_.is_generator || chance(50) ? "let" : "yield";
  return std::string(one_of(kNames));
}

std::string RandomTree::text() {
  static constexpr char16_t kOdd[] = {
      u'\'', u'"',   u'`',   u'$',   u'{',   u'}',   u'\\',  u'\n',  u'\r',  u'\t', u'\0', u'1', u'9', 0x7F,
      0x85,  0x2028, 0x2029, 0xFEFF, 0xD83D, 0xDE00, 0xDFFF, 0xD800, 0x202E, u'\v', u'\b', 0x1B, u'u', u'x'};
  std::u16string units;
  for (std::uint64_t i = below(8); i > 0; --i) {
    units += chance(60)   ? static_cast<char16_t>(u' ' + below(95))
             : chance(80) ? one_of(kOdd)
                          : static_cast<char16_t>(below(0x10000));
  }
  return support::wtf8_from_utf16(units);
}

double RandomTree::number() {
  static constexpr double kNumbers[] = {0,
                                        1,
                                        2,
                                        42,
                                        0.1,
                                        0.5,
                                        1e21,
                                        1e-7,
                                        123e-20,
                                        5e-324,
                                        1.7976931348623157e308,
                                        1e20,
                                        4294967296.0,
                                        9007199254740993.0,
                                        0.000001,
                                        HUGE_VAL};
  if (chance(80)) return one_of(kNumbers);
  const double value = std::fabs(std::bit_cast<double>(random_()));
  return std::isnan(value) ? 7 : value;
}

// --- expressions -----------------------------------------------------------------------------------------

Expression RandomTree::expression() {
  const Deeper deeper(*this);
  Expression made;
  made.node = expression_node();
  expression_kinds_.set(made.node.index());
  return made;
}

Expression::Node RandomTree::expression_node() {
  if (tired() || chance(20)) return leaf();
  return chance(15) ? contextual() : branch();
}

Expression::Node RandomTree::leaf() {
  switch (below(9)) {
    case 0:
      return NullLiteral{};
    case 1:
      if (chance(20)) return BigIntLiteral{std::string(one_of(kBigInts))};
      return NumberLiteral{number()};
    case 2:
      return StringLiteral{text()};
    case 3:
      return BooleanLiteral{chance(50)};
    case 4:
      return RegExpLiteral{std::string(one_of(kPatterns)), std::string(one_of(kFlags))};
    case 5:
      return This{};
    default:
      return Identifier{reference()};
  }
}

Expression::Node RandomTree::branch() {
  switch (below(19)) {
    case 0:
      return template_literal();
    case 1: {
      ArrayLiteral array;
      for (std::uint64_t i = below(4); i > 0; --i) array.elements.push_back(element(true));
      return array;
    }
    case 2:
      return object();
    case 3:
      return FunctionExpression{arrow()};
    case 4:
      return FunctionExpression{function(FunctionKind::normal, chance(30), chance(30))};
    case 5:
      return ClassExpression{class_definition(chance(50))};
    case 6:
    case 7:
      return unary();
    case 8:
      return Update{chance(50) ? UpdateOperator::increment : UpdateOperator::decrement, chance(50),
                    simple_target()};
    case 9:
    case 10:
      return binary();
    case 11: {
      static constexpr LogicalOperator kOperators[] = {
          LogicalOperator::logical_and, LogicalOperator::logical_or, LogicalOperator::coalesce};
      return Logical{one_of(kOperators), expression(), expression()};
    }
    case 12:
      return assignment();
    case 13:
      return Conditional{expression(), expression(), expression()};
    case 14: {
      Sequence sequence;
      for (std::uint64_t i = 2 + below(2); i > 0; --i) sequence.expressions.push_back(expression());
      return sequence;
    }
    case 15:
      return chain(false).node;
    case 16:
      return optional_chain();
    case 17:
      return New{expression(), arguments()};
    default:
      return ImportCall{expression()};
  }
}

// What only some places allow.
Expression::Node RandomTree::contextual() {
  switch (below(5)) {
    case 0:
      if (context_.is_async && !context_.parameters) return Await{expression()};
      break;
    case 1:
      if (context_.is_generator && !context_.parameters) {
        if (chance(30)) return Yield{};
        return Yield{chance(30), Box<Expression>(expression())};
      }
      break;
    case 2:
      if (context_.new_target) return NewTarget{};
      break;
    case 3:
      if (context_.module) return ImportMeta{};
      break;
    default:
      if (context_.super_call) {
        expression_kinds_.set(Expression::Node(Super{}).index());
        return Call{Expression{Super{}, {}, {}}, arguments(), false, {}};
      }
  }
  return branch();
}

TemplateLiteral RandomTree::template_literal() {
  TemplateLiteral literal;
  literal.strings.push_back(text());
  for (std::uint64_t i = below(3); i > 0; --i) {
    literal.expressions.push_back(expression());
    literal.strings.push_back(text());
  }
  return literal;
}

Expression::Node RandomTree::unary() {
  const auto op = static_cast<UnaryOperator>(below(7));
  Expression operand = expression();
  if (op == UnaryOperator::delete_of && !std::holds_alternative<Call>(operand.node))
    operand = Expression{This{}, {}, {}};
  return Unary{op, std::move(operand)};
}

Expression::Node RandomTree::binary() {
  const auto op = static_cast<BinaryOperator>(below(static_cast<std::uint64_t>(BinaryOperator::in) + 1));
  if (op == BinaryOperator::in && !context_.private_names.empty() && chance(50)) {
    return Binary{
        op, Expression{Identifier{context_.private_names[below(context_.private_names.size())]}, {}, {}},
        expression()};
  }
  return Binary{op, expression(), expression()};
}

Expression RandomTree::simple_target() {
  if (chance(40)) return Expression{Identifier{std::string(one_of(kNames))}, {}, {}};
  return link(expression(), false);
}

Expression::Node RandomTree::assignment() {
  const auto op =
      static_cast<AssignmentOperator>(below(static_cast<std::uint64_t>(AssignmentOperator::coalesce) + 1));
  if (op == AssignmentOperator::assign || chance(30))
    return Assignment{AssignmentOperator::assign, pattern(false), expression()};
  Expression target = simple_target();
  if (auto* name = std::get_if<Identifier>(&target.node))
    return Assignment{op, Pattern{*name, {}}, expression()};
  return Assignment{op, Pattern{Box<Expression>(std::move(target)), {}}, expression()};
}

// --- calls and members -----------------------------------------------------------------------------------

// A member or an index of the object.
Expression RandomTree::link(Expression object, bool optional) {
  Expression made;
  if (!context_.private_names.empty() && chance(20)) {
    made.node =
        Member{std::move(object), context_.private_names[below(context_.private_names.size())], optional, {}};
  } else if (chance(70)) {
    static constexpr std::string_view kMembers[] = {"then", "catch", "x", "get", "if", "length", "default"};
    made.node = Member{std::move(object), std::string(one_of(kMembers)), optional, {}};
  } else {
    made.node = Index{std::move(object), expression(), optional};
  }
  expression_kinds_.set(made.node.index());
  return made;
}

Expression RandomTree::chain(bool optional) {
  Expression made = expression();
  bool optional_left = optional;
  if (!optional && context_.super_property && chance(20)) {
    made = Expression{Index{Expression{Super{}, {}, {}}, expression(), false}, {}, {}};
    if (chance(50)) made = Expression{Member{Expression{Super{}, {}, {}}, "x", false, {}}, {}, {}};
  }
  for (std::uint64_t i = 1 + below(4); i > 0; --i) {
    const bool here = optional_left && (i == 1 || chance(50));
    if (here) optional_left = optional && chance(30);
    if (chance(50)) {
      const auto* name = std::get_if<Identifier>(&made.node);
      if (name != nullptr && (name->name == "eval" || name->name == "Function")) continue;
      made = Expression{Call{std::move(made), arguments(), here, {}}, {}, {}};
      expression_kinds_.set(made.node.index());
    } else {
      made = link(std::move(made), here);
    }
  }
  return made;
}

Expression::Node RandomTree::optional_chain() {
  return OptionalChain{chain(true)};
}

Element RandomTree::element(bool holes) {
  if (holes && chance(15)) return ArrayHole{};
  if (chance(15)) return Spread{expression()};
  return Box<Expression>(expression());
}

std::vector<Element> RandomTree::arguments() {
  std::vector<Element> made;
  for (std::uint64_t i = below(4); i > 0; --i) made.push_back(element(false));
  return made;
}

// --- objects ---------------------------------------------------------------------------------------------

PropertyName RandomTree::key(bool in_class) {
  if (chance(15)) return PropertyName{Box<Expression>(expression()), {}};
  const std::string name(one_of(kKeys));
  if (in_class && name.starts_with('#'))
    return PropertyName{Box<Expression>(Expression{StringLiteral{name}, {}, {}}), {}};
  return PropertyName{name, {}};
}

Expression::Node RandomTree::object() {
  ObjectLiteral literal;
  bool has_proto = false;
  for (std::uint64_t i = below(4); i > 0; --i) literal.properties.push_back(property(has_proto));
  return literal;
}

Property RandomTree::property(bool& has_proto) {
  Property made;
  made.key = key(false);
  switch (below(7)) {
    case 0: {
      made.kind = PropertyKind::shorthand;
      const std::string name(one_of(kNames));
      made.key = PropertyName{name, {}};
      made.value = Expression{Identifier{name}, {}, {}};
      return made;
    }
    case 1:
      made.kind = PropertyKind::method;
      made.value = Expression{FunctionExpression{method(MethodKind::method, false)}, {}, {}};
      return made;
    case 2:
      made.kind = PropertyKind::getter;
      made.value = Expression{FunctionExpression{method(MethodKind::getter, false)}, {}, {}};
      return made;
    case 3:
      made.kind = PropertyKind::setter;
      made.value = Expression{FunctionExpression{method(MethodKind::setter, false)}, {}, {}};
      return made;
    case 4:
      made.kind = PropertyKind::spread;
      made.key = PropertyName{};
      made.value = expression();
      return made;
    default:
      if (!has_proto && chance(5)) {
        has_proto = true;
        made.key = PropertyName{std::string("__proto__"), {}};
      }
      made.value = expression();
      return made;
  }
}

// --- patterns --------------------------------------------------------------------------------------------

std::optional<Box<Expression>> RandomTree::maybe_initializer() {
  if (!chance(25)) return std::nullopt;
  return Box<Expression>(expression());
}

Pattern RandomTree::pattern(bool binds) {
  const Deeper deeper(*this);
  if (tired() || chance(50))
    return Pattern{Identifier{binds ? fresh_name() : std::string(one_of(kNames))}, {}};
  if (!binds && chance(40)) return Pattern{Box<Expression>(link(expression(), false)), {}};
  if (chance(50)) {
    ArrayPattern array;
    for (std::uint64_t i = below(4); i > 0; --i) {
      if (chance(20)) {
        array.elements.emplace_back(std::nullopt);
      } else {
        array.elements.emplace_back(PatternElement{pattern(binds), maybe_initializer()});
      }
    }
    if (chance(25)) array.rest = pattern(binds);
    return Pattern{std::move(array), {}};
  }
  ObjectPattern object;
  for (std::uint64_t i = below(4); i > 0; --i) object.properties.push_back(pattern_property(binds));
  if (chance(25)) {
    object.rest = binds || chance(50) ? Pattern{Identifier{binds ? fresh_name() : "rest"}, {}}
                                      : Pattern{Box<Expression>(link(expression(), false)), {}};
  }
  return Pattern{std::move(object), {}};
}

PatternProperty RandomTree::pattern_property(bool binds) {
  PatternProperty made;
  if (chance(50)) {
    const std::string name = binds ? fresh_name() : std::string(one_of(kNames));
    made.shorthand = true;
    made.key = PropertyName{name, {}};
    made.target = Pattern{Identifier{name}, {}};
  } else {
    made.key = key(false);
    made.target = pattern(binds);
  }
  made.initializer = maybe_initializer();
  return made;
}

}  // namespace asyncq::test
