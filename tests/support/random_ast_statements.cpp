// Functions, classes and statements of random trees.

#include <algorithm>
#include <iterator>

#include "tests/support/random_ast.h"
#include "tests/support/random_ast_impl.h"

namespace asyncq::test {

using namespace syntax;

namespace {

constexpr int kDepth = 7;

bool contains_open_if(const Statement& statement) {
  if (const auto* branch = std::get_if<If>(&statement.node)) {
    return !branch->alternate || contains_open_if(**branch->alternate);
  }
  if (const auto* loop = std::get_if<For>(&statement.node)) return contains_open_if(*loop->body);
  if (const auto* each = std::get_if<ForEach>(&statement.node)) return contains_open_if(*each->body);
  if (const auto* loop = std::get_if<While>(&statement.node)) return contains_open_if(*loop->body);
  if (const auto* labeled = std::get_if<Labeled>(&statement.node)) return contains_open_if(*labeled->body);
  return false;
}

}  // namespace

Program RandomTree::program() {
  context_ = {};
  context_.module = chance(40);
  context_.strict = context_.module;
  context_.is_async = context_.module;
  context_.in_function = context_.new_target = !context_.module;  // as Node does with a CommonJS file
  context_.top_level = true;
  depth_ = kDepth;
  Program program;
  program.kind = context_.module ? SourceKind::module : SourceKind::script;
  directives(program.body);
  StatementList body = statements(5);
  std::move(body.begin(), body.end(), std::back_inserter(program.body));
  return program;
}

// --- functions -------------------------------------------------------------------------------------------

void RandomTree::directives(StatementList& body) {
  while (chance(10)) {
    const bool strict = context_.strict && chance(50);
    std::string value = strict ? "use strict" : text();
    if (value == "use strict" && !strict) continue;
    body.push_back(finish(ExpressionStatement{Expression{StringLiteral{std::move(value)}, {}, {}}, true}));
  }
}

void RandomTree::parameters(Function& function, bool simple) {
  const bool outer = std::exchange(context_.parameters, true);
  for (std::uint64_t i = below(3); i > 0; --i) {
    if (simple) {
      function.parameters.push_back(Parameter{Pattern{Identifier{fresh_name()}, {}}, std::nullopt});
    } else {
      function.parameters.push_back(Parameter{pattern(true), maybe_initializer()});
    }
  }
  if (!simple && chance(20)) function.rest = pattern(true);
  context_.parameters = outer;
}

RandomTree::Context RandomTree::context_of_function(bool is_async, bool is_generator) const {
  Context inside;
  inside.strict = context_.strict;
  inside.module = context_.module;
  inside.private_names = context_.private_names;
  inside.is_async = is_async;
  inside.is_generator = is_generator;
  inside.in_function = true;
  inside.new_target = true;
  return inside;
}

RandomTree::Context RandomTree::context_of_class_part() const {
  Context inside;
  inside.strict = true;
  inside.module = context_.module;
  inside.private_names = context_.private_names;
  inside.super_property = inside.new_target = true;
  return inside;
}

Function RandomTree::function(FunctionKind kind, bool is_async, bool is_generator) {
  const Deeper deeper(*this);
  Function made;
  made.kind = kind;
  made.is_async = is_async;
  made.is_generator = is_generator;
  if (kind == FunctionKind::normal && chance(50)) made.name = fresh_name();
  const Entered entered(*this, context_of_function(is_async, is_generator));
  const bool simple = chance(50);
  parameters(made, simple);
  if (simple && !context_.strict && chance(10)) {
    context_.strict = true;
    made.body.push_back(finish(ExpressionStatement{Expression{StringLiteral{"use strict"}, {}, {}}, true}));
  } else if (simple) {
    directives(made.body);
  }
  StatementList body = statements(3);
  std::move(body.begin(), body.end(), std::back_inserter(made.body));
  return made;
}

// constructor, getter and setter are neither async nor generators.
Function RandomTree::method(MethodKind kind, bool super_call) {
  const Deeper deeper(*this);
  Function made;
  made.kind = FunctionKind::method;
  made.is_async = kind == MethodKind::method && chance(30);
  made.is_generator = kind == MethodKind::method && chance(30);
  Context inside = context_of_function(made.is_async, made.is_generator);
  inside.super_property = true;
  inside.super_call = super_call;
  const Entered entered(*this, std::move(inside));
  if (kind == MethodKind::setter) {
    made.parameters.push_back(Parameter{pattern(true), std::nullopt});
  } else if (kind != MethodKind::getter) {
    parameters(made, chance(50));
  }
  made.body = statements(3);
  return made;
}

Function RandomTree::arrow() {
  const Deeper deeper(*this);
  Function made;
  made.kind = FunctionKind::arrow;
  made.is_async = chance(30);
  parameters(made, chance(50));
  Context inside = context_;
  inside.is_async = made.is_async;
  inside.is_generator = false;
  inside.parameters = false;
  inside.in_function = true;
  inside.top_level = false;
  inside.loops = inside.breakables = 0;
  inside.labels.clear();
  inside.loop_labels.clear();
  const Entered entered(*this, std::move(inside));
  made.expression_body = chance(60);
  if (made.expression_body) {
    made.body.push_back(finish(Return{expression()}));
  } else {
    made.body = statements(3);
  }
  return made;
}

// --- classes ---------------------------------------------------------------------------------------------

Class RandomTree::class_definition(bool named) {
  const Deeper deeper(*this);
  Class made;
  Context inside = context_;
  inside.strict = true;
  const Entered entered(*this, std::move(inside));
  if (named) made.name = fresh_name();
  if (chance(40)) made.heritage = Box<Expression>(expression());
  std::vector<std::string> unused;
  for (std::uint64_t i = below(3); i > 0; --i) {
    unused.push_back("#" + fresh_name());
    context_.private_names.push_back(unused.back());
  }
  bool has_constructor = false;
  for (std::uint64_t i = below(4); i > 0; --i) {
    made.elements.push_back(class_element(made.heritage.has_value(), has_constructor, unused));
  }
  while (!unused.empty()) {  // every private name that was used is declared
    ClassElement field;
    field.kind = ClassElementKind::field;
    field.key = PropertyName{unused.back(), {}};
    unused.pop_back();
    made.elements.push_back(std::move(field));
  }
  return made;
}

ClassElement RandomTree::class_element(bool derived, bool& has_constructor,
                                       std::vector<std::string>& unused) {
  ClassElement made;
  const auto with = [&](Function function) {
    made.value = Box<Expression>(Expression{FunctionExpression{std::move(function)}, {}, {}});
    return made;
  };
  if (!has_constructor && chance(20)) {
    has_constructor = true;
    made.kind = ClassElementKind::constructor;
    return with(method(MethodKind::constructor, derived));
  }
  made.is_static = chance(30);
  if (chance(10)) {
    made.kind = ClassElementKind::static_block;
    made.is_static = true;
    const Entered entered(*this, context_of_class_part());
    made.static_block = statements(2);
    return made;
  }
  made.key = key(true);
  if (!unused.empty() && chance(50)) {
    made.key = PropertyName{unused.back(), {}};
    unused.pop_back();
  }
  switch (below(4)) {
    case 0:
      made.kind = ClassElementKind::method;
      return with(method(MethodKind::method, false));
    case 1:
      made.kind = ClassElementKind::getter;
      return with(method(MethodKind::getter, false));
    case 2:
      made.kind = ClassElementKind::setter;
      return with(method(MethodKind::setter, false));
    default:
      break;
  }
  made.kind = ClassElementKind::field;
  const Entered entered(*this, context_of_class_part());
  if (chance(70)) made.value = Box<Expression>(expression());
  return made;
}

// --- statements ------------------------------------------------------------------------------------------

Statement RandomTree::finish(Statement::Node node) {
  statement_kinds_.set(node.index());
  return Statement{std::move(node), {}, {}};
}

StatementList RandomTree::statements(std::size_t most) {
  StatementList made;
  for (std::uint64_t i = below(most + 1); i > 0; --i) made.push_back(statement());
  return made;
}

Statement RandomTree::statement() {
  if (context_.top_level && context_.module && depth_ == kDepth && chance(15)) {
    return finish(chance(50) ? import_statement() : export_statement());
  }
  if (chance(35)) return finish(declaration());
  return body();
}

Statement RandomTree::body() {
  const Deeper deeper(*this);
  return finish(tired() || chance(50) ? simple_statement() : nested_statement());
}

Statement::Node RandomTree::simple_statement() {
  switch (below(8)) {
    case 0:
      return Empty{};
    case 1:
      return Throw{expression()};
    case 2:
      if (context_.in_function) {
        if (chance(30)) return Return{};
        return Return{expression()};
      }
      break;
    case 3:
      return jump();
    case 4:
      if (!chance(30)) break;
      return ExpressionStatement{Expression{StringLiteral{text()}, {}, {}}};
    default:
      break;
  }
  return ExpressionStatement{expression()};
}

Statement::Node RandomTree::jump() {
  if (!context_.labels.empty() && chance(50)) return Break{context_.labels[below(context_.labels.size())]};
  if (!context_.loop_labels.empty() && chance(50))
    return Continue{context_.loop_labels[below(context_.loop_labels.size())]};
  if (context_.loops > 0 && chance(50)) return Continue{};
  if (context_.breakables > 0) return Break{};
  return Empty{};
}

Statement::Node RandomTree::nested_statement() {
  switch (below(9)) {
    case 0:
      return Block{statements(3)};
    case 1:
      return if_statement();
    case 2:
      return for_statement();
    case 3:
      return for_each();
    case 4:
      return While{expression(), loop_body()};
    case 5:
      return DoWhile{loop_body(), expression()};
    case 6:
      return switch_statement();
    case 7:
      return try_statement();
    default:
      return labeled();
  }
}

Statement::Node RandomTree::declaration() {
  switch (below(4)) {
    case 0: {
      Function made = function(FunctionKind::normal, chance(30), chance(30));
      made.name = fresh_name();
      const bool may_have_label = !context_.strict && !made.is_async && !made.is_generator;
      Statement::Node declared = FunctionDeclaration{std::move(made)};
      if (!may_have_label || chance(70)) return declared;
      return Labeled{fresh_name(), finish(std::move(declared))};
    }
    case 1:
      return ClassDeclaration{class_definition(true)};
    default:
      return variables(false);
  }
}

VariableDeclaration RandomTree::variables(bool in_for_head) {
  VariableDeclaration made;
  made.kind = static_cast<DeclarationKind>(below(3));
  for (std::uint64_t i = 1 + below(2); i > 0; --i) {
    Declarator declarator;
    declarator.target = in_for_head && chance(50) ? Pattern{Identifier{fresh_name()}, {}} : pattern(true);
    const bool plain = std::holds_alternative<Identifier>(declarator.target.node);
    if (!plain || made.kind == DeclarationKind::const_ || chance(60)) declarator.initializer = expression();
    made.declarators.push_back(std::move(declarator));
  }
  return made;
}

Statement::Node RandomTree::if_statement() {
  If made;
  made.test = expression();
  Statement consequent = body();
  if (chance(50)) {
    if (contains_open_if(consequent)) {
      StatementList list;
      list.push_back(std::move(consequent));
      consequent = finish(Block{std::move(list)});
    }
    made.alternate = Box<Statement>(body());
  }
  made.consequent = std::move(consequent);
  return made;
}

Statement RandomTree::loop_body() {
  ++context_.loops;
  ++context_.breakables;
  Statement made = body();
  --context_.loops;
  --context_.breakables;
  return made;
}

Statement::Node RandomTree::for_statement() {
  For made;
  if (chance(40)) {
    made.init = variables(true);
  } else if (chance(70)) {
    made.init = expression();
  }
  if (chance(70)) made.test = expression();
  if (chance(70)) made.update = expression();
  made.body = loop_body();
  return made;
}

Statement::Node RandomTree::for_each() {
  ForEach made;
  made.kind = context_.is_async && !context_.parameters && chance(30) ? ForEachKind::await_of
              : chance(50)                                            ? ForEachKind::of
                                                                      : ForEachKind::in;
  if (chance(60)) {
    made.declaration = static_cast<DeclarationKind>(below(3));
    made.target = pattern(true);
  } else {
    made.target = pattern(false);
  }
  made.iterated = expression();
  made.body = loop_body();
  return made;
}

Statement::Node RandomTree::switch_statement() {
  Switch made;
  made.discriminant = expression();
  ++context_.breakables;
  const std::uint64_t count = below(4);
  const std::uint64_t fallback = below(4);
  for (std::uint64_t i = 0; i < count; ++i) {
    SwitchCase clause;
    if (i != fallback) clause.test = expression();
    clause.body = statements(2);
    made.cases.push_back(std::move(clause));
  }
  --context_.breakables;
  return made;
}

Statement::Node RandomTree::try_statement() {
  Try made;
  made.block = statements(2);
  if (chance(70)) {
    CatchClause handler;
    if (chance(70)) handler.parameter = pattern(true);
    handler.body = statements(2);
    made.handler = std::move(handler);
  }
  if (!made.handler || chance(30)) made.finalizer = statements(2);
  return made;
}

Statement::Node RandomTree::labeled() {
  const std::string label = fresh_name();
  context_.labels.push_back(label);
  Statement made;
  if (chance(50)) {
    context_.loop_labels.push_back(label);
    made = finish(While{expression(), loop_body()});
    context_.loop_labels.pop_back();
  } else {
    made = body();
  }
  context_.labels.pop_back();
  return Labeled{label, std::move(made)};
}

// --- modules ---------------------------------------------------------------------------------------------

Statement::Node RandomTree::import_statement() {
  Import made;
  made.specifier = text();
  if (chance(50)) made.specifiers.push_back({"default", fresh_name()});
  if (chance(30)) {
    made.specifiers.push_back({"*", fresh_name()});
    return made;
  }
  for (std::uint64_t i = below(3); i > 0; --i) {
    const std::string name = fresh_name();
    made.specifiers.push_back({chance(50) ? name : chance(70) ? "default" : "if", name});
  }
  // A first 'default' can only be what stands before the braces.
  return made;
}

Statement::Node RandomTree::export_statement() {
  switch (below(5)) {
    case 0:
      return Export{Box<Expression>(expression()), true};
    case 1: {
      Function made = function(FunctionKind::normal, chance(30), chance(30));
      return Export{Box<Statement>(finish(FunctionDeclaration{std::move(made)})), true};
    }
    case 2:
      return Export{Box<Statement>(finish(ClassDeclaration{class_definition(chance(50))})), true};
    case 3:
      return Export{Box<Statement>(finish(declaration())), false};
    default: {
      std::vector<ExportSpecifier> names;
      for (std::uint64_t i = below(3); i > 0; --i) {
        const std::string name = fresh_name();
        names.push_back({name, chance(50) ? name : "default"});
      }
      return Export{std::move(names), false};
    }
  }
}

}  // namespace asyncq::test
