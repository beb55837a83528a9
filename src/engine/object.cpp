#include "engine/object.h"

#include <algorithm>
#include <iterator>

#include "engine/machine.h"

namespace asyncq::engine {

// Of a property or the prototype.
inline void Object::before_change(Machine& machine) {
  if (shape_->is_watched()) [[unlikely]]
    machine.realm.plain_promise_shape = nullptr;
}

bool Object::set_prototype(Machine& machine, Object* prototype) {
  if (prototype == this->prototype()) return true;
  if (!extensible_) return false;
  for (Object* object = prototype; object != nullptr; object = object->prototype()) {
    if (object == this) return false;
  }
  resolve_lazy_properties(machine);
  before_change(machine);
  shape_ = shape_->with_prototype(machine.heap, prototype);
  return true;
}

std::optional<Property> Object::get_own(Machine& machine, PropertyKey key) {
  resolve_lazy_properties(machine);
  const std::optional<PropertySlot> found = shape_->find(key);
  if (!found) return std::nullopt;
  return Property{slots_[found->index], found->attributes};
}

void Object::define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) {
  resolve_lazy_properties(machine);
  before_change(machine);
  if (const std::optional<PropertySlot> found = shape_->find(key)) {
    if (found->attributes != attributes) {
      // A fresh unique shape: places that remember the old one must not find the property any more.
      shape_ = shape_->unique_copy(machine.heap);
      shape_->set_attributes(key, attributes);
    }
    slots_[found->index] = value;
    return;
  }
  shape_ = shape_->with_property(machine.heap, key, attributes);
  if (const std::uint32_t slot = shape_->newest_slot(); slot < slots_.size()) {
    slots_[slot] = value;
    return;
  }
  append_slot(value);
  if (slots_.size() == slots_.capacity()) machine.heap.note_external(slots_.size() * sizeof(Value));
}

bool Object::remove(Machine& machine, PropertyKey key) {
  resolve_lazy_properties(machine);
  const std::optional<PropertySlot> found = shape_->find(key);
  if (!found) return true;
  if ((found->attributes & kConfigurable) == 0) return false;
  before_change(machine);
  shape_ = shape_->unique_copy(machine.heap);
  shape_->remove(key);
  slots_[found->index] = Value::undefined();
  return true;
}

std::vector<PropertyKey> Object::own_keys(Machine& machine) {
  resolve_lazy_properties(machine);
  std::vector<PropertyKey> indices;
  std::vector<PropertyKey> strings;
  std::vector<PropertyKey> symbols;
  for (const auto& [key, slot] : shape_->properties()) {
    if (key.is_index()) {
      indices.push_back(key);
    } else if (key.is_string()) {
      strings.push_back(key);
    } else if (!key.is_private()) {
      symbols.push_back(key);
    }
  }
  std::sort(indices.begin(), indices.end(),
            [](PropertyKey a, PropertyKey b) { return a.index() < b.index(); });
  indices.insert(indices.end(), strings.begin(), strings.end());
  indices.insert(indices.end(), symbols.begin(), symbols.end());
  return indices;
}

Value Object::get(Machine& machine, PropertyKey key, Value receiver) {
  for (Object* object = this; object != nullptr; object = object->prototype()) {
    if (const std::optional<Property> found = object->get_own(machine, key)) {
      if (!found->is_accessor()) return found->value;
      const Value getter = found->accessor()->getter;
      return getter.is_undefined() ? getter : machine.call(getter, receiver);
    }
  }
  return Value::undefined();
}

namespace {

// ArraySetLength [10.4.2.4] where an element may refuse to go; false when one did.
bool shorten(Machine& machine, Array* array, Value value) {
  const double wanted = machine.to_number(value);
  if (!(wanted < array->length())) {
    array->define(machine, machine.realm.keys.length, value, kWritable);
    return true;
  }
  std::uint32_t length = array->length();
  while (length > 0 && wanted < length && array->remove(machine, PropertyKey::from_index(length - 1)))
    --length;
  array->set_length(length);
  return !(wanted < length);
}

bool may_keep_elements(const Array* array) {
  return array->sealed || array->has_special_elements();
}

}  // namespace

// OrdinarySet [10.1.9.2]
bool Object::set(Machine& machine, PropertyKey key, Value value, Value receiver) {
  for (Object* object = this; object != nullptr; object = object->prototype()) {
    const std::optional<Property> found = object->get_own(machine, key);
    if (!found) continue;
    if (found->is_accessor()) {
      const Value setter = found->accessor()->setter;
      if (setter.is_undefined()) return false;
      machine.call(setter, receiver, {value});
      return true;
    }
    if ((found->attributes & kWritable) == 0) return false;
    if (receiver.same_bits(Value(object))) {
      if (key == machine.realm.keys.length && object->is_array() &&
          may_keep_elements(static_cast<Array*>(object))) {
        return shorten(machine, static_cast<Array*>(object), value);
      }
      object->define(machine, key, value, found->attributes);
      return true;
    }
    break;
  }
  if (!receiver.is_object()) return false;
  Object* target = receiver.as_object();
  if (target != this) {
    if (const std::optional<Property> own = target->get_own(machine, key)) {
      if (own->is_accessor() || (own->attributes & kWritable) == 0) return false;
      target->define(machine, key, value, own->attributes);
      return true;
    }
  }
  if (!target->extensible()) return false;
  // 10.4.2.1 step 2.g: an element behind the end would change the length.
  const bool lengthens = key.is_index() && target->is_array();
  if (lengthens && !static_cast<Array*>(target)->length_writable &&
      key.index() >= static_cast<Array*>(target)->length()) {
    return false;
  }
  target->define(machine, key, value, kDataDefault);
  return true;
}

