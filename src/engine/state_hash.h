#pragma once
// The state of a run as a fingerprint: what can make a difference to what the program does from here on.
//
// Cells are numbered as they are first met on the way from the roots, so that it does not matter where they
// are in memory or in which order they were made. What is left out can only be seen in limits, in stack
// traces of errors that were thrown before, and on standard error.

#include <cstdint>
#include <vector>

#include "engine/string.h"
#include "support/hash128.h"

namespace asyncq::engine {

class StateHash {
 public:
  // Visits no more cells than this.
  explicit StateHash(std::size_t most_cells);

  support::Hash128& words() { return hash_; }
  void add(std::uint64_t word) { hash_.add(word); }
  void add(bool flag) { hash_.add(flag ? 1u : 0u); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void add(Enum value) { hash_.add(static_cast<std::uint64_t>(value)); }
  void add(std::uint32_t word) { hash_.add(word); }
  void add(int word) { hash_.add_signed(word); }
  void add(double number) { hash_.add_number(number); }
  void add(Value value);
  void add(PropertyKey key);
  // Strings by what they say, other cells by their number.
  void add(Cell* cell);
  // For what is the same in all runs of a program: compiled code, native functions.
  void add_address(const void* address) { hash_.add(reinterpret_cast<std::uintptr_t>(address)); }
  template <typename Range>
  void add_all(const Range& range) {
    hash_.add(range.size());
    for (const auto& element : range) add(element);
  }

  // Describes all cells that were added, and those that they add. False: one cannot be described, or they are
  // too many.
  [[nodiscard]] bool describe_cells();
  // The number of a cell that was met; 0: it was not.
  [[nodiscard]] std::uint32_t number_of(const Cell* cell) const;
  [[nodiscard]] std::size_t cells() const { return met_.size(); }

 private:
  [[nodiscard]] std::size_t place_of(const Cell* cell) const;
  void grow();

  support::Hash128 hash_;
  std::size_t most_cells_;
  std::vector<Cell*> met_;            // in order; a cell's number is its index + 1
  std::vector<std::uint32_t> table_;  // open addressing: numbers; 0: free; a power of two of them
};

}  // namespace asyncq::engine
