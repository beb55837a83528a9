#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "program/call_site.h"
#include "program/compiler.h"
#include "program/iterable_text.h"
#include "program/places.h"
#include "program/regexp/pattern.h"
#include "support/text.h"
#include "syntax/overloaded.h"

namespace asyncq::program {

using namespace syntax;

namespace {

bool is_super(const Expression& expression) {
  return std::holds_alternative<Super>(expression.node);
}

// V8 makes objects with their literals in place: these have no code of their own.
bool is_plain_literal(const Expression& value) {
  return std::holds_alternative<NullLiteral>(value.node) ||
         std::holds_alternative<NumberLiteral>(value.node) ||
         std::holds_alternative<StringLiteral>(value.node) ||
         std::holds_alternative<BooleanLiteral>(value.node);
}

}  // namespace

Operation operation_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::add:
      return Operation::add;
    case BinaryOperator::subtract:
      return Operation::subtract;
    case BinaryOperator::multiply:
      return Operation::multiply;
    case BinaryOperator::divide:
      return Operation::divide;
    case BinaryOperator::remainder:
      return Operation::remainder;
    case BinaryOperator::exponent:
      return Operation::exponent;
    case BinaryOperator::equal:
      return Operation::equal;
    case BinaryOperator::not_equal:
      return Operation::not_equal;
    case BinaryOperator::strict_equal:
      return Operation::strict_equal;
    case BinaryOperator::strict_not_equal:
      return Operation::strict_not_equal;
    case BinaryOperator::less:
      return Operation::less;
    case BinaryOperator::less_equal:
      return Operation::less_equal;
    case BinaryOperator::greater:
      return Operation::greater;
    case BinaryOperator::greater_equal:
      return Operation::greater_equal;
    case BinaryOperator::bitwise_and:
      return Operation::bitwise_and;
    case BinaryOperator::bitwise_or:
      return Operation::bitwise_or;
    case BinaryOperator::bitwise_xor:
      return Operation::bitwise_xor;
    case BinaryOperator::shift_left:
      return Operation::shift_left;
    case BinaryOperator::shift_right:
      return Operation::shift_right;
    case BinaryOperator::shift_right_unsigned:
      return Operation::shift_right_unsigned;
    case BinaryOperator::instance_of:
      return Operation::instance_of;
    case BinaryOperator::in:
      return Operation::in;
  }
  return Operation::add;
}

Operation operation_of(AssignmentOperator op) {
  switch (op) {
    case AssignmentOperator::add:
      return Operation::add;
    case AssignmentOperator::subtract:
      return Operation::subtract;
    case AssignmentOperator::multiply:
      return Operation::multiply;
    case AssignmentOperator::divide:
      return Operation::divide;
    case AssignmentOperator::remainder:
      return Operation::remainder;
    case AssignmentOperator::exponent:
      return Operation::exponent;
    case AssignmentOperator::bitwise_and:
      return Operation::bitwise_and;
    case AssignmentOperator::bitwise_or:
      return Operation::bitwise_or;
    case AssignmentOperator::bitwise_xor:
      return Operation::bitwise_xor;
    case AssignmentOperator::shift_left:
      return Operation::shift_left;
    case AssignmentOperator::shift_right:
      return Operation::shift_right;
    case AssignmentOperator::shift_right_unsigned:
      return Operation::shift_right_unsigned;
    case AssignmentOperator::logical_and:
      return Operation::jump_if_false_or_pop;
    case AssignmentOperator::logical_or:
      return Operation::jump_if_true_or_pop;
    case AssignmentOperator::coalesce:
      return Operation::jump_if_not_nullish_or_pop;
    case AssignmentOperator::assign:
      break;
  }
  return Operation::pop;
}

