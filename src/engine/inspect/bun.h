#pragma once
// What Bun's console prints; util.inspect is Node's there, too.

#include <cstdint>
#include <string>

#include "engine/value.h"

namespace asyncq::engine {

class Machine;

// Levels below a value that are shown when nobody asks for more.
inline constexpr double kBunDepth = 2;

// indentation: columns of the groups that are open; lines behind the first have them.
[[nodiscard]] std::u16string bun_text(Machine& machine, Value value, std::size_t indentation,
                                      double depth = kBunDepth);
// Arguments joined by spaces, directives replaced.
[[nodiscard]] std::u16string bun_log_text(Machine& machine, const Value* arguments, std::uint32_t count,
                                          std::size_t indentation);

}  // namespace asyncq::engine
