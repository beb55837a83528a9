#pragma once
// AbortSignal [DOM 3.2].

#include "engine/builtins/event_target.h"

namespace asyncq::engine {

class AbortSignalObject final : public EventTargetObject {
 public:
  explicit AbortSignalObject(Shape* shape) : EventTargetObject(shape) {}

  bool aborted = false;
  bool composite = false;  // made by AbortSignal.any
  bool following = false;  // is among its sources' dependants
  Value reason;
  std::vector<AbortSignalObject*> sources;     // of a composite: the plain signals behind it
  std::vector<AbortSignalObject*> dependants;  // composites that somebody listens to

  void trace(Marker& marker) override;

 protected:
  void listener_added(Machine& machine, const std::u16string& type, std::size_t size) override;
};

[[nodiscard]] AbortSignalObject* as_abort_signal(Value value);  // null: something else
[[nodiscard]] AbortSignalObject* create_abort_signal(Machine& machine);
void abort_signal(Machine& machine, AbortSignalObject& signal, Value reason);
// A composite takes over the state of its sources when it is looked at.
void refresh_composite(Machine& machine, AbortSignalObject& signal);

}  // namespace asyncq::engine
