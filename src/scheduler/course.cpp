#include "scheduler/course.h"

#include "support/split_mix.h"

namespace asyncq::scheduler {

namespace {

// One place in so many is a stall, and one stall in so many takes all that is left.
constexpr std::int64_t kPlacesPerStall = 4;
constexpr std::int64_t kStallsPerLongest = 3;

}  // namespace

std::int64_t Course::between(std::int64_t least, std::int64_t most) {
  if (most <= least) return least;
  const auto count = static_cast<std::uint64_t>(most - least + 1);
  return least + static_cast<std::int64_t>(support::split_mix(state_) % count);
}

std::int64_t Course::stall_us() {
  if (budget_us_ <= 0 || between(1, kPlacesPerStall) != 1) return 0;
  const std::int64_t stall_us = between(1, kStallsPerLongest) == 1 ? budget_us_ : between(0, budget_us_);
  budget_us_ -= stall_us;
  return stall_us;
}

}  // namespace asyncq::scheduler
