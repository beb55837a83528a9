#pragma once
// Every real race of a runtime is a choice point; a Chooser takes it. A run is a pure function of
// (program, policy, choices, limits).

#include <cstdint>

#include "trace/event.h"

namespace asyncq::scheduler {

struct ChoicePoint {
  trace::ChoiceKind kind = trace::ChoiceKind::timer_due;
  std::uint32_t alternatives = 2;          // at least 2; 0 is what happens when nothing is late
  trace::EventId first = 0;                // two of the events that race (enqueued events; 0 unknown)
  trace::EventId second = 0;
};

class Chooser {
 public:
  virtual ~Chooser() = default;
  // An alternative, from 0 to point.alternatives - 1.
  virtual std::uint32_t choose(const ChoicePoint& point) = 0;
};

// Takes alternative 0 everywhere: every duration is exactly its nominal value.
class DefaultChooser final : public Chooser {
 public:
  std::uint32_t choose(const ChoicePoint&) override { return 0; }
};

}  // namespace asyncq::scheduler
