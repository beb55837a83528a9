// Array [23.1]: the constructor, what reads arrays, and what makes new ones of them. What changes arrays is
// in array_change.cpp, what calls the program back in array_callbacks.cpp.

#include <algorithm>
#include <cmath>

#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/array_methods.h"
#include "engine/builtins/checks.h"
#include "engine/property_operations.h"

namespace asyncq::engine {
namespace {

constexpr double kMaxArrayLength = 4294967295.0;
constexpr double kMaxSafeInteger = 9007199254740991.0;

Array* create_array_for(Machine& machine, Value new_target) {
  Array* array = machine.create_array();
  Object* prototype = machine.prototype_from(new_target, machine.realm.array_prototype);
  if (prototype != machine.realm.array_prototype) array->set_prototype(machine, prototype);
  return array;
}

// [23.1.1.1]
Value array_constructor(Machine& machine, const Arguments& arguments) {
  Array* array = create_array_for(machine, arguments.new_target);
  if (arguments.count != 1) {
    array->elements = arguments.from(0);
    return Value(array);
  }
  if (!arguments[0].is_number()) {
    array->elements.push_back(arguments[0]);
    return Value(array);
  }
  const double length = arguments[0].as_number();
  if (length < 0 || length > kMaxArrayLength || std::trunc(length) != length) {
    machine.throw_range_error("Invalid array length");
  }
  array->set_length(static_cast<std::uint32_t>(length));
  return Value(array);
}

Value is_array(Machine&, const Arguments& arguments) {
  return Value(arguments[0].is_object() && arguments[0].as_object()->is_array());
}

// An array of the constructor that `this` is, a plain one where it is none.
Object* create_for_this(Machine& machine, Value constructor,
                        const std::vector<Value>& constructor_arguments) {
  if (!is_constructor(constructor)) return machine.create_array();
  return machine.construct(constructor, constructor_arguments).as_object();
}

Value of(Machine& machine, const Arguments& arguments) {
  ArrayLike result(machine, create_for_this(machine, arguments.this_value, {Value(arguments.count)}));
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    create_data_property_or_throw(machine, result.object(), PropertyKey::from_index(i), arguments[i]);
  }
  result.set_length(arguments.count);
  return result.value();
}

// [23.1.2.1]
Value from(Machine& machine, const Arguments& arguments) {
  const Value items = arguments[0];
  const Value map = arguments[1];
  if (!map.is_undefined()) require_callable(machine, map);
  const auto mapped = [&](Value value, std::uint64_t index) {
    if (map.is_undefined()) return value;
    return machine.call(map, arguments[2], {value, Value(static_cast<double>(index))});
  };
  if (items.is_nullish()) require_iterable(machine, items);
  const Value method = machine.get(items, PropertyKey::from_symbol(machine.realm.symbol_iterator));
  if (!method.is_nullish()) {
    if (!is_callable(method)) {
      machine.throw_type_error(
          "%Array%.from requires that the property of the first argument, items[Symbol.iterator], when "
          "exists, "
          "be a function");
    }
    ArrayLike result(machine, create_for_this(machine, arguments.this_value, {}));
    std::uint64_t index = 0;
    for_each_value(machine, items, [&](Value value) {
      result.create(index, mapped(value, index));
      ++index;
    });
    result.set_length(index);
    return result.value();
  }
  ArrayLike source(machine, machine.to_object(items));
  const std::uint64_t length = source.length();
  ArrayLike result(machine,
                   create_for_this(machine, arguments.this_value, {Value(static_cast<double>(length))}));
  for (std::uint64_t i = 0; i < length; ++i) {
    machine.safe_point();
    result.create(i, mapped(source.get(i), i));
  }
  result.set_length(length);
  return result.value();
}

Value at(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const auto length = static_cast<double>(array.length());
  const double relative = machine.to_integer_or_infinity(arguments[0]);
  const double index = relative < 0 ? length + relative : relative;
  if (index < 0 || index >= length) return Value::undefined();
  return array.get(static_cast<std::uint64_t>(index));
}

// [23.1.3.2.1]
bool is_concat_spreadable(Machine& machine, Value item) {
  if (!item.is_object()) return false;
  const PropertyKey key = PropertyKey::from_symbol(machine.realm.symbol_is_concat_spreadable);
  const Value spreadable = item.as_object()->get(machine, key);
  return spreadable.is_undefined() ? item.as_object()->is_array() : machine.to_boolean(spreadable);
}

// [23.1.3.2]
Value concat(Machine& machine, const Arguments& arguments) {
  ArrayLike self(machine, arguments.this_value, "Array.prototype.concat");
  ArrayLike result(machine, array_species_create(machine, self.object(), 0));
  std::uint64_t length = 0;
  const auto append = [&](Value item) {
    if (!is_concat_spreadable(machine, item)) {
      result.create(length++, item);
      return;
    }
    ArrayLike source(machine, item.as_object());
    const std::uint64_t count = source.length();
    if (static_cast<double>(length + count) > kMaxSafeInteger)
      machine.throw_type_error("Invalid array length");
    for (std::uint64_t i = source.next_present(0, count); i < count; i = source.next_present(i + 1, count)) {
      machine.safe_point();
      result.create(length + i, source.get(i));
    }
    length += count;
  };
  append(self.value());
  for (std::uint32_t i = 0; i < arguments.count; ++i) append(arguments[i]);
  result.set_length(length);
  return result.value();
}

Value slice(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  const std::uint64_t begin = relative_index(machine, arguments[0], length, 0);
  const std::uint64_t end = relative_index(machine, arguments[1], length, length);
  const std::uint64_t count = begin < end ? end - begin : 0;
  ArrayLike result(machine, array_species_create(machine, array.object(), count));
  for (std::uint64_t i = array.next_present(begin, end); i < end; i = array.next_present(i + 1, end)) {
    result.create(i - begin, array.get(i));
    machine.safe_point();
  }
  result.set_length(count);
  return result.value();
}

// FlattenIntoArray [23.1.3.13.1] without the mapper.
void flatten(Machine& machine, ArrayLike& target, std::uint64_t& count, ArrayLike& source, double depth,
             unsigned level) {
  if (level > kMostNested) machine.throw_range_error("Maximum call stack size exceeded");
  const std::uint64_t length = source.length();
  for (std::uint64_t i = source.next_present(0, length); i < length; i = source.next_present(i + 1, length)) {
    machine.safe_point();
    const Value element = source.get(i);
    if (depth > 0 && element.is_object() && element.as_object()->is_array()) {
      ArrayLike inner(machine, element.as_object());
      flatten(machine, target, count, inner, depth - 1, level + 1);
    } else {
      target.create(count++, element);
    }
  }
}

Value flat(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const double depth = arguments[0].is_undefined() ? 1 : machine.to_integer_or_infinity(arguments[0]);
  ArrayLike result(machine, array_species_create(machine, array.object(), 0));
  std::uint64_t count = 0;
  flatten(machine, result, count, array, depth, 0);
  return result.value();
}

Value includes(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const std::uint64_t length = array.length();
  for (std::uint64_t i = relative_index(machine, arguments[1], length, 0); i < length; ++i) {
    if (machine.same_value_zero(array.get(i), arguments[0])) return Value(true);
    if (i % kElementsPerStep == 0) machine.safe_point();
  }
  return Value(false);
}

Value index_of(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value, "Array.prototype.indexOf");
  const std::uint64_t length = array.length();
  std::uint64_t i = array.next_present(relative_index(machine, arguments[1], length, 0), length);
  for (; i < length; i = array.next_present(i + 1, length)) {
    if (machine.strict_equals(array.get(i), arguments[0])) return Value(static_cast<double>(i));
    if (i % kElementsPerStep == 0) machine.safe_point();
  }
  return Value(-1);
}

