#include "scheduler/features.h"

#include <set>

#include "scheduler/policy_fields.h"
#include "tests/support/catch.h"

using namespace asyncq::scheduler;

namespace {

bool has(std::string_view runtime, FeatureKind kind, std::string_view name) {
  return has_feature(*find_policy(runtime), *find_feature(kind, name));
}

}  // namespace

TEST_CASE("features: by release, and in the older lines that got them later", "[scheduler]") {
  CHECK_FALSE(has("node10", FeatureKind::global, "queueMicrotask"));
  CHECK(has("node11", FeatureKind::global, "queueMicrotask"));
  CHECK_FALSE(has("node12", FeatureKind::global, "AbortController"));
  CHECK(has("node16", FeatureKind::member, "AbortSignal.timeout"));
  CHECK(has("node24", FeatureKind::member, "Promise.try"));
  CHECK_FALSE(has("node22", FeatureKind::member, "Promise.try"));
  CHECK(find_feature(FeatureKind::global, "Promise") == nullptr);
}

TEST_CASE("features: what browsers do not have", "[scheduler]") {
  CHECK_FALSE(has("browser", FeatureKind::global, "setImmediate"));
  CHECK(has("browser", FeatureKind::member, "Promise.any"));
  CHECK(has("deno", FeatureKind::global, "process"));
  CHECK(why_lacking(*find_policy("browser"), *find_feature(FeatureKind::global, "process")) ==
        "browsers do not have it");
  CHECK(why_lacking(*find_policy("node12"), *find_feature(FeatureKind::member, "AbortSignal.timeout")) ==
        "Node 17.3 is the first that has it (Node 16.14 of the line of Node 16)");
}

TEST_CASE("features: no row twice", "[scheduler]") {
  std::set<std::pair<FeatureKind, std::string_view>> names;
  for (const Feature& feature : features()) CHECK(names.insert({feature.kind, feature.name}).second);
}

TEST_CASE("policy fields: every value has a name and a meaning, and can be copied", "[scheduler]") {
  std::set<std::string_view> names;
  for (const PolicyField& field : policy_fields()) {
    CHECK(names.insert(field.name).second);
    for (const Policy& policy : policies()) {
      REQUIRE(field.index(policy) < field.values.size());
      CHECK_FALSE(field.value(policy).meaning.empty());
      Policy copy = *find_policy("node24");
      field.copy(policy, copy);
      CHECK_FALSE(field.differs(policy, copy));
    }
  }
}

TEST_CASE("policy fields: a row differs from its parent in something, or in its module flavour or name",
          "[scheduler]") {
  for (const Policy& policy : policies()) {
    if (policy.parent.empty()) continue;
    const Policy* parent = find_policy(policy.parent);
    REQUIRE(parent != nullptr);
    bool differs = policy.module != parent->module || policy.release != parent->release;
    for (const PolicyField& field : policy_fields()) differs = differs || field.differs(policy, *parent);
    INFO(policy.id);
    CHECK(differs);
  }
}
