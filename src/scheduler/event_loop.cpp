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
    if (blocked_for_ever_) return true;
    enter(trace::Phase::exit);
    const Host::EmptyResult empty = host_.loop_empty();
    if (empty.result == JobResult::stop) return false;
    if (empty.result == JobResult::threw) state_.runner.after_throw();
    if (empty.ran && empty.result == JobResult::done && state_.drain.run() == JobResult::stop) return false;
    if (!alive()) return true;
  }
}

JobResult EventLoop::run_main(const Job& main) {
  const bool in_poll = policy_.entry_point == EntryPoint::poll_phase;
  state_.runner.set_phase(in_poll ? trace::Phase::poll : trace::Phase::main);
  const JobResult result = run_callback(main, trace::Queue::main);
  if (result == JobResult::stop) return JobResult::stop;
  const bool waits = policy_.interrupted_main == InterruptedMain::drains_at_next_callback;
  if (result == JobResult::threw && waits) return JobResult::done;
  if (state_.drain.run_first(policy_.first_drain) == JobResult::stop) return JobResult::stop;
  if (!in_poll) return JobResult::done;
  if (check_phase() == JobResult::stop) return JobResult::stop;
  return close_phase();
}

JobResult EventLoop::turn_until_dead() {
  if (!alive()) return JobResult::done;
  const bool immediates_first = policy_.turn_begin == TurnBegin::immediates;
  if (immediates_first && check_phase() == JobResult::stop) return JobResult::stop;
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
  return result == JobResult::done ? state_.drain.run() : result;
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
  if (state_.drain.pending() && state_.drain.run() == JobResult::stop) return JobResult::stop;
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
