#include "scheduler/policy.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace asyncq::scheduler {

namespace {

// A row that differs from its parent in what `change` sets.
template <class Change>
constexpr Policy derived(const Policy& parent, Change change) {
  Policy row = parent;
  change(row);
  return row;
}

constexpr Policy kNode24 = derived(Policy{}, [](Policy& row) {
  row.id = "node24";
  row.title = "Node 24, CommonJS";
  row.model_of = "Node.js 24.3 and later of 24, main script as CommonJS";
});

// The loader is synchronous: the module's body runs where a script's would, in a job of its own.
constexpr Policy kNode24Module = derived(kNode24, [](Policy& row) {
  row.id = "node24-esm";
  row.title = "Node 24, ES module";
  row.model_of = "Node.js 24.3 and later of 24, main program as an ES module";
  row.module = true;
  row.first_drain = DrainOrder::microtasks_then_ticks;
});

constexpr std::array kPolicies = {kNode24, kNode24Module};

// Names of a runtime; each stands for the CommonJS and, with "-esm" behind, for the module flavour.
struct Alias {
  std::string_view name;
  std::string_view id;
};
constexpr std::array kAliases = {
    Alias{"node", "node24"},
    Alias{"nodejs", "node24"},
    Alias{"node-lts", "node24"},
};

// Releases of a line, by their minor version.
struct ReleaseLine {
  std::string_view name;  // "node24", before ".N"
  unsigned first_minor;   // from this one on
  std::string_view id;
};
constexpr std::array kReleaseLines = {ReleaseLine{"node24", 3, "node24"}};

constexpr std::string_view kModuleSuffix = "-esm";

// The id of a runtime without its module suffix, aliases resolved; empty when there is none.
std::string_view canonical(std::string_view name) {
  for (const Alias& alias : kAliases) {
    if (alias.name == name) return alias.id;
  }
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return name;
  unsigned minor = 0;
  const char* end = name.data() + name.size();
  const auto parsed = std::from_chars(name.data() + dot + 1, end, minor);
  if (parsed.ec != std::errc() || parsed.ptr != end) return {};
  for (const ReleaseLine& line : kReleaseLines) {
    if (line.name == name.substr(0, dot) && minor >= line.first_minor) return line.id;
  }
  return {};
}

}  // namespace

std::span<const Policy> policies() {
  return kPolicies;
}

const Policy* find_policy(std::string_view id, bool module) {
  if (id.ends_with(kModuleSuffix)) {
    module = true;
    id.remove_suffix(kModuleSuffix.size());
  }
  const std::string_view runtime = canonical(id);
  const auto row = std::find_if(kPolicies.begin(), kPolicies.end(), [&](const Policy& policy) {
    std::string_view name = policy.id;
    if (policy.module) name.remove_suffix(kModuleSuffix.size());
    return policy.module == module && name == runtime;
  });
  return row == kPolicies.end() ? nullptr : &*row;
}

std::vector<std::string_view> policy_ids() {
  std::vector<std::string_view> ids;
  for (const Policy& policy : kPolicies) ids.push_back(policy.id);
  for (const Alias& alias : kAliases) ids.push_back(alias.name);
  return ids;
}

}  // namespace asyncq::scheduler
