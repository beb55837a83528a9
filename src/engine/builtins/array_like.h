#pragma once
// What the methods of Array.prototype work on: any object with a length [7.3.18], plain arrays the short way.

#include <optional>
#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

// A key for any integer up to 2^53 - 1.
[[nodiscard]] PropertyKey element_key(Machine& machine, std::uint64_t index);

class ArrayLike {
 public:
  ArrayLike(Machine& machine, Object* object);
  ArrayLike(Machine& machine, Value value) : ArrayLike(machine, machine.to_object(value)) {}
  // Some methods say their name when they are called on nothing; method as in "Array.prototype.map".
  ArrayLike(Machine& machine, Value this_value, std::string_view method);

  [[nodiscard]] Object* object() const { return object_; }
  [[nodiscard]] Value value() const { return Value(object_); }
  [[nodiscard]] std::uint64_t length();  // LengthOfArrayLike
  [[nodiscard]] Value get(std::uint64_t index);
  // The element where the object has one: HasProperty, then Get.
  [[nodiscard]] std::optional<Value> find(std::uint64_t index);
  // The first index from `index` on, below end, that has an element; end when there is none.
  [[nodiscard]] std::uint64_t next_present(std::uint64_t index, std::uint64_t end);
  // These throw when the object refuses.
  void set(std::uint64_t index, Value value);
  void remove(std::uint64_t index);
  void set_length(std::uint64_t length);
  // CreateDataPropertyOrThrow
  void create(std::uint64_t index, Value value);
  // The array itself while its elements can be changed without any checks.
  [[nodiscard]] Array* plain();

 private:
  [[nodiscard]] bool has_dense(std::uint64_t index) const {
    return array_ != nullptr && index < array_->elements.size() &&
           !array_->elements[static_cast<std::size_t>(index)].is_empty();
  }

  Machine& machine_;
  Object* object_;
  Array* array_;  // null: not an array
};

// ArraySpeciesCreate [10.4.2.2]
[[nodiscard]] Object* array_species_create(Machine& machine, Object* original, std::uint64_t length);
// A value that grows an array's elements, counted towards the memory limit.
void append_element(Machine& machine, Array* array, Value value);
// The value if it is an array whose elements can be appended to without anybody seeing how; else null.
[[nodiscard]] inline Array* appendable_array(Value value) {
  if (!value.is_cell() || value.as_cell()->kind() != CellKind::array) return nullptr;
  auto* array = static_cast<Array*>(value.as_object());
  const bool plain = array->extensible() && !array->frozen && array->length_writable &&
                     !array->has_special_elements() && array->length() == array->elements.size();
  return plain ? array : nullptr;
}

// CreateListFromArrayLike [7.3.19], in an array that keeps the values alive.
[[nodiscard]] Array* create_list_from_array_like(Machine& machine, Value value);

}  // namespace asyncq::engine
