#pragma once
// What Iterator.prototype.map and its like return [27.1.4.2], and what Iterator.from wraps [27.1.4.1].

#include "engine/object.h"

namespace asyncq::engine {

enum class IteratorHelperKind : std::uint8_t { map, filter, take, drop, flat_map, wrapped };

class IteratorHelper final : public Object {
 public:
  IteratorHelper(Shape* shape, IteratorHelperKind helper_kind, Value iterated_object, Value next_method)
      : Object(shape, CellKind::iterator),
        kind_of_helper(helper_kind),
        iterated(iterated_object),
        next(next_method) {}

  IteratorHelperKind kind_of_helper;
  Value iterated;  // the underlying iterator, and its next method
  Value next;
  Value function = Value::undefined();
  double counter = 0;                     // of the values that the function was called with
  double remaining = 0;                   // take, drop: values still to be passed on, or left out
  Value inner = Value::undefined();       // flatMap: the iterator that is passed on, its next method;
  Value inner_next = Value::undefined();  // undefined: none
  bool started = false;
  bool running = false;
  bool done = false;

  void trace(Marker& marker) override {
    Object::trace(marker);
    for (const Value value : {iterated, next, function, inner, inner_next}) marker.mark(value);
  }
  bool describe(StateHash& hash) override;
};

}  // namespace asyncq::engine
