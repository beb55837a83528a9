#include "engine/realm.h"

#include <span>

#include "engine/builtins.h"
#include "engine/lacking.h"
#include "engine/lazy_globals.h"
#include "engine/machine.h"
#include "engine/promise.h"
#include "engine/well_known_symbols.h"
#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

void create_keys(Machine& machine) {
  Realm::Keys& keys = machine.realm.keys;
  struct Row {
    PropertyKey Realm::Keys::*key;
    std::string_view name;
  };
  constexpr Row kRows[] = {
      {&Realm::Keys::constructor, "constructor"},
      {&Realm::Keys::then, "then"},
      {&Realm::Keys::resolve, "resolve"},
      {&Realm::Keys::prototype, "prototype"},
      {&Realm::Keys::name, "name"},
      {&Realm::Keys::length, "length"},
      {&Realm::Keys::message, "message"},
      {&Realm::Keys::stack, "stack"},
      {&Realm::Keys::cause, "cause"},
      {&Realm::Keys::errors, "errors"},
      {&Realm::Keys::value, "value"},
      {&Realm::Keys::done, "done"},
      {&Realm::Keys::next, "next"},
      {&Realm::Keys::return_, "return"},
      {&Realm::Keys::throw_, "throw"},
      {&Realm::Keys::get, "get"},
      {&Realm::Keys::set, "set"},
      {&Realm::Keys::enumerable, "enumerable"},
      {&Realm::Keys::configurable, "configurable"},
      {&Realm::Keys::writable, "writable"},
      {&Realm::Keys::to_string, "toString"},
      {&Realm::Keys::value_of, "valueOf"},
      {&Realm::Keys::to_json, "toJSON"},
      {&Realm::Keys::code, "code"},
      {&Realm::Keys::iterator, "iterator"},
      {&Realm::Keys::async_iterator, "asyncIterator"},
      {&Realm::Keys::callee, "callee"},
      {&Realm::Keys::index, "index"},
      {&Realm::Keys::proto, "__proto__"},
      {&Realm::Keys::default_, "default"},
  };
  for (const Row& row : kRows) keys.*row.key = machine.strings.key(row.name);
}

void create_symbols(Machine& machine) {
  Realm& realm = machine.realm;
  for (const WellKnownSymbol& row : kWellKnownSymbols) {
    realm.*row.symbol = machine.heap.make<Symbol>(machine.string("Symbol." + std::string(row.name)));
  }
  // Node had these two before V8, as symbols of its own.
  if (!scheduler::is_node_before(machine.policy(), 24)) return;
  realm.symbol_dispose = machine.heap.make<Symbol>(machine.string("nodejs.dispose"));
  realm.symbol_async_dispose = machine.heap.make<Symbol>(machine.string("nodejs.asyncDispose"));
}

Value empty_function(Machine&, const Arguments&) {
  return Value::undefined();
}

void create_prototypes(Machine& machine) {
  Realm& realm = machine.realm;
  Heap& heap = machine.heap;
  const auto shape = [&](Object* prototype) { return heap.make<Shape>(nullptr, prototype); };
  realm.empty_string = machine.strings.intern(std::string_view(""));
  realm.object_prototype = heap.make<Object>(shape(nullptr));
  realm.empty_object_shape = shape(realm.object_prototype);
  realm.function_prototype =
      heap.make<NativeFunction>(shape(realm.object_prototype), empty_function, realm.empty_string, 0, false);
  realm.native_function_shape = shape(realm.function_prototype);
  realm.closure_shape = shape(realm.function_prototype);
  const auto prototype = [&](Object*& slot, Object* parent) { slot = machine.create_object(parent); };
  prototype(realm.async_function_prototype, realm.function_prototype);
  prototype(realm.generator_function_prototype, realm.function_prototype);
  prototype(realm.async_generator_function_prototype, realm.function_prototype);
  realm.async_closure_shape = shape(realm.async_function_prototype);
  realm.generator_closure_shape = shape(realm.generator_function_prototype);
  realm.async_generator_closure_shape = shape(realm.async_generator_function_prototype);
  Object* const root = realm.object_prototype;
  realm.array_prototype = heap.make<Array>(shape(root));
  realm.array_shape = shape(realm.array_prototype);
  realm.string_prototype = heap.make<PrimitiveWrapper>(shape(root), Value(realm.empty_string));
  realm.number_prototype = heap.make<PrimitiveWrapper>(shape(root), Value(0.0));
  realm.boolean_prototype = heap.make<PrimitiveWrapper>(shape(root), Value(false));
  for (Object** slot : {&realm.symbol_prototype, &realm.big_int_prototype, &realm.error_prototype,
                        &realm.iterator_prototype, &realm.async_iterator_prototype, &realm.promise_prototype,
                        &realm.map_prototype, &realm.set_prototype, &realm.weak_map_prototype,
                        &realm.weak_set_prototype, &realm.regexp_prototype, &realm.date_prototype}) {
    prototype(*slot, root);
  }
  realm.error_prototypes[0] = realm.error_prototype;
  for (std::size_t i = 1; i < std::size(realm.error_prototypes); ++i) {
    prototype(realm.error_prototypes[i], realm.error_prototype);
  }
  for (Object** slot :
       {&realm.array_iterator_prototype, &realm.map_iterator_prototype, &realm.set_iterator_prototype,
        &realm.string_iterator_prototype, &realm.generator_prototype}) {
    prototype(*slot, realm.iterator_prototype);
  }
  prototype(realm.async_generator_prototype, realm.async_iterator_prototype);
  prototype(realm.async_from_sync_iterator_prototype, realm.async_iterator_prototype);
  realm.promise_shape = shape(realm.promise_prototype);
  realm.iterator_result_shape = realm.empty_object_shape->with_property(heap, realm.keys.value, kDataDefault)
                                    ->with_property(heap, realm.keys.done, kDataDefault);
  realm.global = machine.create_object();
  realm.global->take_unique_shape(heap);
}

