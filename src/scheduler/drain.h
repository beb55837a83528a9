#pragma once
// The two queues that are emptied after every callback, and the emptying.
//
// Models Node's processTicksAndRejections and runNextTicks (lib/internal/process/task_queues.js), and V8's
// microtask queue.

#include <cstdint>

#include "scheduler/job_queue.h"
#include "scheduler/policy.h"
#include "scheduler/runner.h"

namespace asyncq::scheduler {

class Drain {
 public:
  Drain(Host& host, Runner& runner, const Policy& policy)
      : host_(host),
        runner_(runner),
        rejection_check_(policy.rejection_check),
        awaits_first_tick_(policy.first_tick == FirstTick::after_its_microtask) {}

  void enqueue_tick(const Job& job) {
    enqueue(ticks_, job, trace::Queue::next_tick);
    had_tick_ = true;
  }
  // Where the first tick is a special one: something else than a tick has made their queue.
  void make_tick_queue() { awaits_first_tick_ = false; }
  void enqueue_microtask(const Job& job) { enqueue(microtasks_, job, trace::Queue::microtask); }

  // All ticks, then all microtasks, until both queues are empty and no rejection is left to report, where
  // that is looked for in a drain. threw: a tick threw; the rest stays for the next callback boundary. A
  // microtask that throws cuts nothing short: V8 goes on with the next.
  JobResult run();
  // The drain after the main program, or after a callback that is of another order.
  JobResult run_first(DrainOrder order);

  // Drains, then reports the rejections that nobody has handled; where these are looked for in a drain, again
  // with what listeners queue, until there are none.
  JobResult report_rejections();

  // The same at the end of the program, where that is not done in a drain: what listeners queue is dropped.
  JobResult report_last_rejections();

  // The drain between two callbacks of the job that runs; none when that is itself of a drain.
  JobResult checkpoint();

  // Microtasks alone, to exhaustion: what still runs after the 'exit' listeners of a process.
  JobResult run_microtasks();

  // See Scheduler.
  [[nodiscard]] const Job* next_microtask() const {
    const bool tick_is_due = awaits_first_tick_ && had_tick_;
    if (running_ == nullptr || microtasks_.empty() || tick_is_due || runner_.listening()) return nullptr;
    return &microtasks_.front();
  }
  void take_next_microtask() {
    *running_ = microtasks_.pop();
    ++jobs_in_drain_;
  }

  [[nodiscard]] bool ticks_wait() const { return !ticks_.empty(); }
  [[nodiscard]] bool pending() const { return !ticks_.empty() || !microtasks_.empty(); }
  [[nodiscard]] std::uint64_t jobs_in_drain() const { return jobs_in_drain_; }
  [[nodiscard]] std::size_t waiting() const { return ticks_.size() + microtasks_.size(); }
  [[nodiscard]] std::size_t bytes_used() const { return ticks_.bytes_used() + microtasks_.bytes_used(); }
  void visit(JobVisitor& visitor) const;
  // Of the first tick: whether it is awaited still, and whether it has been. For the state's fingerprint.
  [[nodiscard]] unsigned tick_state() const { return (awaits_first_tick_ ? 1u : 0u) | (had_tick_ ? 2u : 0u); }

 private:
  void enqueue(JobQueue& queue, const Job& job, trace::Queue name) {
    if (!runner_.listening()) [[likely]]
      return queue.push(job);
    enqueue_noted(queue, Job(job), name);  // of a copy, so that the job itself need not be in memory
  }
  void enqueue_noted(JobQueue& queue, Job job, trace::Queue name);
  JobResult run_ticks();
  JobResult run_first_ticks();
  JobResult run_queues();
  Host::RejectionResult process_rejections();
  JobResult run_until_empty();
  JobResult finish(JobResult result);

  Host& host_;
  Runner& runner_;
  JobQueue ticks_;
  JobQueue microtasks_;
  Job* running_ = nullptr;  // the microtask that runs; null: none, or a tick
  std::uint64_t jobs_in_drain_ = 0;
  RejectionCheck rejection_check_;
  bool had_tick_ = false;
  bool awaits_first_tick_;  // ticks run after the first microtask by whose end there has been one
};

}  // namespace asyncq::scheduler
