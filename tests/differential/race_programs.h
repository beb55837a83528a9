#pragma once
// Programs whose order a race decides.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace asyncq::test {

struct RaceProgram {
  std::string_view name;
  std::string_view text;
};

// What is known to race on real runtimes, and what is known not to.
[[nodiscard]] std::span<const RaceProgram> known_races();

// Timers of 0 to 2 ms, immediates, simulated input and output, intervals, busy stretches; a few of them,
// nested in one another. The same for the same seed on every platform.
[[nodiscard]] std::string racy_program(std::uint64_t seed);

// Simulated operations of every kind of latency, some of which print nothing, with timers, immediates and
// busy code. The same for the same seed on every platform.
[[nodiscard]] std::string latency_program(std::uint64_t seed);

}  // namespace asyncq::test
