#pragma once
// JavaScript made ready to be explored.

#include <string>
#include <vector>

#include "explore/explore.h"

namespace asyncq::explore::test {

struct Subject {
  program::Program program;
  engine::RunOptions options;

  [[nodiscard]] Orders orders(const Budget& budget = {}) const {
    return explore_all(program, options, budget);
  }
};

[[nodiscard]] Subject subject(const std::string& text);

// The functions of simulated I/O, and a program behind them.
[[nodiscard]] std::string with_io(const std::string& text);

// The outputs, sorted, the lines of each separated by blanks.
[[nodiscard]] std::vector<std::string> outputs(const Orders& orders);
[[nodiscard]] std::vector<std::string> outputs(const std::string& text);

// The same by running every sequence of choices to its end, at most `most` of them (0 when there are more).
[[nodiscard]] std::vector<std::string> brute_force(const Subject& subject, std::size_t most = 1000);

}  // namespace asyncq::explore::test
