#include "scheduler/time_model.h"

#include <algorithm>

namespace asyncq::scheduler {

namespace {

constexpr std::int64_t kBusyEarlyMs = 1;
constexpr std::int64_t kLastMoment = kUnbounded;  // microseconds: 35 years

std::int64_t bounded(std::int64_t value) {
  return std::clamp(value, -kUnbounded, kUnbounded);
}

}  // namespace

void Clock::advance_us(std::int64_t microseconds) {
  if (microseconds > 0) now_us_ += std::min(microseconds, kLastMoment - now_us_);
}

void Clock::sleep_until_us(std::int64_t nominal_us, std::int64_t unknown_ms) {
  ++sleeps_;
  now_us_ = std::clamp(nominal_us, now_us_, kLastMoment);
  unknown_ms_ += unknown_ms;
}

Reading Clock::read() {
  Reading reading;
  reading.nominal_us = now_us_;
  reading.order = ++order_;
  reading.unknown_ms = unknown_ms_;
  reading.callbacks = callbacks_;
  reading.sleeps = sleeps_;
  return reading;
}

std::int64_t Clock::most_direct(const Reading& from, const Reading& to) const {
  if (from.order == to.order) return 0;
  if (from.order < to.order) {  // rule 1
    const std::int64_t nominal = to.nominal_ms() - from.nominal_ms();
    return bounded(nominal + lateness(to.callbacks - from.callbacks) + to.unknown_ms - from.unknown_ms);
  }
  std::int64_t least = 0;
  if (from.sleeps == to.sleeps) {  // rule 2
    least = (from.nominal_us - to.nominal_us) / 1000 - kBusyEarlyMs;
  } else {  // rule 3
    least = from.nominal_ms() - to.nominal_ms() - lateness(to.callbacks) - to.unknown_ms;
  }
  return -std::max<std::int64_t>(0, least);
}

Bounds Clock::direct(const Reading& from, const Reading& to) const {
  return {-most_direct(to, from), most_direct(from, to)};
}

// The shortest way from `from` to `to` in the graph of all constraints (Bellman and Ford). The direct
// constraints join every two readings, so a way needs only the ends of the settled ones between.
std::int64_t Clock::most(const Reading& from, const Reading& to) const {
  std::array<const Reading*, kConstraints * 2> node{};
  std::array<std::int64_t, kConstraints * 2> distance{};
  std::size_t nodes = 0;
  const auto add = [&](const Constraint& constraint) {
    for (const Reading* reading : {&constraint.from, &constraint.to}) {
      node[nodes] = reading;
      distance[nodes] = most_direct(from, *reading);
      ++nodes;
    }
  };
  for (std::size_t i = 0; i < std::min<std::uint64_t>(wakes_, kWakes); ++i) add(constraints_[i]);
  for (std::size_t i = 0; i < std::min<std::uint64_t>(settled_, kSettled); ++i) add(constraints_[kWakes + i]);

  const auto bounds_of = [&](std::size_t at) -> const Bounds& {
    const std::size_t waking = std::min<std::uint64_t>(wakes_, kWakes) * 2;
    return at < waking ? constraints_[at / 2].bounds : constraints_[kWakes + (at - waking) / 2].bounds;
  };
  bool shorter = true;
  for (std::size_t round = 0; shorter && round <= nodes; ++round) {
    shorter = false;
    for (std::size_t at = 0; at < nodes; ++at) {
      const std::size_t across = at ^ 1u;  // the other end of its constraint
      const Bounds& bounds = bounds_of(at);
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
  const Bounds plain = direct(from, to);
  if (plain.least == plain.most || (settled_ == 0 && wakes_ == 0)) return plain;
  const std::int64_t greatest = most(from, to);
  return {std::min(-most(to, from), greatest), greatest};
}

void Clock::settle(const Reading& from, const Reading& to, Bounds bounds) {
  constraints_[kWakes + settled_++ % kSettled] = {from, to, bounds};
}

void Clock::settle_wake(const Reading& from, const Reading& to, Bounds bounds) {
  constraints_[wakes_++ % kWakes] = {from, to, bounds};
}

}  // namespace asyncq::scheduler