Value last_index_of(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const auto length = static_cast<double>(array.length());
  const double relative = arguments.count > 1 ? machine.to_integer_or_infinity(arguments[1]) : length - 1;
  double start = relative < 0 ? length + relative : std::min(relative, length - 1);
  // Nothing is behind an array's own elements.
  if (array.object()->is_array()) {
    start = std::min(start, static_cast<double>(static_cast<Array*>(array.object())->elements.size()) - 1);
  }
  for (double i = start; i >= 0; --i) {
    const std::optional<Value> value = array.find(static_cast<std::uint64_t>(i));
    if (value.has_value() && machine.strict_equals(*value, arguments[0])) return Value(i);
    if (std::fmod(i, kElementsPerStep) == 0) machine.safe_point();
  }
  return Value(-1);
}

// Arrays that are being joined: an array inside itself is left out.
class Joining {
 public:
  Joining(const Arguments& arguments, Object* object)
      : stack_(static_cast<Array*>(arguments.callee->captured[0].as_object())) {
    cycle_ =
        std::ranges::any_of(stack_->elements, [&](Value value) { return value.same_bits(Value(object)); });
    stack_->elements.emplace_back(object);
  }
  ~Joining() { stack_->elements.pop_back(); }
  Joining(const Joining&) = delete;
  Joining& operator=(const Joining&) = delete;
  [[nodiscard]] bool is_cycle() const { return cycle_; }

