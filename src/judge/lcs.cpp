#include "judge/lcs.h"

#include <algorithm>
#include <limits>

namespace asyncq::judge {

namespace {

constexpr std::size_t kWordBits = 64;

// Hirschberg's division (linear memory) over rows computed bit-parallel (Allison and Dix; Hyyrö): 64 cells
// of the table at a step, and only the words in which a symbol occurs or a carry runs.
class Aligner {
 public:
  explicit Aligner(std::size_t symbol_count) : heads_(symbol_count, kNone) {}

  void align(std::span<const Symbol> left, std::span<const Symbol> right, Match at, std::uint64_t max_cells,
             std::vector<Match>& out);

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  // The places of one symbol in 64 consecutive elements; the next such entry of the same symbol follows.
  struct Occurrence {
    std::uint32_t word;
    std::uint32_t next;
    std::uint64_t mask;
  };

  void index(std::span<const Symbol> right, bool backward);
  void add_row(Symbol symbol);
  std::vector<std::uint32_t> lengths(std::span<const Symbol> left, std::span<const Symbol> right,
                                     bool backward);

  std::vector<std::uint32_t> heads_;  // by symbol, into occurrences_
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint64_t> row_;  // bit j is 0 where the length grows from j to j + 1
};

void Aligner::index(std::span<const Symbol> right, bool backward) {
  occurrences_.clear();
  for (std::size_t j = right.size(); j-- > 0;) {
    const Symbol symbol = backward ? right[right.size() - 1 - j] : right[j];
    const auto word = static_cast<std::uint32_t>(j / kWordBits);
    const std::uint64_t bit = std::uint64_t{1} << (j % kWordBits);
    std::uint32_t& head = heads_[symbol];
    if (head != kNone && occurrences_[head].word == word) {
      occurrences_[head].mask |= bit;
    } else {
      occurrences_.push_back({word, head, bit});
      head = static_cast<std::uint32_t>(occurrences_.size() - 1);
    }
  }
}

// V' = (V + (V & M)) | (V & ~M) over the whole row as one long number.
void Aligner::add_row(Symbol symbol) {
  std::uint32_t next = heads_[symbol];
  std::uint64_t carry = 0;
  std::size_t word = 0;
  while (next != kNone || carry != 0) {
    if (carry == 0) word = occurrences_[next].word;
    if (word == row_.size()) return;
    std::uint64_t mask = 0;
    if (next != kNone && occurrences_[next].word == word) {
      mask = occurrences_[next].mask;
      next = occurrences_[next].next;
    }
    const std::uint64_t old = row_[word];
    const std::uint64_t half = old + (old & mask);
    const std::uint64_t sum = half + carry;
    carry = static_cast<std::uint64_t>(half < old || sum < half);
    row_[word] = sum | (old & ~mask);
    ++word;
  }
}

// For each j, the length of a longest common subsequence of left and the first j elements of right; with
// backward, both are read from their ends.
std::vector<std::uint32_t> Aligner::lengths(std::span<const Symbol> left, std::span<const Symbol> right,
                                            bool backward) {
  index(right, backward);
  row_.assign((right.size() + kWordBits - 1) / kWordBits, ~std::uint64_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) add_row(backward ? left[left.size() - 1 - i] : left[i]);
  for (const Symbol symbol : right) heads_[symbol] = kNone;

  std::vector<std::uint32_t> result(right.size() + 1, 0);
  for (std::size_t j = 0; j < right.size(); ++j) {
    const bool grows = ((row_[j / kWordBits] >> (j % kWordBits)) & 1u) == 0;
    result[j + 1] = result[j] + (grows ? 1 : 0);
  }
  return result;
}

// Appends the matches of left and right, which begin at the place `at` of the whole sequences.
void Aligner::align(std::span<const Symbol> left, std::span<const Symbol> right, Match at,
                    std::uint64_t max_cells, std::vector<Match>& out) {
  while (!left.empty() && !right.empty() && left.front() == right.front()) {
    out.push_back(at);
    ++at.left;
    ++at.right;
    left = left.subspan(1);
    right = right.subspan(1);
  }
  std::size_t same_end = 0;
  while (same_end < std::min(left.size(), right.size()) &&
         left[left.size() - 1 - same_end] == right[right.size() - 1 - same_end]) {
    ++same_end;
  }
  left = left.first(left.size() - same_end);
  right = right.first(right.size() - same_end);

  if (left.empty() || right.empty()) {
    // Nothing is left to pair.
  } else if (std::uint64_t{left.size()} * right.size() > max_cells) {
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
      if (left[i] == right[i]) out.push_back({at.left + i, at.right + i});
    }
  } else if (left.size() == 1) {
    const auto found = std::find(right.begin(), right.end(), left.front());
    if (found != right.end()) {
      out.push_back({at.left, at.right + static_cast<std::size_t>(found - right.begin())});
    }
  } else {
    const std::size_t middle = left.size() / 2;
    const std::vector<std::uint32_t> before = lengths(left.first(middle), right, false);
    const std::vector<std::uint32_t> after = lengths(left.subspan(middle), right, true);
    std::size_t split = 0;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      if (before[j] + after[right.size() - j] > before[split] + after[right.size() - split]) split = j;
    }
    align(left.first(middle), right.first(split), at, max_cells, out);
    align(left.subspan(middle), right.subspan(split), {at.left + middle, at.right + split}, max_cells, out);
  }

  for (std::size_t i = 0; i < same_end; ++i) {
    out.push_back({at.left + left.size() + i, at.right + right.size() + i});
  }
}

}  // namespace

std::vector<Match> align(std::span<const Symbol> left, std::span<const Symbol> right,
                         std::size_t symbol_count, std::uint64_t max_cells) {
  std::vector<Match> matches;
  Aligner(symbol_count).align(left, right, {0, 0}, max_cells, matches);
  return matches;
}

}  // namespace asyncq::judge
