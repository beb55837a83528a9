#pragma once
// %ArrayIteratorPrototype% objects [23.1.5] and string iterators [22.1.5].

#include "engine/object.h"

namespace asyncq::engine {

enum class IterationKind : std::uint8_t { keys, values, entries };

class ArrayIterator final : public Object {
 public:
  ArrayIterator(Shape* shape, Object* object, IterationKind iteration_kind)
      : Object(shape, CellKind::iterator), iterated(object), kind_of_values(iteration_kind) {}
  Object* iterated;  // null once it is done
  std::uint64_t next_index = 0;
  IterationKind kind_of_values;
  void trace(Marker& marker) override {
    Object::trace(marker);
    marker.mark(iterated);
  }
  bool describe(StateHash& hash) override;
};

class StringIterator final : public Object {
 public:
  StringIterator(Shape* shape, String* text) : Object(shape, CellKind::iterator), iterated(text) {}
  String* iterated;
  std::size_t next_index = 0;  // code unit
  void trace(Marker& marker) override {
    Object::trace(marker);
    marker.mark(reinterpret_cast<Cell*>(iterated));
  }
  bool describe(StateHash& hash) override;
};

}  // namespace asyncq::engine