bool Object::has(Machine& machine, PropertyKey key) {
  for (Object* object = this; object != nullptr; object = object->prototype()) {
    if (object->get_own(machine, key)) return true;
  }
  return false;
}

Value Object::get(Machine& machine, std::string_view name) {
  return get(machine, machine.key(name));
}

void Object::set(Machine& machine, std::string_view name, Value value) {
  set(machine, machine.key(name), value);
}

void Object::define(Machine& machine, std::string_view name, Value value, std::uint8_t attributes) {
  define(machine, machine.key(name), value, attributes);
}

void Object::trace(Marker& marker) {
  marker.mark(shape_);
  marker.mark_all(slots_);
}

// --- arrays [10.4.2] ---

void Array::set_length(std::uint32_t length) {
  if (length < elements.size()) elements.resize(length);
  length_ = length;
}

std::uint8_t Array::element_attributes() const {
  return frozen ? kEnumerable : sealed ? kEnumerable | kWritable : kDataDefault;
}

std::optional<Property> Array::get_own(Machine& machine, PropertyKey key) {
  if (key.is_index()) {
    if (key.index() >= elements.size() || elements[key.index()].is_empty())
      return special_elements_ ? Object::get_own(machine, key) : std::nullopt;
    return Property{elements[key.index()], element_attributes()};
  }
  if (key == machine.realm.keys.length) {
    return Property{Value(length()), static_cast<std::uint8_t>(length_writable ? kWritable : 0)};
  }
  return Object::get_own(machine, key);
}

void Array::define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) {
  if (key.is_index()) {
    define_element(machine, key, value, attributes);
    return;
  }
  if (key == machine.realm.keys.length) {
    const double number = machine.to_number(value);
    const auto length = static_cast<std::uint32_t>(machine.to_uint32(Value(number)));
    if (static_cast<double>(length) != number) machine.throw_range_error("Invalid array length");
    set_length(length);
    if ((attributes & kWritable) == 0) length_writable = false;
    return;
  }
  Object::define(machine, key, value, attributes);
}

void Array::reach(Machine& machine, std::uint32_t index) {
  if (index < elements.size()) return;
  if (index >= kMaxDenseLength) machine.not_modelled("arrays of so many elements");
  if (index >= elements.capacity()) machine.heap.note_external((index + 1) * sizeof(Value));
  elements.resize(index + 1, Value::empty());
}

void Array::define_element(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) {
  const std::uint32_t index = key.index();
  const bool is_special = (attributes & kAccessor) != 0 || (element_attributes() & ~attributes) != 0;
  if (is_special) {
    reach(machine, index);
    elements[index] = Value::empty();
    special_elements_ = true;
    Object::define(machine, key, value, attributes);
    return;
  }
  if (special_elements_ && shape()->find(key).has_value()) {
    Object::define(machine, key, value, kDataDefault);  // for it to go
    Object::remove(machine, key);
  }
  if (index == elements.size() && index < kMaxDenseLength) {
    if (index >= elements.capacity()) machine.heap.note_external((index + 1) * sizeof(Value));
    elements.push_back(value);
    return;
  }
  reach(machine, index);
  elements[index] = value;
}

bool Array::remove(Machine& machine, PropertyKey key) {
  if (key.is_index()) {
    const bool is_hole = key.index() >= elements.size() || elements[key.index()].is_empty();
    if (is_hole) return !special_elements_ || Object::remove(machine, key);
    if (frozen || sealed) return false;
    elements[key.index()] = Value::empty();
    return true;
  }
  if (key == machine.realm.keys.length) return false;
  return Object::remove(machine, key);
}

std::vector<PropertyKey> Array::own_keys(Machine& machine) {
  std::vector<PropertyKey> keys;
  for (std::uint32_t i = 0; i < elements.size(); ++i) {
    const PropertyKey key = PropertyKey::from_index(i);
    if (!elements[i].is_empty() || is_special(key)) keys.push_back(key);
  }
  keys.push_back(machine.realm.keys.length);
  const std::vector<PropertyKey> others = Object::own_keys(machine);
  std::ranges::copy_if(others, std::back_inserter(keys), [](PropertyKey key) { return !key.is_index(); });
  return keys;
}

void Array::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark_all(elements);
}

std::size_t Array::external_bytes() const {
  return Object::external_bytes() + elements.capacity() * sizeof(Value);
}

// --- primitive wrappers ---

std::optional<Property> PrimitiveWrapper::get_own(Machine& machine, PropertyKey key) {
  if (primitive.is_string()) {
    String* string = primitive.as_string();
    if (key.is_index() && key.index() < string->length()) {
      return Property{machine.string(std::u16string(1, string->view()[key.index()])), kEnumerable};
    }
    if (key == machine.realm.keys.length) return Property{Value(string->length()), 0};
  }
  return Object::get_own(machine, key);
}

std::vector<PropertyKey> PrimitiveWrapper::own_keys(Machine& machine) {
  std::vector<PropertyKey> keys;
  if (primitive.is_string()) {
    for (std::uint32_t i = 0; i < primitive.as_string()->length(); ++i)
      keys.push_back(PropertyKey::from_index(i));
    keys.push_back(machine.realm.keys.length);
  }
  const std::vector<PropertyKey> others = Object::own_keys(machine);
  keys.insert(keys.end(), others.begin(), others.end());
  return keys;
}

void ErrorObject::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(faulty_text);
}

void PrimitiveWrapper::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(primitive);
}

}  // namespace asyncq::engine
