#pragma once
// How long a simulated operation takes: `ms: 20`, `ms: 5..20` (from the least to the greatest), `ms: any`.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "puzzle/program_builder.h"

namespace asyncq::puzzle {

// The greatest, in milliseconds: what a timer can wait for.
inline constexpr double kMostLatencyMs = 2147483647;

// The arguments that stand for it: none for any, the least and the greatest for an interval, and else the one
// latency. Nothing: there was an error, which has been told.
[[nodiscard]] std::optional<std::vector<syntax::Expression>> read_latency(ProgramBuilder& builder,
                                                                          const Node& node,
                                                                          const Scope& scope);

// The same backwards: the text for the arguments that stand behind an operation's name and callback. Nothing:
// no text says that.
[[nodiscard]] std::optional<std::string> latency_text(
    const std::vector<const syntax::Expression*>& arguments);

// Whether a scalar is written as an interval is, whatever its ends are.
[[nodiscard]] bool looks_like_interval(std::string_view text);

}  // namespace asyncq::puzzle
