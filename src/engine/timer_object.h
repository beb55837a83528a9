#pragma once
// What setTimeout, setInterval and setImmediate return.

#include "engine/object.h"
#include "scheduler/scheduler.h"

namespace asyncq::engine {

class TimerObject final : public Object {
 public:
  explicit TimerObject(Shape* shape) : Object(shape, CellKind::timer) {}
  scheduler::TimerId id = 0;
  Value callback;
  Array* arguments = nullptr;  // beyond the delay; null: none
  double delay = 0;            // as given
  bool repeat = false;
  bool immediate = false;
  bool ref = true;
  bool cleared = false;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

// The warning of Node for a delay that no timer can have, which stands for 1 ms.
void warn_of_delay(Machine& machine, double delay);

}  // namespace asyncq::engine