void FunctionCompiler::expression_named(const Expression& whole, std::string_view name) {
  std::visit(
      Overloaded{
          [&](const NullLiteral&) { emit_.emit(Operation::load_null); },
          [&](const NumberLiteral& node) { emit_.load_number(node.value); },
          [&](const BigIntLiteral& node) {
            emit_.emit(Operation::load_constant, emit_.constant(BigIntText{node.digits}));
          },
          [&](const StringLiteral& node) { emit_.load_string(node.value); },
          [&](const BooleanLiteral& node) {
            emit_.emit(node.value ? Operation::load_true : Operation::load_false);
          },
          [&](const RegExpLiteral& node) {
            check_regexp(node, whole.at);
            emit_.at(whole.at);
            emit_.emit(Operation::new_regexp, emit_.constant(node.pattern), emit_.constant(node.flags));
          },
          [&](const Identifier& node) {
            emit_.at(whole.at);
            get_name(node.name, whole.at);
          },
          [&](const TemplateLiteral& node) {
            std::uint32_t parts = 0;
            for (std::size_t i = 0; i < node.strings.size(); ++i) {
              if (!node.strings[i].empty()) {
                emit_.load_string(node.strings[i]);
                ++parts;
              }
              if (i < node.expressions.size()) {
                expression(node.expressions[i]);
                ++parts;
              }
            }
            emit_.emit(Operation::template_string, parts);
          },
          [&](const ArrayLiteral& node) { array_literal(node, name); },
          [&](const ObjectLiteral& node) { object_literal(node); },
          [&](const FunctionExpression& node) { emit_closure(*node.function, name); },
          [&](const ClassExpression& node) { compile_class(*node.definition, name); },
          [&](const Unary& node) {
            switch (node.op) {
              case UnaryOperator::delete_of:
                delete_expression(*node.operand);
                return;
              case UnaryOperator::void_of:
                discard(*node.operand);
                emit_.emit(Operation::load_undefined);
                return;
              case UnaryOperator::type_of:
                if (const auto* identifier = std::get_if<Identifier>(&node.operand->node);
                    identifier != nullptr && find(identifier->name).binding == nullptr &&
                    identifier->name != "undefined") {
                  emit_.emit_cached(Operation::get_global_or_undefined, identifier->name);
                } else {
                  expression(*node.operand);
                }
                emit_.emit(Operation::type_of);
                return;
              case UnaryOperator::minus:
                if (const auto* number = std::get_if<NumberLiteral>(&node.operand->node)) {
                  emit_.load_number(-number->value);
                  return;
                }
                expression(*node.operand);
                emit_.at(whole.at);
                emit_.emit(Operation::negate);
                return;
              case UnaryOperator::plus:
                expression(*node.operand);
                emit_.at(whole.at);
                emit_.emit(Operation::to_number);
                return;
              case UnaryOperator::logical_not:
                expression(*node.operand);
                emit_.emit(Operation::logical_not);
                return;
              case UnaryOperator::bitwise_not:
                expression(*node.operand);
                emit_.at(whole.at);
                emit_.emit(Operation::bitwise_not);
                return;
            }
          },
          [&](const Update& node) { update(node, whole, !node.prefix); },
          [&](const Binary& node) {
            const auto* left = std::get_if<Identifier>(&node.left->node);
            if (left != nullptr && left->name.starts_with('#')) {
              get_name(left->name, node.left->at);
              expression(*node.right);
              emit_.at(operator_position(whole));
              emit_.emit(Operation::has_private);
              return;
            }
            expression(*node.left);
            expression(*node.right);
            emit_.at(operator_position(whole));
            emit_.emit(operation_of(node.op));
          },
          [&](const Logical& node) {
            Label end;
            expression(*node.left);
            emit_.emit_jump(node.op == LogicalOperator::logical_and  ? Operation::jump_if_false_or_pop
                            : node.op == LogicalOperator::logical_or ? Operation::jump_if_true_or_pop
                                                                     : Operation::jump_if_not_nullish_or_pop,
                            end);
            expression(*node.right);
            emit_.bind(end);
          },
          [&](const Assignment& node) { assignment(node, whole); },
          [&](const Conditional& node) {
            Label otherwise;
            Label end;
            expression(*node.test);
            emit_.emit_jump(Operation::jump_if_false, otherwise);
            const int depth = emit_.depth();
            // Its branches get no name by it, but one in stacks.
            const auto branch = [&](const Expression& value) {
              if (is_anonymous_function(value)) inferred_name_ = name;
              expression(value);
            };
            branch(*node.consequent);
            emit_.emit_jump(Operation::jump, end);
            emit_.bind(otherwise);
            emit_.set_depth(depth);
            branch(*node.alternate);
            emit_.bind(end);
          },
          [&](const Sequence& node) {
            for (std::size_t i = 0; i + 1 < node.expressions.size(); ++i) discard(node.expressions[i]);
            expression(node.expressions.back());
          },
          [&](const Await& node) {
            expression(*node.operand);
            emit_.at(whole.at);
            emit_.emit(Operation::await);
          },
          [&](const Yield& node) {
            emit_.at(whole.at);
            yield_expression(node, whole.at);
          },
          [&](const Member& node) {
            if (is_super(*node.object)) {
              reference_get(reference_parts(whole), whole, name_position(whole));
            } else {
              member_get(node, link_position(whole));
            }
          },
          [&](const Index& node) {
            if (is_super(*node.object)) {
              reference_get(reference_parts(whole), whole, name_position(whole));
              return;
            }
            expression(*node.object);
            if (node.optional) emit_.emit_jump(Operation::jump_if_nullish, *chains_.back().front());
            expression(*node.index);
            emit_.at(link_position(whole));
            emit_.emit(Operation::get_element);
          },
          [&](const Call& node) { call_expression(node, whole); },
          [&](const OptionalChain& node) {
            Label end;
            chains_.push_back({&end});
            expression(*node.expression);
            chains_.pop_back();
            emit_.bind(end);
          },
          [&](const New& node) {
            expression(*node.callee);
            if (has_spread(node.arguments)) {
              spread_array(node.arguments, whole.at);
              emit_.at(whole.at);
              emit_.note(call_site(*node.callee, code_->is_main));
              emit_.emit(Operation::construct_spread);
            } else {
              plain_arguments(node.arguments);
              emit_.at(whole.at);
              emit_.note(call_site(*node.callee, code_->is_main));
              emit_.emit(Operation::construct, static_cast<std::uint32_t>(node.arguments.size()));
            }
          },
          [&](const This&) { emit_this(); },
          [&](const Super&) { emit_.emit(Operation::load_undefined); },
          [&](const NewTarget&) { get_pseudo(kNewTargetName); },
          [&](const ImportMeta&) { emit_.emit(Operation::import_meta); },
          [&](const ImportCall& node) {
            expression(*node.specifier);
            emit_.at(whole.at);
            emit_.emit(Operation::import_call);
          },
      },
      whole.node);
}

