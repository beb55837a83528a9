#pragma once
// Small makers of syntax tree nodes, each with its place.

#include <string>
#include <utility>
#include <vector>

#include "syntax/ast.h"

namespace asyncq::puzzle {

using support::SourcePosition;

inline syntax::Expression identifier(std::string name, SourcePosition at) {
  return {syntax::Identifier{std::move(name)}, at, {}};
}

inline syntax::Expression member(syntax::Expression object, std::string name, SourcePosition name_at) {
  const syntax::Place at = object.at;
  return {syntax::Member{std::move(object), std::move(name), false, name_at}, at, {}};
}

inline syntax::Expression call(syntax::Expression callee, std::vector<syntax::Element> arguments,
                               SourcePosition at_operator) {
  const syntax::Place at = callee.at;
  return {syntax::Call{std::move(callee), std::move(arguments), false, {}}, at, at_operator};
}

inline syntax::Expression arrow(syntax::Function function) {
  function.kind = syntax::FunctionKind::arrow;
  const syntax::Place at = function.at;
  return {syntax::FunctionExpression{std::move(function)}, at, {}};
}

inline syntax::Statement expression_statement(syntax::Expression expression, SourcePosition end) {
  const syntax::Place at = expression.at;
  return {syntax::ExpressionStatement{std::move(expression)}, at, end};
}

inline syntax::Statement declaration(syntax::DeclarationKind kind, syntax::Pattern target,
                                     std::optional<syntax::Expression> initializer, SourcePosition at,
                                     SourcePosition end) {
  syntax::VariableDeclaration node{kind, {}};
  node.declarators.push_back({std::move(target), std::move(initializer)});
  return {std::move(node), at, end};
}

inline syntax::Statement block(syntax::StatementList body, SourcePosition at, SourcePosition end) {
  return {syntax::Block{std::move(body)}, at, end};
}

}  // namespace asyncq::puzzle
