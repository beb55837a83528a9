#pragma once
// Programs that race, against real Node. Two proofs by the same runs:
//
//   * whatever Node prints is among the orders that the model allows;
//   * of two lines that the model has in one order always, Node never prints them in the other.
//
// A run on a busy machine may be stopped for longer than the model's bound. That is no excuse by itself: it
// is measured, for each run, how long the system kept the process waiting for a processor and how late a
// clock beside it was woken, and an output that is not legal counts as the machine's only when it is legal
// with a bound that is greater by no more than that.

#include <cstddef>
#include <cstdint>

#include "tests/differential/real_node.h"

namespace asyncq::test {

struct RaceOptions {
  std::uint64_t seed = 1;  // of the first generated program
  std::size_t count = 20;  // generated programs, besides those of known_races()
  std::size_t times = 10;  // runs of each
  std::size_t jobs = 4;    // processes at a time: the load that makes things late
};

// The exit status: 0 when every output seen is legal, or the machine's.
[[nodiscard]] int compare_races(const RealNode& real, const RaceOptions& options);

}  // namespace asyncq::test
