#pragma once
// The intrinsic objects of a run [9.3] and the keys and shapes that are used everywhere.

#include <functional>

#include "engine/object.h"

namespace asyncq::engine {

class HostState;
class Machine;

struct Realm {
  Object* global = nullptr;
  HostState* host = nullptr;  // made on first use: host_state() of engine/host.h

  // Prototypes and constructors, named by what they belong to.
  Object* object_prototype = nullptr;
  Object* function_prototype = nullptr;
  Object* async_function_prototype = nullptr;
  Object* generator_function_prototype = nullptr;
  Object* async_generator_function_prototype = nullptr;
  Object* array_prototype = nullptr;
  Object* string_prototype = nullptr;
  Object* number_prototype = nullptr;
  Object* boolean_prototype = nullptr;
  Object* symbol_prototype = nullptr;
  Object* big_int_prototype = nullptr;
  Object* error_prototype = nullptr;
  Object* error_prototypes[8] = {};  // by ErrorKind
  Object* iterator_prototype = nullptr;
  Object* async_iterator_prototype = nullptr;
  Object* array_iterator_prototype = nullptr;
  Object* map_iterator_prototype = nullptr;
  Object* set_iterator_prototype = nullptr;
  Object* string_iterator_prototype = nullptr;
  Object* generator_prototype = nullptr;        // %GeneratorFunction.prototype.prototype%
  Object* async_generator_prototype = nullptr;  // %AsyncGeneratorFunction.prototype.prototype%
  Object* async_from_sync_iterator_prototype = nullptr;
  Object* promise_prototype = nullptr;
  Object* promise_constructor = nullptr;
  Object* map_prototype = nullptr;
  Object* set_prototype = nullptr;
  Object* weak_map_prototype = nullptr;
  Object* weak_set_prototype = nullptr;
  Object* regexp_prototype = nullptr;
  Object* date_prototype = nullptr;

  // Functions that algorithms compare with or call.
  Value promise_then;           // the original Promise.prototype.then
  Value promise_resolve;        // the original Promise.resolve
  Value array_values;           // the original Array.prototype[Symbol.iterator]
  Value array_iterator_next;    // the original %ArrayIteratorPrototype%.next
  Value regexp_exec;            // the original RegExp.prototype.exec
  Value function_has_instance;  // the original Function.prototype[Symbol.hasInstance]

  Value module_exports;  // `this` of a CommonJS main program
  String* empty_string = nullptr;

  // Well-known symbols [6.1.5.1].
  Symbol* symbol_iterator = nullptr;
  Symbol* symbol_async_iterator = nullptr;
  Symbol* symbol_has_instance = nullptr;
  Symbol* symbol_to_primitive = nullptr;
  Symbol* symbol_to_string_tag = nullptr;
  Symbol* symbol_is_concat_spreadable = nullptr;
  Symbol* symbol_species = nullptr;
  Symbol* symbol_match = nullptr;
  Symbol* symbol_match_all = nullptr;
  Symbol* symbol_replace = nullptr;
  Symbol* symbol_search = nullptr;
  Symbol* symbol_split = nullptr;
  Symbol* symbol_unscopables = nullptr;
  Symbol* symbol_dispose = nullptr;
  Symbol* symbol_async_dispose = nullptr;

  // How errors keep their stack (error_stack.h): a private name, and the accessor that reads it.
  Symbol* symbol_stack = nullptr;
  Accessor* stack_accessor = nullptr;

  // Keys that the engine itself asks for.
  struct Keys {
    PropertyKey constructor, then, resolve, prototype, name, length, message, stack, cause, errors, value,
        done, next, return_, throw_, get, set, enumerable, configurable, writable, to_string, value_of,
        to_json, code, iterator, async_iterator, callee, index, proto, default_;
  } keys;

  // Shapes of objects that are made often.
  Shape* empty_object_shape = nullptr;
  Shape* array_shape = nullptr;
  Shape* closure_shape = nullptr;
  Shape* async_closure_shape = nullptr;
  Shape* generator_closure_shape = nullptr;
  Shape* async_generator_closure_shape = nullptr;
  Shape* native_function_shape = nullptr;
  Shape* promise_shape = nullptr;
  // promise_shape as long as %Promise% and %Promise.prototype% are as they were made, then null: promises of
  // this shape are looked at for their constructor, its species and `then` without anybody seeing it.
  Shape* plain_promise_shape = nullptr;
  Shape* iterator_result_shape = nullptr;

  // Null ones too.
  void for_each_cell(const std::function<void(Cell*)>& visit) const;
  void trace(Marker& marker);
};

// Fills the realm: global object, intrinsics. Each group of built-ins is a row: builtins/NAME.cpp.
void create_realm(Machine& machine);

}  // namespace asyncq::engine
