#include "scheduler/scheduler.h"

#include "scheduler/event_loop.h"

namespace asyncq::scheduler {

namespace {

// Timers and immediates live in tables of their own; their ids differ in the highest bit.
constexpr TimerId kImmediateBit = TimerId{1} << 63;

}  // namespace

Scheduler::Scheduler(const Policy& policy, Host& host, Chooser& chooser, trace::Listener* listener,
                     const SchedulerOptions& options)
    : loop_(std::make_unique<EventLoop>(policy, host, chooser, listener, options.lateness)),
      drain_(&loop_->drain) {}

Scheduler::~Scheduler() = default;

// --- timers ------------------------------------------------------------------------------------------------

TimerId Scheduler::set_timer(const Job& job, double delay_ms, bool repeat) {
  Job noted = job;
  loop_->runner.note_enqueued(noted, trace::Queue::timer);
  TimerTable& timers = loop_->timers;
  return timers.id(timers.add(noted, timer_duration(delay_ms), repeat, loop_->read_clock()));
}

void Scheduler::clear_timer(TimerId id) {
  const std::uint32_t slot = loop_->timers.find(id);
  if (slot != kNoSlot) loop_->timers.clear(slot);
}

bool Scheduler::refresh_timer(TimerId id, const Job& job) {
  TimerTable& timers = loop_->timers;
  const std::uint32_t slot = timers.find(id);
  if (slot == kNoSlot || timers.timer(slot).cleared) return false;
  Job noted = job;
  loop_->runner.note_enqueued(noted, trace::Queue::timer);
  timers.timer(slot).job = noted;
  timers.reinsert(slot, loop_->read_clock());
  return true;
}

void Scheduler::set_timer_ref(TimerId id, bool ref) {
  const std::uint32_t slot = loop_->timers.find(id);
  if (slot != kNoSlot) loop_->timers.set_ref(slot, ref);
}

bool Scheduler::timer_active(TimerId id) const {
  const std::uint32_t slot = loop_->timers.find(id);
  return slot != kNoSlot && !loop_->timers.timer(slot).cleared;
}

bool Scheduler::timer_has_ref(TimerId id) const {
  return timer_active(id) && loop_->timers.timer(loop_->timers.find(id)).ref;
}

// --- immediates --------------------------------------------------------------------------------------------

TimerId Scheduler::set_immediate(const Job& job) {
  Job noted = job;
  loop_->runner.note_enqueued(noted, trace::Queue::immediate);
  return loop_->immediates.id(loop_->immediates.add(noted)) | kImmediateBit;
}

void Scheduler::clear_immediate(TimerId id) {
  if ((id & kImmediateBit) == 0) return;
  const std::uint32_t slot = loop_->immediates.find(id & ~kImmediateBit);
  if (slot != kNoSlot) loop_->immediates.clear(slot);
}

void Scheduler::set_immediate_ref(TimerId id, bool ref) {
  if ((id & kImmediateBit) == 0) return;
  const std::uint32_t slot = loop_->immediates.find(id & ~kImmediateBit);
  if (slot != kNoSlot) loop_->immediates.set_ref(slot, ref);
}

// --- the rest of the loop ----------------------------------------------------------------------------------

void Scheduler::start_operation(const Job& job, Latency latency) {
  Job noted = job;
  loop_->runner.note_enqueued(noted, trace::Queue::poll);
  loop_->operations.add(noted, loop_->clock.read(), latency.min_ms, latency.max_ms);
}

void Scheduler::enqueue_wakeup(const Job& job, Wakeup when) {
  Job noted = job;
  loop_->runner.note_enqueued(noted, trace::Queue::poll);
  (when == Wakeup::this_turn ? loop_->wakeups : loop_->later_wakeups).push_back(noted);
}

void Scheduler::enqueue_close(const Job& job) {
  Job noted = job;
  loop_->runner.note_enqueued(noted, trace::Queue::close);
  loop_->closes.push_back(noted);
}

void Scheduler::hold_loop() {
  ++loop_->holds;
}

void Scheduler::release_loop() {
  if (loop_->holds > 0) --loop_->holds;
}

std::int64_t Scheduler::now_us() const {
  return loop_->clock.now_us();
}

void Scheduler::advance_us(std::int64_t microseconds) {
  if (microseconds <= 0) return;
  loop_->clock.advance_us(microseconds);
  loop_->runner.note_clock_moved();
}

// --- running -----------------------------------------------------------------------------------------------

bool Scheduler::run(const Job& main) {
  return loop_->run(main);
}

bool Scheduler::blocked_for_ever() const {
  return loop_->blocked_for_ever();
}

trace::EventId Scheduler::current_event() const {
  return loop_->runner.current_event();
}

trace::Queue Scheduler::current_queue() const {
  return loop_->runner.queue();
}

trace::Phase Scheduler::current_phase() const {
  return loop_->runner.phase();
}

std::uint64_t Scheduler::jobs_in_drain() const {
  return loop_->drain.jobs_in_drain();
}

bool Scheduler::met_choice() const {
  return loop_->met_choice();
}

std::size_t Scheduler::waiting_jobs() const {
  return loop_->drain.waiting() + loop_->timers.waiting() + loop_->immediates.jobs() +
         loop_->operations.size() + loop_->wakeups.size() + loop_->later_wakeups.size() +
         loop_->closes.size();
}

std::size_t Scheduler::bytes_used() const {
  return loop_->drain.bytes_used() + loop_->timers.bytes_used() + loop_->immediates.bytes_used() +
         loop_->operations.bytes_used() +
         (loop_->wakeups.size() + loop_->later_wakeups.size() + loop_->closes.capacity()) * sizeof(Job);
}

void Scheduler::visit_jobs(JobVisitor& visitor) const {
  loop_->visit(visitor);
}

}  // namespace asyncq::scheduler
