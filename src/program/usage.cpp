#include "program/usage.h"

#include <algorithm>
#include <set>
#include <utility>

#include "syntax/overloaded.h"

namespace asyncq::program {

namespace {

using namespace syntax;

// Walks a tree, a member function a kind of node; notes what is declared and what is used.
class Walker {
 public:
  void program(const Program& tree) {
    top_level_ = tree.kind == SourceKind::module;
    statements(tree.body);
    for (const StatementList& script : tree.later_scripts) {
      if (!script.empty()) use_syntax("page of several scripts", script.front().at);
      statements(script);
    }
  }

  std::vector<Usage> take() {
    std::erase_if(used_, [&](const Usage& usage) { return is_own(usage); });
    return std::move(used_);
  }

 private:
  void use(UsageKind kind, std::string name, support::SourcePosition at) {
    const bool is_new = seen_.insert({kind, name}).second;
    if (is_new) used_.push_back({kind, std::move(name), at});
  }
  void use_syntax(const char* name, support::SourcePosition at) { use(UsageKind::syntax, name, at); }

  [[nodiscard]] bool is_own(const Usage& usage) const {
    switch (usage.kind) {
      case UsageKind::global:
        // Who asks whether there is such a name does not use it where there is none.
        return declared_.count(usage.name) == 1 || asked_for_.count(usage.name) == 1;
      case UsageKind::member: {
        const std::size_t dot = usage.name.find('.');
        return dot == 0 ? properties_.count(usage.name.substr(1)) == 1
                        : declared_.count(usage.name.substr(0, dot)) == 1;
      }
      case UsageKind::module:
      case UsageKind::syntax:
        return false;
    }
    return false;
  }

  // --- statements ---
  void statements(const StatementList& list) {
    for (const Statement& each : list) statement(each);
  }

  void statement(const Statement& whole) {
    std::visit(Overloaded{
                   [](const Empty&) {},
                   [&](const VariableDeclaration& node) { variables(node); },
                   [&](const FunctionDeclaration& node) { function(node.function); },
                   [&](const ClassDeclaration& node) { class_definition(node.definition); },
                   [&](const ExpressionStatement& node) { expression(node.expression); },
                   [&](const Block& node) { statements(node.body); },
                   [&](const If& node) {
                     expression(node.test);
                     statement(*node.consequent);
                     if (node.alternate) statement(**node.alternate);
                   },
                   [&](const For& node) { for_loop(node); },
                   [&](const ForEach& node) {
                     if (node.kind == ForEachKind::await_of)
                       wait(whole.at), use_syntax("asynchronous iteration", whole.at);
                     pattern(node.target, node.declaration.has_value());
                     expression(node.iterated);
                     statement(*node.body);
                   },
                   [&](const While& node) {
                     expression(node.test);
                     statement(*node.body);
                   },
                   [&](const DoWhile& node) {
                     statement(*node.body);
                     expression(node.test);
                   },
                   [&](const Switch& node) {
                     expression(node.discriminant);
                     for (const SwitchCase& each : node.cases) {
                       if (each.test) expression(*each.test);
                       statements(each.body);
                     }
                   },
                   [&](const Return& node) {
                     if (node.argument) expression(*node.argument);
                   },
                   [](const Break&) {},
                   [](const Continue&) {},
                   [&](const syntax::Throw& node) { expression(node.argument); },
                   [&](const Try& node) { try_statement(node, whole.at); },
                   [&](const Labeled& node) { statement(*node.body); },
                   [&](const Import& node) {
                     use_module(node.specifier, whole.at);
                     for (const ImportSpecifier& each : node.specifiers) declared_.insert(each.local);
                   },
                   [&](const Export& node) { export_statement(node); },
               },
               whole.node);
  }

  void variables(const VariableDeclaration& node) {
    for (const Declarator& each : node.declarators) {
      pattern(each.target, true);
      if (each.initializer) expression(*each.initializer);
    }
  }

  void for_loop(const For& node) {
    if (const auto* declaration = std::get_if<VariableDeclaration>(&node.init)) variables(*declaration);
    if (const auto* init = std::get_if<Expression>(&node.init)) expression(*init);
    if (node.test) expression(*node.test);
    if (node.update) expression(*node.update);
    statement(*node.body);
  }

