// Patterns, functions and classes.

#include "syntax/literal_text.h"
#include "syntax/printer_impl.h"

namespace asyncq::syntax {

// --- patterns ------------------------------------------------------------------------------------------

Piece Printer::pattern(const Pattern& node) {
  if (const auto* name = std::get_if<Identifier>(&node.node)) return text(name->name);
  if (const auto* property = std::get_if<Box<Expression>>(&node.node))
    return expression(**property, Precedence::call);
  if (const auto* object = std::get_if<ObjectPattern>(&node.node)) return object_pattern(*object);
  return array_pattern(std::get<ArrayPattern>(node.node));
}

Piece Printer::with_initializer(Piece target, const std::optional<Box<Expression>>& initializer) {
  if (!initializer) return target;
  return all({target, text(" = "), expression(**initializer, Precedence::assignment)});
}

Piece Printer::object_pattern(const ObjectPattern& node) {
  std::vector<Piece> items;
  for (const PatternProperty& property : node.properties) {
    const Piece target = pattern(*property.target);
    const Piece whole =
        property.shorthand ? target : all({property_name(property.key, false), text(": "), target});
    items.push_back(with_initializer(whole, property.initializer));
  }
  if (node.rest) items.push_back(all({text("..."), pattern(**node.rest)}));
  return list(items, {"{", "}", true, !node.rest});
}

Piece Printer::array_pattern(const ArrayPattern& node) {
  std::vector<Piece> items;
  for (const auto& element_here : node.elements) {
    items.push_back(element_here ? with_initializer(pattern(*element_here->target), element_here->initializer)
                                 : layout_.nothing());
  }
  ListStyle style{"[", "]", false, !node.rest};
  if (node.rest) {
    items.push_back(all({text("..."), pattern(**node.rest)}));
  } else if (!node.elements.empty() && !node.elements.back()) {
    items.back() = text(",");
    style.trailing_comma = false;
  }
  return list(items, style);
}

// --- functions -----------------------------------------------------------------------------------------

Piece Printer::function(const Function& node) {
  if (node.kind == FunctionKind::arrow) return arrow(node);
  std::string head = node.is_async ? "async function" : "function";
  if (node.is_generator) head += '*';
  return all({text(head), text(" "), text(node.name), parameters(node), text(" "), block(node.body, true)});
}

// modifier: "", "get " or "set ".
Piece Printer::method(const Function& node, std::string_view modifier, Piece name) {
  return all({text(node.is_async ? "async " : ""), text(node.is_generator ? "*" : ""), text(modifier), name,
              parameters(node), text(" "), block(node.body, true)});
}

Piece Printer::parameters(const Function& node) {
  std::vector<Piece> items;
  for (const Parameter& parameter : node.parameters) {
    items.push_back(with_initializer(pattern(parameter.target), parameter.initializer));
  }
  if (node.rest) items.push_back(all({text("..."), pattern(*node.rest)}));
  const bool only_structure = items.size() == 1 && !node.rest && !node.parameters.front().initializer &&
                              !std::holds_alternative<Identifier>(node.parameters.front().target.node);
  if (only_structure) return parenthesized(items.front());
  return list(items, {"(", ")", false, !node.rest});
}

Piece Printer::arrow_head(const Function& node) {
  return all({text(node.is_async ? "async " : ""), parameters(node), text(" =>")});
}

const Expression& Printer::arrow_value(const Function& node) {
  return *std::get<Return>(node.body.front().node).argument;
}

// Values with brackets of their own begin on the line of the '=>'.
bool Printer::stays_with_arrow(const Expression& value) {
  return std::holds_alternative<ObjectLiteral>(value.node) ||
         std::holds_alternative<ArrayLiteral>(value.node) ||
         std::holds_alternative<TemplateLiteral>(value.node) || is_arrow(value);
}

// What follows '=>', with the space or line before it.
Piece Printer::arrow_value_piece(const Function& node) {
  const Expression& value = arrow_value(node);
  const Piece piece = beginning(BeginningOf::arrow_body, value, Precedence::assignment);
  if (stays_with_arrow(value)) return all({text(" "), piece});
  return layout_.indent(all({layout_.line(), piece}));
}

Piece Printer::arrow(const Function& node) {
  const Piece head = arrow_head(node);
  if (!node.expression_body) return all({head, text(" "), block(node.body, true)});
  return all({head, layout_.group(arrow_value_piece(node))});
}

// --- classes -------------------------------------------------------------------------------------------

Piece Printer::class_definition(const Class& node) {
  std::vector<Piece> head{text("class")};
  if (!node.name.empty()) {
    head.push_back(text(" "));
    head.push_back(text(node.name));
  }
  if (node.heritage) {
    head.push_back(text(" extends "));
    head.push_back(expression(**node.heritage, Precedence::call));
  }
  head.push_back(text(" "));
  if (node.elements.empty()) return all({layout_.sequence(head), text("{}")});
  std::vector<Piece> body;
  const ClassElement* before = nullptr;
  for (const ClassElement& element_here : node.elements) {
    const bool fields = before != nullptr && before->kind == ClassElementKind::field &&
                        element_here.kind == ClassElementKind::field;
    body.push_back(before == nullptr || fields ? layout_.hard_line() : layout_.blank_line());
    body.push_back(class_element(element_here));
    before = &element_here;
  }
  return layout_.group(all({layout_.sequence(head), text("{"), layout_.indent(layout_.sequence(body)),
                            layout_.hard_line(), text("}")}));
}

Piece Printer::class_element(const ClassElement& node) {
  const Piece modifier = text(node.is_static ? "static " : "");
  switch (node.kind) {
    case ClassElementKind::static_block:
      return all({modifier, block(node.static_block, false)});
    case ClassElementKind::field: {
      const Piece name = all({modifier, property_name(node.key, true)});
      return all({node.value ? assigned(name, "=", **node.value) : name, text(";")});
    }
    case ClassElementKind::constructor:
    case ClassElementKind::method:
    case ClassElementKind::getter:
    case ClassElementKind::setter:
      break;
  }
  const bool is_constructor = node.kind == ClassElementKind::constructor;
  const std::string_view accessor = node.kind == ClassElementKind::getter   ? "get "
                                    : node.kind == ClassElementKind::setter ? "set "
                                                                            : "";
  const Piece name = is_constructor ? text("constructor") : property_name(node.key, true);
  return all({modifier, method(*std::get<FunctionExpression>((*node.value)->node).function, accessor, name)});
}

}  // namespace asyncq::syntax
