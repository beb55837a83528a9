// Methods of Array.prototype that change the array, and those that give back a changed copy [23.1.3].

#include <algorithm>
#include <cmath>

#include "engine/builtins.h"
#include "engine/builtins/array_methods.h"
#include "engine/builtins/checks.h"
#include "engine/messages.h"
#include "engine/property_operations.h"
#include "engine/wording.h"
#include "scheduler/features.h"

namespace asyncq::engine {
namespace {

constexpr double kMaxSafeInteger = 9007199254740991.0;

Value number(std::uint64_t value) {
  return Value(static_cast<double>(value));
}

Value push(Machine& machine, const Arguments& arguments) {
  if (Array* plain = appendable_array(arguments.this_value); plain != nullptr) {
    for (std::uint32_t i = 0; i < arguments.count; ++i) append_element(machine, plain, arguments.values[i]);
    return number(plain->elements.size());
  }
  ArrayLike array(machine, arguments.this_value);
  std::uint64_t length = array.length();
  if (static_cast<double>(length) + arguments.count > kMaxSafeInteger) {
    machine.throw_type_error("Pushing " + std::to_string(arguments.count) +
                             " elements on an array-like of length " + std::to_string(length) +
                             " is disallowed by ECMA-262");
  }
  for (std::uint32_t i = 0; i < arguments.count; ++i) array.set(length++, arguments[i]);
  array.set_length(length);
  return number(length);
}

Value pop(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  if (length == 0) {
    array.set_length(0);
    return Value::undefined();
  }
  const Value last = array.get(length - 1);
  if (array.plain() == nullptr) array.remove(length - 1);
  array.set_length(length - 1);
  return last;
}

// Moves the elements [from, from + count) to `to`, holes as holes; the ranges may overlap.
void move_elements(Machine& machine, ArrayLike& array, std::uint64_t from, std::uint64_t to,
                   std::uint64_t count) {
  const bool forward = to < from;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t offset = forward ? i : count - 1 - i;
    if (const std::optional<Value> value = array.find(from + offset)) {
      array.set(to + offset, *value);
    } else {
      array.remove(to + offset);
    }
    machine.safe_point();
  }
}

Value shift(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  if (length == 0) {
    array.set_length(0);
    return Value::undefined();
  }
  const Value first = array.get(0);
  if (Array* plain = array.plain()) {
    machine.count_work(length / Machine::kUnitsPerStep);
    plain->elements.erase(plain->elements.begin());
    array.set_length(plain->elements.size());
    return first;
  }
  move_elements(machine, array, 1, 0, length - 1);
  array.remove(length - 1);
  array.set_length(length - 1);
  return first;
}

Value unshift(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  const std::uint64_t count = arguments.count;
  if (Array* plain = array.plain()) {
    machine.heap.note_external(count * sizeof(Value));
    machine.count_work(length / Machine::kUnitsPerStep);
    plain->elements.insert(plain->elements.begin(), arguments.values, arguments.values + arguments.count);
    return Value(plain->elements.size());
  }
  if (count > 0) {
    if (static_cast<double>(length + count) > kMaxSafeInteger)
      machine.throw_type_error("Invalid array length");
    move_elements(machine, array, 0, count, length);
    for (std::uint32_t i = 0; i < arguments.count; ++i) array.set(i, arguments[i]);
  }
  array.set_length(length + count);
  return number(length + count);
}

struct SpliceRange {
  std::uint64_t start;
  std::uint64_t removed;
};

SpliceRange splice_range(Machine& machine, const Arguments& arguments, std::uint64_t length) {
  const std::uint64_t start = relative_index(machine, arguments[0], length, 0);
  if (arguments.count == 0) return {start, 0};
  if (arguments.count == 1) return {start, length - start};
  const double count = std::max(machine.to_integer_or_infinity(arguments[1]), 0.0);
  return {start, static_cast<std::uint64_t>(std::min(count, static_cast<double>(length - start)))};
}

// [23.1.3.31]
Value splice(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  const auto [start, removed] = splice_range(machine, arguments, length);
  const std::uint64_t inserted = arguments.count > 2 ? arguments.count - 2 : 0;
  ArrayLike result(machine, array_species_create(machine, array.object(), removed));
  const std::uint64_t end = start + removed;
  for (std::uint64_t i = array.next_present(start, end); i < end; i = array.next_present(i + 1, end)) {
    result.create(i - start, array.get(i));
    machine.safe_point();
  }
  result.set_length(removed);
  machine.count_work(length / Machine::kUnitsPerStep);
  if (Array* plain = array.plain(); plain != nullptr && plain->elements.size() == length) {
    const auto at = plain->elements.begin() + static_cast<std::ptrdiff_t>(start);
    plain->elements.erase(at, at + static_cast<std::ptrdiff_t>(removed));
    if (inserted > 0) {
      plain->elements.insert(plain->elements.begin() + static_cast<std::ptrdiff_t>(start),
                             arguments.values + 2, arguments.values + arguments.count);
    }
    machine.heap.note_external(inserted * sizeof(Value));
    plain->set_length(static_cast<std::uint32_t>(plain->elements.size()));
    return result.value();
  }
  if (inserted != removed) move_elements(machine, array, end, start + inserted, length - end);
  for (std::uint64_t i = length; i > length - removed + inserted; --i) array.remove(i - 1);
  for (std::uint32_t i = 2; i < arguments.count; ++i) array.set(start + i - 2, arguments[i]);
  array.set_length(length - removed + inserted);
  return result.value();
}

Value to_spliced(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const auto [start, removed] = splice_range(machine, arguments, array.length());
  Array* copy = copy_elements(machine, array);
  const auto at = copy->elements.begin() + static_cast<std::ptrdiff_t>(start);
  copy->elements.erase(at, at + static_cast<std::ptrdiff_t>(removed));
  if (arguments.count > 2) {
    copy->elements.insert(copy->elements.begin() + static_cast<std::ptrdiff_t>(start), arguments.values + 2,
                          arguments.values + arguments.count);
  }
  return Value(copy);
}

Value reverse(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  if (Array* plain = array.plain()) {
    machine.count_work(plain->elements.size() / Machine::kUnitsPerStep);
    std::ranges::reverse(plain->elements);
    return array.value();
  }
  const std::uint64_t length = array.length();
  for (std::uint64_t lower = 0; lower < length / 2; ++lower) {
    const std::uint64_t upper = length - 1 - lower;
    const std::optional<Value> low = array.find(lower);
    const std::optional<Value> high = array.find(upper);
    if (high.has_value()) {
      array.set(lower, *high);
    } else if (low.has_value()) {
      array.remove(lower);
    }
    if (low.has_value()) {
      array.set(upper, *low);
    } else if (high.has_value()) {
      array.remove(upper);
    }
    machine.safe_point();
  }
  return array.value();
}

Value to_reversed(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  Array* copy = copy_elements(machine, array);
  std::ranges::reverse(copy->elements);
  return Value(copy);
}

Value fill(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  const std::uint64_t end = relative_index(machine, arguments[2], length, length);
  std::uint64_t i = relative_index(machine, arguments[1], length, 0);
  if (array.object()->is_array() && i < end) machine.claim((end - i) * sizeof(Value));
  for (; i < end; ++i) {
    array.set(i, arguments[0]);
    if (i % kElementsPerStep == 0) machine.safe_point();
  }
  return array.value();
}

Value copy_within(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  const std::uint64_t to = relative_index(machine, arguments[0], length, 0);
  const std::uint64_t from = relative_index(machine, arguments[1], length, 0);
  const std::uint64_t end = relative_index(machine, arguments[2], length, length);
  if (end > from) move_elements(machine, array, from, to, std::min(end - from, length - to));
  return array.value();
}

Value require_comparator(Machine& machine, Value comparator) {
  if (is_callable(comparator)) return comparator;
  // Node 8 and 9 sort without it.
  if (comparator.is_undefined() || scheduler::is_node_before(machine.policy(), 10)) return Value::undefined();
  machine.throw_type_error(
      worded(machine, Message::comparator_not_callable, message_text(machine, comparator)));
}

// [23.1.3.30]
Value sort(Machine& machine, const Arguments& arguments) {
  const Value comparator = require_comparator(machine, arguments[0]);
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  if (length < 2) return Value(array.value());  // as V8: what is one alone is not written back
  Array* elements = machine.create_array();
  for (std::uint64_t i = array.next_present(0, length); i < length; i = array.next_present(i + 1, length)) {
    append_element(machine, elements, array.get(i));
    machine.safe_point();
  }
  sort_elements(machine, elements, comparator);
  const std::uint64_t count = elements->elements.size();
  for (std::uint64_t i = 0; i < count; ++i) array.set(i, elements->elements[static_cast<std::size_t>(i)]);
  for (std::uint64_t i = array.next_present(count, length); i < length;
       i = array.next_present(i + 1, length)) {
    array.remove(i);
  }
  return array.value();
}

Value to_sorted(Machine& machine, const Arguments& arguments) {
  const Value comparator = require_comparator(machine, arguments[0]);
  ArrayLike array(machine, arguments.this_value);
  Array* copy = copy_elements(machine, array);
  sort_elements(machine, copy, comparator);
  return Value(copy);
}

constexpr MethodRow kMethods[] = {
    {"push", 1, push},       {"pop", 0, pop},
    {"shift", 0, shift},     {"unshift", 1, unshift},
    {"splice", 2, splice},   {"toSpliced", 2, to_spliced},
    {"reverse", 0, reverse}, {"toReversed", 0, to_reversed},
    {"fill", 1, fill},       {"copyWithin", 2, copy_within},
    {"sort", 1, sort},       {"toSorted", 1, to_sorted},
};

}  // namespace

void install_array_changes(Machine& machine) {
  define_methods(machine, machine.realm.array_prototype, kMethods);
}

}  // namespace asyncq::engine
