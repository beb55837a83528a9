#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "program/compiler.h"
#include "program/places.h"
#include "syntax/simulated_io.h"

namespace asyncq::program {

using namespace syntax;

namespace {

// ExpectedArgumentCount [15.1.5]
std::uint32_t length_of(const Function& function) {
  const auto optional =
      std::find_if(function.parameters.begin(), function.parameters.end(),
                   [](const Parameter& parameter) { return parameter.initializer.has_value(); });
  return static_cast<std::uint32_t>(optional - function.parameters.begin());
}

}  // namespace

std::shared_ptr<const FunctionCode> FunctionCompiler::compile_program(const syntax::Program& program) {
  begin_function(&program);
  code_->name = "<main>";
  code_->is_main = true;
  code_->is_async = program.kind == SourceKind::module;
  code_->needs_arguments = function_->uses_arguments;
  emit_pseudo_bindings();
  declare_scope_bindings();
  if (!program.later_scripts.empty()) {
    compile_page(program);
    return code_;
  }
  emit_imports();
  emit_hoisted_functions(program.body);
  statements(program.body);
  emit_.emit(Operation::load_undefined);
  emit_.emit(Operation::return_value);
  return code_;
}

// The code of a page makes its scripts, for the machine to run them one after another: an array of each
// script's function and the names that are there from its beginning, a space between two.
void FunctionCompiler::compile_page(const syntax::Program& program) {
  emit_.emit(Operation::new_array, 0);
  const auto add_script = [&](const StatementList& body) {
    FunctionCompiler inner(context_, this, scope_);
    emit_.emit(Operation::make_closure, add_function(inner.compile_script(body)));
    emit_.emit(Operation::append_element);
    std::string names;
    for (const Binding* binding : scope_->bindings) {
      if (binding->script == &body) names += (names.empty() ? "" : " ") + binding->name;
    }
    emit_.emit(Operation::load_constant, emit_.constant(names));
    emit_.emit(Operation::append_element);
  };
  add_script(program.body);
  for (const StatementList& script : program.later_scripts) add_script(script);
  emit_.emit(Operation::return_value);
}

// GlobalDeclarationInstantiation [16.1.7], and the script's statements.
std::shared_ptr<const FunctionCode> FunctionCompiler::compile_script(const StatementList& body) {
  begin_function(&body);
  code_->name = "<main>";
  code_->is_main = true;
  code_->needs_arguments = function_->uses_arguments;
  emit_pseudo_bindings();
  declare_scope_bindings();
  for (const auto& [name, binding] : scope_->parent->names) {
    if (binding->script != &body || binding->kind != BindingKind::var) continue;
    emit_.emit(Operation::load_undefined);
    initialize(name);
  }
  emit_hoisted_functions(body);
  statements(body);
  emit_.emit(Operation::load_undefined);
  emit_.emit(Operation::return_value);
  return code_;
}

std::shared_ptr<const FunctionCode> FunctionCompiler::compile_function(const Function& function,
                                                                       std::string_view name) {
  begin_function(&function);
  code_->name = function.name.empty() ? std::string(name) : function.name;
  code_->is_async = function.is_async;
  code_->is_generator = function.is_generator;
  code_->is_arrow = function.kind == FunctionKind::arrow;
  is_expression_body_ = function.expression_body;
  code_->is_method = function.kind == FunctionKind::method;
  code_->at = function.at;
  code_->end = function.end;
  if (parent_ != nullptr) code_->inferred_name = std::exchange(parent_->inferred_name_, {});
  if (io_form_of(function)) return compile_simulated_io(function);
  emit_prologue(function);
  statements(function.body);
  emit_.at(function.end);
  emit_return_of_nothing();
  return code_;
}

// One instruction does what the function stands for. It has no place, so that the operation's is the call's.
std::shared_ptr<const FunctionCode> FunctionCompiler::compile_simulated_io(const Function& function) {
  code_->length = length_of(function);
  code_->parameter_count = static_cast<std::uint32_t>(function.parameters.size());
  code_->local_count = code_->parameter_count;
  for (std::uint32_t local = 0; local < code_->local_count; ++local) {
    emit_.emit(Operation::get_local, local);
  }
  emit_.emit(Operation::start_operation, code_->parameter_count);
  emit_.emit(Operation::return_value);
  return code_;
}

// The constructor of a class [15.7.14]; function null: the default one.
std::shared_ptr<const FunctionCode> FunctionCompiler::compile_constructor(const Class& definition,
                                                                          const Function* function,
                                                                          std::string_view name) {
  code_->is_class_constructor = true;
  code_->is_derived = definition.heritage.has_value();
  if (function != nullptr) {
    compile_function(*function, name);
    code_->is_method = false;
    code_->name = name;
    code_->at = definition.at;
    code_->begins_at = function->parameters_at;
    code_->end = definition.end;
    return code_;
  }
  code_->name = name;
  code_->is_strict = true;
  code_->at = code_->begins_at = definition.at;
  code_->end = definition.end;
  emit_.at(definition.at);
  if (code_->is_derived) {
    code_->needs_arguments = true;
    emit_.emit(Operation::load_function);
    emit_.emit(Operation::load_new_target);
    emit_.emit(Operation::create_rest, 0);
    emit_.emit(Operation::super_construct_spread);
  } else {
    emit_.emit(Operation::load_undefined);
  }
  emit_.emit(Operation::return_value);
  return code_;
}

// A field's initializer, or a static block, as a method of the class.
std::shared_ptr<const FunctionCode> FunctionCompiler::compile_class_part(const ClassElement& element) {
  begin_function(&element);
  code_->is_method = true;
  code_->at = element.at;
  const auto* key = std::get_if<std::string>(&element.key.name);
  if (element.kind == ClassElementKind::static_block) {
    code_->name = "<static_initializer>";
  } else if (element.is_static) {
    code_->name = "<static_initializer>";
  } else {
    code_->name = "<instance_members_initializer>";
  }
  emit_pseudo_bindings();
  declare_scope_bindings();
  emit_hoisted_functions(element.static_block);
  if (element.value) {
    emit_.at((**element.value).at);
    expression_named(**element.value, key != nullptr ? std::string_view(*key) : "");
  } else {
    statements(element.static_block);
    emit_.emit(Operation::load_undefined);
  }
  emit_.emit(Operation::return_value);
  return code_;
}

void FunctionCompiler::begin_function(const void* node) {
  function_ = &context_.scopes->function_of(node);
  code_->is_strict = function_->is_strict;
  scope_ = function_->top;
  if (scope_->has_environment()) {
    emit_.emit(Operation::push_environment, scope_->slot_count);
    ++environment_depth_;
  }
}

void FunctionCompiler::emit_prologue(const Function& function) {
  bool needs_arguments = function.rest.has_value() || function_->uses_arguments;
  code_->needs_arguments = needs_arguments;
  code_->length = length_of(function);
  code_->parameter_count = static_cast<std::uint32_t>(function.parameters.size());
  code_->local_count = code_->parameter_count;
  emit_pseudo_bindings();
  emit_parameters(function);
  declare_scope_bindings();
  if (Scope* variables = context_.scopes->scope_of(&function.body)) emit_own_variables(variables);
  emit_hoisted_functions(function.body);
  if (function.is_generator) emit_.emit(Operation::initial_yield);
}

// [10.2.11] step 28: variables beside the parameters, those of a parameter's name with its value.
void FunctionCompiler::emit_own_variables(Scope* variables) {
  std::vector<const Binding*> begun;
  for (const Binding* binding : variables->bindings) {
    if (!scope_->names.contains(binding->name)) continue;
    get_name(binding->name, binding->at);
    begun.push_back(binding);
  }
  push_environment_of(variables);
  declare_scope_bindings();
  for (; !begun.empty(); begun.pop_back()) initialize_binding(*begun.back(), *variables);
}

// Bindings that stand for this, new.target, … where an arrow captures them.
void FunctionCompiler::emit_pseudo_bindings() {
  for (Binding* binding : scope_->bindings) {
    if (binding->kind == BindingKind::arguments) {
      const std::uint32_t mapped = function_->maps_arguments ? code_->parameter_count : 0;
      emit_.emit(Operation::create_arguments, mapped);
      initialize_binding(*binding, *scope_);
    }
    if (binding->kind != BindingKind::pseudo) continue;
    if (binding->name == kThisName) {
      if (code_->is_derived) {
        if (!binding->captured) {
          emit_.emit(Operation::load_empty);
          initialize_binding(*binding, *scope_);
        }
        continue;  // super() binds it
      }
      emit_.emit(Operation::load_this);
    } else if (binding->name == kNewTargetName) {
      emit_.emit(Operation::load_new_target);
    } else if (binding->name == kHomeName) {
      emit_.emit(Operation::load_home_object);
    } else {
      emit_.emit(Operation::load_function);
    }
    initialize_binding(*binding, *scope_);
  }
}

namespace {

// Whether a parameter lives in the local that its argument came in. Not when it may be read before it has its
// value: the argument is there from the start.
bool is_in_place(const Binding& parameter) {
  return !parameter.captured && !(parameter.has_dead_zone && parameter.read_early);
}

}  // namespace

// FunctionDeclarationInstantiation [10.2.11]: arguments stand in the first locals.
void FunctionCompiler::emit_parameters(const Function& function) {
  for (std::uint32_t i = 0; i < function.parameters.size(); ++i) {
    const auto* name = std::get_if<Identifier>(&function.parameters[i].target.node);
    if (name == nullptr) continue;
    const Binding* binding = scope_->names.at(name->name);
    if (is_in_place(*binding)) locals_[binding] = i;
  }
  for (const Binding* binding : scope_->bindings) {
    const bool elsewhere = binding->kind == BindingKind::parameter && !binding->captured;
    if (!elsewhere || locals_.contains(binding)) continue;
    locals_[binding] = emit_.new_local();
    if (!binding->has_dead_zone || !binding->read_early) continue;
    emit_.emit(Operation::load_empty);
    initialize_binding(*binding, *scope_);
  }
  for (std::uint32_t i = 0; i < function.parameters.size(); ++i) {
    const Parameter& parameter = function.parameters[i];
    const auto* name = std::get_if<Identifier>(&parameter.target.node);
    if (name != nullptr && !parameter.initializer && is_in_place(*scope_->names.at(name->name))) continue;
    emit_.emit(Operation::get_local, i);
    if (parameter.initializer) default_value(**parameter.initializer, parameter.target);
    pattern(parameter.target, true);
  }
  if (function.rest) {
    emit_.emit(Operation::create_rest, static_cast<std::uint32_t>(function.parameters.size()));
    pattern(*function.rest, true);
  }
}

// Gives the names of the scope that begins their first state: undefined for var, nothing for let and const.
void FunctionCompiler::declare_scope_bindings() {
  for (Binding* binding : scope_->bindings) {
    const bool is_done = binding->kind == BindingKind::pseudo || binding->kind == BindingKind::parameter ||
                         binding->kind == BindingKind::arguments;
    if (is_done) continue;
    if (!binding->captured && !locals_.contains(binding)) locals_[binding] = emit_.new_local();
    if (binding->kind == BindingKind::var && binding->captured && !binding->has_dead_zone) {
      emit_.emit(Operation::load_undefined);
      initialize_binding(*binding, *scope_);
    } else if (binding->has_dead_zone && !binding->captured && binding->read_early) {
      emit_.emit(Operation::load_empty);
      initialize_binding(*binding, *scope_);
    }
  }
}

void FunctionCompiler::emit_hoisted_functions(const StatementList& body) {
  for (const Statement& statement : body) {
    const Statement* inner = &statement;
    if (const auto* exported = std::get_if<Export>(&inner->node)) {
      const auto* declaration = std::get_if<Box<Statement>>(&exported->exported);
      if (declaration == nullptr) continue;
      inner = &**declaration;
    }
    while (const auto* label = std::get_if<Labeled>(&inner->node)) inner = &*label->body;
    const auto* declaration = std::get_if<FunctionDeclaration>(&inner->node);
    if (declaration == nullptr) continue;
    emit_closure(declaration->function, declaration->function.name);
    initialize(declaration->function.name);
  }
}

void FunctionCompiler::emit_imports() {
  for (Binding* binding : scope_->bindings) {
    if (binding->kind != BindingKind::import) continue;
    emit_.at(binding->at);
    emit_.emit(Operation::get_import, emit_.constant(binding->specifier), emit_.constant(binding->imported));
    initialize_binding(*binding, *scope_);
    code_->imports.push_back({binding->specifier, binding->at});
  }
}

std::uint32_t FunctionCompiler::add_function(std::shared_ptr<const FunctionCode> code) {
  code_->functions.push_back(std::move(code));
  return static_cast<std::uint32_t>(code_->functions.size() - 1);
}

void FunctionCompiler::emit_closure(const Function& function, std::string_view name) {
  // The name of a function expression is a binding of its own, outside of its body [15.2.5].
  Scope* name_scope = function.name.empty() ? nullptr : context_.scopes->scope_of(&function.kind);
  if (name_scope != nullptr) {
    push_environment_of(name_scope);
    declare_scope_bindings();
  }
  FunctionCompiler inner(context_, this, scope_);
  emit_.emit(Operation::make_closure, add_function(inner.compile_function(function, name)));
  if (name_scope != nullptr) {
    Binding* binding = name_scope->bindings.front();
    if (binding->captured) {
      emit_.emit(Operation::duplicate);
      initialize_binding(*binding, *name_scope);
    }
    pop_environment_of(name_scope);
  }
}

// --- classes [15.7] ---

namespace {

// What has the private method or accessor of that name, as V8 says it; empty for a field.
std::string private_owner(const Class& definition, std::string_view name, std::string_view class_name) {
  for (const ClassElement& element : definition.elements) {
    const auto* key = std::get_if<std::string>(&element.key.name);
    if (key == nullptr || *key != name) continue;
    if (element.kind == ClassElementKind::field) return {};
    return fmt::format("{}class {}", element.is_static ? "" : "an instance of ",
                       class_name.empty() ? "anonymous" : class_name);
  }
  return {};
}

}  // namespace

void FunctionCompiler::compile_class(const Class& definition, std::string_view name) {
  const std::string_view class_name = definition.name.empty() ? name : std::string_view(definition.name);
  Scope* scope = context_.scopes->scope_of(&definition);
  const bool key_names_it = std::exchange(key_names_class_, false);
  push_environment_of(scope);
  declare_scope_bindings();
  for (Binding* binding : scope->bindings) {
    if (!binding->name.starts_with('#')) continue;
    emit_.emit(Operation::new_private_name, emit_.name(binding->name),
               emit_.name(private_owner(definition, binding->name, class_name)));
    initialize_binding(*binding, *scope);
  }
  const int depth = emit_.depth();
  if (definition.heritage) {
    expression(**definition.heritage);
  }
  const Function* constructor = nullptr;
  for (const ClassElement& element : definition.elements) {
    if (element.kind == ClassElementKind::constructor) {
      constructor = &*std::get<FunctionExpression>((**element.value).node).function;
    }
  }
  FunctionCompiler inner(context_, this, scope_);
  const std::uint32_t function = add_function(inner.compile_constructor(definition, constructor, class_name));
  emit_.emit(Operation::make_class, function, definition.heritage ? 1 : 0);
  emit_.set_depth(depth + 2);
  if (key_names_it && definition.name.empty()) emit_.emit(Operation::set_class_name);
  for (const ClassElement& element : definition.elements) compile_class_member(element);
  if (!definition.name.empty()) {
    const Binding* own_name = scope->names.at(definition.name);
    emit_.emit(Operation::swap);
    emit_.emit(Operation::duplicate);
    initialize_binding(*own_name, *scope);
    emit_.emit(Operation::swap);
  }
  const bool has_static_parts =
      std::any_of(definition.elements.begin(), definition.elements.end(), [](const ClassElement& element) {
        return element.kind == ClassElementKind::static_block ||
               (element.is_static && element.kind == ClassElementKind::field);
      });
  if (has_static_parts) emit_.emit(Operation::run_static_parts);
  emit_.emit(Operation::pop);
  pop_environment_of(scope);
}

// constructor prototype -> the same, with the element defined.
void FunctionCompiler::compile_class_member(const ClassElement& element) {
  if (element.kind == ClassElementKind::constructor) return;
  const auto* name = std::get_if<std::string>(&element.key.name);
  if (element.kind == ClassElementKind::static_block) {
    emit_.emit(Operation::load_undefined);
    FunctionCompiler inner(context_, this, scope_);
    emit_.emit(Operation::make_closure, add_function(inner.compile_class_part(element)));
    emit_.emit(Operation::add_static_part, static_part::kBlock);
    return;
  }
  if (element.kind == ClassElementKind::field) {
    if (name != nullptr && name->starts_with('#')) {
      get_name(*name, element.at);
    } else {
      property_key(element.key);
    }
    if (element.value) {
      FunctionCompiler inner(context_, this, scope_);
      emit_.emit(Operation::make_closure, add_function(inner.compile_class_part(element)));
    } else {
      emit_.emit(Operation::load_undefined);
    }
    const bool key_names_value =
        element.key.computed() && element.value && is_anonymous_function(**element.value);
    if (element.is_static) {  // its key is now, its value when the class is complete
      emit_.emit(Operation::add_static_part,
                 key_names_value ? static_part::kNamingField : static_part::kField);
    } else {
      emit_.emit(Operation::add_field, key_names_value ? 1 : 0);
    }
    return;
  }
  if (name != nullptr && name->starts_with('#')) {
    compile_private_member(element);
    return;
  }
  if (element.is_static) emit_.emit(Operation::swap);
  property_key(element.key);
  const bool plain = name != nullptr && element.kind == ClassElementKind::method;
  expression_named(**element.value, plain ? std::string_view(*name) : "");
  if (!plain) {
    emit_.emit(Operation::set_function_name, element.kind == ClassElementKind::getter   ? 1
                                             : element.kind == ClassElementKind::setter ? 2
                                                                                        : 0);
  }
  emit_.emit(element.kind == ClassElementKind::getter   ? Operation::define_getter
             : element.kind == ClassElementKind::setter ? Operation::define_setter
                                                        : Operation::define_method,
             0);
  if (element.is_static) emit_.emit(Operation::swap);
}

void FunctionCompiler::compile_private_member(const ClassElement& element) {
  const auto& name = std::get<std::string>(element.key.name);
  get_name(name, element.at);
  expression_named(**element.value, name);
  const std::uint32_t kind = element.kind == ClassElementKind::getter   ? 1
                             : element.kind == ClassElementKind::setter ? 2
                                                                        : 0;
  emit_.emit(element.is_static ? Operation::define_static_private : Operation::add_private_method, kind);
}

// --- names ---

FunctionCompiler::Reference FunctionCompiler::find(std::string_view name) const {
  Reference reference;
  for (const Scope* scope = scope_; scope != nullptr; scope = scope->parent) {
    if (const auto found = scope->names.find(name); found != scope->names.end()) {
      reference.binding = found->second;
      reference.own_function =
          scope->function == function_ || (function_ == nullptr && locals_.contains(found->second));
      return reference;
    }
    if (scope->has_environment()) ++reference.depth;
  }
  return reference;
}

void FunctionCompiler::get_name(std::string_view name, support::SourcePosition at) {
  const Reference reference = find(name);
  if (reference.binding == nullptr) {
    if (name == "undefined") {
      emit_.emit(Operation::load_undefined);
      return;
    }
    emit_.at(at);
    emit_.emit_cached(Operation::get_global, name);
    return;
  }
  const Binding& binding = *reference.binding;
  const bool checked = binding.has_dead_zone && (!reference.own_function || binding.read_early);
  if (binding.captured) {
    const std::uint32_t slot = slot_operand(reference.depth, binding.index);
    if (checked) {
      emit_.at(at);
      emit_.emit(Operation::get_slot_checked, slot, emit_.name(name));
    } else {
      emit_.emit(Operation::get_slot, slot);
    }
  } else if (checked) {
    emit_.at(at);
    emit_.emit(Operation::get_local_checked, locals_.at(&binding), emit_.name(name));
  } else {
    emit_.emit(Operation::get_local, locals_.at(&binding));
  }
}

// v -> v
void FunctionCompiler::set_name(std::string_view name, support::SourcePosition at) {
  const Reference reference = find(name);
  emit_.at(at);
  if (reference.binding == nullptr) {
    emit_.emit(Operation::set_global, emit_.name(name));
    return;
  }
  const Binding& binding = *reference.binding;
  const bool checked = binding.has_dead_zone && (!reference.own_function || binding.read_early);
  const std::uint32_t slot = slot_operand(reference.depth, binding.index);
  if (binding.kind == BindingKind::const_ || binding.kind == BindingKind::import) {
    if (checked) {
      get_name(name, at);
      emit_.emit(Operation::pop);
    }
    emit_.emit(Operation::throw_constant, emit_.name(name));
    return;
  }
  if (binding.kind == BindingKind::function_name) {  // writing to it does nothing in sloppy code
    if (code_->is_strict) emit_.emit(Operation::throw_constant, emit_.name(name));
    return;
  }
  if (binding.captured) {
    checked ? emit_.emit(Operation::set_slot_checked, slot, emit_.name(name))
            : emit_.emit(Operation::set_slot, slot);
  } else {
    const std::uint32_t local = locals_.at(&binding);
    checked ? emit_.emit(Operation::set_local_checked, local, emit_.name(name))
            : emit_.emit(Operation::set_local, local);
  }
}

void FunctionCompiler::initialize(std::string_view name) {
  const Reference reference = find(name);
  if (reference.binding == nullptr) {
    emit_.emit(Operation::pop);
  } else if (reference.binding->captured) {
    emit_.emit(Operation::store_slot, slot_operand(reference.depth, reference.binding->index));
  } else {
    emit_.emit(Operation::store_local, locals_.at(reference.binding));
  }
}

// As initialize, for a binding of the innermost scope.
void FunctionCompiler::initialize_binding(const Binding& binding, const Scope&) {
  if (binding.captured) {
    emit_.emit(Operation::store_slot, slot_operand(0, binding.index));
    return;
  }
  if (!locals_.contains(&binding)) locals_[&binding] = emit_.new_local();
  emit_.emit(Operation::store_local, locals_.at(&binding));
}

void FunctionCompiler::emit_this() {
  get_pseudo(kThisName);
}

// this, new.target, …: directly in the function that has them, by their binding in arrows and where super()
// makes this.
void FunctionCompiler::get_pseudo(std::string_view name) {
  const bool direct = function_ == nullptr || !function_->is_arrow || function_->parent == nullptr;
  const bool by_binding = !direct || (name == kThisName && code_->is_derived);
  if (!by_binding) {
    emit_.emit(name == kThisName        ? Operation::load_this
               : name == kNewTargetName ? Operation::load_new_target
               : name == kHomeName      ? Operation::load_home_object
                                        : Operation::load_function);
    return;
  }
  const Reference reference = find(name);
  if (reference.binding == nullptr) {
    emit_.emit(name == kThisName ? Operation::load_this : Operation::load_undefined);
    return;
  }
  if (reference.binding->captured) {
    emit_.emit(Operation::get_slot, slot_operand(reference.depth, reference.binding->index));
  } else {
    emit_.emit(Operation::get_local, locals_.at(reference.binding));
  }
  if (reference.binding->has_dead_zone) emit_.emit(Operation::check_this);
}

// --- patterns [14.3.3, 13.15.5] ---

void FunctionCompiler::default_value(const Expression& initializer, const Pattern& target) {
  Label defined;
  emit_.emit_jump(Operation::jump_if_defined_or_pop, defined);
  const auto* name = std::get_if<Identifier>(&target.node);
  expression_named(initializer, name != nullptr ? std::string_view(name->name) : "");
  emit_.bind(defined);
}

std::optional<FunctionCompiler::KeptReference> FunctionCompiler::keep_reference(const Pattern& target) {
  const auto* place = std::get_if<Box<Expression>>(&target.node);
  if (place == nullptr) return std::nullopt;
  const int depth = emit_.depth();
  KeptReference kept{reference_parts(**place), {}};
  const int parts = emit_.depth() - depth;
  for (int i = 0; i < parts; ++i) kept.parts.push_back(emit_.new_local());
  for (auto part = kept.parts.rbegin(); part != kept.parts.rend(); ++part)
    emit_.emit(Operation::store_local, *part);
  return kept;
}

void FunctionCompiler::assign_kept(const KeptReference& kept, const Pattern& target) {
  const std::uint32_t value = emit_.new_local();
  emit_.emit(Operation::store_local, value);
  for (const std::uint32_t part : kept.parts) emit_.emit(Operation::get_local, part);
  emit_.emit(Operation::get_local, value);
  reference_set(kept.place, *std::get<Box<Expression>>(target.node), target.at);
  emit_.emit(Operation::pop);
}

void FunctionCompiler::pattern(const Pattern& target, bool initializes, const std::string& source) {
  if (const auto* name = std::get_if<Identifier>(&target.node)) {
    if (initializes) {
      initialize(name->name);
    } else {
      set_name(name->name, target.at);
      emit_.emit(Operation::pop);
    }
  } else if (const auto* place = std::get_if<Box<Expression>>(&target.node)) {
    const std::uint32_t value = emit_.new_local();
    emit_.emit(Operation::store_local, value);
    const Place kind = reference_parts(**place);
    emit_.emit(Operation::get_local, value);
    reference_set(kind, **place, {});
    emit_.emit(Operation::pop);
  } else if (const auto* object = std::get_if<ObjectPattern>(&target.node)) {
    object_pattern(*object, initializes, source);
  } else {
    array_pattern(std::get<ArrayPattern>(target.node), initializes, source);
  }
}

void FunctionCompiler::begin_target(const Pattern& target) {
  emit_.at(target.at);
  emit_.at_statement(target_position(target));
}

void FunctionCompiler::object_pattern(const ObjectPattern& object, bool initializes,
                                      const std::string& source, bool nested) {
  const bool named = !object.properties.empty() && !object.properties.front().key.computed();
  if (named) {
    const std::string& name = std::get<0>(object.properties.front().key.name);
    emit_.at(object.properties.front().key.at);
    emit_.note(nested ? "(reading '" + name + "')" : "property '" + name + "' of '" + source + "'");
  }
  emit_.emit(Operation::check_object_coercible);
  std::vector<std::uint32_t> keys;  // locals, for a rest
  for (const PatternProperty& property : object.properties) {
    emit_.emit(Operation::duplicate);
    std::optional<KeptReference> reference;
    if (property.key.computed() || object.rest) {
      property_key(property.key);
      if (object.rest) {
        keys.push_back(emit_.new_local());
        emit_.emit(Operation::set_local, keys.back());
      }
      reference = keep_reference(*property.target);
      emit_.at(property.target->at);
      emit_.emit(Operation::get_element);
    } else {
      reference = keep_reference(*property.target);
      emit_.at(property.target->at);
      emit_.emit_cached(Operation::get_property, std::get<0>(property.key.name));
    }
    if (property.initializer) default_value(**property.initializer, *property.target);
    const auto* inner = std::get_if<ObjectPattern>(&property.target->node);
    if (reference) {
      assign_kept(*reference, *property.target);
    } else if (inner != nullptr && !property.initializer) {
      object_pattern(*inner, initializes, {}, true);
    } else {
      pattern(*property.target, initializes);
    }
  }
  if (object.rest) {
    const std::optional<KeptReference> reference = keep_reference(**object.rest);
    for (const std::uint32_t key : keys) emit_.emit(Operation::get_local, key);
    emit_.at((**object.rest).at);
    emit_.emit(Operation::copy_rest, static_cast<std::uint32_t>(keys.size()));
    reference ? assign_kept(*reference, **object.rest) : pattern(**object.rest, initializes);
  } else {
    emit_.emit(Operation::pop);
  }
}

void FunctionCompiler::array_pattern(const ArrayPattern& array, bool initializes, const std::string& source) {
  const std::uint32_t kind_local = emit_.new_local();
  const std::uint32_t value_local = emit_.new_local();
  if (!source.empty()) emit_.note(source);
  emit_.emit(Operation::get_iterator);
  const int depth = emit_.depth();
  const std::uint32_t from = emit_.here();
  for (const auto& element : array.elements) {
    std::optional<KeptReference> reference;
    if (element) {
      begin_target(*element->target);
      reference = keep_reference(*element->target);
    }
    emit_.emit(Operation::iterator_step);
    if (!element) {
      emit_.emit(Operation::pop);
      continue;
    }
    if (element->initializer) default_value(**element->initializer, *element->target);
    const auto* inner = std::get_if<ObjectPattern>(&element->target->node);
    if (reference) {
      assign_kept(*reference, *element->target);
    } else if (inner != nullptr && !element->initializer) {
      object_pattern(*inner, initializes, {}, true);
    } else {
      pattern(*element->target, initializes);
    }
  }
  if (array.rest) {
    const std::optional<KeptReference> reference = keep_reference(**array.rest);
    emit_.emit(Operation::iterator_rest);
    reference ? assign_kept(*reference, **array.rest) : pattern(**array.rest, initializes);
  }
  const std::uint32_t to = emit_.here();
  emit_.emit_integer(Operation::load_integer, finally_kind::kNormal);
  emit_.emit(Operation::store_local, kind_local);
  // IteratorClose on every way out; an iterator that is done, or whose next() threw, is left alone.
  code_->handlers.push_back({from, to, emit_.here(), static_cast<std::uint32_t>(depth),
                             static_cast<std::uint32_t>(environment_depth_), true, kind_local, value_local});
  emit_.emit(Operation::get_local, kind_local);
  emit_.emit(Operation::iterator_close);
  Control control;
  control.kind = Control::Kind::finally;
  control.kind_local = kind_local;
  control.value_local = value_local;
  emit_finally_dispatch(std::move(control));
  emit_.emit(Operation::pop);
  emit_.emit(Operation::pop);
}

void FunctionCompiler::error(support::SourcePosition at, std::string message, std::string hint) {
  context_.diagnostics.push_back({support::Severity::error,
                                  context_.options.file,
                                  {at, {at.line, at.column + 1}},
                                  std::move(message),
                                  std::move(hint)});
}

}  // namespace asyncq::program
