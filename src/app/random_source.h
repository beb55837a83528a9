#pragma once
// A small generator of pseudo-random numbers (SplitMix64) whose sequence is the same on every machine; the
// standard library's distributions promise no such thing.

#include <cstddef>
#include <cstdint>

namespace asyncq::app {

class RandomSource {
 public:
  // Neighbouring seeds start far apart.
  explicit RandomSource(std::uint64_t seed) : state_(mixed(~seed)) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    return mixed(state_);
  }
  // From 0 to count - 1; count is at least 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  // Both ends included.
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }

 private:
  static std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
    return bits ^ (bits >> 31);
  }

  std::uint64_t state_;
};

}  // namespace asyncq::app
