#include "scheduler/scheduler.h"

#include "scheduler/event_loop.h"

namespace asyncq::scheduler {

namespace {

// Timers and immediates live in tables of their own; their ids differ in the highest bit.
constexpr TimerId kImmediateBit = TimerId{1} << 63;

}  // namespace

Scheduler::Scheduler(const Policy& policy, Host& host, Chooser& chooser, trace::Listener* listener,
                     const SchedulerOptions& options)
    : state_(std::make_unique<LoopState>(policy, host, listener, options.lateness)),
      loop_(std::make_unique<EventLoop>(policy, host, chooser, *state_)),
      drain_(&state_->drain) {}

Scheduler::~Scheduler() = default;

// --- timers ------------------------------------------------------------------------------------------------

TimerId Scheduler::set_timer(const Job& job, double delay_ms, bool repeat) {
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::timer);
  TimerTable& timers = state_->timers;
  const TimerDelay delay =
      nested_delay(timer_delay(delay_ms, state_->policy), state_->timer_level, state_->policy.nested_delay);
  const std::uint32_t slot = timers.add(noted, delay, repeat, state_->read_clock());
  timers.timer(slot).level = state_->timer_level + 1;
  if (state_->policy.loop_model == LoopModel::tasks) state_->queue_if_due_at_once(slot);
  state_->clock.spend(Cost::timer);
  return timers.id(slot);
}

void Scheduler::clear_timer(TimerId id) {
  const std::uint32_t slot = state_->timers.find(id);
  if (slot != kNoSlot) state_->timers.clear(slot);
}

bool Scheduler::refresh_timer(TimerId id, const Job& job) {
  TimerTable& timers = state_->timers;
  const std::uint32_t slot = timers.find(id);
  if (slot == kNoSlot || timers.timer(slot).cleared) return false;
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::timer);
  timers.timer(slot).job = noted;
  timers.reinsert(slot, state_->read_clock());
  return true;
}

void Scheduler::set_timer_ref(TimerId id, bool ref) {
  const std::uint32_t slot = state_->timers.find(id);
  if (slot != kNoSlot) state_->timers.set_ref(slot, ref);
}

bool Scheduler::timer_active(TimerId id) const {
  const std::uint32_t slot = state_->timers.find(id);
  return slot != kNoSlot && !state_->timers.timer(slot).cleared;
}

bool Scheduler::timer_has_ref(TimerId id) const {
  return timer_active(id) && state_->timers.timer(state_->timers.find(id)).ref;
}

// --- immediates --------------------------------------------------------------------------------------------

TimerId Scheduler::set_immediate(const Job& job) {
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::immediate);
  return state_->immediates.id(state_->immediates.add(noted)) | kImmediateBit;
}

void Scheduler::clear_immediate(TimerId id) {
  if ((id & kImmediateBit) == 0) return;
  const std::uint32_t slot = state_->immediates.find(id & ~kImmediateBit);
  if (slot == kNoSlot) return;
  switch (state_->policy.cleared_immediate) {
    case ClearedImmediate::leaves_queue:
      return state_->immediates.clear(slot);
    case ClearedImmediate::stays_in_queue:
      return state_->immediates.blank(slot);
  }
}

void Scheduler::set_immediate_ref(TimerId id, bool ref) {
  if ((id & kImmediateBit) == 0) return;
  const std::uint32_t slot = state_->immediates.find(id & ~kImmediateBit);
  if (slot != kNoSlot) state_->immediates.set_ref(slot, ref);
}

// --- the rest of the loop ----------------------------------------------------------------------------------

void Scheduler::callback_failed() {
  state_->callback_failed = true;
}

void Scheduler::start_operation(const Job& job, Latency latency) {
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::poll);
  const Reading start = state_->clock.read();
  if (state_->clock.is_drawn()) {
    latency.min_ms = latency.max_ms = latency.usual_ms =
        state_->clock.draw_latency_ms(latency.min_ms, latency.max_ms);
  }
  state_->operations.add(noted, start, latency.min_ms, latency.max_ms, latency.usual_ms);
}

void Scheduler::enqueue_task(const Job& job) {
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::task);
  state_->tasks.push_back({noted});
}

