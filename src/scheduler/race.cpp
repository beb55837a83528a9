#include "scheduler/race.h"

#include <algorithm>
#include <limits>

namespace asyncq::scheduler {

namespace {

constexpr std::uint64_t kLastNumber = std::numeric_limits<std::uint64_t>::max();

// So many racers are compared each with each; more only with the one that ends first, which may leave some in
// the race that another of them is certainly before.
constexpr std::size_t kComparedWithEach = 16;

Clock::Moment after(const Reading& start, std::int32_t duration_ms) {
  const std::int64_t duration_us = std::int64_t{duration_ms} * 1000;
  return {start.nominal_us + duration_us, start.program_us + duration_us};
}

bool nominally_ends_before(const Racer& a, const Racer& b) {
  const std::int64_t a_ms = a.nominal_us / 1000 + a.most_ms - a.least_ms;
  return a_ms < b.nominal_us / 1000 + b.most_ms - b.least_ms;
}

bool nominally_before(const Racer& a, const Racer& b) {
  if (a.nominal_us != b.nominal_us) return a.nominal_us < b.nominal_us;
  if (a.is_list != b.is_list) return b.is_list;
  return a.number < b.number;
}

}  // namespace

bool Racers::certainly_before(const Racer& a, const Racer& b) const {
  if (a.most_ms >= kLongestUnknownMs) return false;
  // Lists are ordered in whole milliseconds, ties by id; so are operations that are complete from the start.
  // Between the two kinds, and between operations in flight, the same millisecond decides nothing.
  const bool exact =
      a.is_list == b.is_list && a.most_ms + a.late_ms == a.least_ms && b.most_ms + b.late_ms == b.least_ms;
  const std::int64_t tie = exact && a.number < b.number ? 0 : 1;
  const std::int64_t apart = a.most_ms - b.least_ms + tie;
  // A sleep that a timer ends may be too long, and what is complete by then comes first.
  const std::int64_t may_be_late = a.is_list && !b.is_list ? clock_.jitter_ms() : a.late_ms;
  if (clock_.passed(a.start, b.start, apart + may_be_late) == Answer::yes) return true;
  // What bounds a start seen from an earlier one has jitter in it already, which counts once for both; what
  // choices have settled of the starts has none.
  return a.start.order > b.start.order && clock_.direct(a.start, b.start).least >= apart;
}

Contender Racers::contender(std::uint32_t timer) const {
  return {contender_key(ContenderKind::timer, timers_.id(timer)), timers_.timer(timer).job.event};
}

Racer Racers::of_list(std::uint32_t slot) const {
  const TimerList& list = timers_.list(slot);
  Racer racer;
  racer.is_list = true;
  racer.list = slot;
  racer.start = list.start;
  racer.least_ms = racer.most_ms = list.duration_ms;
  racer.nominal_us = list.nominal_expiry_ms() * 1000;
  racer.due = after(list.start, list.duration_ms);
  racer.number = list.id;
  if (list.first != kNoSlot) racer.contender = contender(list.first);
  return racer;
}

Racer Racers::of_timer_handle(Racer list, const std::optional<Reading>& last_pass_ended) const {
  if (!last_pass_ended || list.start.order > last_pass_ended->order) return list;
  if (clock_.passed(list.start, *last_pass_ended, list.least_ms) != Answer::yes) return list;
  return behind_pass(list, *last_pass_ended);
}

Racer Racers::behind_pass(Racer list, const Reading& last_pass_ended) const {
  list.start = last_pass_ended;
  list.least_ms = list.most_ms = 1;
  list.nominal_us = (list.start.nominal_ms() + 1) * 1000;
  list.due = after(list.start, 1);
  return list;
}

Racer Racers::of_timer(std::uint32_t slot) const {
  const Timer& timer = timers_.timer(slot);
  Racer racer;
  racer.is_list = true;
  racer.list = timer.list;
  racer.start = timer.start;
  racer.least_ms = racer.most_ms = timers_.list(timer.list).duration_ms;
  racer.nominal_us = (timer.start.nominal_ms() + timer.duration_ms) * 1000;
  racer.due = after(timer.start, timer.duration_ms);
  racer.number = kLastNumber;
  racer.contender = contender(slot);
  return racer;
}

void Racers::add_lists() {
  const std::uint32_t first = timers_.first_list();
  if (first == kNoSlot) return;
  const TimerList& list = timers_.list(first);
  const std::int64_t until = list.nominal_expiry_ms() + clock_.greatest_lateness_ms(list.start);
  timers_.lists_until(until, kMaxAlternatives, near_lists_);
  for (const std::uint32_t near : near_lists_) racers_.push_back(of_list(near));
}

void Racers::add_operations(std::uint64_t last_reading) {
  if (operations_.empty()) return;
  const Operation& first = operations_.at(0);
  const std::int64_t late_ms = clock_.greatest_lateness_ms(first.start) + clock_.jitter_ms();
  const std::int64_t until = std::min(kUnbounded, first.start.nominal_us + first.most_us + late_ms * 1000);
  operations_.until(until, kMaxAlternatives, near_operations_);
  for (const std::size_t index : near_operations_) {
    const Operation& operation = operations_.at(index);
    if (operation.start.order > last_reading) continue;
    Racer racer;
    racer.operation = index;
    racer.start = operation.start;
    racer.least_ms = operation.least_us / 1000;
    racer.most_ms = (operation.most_us + 999) / 1000;
    racer.late_ms = operation.most_us == 0 ? 0 : clock_.jitter_ms();
    racer.nominal_us = operation.nominal_us();
    racer.due = {racer.nominal_us, operation.start.program_us + operation.usual_us};
    racer.number = operation.number;
    racer.contender = {contender_key(ContenderKind::operation, operation.number), operation.job.event};
    racers_.push_back(racer);
  }
}

void Racers::keep_possible(Lists lists) {
  const auto impossible_after = [&](const Racer& first, const Racer& second) {
    const bool ordered_already = first.is_list && second.is_list && lists == Lists::are_ordered;
    return !ordered_already && certainly_before(first, second);
  };
  std::sort(racers_.begin(), racers_.end(), nominally_before);
  const Racer ends_first = *std::min_element(racers_.begin(), racers_.end(), nominally_ends_before);
  std::erase_if(racers_, [&](const Racer& racer) { return impossible_after(ends_first, racer); });
  if (racers_.size() == 1 || racers_.size() > kComparedWithEach) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < racers_.size(); ++i) {
    bool possible = true;
    for (std::size_t other = 0; possible && other < racers_.size(); ++other) {
      possible = other == i || !impossible_after(racers_[other], racers_[i]);
    }
    if (possible) std::swap(racers_[kept++], racers_[i]);
  }
  // Choices that cannot all be true together may leave none; then the nominal course decides.
  racers_.resize(std::max<std::size_t>(kept, 1));
}

