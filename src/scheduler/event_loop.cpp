#include "scheduler/event_loop.h"

#include <algorithm>
#include <array>
#include <span>

namespace asyncq::scheduler {

namespace {

// Turns of the loop cost nothing on the program's hand; but a program that spins with setImmediate until a
// timer fires must see it fire. So from this many turns on without a sleep each takes a microsecond.
constexpr std::uint64_t kTurnsAtNoCost = 1000;
constexpr std::int64_t kTurnUs = 1;

}  // namespace

// --- the loop ----------------------------------------------------------------------------------------------

bool EventLoop::run(const Job& main) {
  if (run_main(main) == JobResult::stop) return false;
  return runs_tasks() ? run_tasks() != JobResult::stop : run_phases();
}

bool EventLoop::runs_tasks() const {
  switch (policy_.loop_model) {
    case LoopModel::phases:
      return false;
    case LoopModel::tasks:
      return true;
  }
  return false;
}

bool EventLoop::run_phases() {
  // SpinEventLoop: 'beforeExit' when the loop is empty, and again after each revival.
  for (;;) {
    if (turn_until_dead() == JobResult::stop) return false;
    if (blocked_for_ever_ || host_.ends_soon()) break;
    enter(trace::Phase::exit);
    const Host::EmptyResult empty = host_.loop_empty();
    if (empty.result == JobResult::stop) return false;
    if (empty.result == JobResult::threw) state_.runner.after_throw();
    if (empty.ran && empty.result == JobResult::done && state_.drain.run() == JobResult::stop) return false;
    if (!alive()) break;
  }
  return state_.drain.report_last_rejections() != JobResult::stop;
}

JobResult EventLoop::run_main(const Job& main) {
  const bool in_poll = policy_.entry_point == EntryPoint::poll_phase;
  state_.runner.set_phase(in_poll ? trace::Phase::poll : trace::Phase::main);
  const JobResult result = run_callback(main, trace::Queue::main);
  if (result == JobResult::stop) return JobResult::stop;
  DrainOrder order = policy_.first_drain;
  if (result == JobResult::threw || state_.callback_failed) {
    if (policy_.interrupted_main == InterruptedMain::drains_at_next_callback) return JobResult::done;
    if (policy_.interrupted_main == InterruptedMain::runs_microtasks) order = DrainOrder::microtasks_alone;
  }
  if (state_.drain.run_first(order) == JobResult::stop) return JobResult::stop;
  state_.drain_waits = order == DrainOrder::microtasks_alone;
  if (host_.ends_soon() && policy_.main_exception == MainException::after_first_timer)
    return run_last_timer();
  if (!in_poll) return JobResult::done;
  if (check_phase() == JobResult::stop) return JobResult::stop;
  return close_phase();
}

// What is left of a drain that was cut short.
JobResult EventLoop::finish_drain() {
  if (!state_.drain_waits && !state_.drain.pending()) return JobResult::done;
  state_.drain_waits = false;
  return state_.drain.run();
}

// The main program has failed, and nobody took its exception.
JobResult EventLoop::run_last_timer() {
  enter(trace::Phase::timers);
  const Reading now = state_.read_clock();
  if (state_.timers.first_list() != kNoSlot && any_list_may_be_due(now)) {
    if (const std::uint32_t list = choose_due_list(now); list != kNoSlot) {
      state_.timers.begin_list(list);
      run_timer(state_.timers.list(list).first);
      state_.timers.end_list(list);
    }
  }
  state_.drain.run();
  return JobResult::stop;
}

JobResult EventLoop::turn_until_dead() {
  switch (policy_.turn_order) {
    case TurnOrder::timers_first:
      return turns_of_phases();
    case TurnOrder::input_first:
      return turns_of_input();
  }
  return JobResult::done;
}

JobResult EventLoop::turns_of_phases() {
  if (!alive() && finish_drain() == JobResult::stop) return JobResult::stop;
  if (!alive()) return JobResult::done;
  if (timers_phase() == JobResult::stop) return JobResult::stop;
  while (alive() && !blocked_for_ever_) {
    if (poll_phase() == JobResult::stop) return JobResult::stop;
    if (check_phase() == JobResult::stop) return JobResult::stop;
    if (close_phase() == JobResult::stop) return JobResult::stop;
    pass_time_when_spinning();
    if (timers_phase() == JobResult::stop) return JobResult::stop;
  }
  return JobResult::done;
}

// uv__loop_alive
bool EventLoop::alive() const {
  return state_.timers.references() > 0 || state_.immediates.references() > 0 || !state_.operations.empty() ||
         !state_.closes.empty() || state_.holds > 0;
}

void EventLoop::pass_time_when_spinning() {
  state_.clock.spend(Cost::turn);
  if (state_.clock.now_us() != clock_seen_us_) {
    clock_seen_us_ = state_.clock.now_us();
    // Time that passed only because of the rule below is no reason to start counting anew.
    if (turns_awake_ <= kTurnsAtNoCost) turns_awake_ = 0;
  }
  if (++turns_awake_ <= kTurnsAtNoCost) return;
  const Reading now = state_.clock.read();
  state_.clock.sleep_until({now.nominal_us + kTurnUs, now.program_us + kTurnUs}, 0);
  clock_seen_us_ = state_.clock.now_us();
}

void EventLoop::enter(trace::Phase phase) {
  state_.runner.set_phase(phase);
  phase_noted_ = false;
}

JobResult EventLoop::run_callback(const Job& job, trace::Queue queue) {
  if (!phase_noted_) {
    phase_noted_ = true;
    state_.runner.note_phase();
  }
  state_.clock.begin_callback();
  return state_.runner.run(job, queue);
}

// InternalCallbackScope: the drain when the callback has returned; none when it threw.
JobResult EventLoop::run_callback_and_drain(const Job& job, trace::Queue queue) {
  const JobResult result = run_callback(job, queue);
  if (result != JobResult::done) return result;
  const bool of_input = queue == trace::Queue::poll && policy_.input_drain == InputDrain::microtasks_first;
  return of_input ? state_.drain.run_first(DrainOrder::microtasks_then_ticks) : state_.drain.run();
}

JobResult EventLoop::drain_between_callbacks() {
  switch (policy_.drain_point) {
    case DrainPoint::after_each_callback:
      return state_.drain.run();
    case DrainPoint::after_each_list:
      return JobResult::done;
  }
  return JobResult::done;
}

std::uint32_t EventLoop::choose(trace::ChoiceKind kind, std::span<const Contender> contenders) {
  const std::uint32_t alternatives = static_cast<std::uint32_t>(contenders.size());
  if (alternatives < 2) return 0;
  met_choice_ = true;
  const std::uint32_t taken = std::min(chooser_.choose({kind, alternatives, contenders}), alternatives - 1);
  state_.runner.note_choice(kind, taken, alternatives, contenders.front().event);
  return taken;
}

std::uint32_t EventLoop::choose_racer(trace::ChoiceKind kind, const std::vector<Racer>& racers) {
  if (racers.size() < 2) return 0;
  std::array<Contender, kMaxAlternatives * 2> contenders;
  std::transform(racers.begin(), racers.end(), contenders.begin(),
                 [](const Racer& racer) { return racer.contender; });
  return choose(kind, std::span(contenders).first(racers.size()));
}

// --- check and close phases --------------------------------------------------------------------------------

// Environment::CheckImmediate and processImmediate.
JobResult EventLoop::check_phase() {
  enter(trace::Phase::check);
  // RunAndClearNativeImmediates opens a callback scope in every check phase.
  if (finish_drain() == JobResult::stop) return JobResult::stop;
  if (state_.immediates.size() == 0) return JobResult::done;

  state_.immediates.begin_batch();
  bool ran_one = false;
  for (;;) {
    std::uint32_t slot = state_.immediates.first_of_batch();
    if (slot == kNoSlot) break;
    if (ran_one) {
      const JobResult result = drain_between_callbacks();
      if (result == JobResult::stop) return result;
      if (result == JobResult::threw) {
        ran_one = false;
        continue;
      }
      slot = state_.immediates.first_of_batch();  // the drain may have cleared it
      if (slot == kNoSlot) break;
    }
    ran_one = true;
    const Immediate immediate = state_.immediates.immediate(slot);
    state_.immediates.clear(slot);
    if (immediate.empty) continue;
    const JobResult result = run_callback(immediate.job, trace::Queue::immediate);
    if (result == JobResult::stop) return result;
    if (result == JobResult::threw) {
      // CheckImmediate calls again while work is outstanding; with nothing left of the batch that takes up
      // what was queued meanwhile.
      ran_one = false;
      state_.immediates.begin_batch();
    }
  }
  return state_.drain.run() == JobResult::stop ? JobResult::stop : JobResult::done;
}

// uv__run_closing_handles: those that are closing now, the last first.
JobResult EventLoop::close_phase() {
  enter(trace::Phase::close);
  state_.closing.swap(state_.closes);
  while (!state_.closing.empty()) {
    const Job job = state_.closing.back();
    state_.closing.pop_back();
    if (run_callback_and_drain(job, trace::Queue::close) == JobResult::stop) return JobResult::stop;
  }
  return JobResult::done;
}

}  // namespace asyncq::scheduler
