#pragma once
// The unit that the scheduler moves: opaque to it, meaningful to its host.

#include <cstdint>

#include "trace/event.h"

namespace asyncq::scheduler {

// 40 bytes, copied freely. The scheduler reads only event.
struct Job {
  std::uint32_t kind = 0;      // the host's: which operation
  trace::EventId event = 0;    // its enqueued event, 0 when nobody listens
  std::uint64_t data[4] = {};  // the host's: values, pointers
};

// What running a job did to the loop.
enum class JobResult : std::uint8_t {
  done,
  threw,  // it raised an exception that an 'uncaughtException' handler took: the drain in course is cut
          // short and finished at the next callback boundary (Node: processTicksAndRejections is re-entered)
  stop,   // the process ends now: nothing more runs
};

// Executes jobs for the scheduler. Implemented by the engine, by a fake in the scheduler's tests.
class Host {
 public:
  virtual ~Host() = default;
  virtual JobResult run(const Job& job) = 0;
  // Node's processPromiseRejections(): reports the rejections that nobody handled. True: something ran that
  // may have queued jobs. Called when the tick and the microtask queue are both empty.
  struct RejectionResult {
    bool ran = false;
    JobResult result = JobResult::done;
  };
  virtual RejectionResult process_rejections() = 0;
  // An interval that has run waits again.
  virtual void on_repetition() {}
  // An error has been reported that ends the process after the turn of the loop in course.
  [[nodiscard]] virtual bool ends_soon() const { return false; }
  // The loop is empty: 'beforeExit'. True: it ran something, so look again.
  struct EmptyResult {
    bool ran = false;
    JobResult result = JobResult::done;
  };
  virtual EmptyResult loop_empty() = 0;
  // The place in the source that is being executed; unknown between jobs.
  [[nodiscard]] virtual support::SourcePosition position() const { return {}; }
};

// Visits every job that waits anywhere, so that a host's heap can keep what jobs refer to.
class JobVisitor {
 public:
  virtual ~JobVisitor() = default;
  virtual void visit(const Job& job) = 0;
};

}  // namespace asyncq::scheduler