using Installer = void (*)(Machine&);
constexpr Installer kInstallers[] = {
    install_object, install_function, install_error,   install_iterators, install_array,
    install_string, install_number,   install_symbol,  install_json,      install_collections,
    install_regexp, install_date,     install_promise, install_async,     install_events,
    install_timers, install_process,  install_console, install_page,      install_modules,
};

}  // namespace

void create_realm(Machine& machine) {
  create_keys(machine);
  create_symbols(machine);
  create_prototypes(machine);
  Object* global = machine.realm.global;
  global->define(machine, "globalThis", Value(global), kHidden);
  global->define(machine, "global", Value(global), kHidden);
  global->define(machine, "undefined", Value::undefined(), 0);
  if (machine.policy().family == scheduler::Family::node) define_tag(machine, global, "global");
  for (const Installer install : kInstallers) install(machine);
  remove_lacking(machine);
  make_globals_lazy(machine);
  watch_promises(machine);
}

void Realm::for_each_cell(const std::function<void(Cell*)>& visit) const {
  for (Object* object : {global,
                         object_prototype,
                         function_prototype,
                         async_function_prototype,
                         generator_function_prototype,
                         async_generator_function_prototype,
                         array_prototype,
                         string_prototype,
                         number_prototype,
                         boolean_prototype,
                         symbol_prototype,
                         big_int_prototype,
                         error_prototype,
                         iterator_prototype,
                         async_iterator_prototype,
                         array_iterator_prototype,
                         map_iterator_prototype,
                         set_iterator_prototype,
                         string_iterator_prototype,
                         generator_prototype,
                         async_generator_prototype,
                         async_from_sync_iterator_prototype,
                         promise_prototype,
                         promise_constructor,
                         map_prototype,
                         set_prototype,
                         weak_map_prototype,
                         weak_set_prototype,
                         regexp_prototype,
                         date_prototype}) {
    visit(object);
  }
  for (Object* object : error_prototypes) visit(object);
  for (const Value value : {promise_then, promise_resolve, array_values, array_iterator_next, regexp_exec,
                            function_has_instance, module_exports}) {
    if (value.is_cell()) visit(value.as_cell());
  }
  for (const WellKnownSymbol& row : kWellKnownSymbols) visit(this->*row.symbol);
  visit(symbol_stack);
  for (Shape* shape :
       {empty_object_shape, array_shape, closure_shape, async_closure_shape, generator_closure_shape,
        async_generator_closure_shape, native_function_shape, promise_shape, iterator_result_shape}) {
    visit(shape);
  }
  visit(reinterpret_cast<Cell*>(host));
  visit(empty_string);
  visit(stack_accessor);
  for (const PropertyKey* key = &keys.constructor; key <= &keys.default_; ++key) visit(key->cell());
}

void Realm::trace(Marker& marker) {
  for_each_cell([&](Cell* cell) { marker.mark(cell); });
}

// --- the vocabulary of builtins.h ---

namespace {

// "then" is a name; "@@iterator" a well-known symbol.
PropertyKey method_key(Machine& machine, std::string_view name) {
  if (name.starts_with("@@")) {
    for (const WellKnownSymbol& row : kWellKnownSymbols) {
      if (row.name == name.substr(2)) return PropertyKey::from_symbol(machine.realm.*row.symbol);
    }
  }
  return machine.key(name);
}

std::string function_name(std::string_view name) {
  if (!name.starts_with("@@")) return std::string(name);
  return "[Symbol." + std::string(name.substr(2)) + "]";
}

}  // namespace

void define_methods(Machine& machine, Object* target, std::span<const MethodRow> rows) {
  target->take_unique_shape(machine.heap);
  for (const MethodRow& row : rows) {
    const PropertyKey key = method_key(machine, row.name);
    String* name = key.is_string() ? key.string() : machine.strings.intern(function_name(row.name));
    target->define(machine, key,
                   Value(machine.heap.make<NativeFunction>(machine.realm.native_function_shape, row.code,
                                                           name, row.length, false)),
                   kHidden);
  }
}

void define_getters(Machine& machine, Object* target, std::span<const GetterRow> rows) {
  for (const GetterRow& row : rows) {
    const Value getter(machine.create_native("get " + function_name(row.name), 0, row.code));
    target->define(machine, method_key(machine, row.name),
                   Value(machine.heap.make<Accessor>(getter, Value::undefined())), kConfigurable | kAccessor);
  }
}

NativeFunction* define_constructor(Machine& machine, std::string_view name, int length, NativeCode code,
                                   Object* prototype, bool global) {
  NativeFunction* constructor = machine.create_native(name, length, code);
  constructor->constructor = true;
  constructor->take_unique_shape(machine.heap);
  prototype->take_unique_shape(machine.heap);
  constructor->define(machine, machine.realm.keys.prototype, Value(prototype), 0);
  prototype->define(machine, machine.realm.keys.constructor, Value(constructor), kHidden);
  if (global) machine.realm.global->define(machine, name, Value(constructor), kHidden);
  return constructor;
}

void define_tag(Machine& machine, Object* target, std::string_view tag) {
  target->define(machine, PropertyKey::from_symbol(machine.realm.symbol_to_string_tag), machine.string(tag),
                 kConfigurable);
}

}  // namespace asyncq::engine