// A pattern's faults are early errors [13.2.7.1].
void FunctionCompiler::check_regexp(const RegExpLiteral& literal, support::SourcePosition at) {
  const auto refuse = [&](const regexp::PatternFault& fault) {
    // A literal is on one line: '/', pattern, '/', flags.
    const auto length = static_cast<std::uint32_t>(literal.pattern.size() + literal.flags.size() + 2);
    const std::string_view prefix =
        fault.unmodelled ? "asyncq does not model" : "the regular expression is not valid:";
    context_.diagnostics.push_back({support::Severity::error,
                                    context_.options.file,
                                    {at, {at.line, at.column + length}},
                                    fmt::format("{} {}", prefix, fault.message),
                                    {}});
  };
  const std::optional<regexp::Flags> flags = regexp::parse_flags(support::utf16_from_wtf8(literal.flags));
  if (!flags) return refuse({"unknown flags"});
  const auto pattern = regexp::parse_pattern(support::utf16_from_wtf8(literal.pattern), *flags);
  if (const auto* fault = std::get_if<regexp::PatternFault>(&pattern)) refuse(*fault);
}

void FunctionCompiler::discard(const Expression& whole) {
  if (const auto* node = std::get_if<Update>(&whole.node)) {
    update(*node, whole, false);
  } else {
    expression(whole);
  }
  emit_.emit(Operation::pop);
}

void FunctionCompiler::member_get(const Member& member, support::SourcePosition at) {
  expression(*member.object);
  if (member.optional) emit_.emit_jump(Operation::jump_if_nullish, *chains_.back().front());
  emit_.at(at);
  if (member.name.starts_with('#')) {
    get_name(member.name, member.name_at);
    emit_.emit(Operation::get_private);
  } else {
    emit_.emit_cached(Operation::get_property, member.name);
  }
}

// --- calls ---

namespace {

bool is_spread(const Element& element) {
  return std::holds_alternative<Spread>(element);
}

}  // namespace

bool FunctionCompiler::has_spread(const std::vector<Element>& arguments) const {
  return std::any_of(arguments.begin(), arguments.end(), is_spread);
}

