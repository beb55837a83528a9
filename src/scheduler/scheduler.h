#pragma once
// The reference scheduler model: the queues of a runtime, the phases of its event loop, timers and a virtual
// clock. It moves opaque jobs between queues and asks its Host to run them; it knows no JavaScript value.
//
// Models libuv's uv_run (phase order), Node's lib/internal/timers.js (duration lists, processTimers,
// listOnTimeout), processImmediate, and processTicksAndRejections (the drain).

#include <cstdint>
#include <memory>

#include "scheduler/chooser.h"
#include "scheduler/job.h"
#include "scheduler/policy.h"
#include "trace/event.h"

namespace asyncq::scheduler {

// Identity of a timer or an immediate; never reused in a run. 0: none.
using TimerId = std::uint64_t;

// How long a simulated operation takes, in virtual milliseconds. min == max: declared.
struct Latency {
  double min_ms = 0;
  double max_ms = 0;
};

class Scheduler {
 public:
  // host, chooser and listener outlive the scheduler; listener may be null.
  Scheduler(const Policy& policy, Host& host, Chooser& chooser, trace::Listener* listener);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // --- queues ---
  void enqueue_microtask(const Job& job);
  void enqueue_tick(const Job& job);

  // --- timers ---
  // delay_ms is the JavaScript number as given; normalised as Node does (R3.1: not in [1, 2^31-1] becomes 1,
  // then truncated). The timer's start is the virtual clock now.
  TimerId set_timer(const Job& job, double delay_ms, bool repeat);
  void clear_timer(TimerId id);             // unknown, fired and cleared ids: no effect
  void refresh_timer(TimerId id, const Job& job);  // restart from now, also after it fired
  void set_timer_ref(TimerId id, bool ref); // unref'd timers do not keep the loop alive
  [[nodiscard]] bool timer_active(TimerId id) const;
  [[nodiscard]] bool timer_has_ref(TimerId id) const;

  TimerId set_immediate(const Job& job);
  void clear_immediate(TimerId id);
  void set_immediate_ref(TimerId id, bool ref);

  // --- the rest of the loop ---
  // job runs in the poll phase once the operation has taken its latency.
  void start_operation(const Job& job, Latency latency);
  void enqueue_close(const Job& job);
  // Things that keep the loop alive without a job waiting (an open port).
  void hold_loop();
  void release_loop();

  // --- the virtual clock, microseconds from the start of the program ---
  [[nodiscard]] std::int64_t now_us() const;
  void advance_us(std::int64_t microseconds);  // the running job keeps the processor this long

  // --- running ---
  // Runs main as the program's body, then the event loop until nothing keeps it alive or the host stops it.
  // False: the host stopped it.
  bool run(const Job& main);

  // The queue and phase that the running job came from, for the trace and for 'starved'.
  [[nodiscard]] trace::Queue current_queue() const;
  [[nodiscard]] trace::Phase current_phase() const;
  // Ticks and microtasks run since the present drain began; 0 outside a drain.
  [[nodiscard]] std::uint64_t jobs_in_drain() const;
  // A choice point with more than one alternative was passed.
  [[nodiscard]] bool met_choice() const;
  [[nodiscard]] std::size_t waiting_jobs() const;      // in all queues
  [[nodiscard]] std::size_t bytes_used() const;        // by queues and timers, for the run's memory limit
  void visit_jobs(JobVisitor& visitor) const;          // waiting and running

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace asyncq::scheduler
