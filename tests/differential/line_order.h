#pragma once
// Which lines come in one order in all outputs of a set, and whether other outputs agree.

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace asyncq::test {

class LineOrder {
 public:
  using Lines = std::vector<std::string>;
  struct Pair {
    std::string first;
    std::string second;
    std::size_t seen = 0;      // runs that printed both
    std::size_t violated = 0;  // of those, the ones that printed the second one first
  };

  // Lines that an output has several times are left out of account.
  void add_legal(const Lines& output);
  // Printed by so many runs, after all legal ones were added.
  void add_seen(const Lines& output, std::size_t runs);
  // The pairs that are in one order in each legal output that has both. A pair that no run printed both lines
  // of is one of them too.
  [[nodiscard]] std::vector<Pair> pairs() const;

 private:
  struct Counts {
    std::size_t legal = 0;  // outputs
    std::size_t seen = 0;   // runs
  };
  // How often a line came before another.
  std::map<std::pair<std::string, std::string>, Counts> before_;
};

}  // namespace asyncq::test
