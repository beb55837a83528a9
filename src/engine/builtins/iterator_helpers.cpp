// Iterator [27.1.3]: the constructor, from(), and the methods that every iterator inherits.

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/iterator_parts.h"
#include "engine/iterator_helper.h"
#include "engine/messages.h"
#include "engine/operations.h"

namespace asyncq::engine {
namespace {

using Kind = IteratorHelperKind;

// GetIteratorDirect [7.4.10] of the receiver.
Machine::Iterator direct(Machine& machine, const Arguments& arguments, std::string_view method) {
  const Value receiver = arguments.this_value;
  if (!receiver.is_object())
    machine.throw_type_error(fmt::format("Iterator.prototype.{} called on non-object", method));
  return {receiver, Value::undefined()};
}
void read_next(Machine& machine, Machine::Iterator& iterator) {
  iterator.next = next_method(machine, iterator.object);
}

// Calls work(), and closes the iterator when that throws [7.4.11].
template <typename Work>
auto closing(Machine& machine, const Machine::Iterator& iterator, Work work) {
  try {
    return work();
  } catch (const Throw& thrown) {
    const Value reason = thrown.value;  // on the stack, where the collector sees it
    machine.iterator_close_quietly(iterator);
    throw Throw{reason};
  }
}

// --- helpers: iterators made of iterators [27.1.2.1] ---

// GetIteratorFlattenable [7.4.5]
enum class Primitives : std::uint8_t { are_refused, strings_iterate };
Machine::Iterator flattenable(Machine& machine, Value value, Primitives primitives, std::string_view method) {
  const bool takes = value.is_object() || (primitives == Primitives::strings_iterate && value.is_string());
  if (!takes) machine.throw_type_error(fmt::format("Iterator.{} called on non-object", method));
  const Value iterate = machine.get_method(value, PropertyKey::from_symbol(machine.realm.symbol_iterator));
  Machine::Iterator iterator{iterate.is_undefined() ? value : machine.call(iterate, value), {}};
  if (!iterator.object.is_object())
    machine.throw_type_error(fmt::format("Iterator.{} called on non-object", method));
  read_next(machine, iterator);
  return iterator;
}

class Stepper {
 public:
  Stepper(Machine& machine, IteratorHelper* helper)
      : machine_(machine), helper_(helper), iterator_{helper->iterated, helper->next} {}

  std::optional<Value> step() {
    switch (helper_->kind_of_helper) {
      case Kind::map:
        return step_map();
      case Kind::filter:
        return step_filter();
      case Kind::take:
        return step_take();
      case Kind::drop:
        return step_drop();
      case Kind::flat_map:
        return step_flat_map();
      case Kind::wrapped:
        break;
    }
    return std::nullopt;
  }

 private:
  std::optional<Value> outer() {
    machine_.safe_point();
    return machine_.iterator_step(iterator_);
  }
  Value call_function(Value value) {
    return closing(machine_, iterator_, [&] {
      return machine_.call(helper_->function, Value::undefined(), {value, Value(helper_->counter++)});
    });
  }

  std::optional<Value> step_map() {
    const std::optional<Value> value = outer();
    if (!value) return std::nullopt;
    return call_function(*value);
  }
  std::optional<Value> step_filter() {
    while (const std::optional<Value> value = outer()) {
      if (machine_.to_boolean(call_function(*value))) return value;
    }
    return std::nullopt;
  }
  std::optional<Value> step_take() {
    if (helper_->remaining <= 0) {
      machine_.iterator_close(iterator_);
      return std::nullopt;
    }
    --helper_->remaining;
    return outer();
  }
  std::optional<Value> step_drop() {
    for (; helper_->remaining > 0; --helper_->remaining) {
      if (!outer()) return std::nullopt;
    }
    return outer();
  }
  std::optional<Value> step_flat_map() {
    for (;;) {
      if (!helper_->inner.is_undefined()) {
        Machine::Iterator inner{helper_->inner, helper_->inner_next};
        const std::optional<Value> value =
            closing(machine_, iterator_, [&] { return machine_.iterator_step(inner); });
        if (value) return value;
        helper_->inner = Value::undefined();
      }
      const std::optional<Value> value = outer();
      if (!value) return std::nullopt;
      const Value mapped = call_function(*value);
      const Machine::Iterator inner = closing(machine_, iterator_, [&] {
        return flattenable(machine_, mapped, Primitives::are_refused, "prototype.flatMap");
      });
      helper_->inner = inner.object;
      helper_->inner_next = inner.next;
    }
  }

