#pragma once
// Functions: closures of compiled code, native functions, bound functions.

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "engine/object.h"

namespace asyncq::engine {

struct LinkedCode;
class Environment;
class Machine;
class NativeFunction;

// What a native function is called with.
struct Arguments {
  Value this_value;
  const Value* values = nullptr;
  std::uint32_t count = 0;
  Value new_target;  // undefined unless constructed
  NativeFunction* callee = nullptr;

  // Missing arguments are undefined.
  Value operator[](std::uint32_t index) const { return index < count ? values[index] : Value::undefined(); }
  [[nodiscard]] std::vector<Value> from(std::uint32_t first) const {
    return first < count ? std::vector<Value>(values + first, values + count) : std::vector<Value>{};
  }
  [[nodiscard]] std::span<const Value> rest(std::uint32_t first) const {
    return first < count ? std::span<const Value>(values + first, values + count) : std::span<const Value>{};
  }
  [[nodiscard]] bool is_construct() const { return !new_target.is_undefined(); }
};

// Returns a value or throws engine::Throw (machine.h).
using NativeCode = Value (*)(Machine& machine, const Arguments& arguments);

class NativeFunction final : public Object {
 public:
  // What a built-in function closure carries (the promise of a resolve function, …); the rest is undefined.
  static constexpr std::size_t kMostCaptured = 4;
  using Captured = std::array<Value, kMostCaptured>;

  NativeFunction(Shape* shape, NativeCode native, String* function_name, int arity, bool constructs)
      : Object(shape, CellKind::native_function),
        code(native),
        name(function_name),
        length(arity),
        constructor(constructs) {
    lazy_properties_ = true;
  }
  NativeCode code;
  String* name;
  int length;
  bool constructor;  // may be called with new
  Captured captured{};

  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;

 protected:
  void make_lazy_properties(Machine& machine) override;
};

// What few functions of the program have; null where one has it not.
struct ClosureParts final : public Cell {
  ClosureParts() : Cell(CellKind::internal) {}
  Object* home_object = nullptr;           // for super
  struct ClassData* class_data = nullptr;  // of classes: the fields that a constructed object gets, in order
  String* name_override = nullptr;  // a name given by context when created [8.4], in place of the code's
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

// A function of the program [10.2].
class Closure final : public Object {
 public:
  Closure(Shape* shape, LinkedCode* linked, Environment* scope)
      : Object(shape, CellKind::closure), code(linked), environment(scope) {
    lazy_properties_ = true;
  }
  LinkedCode* code;
  Environment* environment;

  [[nodiscard]] Object* home_object() const { return parts_ == nullptr ? nullptr : parts_->home_object; }
  [[nodiscard]] ClassData* class_data() const { return parts_ == nullptr ? nullptr : parts_->class_data; }
  [[nodiscard]] String* name_override() const { return parts_ == nullptr ? nullptr : parts_->name_override; }
  // To set one.
  ClosureParts& parts(Heap& heap) {
    if (parts_ == nullptr) parts_ = heap.make<ClosureParts>();
    return *parts_;
  }

  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;

 protected:
  void make_lazy_properties(Machine& machine) override;

 private:
  ClosureParts* parts_ = nullptr;
};

// Fields and private methods of a class, run by its constructor [15.7.14].
struct ClassData final : public Cell {
  struct Field {
    PropertyKey key;
    Closure* initializer = nullptr;  // null: undefined
    Value method;                    // private methods: the function or Accessor; undefined for fields
    bool is_method = false;
    bool names_value = false;  // a function that the initializer makes is called as the key
    std::uint8_t attributes = 0;
  };
  ClassData() : Cell(CellKind::internal) {}
  std::vector<Field> fields;
  std::vector<Field> static_parts;  // until the class is complete; of a static block is_method is true
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

class BoundFunction final : public Object {
 public:
  BoundFunction(Shape* shape, Object* function, Value this_value, std::vector<Value> arguments)
      : Object(shape, CellKind::bound_function),
        target(function),
        bound_this(this_value),
        bound_arguments(std::move(arguments)) {}
  Object* target;
  Value bound_this;
  std::vector<Value> bound_arguments;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

[[nodiscard]] inline bool is_closure(Value value) {
  return value.is_cell() && value.as_cell()->kind() == CellKind::closure;
}
[[nodiscard]] inline bool is_callable(Value value) {
  return value.is_object() && value.as_object()->is_callable();
}
[[nodiscard]] bool is_constructor(Value value);

}  // namespace asyncq::engine
