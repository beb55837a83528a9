#pragma once
// Real engines on this machine: where they are, what they are, and what they do with a program. Nothing here
// fetches anything.

#include <functional>
#include <string>
#include <vector>

#include "support/result.h"

namespace asyncq::app {

enum class EngineKind { node, deno, bun };

struct RealEngine {
  std::string path;
  EngineKind kind = EngineKind::node;
  std::string version;  // "18.20.8"
};

struct EngineRun {
  std::string out;
  int exit_code = -1;  // 128 + the signal's number where a signal ended it
  bool timed_out = false;
};

// By a path (a name with a slash in it); by the id of a runtime ("node18", "node-18.20.8", "deno"), from the
// cache of engines; or "node", "deno", "bun" on PATH. An error says what would install one that is not there.
[[nodiscard]] support::Result<RealEngine> find_engine(const std::string& name);

// Runs the program in a process of its own, in an empty folder, under this file name.
[[nodiscard]] EngineRun run_on(const RealEngine& engine, const std::string& program,
                               const std::string& file_name, int timeout_ms);

// The runtime that models an engine: "node18.20", "deno".
[[nodiscard]] std::string runtime_of(const RealEngine& engine);

}  // namespace asyncq::app
