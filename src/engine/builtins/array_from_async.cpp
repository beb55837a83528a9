// Array.fromAsync [23.1.2.2]: the body of an async function as a state machine, turn for turn.

#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/array_methods.h"
#include "engine/builtins/checks.h"
#include "engine/messages.h"
#include "engine/operations.h"
#include "engine/promise.h"

namespace asyncq::engine {
namespace {

class Collecting final : public Cell {
 public:
  enum class Step : std::uint8_t { result, value, mapped };

  Collecting() : Cell(CellKind::internal) {}

  Promise* promise = nullptr;
  Value iterator;  // undefined: items is an array-like object
  Value next;
  Value items;
  double length = 0;
  double index = 0;
  Value map;  // undefined: none
  Value map_this;
  Object* target = nullptr;
  Step step = Step::result;  // what is awaited

  void trace(Marker& marker) override {
    marker.mark(promise);
    for (const Value value : {iterator, next, items, map, map_this}) marker.mark(value);
    marker.mark(target);
  }
};

Collecting* collecting_of(const Arguments& arguments) {
  return static_cast<Collecting*>(arguments.callee->captured[0].as_cell());
}

Value go_on(Machine& machine, const Arguments& arguments);
Value fail(Machine& machine, const Arguments& arguments);

// Await
void wait_for(Machine& machine, Collecting* collecting, Value value, Collecting::Step step) {
  collecting->step = step;
  const Value promise = promise_to_await(machine, value);
  const Value state(static_cast<Cell*>(collecting));
  perform_promise_then(machine, static_cast<Promise*>(promise.as_object()),
                       Value(machine.create_native("", 1, go_on, {state})),
                       Value(machine.create_native("", 1, fail, {state})), {});
}

// The beginning of the loop's body.
void begin_element(Machine& machine, Collecting* collecting) {
  if (!collecting->iterator.is_undefined()) {
    wait_for(machine, collecting, machine.call(collecting->next, collecting->iterator),
             Collecting::Step::result);
    return;
  }
  if (collecting->index >= collecting->length) {
    collecting->target->set(machine, "length", Value(collecting->index));
    resolve_promise(machine, collecting->promise, Value(collecting->target));
    return;
  }
  const PropertyKey key = machine.to_property_key(Value(collecting->index));
  wait_for(machine, collecting, machine.get(collecting->items, key), Collecting::Step::value);
}

void store(Machine& machine, Collecting* collecting, Value value) {
  collecting->target->define(machine, machine.to_property_key(Value(collecting->index)), value);
  ++collecting->index;
  begin_element(machine, collecting);
}

void take_value(Machine& machine, Collecting* collecting, Value value) {
  if (collecting->map.is_undefined()) {
    store(machine, collecting, value);
    return;
  }
  const Value mapped = machine.call(collecting->map, collecting->map_this, {value, Value(collecting->index)});
  wait_for(machine, collecting, mapped, Collecting::Step::mapped);
}

void take_result(Machine& machine, Collecting* collecting, Value result) {
  if (!result.is_object()) {
    machine.throw_type_error("Iterator result " + machine.to_utf8(result) + " is not an object");
  }
  if (machine.to_boolean(result.as_object()->get(machine, machine.realm.keys.done))) {
    collecting->target->set(machine, "length", Value(collecting->index));
    resolve_promise(machine, collecting->promise, Value(collecting->target));
    return;
  }
  take_value(machine, collecting, result.as_object()->get(machine, machine.realm.keys.value));
}

Value reject_with_captured(Machine& machine, const Arguments& arguments) {
  reject_promise(machine, collecting_of(arguments)->promise, arguments.callee->captured[1]);
  return {};
}

// AsyncIteratorClose [7.4.13] for a throw: the iterator's return() is awaited, and what comes of it dropped.
void close_and_reject(Machine& machine, Collecting* collecting, Value reason) {
  try {
    const Value method = machine.get_method(collecting->iterator, machine.realm.keys.return_);
    if (!method.is_undefined()) {
      const Value closed = promise_resolve(machine, Value(machine.realm.promise_constructor),
                                           machine.call(method, collecting->iterator));
      const Value reject(machine.create_native("", 1, reject_with_captured,
                                               {Value(static_cast<Cell*>(collecting)), reason}));
      perform_promise_then(machine, static_cast<Promise*>(closed.as_object()), reject, reject, {});
      return;
    }
  } catch (const Throw&) {
    // The first error wins.
  }
  reject_promise(machine, collecting->promise, reason);
}

Value go_on(Machine& machine, const Arguments& arguments) {
  Collecting* collecting = collecting_of(arguments);
  const Collecting::Step step = collecting->step;
  const bool iterates = !collecting->iterator.is_undefined();
  try {
    switch (step) {
      case Collecting::Step::result:
        take_result(machine, collecting, arguments[0]);
        break;
      case Collecting::Step::value:
        take_value(machine, collecting, arguments[0]);
        break;
      case Collecting::Step::mapped:
        store(machine, collecting, arguments[0]);
        break;
    }
  } catch (const Throw& thrown) {
    const Value reason = thrown.value;
    if (iterates && step == Collecting::Step::result) {
      close_and_reject(machine, collecting, reason);
    } else {
      reject_promise(machine, collecting->promise, reason);
    }
  }
  return {};
}

Value fail(Machine& machine, const Arguments& arguments) {
  Collecting* collecting = collecting_of(arguments);
  if (!collecting->iterator.is_undefined()) {
    close_and_reject(machine, collecting, arguments[0]);
  } else {
    reject_promise(machine, collecting->promise, arguments[0]);
  }
  return {};
}

void begin(Machine& machine, Collecting* collecting, const Arguments& arguments) {
  const Value items = arguments[0];
  if (!arguments[1].is_undefined()) {
    if (!is_callable(arguments[1])) {
      machine.throw_type_error(message_text(machine, arguments[1]) + " is not a function");
    }
    collecting->map = arguments[1];
  }
  collecting->map_this = arguments[2];
  collecting->items = items;
  const Value async_method =
      machine.get_method(items, PropertyKey::from_symbol(machine.realm.symbol_async_iterator));
  const Value method =
      async_method.is_undefined()
          ? machine.get_method(items, PropertyKey::from_symbol(machine.realm.symbol_iterator))
          : async_method;
  const bool constructs = is_constructor(arguments.this_value) &&
                          !arguments.this_value.same_bits(machine.realm.global->get(machine, "Array"));
  collecting->target =
      constructs ? machine.construct(arguments.this_value, {}).as_object() : machine.create_array();
  if (method.is_undefined()) {
    collecting->length = static_cast<double>(machine.to_length(machine.get(items, "length")));
  } else {
    const Value iterator = machine.call(method, items);
    if (!iterator.is_object()) {
      machine.throw_type_error("Result of the Symbol.asyncIterator method is not an object");
    }
    const Value next = next_method(machine, iterator);
    collecting->iterator =
        async_method.is_undefined() ? create_async_from_sync_iterator(machine, {iterator, next}) : iterator;
    collecting->next = next_method(machine, collecting->iterator);
  }
  begin_element(machine, collecting);
}

}  // namespace

Value array_from_async(Machine& machine, const Arguments& arguments) {
  auto* collecting = machine.heap.make<Collecting>();
  collecting->promise = new_promise(machine);
  try {
    begin(machine, collecting, arguments);
  } catch (const Throw& thrown) {
    reject_promise(machine, collecting->promise, thrown.value);
  }
  const Value promise(collecting->promise);
  keep_alive(collecting);
  return promise;
}

}  // namespace asyncq::engine
