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

support::Result<std::vector<const scheduler::Policy*>> claimed_runtimes(const puzzle::Puzzle& puzzle) {
  std::vector<const scheduler::Policy*> claimed;
  support::Diagnostics problems;
  for (const std::string& name : puzzle.runtimes.value) {
    const bool and_later = name.ends_with('+');
    const std::string id = and_later ? name.substr(0, name.size() - 1) : name;
    const scheduler::Policy* first = scheduler::find_policy(id, puzzle.module);
    const bool orders = first != nullptr && first->family == scheduler::Family::node;
    if (first == nullptr || (and_later && !orders)) {
      problems.push_back({support::Severity::error, puzzle.file, puzzle.runtimes.range,
                          fmt::format("'{}' names no runtime that asyncq models", name),
                          "'asyncq runtimes' lists them; node12+ is Node 12 and all later ones"});
      continue;
    }
    if (!and_later) claimed.push_back(first);
    for (const scheduler::Policy& policy : scheduler::policies()) {
      const bool later = policy.family == first->family && policy.module == first->module &&
                         policy.release >= first->release;
      if (and_later && later) claimed.push_back(&policy);
    }
  }
  if (!problems.empty()) return problems;
  return claimed;
}

}  // namespace asyncq::app
