#pragma once
// The function that Node wraps a script in [lib/internal/modules/cjs/loader.js, Module.wrapper].

#include <string_view>

#include "scheduler/features.h"

namespace asyncq::engine {

inline constexpr std::string_view kScriptWrapper =
    "(function (exports, require, module, __filename, __dirname) { ";

// Up to Node 9 the wrapper is part of the script's first line, and counts in its columns.
[[nodiscard]] inline bool wraps_first_line(const scheduler::Policy& policy) {
  return scheduler::is_node_before(policy, 10);
}

}  // namespace asyncq::engine
