// The poll phase of the event loop: completed operations, and sleep.

#include <algorithm>

#include "scheduler/event_loop.h"

namespace asyncq::scheduler {

namespace {

constexpr Bounds at_least(std::int64_t milliseconds) {
  return {milliseconds, kUnbounded};
}
constexpr Bounds at_most(std::int64_t milliseconds) {
  return {-kUnbounded, milliseconds};
}

}  // namespace

// uv__backend_timeout and uv__io_poll.
JobResult EventLoop::poll_phase() {
  enter(trace::Phase::poll);
  state_.wakeups.insert(state_.wakeups.end(), state_.later_wakeups.begin(), state_.later_wakeups.end());
  state_.later_wakeups.clear();
  const bool may_sleep = state_.immediates.references() == 0;
  if (may_sleep && finish_drain() == JobResult::stop) return JobResult::stop;
  const bool awake = state_.immediates.references() > 0 || !state_.closes.empty() || !state_.wakeups.empty();
  const JobResult result = awake ? deliver_completed() : sleep();
  return result == JobResult::stop ? result : run_wakeups();
}

// uv__async_io. The handle of completed operations is the first, so that they come before.
JobResult EventLoop::run_wakeups() {
  while (!state_.wakeups.empty()) {
    const Job job = state_.wakeups.front();
    state_.wakeups.pop_front();
    if (run_callback_and_drain(job, trace::Queue::poll) == JobResult::stop) return JobResult::stop;
  }
  return JobResult::done;
}

// Whether a wake-up, a callback of the check or close phase, or what an exception left of a drain runs
// between the completed operations of this poll phase and those of the next; in a loop of tasks, whether a
// task waits.
bool EventLoop::runs_after_poll(Contender& rival) const {
  if (!state_.tasks.empty()) {
    const Task& task = state_.tasks.front();
    rival = {task.timer != 0 ? contender_key(ContenderKind::timer, task.timer) : 0, task.job.event};
    return true;
  }
  if (const std::uint32_t slot = state_.immediates.first_waiting(); slot != kNoSlot) {
    rival = {contender_key(ContenderKind::immediate, state_.immediates.id(slot)),
             state_.immediates.immediate(slot).job.event};
    return true;
  }
  if (!state_.wakeups.empty() || !state_.closes.empty()) {
    const Job& job = state_.wakeups.empty() ? state_.closes.back() : state_.wakeups.front();
    rival = {contender_key(ContenderKind::other, state_.wakeups.empty() ? 1 : 2), job.event};
    return true;
  }
  return state_.drain.pending() || state_.drain_waits;
}

// Whether a timer runs between the completed operations of this poll phase and those of the next: because it
// is due, or because it is due if one of the operations is complete.
bool EventLoop::timer_comes_next(const Reading& now, const std::vector<Racer>& operations,
                                 Contender& rival) const {
  if (state_.timers.first_list() == kNoSlot) return false;
  const Racer timer = racers_.of_list(state_.timers.first_list());
  rival = timer.contender;
  const Answer is_due = state_.clock.passed(timer.start, now, timer.least_ms);
  return is_due == Answer::yes ||
         (is_due == Answer::open && std::any_of(operations.begin(), operations.end(), [&](const Racer& each) {
            return state_.clock.passed(timer.start, each.start, timer.least_ms - each.least_ms) ==
                   Answer::yes;
          }));
}

// Blocks until the first operation completes or the first timer expires.
JobResult EventLoop::sleep() {
  const std::optional<Racer> first = sleep_until_first();
  blocked_for_ever_ = !first;
  if (!first || first->is_list) return JobResult::done;
  const Reading awake = state_.now;
  if (deliver(*first) == JobResult::stop) return JobResult::stop;
  return deliver_completed(awake, state_.read_clock());
}

// What ended the sleep; nothing: there was nothing to wait for.
std::optional<Racer> EventLoop::sleep_until_first() {
  const Reading asleep = state_.read_clock();
  const std::vector<Racer> racers = racers_.all(asleep, last_pass_ended_);
  if (racers.empty()) return std::nullopt;
  const auto lists = std::count_if(racers.begin(), racers.end(), [](const Racer& r) { return r.is_list; });
  const trace::ChoiceKind kind = lists == 0 ? trace::ChoiceKind::poll_order
                                 : static_cast<std::size_t>(lists) == racers.size()
                                     ? trace::ChoiceKind::timer_order
                                     : trace::ChoiceKind::poll_ready;
  asks_ = {Place::sleep, 0, asleep};
  const Racer first = racers[choose_racer(kind, racers)];
  wake_for(first, racers, asleep);
  return first;
}

// The one list is before the other in the queue of lists.
void EventLoop::settle_order(const Racer& first, const Racer& second) {
  const std::int64_t tie = first.number < second.number ? 0 : 1;
  state_.clock.settle(first.start, second.start, at_least(first.most_ms - second.least_ms + tie));
}

// The clock jumps to what ended the sleep; what is known by that is settled.
void EventLoop::wake_for(const Racer& first, const std::vector<Racer>& racers, const Reading& asleep) {
  const std::int64_t unknown_ms =
      first.is_list ? 0 : std::min(first.most_ms - first.least_ms, kLongestUnknownMs);
  const std::int64_t before_us = state_.clock.now_us();
  state_.clock.sleep_until(first.due, unknown_ms);
  if (state_.clock.now_us() != before_us) state_.runner.note_clock_moved();
  const Reading now = state_.read_clock();
  const std::int64_t most_ms =
      std::max(first.most_ms + state_.clock.jitter_ms(), state_.clock.direct(first.start, asleep).most);
  state_.clock.settle_wake(first.start, now, {first.least_ms, std::min(most_ms, kUnbounded)});
  if (racers.size() == 1) return;
  for (const Racer& other : racers) {
    if (other.is_list == first.is_list && other.number == first.number) continue;
    if (first.is_list && other.is_list) {
      settle_order(racers_.of_list(first.list), racers_.of_list(other.list));
    } else if (other.most_ms < kUnbounded / 1000) {
      state_.clock.settle(other.start, now, at_most(other.most_ms + state_.clock.jitter_ms()));
    }
  }
}

JobResult EventLoop::deliver_completed() {
  const Reading now = state_.read_clock();
  return deliver_completed(now, now);
}

// What is complete is found out at once. What comes next is another matter: callbacks take their time, until
// `later` so far.
JobResult EventLoop::deliver_completed(const Reading& now, Reading later) {
  while (!state_.operations.empty()) {
    const std::optional<Racer> completed = next_completed(now, later);
    if (!completed) break;
    if (deliver(*completed) == JobResult::stop) return JobResult::stop;
    later = state_.read_clock();
  }
  return JobResult::done;
}

// The operation that a poll phase takes up next, of those that were complete as it looked.
std::optional<Racer> EventLoop::next_completed(const Reading& now, const Reading& later) {
  std::vector<Racer> racers = racers_.operations(now);
  const bool certain = std::any_of(racers.begin(), racers.end(), [&](const Racer& racer) {
    return state_.clock.passed(racer.start, now, racer.most_ms + racer.late_ms) == Answer::yes;
  });
  Contender rival;
  if (!certain && !runs_after_poll(rival) && !timer_comes_next(later, racers, rival)) {
    return std::nullopt;  // it comes when the loop sleeps
  }
  std::erase_if(racers, [&](const Racer& racer) {
    return state_.clock.passed(racer.start, later, racer.least_ms) == Answer::no;
  });
  if (racers.empty()) return std::nullopt;
  asks_ = {Place::completed, 0, now};
  if (certain) return racers[choose_racer(trace::ChoiceKind::poll_order, racers)];

  // Not complete, nominally, unless time has passed since it could be: alternative 0 is none, or the first.
  const std::uint32_t count = static_cast<std::uint32_t>(racers.size());
  const bool complete = racers.front().nominal_us < now.nominal_us;
  std::vector<Contender> contenders;
  for (const Racer& racer : racers) contenders.push_back(racer.contender);
  contenders.insert(complete ? contenders.end() : contenders.begin(), rival);
  const std::uint32_t taken = choose(trace::ChoiceKind::poll_ready, contenders);
  if (taken == (complete ? count : 0)) {
    for (const Racer& racer : racers) {
      state_.clock.settle(racer.start, now, at_most(racer.most_ms + racer.late_ms));
    }
    return std::nullopt;
  }
  const Racer& first = racers[complete ? taken : taken - 1];
  state_.clock.settle(first.start, later, at_least(first.least_ms));
  return first;
}

// What is settled of the starts of things that have come to their ends matters through what still waits.
void EventLoop::forget_what_nothing_waits_for(const Reading& now) {
  std::vector<Reading> live;
  const auto add = [&](const Reading& reading) {
    const auto known = [&](const Reading& each) { return each.order == reading.order; };
    if (std::none_of(live.begin(), live.end(), known)) live.push_back(reading);
    return live.size() <= Clock::kMostLive;
  };
  if (last_pass_ended_) add(*last_pass_ended_);
  for (std::size_t i = 0; i < state_.operations.size(); ++i) {
    if (!add(state_.operations.at(i).start)) return;
  }
  if (!state_.timers.each_start(add)) return;
  // Whatever the order in which the tables have them: equal states are told by it.
  std::sort(live.begin(), live.end(), [](const Reading& a, const Reading& b) { return a.order < b.order; });
  state_.clock.keep_only(live, now);
}

JobResult EventLoop::deliver(const Racer& racer) {
  const Operation operation = state_.operations.take(racer.operation);
  forget_what_nothing_waits_for(state_.now);
  return run_callback_and_drain(operation.job, trace::Queue::poll);
}

}  // namespace asyncq::scheduler
