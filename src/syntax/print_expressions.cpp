// Operators and literals.

#include "syntax/literal_text.h"
#include "syntax/overloaded.h"
#include "syntax/printer_impl.h"

namespace asyncq::syntax {

bool Printer::needs_parentheses(const Expression& expression, Precedence minimum) const {
  if (precedence_of(expression) < minimum || &expression == misread_) return true;
  const auto* binary = std::get_if<Binary>(&expression.node);
  return no_in_ && binary != nullptr && binary->op == BinaryOperator::in;
}

Piece Printer::expression(const Expression& expression, Precedence minimum) {
  const Piece piece = bare(expression);
  return needs_parentheses(expression, minimum) ? parenthesized(piece) : piece;
}

Piece Printer::bare(const Expression& whole) {
  return std::visit(
      Overloaded{
          [&](const NullLiteral&) { return text("null"); },
          [&](const NumberLiteral& node) { return text(number_literal_text(node.value)); },
          [&](const BigIntLiteral& node) { return text(node.digits + "n"); },
          [&](const StringLiteral& node) { return text(string_literal_text(node.value)); },
          [&](const BooleanLiteral& node) { return text(node.value ? "true" : "false"); },
          [&](const RegExpLiteral& node) { return text("/" + node.pattern + "/" + node.flags); },
          [&](const Identifier& node) { return text(node.name); },
          [&](const TemplateLiteral& node) { return template_literal(node); },
          [&](const ArrayLiteral& node) { return array(node); },
          [&](const ObjectLiteral& node) { return object(node); },
          [&](const FunctionExpression& node) { return function(*node.function); },
          [&](const ClassExpression& node) { return class_definition(*node.definition); },
          [&](const Unary& node) { return unary(node); },
          [&](const Update& node) { return update(node); },
          [&](const Binary&) { return operands(whole); },
          [&](const Logical&) { return operands(whole); },
          [&](const Assignment& node) { return assignment(node); },
          [&](const Conditional& node) { return conditional(node); },
          [&](const Sequence& node) { return sequence(node); },
          [&](const Await& node) {
            return all({text("await "), expression(*node.operand, Precedence::unary)});
          },
          [&](const Yield& node) { return yield(node); },
          [&](const Member&) { return chain(whole); },
          [&](const Index&) { return chain(whole); },
          [&](const Call&) { return chain(whole); },
          [&](const OptionalChain& node) { return chain(*node.expression); },
          [&](const New& node) { return construction(node); },
          [&](const This&) { return text("this"); },
          [&](const Super&) { return text("super"); },
          [&](const NewTarget&) { return text("new.target"); },
          [&](const ImportMeta&) { return text("import.meta"); },
          [&](const ImportCall& node) {
            return all({text("import("), expression(*node.specifier, Precedence::assignment), text(")")});
          },
      },
      whole.node);
}

// --- operators -----------------------------------------------------------------------------------------

namespace {

struct BinaryParts {
  const BinaryRow* row = nullptr;
  const Expression* left = nullptr;
  const Expression* right = nullptr;
};

BinaryParts binary_parts(const Expression& expression) {
  if (const auto* binary = std::get_if<Binary>(&expression.node)) {
    return {&row(binary->op), &*binary->left, &*binary->right};
  }
  if (const auto* logical = std::get_if<Logical>(&expression.node)) {
    return {&row(logical->op), &*logical->left, &*logical->right};
  }
  return {};
}

bool is_coalesce(const BinaryRow& row) {
  return row.token == TokenKind::question_question;
}

}  // namespace

// a + b + c: broken, if at all, after every operator of one level.
Piece Printer::operands(const Expression& whole) {
  std::vector<const Expression*> spine{&whole};
  const Precedence level = binary_parts(whole).row->precedence;
  while (true) {
    const BinaryParts parts = binary_parts(*spine.back());
    const BinaryParts left = binary_parts(*parts.left);
    if (left.row == nullptr || left.row->precedence != level || level == Precedence::exponent ||
        needs_parentheses(*parts.left, level)) {
      break;
    }
    spine.push_back(parts.left);
  }
  const BinaryParts innermost = binary_parts(*spine.back());
  const Piece first = operand(*innermost.left, *innermost.row, false);
  std::vector<Piece> rest;
  for (std::size_t i = spine.size(); i-- > 0;) {
    const BinaryParts parts = binary_parts(*spine[i]);
    rest.push_back(all({text(" "), text(spelling(parts.row->token)), layout_.line(),
                        operand(*parts.right, *parts.row, true)}));
  }
  return layout_.group(all({first, layout_.indent(layout_.sequence(rest))}));
}

Piece Printer::operand(const Expression& operand, const BinaryRow& parent, bool is_right) {
  const bool exponent = parent.precedence == Precedence::exponent;
  Precedence minimum = parent.precedence;
  if (exponent) {
    minimum = is_right ? Precedence::exponent : Precedence::update;
  } else if (is_right) {
    minimum = tighter(parent.precedence);
  }
  // a ?? (b || c): the grammar mixes them in no order. [13.13]
  if (is_coalesce(parent) && std::holds_alternative<Logical>(operand.node) &&
      !is_coalesce(*binary_parts(operand).row)) {
    return parenthesized(bare(operand));
  }
  return expression(operand, minimum);
}

Piece Printer::unary(const Unary& node) {
  const std::string_view op = spelling(node.op);
  const Piece operand = expression(*node.operand, Precedence::unary);
  if (op.size() > 1) return all({text(op), text(" "), operand});
  // - -x must not read --x.
  const auto* inner = std::get_if<Unary>(&node.operand->node);
  const auto* changed = std::get_if<Update>(&node.operand->node);
  const bool clashes = (inner != nullptr && inner->op == node.op) ||
                       (changed != nullptr && changed->prefix && spelling(changed->op).starts_with(op));
  const bool is_sign = node.op == UnaryOperator::minus || node.op == UnaryOperator::plus;
  if (!clashes || !is_sign) return all({text(op), operand});
  return all({text(op), text(" "), operand});
}

Piece Printer::update(const Update& node) {
  const Piece op = text(spelling(node.op));
  const Piece target = expression(*node.target, node.prefix ? Precedence::unary : Precedence::call);
  return node.prefix ? all({op, target}) : all({target, op});
}

Piece Printer::assignment(const Assignment& node) {
  return assigned(pattern(*node.target), spelling(node.op), *node.value);
}

// target op value: a value that breaks between its operands begins on a line of its own.
Piece Printer::assigned(Piece target, std::string_view op, const Expression& value) {
  const Piece value_piece = expression(value, Precedence::assignment);
  const Piece head = all({target, text(op == ":" ? "" : " "), text(op)});
  const bool moves = std::holds_alternative<Binary>(value.node) ||
                     std::holds_alternative<Logical>(value.node) ||
                     std::holds_alternative<StringLiteral>(value.node);
  if (!moves) return all({head, text(" "), value_piece});
  return layout_.group(all({head, layout_.group(layout_.indent(all({layout_.line(), value_piece})))}));
}

Piece Printer::conditional(const Conditional& node) {
  const Piece test = expression(*node.test, Precedence::coalesce);
  const Piece consequent = expression(*node.consequent, Precedence::assignment);
  const Piece alternate = expression(*node.alternate, Precedence::assignment);
  return layout_.group(all({test, layout_.indent(all({layout_.line(), text("? "), consequent, layout_.line(),
                                                      text(": "), alternate}))}));
}

Piece Printer::sequence(const Sequence& node) {
  std::vector<Piece> pieces;
  for (const Expression& expression_here : node.expressions) {
    pieces.push_back(expression(expression_here, Precedence::assignment));
  }
  return layout_.group(layout_.indent(join(pieces, all({text(","), layout_.line()}))));
}

Piece Printer::yield(const Yield& node) {
  const Piece keyword = text(node.delegate ? "yield*" : "yield");
  if (!node.operand) return keyword;
  return all({keyword, text(" "), expression(**node.operand, Precedence::assignment)});
}

// --- literals ------------------------------------------------------------------------------------------

Piece Printer::template_literal(const TemplateLiteral& node) {
  std::vector<Piece> pieces{text("`")};
  for (std::size_t i = 0; i < node.strings.size(); ++i) {
    pieces.push_back(text(template_part_text(node.strings[i])));
    if (i >= node.expressions.size()) continue;
    pieces.push_back(text("${"));
    pieces.push_back(expression(node.expressions[i], Precedence::sequence));
    pieces.push_back(text("}"));
  }
  pieces.push_back(text("`"));
  return layout_.sequence(pieces);
}

Piece Printer::element(const Element& element_here) {
  if (const auto* value = std::get_if<Box<Expression>>(&element_here))
    return expression(**value, Precedence::assignment);
  if (const auto* spread = std::get_if<Spread>(&element_here)) {
    return all({text("..."), expression(*spread->argument, Precedence::assignment)});
  }
  return layout_.nothing();
}

Piece Printer::array(const ArrayLiteral& node) {
  std::vector<Piece> items;
  for (const Element& element_here : node.elements) items.push_back(element(element_here));
  ListStyle style{"[", "]"};
  if (!node.elements.empty() && std::holds_alternative<ArrayHole>(node.elements.back())) {
    items.back() = text(",");  // the comma that makes the hole at the end one
    style.trailing_comma = false;
  }
  return list(items, style);
}

Piece Printer::object(const ObjectLiteral& node) {
  std::vector<Piece> items;
  for (const Property& property_here : node.properties) items.push_back(property(property_here));
  return list(items, {"{", "}", true});
}

Piece Printer::property_name(const PropertyName& name, bool in_class) {
  if (const auto* computed = std::get_if<Box<Expression>>(&name.name)) {
    return all({text("["), expression(**computed, Precedence::assignment), text("]")});
  }
  const std::string& plain = std::get<std::string>(name.name);
  return text(in_class && plain.starts_with('#') ? plain : property_key_text(plain));
}

Piece Printer::property(const Property& node) {
  switch (node.kind) {
    case PropertyKind::value:
      return assigned(property_name(node.key, false), ":", *node.value);
    case PropertyKind::shorthand:
      return expression(*node.value, Precedence::assignment);
    case PropertyKind::spread:
      return all({text("..."), expression(*node.value, Precedence::assignment)});
    case PropertyKind::method:
    case PropertyKind::getter:
    case PropertyKind::setter:
      break;
  }
  const std::string_view modifier = node.kind == PropertyKind::getter   ? "get "
                                    : node.kind == PropertyKind::setter ? "set "
                                                                        : "";
  return method(*std::get<FunctionExpression>(node.value->node).function, modifier,
                property_name(node.key, false));
}

}  // namespace asyncq::syntax
