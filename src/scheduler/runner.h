#pragma once
// Runs one job and tells the listener: the only place that calls Host::run.

#include "scheduler/immediate_table.h"
#include "scheduler/job.h"
#include "scheduler/time_model.h"
#include "trace/event.h"

namespace asyncq::scheduler {

class Runner {
 public:
  Runner(Host& host, trace::Listener* listener, const Clock& clock, ImmediateTable& immediates)
      : host_(host), listener_(listener), clock_(clock), immediates_(immediates) {}

  JobResult run(const Job& job, trace::Queue queue) {
    if (listener_ != nullptr) [[unlikely]]
      return run_told(job, queue);
    queue_ = queue;
    running_ = &job;
    const JobResult result = host_.run(job);
    running_ = nullptr;
    if (result == JobResult::threw) after_throw();
    return result;
  }
  // The running job stands still while others run.
  struct Interrupted {
    const Job* job;
    trace::EventId event;
    trace::Queue queue;
  };
  [[nodiscard]] Interrupted interrupt() const { return {running_, current_, queue_}; }
  void go_on(const Interrupted& interrupted) {
    running_ = interrupted.job;
    current_ = interrupted.event;
    queue_ = interrupted.queue;
  }
  // Node: an exception that an 'uncaughtException' handler took leaves an empty immediate behind, so that the
  // loop turns once more and the drain that was cut short is finished.
  // [lib/internal/process/execution.js, createOnGlobalUncaughtException]
  void after_throw() { immediates_.add_empty(); }

  // The enqueued event of a job that has none yet.
  void note_enqueued(Job& job, trace::Queue queue) {
    if (listener_ != nullptr && job.event == 0) job.event = emit_enqueued(queue);
  }
  void note_clock_moved();
  void note_choice(trace::ChoiceKind kind, std::uint32_t taken, std::uint32_t alternatives,
                   trace::EventId cause);
  void note_phase();
  void set_phase(trace::Phase phase) { phase_ = phase; }
  void set_queue(trace::Queue queue) { queue_ = queue; }

  [[nodiscard]] bool listening() const { return listener_ != nullptr; }
  [[nodiscard]] trace::Phase phase() const { return phase_; }
  [[nodiscard]] trace::Queue queue() const { return queue_; }
  // The started event of the running job, between jobs of the last one; 0 when nobody listens.
  [[nodiscard]] trace::EventId current_event() const { return current_; }
  void visit(JobVisitor& visitor) const {
    if (running_ != nullptr) visitor.visit(*running_);
  }

 private:
  JobResult run_told(const Job& job, trace::Queue queue);
  trace::EventId emit_enqueued(trace::Queue queue);
  trace::EventId emit(trace::EventKind kind, trace::Queue queue, trace::EventId cause);
  [[nodiscard]] trace::Event event(trace::EventKind kind, trace::Queue queue, trace::EventId cause) const;

  Host& host_;
  trace::Listener* listener_;
  const Clock& clock_;
  ImmediateTable& immediates_;
  const Job* running_ = nullptr;
  trace::EventId current_ = 0;
  trace::Queue queue_ = trace::Queue::main;
  trace::Phase phase_ = trace::Phase::main;
};

}  // namespace asyncq::scheduler
