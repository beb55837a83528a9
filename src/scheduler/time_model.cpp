#include "scheduler/time_model.h"

#include <algorithm>

namespace asyncq::scheduler {

namespace {

constexpr std::int64_t kBusyEarlyMs = 1;
constexpr std::int64_t kLastMoment = kUnbounded;  // microseconds: 35 years

// Of Node 24 on current hardware with its output in a pipe. What is certain is what a machine several times
// faster takes.
struct Price {
  std::int64_t first_us;
  std::int64_t first_least_us;
  std::int64_t usual_us;  // of every other; perhaps nothing
};
constexpr std::array<Price, kCosts> kPrices{{
    {3000, 2000, 40},  // write
    {300, 0, 10},      // inspection
    {50, 0, 5},        // timer
    {5, 0, 5},         // turn
}};
constexpr std::array<Price, kCosts> kPagePrices{{
    {40, 0, 20},
    {40, 0, 10},
    {5, 0, 5},
    {5, 0, 5},
}};

// Calls and turns of loops before the compiler has made them fast, and after.
constexpr std::uint64_t kSlowSteps = 1'000'000;
constexpr std::int64_t kSlowStepNs = 4;
constexpr std::int64_t kFastStepNs = 1;
constexpr std::int64_t kLeastShare = 8;  // a fast machine takes so much less

// In one course: readings and delays count whole milliseconds, so that two moments may be up to 1 ms further
// apart for them, and a sleep is rounded up by as much.
constexpr std::int64_t kRoundedUs = 2000;

std::int64_t bounded(std::int64_t value) {
  return std::clamp(value, -kUnbounded, kUnbounded);
}

}  // namespace

Clock::Clock(const Lateness& lateness, Costs costs)
    : lateness_(lateness), costs_of_(costs), course_(lateness.course, lateness.jitter_us - kRoundedUs) {
  if (course_.drawn()) nominal_us_ = certain_us_ = course_.between(0, 999);
}

void Clock::stall() {
  const std::int64_t stall_us = course_.stall_us();
  nominal_us_ += stall_us;
  certain_us_ += stall_us;
}

double Clock::draw_latency_ms(double least_ms, double most_ms) {
  constexpr double kUnknownMs = 30;  // of what may be longer
  const double range_ms = std::clamp(most_ms - least_ms, 0.0, kUnknownMs);
  const auto range_us = static_cast<std::int64_t>(range_ms * 1000);
  const std::int64_t most_us = course_.between(0, 1) == 0 ? range_us : range_us / 10;
  return std::max(0.0, least_ms) + static_cast<double>(course_.between(0, most_us)) / 1000;
}

std::uint64_t Clock::slow_steps() {
  return kSlowSteps;
}

void Clock::advance_us(std::int64_t microseconds) {
  if (microseconds <= 0) return;
  for (std::int64_t* hand : {&nominal_us_, &program_us_, &certain_us_}) {
    *hand += std::min(microseconds, kLastMoment - *hand);
  }
}

void Clock::spend(Cost cost) {
  const Price& price = (costs_of_ == Costs::page ? kPagePrices : kPrices)[static_cast<std::size_t>(cost)];
  bool& spent = spent_[static_cast<std::size_t>(cost)];
  const std::int64_t usual_us = spent ? price.usual_us : price.first_us;
  const std::int64_t least_us = spent ? 0 : price.first_least_us;
  const std::int64_t drawn_us = course_.drawn() ? course_.between(least_us, usual_us) : 0;
  nominal_us_ = std::min(nominal_us_ + (course_.drawn() ? drawn_us : usual_us), kLastMoment);
  certain_us_ = std::min(certain_us_ + (course_.drawn() ? drawn_us : least_us), kLastMoment);
  spent = true;
}

void Clock::compute(std::uint64_t steps) {
  const std::uint64_t slow = steps_ < kSlowSteps ? std::min(steps, kSlowSteps - steps_) : 0;
  steps_ += steps;
  computed_ns_ +=
      static_cast<std::int64_t>(slow) * kSlowStepNs + static_cast<std::int64_t>(steps - slow) * kFastStepNs;
  const std::int64_t passed_us = computed_ns_ / 1000;
  computed_ns_ %= 1000;
  nominal_us_ = std::min(nominal_us_ + passed_us, kLastMoment);
  certain_us_ = std::min(certain_us_ + passed_us / kLeastShare, kLastMoment);
  unknown_ms_ += passed_us / 1000;  // and a slow machine as much more
}

void Clock::sleep_until(Moment moment, std::int64_t unknown_ms) {
  ++sleeps_;
  nominal_us_ = std::clamp(moment.nominal_us, nominal_us_, kLastMoment);
  program_us_ = std::clamp(moment.program_us, program_us_, kLastMoment);
  unknown_ms_ += unknown_ms;
  if (course_.drawn()) stall();
}

bool Clock::catch_up(std::int64_t program_us) {
  if (program_us <= program_us_) return false;
  program_us_ = std::min(program_us, kLastMoment);
  return true;
}

Reading Clock::read() {
  if (course_.drawn()) stall();
  Reading reading;
  reading.nominal_us = nominal_us_;
  reading.program_us = program_us_;
  reading.certain_us = certain_us_;
  reading.order = ++order_;
  reading.unknown_ms = unknown_ms_;
  reading.callbacks = callbacks_;
  reading.sleeps = sleeps_;
  return reading;
}

std::int64_t Clock::most_direct(const Reading& from, const Reading& to) const {
  if (from.order == to.order) return 0;
  if (course_.drawn()) return to.nominal_ms() - from.nominal_ms();
  if (from.order < to.order) {  // rule 1
    const std::int64_t nominal = to.nominal_ms() - from.nominal_ms();
    return bounded(nominal + lateness(to.callbacks - from.callbacks) + to.unknown_ms - from.unknown_ms);
  }
  std::int64_t least = 0;
  if (from.sleeps == to.sleeps) {  // rule 2
    least = (from.certain_us - to.certain_us) / 1000 - kBusyEarlyMs;
  } else {  // rule 3
    least = from.nominal_ms() - to.nominal_ms() - lateness(to.callbacks) - to.unknown_ms;
  }
  return -std::max<std::int64_t>(0, least);
}

Bounds Clock::direct(const Reading& from, const Reading& to) const {
  return {-most_direct(to, from), most_direct(from, to)};
}

std::size_t Clock::settled_kept() const {
  return settled_in_all_ > kMostSettled ? 0 : std::min<std::uint64_t>(settled_, kSettled);
}

// The constraints that can tell more about two readings than the direct rules do. The nominal course obeys
// what wakes settle, so it takes an end between the readings; what choices settle may matter from anywhere.
std::size_t Clock::relevant(const Reading& a, const Reading& b, Relevant& out) const {
  const std::uint64_t low = std::min(a.order, b.order);
  const std::uint64_t high = std::max(a.order, b.order);
  const auto between = [&](const Reading& reading) { return low <= reading.order && reading.order <= high; };
  const std::size_t settled = settled_kept();
  std::size_t count = 0;
  for (std::size_t i = 0; i < settled; ++i) out[count++] = &constraints_[kWakes + i];
  for (std::size_t i = 0; i < std::min<std::uint64_t>(wakes_, kWakes); ++i) {
    const Constraint& wake = constraints_[i];
    if (settled > 0 || between(wake.from) || between(wake.to)) out[count++] = &wake;
  }
  return count;
}

// The shortest way from `from` to `to` in the graph of constraints (Bellman and Ford). The direct rules join
// every two readings, so a way turns only at the ends of the constraints given.
std::int64_t Clock::most(const Reading& from, const Reading& to, const Relevant& constraints,
                         std::size_t count) const {
  std::array<const Reading*, kConstraints * 2> node{};
  std::array<std::int64_t, kConstraints * 2> distance{};
  const std::size_t nodes = count * 2;
  for (std::size_t at = 0; at < nodes; ++at) {
    node[at] = at % 2 == 0 ? &constraints[at / 2]->from : &constraints[at / 2]->to;
    distance[at] = most_direct(from, *node[at]);
  }
  bool shorter = true;
  for (std::size_t round = 0; shorter && round <= nodes; ++round) {
    shorter = false;
    for (std::size_t at = 0; at < nodes; ++at) {
      const std::size_t across = at ^ 1u;  // the other end of its constraint
      const Bounds& bounds = constraints[at / 2]->bounds;
      const std::int64_t far = bounded(distance[at] + (at % 2 == 0 ? bounds.most : -bounds.least));
      if (far >= distance[across]) continue;
      distance[across] = far;
      shorter = true;
      for (std::size_t other = 0; other < nodes; ++other) {
        distance[other] = std::min(distance[other], bounded(far + most_direct(*node[across], *node[other])));
      }
    }
  }
  std::int64_t result = most_direct(from, to);
  for (std::size_t at = 0; at < nodes; ++at) {
    result = std::min(result, bounded(distance[at] + most_direct(*node[at], to)));
  }
  return result;
}

Bounds Clock::difference(const Reading& from, const Reading& to) const {
  Relevant constraints;
  const std::size_t count = relevant(from, to, constraints);
  const std::int64_t greatest = most(from, to, constraints, count);
  return {std::min(-most(to, from, constraints, count), greatest), greatest};
}

Answer Clock::passed(const Reading& from, const Reading& to, std::int64_t milliseconds) const {
  if (answers(last_answer_, from, to, milliseconds)) return last_answer_.answer;
  if (-most_direct(to, from) >= milliseconds) return Answer::yes;
  if (most_direct(from, to) < milliseconds) return Answer::no;
  if (wakes_ > 0) {  // nearly always it is asked of the timer that ended the last sleep
    const Constraint& last = constraints_[(wakes_ - 1) % kWakes];
    if (last.from.order == from.order && last.to.order <= to.order && last.bounds.least >= milliseconds) {
      return Answer::yes;
    }
  }
  std::uint64_t next_order = to.order;
  for (const Constraint& constraint : constraints_) {
    for (const std::uint64_t order : {constraint.from.order, constraint.to.order}) {
      if (order > from.order) next_order = std::min(next_order, order);
    }
  }
  const Answer answer = passed_by_all_rules(from, to, milliseconds);
  last_answer_ = {from, to.order, milliseconds, changes_, next_order, answer};
  return answer;
}

bool Clock::answers(const LastAnswer& last, const Reading& from, const Reading& to,
                    std::int64_t milliseconds) const {
  return last.to_order == to.order && last.milliseconds == milliseconds && last.changes == changes_ &&
         last.from.order <= from.order && from.order < last.next_order &&
         last.from.nominal_ms() == from.nominal_ms() && last.from.certain_us == from.certain_us &&
         last.from.unknown_ms == from.unknown_ms && last.from.callbacks == from.callbacks &&
         last.from.sleeps == from.sleeps;
}

Answer Clock::passed_by_all_rules(const Reading& from, const Reading& to, std::int64_t milliseconds) const {
  Relevant constraints;
  const std::size_t count = relevant(from, to, constraints);
  if (count == 0) return Answer::open;
  if (-most(to, from, constraints, count) >= milliseconds) return Answer::yes;
  return most(from, to, constraints, count) < milliseconds ? Answer::no : Answer::open;
}

void Clock::settle(const Reading& from, const Reading& to, Bounds bounds) {
  if (course_.drawn() || settled_in_all_ > kMostSettled) return;
  ++settled_in_all_;
  ++changes_;
  constraints_[kWakes + settled_++ % kSettled] = {from, to, bounds};
}

void Clock::settle_wake(const Reading& from, const Reading& to, Bounds bounds) {
  if (course_.drawn()) return;
  ++changes_;
  constraints_[wakes_++ % kWakes] = {from, to, bounds};
}

void Clock::keep_only(std::span<const Reading> live, const Reading& now) {
  if (live.size() > kMostLive || settled_in_all_ > kMostSettled || settled_ + wakes_ == 0) return;
  const auto is_live = [&](const Reading& reading) {
    return std::any_of(live.begin(), live.end(),
                       [&](const Reading& each) { return each.order == reading.order; });
  };
  std::array<Constraint, kConstraints + kMostLive> kept;
  std::size_t count = 0;
  for (std::size_t i = 0; i < settled_kept(); ++i) {
    const Constraint& settled = constraints_[kWakes + i];
    if (is_live(settled.from) && is_live(settled.to)) kept[count++] = settled;
  }
  for (const Reading& reading : live) kept[count++] = {reading, now, difference(reading, now)};
  constraints_ = {};
  settled_ = 0;
  wakes_ = 0;
  ++changes_;
  for (const Constraint& each : std::span(kept).first(count)) {
    constraints_[kWakes + settled_++ % kSettled] = each;
  }
}

}  // namespace asyncq::scheduler