  void try_statement(const Try& node, support::SourcePosition at) {
    statements(node.block);
    if (node.handler) {
      if (node.handler->parameter) {
        pattern(*node.handler->parameter, true);
      } else {
        use_syntax("a catch clause without a parameter", at);
      }
      statements(node.handler->body);
    }
    if (node.finalizer) statements(*node.finalizer);
  }

  void export_statement(const Export& node) {
    if (const auto* inner = std::get_if<Box<Statement>>(&node.exported)) statement(**inner);
    if (const auto* value = std::get_if<Box<Expression>>(&node.exported)) expression(**value);
  }

  // --- functions and classes ---
  void function(const Function& node) {
    if (!node.name.empty()) declared_.insert(node.name);
    if (node.is_async && node.is_generator) use_syntax("asynchronous iteration", node.at);
    const bool outer = std::exchange(top_level_, false);
    for (const Parameter& each : node.parameters) {
      pattern(each.target, true);
      if (each.initializer) expression(**each.initializer);
    }
    if (node.rest) pattern(*node.rest, true);
    statements(node.body);
    top_level_ = outer;
  }

  void class_definition(const Class& node) {
    if (!node.name.empty()) declared_.insert(node.name);
    if (node.heritage) expression(**node.heritage);
    for (const ClassElement& each : node.elements) class_element(each);
  }

  void class_element(const ClassElement& each) {
    if (each.kind != ClassElementKind::constructor && each.kind != ClassElementKind::static_block) {
      property_name(each.key);
      const auto* name = std::get_if<std::string>(&each.key.name);
      const bool is_private = name != nullptr && name->starts_with('#');
      if (each.kind == ClassElementKind::field) {
        use_syntax(is_private ? "private names" : "class fields", each.at);
      } else if (is_private) {
        use_syntax("private methods", each.at);
      }
    }
    if (each.kind == ClassElementKind::static_block) use_syntax("static blocks", each.at);
    const bool outer = std::exchange(top_level_, false);
    if (each.value) expression(**each.value);
    statements(each.static_block);
    top_level_ = outer;
  }

  void property_name(const PropertyName& key) {
    if (const auto* name = std::get_if<std::string>(&key.name)) properties_.insert(*name);
    if (const auto* computed = std::get_if<Box<Expression>>(&key.name)) expression(**computed);
  }

  // --- patterns ---
  void pattern(const Pattern& node, bool declares) {
    std::visit(Overloaded{
                   [&](const Identifier& name) {
                     if (declares) declared_.insert(name.name);
                   },
                   [&](const Box<Expression>& target) {
                     if (const auto* member = std::get_if<Member>(&target->node)) {
                       properties_.insert(member->name);
                       expression(*member->object);
                     } else {
                       expression(*target);
                     }
                   },
                   [&](const ObjectPattern& object) {
                     for (const PatternProperty& each : object.properties) {
                       if (const auto* key = std::get_if<Box<Expression>>(&each.key.name)) expression(**key);
                       pattern(*each.target, declares);
                       if (each.initializer) expression(**each.initializer);
                     }
                     if (object.rest) pattern(**object.rest, declares);
                   },
                   [&](const ArrayPattern& array) {
                     for (const std::optional<PatternElement>& each : array.elements) {
                       if (!each) continue;
                       pattern(*each->target, declares);
                       if (each->initializer) expression(**each->initializer);
                     }
                     if (array.rest) pattern(**array.rest, declares);
                   },
               },
               node.node);
  }

  // --- expressions ---
  void elements(const std::vector<Element>& list) {
    for (const Element& each : list) {
      if (const auto* value = std::get_if<Box<Expression>>(&each)) expression(**value);
      if (const auto* spread = std::get_if<Spread>(&each)) expression(*spread->argument);
    }
  }

