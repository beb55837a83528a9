// Groups of built-ins that are still to come: each leaves this file when its own arrives.

#include "engine/builtins.h"
#include "engine/builtins/events.h"
#include "engine/inspect/inspect.h"
#include "engine/operations.h"

namespace asyncq::engine {

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
Value dynamic_import(Machine& machine, Value) { machine.throw_type_error("modules are to come"); }
Value import_meta(Machine& machine) { return Value(machine.create_object()); }
Value import_binding(Machine& machine, String*, String*) { machine.throw_type_error("modules are to come"); }

}  // namespace asyncq::engine
