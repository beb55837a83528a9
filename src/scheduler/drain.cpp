#include "scheduler/drain.h"

#include <utility>

namespace asyncq::scheduler {

void Drain::enqueue_noted(JobQueue& queue, Job job, trace::Queue name) {
  runner_.note_enqueued(job, name);
  queue.push(job);
}

JobResult Drain::run_ticks() {
  while (!ticks_.empty()) {
    const Job job = ticks_.pop();
    ++jobs_in_drain_;
    const JobResult result = runner_.run(job, trace::Queue::next_tick);
    if (result != JobResult::done) return result;
  }
  return JobResult::done;
}

JobResult Drain::run_microtasks() {
  while (!microtasks_.empty()) {
    Job job = microtasks_.pop();
    ++jobs_in_drain_;
    Job* const outer = std::exchange(running_, &job);
    const bool stops = runner_.run(job, trace::Queue::microtask) == JobResult::stop;
    running_ = outer;
    if (stops) return JobResult::stop;
    if (awaits_first_tick_ && had_tick_) [[unlikely]] {
      awaits_first_tick_ = false;
      if (const JobResult result = run_ticks(); result != JobResult::done) return result;
    }
  }
  return JobResult::done;
}

JobResult Drain::run_until_empty() {
  for (;;) {
    if (const JobResult result = run_ticks(); result != JobResult::done) return result;
    if (const JobResult result = run_microtasks(); result != JobResult::done) return result;
    if (!ticks_.empty()) continue;
    runner_.set_queue(trace::Queue::rejection);
    const Host::RejectionResult rejections = host_.process_rejections();
    if (rejections.result == JobResult::threw) runner_.after_throw();
    if (rejections.result != JobResult::done) return rejections.result;
    if (!rejections.ran) return JobResult::done;
  }
}

JobResult Drain::finish(JobResult result) {
  jobs_in_drain_ = 0;
  return result;
}

JobResult Drain::run() {
  return finish(run_until_empty());
}

JobResult Drain::run_first(DrainOrder order) {
  if (order == DrainOrder::microtasks_then_ticks) {
    if (run_microtasks() == JobResult::stop) return finish(JobResult::stop);
  }
  return finish(run_until_empty());
}

JobResult Drain::checkpoint() {
  if (jobs_in_drain_ > 0 || !pending()) return JobResult::done;
  const Runner::Interrupted outer = runner_.interrupt();
  const JobResult result = run();
  runner_.go_on(outer);
  return result;
}

void Drain::visit(JobVisitor& visitor) const {
  ticks_.visit(visitor);
  microtasks_.visit(visitor);
}

}  // namespace asyncq::scheduler
