#include "program/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "program/bound_names.h"
#include "program/exports.h"

namespace asyncq::program {

using namespace syntax;
using support::SourcePosition;

namespace {

constexpr std::string_view kArgumentsName = "arguments";
constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

bool is_lexical(BindingKind kind) {
  return kind == BindingKind::let || kind == BindingKind::const_ || kind == BindingKind::class_ ||
         kind == BindingKind::import;
}

bool has_use_strict(const StatementList& body) {
  for (const Statement& statement : body) {
    const auto* expression = std::get_if<ExpressionStatement>(&statement.node);
    if (expression == nullptr) return false;
    const auto* text = std::get_if<StringLiteral>(&expression->expression.node);
    if (text == nullptr) return false;
    if (text->value == "use strict") return true;
  }
  return false;
}

}  // namespace

// Walks the tree once, opening scopes, declaring names and noting references; then binds the references.
class Resolver {
 public:
  explicit Resolver(support::SourceFilePtr file) : file_(std::move(file)) {}

  Resolution run(const Program& program) {
    is_module_ = program.kind == SourceKind::module;
    if (!program.later_scripts.empty()) return run_page(program);
    FunctionScope& function = open_function(&program, false);
    function.is_strict = program.kind == SourceKind::module || has_use_strict(program.body);
    hoist(program.body);
    walk_all(program.body);
    if (is_module_) {
      for (support::Diagnostic& fault : export_faults(program.body, *scope_, file_))
        result_.diagnostics.push_back(std::move(fault));
    }
    close_scope();
    bind_references();
    for (Scope& scope : result_.scopes.scope_storage_) assign_slots(scope);
    return std::move(result_);
  }

  // The scripts of a page: each a function of its own in a scope that has the names of all. A name is there
  // from the beginning of the script that declares it first.
  Resolution run_page(const Program& program) {
    open_function(&program, false);
    hoist(program.body);
    for (const StatementList& script : program.later_scripts) {
      const std::size_t earlier = scope_->bindings.size();
      hoist(script);
      for (std::size_t i = earlier; i < scope_->bindings.size(); ++i) {
        scope_->bindings[i]->script = &script;
        scope_->bindings[i]->has_dead_zone = true;
      }
    }
    walk_script(program.body);
    for (const StatementList& script : program.later_scripts) walk_script(script);
    close_scope();
    bind_references();
    for (Scope& scope : result_.scopes.scope_storage_) {
      // What one script declares is for all: it lives in an environment though no other uses it.
      if (scope.parent == nullptr) {
        for (Binding* binding : scope.bindings) binding->captured = true;
      }
      assign_slots(scope);
    }
    return std::move(result_);
  }
  void walk_script(const StatementList& body) {
    open_function(&body, false).is_strict = has_use_strict(body);
    walk_all(body);
    close_scope();
  }

