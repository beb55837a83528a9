#pragma once
// What a program can print whose order a race decides: one prediction held against it, or all of it.

#include <memory>
#include <optional>

#include "explore/explore.h"
#include "explore/follow.h"
#include "program/program.h"
#include "trace/prediction.h"

namespace asyncq::app {

// A walk may take as many steps as so many runs at their limit, --max-steps.
inline constexpr std::uint64_t kRunsOfWalk = 4;

class LegalOrders {
 public:
  // The options as for a run of the program; the policy outlives this.
  LegalOrders(program::Program program, const engine::RunOptions& options, const explore::Budget& budget)
      : program_(std::move(program)), options_(options), budget_(budget) {}

  [[nodiscard]] explore::Followed follow(const trace::Prediction& prediction) const {
    return explore::follow(program_, options_, prediction, budget_);
  }
  // All of them, as far as the budget allows; walked when first asked for.
  [[nodiscard]] const explore::Orders& all() const;
  // The lines that the run of these choices prints.
  [[nodiscard]] trace::Prediction lines_of(const explore::Choices& choices) const;
  [[nodiscard]] const explore::Budget& budget() const { return budget_; }

 private:
  program::Program program_;
  engine::RunOptions options_;
  explore::Budget budget_;
  mutable std::optional<explore::Orders> all_;
};

// The option that raises what a walk fell short of, and its value: "--max-states 10000". Empty: none does.
[[nodiscard]] std::string exceeded_option(explore::Shortfall shortfall, const explore::Budget& budget);
// "the walk stopped at --max-states 10000"
[[nodiscard]] std::string shortfall_text(explore::Shortfall shortfall, const explore::Budget& budget);

}  // namespace asyncq::app