void FunctionCompiler::plain_arguments(const std::vector<Element>& arguments) {
  for (const Element& argument : arguments) expression(*std::get<Box<Expression>>(argument));
}

void FunctionCompiler::spread_array(const std::vector<Element>& elements, support::SourcePosition at,
                                    bool is_literal) {
  emit_.emit_unplaced(Operation::new_array, 0);
  for (const Element& element : elements) {
    if (const auto* one = std::get_if<Box<Expression>>(&element)) {
      expression(**one);
      emit_.emit(Operation::append_element);
    } else if (const auto* spread = std::get_if<Spread>(&element)) {
      expression(*spread->argument);
      // A spread that ends the arguments is left to a function of V8's, which has a message of its own.
      const bool ends = !is_literal && &element == &elements.back() &&
                        std::count_if(elements.begin(), elements.end(), is_spread) == 1;
      emit_.at(ends ? at : expression_position(*spread->argument));
      emit_.note(ends ? "..." + call_site(*spread->argument, code_->is_main)
                      : iterable_text(*spread->argument,
                                      is_literal ? Iterated::array_spread : Iterated::argument,
                                      code_->is_main));
      emit_.emit(Operation::append_spread);
    } else {
      emit_.emit(Operation::append_hole);
    }
  }
}

// Pushes the function and the this value of a call.
void FunctionCompiler::callee(const Expression& target) {
  if (const auto* member = std::get_if<Member>(&target.node)) {
    if (is_super(*member->object)) {
      reference_parts(target);
      emit_.at(member->name_at);
      emit_.emit(Operation::get_super_method);
      return;
    }
    expression(*member->object);
    if (member->optional) emit_.emit_jump(Operation::jump_if_nullish, *chains_.back().front());
    emit_.at(link_position(target));
    if (member->name.starts_with('#')) {
      get_name(member->name, member->name_at);
      emit_.emit(Operation::get_private_method);
    } else {
      emit_.emit_cached(Operation::get_method, member->name);
    }
    return;
  }
  if (const auto* index = std::get_if<Index>(&target.node)) {
    if (is_super(*index->object)) {
      reference_parts(target);
      emit_.emit(Operation::get_super_method);
      return;
    }
    expression(*index->object);
    if (index->optional) emit_.emit_jump(Operation::jump_if_nullish, *chains_.back().front());
    expression(*index->index);
    emit_.at(link_position(target));
    emit_.emit(Operation::get_element_method);
    return;
  }
  if (const auto* chain = std::get_if<OptionalChain>(&target.node)) {
    // (a?.b)(): the call is outside of the chain, but b keeps its this.
    Label short_circuit;
    Label end;
    const int depth = emit_.depth();
    chains_.push_back({&short_circuit});
    callee(*chain->expression);
    chains_.pop_back();
    emit_.emit_jump(Operation::jump, end);
    emit_.bind(short_circuit);
    emit_.set_depth(depth + 1);
    emit_.emit(Operation::load_undefined);
    emit_.bind(end);
    return;
  }
  expression(target);
  emit_.emit(Operation::load_undefined);
}

// A call without a this value, as nearly all calls of functions by name are.
bool FunctionCompiler::is_plain_call(const Call& call) const {
  const auto& target = call.callee->node;
  const bool has_this = std::holds_alternative<Member>(target) || std::holds_alternative<Index>(target) ||
                        std::holds_alternative<OptionalChain>(target);
  return !has_this && !call.optional && !has_spread(call.arguments);
}

void FunctionCompiler::call_expression(const Call& call, const Expression& whole) {
  if (is_super(*call.callee)) {
    super_call(call, whole.at);
    return;
  }
  if (!call.template_parts.empty()) {
    tagged_template(call, whole);
    return;
  }
  const support::SourcePosition at = call_position(call, whole);
  if (is_plain_call(call)) {
    expression(*call.callee);
    plain_arguments(call.arguments);
    emit_.at(at);
    emit_.note(call_site(*call.callee, code_->is_main));
    emit_.emit(Operation::call_plain, static_cast<std::uint32_t>(call.arguments.size()));
    return;
  }
  callee(*call.callee);
  if (call.optional) emit_.emit_jump(Operation::jump_if_callee_nullish, *chains_.back().front());
  if (has_spread(call.arguments)) {
    spread_array(call.arguments, at);
    emit_.at(at);
    emit_.note(call_site(*call.callee, code_->is_main));
    emit_.emit(Operation::call_spread);
  } else {
    plain_arguments(call.arguments);
    emit_.at(at);
    emit_.note(call_site(*call.callee, code_->is_main));
    emit_.emit(Operation::call, static_cast<std::uint32_t>(call.arguments.size()));
  }
}

