#pragma once
// The decision points of a policy as data: their names, their values, and what each value means in words. For
// telling runtimes apart, and for asking what a program would print if one decision were another.

#include <span>
#include <string_view>

#include "scheduler/policy.h"

namespace asyncq::scheduler {

struct PolicyValue {
  std::string_view name;     // "wrap"
  std::string_view meaning;  // "await wraps a native promise in a new one: three turns, not one"
};

struct PolicyField {
  std::string_view name;  // "await_promise"
  std::span<const PolicyValue> values;
  std::size_t (*index)(const Policy& policy);
  void (*copy)(const Policy& from, Policy& to);

  [[nodiscard]] const PolicyValue& value(const Policy& policy) const { return values[index(policy)]; }
  [[nodiscard]] bool differs(const Policy& a, const Policy& b) const { return index(a) != index(b); }
};

[[nodiscard]] std::span<const PolicyField> policy_fields();

}  // namespace asyncq::scheduler
