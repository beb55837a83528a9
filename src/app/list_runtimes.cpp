#include "app/commands.h"
#include "app/console.h"
#include "scheduler/policy_fields.h"

namespace asyncq::app {

namespace {

// What the decision points say of a runtime: those that differ from its parent; all of one without a parent.
std::vector<report::RuntimeTrait> traits(const scheduler::Policy& policy) {
  std::vector<report::RuntimeTrait> list;
  const scheduler::Policy* parent = scheduler::find_policy(policy.parent);
  for (const scheduler::PolicyField& field : scheduler::policy_fields()) {
    if (parent != nullptr && !field.differs(*parent, policy)) continue;
    const scheduler::PolicyValue& value = field.value(policy);
    list.push_back({std::string(field.name), std::string(value.name), std::string(value.meaning)});
  }
  return list;
}

// The other names under which the runtime is found.
std::vector<std::string> aliases(const scheduler::Policy& policy) {
  std::vector<std::string> names;
  for (const std::string_view id : scheduler::policy_ids()) {
    const std::string name =
        policy.module && !id.ends_with("-esm") ? std::string(id) + "-esm" : std::string(id);
    const bool listed = std::find(names.begin(), names.end(), name) != names.end();
    if (name != policy.id && !listed && scheduler::find_policy(name) == &policy) names.push_back(name);
  }
  return names;
}

}  // namespace

int list_runtimes(const RuntimesOptions& options, World& world) {
  Console console(world, options.common);
  const report::Renderer* renderer =
      console.renderer("runtimes", [](const report::Renderer& row) { return row.runtimes != nullptr; });
  if (renderer == nullptr) return 2;
  report::RuntimesReport report;
  for (const scheduler::Policy& policy : scheduler::policies()) {
    report.runtimes.push_back({std::string(policy.id), std::string(policy.title),
                               std::string(policy.model_of), std::string(policy.parent), aliases(policy),
                               std::string(policy.proved_on), std::string(policy.evidence), traits(policy)});
  }
  return console.deliver(renderer->runtimes(report, console.style()), 0);
}

}  // namespace asyncq::app