  Machine& machine_;
  IteratorHelper* helper_;
  Machine::Iterator iterator_;
};

IteratorHelper* this_helper(Machine& machine, const Arguments& arguments, std::string_view method) {
  const Value receiver = arguments.this_value;
  auto* helper = receiver.is_object() ? dynamic_cast<IteratorHelper*>(receiver.as_object()) : nullptr;
  if (helper == nullptr || helper->kind_of_helper == Kind::wrapped)
    throw_incompatible(machine, fmt::format("Iterator Helper.prototype.{}", method), receiver);
  if (helper->running) machine.throw_type_error("Generator is already running");
  return helper;
}

Value no_more(Machine& machine) {
  return Value(machine.create_iterator_result(Value::undefined(), true));
}

// Runs work() as the body of the helper, which no other call may enter meanwhile and which a throw ends.
template <typename Work>
auto as_body(IteratorHelper* helper, Work work) {
  struct Running {
    IteratorHelper* helper;
    ~Running() { helper->running = false; }
  };
  helper->running = true;
  const Running running{helper};
  try {
    return work();
  } catch (const Throw&) {
    helper->done = true;
    throw;
  }
}

// %IteratorHelperPrototype%.next [27.1.2.1.1]
Value helper_next(Machine& machine, const Arguments& arguments) {
  IteratorHelper* helper = this_helper(machine, arguments, "next");
  if (helper->done) return no_more(machine);
  helper->started = true;
  const std::optional<Value> value = as_body(helper, [&] { return Stepper(machine, helper).step(); });
  if (value) return Value(machine.create_iterator_result(*value, false));
  helper->done = true;
  return no_more(machine);
}

// %IteratorHelperPrototype%.return [27.1.2.1.2]
Value helper_return(Machine& machine, const Arguments& arguments) {
  IteratorHelper* helper = this_helper(machine, arguments, "return");
  if (helper->done) return no_more(machine);
  helper->done = true;
  const Machine::Iterator outer{helper->iterated, helper->next};
  const Machine::Iterator inner{helper->inner, helper->inner_next};
  as_body(helper, [&] {
    if (!inner.object.is_undefined()) closing(machine, outer, [&] { machine.iterator_close(inner); });
    machine.iterator_close(outer);
  });
  return no_more(machine);
}

// captured: the prototype of helpers
Value make_helper(Machine& machine, const Arguments& arguments, Kind kind,
                  const Machine::Iterator& iterator) {
  auto* prototype = arguments.callee->captured[0].as_object();
  return Value(
      machine.heap.make<IteratorHelper>(machine.shape_for(prototype), kind, iterator.object, iterator.next));
}

template <Kind kind>
constexpr std::string_view name_of() {
  constexpr std::string_view kNames[] = {"map", "filter", "take", "drop", "flatMap"};
  return kNames[static_cast<std::size_t>(kind)];
}

// Iterator.prototype.map, filter, flatMap [27.1.4.8, 27.1.4.5, 27.1.4.6]
template <Kind kind>
Value helper_by_function(Machine& machine, const Arguments& arguments) {
  Machine::Iterator iterator = direct(machine, arguments, name_of<kind>());
  const Value function = require_callable(machine, arguments[0]);
  read_next(machine, iterator);
  const Value helper = make_helper(machine, arguments, kind, iterator);
  static_cast<IteratorHelper*>(helper.as_object())->function = function;
  return helper;
}

// Iterator.prototype.take, drop [27.1.4.12, 27.1.4.3]
template <Kind kind>
Value helper_by_count(Machine& machine, const Arguments& arguments) {
  Machine::Iterator iterator = direct(machine, arguments, name_of<kind>());
  const double limit = machine.to_number(arguments[0]);
  if (std::isnan(limit) || std::trunc(limit) < 0)
    machine.throw_range_error(message_text(machine, arguments[0]) + " must be positive");
  read_next(machine, iterator);
  const Value helper = make_helper(machine, arguments, kind, iterator);
  static_cast<IteratorHelper*>(helper.as_object())->remaining = std::trunc(limit);
  return helper;
}

// --- what uses an iterator up ---

// Calls visit(value, number) for each value until it answers false; the iterator is closed then.
template <typename Visit>
void each_value(Machine& machine, Machine::Iterator& iterator, double first_number, Visit visit) {
  for (double number = first_number;; ++number) {
    machine.safe_point();
    const std::optional<Value> value = machine.iterator_step(iterator);
    if (!value) return;
    if (closing(machine, iterator, [&] { return visit(*value, Value(number)); })) continue;
    machine.iterator_close(iterator);
    return;
  }
}

// Iterator.prototype.reduce [27.1.4.10]
Value reduce(Machine& machine, const Arguments& arguments) {
  Machine::Iterator iterator = direct(machine, arguments, "reduce");
  const Value function = require_callable(machine, arguments[0]);
  read_next(machine, iterator);
  Value result = arguments[1];
  double number = 0;
  if (arguments.count < 2) {
    const std::optional<Value> first = machine.iterator_step(iterator);
    if (!first) machine.throw_type_error("Reduce of a done iterator with no initial value");
    result = *first;
    number = 1;
  }
  each_value(machine, iterator, number, [&](Value value, Value index) {
    result = machine.call(function, Value::undefined(), {result, value, index});
    return true;
  });
  return result;
}

// Iterator.prototype.toArray [27.1.4.13]
Value to_array(Machine& machine, const Arguments& arguments) {
  Machine::Iterator iterator = direct(machine, arguments, "toArray");
  read_next(machine, iterator);
  Array* all = machine.create_array();
  each_value(machine, iterator, 0, [&](Value value, Value) {
    all->elements.push_back(value);
    machine.heap.note_external(sizeof(Value));
    return true;
  });
  return Value(all);
}

// Iterator.prototype.forEach [27.1.4.7]
Value for_each(Machine& machine, const Arguments& arguments) {
  Machine::Iterator iterator = direct(machine, arguments, "forEach");
  const Value function = require_callable(machine, arguments[0]);
  read_next(machine, iterator);
  each_value(machine, iterator, 0, [&](Value value, Value index) {
    machine.call(function, Value::undefined(), {value, index});
    return true;
  });
  return Value::undefined();
}

enum class Search : std::uint8_t { some, every, find };

// Iterator.prototype.some, every, find [27.1.4.11, 27.1.4.4, 27.1.4.9]
template <Search search>
Value search_values(Machine& machine, const Arguments& arguments) {
  constexpr std::string_view kNames[] = {"some", "every", "find"};
  Machine::Iterator iterator = direct(machine, arguments, kNames[static_cast<std::size_t>(search)]);
  const Value function = require_callable(machine, arguments[0]);
  read_next(machine, iterator);
  Value result = search == Search::find ? Value::undefined() : Value(search == Search::every);
  each_value(machine, iterator, 0, [&](Value value, Value index) {
    const bool holds = machine.to_boolean(machine.call(function, Value::undefined(), {value, index}));
    if (holds == (search == Search::every)) return true;
    result = search == Search::find ? value : Value(search == Search::some);
    return false;
  });
  return result;
}

// --- the constructor ---

// [27.1.3.1.1]: only for classes that extend it.
Value iterator_constructor(Machine& machine, const Arguments& arguments) {
  require_new(machine, arguments, "Iterator");
  if (arguments.new_target.same_bits(Value(arguments.callee)))
    machine.throw_type_error("Abstract class Iterator not directly constructable");
  return Value(
      machine.create_object(machine.prototype_from(arguments.new_target, machine.realm.iterator_prototype)));
}

// Iterator.from [27.1.3.2.1]; captured: the prototype of what wraps iterators
Value from(Machine& machine, const Arguments& arguments) {
  const Machine::Iterator iterator = flattenable(machine, arguments[0], Primitives::strings_iterate, "from");
  for (Object* object = iterator.object.as_object(); object != nullptr; object = object->prototype()) {
    if (object->prototype() == machine.realm.iterator_prototype) return iterator.object;
  }
  return make_helper(machine, arguments, Kind::wrapped, iterator);
}

IteratorHelper* this_wrapped(Machine& machine, const Arguments& arguments, std::string_view method) {
  const Value receiver = arguments.this_value;
  auto* helper = receiver.is_object() ? dynamic_cast<IteratorHelper*>(receiver.as_object()) : nullptr;
  if (helper == nullptr || helper->kind_of_helper != Kind::wrapped)
    throw_incompatible(machine, fmt::format("%WrapForValidIteratorPrototype%.{}", method), receiver);
  return helper;
}
Value wrapped_next(Machine& machine, const Arguments& arguments) {
  const IteratorHelper* wrapped = this_wrapped(machine, arguments, "next");
  return machine.call(wrapped->next, wrapped->iterated);
}
Value wrapped_return(Machine& machine, const Arguments& arguments) {
  const IteratorHelper* wrapped = this_wrapped(machine, arguments, "return");
  const Value method = machine.get_method(wrapped->iterated, machine.realm.keys.return_);
  return method.is_undefined() ? no_more(machine) : machine.call(method, wrapped->iterated);
}

// Iterator.prototype[Symbol.toStringTag] and constructor are accessors, so that a class which extends nothing
// and sets them on its prototype gets properties of its own. [27.1.4.1, 27.1.4.14; 7.3.35
// SetterThatIgnoresPrototypeProperties]
// captured: the value
Value read_captured(Machine&, const Arguments& arguments) {
  return arguments.callee->captured[0];
}
// captured: the key
Value set_on_receiver(Machine& machine, const Arguments& arguments) {
  const Value receiver = arguments.this_value;
  const Value name = arguments.callee->captured[0];
  const PropertyKey key = machine.to_property_key(name);
  if (!receiver.is_object()) machine.throw_type_error("Iterator.prototype setter called on non-object");
  Object* object = receiver.as_object();
  if (object == machine.realm.iterator_prototype) {
    machine.throw_type_error(
        fmt::format("Cannot assign to read only property '{}' of object '[object Object]'", key.utf8()));
  }
  if (object->get_own(machine, key)) {
    object->set(machine, key, arguments[0]);
  } else {
    object->define(machine, key, arguments[0]);
  }
  return Value::undefined();
}
void define_weird_accessor(Machine& machine, PropertyKey key, Value value) {
  const Value name = property_key_value(machine, key);
  const Value getter(machine.create_native("get " + key.utf8(), 0, read_captured, {value}));
  const Value setter(machine.create_native("set " + key.utf8(), 1, set_on_receiver, {name}));
  machine.realm.iterator_prototype->define(machine, key, Value(machine.heap.make<Accessor>(getter, setter)),
                                           kConfigurable | kAccessor);
}

constexpr MethodRow kConsumers[] = {
    {"reduce", 1, reduce},
    {"toArray", 0, to_array},
    {"forEach", 1, for_each},
    {"some", 1, search_values<Search::some>},
    {"every", 1, search_values<Search::every>},
    {"find", 1, search_values<Search::find>},
};
constexpr MethodRow kMakers[] = {
    {"map", 1, helper_by_function<Kind::map>},          {"filter", 1, helper_by_function<Kind::filter>},
    {"take", 1, helper_by_count<Kind::take>},           {"drop", 1, helper_by_count<Kind::drop>},
    {"flatMap", 1, helper_by_function<Kind::flat_map>},
};
constexpr MethodRow kHelper[] = {{"next", 0, helper_next}, {"return", 0, helper_return}};
constexpr MethodRow kWrapped[] = {{"next", 0, wrapped_next}, {"return", 0, wrapped_return}};

}  // namespace

void install_iterator_helpers(Machine& machine) {
  Object* const prototype = machine.realm.iterator_prototype;
  NativeFunction* constructor = define_constructor(machine, "Iterator", 0, iterator_constructor, prototype);
  define_weird_accessor(machine, machine.realm.keys.constructor, Value(constructor));
  define_methods(machine, prototype, kConsumers);
  const auto define_makers = [&](Object* target, std::span<const MethodRow> rows, Object* made) {
    for (const MethodRow& row : rows) {
      target->define(machine, row.name,
                     Value(machine.create_native(row.name, row.length, row.code, {Value(made)})), kHidden);
    }
  };
  Object* helper = machine.create_object(prototype);
  define_methods(machine, helper, kHelper);
  define_tag(machine, helper, "Iterator Helper");
  define_makers(prototype, kMakers, helper);
  Object* wrapped = machine.create_object(prototype);
  define_methods(machine, wrapped, kWrapped);
  constexpr MethodRow kFrom[] = {{"from", 1, from}};
  define_makers(constructor, kFrom, wrapped);
  define_weird_accessor(machine, PropertyKey::from_symbol(machine.realm.symbol_to_string_tag),
                        machine.string("Iterator"));
}

}  // namespace asyncq::engine
