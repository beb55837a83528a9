#include "scheduler/policy.h"

#include <algorithm>
#include <set>
#include <string>

#include "tests/support/catch.h"

using namespace asyncq::scheduler;

TEST_CASE("policy: rows have ids of their own, titles, and what they model", "[scheduler]") {
  std::set<std::string_view> ids;
  for (const Policy& policy : policies()) {
    CHECK(ids.insert(policy.id).second);
    CHECK_FALSE(policy.title.empty());
    CHECK_FALSE(policy.model_of.empty());
    CHECK(find_policy(policy.id) == &policy);
    CHECK(policy.module == policy.id.ends_with("-esm"));
  }
}

TEST_CASE("policy: names and aliases, both flavours", "[scheduler]") {
  const Policy* script = find_policy("node24");
  const Policy* module = find_policy("node24-esm");
  REQUIRE(script != nullptr);
  REQUIRE(module != nullptr);
  for (const char* name : {"node", "nodejs", "node-lts", "node24", "node24.3", "node24.21"}) {
    CHECK(find_policy(name) == script);
    CHECK(find_policy(name, true) == module);
    CHECK(find_policy(std::string(name) + "-esm") == module);
    CHECK(find_policy(std::string(name) + "-esm", true) == module);
  }
  CHECK(script->first_drain == DrainOrder::ticks_then_microtasks);
  CHECK(module->first_drain == DrainOrder::microtasks_then_ticks);
}

TEST_CASE("policy: what is not modelled is not found", "[scheduler]") {
  for (const char* name : {"", "-esm", "node24.2", "node24.", "node24.x", "node24.3.1", "node7", "Node24",
                           ".", "node24.99999999999999999999", "node.3"}) {
    CHECK(find_policy(name) == nullptr);
  }
}

TEST_CASE("policy: ids for suggestions are all found", "[scheduler]") {
  const std::vector<std::string_view> ids = policy_ids();
  CHECK(ids.size() > policies().size());
  for (const std::string_view id : ids) CHECK(find_policy(id) != nullptr);
}
