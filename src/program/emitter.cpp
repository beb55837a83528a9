#include "program/emitter.h"

#include <algorithm>
#include <cmath>

namespace asyncq::program {

namespace {

constexpr std::uint32_t kOperandBits = 8;
constexpr std::int32_t kIntegerBound = 1 << 23;

// What an operation does to the depth of the operand stack, on the path that does not jump.
int stack_effect(Operation operation, std::uint32_t a) {
  const int count = static_cast<int>(a);
  switch (operation) {
    case Operation::template_object:
    case Operation::load_constant:
    case Operation::load_integer:
    case Operation::load_undefined:
    case Operation::load_null:
    case Operation::load_true:
    case Operation::load_false:
    case Operation::load_empty:
    case Operation::duplicate:
    case Operation::get_local:
    case Operation::get_local_checked:
    case Operation::get_slot:
    case Operation::get_slot_checked:
    case Operation::get_global:
    case Operation::get_global_or_undefined:
    case Operation::load_this:
    case Operation::load_new_target:
    case Operation::load_function:
    case Operation::load_home_object:
    case Operation::create_arguments:
    case Operation::create_rest:
    case Operation::get_method:
    case Operation::new_private_name:
    case Operation::new_object:
    case Operation::new_regexp:
    case Operation::make_closure:
    case Operation::import_meta:
    case Operation::get_import:
    case Operation::get_iterator:
    case Operation::get_async_iterator:
    case Operation::iterator_next:
    case Operation::iterator_call_next:
    case Operation::iterator_step:
    case Operation::iterator_rest:
    case Operation::iterator_return:
    case Operation::enumerate:
      return 1;
    case Operation::duplicate_pair:
      return 2;
    case Operation::pop:
    case Operation::count_idly:
    case Operation::store_local:
    case Operation::store_slot:
    case Operation::store_slot_checked:
    case Operation::set_property:
    case Operation::get_element:
    case Operation::delete_element:
    case Operation::get_private:
    case Operation::has_private:
    case Operation::append_element:
    case Operation::append_spread:
    case Operation::define_property:
    case Operation::copy_properties:
    case Operation::set_literal_prototype:
    case Operation::construct_spread:
    case Operation::return_value:
    case Operation::add:
    case Operation::subtract:
    case Operation::multiply:
    case Operation::divide:
    case Operation::remainder:
    case Operation::exponent:
    case Operation::bitwise_and:
    case Operation::bitwise_or:
    case Operation::bitwise_xor:
    case Operation::shift_left:
    case Operation::shift_right:
    case Operation::shift_right_unsigned:
    case Operation::equal:
    case Operation::not_equal:
    case Operation::strict_equal:
    case Operation::strict_not_equal:
    case Operation::less:
    case Operation::less_equal:
    case Operation::greater:
    case Operation::greater_equal:
    case Operation::instance_of:
    case Operation::in:
    case Operation::jump_if_false:
    case Operation::jump_if_true:
    case Operation::jump_if_false_or_pop:
    case Operation::jump_if_true_or_pop:
    case Operation::jump_if_defined_or_pop:
    case Operation::jump_if_not_nullish_or_pop:
    case Operation::jump_if_case:
    case Operation::throw_value:
    case Operation::throw_again:
    case Operation::jump_unless_kind:
    case Operation::iterator_close:
    case Operation::check_iterator_result:
    case Operation::raise_return:
      return -1;
    case Operation::jump_unless_less:
    case Operation::jump_unless_less_equal:
    case Operation::jump_unless_greater:
    case Operation::jump_unless_greater_equal:
    case Operation::jump_unless_strict_equal:
    case Operation::jump_unless_strict_not_equal:
    case Operation::set_element:
    case Operation::get_super:
    case Operation::set_private:
    case Operation::define_element:
    case Operation::define_method:
    case Operation::define_getter:
    case Operation::define_setter:
    case Operation::add_field:
    case Operation::add_private_method:
    case Operation::define_static_private:
    case Operation::add_static_part:
    case Operation::super_construct_spread:
    case Operation::call_spread:
      return -2;
    case Operation::set_super:
      return -3;
    case Operation::get_super_method:
      return -1;
    case Operation::new_array:
    case Operation::template_string:
    case Operation::start_operation:
      return 1 - count;
    case Operation::copy_rest:
      return -count;
    case Operation::call:
    case Operation::super_construct:
      return -count - 1;
    case Operation::construct:
    case Operation::call_plain:
      return -count;
    case Operation::make_class:
      return 2;  // less the heritage, if any: the compiler sets the depth
    case Operation::swap:
    case Operation::rotate3:
    case Operation::rotate4:
    case Operation::rotate5:
    case Operation::set_local:
    case Operation::set_local_checked:
    case Operation::set_slot:
    case Operation::set_slot_checked:
    case Operation::push_environment:
    case Operation::pop_environment:
    case Operation::copy_environment:
    case Operation::set_global:
    case Operation::throw_constant:
    case Operation::check_this:
    case Operation::get_property:
    case Operation::get_element_method:
    case Operation::get_private_method:
    case Operation::to_property_key:
    case Operation::check_object_coercible:
    case Operation::append_hole:
    case Operation::set_function_name:
    case Operation::set_class_name:
    case Operation::import_call:
    case Operation::negate:
    case Operation::to_numeric:
    case Operation::to_number:
    case Operation::logical_not:
    case Operation::bitwise_not:
    case Operation::type_of:
    case Operation::increment:
    case Operation::decrement:
    case Operation::jump:
    case Operation::loop:
    case Operation::jump_if_nullish:
    case Operation::jump_if_callee_nullish:
    case Operation::iterator_unwrap:
    case Operation::initial_yield:
    case Operation::await:
    case Operation::yield:
    case Operation::yield_async:
    case Operation::jump_unless_return_mode:
    case Operation::delegate_call:
    case Operation::delegate_check:
    case Operation::yield_delegated:
    case Operation::delegate_return:
    case Operation::return_undefined:
    case Operation::run_static_parts:
      return 0;
  }
  return 0;
}

// Two instructions in a row that one does as well; it has the first one's operands, or the jump's.
struct Fusion {
  Operation first;
  Operation second;
  Operation fused;
};
constexpr Fusion kFusions[] = {
    {Operation::set_local, Operation::pop, Operation::store_local},
    {Operation::set_slot, Operation::pop, Operation::store_slot},
    {Operation::set_slot_checked, Operation::pop, Operation::store_slot_checked},
    {Operation::load_undefined, Operation::return_value, Operation::return_undefined},
    {Operation::less, Operation::jump_if_false, Operation::jump_unless_less},
    {Operation::less_equal, Operation::jump_if_false, Operation::jump_unless_less_equal},
    {Operation::greater, Operation::jump_if_false, Operation::jump_unless_greater},
    {Operation::greater_equal, Operation::jump_if_false, Operation::jump_unless_greater_equal},
    {Operation::strict_equal, Operation::jump_if_false, Operation::jump_unless_strict_equal},
    {Operation::strict_not_equal, Operation::jump_if_false, Operation::jump_unless_strict_not_equal},
};

}  // namespace

// Nothing is fused across the place of a label: a jump may lead between the two.
std::optional<Operation> Emitter::fused_with_last(Operation operation) const {
  if (last_emitted_ == Label::kUnbound || last_bound_ == here()) return std::nullopt;
  const auto last = static_cast<Operation>(code_.instructions[last_emitted_] & 0xFF);
  const std::uint32_t words = info(last).b == Operand::none ? 1 : 2;
  if (last_emitted_ + words != here()) return std::nullopt;
  for (const Fusion& fusion : kFusions) {
    if (fusion.first == last && fusion.second == operation) return fusion.fused;
  }
  return std::nullopt;
}

void Emitter::emit(Operation operation, std::uint32_t a) {
  if (const std::optional<Operation> fused = fused_with_last(operation)) {
    std::uint32_t& last = code_.instructions[last_emitted_];
    last = (last & ~0xFFu) | static_cast<std::uint32_t>(*fused);
    set_depth(depth_ + stack_effect(operation, a));
    return;
  }
  last_emitted_ = here();
  code_.instructions.push_back(static_cast<std::uint32_t>(operation) | (a << kOperandBits));
  set_depth(depth_ + stack_effect(operation, a));
}

void Emitter::emit(Operation operation, std::uint32_t a, std::uint32_t b) {
  emit(operation, a);
  code_.instructions.push_back(b);
}

void Emitter::emit_integer(Operation operation, std::int32_t value) {
  emit(operation, static_cast<std::uint32_t>(value) & 0xFFFFFF);
}

void Emitter::emit_jump(Operation operation, Label& label, std::uint32_t b) {
  emit(operation);
  const std::uint32_t instruction = last_emitted_;
  if (label.target != Label::kUnbound) code_.instructions[instruction] |= label.target << kOperandBits;
  if (info(operation).b != Operand::none) code_.instructions.push_back(b);
  if (label.target == Label::kUnbound) label.jumps.push_back(instruction);
}

void Emitter::bind(Label& label) {
  label.target = here();
  last_bound_ = here();
  for (const std::uint32_t jump : label.jumps) {
    code_.instructions[jump] = (code_.instructions[jump] & 0xFF) | (label.target << kOperandBits);
  }
  label.jumps.clear();
}

void Emitter::emit_cached(Operation operation, std::string_view text) {
  emit(operation, name(text), code_.cache_count++);
}

void Emitter::load_number(double value) {
  const bool integral = value == std::trunc(value) && std::fabs(value) < kIntegerBound;
  if (integral && !(value == 0 && std::signbit(value))) {
    emit_integer(Operation::load_integer, static_cast<std::int32_t>(value));
  } else {
    emit(Operation::load_constant, constant(value));
  }
}

void Emitter::load_string(std::string_view text) {
  emit(Operation::load_constant, constant(std::string(text)));
}

void Emitter::at(support::SourcePosition position) {
  if (statement_begins_ == here() || !position.known()) return;
  place(position);
}

void Emitter::at_statement(support::SourcePosition position) {
  if (!position.known()) return;
  place(position);
  statement_begins_ = here();
}

void Emitter::place(support::SourcePosition position) {
  if (!code_.positions.empty()) {
    PositionEntry& last = code_.positions.back();
    if (last.position == position) return;
    if (last.instruction == here()) {
      last.position = position;
      return;
    }
  }
  code_.positions.push_back({here(), position});
}

std::uint32_t Emitter::constant(const Constant& value) {
  const auto next = static_cast<std::uint32_t>(code_.constants.size());
  if (const auto* number = std::get_if<double>(&value)) {
    const auto [it, added] = numbers_.emplace(*number, next);
    if (!added) return it->second;
  } else if (const auto* big = std::get_if<BigIntText>(&value)) {
    const auto [it, added] = big_ints_.emplace(big->digits, next);
    if (!added) return it->second;
  } else {
    const auto [it, added] = strings_.emplace(std::get<std::string>(value), next);
    if (!added) return it->second;
  }
  code_.constants.push_back(value);
  return next;
}

std::uint32_t Emitter::name(std::string_view text) {
  if (const auto found = names_.find(text); found != names_.end()) return found->second;
  const auto next = static_cast<std::uint32_t>(code_.names.size());
  names_.emplace(text, next);
  code_.names.emplace_back(text);
  return next;
}

void Emitter::set_depth(int depth) {
  depth_ = depth;
  code_.stack_size = std::max(code_.stack_size, static_cast<std::uint32_t>(std::max(depth, 0)) + 1);
}

}  // namespace asyncq::program
