#pragma once
// Event objects [DOM 2.2, as Node's lib/internal/event_target.js has them].

#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

class EventObject final : public Object {
 public:
  EventObject(Shape* shape, String* event_type) : Object(shape, CellKind::host), type(event_type) {}

  String* type;
  Value target = Value::null();
  Value current_target = Value::null();
  Value detail = Value::null();  // CustomEvent
  Value data = Value::null();    // MessageEvent
  int phase = 0;
  double time_stamp = 0;  // milliseconds
  bool bubbles = false;
  bool cancelable = false;
  bool composed = false;
  bool default_prevented = false;
  bool propagation_stopped = false;
  bool immediate_stopped = false;
  bool being_dispatched = false;
  bool in_passive_listener = false;
  bool trusted = false;

  void trace(Marker& marker) override;
};

[[nodiscard]] EventObject* as_event(Value value);  // null: something else
[[nodiscard]] EventObject* create_event(Machine& machine, std::string_view type, Object* prototype);
// A subclass of Event with the same constructor.
void define_event_constructor(Machine& machine, std::string_view name, Object* prototype, bool global);
// Defines prototype[util.inspect.custom]: (depth, options) -> text.
void define_custom_inspect(Machine& machine, Object* prototype, NativeCode code);
// "Name { fields }", as the inspectors of Node's own classes make it; only "Name" when depth is used up.
[[nodiscard]] Value inspect_fields(Machine& machine, const Arguments& arguments, Object* fields);

}  // namespace asyncq::engine
