#pragma once
// What the runtime around the language keeps for one run: the state of console, the prototypes of the event
// classes, the modules that were loaded.

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "engine/string.h"

namespace asyncq::engine {

class Machine;

class HostState final : public Cell {
 public:
  HostState() : Cell(CellKind::internal) {}

  Symbol* inspect_custom = nullptr;  // Symbol.for('nodejs.util.inspect.custom')
  Value util_inspect;                // the function util.inspect, undefined until util is loaded

  // console
  std::size_t group_indentation = 0;  // columns
  std::map<std::u16string, std::uint32_t> counts;
  bool used_thread_pool = false;
  bool warned = false;  // a warning has been printed
  bool warned_of_queue_microtask = false;
  bool warned_of_negative_delay = false;
  bool warned_of_delay_not_a_number = false;

  // events; the symbols are those of the properties that an emitter shows when it is printed
  Symbol* emitter_shape_mode = nullptr;
  Symbol* emitter_capture = nullptr;
  Symbol* emitter_emitting = nullptr;
  Symbol* error_monitor = nullptr;
  Symbol* rejection = nullptr;      // Symbol.for('nodejs.rejection'): the method that hears of one
  Object* event_emitter = nullptr;  // the constructor
  Object* event_emitter_prototype = nullptr;
  Object* event_prototype = nullptr;
  Object* custom_event_prototype = nullptr;
  Object* message_event_prototype = nullptr;
  Object* event_target_prototype = nullptr;
  Object* node_event_target_prototype = nullptr;
  Object* abort_signal_prototype = nullptr;
  Object* abort_controller_prototype = nullptr;
  Object* message_port_prototype = nullptr;
  Object* dom_exception_prototype = nullptr;
  Symbol* dom_exception_name = nullptr;  // private names of a DOMException's fields
  Symbol* dom_exception_message = nullptr;
  Object* assertion_error_prototype = nullptr;  // once assert is loaded
  Cell* page = nullptr;                         // in browsers: engine/page/page.h
  Cell* mailroom = nullptr;                     // the ports with messages to deliver
  double default_max_listeners = 10;

  std::map<std::string, Value, std::less<>> modules;  // by canonical name, once loaded

  std::map<std::string, Value, std::less<>> namespaces;  // of modules that were imported whole
  Value import_meta;

  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;

 private:
  void for_each_cell(const std::function<void(Cell*)>& visit) const;
};

// The run's host state, made on first use.
[[nodiscard]] HostState& host_state(Machine& machine);

}  // namespace asyncq::engine
