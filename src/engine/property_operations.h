#pragma once
// Operations on properties with their checks [7.3, 10.1.6], and descriptors as objects [6.2.6].

#include <optional>
#include <vector>

#include "engine/machine.h"
#include "engine/pinned.h"

namespace asyncq::engine {

// Absent fields are left as they are by a definition.
struct PropertyDescriptor {
  std::optional<Value> value;
  std::optional<Value> get;
  std::optional<Value> set;
  std::optional<bool> writable;
  std::optional<bool> enumerable;
  std::optional<bool> configurable;

  [[nodiscard]] bool is_accessor() const { return get.has_value() || set.has_value(); }
  [[nodiscard]] bool is_data() const { return value.has_value() || writable.has_value(); }
};

[[nodiscard]] PropertyDescriptor to_property_descriptor(Machine& machine, Value value);  // [6.2.6.5]
// FromPropertyDescriptor [6.2.6.4]: an object, or undefined.
[[nodiscard]] Value from_property(Machine& machine, const std::optional<Property>& property);

// OrdinaryDefineOwnProperty [10.1.6.1] and ArraySetLength [10.4.2.4]; false: refused.
bool define_own_property(Machine& machine, Object* object, PropertyKey key,
                         const PropertyDescriptor& descriptor);
void define_property_or_throw(Machine& machine, Object* object, PropertyKey key,
                              const PropertyDescriptor& descriptor);
void create_data_property_or_throw(Machine& machine, Object* object, PropertyKey key, Value value);
// Set(O, P, V, true) [7.3.4]
// Why an array refuses a write that would change its length, as V8 words it; "" when that is not why.
[[nodiscard]] std::string length_refusal(Machine& machine, Object* object, PropertyKey key);
void set_or_throw(Machine& machine, Object* object, PropertyKey key, Value value);
void delete_or_throw(Machine& machine, Object* object, PropertyKey key);

enum class IntegrityLevel : std::uint8_t { sealed, frozen };
void set_integrity_level(Machine& machine, Object* object, IntegrityLevel level);                 // [7.3.15]
[[nodiscard]] bool test_integrity_level(Machine& machine, Object* object, IntegrityLevel level);  // [7.3.16]

// A property key as the program sees it: a string or a symbol.
[[nodiscard]] Value key_to_value(Machine& machine, PropertyKey key);

// An object's own keys, which stay alive while the program's code runs.
class KeyList {
 public:
  KeyList(Machine& machine, Object* object) : keys_(object->own_keys(machine)), pins_(machine) {
    pins_.keep_all(keys_);
  }
  [[nodiscard]] auto begin() const { return keys_.begin(); }
  [[nodiscard]] auto end() const { return keys_.end(); }

 private:
  std::vector<PropertyKey> keys_;
  Pinned pins_;
};

}  // namespace asyncq::engine
