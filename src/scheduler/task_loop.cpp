// The event loop of a page: tasks, one after another, and rendering between them.
// [HTML 8.1.7.3; the order of tasks is that of Blink's sequence manager]
//
// A task without a delay enters the queue as it is posted. A timer enters it when it is due, and that is
// looked at between tasks. So a timer that became due before a task ran goes before what this task posts, and
// all that waits in the queue already goes before the timer.

#include <algorithm>
#include <array>

#include "scheduler/event_loop.h"

namespace asyncq::scheduler {

JobResult EventLoop::run_tasks() {
  enter(trace::Phase::tasks);
  for (;;) {
    if (!state_.wakeups.empty() && wakeup_is_next()) {
      if (run_wakeup() == JobResult::stop) return JobResult::stop;
      continue;
    }
    if (state_.tasks.empty()) {
      if (!state_.idle_callbacks.empty() && state_.operations.empty() && !timer_is_overdue()) {
        const Job job = state_.idle_callbacks.front();
        state_.idle_callbacks.pop_front();
        if (run_callback_and_drain(job, trace::Queue::task) == JobResult::stop) return JobResult::stop;
        continue;
      }
      if (state_.timers.waiting() == 0 && state_.operations.empty()) return JobResult::done;
      if (wait_for_task() == JobResult::stop) return JobResult::stop;
      continue;
    }
    const Reading boundary = state_.read_clock();
    if (!state_.operations.empty()) {
      if (const std::optional<Racer> frame = next_completed(boundary, boundary)) {
        if (run_frame(*frame) == JobResult::stop) return JobResult::stop;
        continue;
      }
    }
    const std::size_t waiting = state_.tasks.size() - 1;
    if (run_task() == JobResult::stop) return JobResult::stop;
    if (state_.tasks.size() > waiting) take_up_timers(boundary, waiting);
  }
}

// A wake-up of a page is its parser's, which goes on with the next script. Between two scripts it may let
// other tasks in that wait already.
bool EventLoop::wakeup_is_next() {
  const Reading now = state_.read_clock();
  if (state_.timers.waiting() > 0) take_up_timers(now, state_.tasks.size());
  if (state_.tasks.empty()) return true;
  const Task& task = state_.tasks.front();
  const Job& script = state_.wakeups.front();
  const std::array contenders{
      Contender{contender_key(ContenderKind::operation, script.event), script.event},
      task.timer != 0 ? Contender{contender_key(ContenderKind::timer, task.timer), task.job.event}
                      : Contender{contender_key(ContenderKind::operation, task.job.event), task.job.event}};
  return choose(trace::ChoiceKind::poll_ready, contenders) == 0;
}

JobResult EventLoop::run_wakeup() {
  const Reading boundary = state_.read_clock();
  const std::size_t waiting = state_.tasks.size();
  const Job job = state_.wakeups.front();
  state_.wakeups.pop_front();
  const JobResult result = run_callback_and_drain(job, trace::Queue::task);
  if (result != JobResult::stop && state_.tasks.size() > waiting) take_up_timers(boundary, waiting);
  return result;
}

bool EventLoop::timer_is_overdue() {
  if (state_.timers.first_list() == kNoSlot) return false;
  const TimerList& first = state_.timers.list(state_.timers.first_list());
  return state_.clock.passed(first.start, state_.read_clock(), first.duration_ms) == Answer::yes;
}

// Nothing is left to do: the loop sleeps until the first timer expires or the screen wants a frame.
JobResult EventLoop::wait_for_task() {
  const Reading asleep = state_.read_clock();
  const std::vector<Racer> racers = racers_.all(asleep, std::nullopt);
  const auto lists = std::count_if(racers.begin(), racers.end(), [](const Racer& r) { return r.is_list; });
  const bool only_lists = static_cast<std::size_t>(lists) == racers.size();
  const Racer first = racers[choose_racer(
      only_lists ? trace::ChoiceKind::timer_order : trace::ChoiceKind::poll_ready, racers)];
  wake_for(first, racers, asleep);
  if (!first.is_list) return run_frame(first);
  take_up(first.list, 0);
  return JobResult::done;
}

// The timers that had become due at a boundary between tasks, before the tasks that were posted since.
void EventLoop::take_up_timers(const Reading& boundary, std::size_t tasks_before) {
  while (state_.timers.first_list() != kNoSlot && any_list_may_be_due(boundary)) {
    const std::uint32_t list = choose_due_list(boundary);
    if (list == kNoSlot) return;
    take_up(list, tasks_before++);
  }
}

// Where timers go by expiry each is in a list of its own.
void EventLoop::take_up(std::uint32_t list, std::size_t position) {
  const Task task = state_.take_up(state_.timers.list(list).first);
  state_.tasks.insert(state_.tasks.begin() + static_cast<std::ptrdiff_t>(position), task);
}

JobResult EventLoop::run_task() {
  const Task task = state_.tasks.front();
  state_.tasks.pop_front();
  return task.timer != 0 ? run_timer_task(task.timer) : run_callback_and_drain(task.job, trace::Queue::task);
}

JobResult EventLoop::run_timer_task(std::uint64_t id) {
  const std::uint32_t slot = state_.timers.find(id);
  const Timer timer = state_.timers.timer(slot);
  if (timer.cleared) {
    state_.timers.end_callback(slot);
    return JobResult::done;
  }
  if (state_.clock.catch_up(timer.start.program_us + std::int64_t{timer.duration_ms} * 1000)) {
    state_.runner.note_clock_moved();
  }
  std::optional<Reading> start;
  if (timer.repeat) start = interval_start(timer);
  // What its microtasks set counts as set by it.
  state_.timer_level = timer.level;
  const JobResult result = run_callback_and_drain(timer.job, trace::Queue::timer);
  state_.timer_level = 0;
  if (result != JobResult::stop) repeat_timer(slot, start);
  state_.timers.end_callback(slot);
  const bool repeats = state_.timers.find(id) != kNoSlot;
  if (repeats) state_.queue_if_due_at_once(slot);
  return result;
}

JobResult EventLoop::run_frame(const Racer& racer) {
  enter(trace::Phase::rendering);
  state_.last_frame = state_.read_clock();
  const Operation frame = state_.operations.take(racer.operation);
  const JobResult result = run_callback_and_drain(frame.job, trace::Queue::frame);
  enter(trace::Phase::tasks);
  return result;
}

}  // namespace asyncq::scheduler