  void expression(const Expression& whole) {
    std::visit(Overloaded{
                   [&](const Identifier& node) { use(UsageKind::global, node.name, whole.at); },
                   [&](const BigIntLiteral&) { use_syntax("BigInt", whole.at); },
                   [&](const TemplateLiteral& node) {
                     for (const Expression& each : node.expressions) expression(each);
                   },
                   [&](const ArrayLiteral& node) { elements(node.elements); },
                   [&](const ObjectLiteral& node) {
                     for (const Property& each : node.properties) {
                       if (each.kind != PropertyKind::spread) property_name(each.key);
                       expression(*each.value);
                     }
                   },
                   [&](const FunctionExpression& node) { function(*node.function); },
                   [&](const ClassExpression& node) { class_definition(*node.definition); },
                   [&](const Unary& node) {
                     const auto* name = std::get_if<Identifier>(&node.operand->node);
                     if (node.op == UnaryOperator::type_of && name != nullptr) {
                       asked_for_.insert(name->name);
                     } else {
                       expression(*node.operand);
                     }
                   },
                   [&](const Update& node) { expression(*node.target); },
                   [&](const Binary& node) { binary(node, whole.at); },
                   [&](const Logical& node) {
                     if (node.op == LogicalOperator::coalesce) use_syntax("the operator ??", whole.at);
                     expression(*node.left);
                     expression(*node.right);
                   },
                   [&](const Assignment& node) {
                     const bool logical = node.op == AssignmentOperator::logical_and ||
                                          node.op == AssignmentOperator::logical_or ||
                                          node.op == AssignmentOperator::coalesce;
                     if (logical) use_syntax("logical assignment", whole.at);
                     pattern(*node.target, false);
                     expression(*node.value);
                   },
                   [&](const Conditional& node) {
                     expression(*node.test);
                     expression(*node.consequent);
                     expression(*node.alternate);
                   },
                   [&](const Sequence& node) {
                     for (const Expression& each : node.expressions) expression(each);
                   },
                   [&](const Await& node) {
                     wait(whole.at);
                     expression(*node.operand);
                   },
                   [&](const Yield& node) {
                     if (node.operand) expression(**node.operand);
                   },
                   [&](const Member& node) { member(node); },
                   [&](const Index& node) {
                     expression(*node.object);
                     expression(*node.index);
                   },
                   [&](const Call& node) { call(node, whole.at); },
                   [&](const OptionalChain& node) {
                     use_syntax("optional chaining", whole.at);
                     expression(*node.expression);
                   },
                   [&](const New& node) {
                     expression(*node.callee);
                     elements(node.arguments);
                   },
                   [&](const ImportCall& node) { expression(*node.specifier); },
                   [](const auto&) {},  // literals, this, super, new.target, import.meta
               },
               whole.node);
  }

  void wait(support::SourcePosition at) {
    if (top_level_) use_syntax("top-level await", at);
  }

  void binary(const Binary& node, support::SourcePosition at) {
    const auto* name = std::get_if<Identifier>(&node.left->node);
    if (node.op == BinaryOperator::in && name != nullptr && name->name.starts_with('#')) {
      use_syntax("#name in object", at);
    } else {
      expression(*node.left);
    }
    expression(*node.right);
  }

  void member(const Member& node) {
    expression(*node.object);
    if (node.name.starts_with('#')) return;
    if (const auto* object = std::get_if<Identifier>(&node.object->node)) {
      use(UsageKind::member, object->name + "." + node.name, node.name_at);
    }
    use(UsageKind::member, "." + node.name, node.name_at);
  }

  void call(const Call& node, support::SourcePosition at) {
    const auto* callee = std::get_if<Identifier>(&node.callee->node);
    if (callee != nullptr && callee->name == "require" && node.arguments.size() == 1) {
      const auto* argument = std::get_if<Box<Expression>>(&node.arguments.front());
      const auto* text = argument == nullptr ? nullptr : std::get_if<StringLiteral>(&(*argument)->node);
      if (text != nullptr) use_module(text->value, at);
      if (text != nullptr && text->value.starts_with("node:")) use(UsageKind::module, "node:", at);
    }
    expression(*node.callee);
    elements(node.arguments);
  }

  void use_module(std::string_view specifier, support::SourcePosition at) {
    constexpr std::string_view kScheme = "node:";
    if (specifier.starts_with(kScheme)) specifier.remove_prefix(kScheme.size());
    use(UsageKind::module, std::string(specifier), at);
  }

  bool top_level_ = false;
  std::set<std::string> declared_;
  std::set<std::string> asked_for_;   // typeof name
  std::set<std::string> properties_;  // that the program itself gives objects
  std::set<std::pair<UsageKind, std::string>> seen_;
  std::vector<Usage> used_;
};

}  // namespace

std::vector<Usage> usages(const Program& program) {
  Walker walker;
  walker.program(program);
  return walker.take();
}

}  // namespace asyncq::program
