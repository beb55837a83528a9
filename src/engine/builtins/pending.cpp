// Groups of built-ins that are still to come: each leaves this file when its own arrives.

#include "engine/builtins.h"
#include "engine/builtins/events.h"
#include "engine/inspect/inspect.h"
#include "engine/inspect/introspect.h"
#include "engine/operations.h"

namespace asyncq::engine {

void install_object(Machine&) {}
void install_function(Machine&) {}
void install_error(Machine& machine) {
  constexpr std::string_view kNames[] = {"Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "EvalError", "URIError", "AggregateError"};
  for (std::size_t i = 0; i < 8; ++i) {
    Object* prototype = machine.realm.error_prototypes[i];
    prototype->define(machine, "name", machine.string(kNames[i]), kHidden);
    prototype->define(machine, "message", machine.string(""), kHidden);
    static constexpr NativeCode kMake = [](Machine& m, const Arguments& arguments) -> Value {
      return Value(m.create_error(ErrorKind::error, arguments[0].is_undefined() ? "" : m.to_utf8(arguments[0])));
    };
    define_constructor(machine, kNames[i], 1, kMake, prototype);
  }
}
void install_array(Machine& machine) {
  constexpr MethodRow kRows[] = {{"push", 1, [](Machine&, const Arguments& a) -> Value {
                                    auto& elements = static_cast<Array*>(a.this_value.as_object())->elements;
                                    for (std::uint32_t i = 0; i < a.count; ++i) elements.push_back(a[i]);
                                    return Value(elements.size());
                                  }},
                                 {"@@iterator", 0, [](Machine& m, const Arguments& a) -> Value {
                                    Object* it = m.create_object(m.realm.array_iterator_prototype);
                                    it->set(m, "array", a.this_value);
                                    it->set(m, "at", Value(0.0));
                                    return Value(it);
                                  }}};
  constexpr MethodRow kNext[] = {{"next", 0, [](Machine& m, const Arguments& a) -> Value {
                                    Object* it = a.this_value.as_object();
                                    const Value array = it->get(m, "array");
                                    const double at = it->get(m, "at").as_number();
                                    const bool done = at >= m.to_number(m.get(array, "length"));
                                    it->set(m, "at", Value(at + 1));
                                    return Value(m.create_iterator_result(done ? Value::undefined() : m.get(array, m.to_property_key(Value(at))), done));
                                  }}};
  define_methods(machine, machine.realm.array_prototype, kRows);
  define_methods(machine, machine.realm.array_iterator_prototype, kNext);
  machine.realm.array_values = machine.realm.array_prototype->get(machine, PropertyKey::from_symbol(machine.realm.symbol_iterator));
  machine.realm.array_iterator_next = machine.realm.array_iterator_prototype->get(machine, machine.realm.keys.next);
}
void install_string(Machine&) {}
void install_number(Machine&) {}
void install_symbol(Machine& machine) {
  Object* symbol = machine.create_object();
  symbol->define(machine, "iterator", Value(machine.realm.symbol_iterator));
  symbol->define(machine, "asyncIterator", Value(machine.realm.symbol_async_iterator));
  symbol->define(machine, "for", Value(machine.create_native("for", 1, [](Machine& m, const Arguments& a) -> Value {
                   return Value(m.heap.make<Symbol>(a[0]));
                 })));
  machine.realm.global->define(machine, "Symbol", Value(symbol));
}
void install_json(Machine&) {}
void install_collections(Machine&) {}
void install_regexp(Machine&) {}
void install_date(Machine& machine) {
  Object* date = machine.create_object();
  date->define(machine, "now", Value(machine.create_native("now", 0, [](Machine& m, const Arguments&) -> Value {
                 return Value(static_cast<double>(VirtualTime::kEpochMs + read_clock_us(m) / 1000));
               })));
  machine.realm.global->define(machine, "Date", Value(date), kHidden);
}
void install_events(Machine& machine) { install_event_emitter(machine); }
void install_console(Machine& machine) {
  Object* console = machine.create_object();
  for (const char* name : {"log", "info", "debug"}) {
    console->define(machine, name, Value(machine.create_native(name, 0, [](Machine& m, const Arguments& a) -> Value {
                      m.write(trace::Stream::out, format_log(m, a.values, a.count) + "\n");
                      return Value::undefined();
                    })));
  }
  for (const char* name : {"warn", "error"}) {
    console->define(machine, name, Value(machine.create_native(name, 0, [](Machine& m, const Arguments& a) -> Value {
                      m.write(trace::Stream::err, format_log(m, a.values, a.count) + "\n");
                      return Value::undefined();
                    })));
  }
  machine.realm.global->define(machine, "console", Value(console), kHidden);
}
void define_event_functions(Machine&, Object*) {}
void install_modules(Machine& machine) {
  machine.realm.module_exports = Value(machine.create_object());
}
Value create_regexp(Machine& machine, String*, String*) { machine.throw_type_error("regular expressions are to come"); }
Value dynamic_import(Machine& machine, Value) { machine.throw_type_error("modules are to come"); }
Value import_meta(Machine& machine) { return Value(machine.create_object()); }
Value import_binding(Machine& machine, String*, String*) { machine.throw_type_error("modules are to come"); }

namespace inspection {
bool is_weak_collection(Object*) { return false; }
std::size_t collection_size(Object*) { return 0; }
std::vector<Value> set_members(Object*) { return {}; }
std::vector<Value> map_entries(Object*) { return {}; }
IteratedCollection iterated_collection(Object*) { return IteratedCollection::none; }
IteratorPreview iterator_preview(Object*) { return {}; }
std::u16string date_text(Machine&, Object*) { return u"Date"; }
std::u16string regexp_text(Machine&, Object*) { return u"/regexp/"; }
}  // namespace inspection

}  // namespace asyncq::engine
