// The timers phase of the event loop.

#include <algorithm>
#include <array>
#include <utility>

#include "scheduler/event_loop.h"

namespace asyncq::scheduler {

namespace {

// The loop's clock counts whole milliseconds: a timer whose start is so near to its end is due more often
// than not.
constexpr std::int64_t kRoundingUs = 500;

constexpr Bounds at_least(std::int64_t milliseconds) {
  return {milliseconds, kUnbounded};
}
constexpr Bounds at_most(std::int64_t milliseconds) {
  return {-kUnbounded, milliseconds};
}

}  // namespace

// uv__update_time, uv__run_timers, Environment::RunTimers.
JobResult EventLoop::timers_phase() {
  enter(trace::Phase::timers);
  const Reading now = state_.read_clock();
  JobResult result = JobResult::done;
  if (state_.timers.first_list() != kNoSlot && any_list_may_be_due(now) && timer_handle(now) != Answer::no) {
    const std::uint32_t callbacks = state_.clock.callbacks();
    result = process_timers(now);
    if (state_.clock.callbacks() != callbacks && !lists_are_handles()) last_pass_ended_ = state_.now;
    if (result != JobResult::stop) result = state_.drain.run();
  }
  return result == JobResult::stop ? result : JobResult::done;
}

// RunTimers schedules the handle anew when a pass has ended, at least 1 ms after the loop's clock as it was
// last read. It matters when that was after a list became due: that list then waits for another millisecond,
// and all others with it. Whether the handle is due, as far as that goes:
Answer EventLoop::timer_handle(const Reading& now) const {
  return last_pass_ended_ ? state_.clock.passed(*last_pass_ended_, now, 1) : Answer::yes;
}

// The same where it is open, for the first list of all, which is due; an open one is decided for both.
bool EventLoop::timer_handle_due(const Racer& first, const Reading& now) {
  if (timer_handle(now) != Answer::open) return true;
  if (state_.clock.passed(first.start, now, first.least_ms) != Answer::yes) return true;
  const Racer handle = racers_.behind_pass(first, *last_pass_ended_);
  if (decide_due(handle, now, Rivals::operations, Place::timer_handle)) return true;
  state_.clock.settle(first.start, *last_pass_ended_, at_least(first.least_ms));
  return false;
}

bool EventLoop::any_list_may_be_due(const Reading& now) const {
  const TimerList& first = state_.timers.list(state_.timers.first_list());
  return first.nominal_expiry_ms() <= now.nominal_ms() + state_.clock.greatest_lateness_ms(now);
}

// processTimers, called again by RunTimers after an exception that a handler took. Where each list is a timer
// of libuv's own, its callback reads the clock, and the next one is measured by that.
JobResult EventLoop::process_timers(Reading now) {
  bool ran_list = false;
  while (state_.timers.first_list() != kNoSlot && any_list_may_be_due(now)) {
    if (ran_list) {
      const JobResult result = state_.drain.run();
      if (result == JobResult::stop) return result;
      ran_list = false;
      if (result == JobResult::threw) continue;
    }
    const std::uint32_t list = choose_due_list(now);
    if (list == kNoSlot) break;
    state_.timers.begin_list(list);
    JobResult result = list_on_timeout(list, now);
    // The list is still the queue's head, unless a clear has emptied it.
    while (result == JobResult::threw && state_.timers.list(list).waits()) {
      result = list_on_timeout(list, now);
    }
    state_.timers.end_list(list);
    if (result == JobResult::stop) return result;
    ran_list = result == JobResult::done;
    if (lists_are_handles()) now = state_.read_clock();
  }
  return JobResult::done;
}

// Which list the queue's head is, and whether it is due.
std::uint32_t EventLoop::choose_due_list(const Reading& now) {
  std::vector<Racer> racers = racers_.lists();
  std::erase_if(racers, [&](const Racer& racer) {
    return state_.clock.passed(racer.start, now, racer.least_ms) == Answer::no;
  });
  if (racers.empty()) return kNoSlot;
  asks_ = {Place::due_list, 0, now};
  const Racer first = racers[choose_racer(trace::ChoiceKind::timer_order, racers)];
  for (const Racer& other : racers) {
    if (other.list != first.list) settle_order(first, other);
  }
  if (!timer_handle_due(first, now) || !decide_due(first, now, Rivals::all, Place::due_list)) return kNoSlot;
  if (timer_handle(now) == Answer::open) state_.clock.settle(*last_pass_ended_, now, at_least(1));
  return first.list;
}

// Whether it matters when a timer that is due in this pass is not; which job it matters to.
bool EventLoop::may_be_put_off(const Racer& timer, const Reading& now, Rivals rivals, Contender& rival) {
  if (rivals == Rivals::operations) return racers_.any_operation_may_precede(timer, rival);
  return racers_.any_may_precede(timer, rival) || racers_.any_may_join(timer, now, rival);
}

// Whether it matters when a timer that is not due in this pass is.
bool EventLoop::may_be_brought_forward(const Racer& timer, const Reading& now, Place place,
                                       Contender& rival) {
  // A list is worked off as far as its timers are due, whatever other lists wait in this pass.
  if (place == Place::timer && racers_.any_other_may_be_due(timer, now, rival)) return true;
  // When it is not, the poll phase comes first.
  if (racers_.any_operation_must_precede(timer, now, rival)) return true;
  // What would be left behind comes with this one, perhaps for certain, in the next pass, when that is no
  // longer measured by this one's clock.
  return state_.now.order > now.order && racers_.any_may_be_left(timer, now, rival);
}

bool EventLoop::decide_due(const Racer& timer, const Reading& now, Rivals rivals, Place place) {
  switch (state_.clock.passed(timer.start, now, timer.least_ms)) {
    case Answer::no:
      return false;
    case Answer::yes:
      return true;
    case Answer::open:
      break;
  }
  bool is_due = timer.due.nominal_us <= now.nominal_us + kRoundingUs;
  Contender rival;
  const bool slips = runs_after_poll(rival) || (is_due ? may_be_put_off(timer, now, rivals, rival)
                                                       : may_be_brought_forward(timer, now, place, rival));
  if (slips) {
    std::array<Contender, 2> contenders{timer.contender, rival};
    if (!is_due) std::swap(contenders[0], contenders[1]);
    asks_ = {place, timer.contender.key, now};
    if (choose(trace::ChoiceKind::timer_due, contenders) == 1) is_due = !is_due;
    state_.clock.settle(timer.start, now, is_due ? at_least(timer.least_ms) : at_most(timer.least_ms - 1));
  }
  if (is_due && state_.clock.now_us() < timer.due.program_us) {
    state_.clock.sleep_until(timer.due, 0);
    state_.runner.note_clock_moved();
  }
  return is_due;
}

// Each list is a timer of libuv's own (Node up to 10), not all together one.
bool EventLoop::lists_are_handles() const {
  switch (policy_.timer_pass) {
    case TimerPass::one_reading:
      return false;
    case TimerPass::reading_a_list:
      return true;
  }
  return false;
}

// A list whose next timer is not due as the list's callback began. One that is a handle and has become
// overdue since waits a millisecond from now.
void EventLoop::rearm(std::uint32_t list) {
  const Timer& next = state_.timers.timer(state_.timers.list(list).first);
  const Reading now = lists_are_handles() ? state_.read_clock() : Reading();
  if (lists_are_handles() && state_.clock.passed(next.start, now, next.duration_ms) == Answer::yes) {
    state_.timers.rearm(list, now, 1);
  } else {
    state_.timers.rearm(list, next.start, next.duration_ms);
  }
}

JobResult EventLoop::list_on_timeout(std::uint32_t list, const Reading& now) {
  bool ran_one = false;
  for (;;) {
    const std::uint32_t slot = state_.timers.list(list).first;
    if (slot == kNoSlot) break;
    const bool head = state_.timers.timer(slot).start.order == state_.timers.list(list).start.order;
    const Answer answer = head ? Answer::yes
                               : state_.clock.passed(state_.timers.timer(slot).start, now,
                                                     state_.timers.timer(slot).duration_ms);
    if (answer == Answer::no) {
      rearm(list);
      break;
    }
    if (ran_one) {
      const std::uint64_t id = state_.timers.id(slot);
      const JobResult result = drain_between_callbacks();
      if (result != JobResult::done) return result;
      ran_one = false;
      // The drain may have cleared the timer, or, when it was not sure to run, changed what it competes with.
      if (answer == Answer::open || state_.timers.find(id) == kNoSlot) continue;
    }
    if (answer == Answer::open && !decide_due(racers_.of_timer(slot), now, Rivals::all, Place::timer)) {
      rearm(list);
      break;
    }
    ran_one = true;
    const JobResult result = run_timer(slot);
    if (result != JobResult::done) return result;
  }
  return JobResult::done;
}

JobResult EventLoop::run_timer(std::uint32_t slot) {
  state_.timers.begin_callback(slot);
  const Timer& due = state_.timers.timer(slot);
  if (state_.clock.catch_up(due.start.program_us + std::int64_t{due.duration_ms} * 1000)) {
    state_.runner.note_clock_moved();
  }
  std::optional<Reading> start;
  if (due.repeat) start = interval_start(due);
  const Job job = due.job;
  state_.timer_level = due.level;
  const JobResult result = run_callback(job, trace::Queue::timer);
  state_.timer_level = 0;
  if (result != JobResult::stop) repeat_timer(slot, start);
  state_.timers.end_callback(slot);
  return result;
}

// From when an interval counts on, as its callback begins. Nothing: from when the callback has ended.
std::optional<Reading> EventLoop::interval_start(const Timer& timer) {
  if (policy_.interval_base == IntervalBase::callback_end) return std::nullopt;
  Reading start = state_.read_clock();
  if (policy_.interval_base == IntervalBase::callback_start) return start;
  // Beats that have been missed are left out.
  const std::int64_t duration_us = std::int64_t{timer.duration_ms} * 1000;
  const std::int64_t due_us = timer.start.nominal_us + duration_us;
  const std::int64_t late_us = start.nominal_us - due_us;
  const std::int64_t missed_us = late_us > 0 && duration_us > 0 ? late_us / duration_us * duration_us : 0;
  if (late_us >= 0) {
    start.nominal_us = due_us + missed_us;
    start.program_us = std::min(start.program_us, timer.start.program_us + duration_us + missed_us);
  }
  return start;
}

void EventLoop::repeat_timer(std::uint32_t slot, const std::optional<Reading>& start) {
  Timer& timer = state_.timers.timer(slot);
  if (!timer.repeat || timer.cleared) return;
  host_.on_repetition();
  timer.job.event = 0;
  state_.runner.note_enqueued(timer.job, trace::Queue::timer);
  const TimerDelay delay =
      nested_delay({timer.list_key, timer.duration_ms}, timer.level++, policy_.nested_delay);
  timer.list_key = delay.list_key;
  timer.duration_ms = delay.duration_ms;
  state_.timers.reinsert(slot, start ? *start : state_.read_clock());
}

}  // namespace asyncq::scheduler
