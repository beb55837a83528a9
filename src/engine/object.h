#pragma once
// Objects: the essential internal methods of ECMA-262 [10.1] and the few exotic kinds.

#include <optional>
#include <string>
#include <vector>

#include "engine/shape.h"
#include "engine/slot_storage.h"

namespace asyncq::engine {

class Machine;

// The value of an accessor property's slot.
class Accessor final : public Cell {
 public:
  Accessor(Value get, Value set) : Cell(CellKind::accessor), getter(get), setter(set) {}
  void trace(Marker& marker) override {
    marker.mark(getter);
    marker.mark(setter);
  }
  bool describe(StateHash& hash) override;
  Value getter;  // a function or undefined
  Value setter;
};

// A property as it is found [6.2.6]. For accessors, value is the Accessor.
struct Property {
  Value value;
  std::uint8_t attributes = 0;

  [[nodiscard]] bool is_accessor() const { return (attributes & kAccessor) != 0; }
  [[nodiscard]] Accessor* accessor() const { return static_cast<Accessor*>(value.as_cell()); }
};

class Object : public Cell {
 public:
  explicit Object(Shape* shape, CellKind kind = CellKind::object) : Cell(kind), shape_(shape) {}

  // --- essential internal methods; the virtual ones are what exotic objects override ---
  [[nodiscard]] Object* prototype() const { return shape_->prototype(); }
  bool set_prototype(Machine& machine, Object* prototype);  // [[SetPrototypeOf]], false: refused
  [[nodiscard]] bool extensible() const { return extensible_; }
  void prevent_extensions() { extensible_ = false; }
  // [[GetOwnProperty]]
  virtual std::optional<Property> get_own(Machine& machine, PropertyKey key);
  // [[DefineOwnProperty]] with a complete descriptor, without the validation of non-configurable properties
  // (define_checked does it). attributes as in Attribute; value an Accessor when kAccessor is set.
  virtual void define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes = kDataDefault);
  // [[Delete]]: false when the property is not configurable.
  virtual bool remove(Machine& machine, PropertyKey key);
  // [[OwnPropertyKeys]]: indices ascending, strings, symbols; no private names.
  virtual std::vector<PropertyKey> own_keys(Machine& machine);
  // [[Get]] and [[Set]]; may run getters and setters (and so throw).
  Value get(Machine& machine, PropertyKey key) { return get(machine, key, Value(this)); }
  Value get(Machine& machine, PropertyKey key, Value receiver);
  // False when the property cannot be written.
  bool set(Machine& machine, PropertyKey key, Value value) { return set(machine, key, value, Value(this)); }
  bool set(Machine& machine, PropertyKey key, Value value, Value receiver);
  [[nodiscard]] bool has(Machine& machine, PropertyKey key);

  // Conveniences for built-ins; names are UTF-8 property names.
  Value get(Machine& machine, std::string_view name);
  void set(Machine& machine, std::string_view name, Value value);
  void define(Machine& machine, std::string_view name, Value value, std::uint8_t attributes = kDataDefault);

  [[nodiscard]] bool is_callable() const {
    return kind() == CellKind::closure || kind() == CellKind::native_function ||
           kind() == CellKind::bound_function;
  }
  [[nodiscard]] bool is_array() const { return kind() == CellKind::array; }

  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
  [[nodiscard]] std::size_t external_bytes() const override { return slots_.capacity() * sizeof(Value); }

  // --- for the interpreter's property caches ---
  [[nodiscard]] Shape* shape() const { return shape_; }
  void set_shape(Shape* shape) { shape_ = shape; }
  // Has the realm told of any change from here on.
  void watch(Heap& heap) {
    take_unique_shape(heap);
    shape_->watch();
  }
  // For an object like no other that gets many properties: saves a shape for each of them.
  void take_unique_shape(Heap& heap) {
    if (!shape_->is_unique()) shape_ = shape_->unique_copy(heap);
  }
  [[nodiscard]] Value slot(std::uint32_t index) const { return slots_[index]; }
  void set_slot(std::uint32_t index, Value value) { slots_[index] = value; }
  void append_slot(Value value) {
    slots_.push_back(value);
    note_owns_outside();
  }
  // Properties that are made when first asked for (a function's name, length, prototype). False: none
  // pending.
  [[nodiscard]] bool has_lazy_properties() const { return lazy_properties_; }

 protected:
  // What every object has, for describe().
  void describe_properties(StateHash& hash);
  virtual void make_lazy_properties(Machine&) {}
  void resolve_lazy_properties(Machine& machine) {
    if (lazy_properties_) {
      lazy_properties_ = false;
      make_lazy_properties(machine);
    }
  }
  bool lazy_properties_ = false;

 private:
  void before_change(Machine& machine);

  bool extensible_ = true;
  Shape* shape_;
  SlotStorage slots_;
};

// [10.4.2] Elements in one dense vector; Value::empty() is a hole. A write far beyond the end would make the
// vector huge: kMaxLength bounds it, beyond is a RangeError of ours.
class Array final : public Object {
 public:
  static constexpr std::size_t kMaxDenseLength = 1u << 26;
  explicit Array(Shape* shape) : Object(shape, CellKind::array) {}

  std::vector<Value> elements;
  // `length` as the program sees it: elements.size(), or more after `array.length = n` / new Array(n) with a
  // large n (elements beyond the vector are holes).
  [[nodiscard]] std::uint32_t length() const {
    return length_ > elements.size() ? length_ : static_cast<std::uint32_t>(elements.size());
  }
  void set_length(std::uint32_t length);
  bool frozen = false;  // Object.freeze: elements cannot change
  bool sealed = false;  // Object.seal: elements cannot go
  bool length_writable = true;
  // An element that is an accessor, or has attributes that the others have not, stands among the object's
  // other properties and is a hole in `elements`.
  [[nodiscard]] bool has_special_elements() const { return special_elements_; }
  [[nodiscard]] bool is_special(PropertyKey key) const {
    return special_elements_ && key.is_index() && shape()->find(key).has_value();
  }

  std::optional<Property> get_own(Machine& machine, PropertyKey key) override;
  void define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) override;
  using Object::define;
  bool remove(Machine& machine, PropertyKey key) override;
  std::vector<PropertyKey> own_keys(Machine& machine) override;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
  [[nodiscard]] std::size_t external_bytes() const override;

 private:
  [[nodiscard]] std::uint8_t element_attributes() const;
  // Room for an element at the index.
  void reach(Machine& machine, std::uint32_t index);
  void define_element(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes);

  std::uint32_t length_ = 0;
  bool special_elements_ = false;
};

// new String('x'), Object(1), … [10.4.3, 20.3.4, 21.1.4]
class PrimitiveWrapper final : public Object {
 public:
  PrimitiveWrapper(Shape* shape, Value wrapped)
      : Object(shape, CellKind::primitive_wrapper), primitive(wrapped) {}
  Value primitive;
  std::optional<Property> get_own(Machine& machine, PropertyKey key) override;
  std::vector<PropertyKey> own_keys(Machine& machine) override;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

// Errors: an ordinary object that console formatting and stack capture recognise.
class ErrorObject final : public Object {
 public:
  explicit ErrorObject(Shape* shape) : Object(shape, CellKind::error) {}
  // Of a fault in a text that JSON.parse was given: that text, and the code unit. Else null.
  String* faulty_text = nullptr;
  std::size_t fault_at = 0;
  void trace(Marker& marker) override;
};

inline Object* Value::as_object() const {
  return static_cast<Object*>(as_cell());
}

}  // namespace asyncq::engine
