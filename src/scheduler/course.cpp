#include "scheduler/course.h"

namespace asyncq::scheduler {

namespace {

// One place in so many is a stall, and one stall in so many takes all that is left.
constexpr std::int64_t kPlacesPerStall = 4;
constexpr std::int64_t kStallsPerLongest = 3;

}  // namespace

// SplitMix64.
std::int64_t Course::between(std::int64_t least, std::int64_t most) {
  if (most <= least) return least;
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  mixed ^= mixed >> 31;
  return least + static_cast<std::int64_t>(mixed % static_cast<std::uint64_t>(most - least + 1));
}

std::int64_t Course::stall_us() {
  if (budget_us_ <= 0 || between(1, kPlacesPerStall) != 1) return 0;
  const std::int64_t stall_us = between(1, kStallsPerLongest) == 1 ? budget_us_ : between(0, budget_us_);
  budget_us_ -= stall_us;
  return stall_us;
}

}  // namespace asyncq::scheduler
