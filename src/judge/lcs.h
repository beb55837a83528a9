#pragma once
// Longest common subsequences of long sequences, in bounded time.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace asyncq::judge {

using Symbol = std::uint32_t;

// An element that two sequences share: its index in each.
struct Match {
  std::size_t left = 0;
  std::size_t right = 0;
  bool operator==(const Match&) const = default;
};

// Products of lengths, after a common beginning and end are set aside, up to which the alignment is a longest
// one; above it elements are compared place by place, which is a lower bound. 100,000 lines by 100,000
// are below it and take about a second.
inline constexpr std::uint64_t kMaxAlignedCells = 12'000'000'000;

// The matches of a longest common subsequence, ascending in both sequences. Symbols are below symbol_count.
[[nodiscard]] std::vector<Match> align(std::span<const Symbol> left, std::span<const Symbol> right,
                                       std::size_t symbol_count, std::uint64_t max_cells = kMaxAlignedCells);

}  // namespace asyncq::judge