 private:
  Array* stack_;
  bool cycle_ = false;
};

Value join_elements(Machine& machine, ArrayLike& array, std::u16string_view separator,
                    String* (*element_text)(Machine&, Value)) {
  const std::uint64_t length = array.length();
  if (length > 0 &&
      static_cast<double>(length - 1) * static_cast<double>(separator.size()) > String::kMaxLength) {
    machine.throw_range_error("Invalid string length");
  }
  std::u16string out;
  std::size_t claimed = 0;
  for (std::uint64_t i = 0; i < length; ++i) {
    if (i > 0) out += separator;
    const Value element = array.get(i);
    if (!element.is_nullish()) out += element_text(machine, element)->view();
    if (out.size() > String::kMaxLength) machine.throw_range_error("Invalid string length");
    if (out.size() > claimed + kClaimedUnits) {
      claimed = out.size();
      machine.claim(claimed * sizeof(char16_t));
    }
    machine.safe_point();
  }
  return machine.string(std::move(out));
}

Value join(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  String* separator = arguments[0].is_undefined() ? nullptr : machine.to_string(arguments[0]);
  const Joining joining(arguments, array.object());
  if (joining.is_cycle()) return machine.string("");
  return join_elements(machine, array, separator == nullptr ? u"," : separator->view(),
                       [](Machine& m, Value value) { return m.to_string(value); });
}

Value to_locale_string(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const Joining joining(arguments, array.object());
  if (joining.is_cycle()) return machine.string("");
  return join_elements(machine, array, u",", [](Machine& m, Value value) {
    return m.to_string(m.invoke(value, "toLocaleString"));
  });
}

Value to_string(Machine& machine, const Arguments& arguments) {
  Object* array = machine.to_object(arguments.this_value);
  const Value method = array->get(machine, "join");
  if (is_callable(method)) return machine.call(method, Value(array));
  return machine.call(machine.realm.object_prototype->get(machine, machine.realm.keys.to_string),
                      Value(array));
}

Value with(Machine& machine, const Arguments& arguments) {
  ArrayLike array(machine, arguments.this_value);
  const auto length = static_cast<double>(array.length());
  const double relative = machine.to_integer_or_infinity(arguments[0]);
  const double index = relative < 0 ? length + relative : relative;
  if (index < 0 || index >= length) {
    machine.throw_range_error("Invalid index : " + machine.to_utf8(Value(relative)));
  }
  Array* copy = copy_elements(machine, array);
  copy->elements[static_cast<std::size_t>(index)] = arguments[1];
  return Value(copy);
}

// --- iterators [23.1.5] ---

template <IterationKind kind>
Value create_iterator(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments.this_value);
  return Value(machine.heap.make<ArrayIterator>(machine.shape_for(machine.realm.array_iterator_prototype),
                                                object, kind));
}

Value iterator_next(Machine& machine, const Arguments& arguments) {
  auto* iterator = arguments.this_value.is_object()
                       ? dynamic_cast<ArrayIterator*>(arguments.this_value.as_object())
                       : nullptr;
  if (iterator == nullptr) throw_incompatible(machine, "Array Iterator.prototype.next", arguments.this_value);
  if (iterator->iterated == nullptr) return Value(machine.create_iterator_result(Value::undefined(), true));
  ArrayLike array(machine, iterator->iterated);
  const std::uint64_t index = iterator->next_index;
  if (index >= array.length()) {
    iterator->iterated = nullptr;
    return Value(machine.create_iterator_result(Value::undefined(), true));
  }
  iterator->next_index = index + 1;
  const Value key(static_cast<double>(index));
  if (iterator->kind_of_values == IterationKind::keys) {
    return Value(machine.create_iterator_result(key, false));
  }
  const Value value = array.get(index);
  if (iterator->kind_of_values == IterationKind::values) {
    return Value(machine.create_iterator_result(value, false));
  }
  return Value(machine.create_iterator_result(Value(machine.create_array({key, value})), false));
}