// [13.3.11]
void FunctionCompiler::tagged_template(const Call& call, const Expression& whole) {
  callee(*call.callee);
  TemplateStrings strings;
  for (const TemplatePart& part : call.template_parts) {
    strings.cooked.push_back(part.cooked);
    strings.raw.push_back(part.raw);
  }
  code_->templates.push_back(std::move(strings));
  emit_.emit(Operation::template_object, static_cast<std::uint32_t>(code_->templates.size() - 1));
  plain_arguments(call.arguments);
  emit_.at(operator_position(whole));
  emit_.note(call_site(*call.callee, code_->is_main));
  emit_.emit(Operation::call, static_cast<std::uint32_t>(call.arguments.size() + 1));
}

// super(...) [13.3.7.1]: constructs the parent for new.target and binds this.
void FunctionCompiler::super_call(const Call& call, support::SourcePosition at) {
  get_pseudo(kActiveFunctionName);
  get_pseudo(kNewTargetName);
  if (has_spread(call.arguments)) {
    spread_array(call.arguments, at);
    emit_.at(at);
    emit_.emit(Operation::super_construct_spread);
  } else {
    plain_arguments(call.arguments);
    emit_.at(at);
    emit_.emit(Operation::super_construct, static_cast<std::uint32_t>(call.arguments.size()));
  }
  emit_.emit(Operation::duplicate);
  initialize(kThisName);
}

// --- literals ---

// name: of what the array is assigned to, which its functions have in stacks.
void FunctionCompiler::array_literal(const ArrayLiteral& array, std::string_view name) {
  constexpr std::size_t kMostOnStack = 64;
  bool plain = array.elements.size() <= kMostOnStack;
  for (const Element& element : array.elements)
    plain = plain && std::holds_alternative<Box<Expression>>(element);
  // V8 begins with the making of the array, but where that is made by a spread.
  if (array.elements.empty() || !is_spread(array.elements.front())) emit_.begin_statement();
  if (!plain) {
    spread_array(array.elements, {}, true);
    return;
  }
  for (const Element& element : array.elements) {
    const Expression& value = *std::get<Box<Expression>>(element);
    if (is_anonymous_function(value)) inferred_name_ = name;
    if (const auto* nested = std::get_if<ArrayLiteral>(&value.node)) {
      array_literal(*nested, name);
    } else {
      expression(value);
    }
  }
  emit_.emit(Operation::new_array, static_cast<std::uint32_t>(array.elements.size()));
}

void FunctionCompiler::property_key(const PropertyName& name) {
  if (name.computed()) {
    expression(*std::get<1>(name.name));
    emit_.emit(Operation::to_property_key);
  } else {
    emit_.load_string(std::get<0>(name.name));
  }
}

bool is_anonymous_function(const Expression& expression) {
  if (const auto* function = std::get_if<FunctionExpression>(&expression.node))
    return function->function->name.empty();
  const auto* definition = std::get_if<ClassExpression>(&expression.node);
  return definition != nullptr && definition->definition->name.empty();
}

// k -> k v
void FunctionCompiler::computed_property_value(const Expression& value) {
  const bool is_named_by_key = is_anonymous_function(value);
  const bool is_class = std::holds_alternative<ClassExpression>(value.node);
  key_names_class_ = is_named_by_key && is_class;
  expression(value);
  if (is_named_by_key && !is_class) emit_.emit(Operation::set_function_name, 0);
}

