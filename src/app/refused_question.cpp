#include "app/refused_question.h"

#include <fmt/format.h>

namespace asyncq::app {

support::Diagnostic refused_question(const puzzle::Puzzle& puzzle) {
  return {support::Severity::error,
          puzzle.file,
          {},
          fmt::format("asyncq cannot answer 'ask: {}' yet", trace::kind_of(puzzle.ask).word),
          "'ask: order' with 'orders: any' takes each legal order for right"};
}

}  // namespace asyncq::app
