#pragma once
// A set of free slots that gives out the smallest: a bit for each slot, and above each 64 words of bits a
// word that says which of them are not zero.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace asyncq::scheduler {

class FreeSlots {
 public:
  [[nodiscard]] bool empty() const { return depth_ == 0 || levels_[depth_ - 1].front() == 0; }

  // A slot that is not in the set.
  void add(std::uint32_t slot) {
    while (depth_ == 0 || std::uint64_t{slot} >> (6 * depth_) != 0) add_level();
    for (std::size_t level = 0; level < depth_; ++level) {
      std::vector<std::uint64_t>& words = levels_[level];
      const std::size_t index = slot / 64;
      if (index >= words.size()) words.resize(index + 1);
      const bool is_known_above = words[index] != 0;
      words[index] |= std::uint64_t{1} << (slot % 64);
      if (is_known_above) return;
      slot = static_cast<std::uint32_t>(index);
    }
  }

  // Takes the smallest out of a set that is not empty.
  std::uint32_t take_first() {
    std::uint32_t slot = 0;
    for (std::size_t level = depth_; level-- > 0;) {
      slot = slot * 64 + static_cast<std::uint32_t>(std::countr_zero(levels_[level][slot]));
    }
    std::uint32_t at = slot;
    for (std::size_t level = 0; level < depth_; ++level) {
      std::uint64_t& word = levels_[level][at / 64];
      word &= ~(std::uint64_t{1} << (at % 64));
      if (word != 0) break;
      at /= 64;
    }
    return slot;
  }

  [[nodiscard]] std::size_t bytes_used() const {
    std::size_t words = 0;
    for (const std::vector<std::uint64_t>& level : levels_) words += level.capacity();
    return words * sizeof(std::uint64_t);
  }

 private:
  // The words of a level are the bits of the next; the last one is one word.
  void add_level() {
    std::vector<std::uint64_t>& top = levels_[depth_];
    top.assign(1, 0);
    if (depth_ > 0 && levels_[depth_ - 1].front() != 0) top.front() = 1;
    ++depth_;
  }

  std::array<std::vector<std::uint64_t>, 6> levels_;  // 36 bits of slots
  std::size_t depth_ = 0;
};

}  // namespace asyncq::scheduler
