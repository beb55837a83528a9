#include "app/legal_orders.h"

#include <fmt/format.h>

#include "app/evaluate.h"

namespace asyncq::app {

const explore::Orders& LegalOrders::all() const {
  if (!all_) all_ = explore::explore_all(program_, options_, budget_);
  return *all_;
}

trace::Prediction LegalOrders::lines_of(const explore::Choices& choices) const {
  return lines_printed(explore::replay(program_, options_, choices));
}

std::string exceeded_option(explore::Shortfall shortfall, const explore::Budget& budget) {
  switch (shortfall) {
    case explore::Shortfall::orders:
      return fmt::format("--max-orders {}", budget.max_orders);
    case explore::Shortfall::states:
      return fmt::format("--max-states {}", budget.max_states);
    case explore::Shortfall::steps:
      return fmt::format("--max-steps {}", budget.max_steps / kRunsOfWalk);
    case explore::Shortfall::run:
    case explore::Shortfall::random:
    case explore::Shortfall::none:
      return "";
  }
  return "";
}

std::string shortfall_text(explore::Shortfall shortfall, const explore::Budget& budget) {
  if (shortfall == explore::Shortfall::none) return "";
  if (shortfall == explore::Shortfall::random) {
    return "the program calls Math.random(), and other numbers may lead to other orders";
  }
  const std::string option = exceeded_option(shortfall, budget);
  return option.empty() ? "some course of the program never ends" : "the walk stopped at " + option;
}

}  // namespace asyncq::app
