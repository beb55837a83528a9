// What combines and compares sets [24.2.4]: union, intersection, difference, …

#include <fmt/format.h>

#include <cmath>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/collection_parts.h"
#include "engine/messages.h"
#include "engine/operations.h"

namespace asyncq::engine {
namespace {

// Set Record [24.2.1.1]: anything with a size, has and keys.
struct SetRecord {
  Value object;
  double size = 0;
  Value has;
  Value keys;
};

Value required_method(Machine& machine, Object* object, std::string_view name) {
  const Value method = object->get(machine, name);
  if (!is_callable(method)) machine.throw_type_error(fmt::format("string \"{}\" is not a function", name));
  return method;
}

// GetSetRecord [24.2.1.2]
SetRecord get_set_record(Machine& machine, Value value, std::string_view method) {
  if (!value.is_object()) {
    machine.throw_type_error(fmt::format("Set.prototype.{} argument must be an object", method));
  }
  Object* object = value.as_object();
  const double size = machine.to_number(object->get(machine, "size"));
  if (std::isnan(size)) machine.throw_type_error("The .size property is NaN");
  const double whole = std::trunc(size) + 0.0;
  if (whole < 0) {
    machine.throw_range_error(fmt::format("'{}' is an invalid size", message_text(machine, Value(whole))));
  }
  const Value has = required_method(machine, object, "has");
  return {value, whole, has, required_method(machine, object, "keys")};
}

bool record_has(Machine& machine, const SetRecord& record, Value key) {
  return machine.to_boolean(machine.call(record.has, record.object, {key}));
}

Machine::Iterator record_keys(Machine& machine, const SetRecord& record) {
  const Value keys = machine.call(record.keys, record.object);
  if (!keys.is_object()) machine.throw_type_error(message_text(machine, keys) + " is not an object");
  return {keys, next_method(machine, keys)};
}

// visit(key) for each key of the other set; false: enough, the iterator is closed.
template <typename Visit>
void each_key(Machine& machine, const SetRecord& record, Visit visit) {
  Machine::Iterator keys = record_keys(machine, record);
  while (const std::optional<Value> key = machine.iterator_step(keys)) {
    if (!visit(*key)) {
      machine.iterator_close(keys);
      return;
    }
  }
}

Collection* create_set(Machine& machine) {
  return machine.heap.make<Collection>(machine.shape_for(machine.realm.set_prototype), CollectionKind::set);
}

Collection* copy_set(Machine& machine, Collection* source) {
  Collection* copy = create_set(machine);
  for (const Collection::Entry& entry : source->entries()) {
    if (!entry.key.is_empty()) copy->add(machine.heap, entry.key);
  }
  return copy;
}

struct Operands {
  Collection* self;
  SetRecord other;
};

Operands operands(Machine& machine, const Arguments& arguments, std::string_view method) {
  Collection* self = require_collection(machine, arguments.this_value, CollectionKind::set, method);
  return {self, get_set_record(machine, arguments[0], method)};
}

Value set_union(Machine& machine, const Arguments& arguments) {
  const auto [self, other] = operands(machine, arguments, "union");
  Machine::Iterator keys = record_keys(machine, other);
  Collection* result = copy_set(machine, self);
  while (const std::optional<Value> key = machine.iterator_step(keys)) result->add(machine.heap, *key);
  return Value(result);
}

Value intersection(Machine& machine, const Arguments& arguments) {
  const auto [self, other] = operands(machine, arguments, "intersection");
  Collection* result = create_set(machine);
  if (static_cast<double>(self->size()) <= other.size) {
    Collection::Cursor cursor(self);
    while (const Collection::Entry* entry = cursor.next()) {
      const Value key = entry->key;
      if (record_has(machine, other, key)) result->add(machine.heap, key);
    }
  } else {
    each_key(machine, other, [&, set = self](Value key) {
      if (set->has(key)) result->add(machine.heap, key);
      return true;
    });
  }
  return Value(result);
}

Value difference(Machine& machine, const Arguments& arguments) {
  const auto [self, other] = operands(machine, arguments, "difference");
  Collection* result = copy_set(machine, self);
  if (static_cast<double>(self->size()) <= other.size) {
    Collection::Cursor cursor(self);
    while (const Collection::Entry* entry = cursor.next()) {
      const Value key = entry->key;
      if (record_has(machine, other, key)) result->remove(key);
    }
  } else {
    each_key(machine, other, [&](Value key) {
      result->remove(key);
      return true;
    });
  }
  return Value(result);
}

Value symmetric_difference(Machine& machine, const Arguments& arguments) {
  const auto [self, other] = operands(machine, arguments, "symmetricDifference");
  Collection* result = copy_set(machine, self);
  each_key(machine, other, [&, set = self](Value key) {
    if (set->has(key)) {
      result->remove(key);
    } else {
      result->add(machine.heap, key);
    }
    return true;
  });
  return Value(result);
}

Value is_subset_of(Machine& machine, const Arguments& arguments) {
  const auto [self, other] = operands(machine, arguments, "isSubsetOf");
  if (static_cast<double>(self->size()) > other.size) return Value(false);
  Collection::Cursor cursor(self);
  while (const Collection::Entry* entry = cursor.next()) {
    if (!record_has(machine, other, entry->key)) return Value(false);
  }
  return Value(true);
}

Value is_superset_of(Machine& machine, const Arguments& arguments) {
  const auto [self, other] = operands(machine, arguments, "isSupersetOf");
  if (static_cast<double>(self->size()) < other.size) return Value(false);
  bool all = true;
  each_key(machine, other, [&, set = self](Value key) { return all = set->has(key); });
  return Value(all);
}

Value is_disjoint_from(Machine& machine, const Arguments& arguments) {
  const auto [self, other] = operands(machine, arguments, "isDisjointFrom");
  if (static_cast<double>(self->size()) <= other.size) {
    Collection::Cursor cursor(self);
    while (const Collection::Entry* entry = cursor.next()) {
      if (record_has(machine, other, entry->key)) return Value(false);
    }
    return Value(true);
  }
  bool disjoint = true;
  each_key(machine, other, [&, set = self](Value key) { return disjoint = !set->has(key); });
  return Value(disjoint);
}

constexpr MethodRow kMethods[] = {
    {"difference", 1, difference},
    {"intersection", 1, intersection},
    {"isSubsetOf", 1, is_subset_of},
    {"isSupersetOf", 1, is_superset_of},
    {"isDisjointFrom", 1, is_disjoint_from},
    {"symmetricDifference", 1, symmetric_difference},
    {"union", 1, set_union},
};

}  // namespace

void install_set_methods(Machine& machine) {
  define_methods(machine, machine.realm.set_prototype, kMethods);
}

}  // namespace asyncq::engine
