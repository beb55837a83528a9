#pragma once
// Which events raced on the way to an order, and where in the source they come from.

#include <string>
#include <vector>

#include "explore/explore.h"
#include "support/source.h"
#include "trace/event.h"

namespace asyncq::explore {

// A job that took part in a race.
struct Racer {
  trace::Queue queue = trace::Queue::timer;
  support::SourcePosition at;  // where it was set; unknown for the runtime's own
  std::string text;            // what it is, as the trace has it
  bool operator==(const Racer&) const = default;
};

// A choice point that a run has passed.
struct Race {
  trace::ChoiceKind kind = trace::ChoiceKind::timer_due;
  std::uint32_t alternatives = 2;
  std::uint32_t taken = 0;
  Racer won;   // runs first
  Racer lost;  // would have run first nominally; when nothing else was taken, the next best
};

// The races that the run of these choices passes, in order: at most `most` of them.
[[nodiscard]] std::vector<Race> races_of(const program::Program& program, const engine::RunOptions& options,
                                         const Choices& choices, std::size_t most = 64);

}  // namespace asyncq::explore
