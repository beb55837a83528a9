// Methods of Array.prototype that call the program back for each element [23.1.3].

#include "engine/builtins.h"
#include "engine/builtins/array_methods.h"
#include "engine/builtins/checks.h"

namespace asyncq::engine {
namespace {

Value number(std::uint64_t value) {
  return Value(static_cast<double>(value));
}

// The array, its length as it was at first, and the callback: how all these methods begin.
struct Walk {
  Walk(Machine& the_machine, const Arguments& arguments, std::string_view method)
      : Walk(the_machine, arguments, ArrayLike(the_machine, arguments.this_value, method).object()) {}
  Walk(Machine& the_machine, const Arguments& arguments, Object* object)
      : machine(the_machine),
        array(the_machine, object),
        length(array.length()),
        callback(require_callable(the_machine, arguments[0])),
        this_argument(arguments[1]) {}

  Value call(Value element, std::uint64_t index) {
    return machine.call(callback, this_argument, {element, number(index), array.value()});
  }
  bool test(Value element, std::uint64_t index) { return machine.to_boolean(call(element, index)); }
  // visit(element, index) for each element that is there; stops when it returns false.
  template <typename Visit>
  void each_present(Visit visit) {
    for (std::uint64_t i = array.next_present(0, length); i < length; i = array.next_present(i + 1, length)) {
      if (!visit(array.get(i), i)) return;
    }
  }

  Machine& machine;
  ArrayLike array;
  std::uint64_t length;
  Value callback;
  Value this_argument;
};

Value for_each(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, "Array.prototype.forEach");
  walk.each_present([&](Value element, std::uint64_t index) {
    walk.call(element, index);
    return true;
  });
  return Value::undefined();
}

Value map(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, "Array.prototype.map");
  ArrayLike result(machine, array_species_create(machine, walk.array.object(), walk.length));
  walk.each_present([&](Value element, std::uint64_t index) {
    result.create(index, walk.call(element, index));
    return true;
  });
  return result.value();
}

Value filter(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, "Array.prototype.filter");
  ArrayLike result(machine, array_species_create(machine, walk.array.object(), 0));
  std::uint64_t kept = 0;
  walk.each_present([&](Value element, std::uint64_t index) {
    if (walk.test(element, index)) result.create(kept++, element);
    return true;
  });
  return result.value();
}

Value some(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, "Array.prototype.some");
  bool found = false;
  walk.each_present([&](Value element, std::uint64_t index) {
    found = walk.test(element, index);
    return !found;
  });
  return Value(found);
}

Value every(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, "Array.prototype.every");
  bool all = true;
  walk.each_present([&](Value element, std::uint64_t index) {
    all = walk.test(element, index);
    return all;
  });
  return Value(all);
}

// FindViaPredicate [23.1.3.12.1]; holes count as undefined.
struct Found {
  Value index = Value(-1);
  Value value;
};

Found find_forward(Machine& machine, const Arguments& arguments, std::string_view method) {
  Walk walk(machine, arguments, method);
  for (std::uint64_t i = 0; i < walk.length; ++i) {
    const Value element = walk.array.get(i);
    if (walk.test(element, i)) return {number(i), element};
  }
  return {};
}

Found find_backward(Machine& machine, const Arguments& arguments, std::string_view method) {
  Walk walk(machine, arguments, method);
  for (std::uint64_t i = walk.length; i > 0; --i) {
    const Value element = walk.array.get(i - 1);
    if (walk.test(element, i - 1)) return {number(i - 1), element};
  }
  return {};
}

Value find(Machine& machine, const Arguments& arguments) {
  return find_forward(machine, arguments, "Array.prototype.find").value;
}
Value find_index(Machine& machine, const Arguments& arguments) {
  return find_forward(machine, arguments, "Array.prototype.findIndex").index;
}
Value find_last(Machine& machine, const Arguments& arguments) {
  return find_backward(machine, arguments, "Array.prototype.findLast").value;
}
Value find_last_index(Machine& machine, const Arguments& arguments) {
  return find_backward(machine, arguments, "Array.prototype.findLastIndex").index;
}

[[noreturn]] void throw_empty_reduce(Machine& machine) {
  machine.throw_type_error("Reduce of empty array with no initial value");
}

Value reduce(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, "Array.prototype.reduce");
  const bool has_initial = arguments.count > 1;
  std::uint64_t i = walk.array.next_present(0, walk.length);
  if (!has_initial && i == walk.length) throw_empty_reduce(machine);
  Value accumulator = arguments[1];
  if (!has_initial) {
    accumulator = walk.array.get(i);
    i = walk.array.next_present(i + 1, walk.length);
  }
  for (; i < walk.length; i = walk.array.next_present(i + 1, walk.length)) {
    accumulator = machine.call(walk.callback, Value::undefined(),
                               {accumulator, walk.array.get(i), number(i), walk.array.value()});
  }
  return accumulator;
}

Value reduce_right(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, "Array.prototype.reduceRight");
  bool has_accumulator = arguments.count > 1;
  Value accumulator = arguments[1];
  for (std::uint64_t i = walk.length; i > 0; --i) {
    if (i % kElementsPerStep == 0) machine.safe_point();
    const std::optional<Value> element = walk.array.find(i - 1);
    if (!element.has_value()) continue;
    if (!has_accumulator) {
      accumulator = *element;
      has_accumulator = true;
      continue;
    }
    accumulator = machine.call(walk.callback, Value::undefined(),
                               {accumulator, *element, number(i - 1), walk.array.value()});
  }
  if (!has_accumulator) throw_empty_reduce(machine);
  return accumulator;
}

Value flat_map(Machine& machine, const Arguments& arguments) {
  Walk walk(machine, arguments, machine.to_object(arguments.this_value));
  ArrayLike result(machine, array_species_create(machine, walk.array.object(), 0));
  std::uint64_t count = 0;
  walk.each_present([&](Value element, std::uint64_t index) {
    const Value mapped = walk.call(element, index);
    if (!mapped.is_object() || !mapped.as_object()->is_array()) {
      result.create(count++, mapped);
      return true;
    }
    ArrayLike inner(machine, mapped.as_object());
    const std::uint64_t length = inner.length();
    for (std::uint64_t i = inner.next_present(0, length); i < length; i = inner.next_present(i + 1, length)) {
      result.create(count++, inner.get(i));
    }
    return true;
  });
  return result.value();
}

constexpr MethodRow kMethods[] = {
    {"forEach", 1, for_each},
    {"map", 1, map},
    {"filter", 1, filter},
    {"some", 1, some},
    {"every", 1, every},
    {"find", 1, find},
    {"findIndex", 1, find_index},
    {"findLast", 1, find_last},
    {"findLastIndex", 1, find_last_index},
    {"reduce", 1, reduce},
    {"reduceRight", 1, reduce_right},
    {"flatMap", 1, flat_map},
};

}  // namespace

void install_array_callbacks(Machine& machine) {
  define_methods(machine, machine.realm.array_prototype, kMethods);
}

}  // namespace asyncq::engine
