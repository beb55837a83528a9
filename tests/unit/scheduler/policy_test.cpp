#include "scheduler/policy.h"
#include "scheduler/policy_fields.h"

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
    CHECK((policy.parent.empty() || find_policy(policy.parent) != nullptr));
    CHECK(policy.module == policy.id.ends_with("-esm"));
  }
}

TEST_CASE("policy: names and aliases, both flavours", "[scheduler]") {
  const Policy* script = find_policy("node24");
  const Policy* module = find_policy("node24-esm");
  REQUIRE(script != nullptr);
  REQUIRE(module != nullptr);
  for (const char* name : {"node-lts", "node24", "node24.3", "node24.21"}) {
    CHECK(find_policy(name) == script);
    CHECK(find_policy(name, true) == module);
    CHECK(find_policy(std::string(name) + "-esm") == module);
    CHECK(find_policy(std::string(name) + "-esm", true) == module);
  }
  // The newest that is modelled.
  for (const Policy& policy : policies()) {
    if (policy.family == Family::node) CHECK(policy.release <= find_policy("node")->release);
  }
  CHECK(find_policy("node") == find_policy("node26"));
  CHECK(find_policy("nodejs", true) == find_policy("node26-esm"));
  CHECK(script->first_drain == DrainOrder::ticks_then_microtasks);
  CHECK(module->first_drain == DrainOrder::microtasks_then_ticks);
}

TEST_CASE("policy: what is not modelled is not found", "[scheduler]") {
  for (const char* name : {"", "-esm", "node24.", "node6", "node10.2", "node12.8", "node24.x", "node24.3.1",
                           "node7", "Node24", ".", "node24.99999999999999999999", "node.3"}) {
    CHECK(find_policy(name) == nullptr);
  }
}

TEST_CASE("policy: ids for suggestions are all found", "[scheduler]") {
  const std::vector<std::string_view> ids = policy_ids();
  CHECK(ids.size() > policies().size());
  for (const std::string_view id : ids)
    CHECK((find_policy(id) != nullptr || find_policy(id, true) != nullptr));
}

TEST_CASE("policy: every release line has a row", "[scheduler]") {
  const auto id = [](std::string_view name, bool module = false) {
    const Policy* policy = find_policy(name, module);
    return policy == nullptr ? std::string("none") : std::string(policy->id);
  };
  CHECK(id("node8") == "node8");
  CHECK(id("node9.11") == "node8");
  CHECK(id("node12.22") == "node12");
  CHECK(id("node13") == "node14");
  CHECK(id("node17") == "node18");
  CHECK(id("node26") == "node26");
  CHECK(id("node10", true) == "none");
  CHECK(id("node14-esm") == "node14-esm");
}

TEST_CASE("policy: a boundary inside a line tells modules apart, and of scripts only the console",
          "[scheduler]") {
  CHECK(find_policy("node22.18") == find_policy("node22"));
  CHECK(find_policy("node23") == find_policy("node22.17"));
  for (const char* line : {"node22", "node24"}) {
    const Policy* newer = find_policy(line);
    const Policy* older = find_policy(std::string(line) + ".2");
    for (const PolicyField& field : policy_fields())
      CHECK(field.differs(*older, *newer) == (field.name == "repeated_tag"));
  }
  CHECK(find_policy("node22.17-esm")->entry_point == EntryPoint::poll_phase);
  CHECK(find_policy("node22.3-esm") == find_policy("node22.17-esm"));
  CHECK(find_policy("node22.18-esm")->entry_point == EntryPoint::before_loop);
  CHECK(find_policy("node23-esm")->entry_point == EntryPoint::poll_phase);
  CHECK(find_policy("node24.2-esm")->entry_point == EntryPoint::poll_phase);
  CHECK(find_policy("node24.3-esm")->entry_point == EntryPoint::before_loop);
}
