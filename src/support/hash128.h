#pragma once
// A hash wide enough to stand for what was hashed: two different inputs of one process do not meet in it.
// Not for the outside: it may differ from one build to the next.

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <string_view>

namespace asyncq::support {

using Digest = std::array<std::uint64_t, 2>;

struct DigestHash {
  std::size_t operator()(const Digest& digest) const {
    return std::hash<std::uint64_t>()(digest[0] ^ digest[1]);
  }
};

class Hash128 {
 public:
  void add(std::uint64_t word) {
    low_ = (std::rotl(low_, 29) ^ word) * 0x9E3779B97F4A7C15u;
    low_ ^= low_ >> 32;
    high_ = (std::rotl(high_, 37) + word) * 0xD6E8FEB86659FD93u;
    high_ ^= high_ >> 29;
  }
  void add_signed(std::int64_t number) { add(static_cast<std::uint64_t>(number)); }
  void add_number(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  template <typename Character>
  void add_text(std::basic_string_view<Character> text) {
    add(text.size());
    for (const Character c : text) add(static_cast<std::uint64_t>(c));
  }

  [[nodiscard]] Digest digest() const { return {mixed(low_), mixed(high_)}; }

 private:
  // The end of SplitMix64.
  static std::uint64_t mixed(std::uint64_t word) {
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
    return word ^ (word >> 31);
  }

  std::uint64_t low_ = 0x243F6A8885A308D3u;
  std::uint64_t high_ = 0x13198A2E03707344u;
};

}  // namespace asyncq::support