  // --- expressions ---
  void operator()(const NullLiteral&) {}
  void operator()(const NumberLiteral&) {}
  void operator()(const BigIntLiteral&) {}
  void operator()(const StringLiteral&) {}
  void operator()(const BooleanLiteral&) {}
  void operator()(const RegExpLiteral&) {}
  void operator()(const NewTarget&) { reference_pseudo(kNewTargetName); }
  void operator()(const ImportMeta&) {}
  void operator()(const This&) { reference_pseudo(kThisName); }
  void operator()(const Super&) {
    reference_pseudo(kThisName);
    reference_pseudo(kHomeName);
  }
  void operator()(const Identifier& node) { reference(node.name, at_); }
  void operator()(const TemplateLiteral& node) { walk_all(node.expressions); }
  void operator()(const ArrayLiteral& node) { walk_elements(node.elements); }
  void operator()(const ObjectLiteral& node) {
    for (const Property& property : node.properties) {
      if (property.kind != PropertyKind::spread) walk(property.key);
      walk(*property.value);
    }
  }
  void operator()(const FunctionExpression& node) {
    const Function& function = *node.function;
    const bool named = !function.name.empty() && function.kind == FunctionKind::normal;
    if (named) {
      open_scope(&function.kind);  // not its first member: the function itself has that address
      declare(function.name, BindingKind::function_name, function.at);
    }
    walk_function(function, false);
    if (named) close_scope();
  }
  void operator()(const ClassExpression& node) { walk_class(*node.definition); }
  void operator()(const Unary& node) {
    const bool was = in_typeof_;
    in_typeof_ = node.op == UnaryOperator::type_of && std::holds_alternative<Identifier>(node.operand->node);
    walk(*node.operand);
    in_typeof_ = was;
  }
  void operator()(const Update& node) { walk(*node.target); }
  void operator()(const Binary& node) {
    walk(*node.left);
    walk(*node.right);
  }
  void operator()(const Logical& node) {
    walk(*node.left);
    walk(*node.right);
  }
  void operator()(const Assignment& node) {
    walk(*node.target);
    walk(*node.value);
  }
  void operator()(const Conditional& node) {
    walk(*node.test);
    walk(*node.consequent);
    walk(*node.alternate);
  }
  void operator()(const Sequence& node) { walk_all(node.expressions); }
  void operator()(const Await& node) { walk(*node.operand); }
  void operator()(const Yield& node) {
    if (node.operand) walk(**node.operand);
  }
  void operator()(const Member& node) {
    if (std::holds_alternative<Identifier>(node.object->node)) member_ = node.name;
    if (const std::string_view module = required_module(*node.object); !module.empty())
      note_member(module, node.name, node.name_at);
    walk(*node.object);
    if (node.name.starts_with('#')) reference(node.name, node.name_at);
  }
  void operator()(const Index& node) {
    walk(*node.object);
    walk(*node.index);
  }
  void operator()(const Call& node) {
    if (std::holds_alternative<Super>(node.callee->node)) {
      reference_pseudo(kThisName);
      reference_pseudo(kNewTargetName);
      reference_pseudo(kActiveFunctionName);
    } else {
      if (std::holds_alternative<Identifier>(node.callee->node)) specifier_ = first_text(node.arguments);
      walk(*node.callee);
    }
    walk_elements(node.arguments);
  }
  void operator()(const OptionalChain& node) { walk(*node.expression); }
  void operator()(const New& node) {
    walk(*node.callee);
    walk_elements(node.arguments);
  }
  void operator()(const ImportCall& node) { walk(*node.specifier); }

  // --- statements ---
  void operator()(const Empty&) {}
  void operator()(const VariableDeclaration& node) {
    for (const Declarator& declarator : node.declarators) {
      if (node.kind == DeclarationKind::var) report_names_in_the_way(declarator.target);
      walk_binding(declarator.target);
      if (declarator.initializer) {
        walk(*declarator.initializer);
        note_module(declarator.target, required_module(*declarator.initializer));
      }
      mark_initialized(declarator.target);
    }
  }
  void operator()(const FunctionDeclaration& node) { walk_function(node.function, false); }
  void operator()(const ClassDeclaration& node) {
    walk_class(node.definition);
    mark_initialized(node.definition.name);
  }
  void operator()(const ExpressionStatement& node) { walk(node.expression); }
  void operator()(const Block& node) {
    open_scope(&node);
    hoist_block(node.body);
    walk_all(node.body);
    close_scope();
  }
  void operator()(const If& node) {
    walk(node.test);
    walk(*node.consequent);
    if (node.alternate) walk(**node.alternate);
  }
  void operator()(const For& node) {
    open_scope(&node);
    if (const auto* declaration = std::get_if<VariableDeclaration>(&node.init)) {
      if (declaration->kind != DeclarationKind::var) declare_all(*declaration);
      (*this)(*declaration);
    } else if (const auto* expression = std::get_if<Expression>(&node.init)) {
      walk(*expression);
    }
    if (node.test) walk(*node.test);
    walk(*node.body);
    if (node.update) walk(*node.update);
    close_scope();
  }
  void operator()(const ForEach& node) {
    const bool is_lexical = node.declaration && *node.declaration != DeclarationKind::var;
    const BindingKind kind =
        node.declaration == DeclarationKind::let ? BindingKind::let : BindingKind::const_;
    walk_iterated(node, is_lexical ? std::optional(kind) : std::nullopt);
    open_scope(&node);
    if (is_lexical) declare_pattern(node.target, kind);
    if (node.declaration == DeclarationKind::var) report_names_in_the_way(node.target);
    if (node.declaration) {
      walk_binding(node.target);
      mark_initialized(node.target);
    } else {
      walk(node.target);
    }
    walk(*node.body);
    close_scope();
  }
  void operator()(const While& node) {
    walk(node.test);
    walk(*node.body);
  }
  void operator()(const DoWhile& node) {
    walk(*node.body);
    walk(node.test);
  }
  void operator()(const Switch& node) {
    walk(node.discriminant);
    open_scope(&node);
    scope_->is_switch = true;
    for (const SwitchCase& one : node.cases) hoist_block(one.body);
    for (const SwitchCase& one : node.cases) {
      if (one.test) walk(*one.test);
      walk_all(one.body);
    }
    close_scope();
  }
  void operator()(const Return& node) {
    if (node.argument) walk(*node.argument);
  }
  void operator()(const Break&) {}
  void operator()(const Continue&) {}
  void operator()(const syntax::Throw& node) { walk(node.argument); }
  void operator()(const Try& node) {
    open_scope(&node.block);
    hoist_block(node.block);
    walk_all(node.block);
    close_scope();
    if (node.handler) {
      open_scope(&*node.handler);
      if (node.handler->parameter) {
        declare_pattern(*node.handler->parameter, BindingKind::catch_parameter);
        const bool alone = std::holds_alternative<Identifier>(node.handler->parameter->node);
        for (Binding* binding : scope_->bindings) binding->may_be_repeated = alone;
        walk_binding(*node.handler->parameter);
      }
      hoist_block(node.handler->body);
      walk_all(node.handler->body);
      close_scope();
    }
    if (node.finalizer) {
      open_scope(&*node.finalizer);
      hoist_block(*node.finalizer);
      walk_all(*node.finalizer);
      close_scope();
    }
  }
  void operator()(const Labeled& node) { walk(*node.body); }
  void operator()(const Import&) {}
  void operator()(const Export& node) {
    if (const auto* statement = std::get_if<Box<Statement>>(&node.exported)) walk(**statement);
    if (const auto* expression = std::get_if<Box<Expression>>(&node.exported)) walk(**expression);
    if (const auto* names = std::get_if<std::vector<ExportSpecifier>>(&node.exported)) {
      for (const ExportSpecifier& name : *names) reference(name.local, at_);
    }
  }

