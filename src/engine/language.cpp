#include "engine/language.h"

#include <fmt/format.h>

#include "program/usage.h"
#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

using scheduler::Feature;
using scheduler::FeatureKind;

// ".finally" is Promise.prototype.finally, and whatever else has that last part.
const Feature* feature_of(const program::Usage& usage) {
  switch (usage.kind) {
    case program::UsageKind::global:
      return scheduler::find_feature(FeatureKind::global, usage.name);
    case program::UsageKind::module:
      return scheduler::find_feature(FeatureKind::module, usage.name);
    case program::UsageKind::syntax:
      return scheduler::find_feature(FeatureKind::syntax, usage.name);
    case program::UsageKind::member:
      break;
  }
  if (!usage.name.starts_with('.')) return scheduler::find_feature(FeatureKind::member, usage.name);
  const std::string end = ".prototype" + usage.name;
  for (const Feature& feature : scheduler::features()) {
    if (feature.kind == FeatureKind::member && feature.name.ends_with(end)) return &feature;
  }
  return nullptr;
}

}  // namespace

support::Diagnostics lacking_features(const scheduler::Policy& policy, const syntax::Program& tree,
                                      const support::SourceFilePtr& file, Lacking which) {
  support::Diagnostics found;
  for (const program::Usage& usage : program::usages(tree)) {
    if (which == Lacking::only_syntax && usage.kind != program::UsageKind::syntax) continue;
    const Feature* feature = feature_of(usage);
    if (feature == nullptr || scheduler::has_feature(policy, *feature)) continue;
    const char* kind = feature->kind == FeatureKind::module ? "module " : "";
    found.push_back({support::Severity::error,
                     file,
                     {usage.at, {}},
                     fmt::format("{} has no {}{}", policy.title, kind, feature->name),
                     scheduler::why_lacking(policy, *feature)});
  }
  return found;
}

support::Result<program::Program> compile_for(const scheduler::Policy& policy, const syntax::Program& tree,
                                              program::CompileOptions options) {
  switch (policy.delegated_yield) {
    case scheduler::DelegatedYield::passes_on:
      options.delegated_yield = program::DelegatedYield::passes_on;
      break;
    case scheduler::DelegatedYield::awaits:
      options.delegated_yield = program::DelegatedYield::awaits;
      break;
  }
  switch (policy.generator_end) {
    case scheduler::GeneratorEnd::at_once:
      options.generator_end = program::GeneratorEnd::at_once;
      break;
    case scheduler::GeneratorEnd::awaits:
      options.generator_end = program::GeneratorEnd::awaits;
      break;
  }
  return program::compile(tree, options);
}

}  // namespace asyncq::engine
