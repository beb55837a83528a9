#include "scheduler/runner.h"

#include <fmt/format.h>

#include <utility>

namespace asyncq::scheduler {

JobResult Runner::run_told(const Job& job, trace::Queue queue) {
  queue_ = queue;
  running_ = &job;
  current_ = emit(trace::EventKind::started, queue, job.event);
  const JobResult result = host_.run(job);
  emit(trace::EventKind::finished, queue, current_);
  running_ = nullptr;
  if (result == JobResult::threw) after_throw();
  return result;
}

trace::Event Runner::event(trace::EventKind kind, trace::Queue queue, trace::EventId cause) const {
  trace::Event event;
  event.kind = kind;
  event.queue = queue;
  event.phase = phase_;
  event.cause = cause;
  event.time_ms = static_cast<double>(clock_.now_us()) / 1000.0;
  return event;
}

trace::EventId Runner::emit(trace::EventKind kind, trace::Queue queue, trace::EventId cause) {
  return listener_->on_event(event(kind, queue, cause));
}

trace::EventId Runner::emit_enqueued(trace::Queue queue) {
  trace::Event enqueued = event(trace::EventKind::enqueued, queue, current_);
  enqueued.at = host_.position();
  return listener_->on_event(std::move(enqueued));
}

void Runner::note_clock_moved() {
  if (listener_ != nullptr) emit(trace::EventKind::clock_moved, queue_, current_);
}

void Runner::note_phase() {
  if (listener_ != nullptr) emit(trace::EventKind::phase_entered, queue_, 0);
}

void Runner::note_choice(trace::ChoiceKind kind, std::uint32_t taken, std::uint32_t alternatives,
                         trace::EventId cause) {
  if (listener_ == nullptr) return;
  trace::Event chosen = event(trace::EventKind::chosen, queue_, cause);
  chosen.choice = kind;
  chosen.subject = taken;
  chosen.text = fmt::format("{} of {}", taken + 1, alternatives);
  listener_->on_event(std::move(chosen));
}

}  // namespace asyncq::scheduler
