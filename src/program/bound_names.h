#pragma once
// BoundNames [8.2.1]: the names that a pattern binds or assigns to, each with its place.

#include <string_view>

#include "syntax/ast.h"

namespace asyncq::program {

// visit(std::string_view name, support::SourcePosition at)
template <typename Visit>
void each_name(const syntax::Pattern& pattern, const Visit& visit) {
  if (const auto* name = std::get_if<syntax::Identifier>(&pattern.node)) {
    visit(name->name, pattern.at);
  } else if (const auto* object = std::get_if<syntax::ObjectPattern>(&pattern.node)) {
    for (const syntax::PatternProperty& property : object->properties) each_name(*property.target, visit);
    if (object->rest) each_name(**object->rest, visit);
  } else if (const auto* array = std::get_if<syntax::ArrayPattern>(&pattern.node)) {
    for (const auto& element : array->elements) {
      if (element) each_name(*element->target, visit);
    }
    if (array->rest) each_name(**array->rest, visit);
  }
}

}  // namespace asyncq::program
