#include "engine/host.h"

#include "engine/machine.h"

namespace asyncq::engine {

void HostState::trace(Marker& marker) {
  for (Symbol* symbol : {inspect_custom, emitter_shape_mode, emitter_capture, emitter_emitting, error_monitor,
                         dom_exception_name, dom_exception_message})
    marker.mark(symbol);
  marker.mark(util_inspect);
  marker.mark(page);
  marker.mark(mailroom);
  for (Object* object : {event_emitter, event_emitter_prototype, event_prototype, custom_event_prototype,
                         message_event_prototype, event_target_prototype, node_event_target_prototype,
                         abort_signal_prototype, abort_controller_prototype, message_port_prototype,
                         dom_exception_prototype, assertion_error_prototype}) {
    marker.mark(object);
  }
  for (const auto& [name, module] : modules) marker.mark(module);
  for (const auto& [name, module] : namespaces) marker.mark(module);
  marker.mark(import_meta);
}

HostState& host_state(Machine& machine) {
  if (machine.realm.host == nullptr) {
    auto* host = machine.heap.make<HostState>();
    machine.keep(Value(host));
    machine.realm.host = host;
    const Value symbol_constructor = machine.realm.global->get(machine, "Symbol");
    host->inspect_custom =
        machine.invoke(symbol_constructor, "for", {machine.string("nodejs.util.inspect.custom")}).as_symbol();
  }
  return *machine.realm.host;
}

}  // namespace asyncq::engine
