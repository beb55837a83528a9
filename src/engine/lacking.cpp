#include "engine/lacking.h"

#include <algorithm>

#include "engine/machine.h"
#include "engine/modules.h"
#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

using scheduler::Feature;
using scheduler::FeatureKind;

// Takes "Promise.prototype.finally" away, walking from the holder of "Promise".
void remove_path(Machine& machine, Object* holder, std::string_view path) {
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    const Value next = holder->get(machine, path.substr(0, dot));
    if (!next.is_object()) return;
    holder = next.as_object();
    path.remove_prefix(dot + 1);
  }
  const PropertyKey key = machine.key(path);
  const auto property = holder->get_own(machine, key);
  if (property && (property->attributes & kConfigurable) != 0) holder->remove(machine, key);
}

}  // namespace

void remove_lacking(Machine& machine) {
  const scheduler::Policy& policy = machine.policy();
  const auto lacks = [&](const Feature& feature) {
    // What browsers alone have is made for them alone.
    return feature.browsers != scheduler::Browsers::alone_have_it && !scheduler::has_feature(policy, feature);
  };
  if (std::none_of(scheduler::features().begin(), scheduler::features().end(), lacks)) return;
  // Modules that offer what became global later are made while it is there.
  if (policy.family == scheduler::Family::node) {
    for (const std::string_view name : {"worker_threads", "perf_hooks"}) {
      static_cast<void>(builtin_module(machine, name));
    }
  }
  for (const Feature& feature : scheduler::features()) {
    if (feature.kind != FeatureKind::global && feature.kind != FeatureKind::member) continue;
    if (lacks(feature)) remove_path(machine, machine.realm.global, feature.name);
  }
}

void remove_lacking_parts(Machine& machine, std::string_view name, Value module) {
  const scheduler::Policy& policy = machine.policy();
  if (policy.family != scheduler::Family::node || !module.is_object()) return;
  const std::string begin = std::string(name) + ".";
  for (const Feature& feature : scheduler::features()) {
    if (feature.kind != FeatureKind::part || !feature.name.starts_with(begin)) continue;
    if (!scheduler::has_feature(policy, feature))
      remove_path(machine, module.as_object(), feature.name.substr(begin.size()));
  }
}

bool lacks_module(Machine& machine, std::string_view name) {
  const Feature* feature = scheduler::find_feature(FeatureKind::module, name);
  return feature != nullptr && !scheduler::has_feature(machine.policy(), *feature);
}

}  // namespace asyncq::engine
