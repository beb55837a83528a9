#pragma once
// One installer a group of built-ins, and the small vocabulary that they are written in.

#include <span>
#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

struct MethodRow {
  std::string_view name;  // "then", or "@@iterator" for a well-known symbol
  int length;
  NativeCode code;
};
// Defines native methods as hidden (not enumerable) properties.
void define_methods(Machine& machine, Object* target, std::span<const MethodRow> rows);
struct GetterRow {
  std::string_view name;
  NativeCode code;
};
void define_getters(Machine& machine, Object* target, std::span<const GetterRow> rows);
// A constructor function with its prototype, set on the global object when name is not hidden.
NativeFunction* define_constructor(Machine& machine, std::string_view name, int length, NativeCode code,
                                   Object* prototype, bool global = true);
// prototype[Symbol.toStringTag]
void define_tag(Machine& machine, Object* target, std::string_view tag);

void install_object(Machine& machine);
void install_function(Machine& machine);
void install_error(Machine& machine);
void install_array(Machine& machine);
void install_string(Machine& machine);
void install_number(Machine& machine);  // Number, Boolean, Math, parseInt, parseFloat, isNaN, …
void install_symbol(Machine& machine);
void install_json(Machine& machine);
void install_collections(Machine& machine);  // Map, Set, WeakMap, WeakSet
void install_regexp(Machine& machine);
void install_date(Machine& machine);       // Date.now and new Date() on the virtual clock, performance
void install_iterators(Machine& machine);  // %IteratorPrototype%, generators' prototypes
void install_promise(Machine& machine);
void install_async(Machine& machine);  // async functions' and generators' prototypes
void install_console(Machine& machine);
void install_timers(Machine& machine);
void install_process(Machine& machine);
void install_events(Machine& machine);  // EventEmitter, EventTarget, AbortController, MessageChannel
void install_page(Machine& machine);  // window, document, MutationObserver, …; nothing where there is no page
void install_modules(Machine& machine);  // require, the modules that may be imported

}  // namespace asyncq::engine
