#pragma once
// What a promise combinator keeps of an element, for the stacks of errors.

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/promise.h"

namespace asyncq::engine {

struct PromiseElement {
  std::string_view combinator;  // "all"
  std::uint32_t index = 0;
  const Promise* result = nullptr;  // of the combinator; null when its constructor is not %Promise%
};

// Of a reaction that Promise.all, allSettled or any has registered.
[[nodiscard]] std::optional<PromiseElement> promise_element(Machine& machine, const Reaction& reaction);

// The promise that the function resolves [27.2.1.3.2], as those that Promise.race registers do; else null.
[[nodiscard]] const Promise* promise_resolved_by(Value function);

}  // namespace asyncq::engine