constexpr MethodRow kStaticMethods[] = {
    {"isArray", 1, is_array},
    {"from", 1, from},
    {"fromAsync", 1, array_from_async},
    {"of", 0, of},
};

constexpr MethodRow kReadingMethods[] = {
    {"at", 1, at},
    {"concat", 1, concat},
    {"slice", 2, slice},
    {"includes", 1, includes},
    {"indexOf", 1, index_of},
    {"lastIndexOf", 1, last_index_of},
    {"keys", 0, create_iterator<IterationKind::keys>},
    {"entries", 0, create_iterator<IterationKind::entries>},
    {"values", 0, create_iterator<IterationKind::values>},
    {"flat", 0, flat},
    {"with", 2, with},
    {"toString", 0, to_string},
};

void install_iterator(Machine& machine) {
  Realm& realm = machine.realm;
  static constexpr MethodRow kMethods[] = {{"next", 0, iterator_next}};
  define_methods(machine, realm.array_iterator_prototype, kMethods);
  define_tag(machine, realm.array_iterator_prototype, "Array Iterator");
  realm.array_iterator_next = realm.array_iterator_prototype->get(machine, realm.keys.next);
  realm.array_values = realm.array_prototype->get(machine, "values");
  realm.array_prototype->define(machine, PropertyKey::from_symbol(realm.symbol_iterator), realm.array_values,
                                kHidden);
}

}  // namespace

Array* copy_elements(Machine& machine, ArrayLike& array) {
  const std::uint64_t length = array.length();
  if (static_cast<double>(length) > kMaxArrayLength) machine.throw_range_error("Invalid array length");
  machine.claim(length * sizeof(Value));
  Array* copy = machine.create_array();
  copy->elements.reserve(static_cast<std::size_t>(length));
  for (std::uint64_t i = 0; i < length; ++i) copy->elements.push_back(array.get(i));
  return copy;
}

// %Array.prototype% [ %Symbol.unscopables% ] [23.1.3.41], of the methods that the runtime has.
void install_unscopables(Machine& machine) {
  static constexpr std::string_view kNames[] = {
      "at",   "copyWithin", "entries",  "fill", "find",       "findIndex", "findLast",  "findLastIndex",
      "flat", "flatMap",    "includes", "keys", "toReversed", "toSorted",  "toSpliced", "values"};
  Object* prototype = machine.realm.array_prototype;
  Object* list = machine.create_object(nullptr);
  for (const std::string_view name : kNames) {
    const bool is_there = prototype->get_own(machine, machine.strings.key(name)).has_value();
    if (is_there) list->define(machine, name, Value(true));
  }
  prototype->define(machine, PropertyKey::from_symbol(machine.realm.symbol_unscopables), Value(list),
                    kConfigurable);
}

void install_array(Machine& machine) {
  Realm& realm = machine.realm;
  Object* prototype = realm.array_prototype;
  NativeFunction* constructor = define_constructor(machine, "Array", 1, array_constructor, prototype);
  define_methods(machine, constructor, kStaticMethods);
  static constexpr GetterRow kSpecies[] = {{"@@species", return_this}};
  define_getters(machine, constructor, kSpecies);
  define_methods(machine, prototype, kReadingMethods);
  install_array_changes(machine);
  install_array_callbacks(machine);
  const Value joining(machine.create_array());
  prototype->define(machine, "join", Value(machine.create_native("join", 1, join, {joining})), kHidden);
  prototype->define(machine, "toLocaleString",
                    Value(machine.create_native("toLocaleString", 0, to_locale_string, {joining})), kHidden);
  install_iterator(machine);
  install_unscopables(machine);
}

}  // namespace asyncq::engine
