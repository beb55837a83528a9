#pragma once
// SplitMix64: pseudo-random bits, the same on every machine; the standard library's distributions promise no
// such thing.

#include <cstdint>

namespace asyncq::support {

[[nodiscard]] constexpr std::uint64_t mix_bits(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

// The next 64 bits of the sequence that a state, which may be any, begins.
[[nodiscard]] constexpr std::uint64_t split_mix(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15u;
  return mix_bits(state);
}

}  // namespace asyncq::support