 private:
  // The text of the first argument, if it is a string as it stands.
  // The text of require('text'); else empty.
  std::string_view required_module(const Expression& expression) const {
    const auto* call = std::get_if<Call>(&expression.node);
    const auto* callee = call == nullptr ? nullptr : std::get_if<Identifier>(&call->callee->node);
    if (callee == nullptr || callee->name != "require") return {};
    for (const Scope* scope = scope_; scope != nullptr; scope = scope->parent)
      if (scope->names.contains("require")) return {};
    return first_text(call->arguments);
  }
  void note_member(std::string_view module, std::string_view member, SourcePosition at) {
    result_.module_members.push_back({std::string(module), std::string(member), at});
  }
  // target = require('module')
  void note_module(const Pattern& target, std::string_view module) {
    if (module.empty()) return;
    if (const auto* name = std::get_if<Identifier>(&target.node)) {
      for (Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
        const auto found = scope->names.find(name->name);
        if (found == scope->names.end()) continue;
        found->second->module = module;
        return;
      }
    }
    const auto* object = std::get_if<ObjectPattern>(&target.node);
    if (object == nullptr) return;
    for (const PatternProperty& property : object->properties) {
      if (const auto* key = std::get_if<std::string>(&property.key.name))
        note_member(module, *key, property.key.at);
    }
  }
  static std::string_view first_text(const std::vector<Element>& arguments) {
    const auto* first = arguments.empty() ? nullptr : std::get_if<Box<Expression>>(&arguments.front());
    const auto* text = first == nullptr ? nullptr : std::get_if<StringLiteral>(&(*first)->node);
    return text == nullptr ? std::string_view{} : text->value;
  }

  struct Reference {
    std::string_view name;
    Scope* scope;
    SourcePosition at;
    bool guarded;
    std::string_view member;
    std::string_view specifier;
  };

