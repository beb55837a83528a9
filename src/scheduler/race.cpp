#include "scheduler/race.h"

#include <algorithm>
#include <limits>

namespace asyncq::scheduler {

namespace {

constexpr std::uint64_t kLastNumber = std::numeric_limits<std::uint64_t>::max();

bool nominally_before(const Racer& a, const Racer& b) {
  if (a.nominal_us != b.nominal_us) return a.nominal_us < b.nominal_us;
  if (a.is_list != b.is_list) return b.is_list;
  return a.number < b.number;
}

}  // namespace

bool Racers::certainly_before(const Racer& a, const Racer& b) const {
  // Lists are ordered in whole milliseconds, ties by id; so are operations that are complete from the start.
  // Between the two kinds, and between operations in flight, the same millisecond decides nothing.
  const bool exact = a.is_list == b.is_list && a.least_ms == a.most_ms && b.least_ms == b.most_ms;
  const std::int64_t margin = a.most_ms - b.least_ms + (exact && a.number < b.number ? 0 : 1);
  if (clock_.direct(a.start, b.start).least >= margin) return true;
  if (clock_.direct(a.start, b.start).most < margin) return false;
  return clock_.difference(a.start, b.start).least >= margin;
}

Racer Racers::of_list(std::uint32_t slot) const {
  const TimerList& list = timers_.list(slot);
  Racer racer;
  racer.is_list = true;
  racer.list = slot;
  racer.start = list.start;
  racer.least_ms = racer.most_ms = list.duration_ms;
  racer.nominal_us = list.nominal_expiry_ms() * 1000;
  racer.number = list.id;
  racer.event = list.first == kNoSlot ? 0 : timers_.timer(list.first).job.event;
  return racer;
}

Racer Racers::of_timer_handle(Racer list, const std::optional<Reading>& last_pass_ended) const {
  if (!last_pass_ended || list.start.order > last_pass_ended->order) return list;
  if (clock_.direct(list.start, *last_pass_ended).most < list.least_ms) return list;
  if (clock_.difference(list.start, *last_pass_ended).least < list.least_ms) return list;
  list.start = *last_pass_ended;
  list.least_ms = list.most_ms = 1;
  list.nominal_us = (list.start.nominal_ms() + 1) * 1000;
  return list;
}

Racer Racers::of_timer(std::uint32_t slot) const {
  const Timer& timer = timers_.timer(slot);
  Racer racer = of_list(timer.list);
  racer.start = timer.start;
  racer.nominal_us = (timer.start.nominal_ms() + timer.duration_ms) * 1000;
  racer.number = kLastNumber;
  racer.event = timer.job.event;
  return racer;
}

void Racers::add_lists(std::uint32_t except) {
  const std::uint32_t first = timers_.first_list();
  if (first == kNoSlot) return;
  const std::int64_t until = timers_.list(first).nominal_expiry_ms() + clock_.greatest_lateness_ms();
  timers_.lists_until(until, kMaxAlternatives, near_lists_);
  for (const std::uint32_t list : near_lists_) {
    if (list != except) racers_.push_back(of_list(list));
  }
}

void Racers::add_operations(const Reading& started_before) {
  if (operations_.empty()) return;
  const Operation& first = operations_.at(0);
  const std::int64_t until =
      std::min(kUnbounded, first.start.nominal_us + first.most_us + clock_.greatest_lateness_ms() * 1000);
  operations_.until(until, kMaxAlternatives, near_operations_);
  for (const std::size_t index : near_operations_) {
    const Operation& operation = operations_.at(index);
    if (operation.start.order > started_before.order) continue;
    Racer racer;
    racer.operation = index;
    racer.start = operation.start;
    racer.least_ms = operation.least_us / 1000;
    racer.most_ms = operation.most_us == 0 ? 0 : (operation.most_us + 999) / 1000 + clock_.jitter_ms();
    racer.nominal_us = operation.nominal_us();
    racer.number = operation.number;
    racer.event = operation.job.event;
    racers_.push_back(racer);
  }
}

void Racers::keep_possible(Lists lists) {
  std::sort(racers_.begin(), racers_.end(), nominally_before);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < racers_.size(); ++i) {
    bool possible = true;
    for (std::size_t other = 0; possible && other < racers_.size(); ++other) {
      const bool same_kind = racers_[other].is_list && racers_[i].is_list && lists == Lists::are_ordered;
      possible = other == i || same_kind || !certainly_before(racers_[other], racers_[i]);
    }
    if (possible) std::swap(racers_[kept++], racers_[i]);
  }
  racers_.resize(kept);
}

const std::vector<Racer>& Racers::lists() {
  racers_.clear();
  add_lists(kNoSlot);
  if (racers_.size() > 1) keep_possible();
  return racers_;
}

const std::vector<Racer>& Racers::operations(const Reading& started_before) {
  racers_.clear();
  add_operations(started_before);
  if (racers_.size() > 1) keep_possible();
  return racers_;
}

const std::vector<Racer>& Racers::all(const Reading& started_before,
                                      const std::optional<Reading>& last_pass_ended, std::uint32_t except) {
  racers_.clear();
  add_lists(except);
  if (racers_.size() > 1) keep_possible();
  for (Racer& list : racers_) list = of_timer_handle(list, last_pass_ended);
  if (operations_.empty()) return racers_;
  add_operations(started_before);
  if (racers_.size() > 1) keep_possible(Lists::are_ordered);
  return racers_;
}

}  // namespace asyncq::scheduler
