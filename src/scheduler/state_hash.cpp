#include "scheduler/state_hash.h"

#include <algorithm>

#include "scheduler/event_loop.h"
#include "scheduler/scheduler.h"

namespace asyncq::scheduler {

void LoopHash::add(const Reading& reading) {
  for (const std::int64_t part :
       {reading.nominal_us, reading.program_us, reading.certain_us, reading.unknown_ms}) {
    words_.add_signed(part);
  }
  words_.add(reading.callbacks);
  words_.add(reading.sleeps);
  orders_.push_back(reading.order);
}

void LoopHash::finish() {
  std::vector<std::uint64_t> sorted = orders_;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (const std::uint64_t order : orders_) {
    const auto rank = std::lower_bound(sorted.begin(), sorted.end(), order) - sorted.begin();
    words_.add_signed(rank);
  }
}

void Clock::hash_state(LoopHash& hash) const {
  for (const std::int64_t part : {nominal_us_, program_us_, certain_us_, computed_ns_, unknown_ms_}) {
    hash.add_signed(part);
  }
  hash.add(std::min(steps_, slow_steps()));
  for (const bool spent : spent_) hash.add(spent ? 1u : 0u);
  hash.add(callbacks_);
  hash.add(sleeps_);
  hash.add(settled_in_all_ > kMostSettled ? 1u : 0u);
  // From the oldest to the newest of each kind: the next ones take the places of the oldest.
  const auto add_ring = [&](std::size_t first, std::size_t size, std::uint64_t count) {
    const std::uint64_t kept = std::min<std::uint64_t>(count, size);
    hash.add(kept);
    for (std::uint64_t i = count - kept; i < count; ++i) {
      const Constraint& constraint = constraints_[first + i % size];
      const bool says_nothing = constraint.bounds.most >= most_direct(constraint.from, constraint.to) &&
                                -constraint.bounds.least >= most_direct(constraint.to, constraint.from);
      hash.add(says_nothing ? 1u : 0u);
      if (says_nothing) continue;  // the direct rules imply it
      hash.add(constraint.from);
      hash.add(constraint.to);
      hash.add_signed(constraint.bounds.least);
      hash.add_signed(constraint.bounds.most);
    }
  };
  add_ring(0, kWakes, wakes_);
  add_ring(kWakes, kSettled, settled_);
}

void TimerTable::hash_state(LoopHash& hash) const {
  timers_.each_slot([&](bool taken, std::uint32_t generation) {
    hash.add(std::uint64_t{generation} << 1 | (taken ? 1u : 0u));
  });
  // The ids of lists matter by their order alone.
  std::vector<const TimerList*> lists;
  lists_.each([&](const TimerList& list) { lists.push_back(&list); });
  std::sort(lists.begin(), lists.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  hash.add(lists.size());
  for (const TimerList* list : lists) {
    hash.add(list->start);
    hash.add_number(list->key);
    hash.add_signed(list->duration_ms);
    hash.add((list->running ? 1u : 0u) | (list->waits() ? 0u : 2u));
    for (std::uint32_t slot = list->first; slot != kNoSlot; slot = timers_[slot].next) {
      const Timer& timer = timers_[slot];
      hash.add(timers_.id(slot));
      hash.add(timer.job);
      hash.add(timer.start);
      hash.add_number(timer.list_key);
      hash.add_signed(timer.duration_ms);
      hash.add(timer.level);
      hash.add((timer.repeat ? 1u : 0u) | (timer.ref ? 2u : 0u));
    }
    hash.add(0);  // no timer's id
  }
}

void OperationTable::hash_state(LoopHash& hash) const {
  std::vector<const Operation*> operations;
  for (const Operation& operation : heap_) operations.push_back(&operation);
  std::sort(operations.begin(), operations.end(),
            [](const auto* a, const auto* b) { return a->number < b->number; });
  hash.add(operations.size());
  for (const Operation* operation : operations) {
    hash.add(operation->job);
    hash.add(operation->start);
    hash.add_signed(operation->least_us);
    hash.add_signed(operation->most_us);
    hash.add_signed(operation->usual_us);
  }
}

void ImmediateTable::hash_state(LoopHash& hash) const {
  immediates_.each_slot([&](bool taken, std::uint32_t generation) {
    hash.add(std::uint64_t{generation} << 1 | (taken ? 1u : 0u));
  });
  for (const Chain* chain : {&batch_, &waiting_}) {
    for (std::uint32_t slot = chain->first; slot != kNoSlot; slot = immediates_[slot].next) {
      const Immediate& immediate = immediates_[slot];
      hash.add(immediates_.id(slot));
      hash.add((immediate.ref ? 1u : 0u) | (immediate.empty ? 2u : 0u));
      if (!immediate.empty) hash.add(immediate.job);
    }
    hash.add(0);
  }
}

void LoopState::hash_state(LoopHash& hash) const {
  clock.hash_state(hash);
  hash.add(drain.tick_state());
  hash.add(now);
  timers.hash_state(hash);
  hash.add(timer_level);
  immediates.hash_state(hash);
  operations.hash_state(hash);
  for (const std::deque<Job>* jobs : {&wakeups, &later_wakeups}) {
    hash.add(jobs->size());
    for (const Job& job : *jobs) hash.add(job);
  }
  for (const std::vector<Job>* jobs : {&closes, &closing}) {
    hash.add(jobs->size());
    for (const Job& job : *jobs) hash.add(job);
  }
  hash.add(holds);
  hash.add(drain_waits ? 1u : 0u);
  hash.add(drain.waiting());
  hash.add(drain.ticks_wait() ? 1u : 0u);
  drain.visit(hash.jobs());
}

bool EventLoop::hash_state(LoopHash& hash) const {
  if (runs_tasks()) return false;
  state_.hash_state(hash);
  hash.add(static_cast<std::uint64_t>(asks_.place));
  hash.add(asks_.about);
  hash.add(asks_.now);
  hash.add(last_pass_ended_ ? 1u : 0u);
  if (last_pass_ended_) hash.add(*last_pass_ended_);
  hash.add(turns_awake_);
  hash.add_signed(clock_seen_us_);
  return true;
}

bool Scheduler::hash_state(support::Hash128& words, JobVisitor& jobs) const {
  LoopHash hash(words, jobs);
  if (!loop_->hash_state(hash)) return false;
  hash.finish();
  return true;
}

}  // namespace asyncq::scheduler
