// Turns of the loop that begin with what has been completed: those of Bun and of Deno.
//
// Models Bun's EventLoop.tick (completed input and messages, then rejections) and autoTick (immediates,
// sleep, timers), and the loop around them; and the order in which Deno's poll_event_loop works off input,
// timers and immediates.

#include "scheduler/event_loop.h"

namespace asyncq::scheduler {

// Input is taken up before the loop is looked at, once for the main program and once more for the loop: an
// error that it raises may end the process without a turn.
JobResult EventLoop::turns_of_input() {
  if (take_input() == JobResult::stop) return JobResult::stop;
  if (goes_on() && take_input() == JobResult::stop) return JobResult::stop;
  while (goes_on() && !blocked_for_ever_) {
    if (take_input() == JobResult::stop) return JobResult::stop;
    if (run_all_immediates() == JobResult::stop) return JobResult::stop;
    if (close_phase() == JobResult::stop) return JobResult::stop;
    if (wait_for_input() == JobResult::stop) return JobResult::stop;
    pass_time_when_spinning();
    if (run_due_timers() == JobResult::stop) return JobResult::stop;
  }
  return JobResult::done;
}

// VirtualMachine.isEventLoopAlive: after an error that ends the process, the queue of immediates alone keeps
// it, whether they keep the loop or not.
bool EventLoop::goes_on() const {
  if (host_.ends_soon()) return state_.immediates.size() > 0;
  return alive() || !state_.wakeups.empty();
}

// EventLoop.tick: until nothing more is complete, then the rejections.
JobResult EventLoop::take_input() {
  enter(trace::Phase::poll);
  for (;;) {
    const std::size_t waiting = state_.operations.size();
    if (deliver_completed() == JobResult::stop) return JobResult::stop;
    const bool delivered = state_.operations.size() != waiting;
    state_.wakeups.insert(state_.wakeups.end(), state_.later_wakeups.begin(), state_.later_wakeups.end());
    state_.later_wakeups.clear();
    if (state_.wakeups.empty() && !delivered) break;
    if (run_wakeups() == JobResult::stop) return JobResult::stop;
  }
  return state_.drain.report_rejections();
}

// EventLoop.tickImmediateTasks: no drain follows one that throws, except the last.
JobResult EventLoop::run_all_immediates() {
  enter(trace::Phase::check);
  state_.immediates.begin_batch();
  state_.callback_failed = false;
  for (;;) {
    const std::uint32_t slot = state_.immediates.first_of_batch();
    if (slot == kNoSlot) break;
    const Immediate immediate = state_.immediates.immediate(slot);
    state_.immediates.clear(slot);
    if (immediate.empty) continue;
    state_.callback_failed = false;
    if (run_callback(immediate.job, trace::Queue::immediate) == JobResult::stop) return JobResult::stop;
    if (!state_.callback_failed && state_.drain.run() == JobResult::stop) return JobResult::stop;
  }
  return state_.callback_failed ? state_.drain.run() : JobResult::done;
}

// autoTick: sleeps unless immediates wait. An operation that ends the sleep is taken up in the next turn.
JobResult EventLoop::wait_for_input() {
  enter(trace::Phase::poll);
  if (state_.immediates.references() > 0 || !state_.wakeups.empty()) return JobResult::done;
  const std::optional<Racer> first = sleep_until_first();
  if (!first) {
    blocked_for_ever_ = goes_on();
  } else if (!first->is_list) {
    state_.wakeups.push_back(state_.operations.take(first->operation).job);
    forget_what_nothing_waits_for(state_.now);
  }
  return JobResult::done;
}

JobResult EventLoop::run_due_timers() {
  enter(trace::Phase::timers);
  const Reading now = state_.read_clock();
  if (state_.timers.first_list() == kNoSlot || !any_list_may_be_due(now)) return JobResult::done;
  if (process_timers(now) == JobResult::stop) return JobResult::stop;
  return state_.drain.run();
}

}  // namespace asyncq::scheduler
