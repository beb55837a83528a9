#include "engine/builtins/array_like.h"

#include "engine/builtins/checks.h"
#include "engine/number_format.h"
#include "engine/property_operations.h"

namespace asyncq::engine {
namespace {

constexpr std::uint64_t kIndexLimit = 0xFFFFFFFF;  // the first integer that is no array index
// Holes passed over by one unit of work.
constexpr std::uint64_t kHolesPerStep = 16;

}  // namespace

PropertyKey element_key(Machine& machine, std::uint64_t index) {
  if (index < kIndexLimit) return PropertyKey::from_index(static_cast<std::uint32_t>(index));
  return machine.strings.key(number_to_string(static_cast<double>(index)));
}

ArrayLike::ArrayLike(Machine& machine, Object* object)
    : machine_(machine),
      object_(object),
      array_(object->is_array() ? static_cast<Array*>(object) : nullptr) {}

ArrayLike::ArrayLike(Machine& machine, Value this_value, std::string_view method)
    : ArrayLike(machine, (require_coercible(machine, this_value, method), machine.to_object(this_value))) {}

std::uint64_t ArrayLike::length() {
  if (array_ != nullptr) return array_->length();
  return machine_.to_length(object_->get(machine_, machine_.realm.keys.length));
}

Value ArrayLike::get(std::uint64_t index) {
  if (has_dense(index)) return array_->elements[static_cast<std::size_t>(index)];
  return object_->get(machine_, element_key(machine_, index));
}

std::optional<Value> ArrayLike::find(std::uint64_t index) {
  if (has_dense(index)) return array_->elements[static_cast<std::size_t>(index)];
  const PropertyKey key = element_key(machine_, index);
  if (!object_->has(machine_, key)) return std::nullopt;
  return object_->get(machine_, key);
}

std::uint64_t ArrayLike::next_present(std::uint64_t index, std::uint64_t end) {
  for (; index < end; ++index) {
    if (has_dense(index)) return index;
    // Behind an array's elements nothing can be found, and nothing runs meanwhile that could add to them.
    if (array_ != nullptr && index >= array_->elements.size()) return end;
    if (object_->has(machine_, element_key(machine_, index))) return index;
    if (index % kHolesPerStep == 0) machine_.safe_point();
  }
  return end;
}

Array* ArrayLike::plain() {
  return array_ == nullptr ? nullptr : appendable_array(Value(array_));
}

void ArrayLike::set(std::uint64_t index, Value value) {
  if (has_dense(index) && !array_->frozen) {
    array_->elements[static_cast<std::size_t>(index)] = value;
    return;
  }
  if (Array* array = plain(); array != nullptr && index == array->elements.size()) {
    append_element(machine_, array, value);
    return;
  }
  set_or_throw(machine_, object_, element_key(machine_, index), value);
}

void ArrayLike::remove(std::uint64_t index) {
  delete_or_throw(machine_, object_, element_key(machine_, index));
}

void ArrayLike::set_length(std::uint64_t length) {
  if (Array* array = plain(); array != nullptr && length <= array->elements.size()) {
    array->set_length(static_cast<std::uint32_t>(length));
    return;
  }
  set_or_throw(machine_, object_, machine_.realm.keys.length, Value(static_cast<double>(length)));
}

void ArrayLike::create(std::uint64_t index, Value value) {
  if (array_ != nullptr && index == array_->elements.size() && array_->extensible()) {
    append_element(machine_, array_, value);
    return;
  }
  create_data_property_or_throw(machine_, object_, element_key(machine_, index), value);
}

Object* array_species_create(Machine& machine, Object* original, std::uint64_t length) {
  Value constructor;
  if (original->is_array()) {
    constructor = original->get(machine, machine.realm.keys.constructor);
    if (constructor.is_object()) {
      constructor =
          constructor.as_object()->get(machine, PropertyKey::from_symbol(machine.realm.symbol_species));
      if (constructor.is_null()) constructor = Value::undefined();
    }
  }
  const Value built_in = machine.realm.array_prototype->get(machine, machine.realm.keys.constructor);
  if (constructor.is_undefined() || constructor.same_bits(built_in)) {
    if (length >= kIndexLimit + 1) machine.throw_range_error("Invalid array length");
    Array* array = machine.create_array();
    array->set_length(static_cast<std::uint32_t>(length));
    return array;
  }
  if (!is_constructor(constructor)) {
    machine.throw_type_error("object.constructor[Symbol.species] is not a constructor");
  }
  return machine.construct(constructor, {Value(static_cast<double>(length))}).as_object();
}

void append_element(Machine& machine, Array* array, Value value) {
  if (array->elements.size() >= Array::kMaxDenseLength) machine.not_modelled("arrays of so many elements");
  const std::size_t before = array->elements.capacity();
  array->elements.push_back(value);
  const std::size_t after = array->elements.capacity();
  if (after != before) machine.heap.note_external(after * sizeof(Value));
}

Array* create_list_from_array_like(Machine& machine, Value value) {
  if (!value.is_object()) machine.throw_type_error("CreateListFromArrayLike called on non-object");
  ArrayLike source(machine, value.as_object());
  const std::uint64_t length = source.length();
  constexpr std::uint64_t kMostArguments = 1u << 16;
  if (length > kMostArguments) machine.throw_range_error("Maximum call stack size exceeded");
  Array* list = machine.create_array();
  for (std::uint64_t i = 0; i < length; ++i) append_element(machine, list, source.get(i));
  return list;
}

}  // namespace asyncq::engine