  // --- walking ---
  void walk(const Expression& expression) {
    at_ = expression.at;
    std::visit(*this, expression.node);
  }
  void walk(const Statement& statement) {
    at_ = statement.at;
    std::visit(*this, statement.node);
  }
  template <typename List>
  void walk_all(const List& list) {
    for (const auto& node : list) walk(node);
  }
  void walk_elements(const std::vector<Element>& elements) {
    for (const Element& element : elements) {
      if (const auto* expression = std::get_if<Box<Expression>>(&element)) walk(**expression);
      if (const auto* spread = std::get_if<Spread>(&element)) walk(*spread->argument);
    }
  }
  void walk(const PropertyName& name) {
    if (name.computed()) walk(*std::get<1>(name.name));
  }
  // An assignment target: every name in it is a reference.
  void walk(const Pattern& pattern) { walk_pattern(pattern, true); }
  // A declaration: its names are declared already; defaults and computed keys are references.
  void walk_binding(const Pattern& pattern) { walk_pattern(pattern, false); }
  void walk_pattern(const Pattern& pattern, bool assigns) {
    if (const auto* name = std::get_if<Identifier>(&pattern.node)) {
      if (assigns) reference(name->name, pattern.at);
    } else if (const auto* target = std::get_if<Box<Expression>>(&pattern.node)) {
      walk(**target);
    } else if (const auto* object = std::get_if<ObjectPattern>(&pattern.node)) {
      for (const PatternProperty& property : object->properties) {
        walk(property.key);
        walk_pattern(*property.target, assigns);
        if (property.initializer) walk(**property.initializer);
      }
      if (object->rest) walk_pattern(**object->rest, assigns);
    } else if (const auto* array = std::get_if<ArrayPattern>(&pattern.node)) {
      for (const auto& element : array->elements) {
        if (!element) continue;
        walk_pattern(*element->target, assigns);
        if (element->initializer) walk(**element->initializer);
      }
      if (array->rest) walk_pattern(**array->rest, assigns);
    }
  }
  void walk_function(const Function& node, bool derived_constructor) {
    FunctionScope& function = open_function(&node, node.kind == FunctionKind::arrow);
    function.is_strict = function.parent->is_strict || in_class_ > 0 || has_use_strict(node.body);
    function.is_derived_constructor = derived_constructor;
    for (const Parameter& parameter : node.parameters)
      declare_pattern(parameter.target, BindingKind::parameter);
    if (node.rest) declare_pattern(*node.rest, BindingKind::parameter);
    function.has_simple_parameters = !node.rest && has_distinct_names(node.parameters);
    // Without initializers nothing can read a parameter before it has its value.
    const bool initializes =
        std::any_of(node.parameters.begin(), node.parameters.end(),
                    [](const Parameter& parameter) { return parameter.initializer.has_value(); });
    for (Binding* binding : scope_->bindings) binding->has_dead_zone = initializes;
    const std::size_t first_reference = references_.size();
    for (const Parameter& parameter : node.parameters) {
      walk_binding(parameter.target);
      if (parameter.initializer) walk(**parameter.initializer);
      mark_initialized(parameter.target);
    }
    if (node.rest) {
      walk_binding(*node.rest);
      mark_initialized(*node.rest);
    }
    const Scope& parameters = *scope_;
    const bool has_own_variables = has_expressions(node) && hides_names(node.body, first_reference);
    if (has_own_variables) {
      open_scope(&node.body);
      scope_->is_function_top = true;
    }
    hoist(node.body);
    if (has_own_variables) report_lexical_conflicts(parameters);
    walk_all(node.body);
    if (derived_constructor) reference_pseudo(kThisName);  // its end returns this
    if (has_own_variables) close_scope();
    close_scope();
  }
  bool has_distinct_names(const std::vector<Parameter>& parameters) const {
    return scope_->bindings.size() == parameters.size() &&
           std::all_of(parameters.begin(), parameters.end(), [](const Parameter& parameter) {
             return !parameter.initializer && std::holds_alternative<Identifier>(parameter.target.node);
           });
  }
  // 10.2.11 step 28: where parameters have expressions, the body's variables are in a scope of their own. It
  // is made where that can be seen: the expressions use such a name, or it is a parameter's too, whose value
  // begins the variable then.
  static bool has_expressions(const Pattern& pattern) {
    const auto in = [](const auto& element) {
      return element.initializer.has_value() || has_expressions(*element.target);
    };
    if (const auto* object = std::get_if<ObjectPattern>(&pattern.node)) {
      return std::any_of(
          object->properties.begin(), object->properties.end(),
          [&](const PatternProperty& property) { return property.key.computed() || in(property); });
    }
    const auto* array = std::get_if<ArrayPattern>(&pattern.node);
    return array != nullptr && std::any_of(array->elements.begin(), array->elements.end(),
                                           [&](const auto& element) { return element && in(*element); });
  }
  static bool has_expressions(const Function& node) {
    return std::any_of(node.parameters.begin(), node.parameters.end(), [](const Parameter& parameter) {
      return parameter.initializer.has_value() || has_expressions(parameter.target);
    });
  }
  // Looks at the names that the body declares, in a scope that is thrown away.
  bool hides_names(const StatementList& body, std::size_t first_reference) {
    Scope* const parameters = scope_;
    Scope tried;
    tried.parent = parameters;
    tried.function = parameters->function;
    tried.is_function_top = true;
    std::deque<Binding>& storage = result_.scopes.binding_storage_;
    const std::size_t bindings = storage.size();
    const std::size_t faults = result_.diagnostics.size();
    scope_ = &tried;
    hoist(body);
    scope_ = parameters;
    const bool found = std::any_of(tried.bindings.begin(), tried.bindings.end(), [&](const Binding* binding) {
      const auto uses_it = [&](const Reference& reference) { return reference.name == binding->name; };
      return (!is_lexical(binding->kind) && parameters->names.contains(binding->name)) ||
             std::any_of(references_.begin() + static_cast<std::ptrdiff_t>(first_reference),
                         references_.end(), uses_it);
    });
    while (storage.size() > bindings) storage.pop_back();
    while (result_.diagnostics.size() > faults) result_.diagnostics.pop_back();
    return found;
  }
  void report_lexical_conflicts(const Scope& parameters) {
    for (const Binding* binding : scope_->bindings) {
      const auto found = parameters.names.find(binding->name);
      if (is_lexical(binding->kind) && found != parameters.names.end())
        report_twice(*found->second, binding->at);
    }
  }
  // The iterated expression sees the loop's names, which have no value yet [14.7.5.12].
  void walk_iterated(const ForEach& node, std::optional<BindingKind> kind) {
    const std::size_t first = references_.size();
    open_scope(&node.iterated);
    walk(node.iterated);
    Scope& scope = *scope_;
    if (kind) {
      declare_pattern(node.target, *kind);
      for (Binding* binding : scope.bindings) binding->initialized_at = kNever;
    }
    const bool uses_one =
        std::any_of(references_.begin() + static_cast<std::ptrdiff_t>(first), references_.end(),
                    [&](const Reference& reference) { return scope.names.contains(reference.name); });
    if (!uses_one) {
      scope.bindings.clear();
      scope.names.clear();
    }
    close_scope();
  }
  void walk_class(const Class& node) {
    ++in_class_;
    open_scope(&node);
    if (!node.name.empty()) {
      declare(node.name, BindingKind::const_, node.at);
      // Inside its own definition the name is bound when the class is complete.
    }
    for (const ClassElement& element : node.elements) declare_private_name(element);
    if (node.heritage) walk(**node.heritage);
    for (const ClassElement& element : node.elements) walk_class_element(element, node.heritage.has_value());
    if (!node.name.empty()) mark_initialized(node.name);
    close_scope();
    --in_class_;
  }
  void declare_private_name(const ClassElement& element) {
    const auto* name = std::get_if<std::string>(&element.key.name);
    if (name == nullptr || !name->starts_with('#') || scope_->names.contains(*name)) return;
    declare(*name, BindingKind::const_, element.at)->has_dead_zone = false;
  }
  void walk_class_element(const ClassElement& element, bool derived) {
    if (element.kind != ClassElementKind::constructor && element.kind != ClassElementKind::static_block) {
      walk(element.key);
      const auto* name = std::get_if<std::string>(&element.key.name);
      if (name != nullptr && name->starts_with('#')) reference(*name, element.at);
    }
    if (element.kind == ClassElementKind::field || element.kind == ClassElementKind::static_block) {
      FunctionScope& function = open_function(&element, false);
      function.is_strict = true;
      hoist(element.static_block);
      if (element.value) walk(**element.value);
      walk_all(element.static_block);
      close_scope();
      return;
    }
    const auto& method = std::get<FunctionExpression>((**element.value).node);
    walk_function(*method.function, derived && element.kind == ClassElementKind::constructor);
  }