template <typename Fits>
bool Racers::any_other_list(const Racer& timer, std::int64_t until_ms, Fits&& fits, Contender& rival) {
  timers_.lists_until(until_ms, kMaxAlternatives, near_lists_);
  for (const std::uint32_t list : near_lists_) {
    if (list == timer.list) continue;
    const Racer other = of_list(list);
    if (!fits(other)) continue;
    rival = other.contender;
    return true;
  }
  return false;
}

std::int64_t Racers::latest_ms(const Racer& timer) const {
  return timer.nominal_us / 1000 + clock_.greatest_lateness_ms(timer.start);
}

bool Racers::any_may_precede(const Racer& timer, Contender& rival) {
  const auto may_precede = [&](const Racer& other) { return !certainly_before(timer, other); };
  return (!timers_.is_only_list(timer.list) && any_other_list(timer, latest_ms(timer), may_precede, rival)) ||
         any_operation_may_precede(timer, rival);
}

bool Racers::any_other_may_be_due(const Racer& timer, const Reading& now, Contender& rival) {
  const auto may_be_due = [&](const Racer& other) {
    return clock_.passed(other.start, now, other.least_ms) != Answer::no;
  };
  return any_other_list(timer, now.nominal_ms() + clock_.greatest_lateness_ms(now), may_be_due, rival);
}

bool Racers::any_may_join(const Racer& timer, const Reading& now, Contender& rival) {
  // Of its own list all others are put off with it, and only those are later that this pass has added.
  return any_may_miss(timer, now, now.order, rival);
}

bool Racers::any_may_be_left(const Racer& timer, const Reading& now, Contender& rival) {
  return any_may_miss(timer, now, timer.start.order, rival);
}

bool Racers::any_may_miss(const Racer& timer, const Reading& now, std::uint64_t reading, Contender& rival) {
  const std::uint32_t last = timers_.list(timer.list).last;
  if (last != kNoSlot && timers_.timer(last).start.order > reading) {
    rival = contender(last);
    return true;
  }
  const auto may_miss = [&](const Racer& other) {
    return clock_.passed(other.start, now, other.least_ms) != Answer::yes;
  };
  return !timers_.is_only_list(timer.list) && any_other_list(timer, latest_ms(timer), may_miss, rival);
}

bool Racers::any_operation_may_precede(const Racer& timer, Contender& rival) {
  for (const Racer& other : operations_until(kLastNumber)) {
    if (certainly_before(timer, other)) continue;
    rival = other.contender;
    return true;
  }
  return false;
}

bool Racers::any_operation_must_precede(const Racer& timer, const Reading& now, Contender& rival) {
  racers_.clear();
  add_operations(kLastNumber);
  for (const Racer& other : racers_) {
    const bool complete = clock_.passed(other.start, now, other.most_ms + other.late_ms) == Answer::yes;
    if (!complete && !certainly_before(other, timer)) continue;
    rival = other.contender;
    return true;
  }
  return false;
}

const std::vector<Racer>& Racers::lists() {
  racers_.clear();
  add_lists();
  if (racers_.size() > 1) keep_possible();
  return racers_;
}

const std::vector<Racer>& Racers::operations(const Reading& started_before) {
  return operations_until(started_before.order);
}

const std::vector<Racer>& Racers::operations_until(std::uint64_t last_reading) {
  racers_.clear();
  add_operations(last_reading);
  if (racers_.size() > 1) keep_possible();
  return racers_;
}

const std::vector<Racer>& Racers::all(const Reading& started_before,
                                      const std::optional<Reading>& last_pass_ended) {
  racers_.clear();
  add_lists();
  if (racers_.size() > 1) keep_possible();
  for (Racer& list : racers_) list = of_timer_handle(list, last_pass_ended);
  if (operations_.empty()) return racers_;
  add_operations(started_before.order);
  if (racers_.size() > 1) keep_possible(Lists::are_ordered);
  return racers_;
}

}  // namespace asyncq::scheduler