void FunctionCompiler::object_literal(const ObjectLiteral& object) {
  // V8 begins with the making of the object, but where that is a copy.
  const bool copies = !object.properties.empty() && object.properties.front().kind == PropertyKind::spread;
  copies ? emit_.emit_unplaced(Operation::new_object) : emit_.emit(Operation::new_object);
  for (const Property& property : object.properties) {
    switch (property.kind) {
      case PropertyKind::spread:
        emit_.at(expression_position(*property.value));
        expression(*property.value);
        emit_.emit(Operation::copy_properties);
        break;
      case PropertyKind::shorthand:
      case PropertyKind::value:
        if (property.key.computed()) {
          property_key(property.key);
          emit_.at(expression_position(*property.value));
          computed_property_value(*property.value);
          emit_.emit(Operation::define_element);
        } else if (std::get<0>(property.key.name) == "__proto__" && property.kind == PropertyKind::value) {
          expression(*property.value);
          emit_.emit(Operation::set_literal_prototype);
        } else {
          const std::string& name = std::get<0>(property.key.name);
          const bool is_array = std::holds_alternative<ArrayLiteral>(property.value->node);
          if (!is_plain_literal(*property.value)) emit_.at(expression_position(*property.value));
          expression_named(*property.value, is_array ? std::string_view() : name);
          emit_.emit(Operation::define_property, emit_.name(name));
        }
        break;
      case PropertyKind::method:
      case PropertyKind::getter:
      case PropertyKind::setter: {
        property_key(property.key);
        if (property.kind == PropertyKind::method) emit_.at(property.key.at);
        const bool plain = !property.key.computed() && property.kind == PropertyKind::method;
        expression_named(*property.value, plain ? std::string_view(std::get<0>(property.key.name)) : "");
        if (!plain) {
          emit_.emit(Operation::set_function_name, property.kind == PropertyKind::getter   ? 1
                                                   : property.kind == PropertyKind::setter ? 2
                                                                                           : 0);
        }
        emit_.emit(property.kind == PropertyKind::getter   ? Operation::define_getter
                   : property.kind == PropertyKind::setter ? Operation::define_setter
                                                           : Operation::define_method,
                   1);
        break;
      }
    }
  }
}

// --- references and assignment ---

FunctionCompiler::Place FunctionCompiler::reference_parts(const Expression& target) {
  if (const auto* member = std::get_if<Member>(&target.node)) {
    if (is_super(*member->object)) {
      get_pseudo(kHomeName);
      emit_this();
      emit_.load_string(member->name);
      return Place::super;
    }
    expression(*member->object);
    if (!member->name.starts_with('#')) return Place::property;
    get_name(member->name, member->name_at);
    return Place::private_name;
  }
  if (const auto* index = std::get_if<Index>(&target.node)) {
    if (is_super(*index->object)) {
      get_pseudo(kHomeName);
      emit_this();
      expression(*index->index);
      return Place::super;
    }
    expression(*index->object);
    expression(*index->index);
    return Place::element;
  }
  return Place::name;
}

void FunctionCompiler::reference_duplicate(Place place) {
  switch (place) {
    case Place::name:
      break;
    case Place::property:
      emit_.emit(Operation::duplicate);
      break;
    case Place::element:
    case Place::private_name:
      emit_.emit(Operation::duplicate_pair);
      break;
    case Place::super: {
      // home this k -> home this k home this k, through locals: rare enough.
      const std::uint32_t key = emit_.new_local();
      emit_.emit(Operation::store_local, key);
      emit_.emit(Operation::duplicate_pair);
      emit_.emit(Operation::get_local, key);
      emit_.emit(Operation::rotate3);
      emit_.emit(Operation::get_local, key);
      break;
    }
  }
}

void FunctionCompiler::reference_get(Place place, const Expression& target, support::SourcePosition at) {
  emit_.at(at);
  switch (place) {
    case Place::name:
      get_name(std::get<Identifier>(target.node).name, {});
      break;
    case Place::property:
      emit_.emit_cached(Operation::get_property, std::get<Member>(target.node).name);
      break;
    case Place::element:
      emit_.emit(Operation::get_element);
      break;
    case Place::private_name:
      emit_.emit(Operation::get_private);
      break;
    case Place::super:
      emit_.emit(Operation::get_super);
      break;
  }
}