  // --- scopes and declarations ---
  void open_scope(const void* node) {
    Scope& scope = result_.scopes.scope_storage_.emplace_back();
    scope.parent = scope_;
    scope.function = scope_ == nullptr ? nullptr : scope_->function;
    scope_ = &scope;
    result_.scopes.scopes_.emplace(node, &scope);
  }
  FunctionScope& open_function(const void* node, bool is_arrow) {
    FunctionScope& function = result_.scopes.function_storage_.emplace_back();
    function.parent = scope_ == nullptr ? nullptr : scope_->function;
    function.is_arrow = is_arrow;
    open_scope(node);
    scope_->function = &function;
    scope_->is_function_top = true;
    function.top = scope_;
    result_.scopes.functions_.emplace(node, &function);
    return function;
  }
  void close_scope() { scope_ = scope_->parent; }

  Binding* declare(std::string_view name, BindingKind kind, SourcePosition at) {
    return declare_in(*scope_, name, kind, at);
  }
  Binding* declare_in(Scope& scope, std::string_view name, BindingKind kind, SourcePosition at) {
    if (const auto found = scope.names.find(name); found != scope.names.end()) {
      Binding* earlier = found->second;
      const bool conflict =
          (is_lexical(kind) || is_lexical(earlier->kind)) && earlier->kind != BindingKind::function_name;
      const bool catch_conflict = earlier->kind == BindingKind::catch_parameter &&
                                  (kind == BindingKind::function || is_lexical(kind));
      const bool module_conflict = kind != earlier->kind || kind == BindingKind::function;
      if (conflict || catch_conflict || (is_module_top(scope) && module_conflict)) report_twice(*earlier, at);
      const bool is_variable = earlier->kind == BindingKind::var || earlier->kind == BindingKind::arguments;
      if (kind == BindingKind::function && is_variable) earlier->kind = kind;
      return earlier;
    }
    Binding& binding = result_.scopes.binding_storage_.emplace_back();
    binding.name = name;
    binding.kind = kind;
    binding.at = at;
    binding.has_dead_zone =
        kind == BindingKind::let || kind == BindingKind::const_ || kind == BindingKind::class_;
    scope.bindings.push_back(&binding);
    scope.names.emplace(binding.name, &binding);
    return &binding;
  }
  // Where functions are lexical names too [16.2.1.11].
  bool is_module_top(const Scope& scope) const {
    return is_module_ && scope.is_function_top && scope.function->parent == nullptr;
  }
  // A var that is moved out of its block must not pass a lexical name on its way [14.2.1].
  void report_names_in_the_way(const Pattern& pattern) {
    each_name(pattern, [&](std::string_view name, SourcePosition at) {
      for (const Scope* scope = scope_; !scope->is_function_top; scope = scope->parent) {
        const auto found = scope->names.find(name);
        if (found == scope->names.end()) continue;
        const Binding& earlier = *found->second;
        if (earlier.kind != BindingKind::catch_parameter || !earlier.may_be_repeated)
          return report_twice(earlier, at);
      }
    });
  }
  void report_twice(const Binding& earlier, SourcePosition at) {
    if (result_.diagnostics.size() >= kMaxFaults) return;
    SourcePosition end = at;
    end.column += static_cast<std::uint32_t>(earlier.name.size());
    result_.diagnostics.push_back(
        {support::Severity::error,
         file_,
         {at, end},
         fmt::format("the name '{}' is declared twice in one scope", earlier.name),
         fmt::format("it was first declared at {}:{}", earlier.at.line, earlier.at.column)});
  }
  void declare_pattern(const Pattern& pattern, BindingKind kind) {
    each_name(pattern, [&](std::string_view name, SourcePosition at) { declare(name, kind, at); });
  }
  void declare_all(const VariableDeclaration& declaration) {
    const BindingKind kind =
        declaration.kind == DeclarationKind::let ? BindingKind::let : BindingKind::const_;
    for (const Declarator& declarator : declaration.declarators) declare_pattern(declarator.target, kind);
  }
  void mark_initialized(const Pattern& pattern) {
    each_name(pattern, [&](std::string_view name, SourcePosition) { mark_initialized(name); });
  }
  void mark_initialized(std::string_view name) {
    if (const auto found = scope_->names.find(name); found != scope_->names.end()) {
      found->second->initialized_at = static_cast<std::uint32_t>(references_.size());
    }
  }

