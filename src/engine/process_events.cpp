#include "engine/process_events.h"

#include <vector>

namespace asyncq::engine {

bool emit_process_event(Machine& machine, std::string_view event, std::initializer_list<Value> arguments) {
  Object* process = machine.process.object;
  if (process == nullptr || !is_callable(process->get(machine, "emit"))) return false;
  std::vector<Value> all{machine.string(event)};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return machine.to_boolean(machine.call(process->get(machine, "emit"), Value(process), all));
}

bool has_process_listeners(Machine& machine, std::string_view event) {
  Object* process = machine.process.object;
  if (process == nullptr || !is_callable(process->get(machine, "listenerCount"))) return false;
  return machine.to_number(machine.invoke(Value(process), "listenerCount", {machine.string(event)})) > 0;
}

bool is_native_error(Value value) {
  return value.is_object() && value.as_object()->kind() == CellKind::error;
}

}  // namespace asyncq::engine
