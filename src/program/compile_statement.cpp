#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "program/call_site.h"
#include "program/compiler.h"
#include "program/iterable_text.h"
#include "program/places.h"
#include "syntax/overloaded.h"

namespace asyncq::program {

using namespace syntax;

namespace {

// Statements whose own break or continue may name the label.
bool takes_labels(const Statement& statement) {
  return std::holds_alternative<For>(statement.node) || std::holds_alternative<ForEach>(statement.node) ||
         std::holds_alternative<While>(statement.node) || std::holds_alternative<DoWhile>(statement.node) ||
         std::holds_alternative<Switch>(statement.node) || std::holds_alternative<Labeled>(statement.node);
}

}  // namespace

void FunctionCompiler::statements(const StatementList& list) {
  for (const Statement& one : list) statement(one);
}

// A block: its scope's bindings, its functions, its statements.
void FunctionCompiler::scoped(const void* node, const StatementList& list) {
  Scope* scope = context_.scopes->scope_of(node);
  push_environment_of(scope);
  declare_scope_bindings();
  emit_hoisted_functions(list);
  statements(list);
  pop_environment_of(scope);
}

void FunctionCompiler::push_environment_of(Scope* scope) {
  scope_ = scope;
  if (!scope->has_environment()) return;
  emit_.emit(Operation::push_environment, scope->slot_count);
  ++environment_depth_;
}

void FunctionCompiler::pop_environment_of(const Scope* scope) {
  if (scope->has_environment()) {
    emit_.emit(Operation::pop_environment);
    --environment_depth_;
  }
  scope_ = scope->parent;
}

void FunctionCompiler::statement(const Statement& whole) {
  const std::vector<std::string_view> labels = std::exchange(pending_labels_, {});
  // Of these V8 places the parts.
  const bool has_place = !std::holds_alternative<ClassDeclaration>(whole.node) &&
                         !std::holds_alternative<VariableDeclaration>(whole.node);
  const auto* body = is_expression_body_ ? std::get_if<Return>(&whole.node) : nullptr;
  if (has_place) {
    emit_.at_statement(body != nullptr ? expression_position(*body->argument)
                                       : support::SourcePosition(whole.at));
  }
  std::visit(Overloaded{
                 [&](const Empty&) {},
                 [&](const VariableDeclaration& node) { variable_declaration(node); },
                 [&](const FunctionDeclaration& node) {
                   // Made when its block began; sloppy code copies it to the function's variable here
                   // [B.3.2].
                   Scope* top = context_.scopes->variable_scope_of(node.function);
                   if (top == nullptr) return;
                   const auto found = top->names.find(node.function.name);
                   get_name(node.function.name, whole.at);
                   Scope* here = std::exchange(scope_, top);
                   const int popped = [&] {
                     int count = 0;
                     for (Scope* scope = here; scope != top; scope = scope->parent)
                       count += scope->has_environment() ? 1 : 0;
                     return count;
                   }();
                   if (found->second->captured) {
                     emit_.emit(Operation::store_slot,
                                slot_operand(static_cast<std::uint32_t>(popped), found->second->index));
                   } else {
                     emit_.emit(Operation::store_local, locals_.at(found->second));
                   }
                   scope_ = here;
                 },
                 [&](const ClassDeclaration& node) {
                   compile_class(node.definition, node.definition.name);
                   initialize(node.definition.name);
                 },
                 [&](const ExpressionStatement& node) { discard(node.expression); },
                 [&](const Block& node) { scoped(&node, node.body); },
                 [&](const If& node) {
                   Label otherwise;
                   Label end;
                   expression(node.test);
                   emit_.emit_jump(Operation::jump_if_false, otherwise);
                   statement(*node.consequent);
                   if (node.alternate) {
                     emit_.emit_jump(Operation::jump, end);
                     emit_.bind(otherwise);
                     statement(**node.alternate);
                     emit_.bind(end);
                   } else {
                     emit_.bind(otherwise);
                   }
                 },
                 [&](const For& node) {
                   pending_labels_ = labels;
                   for_statement(node);
                 },
                 [&](const ForEach& node) {
                   pending_labels_ = labels;
                   for_each(node);
                 },
                 [&](const While& node) {
                   pending_labels_ = labels;
                   while_loop(node.test, *node.body, FirstTest::before_body);
                 },
                 [&](const DoWhile& node) {
                   pending_labels_ = labels;
                   while_loop(node.test, *node.body, FirstTest::after_body);
                 },
                 [&](const Switch& node) {
                   pending_labels_ = labels;
                   switch_statement(node);
                 },
                 [&](const Return& node) {
                   if (!node.argument) {
                     emit_.at(whole.at);
                     emit_return_of_nothing();
                     return;
                   }
                   expression(*node.argument);
                   if (code_->is_async && code_->is_generator) emit_.emit(Operation::await);
                   emit_.at(whole.at);
                   emit_return();
                 },
                 [&](const Break& node) { jump_out(node.label, false, whole.at); },
                 [&](const Continue& node) { jump_out(node.label, true, whole.at); },
                 [&](const syntax::Throw& node) {
                   expression(node.argument);
                   emit_.at(whole.at);
                   emit_.emit(Operation::throw_value);
                 },
                 [&](const Try& node) { try_statement(node); },
                 [&](const Labeled& node) {
                   pending_labels_ = labels;
                   pending_labels_.push_back(node.label);
                   if (takes_labels(*node.body)) {
                     statement(*node.body);
                     return;
                   }
                   Label end;
                   controls_.push_back({Control::Kind::label,
                                        std::exchange(pending_labels_, {}),
                                        &end,
                                        nullptr,
                                        emit_.depth(),
                                        environment_depth_,
                                        nullptr,
                                        0,
                                        0,
                                        {},
                                        false});
                   statement(*node.body);
                   controls_.pop_back();
                   emit_.bind(end);
                 },
                 [&](const Import&) {},
                 [&](const Export& node) {
                   if (const auto* inner = std::get_if<Box<Statement>>(&node.exported)) {
                     statement(**inner);
                   } else if (const auto* value = std::get_if<Box<Expression>>(&node.exported)) {
                     discard(**value);
                   }
                 },
             },
             whole.node);
}

void FunctionCompiler::variable_declaration(const VariableDeclaration& declaration) {
  for (const Declarator& declarator : declaration.declarators) {
    const auto* name = std::get_if<Identifier>(&declarator.target.node);
    const bool is_var = declaration.kind == DeclarationKind::var;
    if (declarator.initializer) {
      emit_.at_statement(declarator.initializer->at);
      expression_named(*declarator.initializer, name != nullptr ? std::string_view(name->name) : "");
    } else if (is_var) {
      continue;
    } else {
      emit_.emit(Operation::load_undefined);
    }
    if (name != nullptr && is_var) {
      set_name(name->name, declarator.target.at);
      emit_.emit(Operation::pop);
    } else {
      emit_.at(declarator.target.at);
      std::string source;
      if (declarator.initializer && std::holds_alternative<ArrayPattern>(declarator.target.node)) {
        emit_.at(declarator.initializer->at);
        source = iterable_text(*declarator.initializer, Iterated::declaration, code_->is_main);
      } else if (declarator.initializer) {
        source = call_site(*declarator.initializer, code_->is_main);
      }
      pattern(declarator.target, !is_var, source);
    }
  }
}

// --- loops [14.7] ---

FunctionCompiler::Control& FunctionCompiler::push_loop(Label& break_target, Label& continue_target) {
  controls_.push_back({Control::Kind::loop,
                       std::exchange(pending_labels_, {}),
                       &break_target,
                       &continue_target,
                       emit_.depth(),
                       environment_depth_,
                       nullptr,
                       0,
                       0,
                       {},
                       false});
  return controls_.back();
}

// A jump backwards: each one is a step.
void FunctionCompiler::loop_condition(const Expression& test, bool jump_when, Label& target) {
  Label out;
  const auto* literal = std::get_if<BooleanLiteral>(&test.node);
  if (literal == nullptr || literal->value != jump_when) {
    emit_.at_statement(expression_position(test));
    expression(test);
    emit_.emit_jump(jump_when ? Operation::jump_if_false : Operation::jump_if_true, out);
  }
  emit_.emit_jump(Operation::loop, target);
  emit_.bind(out);
}

void FunctionCompiler::while_loop(const Expression& condition, const Statement& repeated, FirstTest first) {
  Label body;
  Label test;
  Label end;
  push_loop(end, test);
  if (first == FirstTest::before_body) emit_.emit_jump(Operation::jump, test);
  emit_.bind(body);
  statement(repeated);
  emit_.bind(test);
  loop_condition(condition, true, body);
  controls_.pop_back();
  emit_.bind(end);
}

bool FunctionCompiler::idle_loop(const For& loop) {
  const auto* block = std::get_if<Block>(&loop.body->node);
  const bool is_empty =
      std::holds_alternative<Empty>(loop.body->node) || (block != nullptr && block->body.empty());
  const auto* declaration = std::get_if<VariableDeclaration>(&loop.init);
  if (!is_empty || declaration == nullptr || declaration->kind == DeclarationKind::const_ ||
      declaration->declarators.size() != 1 || !loop.test || !loop.update) {
    return false;
  }
  const Declarator& declarator = declaration->declarators.front();
  const auto* name = std::get_if<Identifier>(&declarator.target.node);
  const auto* test = std::get_if<Binary>(&loop.test->node);
  const auto* update = std::get_if<Update>(&loop.update->node);
  if (name == nullptr || !declarator.initializer || test == nullptr || update == nullptr) return false;
  const auto is_counter = [&](const Expression& expression) {
    const auto* used = std::get_if<Identifier>(&expression.node);
    return used != nullptr && used->name == name->name;
  };
  const auto* from = std::get_if<NumberLiteral>(&declarator.initializer->node);
  const auto* to = std::get_if<NumberLiteral>(&test->right->node);
  const bool counts_up = test->op == BinaryOperator::less || test->op == BinaryOperator::less_equal;
  if (from == nullptr || from->value != std::floor(from->value) || to == nullptr || !counts_up ||
      update->op != UpdateOperator::increment || !is_counter(*test->left) || !is_counter(*update->target)) {
    return false;
  }
  emit_.load_number(from->value);
  emit_.load_number(to->value);
  emit_.at(loop.test->at);
  emit_.emit(Operation::count_idly, test->op == BinaryOperator::less_equal ? 1 : 0);
  if (declaration->kind == DeclarationKind::var) set_name(name->name, declarator.target.at);
  emit_.emit(Operation::pop);
  pending_labels_.clear();
  return true;
}

void FunctionCompiler::for_statement(const For& loop) {
  if (idle_loop(loop)) return;
  Scope* scope = context_.scopes->scope_of(&loop);
  push_environment_of(scope);
  declare_scope_bindings();
  if (const auto* declaration = std::get_if<VariableDeclaration>(&loop.init))
    variable_declaration(*declaration);
  if (const auto* init = std::get_if<Expression>(&loop.init)) {
    emit_.at_statement(init->at);
    discard(*init);
  }
  // CreatePerIterationEnvironment [14.7.4.4]: closures of each round see their own bindings.
  const bool per_iteration = scope->has_environment();
  Label body;
  Label test;
  Label update;
  Label end;
  push_loop(end, update);
  if (per_iteration) emit_.emit(Operation::copy_environment);
  if (loop.test) emit_.emit_jump(Operation::jump, test);
  emit_.bind(body);
  statement(*loop.body);
  emit_.bind(update);
  if (per_iteration) emit_.emit(Operation::copy_environment);
  if (loop.update) {
    emit_.at_statement(expression_position(*loop.update));
    discard(*loop.update);
  }
  emit_.bind(test);
  if (loop.test) {
    loop_condition(*loop.test, true, body);
  } else {
    emit_.emit_jump(Operation::loop, body);
  }
  controls_.pop_back();
  emit_.bind(end);
  pop_environment_of(scope);
}

void FunctionCompiler::for_each(const ForEach& loop) {
  const std::vector<std::string_view> labels = std::exchange(pending_labels_, {});
  Scope* scope = context_.scopes->scope_of(&loop);
  const bool is_async = loop.kind == ForEachKind::await_of;
  Scope* const iterated_scope = context_.scopes->scope_of(&loop.iterated);
  push_environment_of(iterated_scope);
  declare_scope_bindings();
  emit_.at_statement(expression_position(loop.iterated));
  expression(loop.iterated);
  pop_environment_of(iterated_scope);
  // Behind a chain V8 does not go back to the chain's place, which is none.
  if (!std::holds_alternative<OptionalChain>(loop.iterated.node))
    emit_.at(expression_position(loop.iterated));
  emit_.note(iterable_text(loop.iterated, is_async ? Iterated::for_await : Iterated::for_of, code_->is_main));
  emit_.emit(loop.kind == ForEachKind::in ? Operation::enumerate
             : is_async                   ? Operation::get_async_iterator
                                          : Operation::get_iterator);
  Label next;
  Label done;
  Label continue_target;
  Label finalizer;
  controls_.push_back({Control::Kind::loop,
                       labels,
                       &done,
                       nullptr,
                       emit_.depth(),
                       environment_depth_,
                       nullptr,
                       0,
                       0,
                       {},
                       false});
  const bool closes = loop.kind != ForEachKind::in;
  if (closes) {
    controls_.push_back({Control::Kind::finally,
                         {},
                         nullptr,
                         nullptr,
                         emit_.depth(),
                         environment_depth_,
                         &finalizer,
                         emit_.new_local(),
                         emit_.new_local(),
                         {},
                         false});
  }
  const std::size_t finally_control = controls_.size() - 1;
  emit_.bind(next);
  if (closes) emit_.at(loop.target.at);
  if (is_async) {
    emit_.emit(Operation::iterator_call_next);
    emit_.emit(Operation::await);
    emit_.emit_jump(Operation::iterator_unwrap, done);
  } else {
    emit_.emit_jump(Operation::iterator_next, done);
  }
  const std::uint32_t covered_from = emit_.here();
  push_environment_of(scope);
  declare_scope_bindings();
  begin_target(loop.target);
  // V8 calls the value by the name of its own variable.
  pattern(loop.target, loop.declaration.has_value() && *loop.declaration != DeclarationKind::var, ".for");
  // continue leads past the finalizer of its own loop: closing is for leaving.
  controls_.push_back({Control::Kind::label,
                       labels,
                       nullptr,
                       &continue_target,
                       emit_.depth(),
                       environment_depth_,
                       nullptr,
                       0,
                       0,
                       {},
                       false});
  statement(*loop.body);
  controls_.pop_back();
  emit_.bind(continue_target);
  pop_environment_of(scope);
  const std::uint32_t covered_to = emit_.here();
  emit_.emit_jump(Operation::loop, next);
  if (closes) {
    Control control = std::move(controls_[finally_control]);
    controls_.pop_back();
    code_->handlers.push_back({covered_from, covered_to, emit_.here(),
                               static_cast<std::uint32_t>(control.depth),
                               static_cast<std::uint32_t>(control.environment_depth), true,
                               control.kind_local, control.value_local});
    emit_.bind(finalizer);
    emit_.set_depth(control.depth);
    if (is_async) {
      async_iterator_close(control.kind_local);
    } else {
      emit_.emit(Operation::get_local, control.kind_local);
      emit_.emit(Operation::iterator_close);
    }
    emit_finally_dispatch(std::move(control));
  }
  emit_.bind(done);
  controls_.pop_back();
  emit_.emit(Operation::pop);
  emit_.emit(Operation::pop);
}

// AsyncIteratorClose [7.4.13]: i n -> i n. An error of return() counts only when nothing was thrown before.
void FunctionCompiler::async_iterator_close(std::uint32_t kind_local) {
  Label not_thrown;
  Label closed;
  const int depth = emit_.depth();
  emit_.emit(Operation::get_local, kind_local);
  emit_.emit_jump(Operation::jump_unless_kind, not_thrown, finally_kind::kThrown);
  const std::uint32_t from = emit_.here();
  Label quiet;
  emit_.emit_jump(Operation::iterator_return, quiet);
  emit_.emit(Operation::await);
  emit_.emit(Operation::pop);
  const std::uint32_t to = emit_.here();
  emit_.bind(quiet);
  emit_.emit_jump(Operation::jump, closed);
  code_->handlers.push_back({from, to, emit_.here(), static_cast<std::uint32_t>(depth),
                             static_cast<std::uint32_t>(environment_depth_), false, 0, 0});
  emit_.set_depth(depth + 1);
  emit_.emit(Operation::pop);
  emit_.emit_jump(Operation::jump, closed);
  emit_.bind(not_thrown);
  emit_.set_depth(depth + 1);
  emit_.emit(Operation::pop);
  emit_.emit_jump(Operation::iterator_return, closed);
  emit_.emit(Operation::await);
  emit_.emit(Operation::check_iterator_result);
  emit_.bind(closed);
  emit_.set_depth(depth);
}

void FunctionCompiler::switch_statement(const Switch& choice) {
  const std::vector<std::string_view> labels = std::exchange(pending_labels_, {});
  expression(choice.discriminant);
  const int depth = emit_.depth() - 1;
  Scope* scope = context_.scopes->scope_of(&choice);
  push_environment_of(scope);
  declare_scope_bindings();
  for (const SwitchCase& one : choice.cases) emit_hoisted_functions(one.body);
  Label end;
  std::vector<Label> bodies(choice.cases.size());
  const Label* fallback = nullptr;
  for (std::size_t i = 0; i < choice.cases.size(); ++i) {
    if (!choice.cases[i].test) {
      fallback = &bodies[i];
      continue;
    }
    emit_.at(choice.cases[i].test->at);
    expression(*choice.cases[i].test);
    emit_.emit_jump(Operation::jump_if_case, bodies[i]);
  }
  emit_.emit(Operation::pop);
  emit_.set_depth(depth);
  controls_.push_back(
      {Control::Kind::switch_, labels, &end, nullptr, depth, environment_depth_, nullptr, 0, 0, {}, false});
  emit_.emit_jump(Operation::jump, fallback != nullptr ? const_cast<Label&>(*fallback) : end);
  for (std::size_t i = 0; i < choice.cases.size(); ++i) {
    emit_.bind(bodies[i]);
    statements(choice.cases[i].body);
  }
  controls_.pop_back();
  emit_.bind(end);
  pop_environment_of(scope);
}

// --- leaving: break, continue, return, finally [14.15] ---

void FunctionCompiler::unwind_to(int depth, int environment_depth) {
  for (int i = environment_depth_; i > environment_depth; --i) emit_.emit(Operation::pop_environment);
  while (emit_.depth() > depth) emit_.emit(Operation::pop);
}

void FunctionCompiler::jump_out(std::string_view label, bool is_continue, support::SourcePosition at) {
  for (std::size_t i = controls_.size(); i-- > 0;) {
    const Control& control = controls_[i];
    if (control.kind == Control::Kind::finally) continue;
    const bool named = std::find(control.labels.begin(), control.labels.end(), label) != control.labels.end();
    const bool usable =
        is_continue ? control.continue_target != nullptr
                    : control.break_target != nullptr && (named || control.kind != Control::Kind::label);
    if (!usable || (!label.empty() && !named)) continue;
    leave_to(i, is_continue);
    return;
  }
  error(at, fmt::format("'{}' has no loop{} to {}", is_continue ? "continue" : "break",
                        label.empty() ? "" : fmt::format(" labelled '{}'", label),
                        is_continue ? "continue" : "leave"));
}

// Jumps to a control's break or continue target, by way of the finally blocks in between.
void FunctionCompiler::leave_to(std::size_t target, bool is_continue) {
  const int depth = emit_.depth();
  for (std::size_t i = controls_.size(); i-- > target + 1;) {
    Control& control = controls_[i];
    if (control.kind != Control::Kind::finally) continue;
    unwind_to(control.depth, control.environment_depth);
    std::size_t exit = 0;
    while (exit < control.exits.size() &&
           (control.exits[exit].control != target || control.exits[exit].is_continue != is_continue)) {
      ++exit;
    }
    if (exit == control.exits.size()) control.exits.push_back({target, is_continue});
    emit_.emit_integer(Operation::load_integer, finally_kind::kFirstJump + static_cast<std::int32_t>(exit));
    emit_.emit(Operation::store_local, control.kind_local);
    emit_.emit_jump(Operation::jump, *control.finalizer);
    emit_.set_depth(depth);
    return;
  }
  const Control& control = controls_[target];
  unwind_to(control.depth, control.environment_depth);
  emit_.emit_jump(Operation::jump, is_continue ? *control.continue_target : *control.break_target);
  emit_.set_depth(depth);
}

// v ->
void FunctionCompiler::emit_return_of_nothing() {
  emit_.emit(Operation::load_undefined);
  const bool awaits = context_.options.generator_end == GeneratorEnd::awaits;
  if (awaits && code_->is_async && code_->is_generator) emit_.emit(Operation::await);
  emit_return();
}

void FunctionCompiler::emit_return() {
  for (std::size_t i = controls_.size(); i-- > 0;) {
    Control& control = controls_[i];
    if (control.kind != Control::Kind::finally) continue;
    control.returns = true;
    const int depth = emit_.depth() - 1;
    emit_.emit(Operation::store_local, control.value_local);
    unwind_to(control.depth, control.environment_depth);
    emit_.emit_integer(Operation::load_integer, finally_kind::kReturned);
    emit_.emit(Operation::store_local, control.kind_local);
    emit_.emit_jump(Operation::jump, *control.finalizer);
    emit_.set_depth(depth);
    return;
  }
  if (code_->is_derived) {
    Label has_value;
    emit_.emit_jump(Operation::jump_if_defined_or_pop, has_value);
    emit_this();
    emit_.bind(has_value);
  }
  emit_.emit(Operation::return_value);
}

// After a finally block (its control already taken off): goes where the completion that led into it was
// bound.
void FunctionCompiler::emit_finally_dispatch(Control control) {
  const int depth = emit_.depth();
  Label next;
  emit_.emit(Operation::get_local, control.kind_local);
  emit_.emit_jump(Operation::jump_unless_kind, next, finally_kind::kThrown);
  emit_.emit(Operation::get_local, control.value_local);
  emit_.emit(Operation::throw_again);
  emit_.bind(next);
  emit_.set_depth(depth + 1);
  if (control.returns || code_->is_generator) {
    Label after;
    emit_.emit_jump(Operation::jump_unless_kind, after, finally_kind::kReturned);
    emit_.emit(Operation::get_local, control.value_local);
    emit_return();
    emit_.bind(after);
    emit_.set_depth(depth + 1);
  }
  for (std::size_t i = 0; i < control.exits.size(); ++i) {
    Label after;
    emit_.emit_jump(Operation::jump_unless_kind, after,
                    static_cast<std::uint32_t>(finally_kind::kFirstJump) + static_cast<std::uint32_t>(i));
    leave_to(control.exits[i].control, control.exits[i].is_continue);
    emit_.bind(after);
    emit_.set_depth(depth + 1);
  }
  emit_.emit(Operation::pop);
}

void FunctionCompiler::try_statement(const Try& attempt) {
  Label finalizer;
  const int depth = emit_.depth();
  if (attempt.finalizer) {
    controls_.push_back({Control::Kind::finally,
                         {},
                         nullptr,
                         nullptr,
                         depth,
                         environment_depth_,
                         &finalizer,
                         emit_.new_local(),
                         emit_.new_local(),
                         {},
                         false});
  }
  const std::size_t finally_control = controls_.size() - 1;
  const std::uint32_t try_from = emit_.here();
  scoped(&attempt.block, attempt.block);
  const std::uint32_t try_to = emit_.here();
  if (attempt.handler) {
    Label end;
    emit_.emit_jump(Operation::jump, end);
    code_->handlers.push_back({try_from, try_to, emit_.here(), static_cast<std::uint32_t>(depth),
                               static_cast<std::uint32_t>(environment_depth_), false, 0, 0});
    emit_.set_depth(depth + 1);
    Scope* scope = context_.scopes->scope_of(&*attempt.handler);
    push_environment_of(scope);
    declare_scope_bindings();
    if (attempt.handler->parameter) {
      pattern(*attempt.handler->parameter, true);
    } else {
      emit_.emit(Operation::pop);
    }
    emit_hoisted_functions(attempt.handler->body);
    statements(attempt.handler->body);
    pop_environment_of(scope);
    emit_.bind(end);
    emit_.set_depth(depth);
  }
  if (!attempt.finalizer) return;
  const std::uint32_t covered_to = emit_.here();
  emit_.emit_integer(Operation::load_integer, finally_kind::kNormal);
  emit_.emit(Operation::store_local, controls_[finally_control].kind_local);
  Control control = std::move(controls_[finally_control]);
  controls_.pop_back();
  code_->handlers.push_back({try_from, covered_to, emit_.here(), static_cast<std::uint32_t>(depth),
                             static_cast<std::uint32_t>(environment_depth_), true, control.kind_local,
                             control.value_local});
  emit_.bind(finalizer);
  emit_.set_depth(depth);
  scoped(&*attempt.finalizer, *attempt.finalizer);
  emit_finally_dispatch(std::move(control));
}

}  // namespace asyncq::program
