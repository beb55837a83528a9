#pragma once
// What programs may use in which runtime: functions, modules and syntax, each with the first release of Node
// that has it. One table (features.cpp): a newer thing is a row.

#include <span>
#include <string>
#include <string_view>

#include "scheduler/policy.h"

namespace asyncq::scheduler {

enum class FeatureKind : std::uint8_t {
  global,  // "queueMicrotask"
  member,  // "Promise.any", "Promise.prototype.finally"
  module,  // "timers/promises"
  part,    // of a module, which is undefined without it: "events.once", "events.prototype.off"
  syntax,  // "optional chaining"
};

// Where a thing is that is no part of the language: all runtimes have what is.
enum class Browsers : std::uint8_t { have_it, lack_it, alone_have_it };

struct Feature {
  FeatureKind kind;
  std::string_view name;
  Release first;      // of Node
  Release also = {};  // of an older line that got it later: from this one on, in the line of that number
  Browsers browsers = Browsers::have_it;
};

[[nodiscard]] std::span<const Feature> features();
// Null when all runtimes have it, as far as the table knows.
[[nodiscard]] const Feature* find_feature(FeatureKind kind, std::string_view name);
[[nodiscard]] bool has_feature(const Policy& policy, const Feature& feature);
// A Node before this major release.
[[nodiscard]] constexpr bool is_node_before(const Policy& policy, unsigned major) {
  return policy.family == Family::node && policy.release.major < major;
}
// "Node 15 and later have it"; "browsers do not have it".
[[nodiscard]] std::string why_lacking(const Policy& policy, const Feature& feature);

}  // namespace asyncq::scheduler
