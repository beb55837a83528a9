#pragma once
// Programs that race, against real Node: whatever it prints must be among the orders that the model allows. A
// run on a busy machine may be stopped for longer than the model's bound; what is legal with a greater bound
// is told, and no failure.

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

// The exit status: 0 when every output seen is legal.
[[nodiscard]] int compare_races(const RealNode& real, const RaceOptions& options);

}  // namespace asyncq::test
