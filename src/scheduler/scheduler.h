#pragma once
// The reference scheduler model: the queues of a runtime, the phases of its event loop, timers and a virtual
// clock. It moves opaque jobs between queues and asks its Host to run them; it knows no JavaScript value.
//
// Models libuv's uv_run (phase order), Node's lib/internal/timers.js (duration lists, processTimers,
// listOnTimeout), processImmediate, and processTicksAndRejections (the drain).

#include <cstdint>
#include <memory>

#include "scheduler/chooser.h"
#include "scheduler/drain.h"
#include "scheduler/job.h"
#include "scheduler/policy.h"
#include "scheduler/time_model.h"
#include "support/hash128.h"
#include "trace/event.h"

namespace asyncq::scheduler {

// Identity of a timer or an immediate; never reused in a run. 0: none.
using TimerId = std::uint64_t;

struct LoopState;
class EventLoop;

struct SchedulerOptions {
  Lateness lateness;  // scheduler/time_model.h: which moments race
};

// How long a simulated operation takes, in virtual milliseconds. min == max: declared; max infinite: unknown.
// Both 0: it is complete already (a message that was posted) and comes in the next poll phase, in order.
struct Latency {
  double min_ms = 0;
  double max_ms = 0;
  double usual_ms = 0;  // nominally; below min_ms: min_ms
};

// The poll phase in which a wake-up runs: the one in course, if there is one, or one of a later turn.
enum class Wakeup : std::uint8_t { this_turn, next_turn };

class Scheduler {
 public:
  // host, chooser and listener outlive the scheduler; listener may be null.
  // policy too.
  Scheduler(const Policy& policy, Host& host, Chooser& chooser, trace::Listener* listener,
            const SchedulerOptions& options = {});
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // Where a job is taken: one whose event is 0 gets an enqueued event of the scheduler's, caused by the job
  // that runs; one that has an event already keeps it (the host knows more to say: text, place, cause).

  // --- queues ---
  void enqueue_microtask(const Job& job) { drain_->enqueue_microtask(job); }
  void enqueue_tick(const Job& job) { drain_->enqueue_tick(job); }

  // For a host whose running job is a microtask and has just ended: the next one, where nothing but to run it
  // is due and nobody listens, else null. To take it is to have returned from Host::run() and to run it.
  [[nodiscard]] const Job* next_microtask() const { return drain_->next_microtask(); }
  void take_next_microtask() { drain_->take_next_microtask(); }

  // Policy::first_tick: something else than a tick has made the queue of ticks.
  void make_tick_queue() { drain_->make_tick_queue(); }

  // The running callback has thrown, whatever its result says: no drain follows it where that is so.
  void callback_failed();

  // Runs the microtasks that wait, and no ticks: after the 'exit' listeners of a process.
  // False: the host stopped the run.
  bool drain_microtasks() { return drain_->run_microtasks() != JobResult::stop; }
  [[nodiscard]] bool ticks_wait() const { return drain_->ticks_wait(); }

  // --- timers ---
  // delay_ms is the JavaScript number as given; normalised as Node does (R3.1: not in [1, 2^31-1] becomes 1,
  // then truncated). The timer's start is the virtual clock now.
  TimerId set_timer(const Job& job, double delay_ms, bool repeat);
  void clear_timer(TimerId id);  // unknown, fired and cleared ids: no effect
  // Restarts it from now, with this job; also from within its own callback. False: it is not there any more,
  // because it was cleared (then it must stay so) or has fired (then set_timer makes it anew, which is what
  // Node's refresh() amounts to).
  bool refresh_timer(TimerId id, const Job& job);
  void set_timer_ref(TimerId id, bool ref);  // unref'd timers do not keep the loop alive
  // Waits to fire, or its callback runs and has not cleared it.
  [[nodiscard]] bool timer_active(TimerId id) const;
  [[nodiscard]] bool timer_has_ref(TimerId id) const;  // false when it is not active

  TimerId set_immediate(const Job& job);
  void clear_immediate(TimerId id);
  void set_immediate_ref(TimerId id, bool ref);

  // --- the rest of the loop ---
  // job runs in the poll phase once the operation has taken its latency.
  void start_operation(const Job& job, Latency latency);
  // job runs in a poll phase, after the completed operations: the handler of a signal that the program gave
  // to itself (libuv's uv_async_send). It does not keep the loop alive. In a loop of tasks: when the parser
  // of the page goes on, before or behind tasks that wait by then.
  void enqueue_wakeup(const Job& job, Wakeup when);
  void enqueue_close(const Job& job);

  // --- what only a loop of tasks has ---
  void enqueue_task(const Job& job);
  // job runs at the next rendering opportunity.
  void request_frame(const Job& job);
  // job runs when there is nothing else to do.
  void enqueue_idle_callback(const Job& job);
  // The microtask checkpoint between two callbacks of one task. No effect while microtasks run.
  JobResult checkpoint() { return drain_->checkpoint(); }

  // --- and what any has ---
  // Things that keep the loop alive without a job waiting (an open port).
  void hold_loop();
  void release_loop();

  // --- the virtual clock, microseconds from the start of the program ---
  [[nodiscard]] std::int64_t now_us() const;
  [[nodiscard]] std::uint32_t sleeps() const;  // of the event loop so far
  void advance_us(std::int64_t microseconds);  // the running job keeps the processor this long
  // What the running job costs besides, which near races depend on.
  void spend(Cost cost);
  void compute(std::uint64_t steps);

  // --- running ---
  // Runs main as the program's body, then the event loop until nothing keeps it alive or the host stops it.
  // False: the host stopped it.
  bool run(const Job& main);

  // The last run ended because the loop is held and nothing can ever happen: the process would wait for ever.
  [[nodiscard]] bool blocked_for_ever() const;

  // The started event of the running job (between jobs, of the last one): the cause of what it does.
  [[nodiscard]] trace::EventId current_event() const;
  // The queue and phase that the running job came from, for the trace and for 'starved'.
  [[nodiscard]] trace::Queue current_queue() const;
  [[nodiscard]] trace::Phase current_phase() const;
  // Ticks and microtasks run since the present drain began; 0 outside a drain.
  [[nodiscard]] std::uint64_t jobs_in_drain() const;
  // A choice point with more than one alternative was passed.
  [[nodiscard]] bool met_choice() const;
  [[nodiscard]] std::size_t waiting_jobs() const;  // in all queues
  [[nodiscard]] std::size_t bytes_used() const;    // by queues and timers, for the run's memory limit
  void visit_jobs(JobVisitor& visitor) const;      // waiting and running
  // At a choice point: all that makes a difference to what the loop does from here on. jobs visits those that
  // wait, in an order that is the same for equal states, and adds what they do to the same hash.
  // False: not known, for a loop of tasks.
  [[nodiscard]] bool hash_state(support::Hash128& words, JobVisitor& jobs) const;

 private:
  std::unique_ptr<LoopState> state_;
  std::unique_ptr<EventLoop> loop_;
  Drain* drain_;  // the state's; here so that the hottest calls are inline
};

}  // namespace asyncq::scheduler