// A screen of 60 Hz. When the first frame of a while comes depends on where the screen is; the next one, on
// the one before.
void Scheduler::request_frame(const Job& job) {
  constexpr double kFrameMs = 1000.0 / 60;
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::frame);
  const Reading now = state_->clock.read();
  const std::optional<Reading>& last = state_->last_frame;
  const double since_ms = last ? static_cast<double>(now.nominal_us - last->nominal_us) / 1000 : kFrameMs;
  if (since_ms < kFrameMs) {
    state_->operations.add(noted, *last, kFrameMs, kFrameMs, kFrameMs);
  } else {
    state_->operations.add(noted, now, 0, kFrameMs, kFrameMs);
  }
}

void Scheduler::enqueue_idle_callback(const Job& job) {
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::task);
  state_->idle_callbacks.push_back(noted);
}

void Scheduler::enqueue_wakeup(const Job& job, Wakeup when) {
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::poll);
  (when == Wakeup::this_turn ? state_->wakeups : state_->later_wakeups).push_back(noted);
}

void Scheduler::enqueue_close(const Job& job) {
  Job noted = job;
  state_->runner.note_enqueued(noted, trace::Queue::close);
  state_->closes.push_back(noted);
}

void Scheduler::hold_loop() {
  ++state_->holds;
}

void Scheduler::release_loop() {
  if (state_->holds > 0) --state_->holds;
}

std::int64_t Scheduler::now_us() const {
  return state_->clock.now_us();
}

std::uint32_t Scheduler::sleeps() const {
  return state_->clock.sleeps();
}

void Scheduler::advance_us(std::int64_t microseconds) {
  if (microseconds <= 0) return;
  state_->clock.advance_us(microseconds);
  state_->runner.note_clock_moved();
}

void Scheduler::spend(Cost cost) {
  state_->clock.spend(cost);
}

void Scheduler::compute(std::uint64_t steps) {
  state_->clock.compute(steps);
}

// --- running -----------------------------------------------------------------------------------------------

bool Scheduler::run(const Job& main) {
  return loop_->run(main);
}

bool Scheduler::blocked_for_ever() const {
  return loop_->blocked_for_ever();
}

trace::EventId Scheduler::current_event() const {
  return state_->runner.current_event();
}

trace::Queue Scheduler::current_queue() const {
  return state_->runner.queue();
}

trace::Phase Scheduler::current_phase() const {
  return state_->runner.phase();
}

std::uint64_t Scheduler::jobs_in_drain() const {
  return state_->drain.jobs_in_drain();
}

bool Scheduler::met_choice() const {
  return loop_->met_choice();
}

std::size_t Scheduler::waiting_jobs() const {
  return state_->drain.waiting() + state_->timers.waiting() + state_->immediates.jobs() +
         state_->operations.size() + state_->tasks.size() + state_->idle_callbacks.size() +
         state_->wakeups.size() + state_->later_wakeups.size() + state_->closes.size() +
         state_->closing.size();
}

std::size_t Scheduler::bytes_used() const {
  return state_->drain.bytes_used() + state_->timers.bytes_used() + state_->immediates.bytes_used() +
         state_->operations.bytes_used() + state_->tasks.size() * sizeof(Task) +
         (state_->wakeups.size() + state_->later_wakeups.size() + state_->idle_callbacks.size() +
          state_->closes.capacity() + state_->closing.capacity()) *
             sizeof(Job);
}

void Scheduler::visit_jobs(JobVisitor& visitor) const {
  state_->runner.visit(visitor);
  state_->drain.visit(visitor);
  state_->timers.visit(visitor);
  state_->immediates.visit(visitor);
  state_->operations.visit(visitor);
  for (const Task& task : state_->tasks) visitor.visit(task.job);
  for (const std::deque<Job>* jobs : {&state_->wakeups, &state_->later_wakeups, &state_->idle_callbacks}) {
    for (const Job& job : *jobs) visitor.visit(job);
  }
  for (const std::vector<Job>* jobs : {&state_->closes, &state_->closing}) {
    for (const Job& job : *jobs) visitor.visit(job);
  }
}

}  // namespace asyncq::scheduler
