#pragma once
// What to say when a run was stopped by one of its limits.

#include <string>

#include "engine/run.h"
#include "trace/output.h"

namespace asyncq::app {

struct LimitText {
  std::string message;
  std::string hint;  // the option that raises the limit; empty: there is none
};

// ending.kind is EndingKind::limit.
[[nodiscard]] LimitText limit_text(const trace::Ending& ending, const engine::Limits& limits);

}  // namespace asyncq::app
