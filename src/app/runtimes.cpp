#include "app/runtimes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace asyncq::app {

support::Result<const scheduler::Policy*> choose_runtime(const puzzle::Puzzle& puzzle,
                                                         const std::string& asked_for) {
  const std::string& id = asked_for.empty() ? puzzle.runtime.value : asked_for;
  if (const scheduler::Policy* policy = scheduler::find_policy(id, puzzle.module)) return policy;

  std::vector<std::string_view> ids;
  for (const scheduler::Policy& policy : scheduler::policies()) ids.push_back(policy.id);
  support::Diagnostic problem;
  problem.message =
      fmt::format("asyncq does not model a runtime '{}': it models {}", id, fmt::join(ids, ", "));
  const std::string_view near = support::nearest(id, ids);
  if (!near.empty()) problem.hint = fmt::format("did you mean '{}'?", near);
  if (asked_for.empty()) {
    problem.file = puzzle.file;
    problem.range = puzzle.runtime.range;
  }
  return problem;
}

}  // namespace asyncq::app
