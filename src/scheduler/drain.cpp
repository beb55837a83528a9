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
      if (const JobResult result = run_first_ticks(); result != JobResult::done) return result;
    }
  }
  return JobResult::done;
}

JobResult Drain::run_first_ticks() {
  if (!awaits_first_tick_ || !had_tick_) return JobResult::done;
  awaits_first_tick_ = false;
  return run_ticks();
}

JobResult Drain::run_queues() {
  do {
    if (const JobResult result = run_ticks(); result != JobResult::done) return result;
    if (const JobResult result = run_microtasks(); result != JobResult::done) return result;
  } while (!ticks_.empty());
  return JobResult::done;
}

JobResult Drain::run_until_empty() {
  switch (rejection_check_) {
    case RejectionCheck::in_each_drain:
      return report_rejections();
    case RejectionCheck::once_a_turn:
      return run_queues();
  }
  return JobResult::done;
}

// Where they are looked for once in a turn, what listeners queue waits for the next drain.
JobResult Drain::report_rejections() {
  for (;;) {
    if (const JobResult result = run_queues(); result != JobResult::done) return result;
    runner_.set_queue(trace::Queue::rejection);
    const Host::RejectionResult rejections = process_rejections();
    if (rejections.result == JobResult::threw) runner_.after_throw();
    if (rejections.result != JobResult::done) return rejections.result;
    if (!rejections.ran || rejection_check_ == RejectionCheck::once_a_turn) return JobResult::done;
  }
}

// In a drain those that listeners raise come after the ticks of these; else all come in a row.
Host::RejectionResult Drain::process_rejections() {
  Host::RejectionResult all = host_.process_rejections();
  if (rejection_check_ == RejectionCheck::in_each_drain) return all;
  for (bool ran = all.ran; ran && all.result == JobResult::done;) {
    const Host::RejectionResult more = host_.process_rejections();
    ran = more.ran;
    all.result = more.result;
  }
  return all;
}

JobResult Drain::report_last_rejections() {
  switch (rejection_check_) {
    case RejectionCheck::in_each_drain:
      return JobResult::done;
    case RejectionCheck::once_a_turn:
      return host_.process_rejections().result;
  }
  return JobResult::done;
}

JobResult Drain::finish(JobResult result) {
  jobs_in_drain_ = 0;
  return result;
}

JobResult Drain::run() {
  return finish(run_until_empty());
}

JobResult Drain::run_first(DrainOrder order) {
  switch (order) {
    case DrainOrder::microtasks_then_ticks:  // what has run was a microtask itself
      if (run_first_ticks() == JobResult::stop) return finish(JobResult::stop);
      if (run_microtasks() == JobResult::stop) return finish(JobResult::stop);
      break;
    case DrainOrder::microtasks_alone:
      return finish(run_microtasks());
    case DrainOrder::ticks_then_microtasks:
      if (!ticks_.empty()) awaits_first_tick_ = false;
      break;
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
