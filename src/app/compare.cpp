// One program under several runtimes: who prints what, and which decisions tell them apart. A decision is
// held to explain a difference when the program, run with that decision alone changed, shows it.

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/console.h"
#include "app/runtimes.h"
#include "scheduler/policy_fields.h"

namespace asyncq::app {

namespace {

using scheduler::Policy;
using scheduler::PolicyField;

struct Run {
  const Policy* policy = nullptr;
  trace::Outcome outcome;
};

bool same(const trace::Outcome& a, const trace::Outcome& b) {
  return a.bytes(trace::Stream::out) == b.bytes(trace::Stream::out) && a.ending.kind == b.ending.kind &&
         a.ending.exit_code == b.ending.exit_code;
}

// What tells two runtimes apart: decisions of the table, and what the release is asked for beside them, by
// functions that came later and messages that were reworded.
struct Explanation {
  std::vector<const PolicyField*> fields;
  bool by_release = false;
};

class Comparison {
 public:
  Comparison(const puzzle::Puzzle& puzzle, const engine::Limits& limits) : puzzle_(puzzle), limits_(limits) {}

  // The decisions that a has to take as b does, to print what b prints: as few as can be left over when they
  // are given up one by one. The release is among them only where decisions alone do not explain it.
  [[nodiscard]] Explanation explain(const Run& a, const Run& b) const {
    Explanation changed;
    for (const PolicyField& field : scheduler::policy_fields()) {
      if (field.differs(*a.policy, *b.policy)) changed.fields.push_back(&field);
    }
    changed.by_release = !leads_to(a, b, changed);
    if (changed.by_release && !leads_to(a, b, changed)) return {};
    for (std::size_t i = changed.fields.size(); i-- > 0;) {
      Explanation fewer = changed;
      fewer.fields.erase(fewer.fields.begin() + static_cast<std::ptrdiff_t>(i));
      if (leads_to(a, b, fewer)) changed = fewer;
    }
    return changed;
  }

 private:
  [[nodiscard]] bool leads_to(const Run& a, const Run& b, const Explanation& changed) const {
    Policy policy = *a.policy;
    for (const PolicyField* field : changed.fields) field->copy(*b.policy, policy);
    if (changed.by_release) {
      policy.family = b.policy->family;
      policy.release = b.policy->release;
    }
    const support::Result<trace::Outcome> outcome = run_under(puzzle_, policy, limits_);
    return outcome && same(*outcome, b.outcome);
  }

  const puzzle::Puzzle& puzzle_;
  engine::Limits limits_;
};

report::CompareBoundary boundary(const Comparison& comparison, const Run& a, const Run& b) {
  report::CompareBoundary out{std::string(a.policy->id), std::string(b.policy->id), {}};
  const Explanation explanation = comparison.explain(a, b);
  for (const PolicyField* field : explanation.fields) {
    out.decisions.push_back({std::string(field->name), std::string(field->value(*a.policy).meaning),
                             std::string(field->value(*b.policy).meaning)});
  }
  if (explanation.by_release) {
    const auto meaning = [](const Policy& policy) {
      return fmt::format("functions and messages are those of {}", policy.title);
    };
    out.decisions.push_back({"release", meaning(*a.policy), meaning(*b.policy)});
  }
  return out;
}

// Those that are asked for, without repetition; all that a program of this kind can run under, if none is.
support::Result<std::vector<const Policy*>> chosen(const puzzle::Puzzle& puzzle,
                                                   const std::vector<std::string>& ids) {
  std::vector<const Policy*> policies;
  for (const std::string& id : ids) {
    const support::Result<const Policy*> policy = choose_runtime(puzzle, id);
    if (!policy) return policy.errors();
    if (std::find(policies.begin(), policies.end(), *policy) == policies.end()) policies.push_back(*policy);
  }
  if (!ids.empty()) return policies;
  for (const Policy& policy : scheduler::policies()) {
    if (policy.module == puzzle.module) policies.push_back(&policy);
  }
  return policies;
}

}  // namespace

int compare(const CompareOptions& options, World& world) {
  Console console(world, options.common);
  const report::Renderer* renderer =
      console.renderer("compare", [](const report::Renderer& row) { return row.compare != nullptr; });
  if (renderer == nullptr) return 2;
  const support::Result<puzzle::Puzzle> puzzle = puzzle::load_puzzle(options.file, options.common.load);
  if (!puzzle) return console.refuse(puzzle.errors());
  const support::Result<std::vector<const Policy*>> policies = chosen(*puzzle, options.runtimes);
  if (!policies) return console.refuse(policies.errors());
  report::CompareReport report{puzzle->id, {}, {}, {}};
  std::vector<Run> firsts;  // of each group
  for (const Policy* policy : *policies) {
    const support::Result<trace::Outcome> outcome = run_under(*puzzle, *policy, options.common.limits);
    if (!outcome) {
      report.refused.push_back({std::string(policy->id), outcome.errors()});
      continue;
    }
    const auto group = std::find_if(firsts.begin(), firsts.end(),
                                    [&](const Run& run) { return same(run.outcome, *outcome); });
    const auto index = static_cast<std::size_t>(group - firsts.begin());
    if (group == firsts.end()) {
      firsts.push_back({policy, *outcome});
      report.groups.push_back({{}, *outcome});
    }
    report.groups[index].runtimes.emplace_back(policy->id);
    report.groups[index].outcome.determined &= outcome->determined;
  }
  const Comparison comparison(*puzzle, options.common.limits);
  for (std::size_t i = 1; i < firsts.size(); ++i) {
    report.boundaries.push_back(boundary(comparison, firsts[i - 1], firsts[i]));
  }
  return console.deliver(renderer->compare(report, console.style()), report.groups.empty() ? 2 : 0);
}

}  // namespace asyncq::app
