#pragma once
// A small generator of pseudo-random numbers whose sequence is the same on every machine.

#include <cstddef>
#include <cstdint>

#include "support/split_mix.h"

namespace asyncq::app {

class RandomSource {
 public:
  // Neighbouring seeds start far apart.
  explicit RandomSource(std::uint64_t seed) : state_(support::mix_bits(~seed)) {}

  std::uint64_t next() { return support::split_mix(state_); }
  // From 0 to count - 1; count is at least 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  // Both ends included.
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }

 private:
  std::uint64_t state_;
};

}  // namespace asyncq::app