  // Names that a function's body (or the program) declares in its own scope: var from everywhere inside,
  // lexical names and functions from its top level [8.2].
  void hoist(const StatementList& body) {
    for (const Statement& statement : body) {
      hoist_vars(statement);
      declare_lexical(statement, true);
    }
  }
  void hoist_block(const StatementList& body) {
    for (const Statement& statement : body) declare_lexical(statement, false);
  }
  void declare_lexical(const Statement& statement, bool at_function_top) {
    if (const auto* declaration = std::get_if<VariableDeclaration>(&statement.node)) {
      if (declaration->kind != DeclarationKind::var) declare_all(*declaration);
    } else if (const auto* function = std::get_if<FunctionDeclaration>(&statement.node)) {
      declare_function(function->function, at_function_top);
    } else if (const auto* definition = std::get_if<ClassDeclaration>(&statement.node)) {
      declare(definition->definition.name, BindingKind::class_, definition->definition.at);
    } else if (const auto* import = std::get_if<Import>(&statement.node)) {
      for (const ImportSpecifier& specifier : import->specifiers) {
        Binding* binding = declare(specifier.local, BindingKind::import, statement.at);
        binding->specifier = import->specifier;
        binding->imported = specifier.imported;
      }
    } else if (const auto* exported = std::get_if<Export>(&statement.node)) {
      if (const auto* inner = std::get_if<Box<Statement>>(&exported->exported))
        declare_lexical(**inner, at_function_top);
    } else if (const auto* labeled = std::get_if<Labeled>(&statement.node)) {
      declare_lexical(*labeled->body, at_function_top);
    }
  }
  void declare_function(const Function& function, bool at_function_top) {
    const bool is_plain = !function.is_async && !function.is_generator;
    if (!at_function_top) {
      const auto found = scope_->names.find(function.name);
      const bool repeats = found != scope_->names.end() && found->second->kind == BindingKind::function;
      const bool may_repeat = is_plain && repeats && found->second->may_be_repeated;
      if (repeats && (scope_->function->is_strict || !may_repeat)) report_twice(*found->second, function.at);
    }
    declare(function.name, BindingKind::function, function.at)->may_be_repeated = is_plain;
    if (!at_function_top && is_plain && !scope_->function->is_strict) declare_variable_of(function);
  }
  // Sloppy code sees a block's function in the whole function too [B.3.2], unless a lexical name is in the
  // way or a parameter has the name.
  void declare_variable_of(const Function& function) {
    Scope* scope = scope_->parent;
    for (; !scope->is_function_top; scope = scope->parent) {
      const auto found = scope->names.find(function.name);
      if (found == scope->names.end()) continue;
      const Binding& binding = *found->second;
      if (binding.kind != BindingKind::catch_parameter || !binding.may_be_repeated) return;
    }
    const auto is_taken = [&](const Scope& top) {
      const auto found = top.names.find(function.name);
      return found != top.names.end() &&
             (found->second->kind == BindingKind::parameter || is_lexical(found->second->kind));
    };
    if (is_taken(*scope) || is_taken(*scope->function->top)) return;
    declare_in(*scope, function.name, BindingKind::var, function.at);
    result_.scopes.variable_scopes_.emplace(&function, scope);
  }
  void hoist_vars(const Statement& statement) {
    const auto body = [&](const Box<Statement>& inner) { hoist_vars(*inner); };
    const auto list = [&](const StatementList& statements) {
      for (const Statement& inner : statements) hoist_vars(inner);
    };
    const auto vars = [&](const VariableDeclaration& declaration) {
      if (declaration.kind != DeclarationKind::var) return;
      for (const Declarator& declarator : declaration.declarators) declare_var(declarator.target);
    };
    if (const auto* declaration = std::get_if<VariableDeclaration>(&statement.node)) vars(*declaration);
    if (const auto* block = std::get_if<Block>(&statement.node)) list(block->body);
    if (const auto* branch = std::get_if<If>(&statement.node)) {
      body(branch->consequent);
      if (branch->alternate) body(*branch->alternate);
    }
    if (const auto* loop = std::get_if<For>(&statement.node)) {
      if (const auto* init = std::get_if<VariableDeclaration>(&loop->init)) vars(*init);
      body(loop->body);
    }
    if (const auto* loop = std::get_if<ForEach>(&statement.node)) {
      if (loop->declaration == DeclarationKind::var) declare_var(loop->target);
      body(loop->body);
    }
    if (const auto* loop = std::get_if<While>(&statement.node)) body(loop->body);
    if (const auto* loop = std::get_if<DoWhile>(&statement.node)) body(loop->body);
    if (const auto* labeled = std::get_if<Labeled>(&statement.node)) body(labeled->body);
    if (const auto* exported = std::get_if<Export>(&statement.node)) {
      if (const auto* inner = std::get_if<Box<Statement>>(&exported->exported)) body(*inner);
    }
    if (const auto* choice = std::get_if<Switch>(&statement.node)) {
      for (const SwitchCase& one : choice->cases) list(one.body);
    }
    if (const auto* attempt = std::get_if<Try>(&statement.node)) {
      list(attempt->block);
      if (attempt->handler) list(attempt->handler->body);
      if (attempt->finalizer) list(*attempt->finalizer);
    }
  }
  void declare_var(const Pattern& pattern) {
    each_name(pattern, [&](std::string_view name, SourcePosition at) {
      Binding* binding = declare(name, BindingKind::var, at);
      if (name == kArgumentsName && binding->kind == BindingKind::var) begin_with_arguments(*binding);
    });
  }
  // A variable of this name begins with the function's arguments [10.2.11].
  void begin_with_arguments(Binding& variable) {
    FunctionScope& function = *scope_->function;
    if (function.is_arrow || (function.parent == nullptr && is_module_)) return;
    if (scope_ != function.top) {
      references_.push_back({kArgumentsName, function.top, {}, false, {}, {}});
      return;
    }
    variable.kind = BindingKind::arguments;
    use_arguments(function);
  }
  static void use_arguments(FunctionScope& function) {
    function.uses_arguments = true;
    if (!function.is_strict && function.has_simple_parameters) map_arguments(function);
  }

