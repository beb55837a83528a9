#include "app/limit_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace asyncq::app {

namespace {

struct Limit {
  std::string_view name;  // as Ending::error has it
  std::uint64_t engine::Limits::*value;
  std::string_view unit;
  std::string_view option;
};

constexpr std::array kLimits = {
    Limit{"steps", &engine::Limits::max_steps, "steps", "--max-steps"},
    Limit{"intervals", &engine::Limits::max_steps, "steps, while an interval repeats: is it never cleared?",
          "--max-steps"},
    Limit{"memory", &engine::Limits::max_memory, "bytes of memory", "--max-memory"},
    Limit{"output", &engine::Limits::max_output, "bytes of output", ""},
};

}  // namespace

LimitText limit_text(const trace::Ending& ending, const engine::Limits& limits) {
  for (const Limit& limit : kLimits) {
    if (limit.name != ending.error) continue;
    return {fmt::format("the program was stopped at the limit of {} {}", limits.*limit.value, limit.unit),
            limit.option.empty() ? "" : fmt::format("{} raises the limit", limit.option)};
  }
  // No limit of these: the sentence of what is not modelled.
  return {ending.error, ""};
}

}  // namespace asyncq::app