void FunctionCompiler::reference_set(Place place, const Expression& target, support::SourcePosition at) {
  emit_.at(at);
  switch (place) {
    case Place::name:
      set_name(std::get<Identifier>(target.node).name, at);
      break;
    case Place::property:
      emit_.emit_cached(Operation::set_property, std::get<Member>(target.node).name);
      break;
    case Place::element:
      emit_.emit(Operation::set_element);
      break;
    case Place::private_name:
      emit_.emit(Operation::set_private);
      break;
    case Place::super:
      emit_.emit(Operation::set_super);
      break;
  }
}

// Moves the top of the stack under the parts of a reference.
void FunctionCompiler::rotate_under(Place place) {
  switch (place) {
    case Place::name:
      break;
    case Place::property:
      emit_.emit(Operation::swap);
      break;
    case Place::element:
    case Place::private_name:
      emit_.emit(Operation::rotate3);
      break;
    case Place::super:
      emit_.emit(Operation::rotate4);
      break;
  }
}

void FunctionCompiler::assignment(const Assignment& node, const Expression& whole) {
  if (node.op != AssignmentOperator::assign) {
    compound_assignment(node, whole);
    return;
  }
  const support::SourcePosition at = operator_position(whole);
  if (const auto* name = std::get_if<Identifier>(&node.target->node)) {
    expression_named(*node.value, name->name);
    set_name(name->name, at);
    return;
  }
  if (const auto* target = std::get_if<Box<Expression>>(&node.target->node)) {
    const Place place = reference_parts(**target);
    if (std::holds_alternative<FunctionExpression>(node.value->node))
      inferred_name_ = inferred_name(**target);
    expression(*node.value);
    reference_set(place, **target, at);
    return;
  }
  expression(*node.value);
  emit_.emit(Operation::duplicate);
  const bool is_array = std::holds_alternative<ArrayPattern>(node.target->node);
  emit_.at(is_array ? at : support::SourcePosition(whole.at));
  pattern(*node.target, false, is_array ? "" : call_site(*node.value, code_->is_main));
}

void FunctionCompiler::compound_assignment(const Assignment& node, const Expression& whole) {
  Expression name_target;
  const Expression* target = nullptr;
  if (const auto* name = std::get_if<Identifier>(&node.target->node)) {
    name_target.node = *name;
    name_target.at = node.target->at;
    target = &name_target;
  } else {
    target = &*std::get<Box<Expression>>(node.target->node);
  }
  const Place place = reference_parts(*target);
  reference_duplicate(place);
  reference_get(place, *target, {});
  const support::SourcePosition at = operator_position(whole);
  const Operation operation = operation_of(node.op);
  const bool logical = node.op == AssignmentOperator::logical_and ||
                       node.op == AssignmentOperator::logical_or || node.op == AssignmentOperator::coalesce;
  if (!logical) {
    expression(*node.value);
    emit_.emit(operation);
    reference_set(place, *target, at);
    return;
  }
  Label short_circuit;
  Label end;
  const int depth = emit_.depth();
  emit_.emit_jump(operation, short_circuit);
  const auto* name = std::get_if<Identifier>(&target->node);
  expression_named(*node.value, name != nullptr ? std::string_view(name->name) : "");
  reference_set(place, *target, at);
  emit_.emit_jump(Operation::jump, end);
  const int after = emit_.depth();
  emit_.bind(short_circuit);
  emit_.set_depth(depth);
  rotate_under(place);
  while (emit_.depth() > after) emit_.emit(Operation::pop);
  emit_.bind(end);
}

void FunctionCompiler::update(const Update& node, const Expression& whole, bool wants_old) {
  const Operation step = node.op == UpdateOperator::increment ? Operation::increment : Operation::decrement;
  const Place place = reference_parts(*node.target);
  reference_duplicate(place);
  reference_get(place, *node.target, {});
  const support::SourcePosition place_at = expression_position(whole);
  if (!wants_old) {
    emit_.emit(step);
    reference_set(place, *node.target, place_at);
    return;
  }
  emit_.emit(Operation::to_numeric);
  emit_.emit(Operation::duplicate);
  switch (place) {
    case Place::name:
      break;
    case Place::property:
      emit_.emit(Operation::rotate3);
      break;
    case Place::element:
    case Place::private_name:
      emit_.emit(Operation::rotate4);
      break;
    case Place::super:
      emit_.emit(Operation::rotate5);
      break;
  }
  emit_.emit(step);
  reference_set(place, *node.target, place_at);
  emit_.emit(Operation::pop);
}

