#pragma once
// Seeded random programs: exercises for students and, in large numbers, proof of the model against real
// engines. Each one terminates and has one possible output: whatever a real event loop may order either way
// (timers due within a few milliseconds of each other, an immediate against a short timer) is not written.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.h"

namespace asyncq::app {

struct GeneratorOptions {
  std::uint64_t seed = 1;
  int level = 3;  // 1 (queues and timers) to 5 (everything)
  std::vector<std::string>
      topics;  // only these constructs, of generator_topics(); none named: all of the level
};

// The same program for the same options, on every machine.
[[nodiscard]] syntax::Program generate_program(const GeneratorOptions& options);

// The topics that can be asked for, and the lowest level that has each.
struct GeneratorTopic {
  std::string_view name;
  int level;
};
[[nodiscard]] std::span<const GeneratorTopic> generator_topics();

}  // namespace asyncq::app
