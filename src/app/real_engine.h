#pragma once
// Real engines on this machine: where they are, what they are, and what they do with a program. Nothing here
// fetches anything.

#include <memory>
#include <string>
#include <vector>

#include "support/result.h"

namespace asyncq::app {

enum class EngineKind { node, deno, bun, chromium };

class Chromium;

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
// cache of engines; or "node", "deno", "bun", "chromium" (or "browser") on PATH. An error says what would
// install one that is not there.
[[nodiscard]] support::Result<RealEngine> find_engine(const std::string& name);

struct EngineProgram {
  std::string text;
  std::string file_name;  // .html: the text is the elements of a page
  int expected_ms = 0;  // how long it is expected to take: a page does not say when it has ended
};

// Runs programs on an engine, each in an empty folder, under its file name: in a process of its own, or in a
// tab of a browser that stays open as long as this.
class EngineRunner {
 public:
  explicit EngineRunner(RealEngine engine);
  ~EngineRunner();
  EngineRunner(const EngineRunner&) = delete;
  EngineRunner& operator=(const EngineRunner&) = delete;
  [[nodiscard]] EngineRun run(const EngineProgram& program, int timeout_ms);

 private:
  EngineRun run_in_page(const EngineProgram& program, int timeout_ms);
  RealEngine engine_;
  std::unique_ptr<Chromium> browser_;
};

// The runtime that models an engine: "node18.20", "deno".
[[nodiscard]] std::string runtime_of(const RealEngine& engine);

}  // namespace asyncq::app