void FunctionCompiler::delete_expression(const Expression& operand) {
  if (const auto* member = std::get_if<Member>(&operand.node);
      member != nullptr && !is_super(*member->object)) {
    expression(*member->object);
    if (member->optional) emit_.emit_jump(Operation::jump_if_nullish, *chains_.back().front());
    emit_.load_string(member->name);
    emit_.emit(Operation::delete_element);
  } else if (const auto* index = std::get_if<Index>(&operand.node);
             index != nullptr && !is_super(*index->object)) {
    expression(*index->object);
    if (index->optional) emit_.emit_jump(Operation::jump_if_nullish, *chains_.back().front());
    expression(*index->index);
    emit_.emit(Operation::delete_element);
  } else if (const auto* chain = std::get_if<OptionalChain>(&operand.node)) {
    Label short_circuit;
    Label end;
    const int depth = emit_.depth();
    chains_.push_back({&short_circuit});
    delete_expression(*chain->expression);
    chains_.pop_back();
    emit_.emit_jump(Operation::jump, end);
    emit_.bind(short_circuit);
    emit_.set_depth(depth + 1);
    emit_.emit(Operation::pop);
    emit_.emit(Operation::load_true);
    emit_.bind(end);
  } else if (const auto* name = std::get_if<Identifier>(&operand.node)) {
    // A binding stays; what no scope has is a property of the global object, if it is anything [13.5.1.2].
    if (find(name->name).binding != nullptr) {
      emit_.emit(Operation::load_false);
      return;
    }
    emit_.emit_cached(Operation::get_global, "globalThis");
    emit_.load_string(name->name);
    emit_.emit(Operation::delete_element);
  } else {
    discard(operand);
    emit_.emit(Operation::load_true);
  }
}

// --- yield [15.5.5, 27.5, 27.6] ---

void FunctionCompiler::yield_expression(const Yield& node, support::SourcePosition at) {
  if (node.operand) {
    expression(**node.operand);
  } else {
    emit_.emit(Operation::load_undefined);
  }
  if (node.delegate) {
    const Iterated place = code_->is_async ? Iterated::async_delegate : Iterated::delegate;
    yield_delegate(iterable_text(**node.operand, place, code_->is_main), at);
    return;
  }
  if (!code_->is_async) {
    emit_.emit(Operation::yield);
    return;
  }
  // AsyncGeneratorYield [27.6.3.8]: the value is awaited before it is given out, and so is the value of a
  // return().
  Label resumed;
  emit_.emit(Operation::await);
  emit_.emit(Operation::yield_async);
  emit_.emit_jump(Operation::jump_unless_return_mode, resumed);
  emit_.emit(Operation::await);
  emit_.emit(Operation::raise_return);
  emit_.bind(resumed);
  emit_.set_depth(emit_.depth() + 1);
}

void FunctionCompiler::yield_delegate(std::string source, support::SourcePosition at) {
  Label again;
  Label no_return;
  Label done;
  emit_.note(std::move(source));
  emit_.emit(code_->is_async ? Operation::get_async_iterator : Operation::get_iterator);
  const int depth = emit_.depth();
  emit_.emit(Operation::load_undefined);
  emit_.bind(again);
  emit_.emit_jump(Operation::delegate_call, no_return);
  if (code_->is_async) {
    emit_.at(at);
    emit_.emit(Operation::await);
  }
  emit_.emit_jump(Operation::delegate_check, done);
  if (code_->is_async && context_.options.delegated_yield == DelegatedYield::awaits) {
    emit_.emit_cached(Operation::get_property, "value");
    emit_.emit(Operation::await);
    emit_.emit(Operation::yield_async);
  } else {
    emit_.emit(Operation::yield_delegated);
  }
  emit_.emit_jump(Operation::loop, again);
  emit_.bind(no_return);
  emit_.set_depth(depth + 1);
  if (code_->is_async) emit_.emit(Operation::await);
  emit_.emit(Operation::raise_return);
  emit_.bind(done);
  emit_.set_depth(depth + 1);
  emit_.emit(Operation::delegate_return);
  emit_.emit(Operation::rotate3);
  emit_.emit(Operation::pop);
  emit_.emit(Operation::pop);
}

}  // namespace asyncq::program
