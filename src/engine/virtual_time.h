#pragma once
// What programs read of the virtual clock. A loop that waits by reading the clock must make progress, so that
// reads within one job move it: the first kFreeReads are free, then each advances it by kStepUs, and after
// kSlowReads by whole milliseconds.

#include <cstdint>

namespace asyncq::engine {

class Machine;

struct VirtualTime {
  static constexpr std::uint32_t kFreeReads = 32;
  static constexpr std::uint32_t kSlowReads = 1000;
  static constexpr std::int64_t kStepUs = 100;
  // 2024-01-01T00:00:00.000Z
  static constexpr std::int64_t kEpochMs = 1704067200000;

  std::int64_t start_ms = kEpochMs;  // Date.now() at the start of the program
  std::uint32_t reads = 0;
  void reset() { reads = 0; }
};

// What the clock shows, in microseconds since the program began.
[[nodiscard]] std::int64_t clock_us(const Machine& machine);
// The same when the program reads it.
[[nodiscard]] std::int64_t read_clock_us(Machine& machine);

}  // namespace asyncq::engine