  // --- references ---
  void reference(std::string_view name, SourcePosition at) {
    references_.push_back(
        {name, scope_, at, in_typeof_, std::exchange(member_, {}), std::exchange(specifier_, {})});
  }
  void reference_pseudo(std::string_view name) { reference(name, {}); }

  static bool is_pseudo(std::string_view name) {
    return name == kThisName || name == kNewTargetName || name == kHomeName || name == kActiveFunctionName;
  }

  void bind_references() {
    for (std::uint32_t i = 0; i < references_.size(); ++i) {
      const Reference& reference = references_[i];
      if (is_pseudo(reference.name)) {
        bind_pseudo(reference);
      } else if (!bind(reference, i) && !bind_arguments(reference)) {
        result_.free_names.push_back({std::string(reference.name), reference.at, reference.guarded,
                                      std::string(reference.member), std::string(reference.specifier)});
      }
    }
  }
  bool bind(const Reference& reference, std::uint32_t number) {
    for (Scope* scope = reference.scope; scope != nullptr; scope = scope->parent) {
      const auto found = scope->names.find(reference.name);
      if (found == scope->names.end()) {
        // A function that is no arrow has its own, whatever is around it.
        if (reference.name == kArgumentsName && scope->is_function_top && !scope->function->is_arrow)
          return false;
        continue;
      }
      Binding& binding = *found->second;
      if (scope->function != reference.scope->function) {
        binding.captured = true;
      } else if (number < binding.initialized_at || scope->is_switch) {
        binding.read_early = true;
      }
      const bool whole_import =
          binding.kind == BindingKind::import && (binding.imported == "default" || binding.imported == "*");
      const std::string& module = whole_import ? binding.specifier : binding.module;
      if (!module.empty() && !reference.member.empty()) note_member(module, reference.member, reference.at);
      return true;
    }
    return false;
  }
  // `arguments` of the nearest function that has one.
  bool bind_arguments(const Reference& reference) {
    if (reference.name != kArgumentsName) return false;
    FunctionScope* function = reference.scope->function;
    while (function->is_arrow && function->parent != nullptr) function = function->parent;
    if (function->parent == nullptr && is_module_)
      return false;  // a script is the body of Node's wrapper function
    use_arguments(*function);
    Binding* binding = declare_in(*function->top, kArgumentsName, BindingKind::arguments, {});
    if (function != reference.scope->function) binding->captured = true;
    return true;
  }
  // [10.4.4] The object reads and writes the parameters, so they live in slots, as the first of their scope.
  static void map_arguments(FunctionScope& function) {
    function.maps_arguments = true;
    for (Binding* binding : function.top->bindings) {
      if (binding->kind == BindingKind::parameter) binding->captured = true;
    }
  }
  // A pseudo name is a binding only where an arrow captures it, or for this in a derived constructor.
  void bind_pseudo(const Reference& reference) {
    FunctionScope* function = reference.scope->function;
    while (function->is_arrow && function->parent != nullptr) function = function->parent;
    const bool captured = function != reference.scope->function;
    const bool derived_this = function->is_derived_constructor && reference.name == kThisName;
    if (!captured && !derived_this) return;
    Binding* binding = declare_in(*function->top, reference.name, BindingKind::pseudo, {});
    if (captured) binding->captured = true;
    if (derived_this) binding->has_dead_zone = true;
  }

  static void assign_slots(Scope& scope) {
    for (Binding* binding : scope.bindings) {
      if (binding->captured) binding->index = scope.slot_count++;
    }
  }

  support::SourceFilePtr file_;
  Resolution result_;
  Scope* scope_ = nullptr;
  std::vector<Reference> references_;
  SourcePosition at_;
  bool in_typeof_ = false;
  // Of the name that is walked next.
  std::string_view member_;
  std::string_view specifier_;
  bool is_module_ = false;
  int in_class_ = 0;
};

Resolution resolve(const Program& program, const support::SourceFilePtr& file) {
  return Resolver(file).run(program);
}

}  // namespace asyncq::program
