#pragma once
// Everything that waits in a runtime, and its clock: what programs change through the Scheduler and the event
// loop works off.

#include <deque>
#include <optional>
#include <vector>

#include "scheduler/drain.h"
#include "scheduler/immediate_table.h"
#include "scheduler/operation_table.h"
#include "scheduler/policy.h"
#include "scheduler/runner.h"
#include "scheduler/time_model.h"
#include "scheduler/timer_table.h"

namespace asyncq::scheduler {

// What waits in the queue of a loop of tasks.
struct Task {
  Job job;
  std::uint64_t timer = 0;  // whose callback it is; 0: no timer's
};

struct LoopState {
  LoopState(const Policy& policy_of_run, Host& host, trace::Listener* listener, const Lateness& lateness)
      : clock(lateness, policy_of_run.loop_model == LoopModel::tasks ? Costs::page : Costs::node),
        timers(policy_of_run.timer_order),
        policy(policy_of_run),
        runner(host, listener, clock, immediates),
        drain(host, runner, policy_of_run) {}

  void hash_state(LoopHash& hash) const;  // scheduler/state_hash.h
  // getLibuvNow(): refreshes the loop's clock.
  Reading read_clock() { return now = clock.read(); }

  // A timer without a delay does not wait in a list but is a task from the start.
  void queue_if_due_at_once(std::uint32_t slot) {
    if (timers.timer(slot).duration_ms > 0) return;
    tasks.push_back(take_up(slot));
  }
  // Takes a timer out of its list, which has no other, and makes a task of it.
  Task take_up(std::uint32_t slot) {
    const std::uint32_t list = timers.timer(slot).list;
    timers.begin_list(list);
    timers.begin_callback(slot);
    timers.end_list(list);
    return {timers.timer(slot).job, timers.id(slot)};
  }

  Clock clock;
  Reading now;  // the loop's clock as it was last read: uv_now()
  TimerTable timers;
  const Policy& policy;
  std::uint32_t timer_level =
      0;  // of the timer whose callback runs, in the row of those that set one another
  ImmediateTable immediates;
  OperationTable operations;
  std::deque<Job> wakeups;        // for the poll phase in course, or the next one
  std::deque<Job> later_wakeups;  // for the poll phase after that
  std::vector<Job> closes;   // libuv keeps closing handles as a stack: the last one closed is called first
  std::vector<Job> closing;  // of those, the ones that the present close phase calls
  std::deque<Task> tasks;
  std::deque<Job> idle_callbacks;
  std::optional<Reading> last_frame;  // when the last rendering began
  std::size_t holds = 0;              // things that keep the loop alive without a job
  bool drain_waits = false;           // the main program's: ticks and rejections are left of it
  bool callback_failed = false;       // Scheduler::callback_failed(), since the loop last reset it
  Runner runner;
  Drain drain;
};

}  // namespace asyncq::scheduler
