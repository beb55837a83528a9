// Map, Set, WeakMap, WeakSet and WeakRef [24, 26.1]. What combines sets is in set_methods.cpp.

#include "engine/collections.h"

#include <fmt/format.h>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/collection_parts.h"
#include "engine/messages.h"

namespace asyncq::engine {
namespace {

constexpr std::string_view kNames[] = {"Map", "Set", "WeakMap", "WeakSet"};

constexpr std::string_view name_of(CollectionKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

template <CollectionKind kind>
Collection* this_collection(Machine& machine, const Arguments& arguments, std::string_view method) {
  return require_collection(machine, arguments.this_value, kind, method);
}

// CanBeHeldWeakly [9.14]: objects, and symbols that are not in the registry.
bool can_be_held_weakly(Value key) {
  return key.is_object() || key.is_symbol();
}

Object*& prototype_slot(Realm& realm, CollectionKind kind) {
  switch (kind) {
    case CollectionKind::map:
      return realm.map_prototype;
    case CollectionKind::set:
      return realm.set_prototype;
    case CollectionKind::weak_map:
      return realm.weak_map_prototype;
    case CollectionKind::weak_set:
      break;
  }
  return realm.weak_set_prototype;
}

// AddEntriesFromIterable [24.1.1.2], and what the set constructors do alike.
void add_all(Machine& machine, Collection* collection, Value iterable) {
  const bool is_set = collection->is_set();
  const Value adder = collection->get(machine, is_set ? "add" : "set");
  if (!is_callable(adder)) {
    machine.throw_type_error(fmt::format("'{}' returned for property '{}' of object '{}' is not a function",
                                         message_text(machine, adder), is_set ? "add" : "set",
                                         message_text(machine, Value(collection))));
  }
  for_each_value(machine, iterable, [&](Value item) {
    if (is_set) {
      machine.call(adder, Value(collection), {item});
      return;
    }
    if (!item.is_object()) {
      machine.throw_type_error(
          fmt::format("Iterator value {} is not an entry object", message_text(machine, item)));
    }
    const Value key = item.as_object()->get(machine, PropertyKey::from_index(0));
    const Value value = item.as_object()->get(machine, PropertyKey::from_index(1));
    machine.call(adder, Value(collection), {key, value});
  });
}

template <CollectionKind kind>
Value construct_collection(Machine& machine, const Arguments& arguments) {
  require_new(machine, arguments, name_of(kind));
  Object* prototype = machine.prototype_from(arguments.new_target, prototype_slot(machine.realm, kind));
  auto* collection = machine.heap.make<Collection>(machine.shape_for(prototype), kind);
  if (!arguments[0].is_nullish()) add_all(machine, collection, arguments[0]);
  return Value(collection);
}

// --- methods, one a kind; a method's name is only made for its error ---

template <CollectionKind kind>
Value get(Machine& machine, const Arguments& arguments) {
  const Collection::Entry* entry = this_collection<kind>(machine, arguments, "get")->find(arguments[0]);
  return entry == nullptr ? Value::undefined() : entry->value;
}

template <CollectionKind kind>
Value has(Machine& machine, const Arguments& arguments) {
  return Value(this_collection<kind>(machine, arguments, "has")->has(arguments[0]));
}

template <CollectionKind kind>
Value set(Machine& machine, const Arguments& arguments) {
  Collection* collection = this_collection<kind>(machine, arguments, "set");
  if (collection->is_weak() && !can_be_held_weakly(arguments[0])) {
    machine.throw_type_error("Invalid value used as weak map key");
  }
  collection->set(machine.heap, arguments[0], arguments[1]);
  return arguments.this_value;
}

template <CollectionKind kind>
Value add(Machine& machine, const Arguments& arguments) {
  Collection* collection = this_collection<kind>(machine, arguments, "add");
  if (collection->is_weak() && !can_be_held_weakly(arguments[0])) {
    machine.throw_type_error("Invalid value used in weak set");
  }
  collection->add(machine.heap, arguments[0]);
  return arguments.this_value;
}

template <CollectionKind kind>
Value remove(Machine& machine, const Arguments& arguments) {
  return Value(this_collection<kind>(machine, arguments, "delete")->remove(arguments[0]));
}

template <CollectionKind kind>
Value clear(Machine& machine, const Arguments& arguments) {
  this_collection<kind>(machine, arguments, "clear")->clear();
  return Value::undefined();
}

template <CollectionKind kind>
Value get_size(Machine& machine, const Arguments& arguments) {
  Collection* collection = find_collection(arguments.this_value, kind);
  if (collection == nullptr) {
    throw_incompatible(machine, fmt::format("get {}.prototype.size", name_of(kind)), arguments.this_value);
  }
  return Value(collection->size());
}

template <CollectionKind kind>
Value for_each(Machine& machine, const Arguments& arguments) {
  Collection* collection = this_collection<kind>(machine, arguments, "forEach");
  const Value callback = require_callable(machine, arguments[0]);
  Collection::Cursor cursor(collection);
  while (const Collection::Entry* entry = cursor.next()) {
    machine.call(callback, arguments[1], {entry->value, entry->key, arguments.this_value});
  }
  return Value::undefined();
}

template <CollectionKind kind, IterationKind iteration>
Value iterate(Machine& machine, const Arguments& arguments) {
  static constexpr std::string_view kMethods[] = {"keys", "values", "entries"};
  Collection* collection =
      this_collection<kind>(machine, arguments, kMethods[static_cast<std::size_t>(iteration)]);
  Object* prototype =
      collection->is_set() ? machine.realm.set_iterator_prototype : machine.realm.map_iterator_prototype;
  return Value(machine.heap.make<CollectionIterator>(machine.shape_for(prototype), collection, iteration));
}

template <bool over_set>
Value iterator_next(Machine& machine, const Arguments& arguments) {
  auto* iterator = arguments.this_value.is_object()
                       ? dynamic_cast<CollectionIterator*>(arguments.this_value.as_object())
                       : nullptr;
  if (iterator == nullptr || iterator->over_set != over_set) {
    throw_incompatible(machine, over_set ? "Set Iterator.prototype.next" : "Map Iterator.prototype.next",
                       arguments.this_value);
  }
  const Collection::Entry* entry = iterator->cursor.next();
  if (entry == nullptr) return Value(machine.create_iterator_result(Value::undefined(), true));
  Value value = entry->key;
  if (iterator->kind_of_values == IterationKind::values) value = entry->value;
  if (iterator->kind_of_values == IterationKind::entries) {
    value = Value(machine.create_array({entry->key, entry->value}));
  }
  return Value(machine.create_iterator_result(value, false));
}

// Map.groupBy [24.1.2.1]
Value group_by(Machine& machine, const Arguments& arguments) {
  require_coercible(machine, arguments[0], "Map.groupBy");
  if (!is_callable(arguments[1])) {
    machine.throw_type_error(message_text(machine, arguments[1]) + " is not a function");
  }
  auto* groups =
      machine.heap.make<Collection>(machine.shape_for(machine.realm.map_prototype), CollectionKind::map);
  double index = 0;
  for_each_value(machine, arguments[0], [&](Value value) {
    const Value key = machine.call(arguments[1], Value::undefined(), {value, Value(index++)});
    if (const Collection::Entry* group = groups->find(key)) {
      static_cast<Array*>(group->value.as_object())->elements.push_back(value);
    } else {
      groups->set(machine.heap, key, Value(machine.create_array({value})));
    }
  });
  return Value(groups);
}

// --- WeakRef [26.1]: holds its target as long as it lives ---

class WeakReference final : public Object {
 public:
  WeakReference(Shape* shape, Value referent) : Object(shape), target(referent) {}
  Value target;
  void trace(Marker& marker) override {
    Object::trace(marker);
    marker.mark(target);
  }
};

Value construct_weak_ref(Machine& machine, const Arguments& arguments) {
  require_new(machine, arguments, "WeakRef");
  if (!can_be_held_weakly(arguments[0])) machine.throw_type_error("WeakRef: invalid target");
  Object* fallback = arguments.callee->get(machine, machine.realm.keys.prototype).as_object();
  Object* prototype = machine.prototype_from(arguments.new_target, fallback);
  return Value(machine.heap.make<WeakReference>(machine.shape_for(prototype), arguments[0]));
}

Value deref(Machine& machine, const Arguments& arguments) {
  const auto* reference = arguments.this_value.is_object()
                              ? dynamic_cast<WeakReference*>(arguments.this_value.as_object())
                              : nullptr;
  if (reference == nullptr) throw_incompatible(machine, "WeakRef.prototype.deref", arguments.this_value);
  return reference->target;
}

// --- FinalizationRegistry [26.2]: what it is to clean up never dies before the program's end ---

Value construct_finalization_registry(Machine& machine, const Arguments& arguments) {
  require_new(machine, arguments, "FinalizationRegistry");
  if (!is_callable(arguments[0])) machine.throw_type_error("FinalizationRegistry: cleanup must be callable");
  Object* fallback = arguments.callee->get(machine, machine.realm.keys.prototype).as_object();
  return Value(machine.create_object(machine.prototype_from(arguments.new_target, fallback)));
}

Value register_finalization(Machine& machine, const Arguments& arguments) {
  if (!can_be_held_weakly(arguments[0])) {
    machine.throw_type_error("FinalizationRegistry.prototype.register: invalid target");
  }
  return {};
}

Value unregister_finalization(Machine&, const Arguments&) {
  return Value(false);
}

// --- tables ---

constexpr auto kMap = CollectionKind::map;
constexpr auto kSet = CollectionKind::set;
constexpr auto kWeakMap = CollectionKind::weak_map;
constexpr auto kWeakSet = CollectionKind::weak_set;

constexpr MethodRow kMapMethods[] = {
    {"get", 1, get<kMap>},
    {"set", 2, set<kMap>},
    {"has", 1, has<kMap>},
    {"delete", 1, remove<kMap>},
    {"clear", 0, clear<kMap>},
    {"entries", 0, iterate<kMap, IterationKind::entries>},
    {"forEach", 1, for_each<kMap>},
    {"keys", 0, iterate<kMap, IterationKind::keys>},
    {"values", 0, iterate<kMap, IterationKind::values>},
};
constexpr MethodRow kSetMethods[] = {
    {"has", 1, has<kSet>},
    {"add", 1, add<kSet>},
    {"delete", 1, remove<kSet>},
    {"clear", 0, clear<kSet>},
    {"entries", 0, iterate<kSet, IterationKind::entries>},
    {"forEach", 1, for_each<kSet>},
    {"values", 0, iterate<kSet, IterationKind::values>},
};
constexpr MethodRow kWeakMapMethods[] = {
    {"delete", 1, remove<kWeakMap>},
    {"get", 1, get<kWeakMap>},
    {"set", 2, set<kWeakMap>},
    {"has", 1, has<kWeakMap>},
};
constexpr MethodRow kWeakSetMethods[] = {
    {"delete", 1, remove<kWeakSet>},
    {"has", 1, has<kWeakSet>},
    {"add", 1, add<kWeakSet>},
};

template <CollectionKind kind>
NativeFunction* define_collection(Machine& machine, std::span<const MethodRow> methods) {
  Object* prototype = prototype_slot(machine.realm, kind);
  NativeFunction* constructor =
      define_constructor(machine, name_of(kind), 0, construct_collection<kind>, prototype);
  define_methods(machine, prototype, methods);
  define_tag(machine, prototype, name_of(kind));
  return constructor;
}

void define_strong(Machine& machine, NativeFunction* constructor, Object* prototype, NativeCode size) {
  const GetterRow species[] = {{"@@species", return_this}};
  define_getters(machine, constructor, species);
  const GetterRow sizes[] = {{"size", size}};
  define_getters(machine, prototype, sizes);
}

void define_iterators(Machine& machine) {
  Realm& realm = machine.realm;
  static constexpr MethodRow kMapNext[] = {{"next", 0, iterator_next<false>}};
  static constexpr MethodRow kSetNext[] = {{"next", 0, iterator_next<true>}};
  define_methods(machine, realm.map_iterator_prototype, kMapNext);
  define_tag(machine, realm.map_iterator_prototype, "Map Iterator");
  define_methods(machine, realm.set_iterator_prototype, kSetNext);
  define_tag(machine, realm.set_iterator_prototype, "Set Iterator");
}

}  // namespace

Collection* find_collection(Value value, CollectionKind kind) {
  if (!value.is_object()) return nullptr;
  Object* object = value.as_object();
  if (object->kind() != CellKind::map && object->kind() != CellKind::set) return nullptr;
  auto* collection = static_cast<Collection*>(object);
  return collection->collection_kind() == kind ? collection : nullptr;
}

Collection* require_collection(Machine& machine, Value value, CollectionKind kind, std::string_view method) {
  Collection* collection = find_collection(value, kind);
  if (collection == nullptr) {
    throw_incompatible(machine, fmt::format("{}.prototype.{}", name_of(kind), method), value);
  }
  return collection;
}

void install_collections(Machine& machine) {
  Realm& realm = machine.realm;
  NativeFunction* map = define_collection<kMap>(machine, kMapMethods);
  static constexpr MethodRow kMapStatics[] = {{"groupBy", 2, group_by}};
  define_methods(machine, map, kMapStatics);
  define_strong(machine, map, realm.map_prototype, get_size<kMap>);
  define_alias(machine, realm.map_prototype, "entries", PropertyKey::from_symbol(realm.symbol_iterator));

  NativeFunction* set_constructor = define_collection<kSet>(machine, kSetMethods);
  define_strong(machine, set_constructor, realm.set_prototype, get_size<kSet>);
  install_set_methods(machine);
  define_alias(machine, realm.set_prototype, "values", machine.key("keys"));
  define_alias(machine, realm.set_prototype, "values", PropertyKey::from_symbol(realm.symbol_iterator));

  define_collection<kWeakMap>(machine, kWeakMapMethods);
  define_collection<kWeakSet>(machine, kWeakSetMethods);
  define_iterators(machine);

  Object* weak_ref_prototype = machine.create_object();
  define_constructor(machine, "WeakRef", 1, construct_weak_ref, weak_ref_prototype);
  static constexpr MethodRow kWeakRefMethods[] = {{"deref", 0, deref}};
  define_methods(machine, weak_ref_prototype, kWeakRefMethods);
  define_tag(machine, weak_ref_prototype, "WeakRef");

  Object* registry_prototype = machine.create_object();
  define_constructor(machine, "FinalizationRegistry", 1, construct_finalization_registry, registry_prototype);
  static constexpr MethodRow kRegistryMethods[] = {{"register", 2, register_finalization},
                                                   {"unregister", 1, unregister_finalization}};
  define_methods(machine, registry_prototype, kRegistryMethods);
  define_tag(machine, registry_prototype, "FinalizationRegistry");
}

}  // namespace asyncq::engine
