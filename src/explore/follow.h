#pragma once
// Whether a program can print the lines that somebody predicts, found without walking all of its orders: only
// the runs that print what is predicted are gone on with, and each is cut at the first line that departs from
// it.

#include <cstddef>
#include <string>
#include <vector>

#include "explore/explore.h"
#include "trace/prediction.h"

namespace asyncq::explore {

enum class Verdict : std::uint8_t {
  legal,    // a run prints it
  illegal,  // no run does
  unknown,  // the budget did not suffice to tell
};

struct Followed {
  Verdict verdict = Verdict::unknown;
  // Of a run that prints the prediction; where none does, of the first that goes along with most of it.
  Choices choices;
  // How many of the predicted lines some run prints first; all of them where it is legal, and where a legal
  // run prints more or has nothing predicted left to print.
  std::size_t matched = 0;
  // Not legal: what runs print after the lines that matched, in the order in which it was found. Complete
  // where the verdict is illegal.
  std::vector<std::string> next;
  bool may_end = false;  // a run ends there
  Shortfall shortfall = Shortfall::none;
  std::uint64_t runs = 0;
  std::uint64_t states = 0;
};

// Lines are compared as trace::normalized() has them, those on standard output alone. budget.max_orders does
// not matter. The cost grows with the number of lines times that of the states in which runs that agree so
// far can be.
[[nodiscard]] Followed follow(const program::Program& program, const engine::RunOptions& options,
                              const trace::Prediction& prediction, const Budget& budget = {});

}  // namespace asyncq::explore
