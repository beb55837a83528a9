#pragma once
// The vocabulary of observation: what happened in a run, when, where in the source, and because of what.
// Explanations are walks up Event::cause; a run that nobody listens to makes no events.

#include <cstdint>
#include <string>
#include <vector>

#include "support/source.h"

namespace asyncq::trace {

// An event's number in its trace, counted from 1. 0: no event (the start of the program).
using EventId = std::uint32_t;

enum class Queue : std::uint8_t {
  main,
  next_tick,
  microtask,
  timer,
  poll,
  immediate,
  close,
  rejection,
  task,
  frame
};
enum class Phase : std::uint8_t { main, timers, poll, check, close, exit, tasks, rendering };

enum class EventKind : std::uint8_t {
  enqueued,       // a job entered a queue; cause: the job that enqueued it or the settlement that released it
  started,        // a job began to run; cause: its enqueued event
  finished,       // it returned (or suspended)
  phase_entered,  // the event loop moved on
  settled,        // a promise was fulfilled or rejected; cause: the job that did it
  suspended,      // an async function or generator stopped at an await
  resumed,        // it went on; cause: the started event of its job
  output,         // a line was written
  rejected_unhandled,
  chosen,  // a choice point was passed: several alternatives were legal
  clock_moved,
};

// What a choice point decides between. [semantics of each: scheduler/chooser.h]
enum class ChoiceKind : std::uint8_t { timer_due, timer_order, poll_order, poll_ready };

struct Event {
  EventKind kind = EventKind::started;
  Queue queue = Queue::main;
  Phase phase = Phase::main;
  ChoiceKind choice = ChoiceKind::timer_due;
  EventId cause = 0;
  support::SourcePosition at;  // the source that is responsible; unknown for the runtime's own
  std::uint64_t subject = 0;   // identity of the promise, timer or frame; 0: none
  double time_ms = 0;          // virtual clock
  std::string text;            // output: the line; enqueued: what the job is ("then callback of p")
};

// Receives events in order. Ids are the receiver's: on_event returns the event's id.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual EventId on_event(Event event) = 0;
};

class Trace final : public Listener {
 public:
  EventId on_event(Event event) override;
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }
  [[nodiscard]] const Event& event(EventId id) const { return events_[id - 1]; }

 private:
  std::vector<Event> events_;
};

}  // namespace asyncq::trace
