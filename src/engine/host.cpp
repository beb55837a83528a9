#include "engine/host.h"

#include "engine/machine.h"

namespace asyncq::engine {

void HostState::for_each_cell(const std::function<void(Cell*)>& visit) const {
  const auto visit_value = [&](Value value) {
    if (value.is_cell()) visit(value.as_cell());
  };
  for (Symbol* symbol : {inspect_custom, emitter_shape_mode, emitter_capture, emitter_emitting, error_monitor,
                         rejection, dom_exception_name, dom_exception_message})
    visit(symbol);
  visit_value(util_inspect);
  visit(page);
  visit(mailroom);
  for (Object* object : {event_emitter, event_emitter_prototype, event_prototype, custom_event_prototype,
                         message_event_prototype, event_target_prototype, node_event_target_prototype,
                         abort_signal_prototype, abort_controller_prototype, message_port_prototype,
                         dom_exception_prototype, assertion_error_prototype}) {
    visit(object);
  }
  for (const auto* loaded : {&modules, &namespaces}) {
    for (const auto& [name, module] : *loaded) visit_value(module);
  }
  visit_value(import_meta);
}

void HostState::trace(Marker& marker) {
  for_each_cell([&](Cell* cell) { marker.mark(cell); });
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
