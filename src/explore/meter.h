#pragma once
// What a walk has spent of its budget.

#include <algorithm>

#include "explore/explore.h"

namespace asyncq::explore {

// The realm of a run is made anew each time, at the cost of so many steps of a program.
inline constexpr std::uint64_t kStartSteps = 20'000;

// Why a run that had these limits did not come to an end.
[[nodiscard]] inline Shortfall shortfall_of_run(const engine::Limits& had, const engine::Limits& of_program) {
  return had.max_steps < of_program.max_steps ? Shortfall::steps : Shortfall::run;
}

class Meter {
 public:
  explicit Meter(const Budget& budget) : budget_(budget) {}

  void count_run(const trace::Outcome& outcome) {
    if (runs_++ > 0) steps_ += outcome.steps + kStartSteps;
  }
  void count_steps(std::uint64_t steps) { steps_ += steps; }
  [[nodiscard]] std::uint64_t runs() const { return runs_; }
  // States, given how many choice points were met.
  [[nodiscard]] std::uint64_t states(std::uint64_t points) const { return points + runs_; }
  // What forbids another run; none: nothing does.
  [[nodiscard]] Shortfall exceeded(std::uint64_t points) const {
    if (states(points) >= budget_.max_states) return Shortfall::states;
    return steps_ >= budget_.max_steps ? Shortfall::steps : Shortfall::none;
  }
  // The limits of the next run: no run may take what is left for all, and as much again.
  [[nodiscard]] engine::Limits limits(engine::Limits of_program) const {
    if (runs_ > 0)
      of_program.max_steps =
          std::min(of_program.max_steps, budget_.max_steps - std::min(steps_, budget_.max_steps) + 1);
    return of_program;
  }

 private:
  Budget budget_;
  std::uint64_t runs_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace asyncq::explore
