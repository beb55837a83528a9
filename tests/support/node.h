#pragma once
// The real Nodes that tests compare with, and the other engines that run what Node runs: Deno and Bun.

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process.h"

namespace asyncq::test {

struct Node {
  std::string path;
  std::string version;  // "24.21.0"
  int major = 0;
  std::string name = "Node";
  std::vector<std::string> arguments = {};  // in front of the file
  [[nodiscard]] bool is_node() const { return name == "Node"; }
};

// The pinned Node from the cache of engines and the `node` on PATH if it is 20 or newer, without doubles:
// the first is the authority. Where CI is set the pinned one is fetched if need be.
[[nodiscard]] std::vector<Node> find_nodes();

// The engine of tests/engines/pinned with this id, if it is in the cache.
[[nodiscard]] std::vector<Node> find_pinned(std::string_view id);

// The engine of a path or name; version is empty where there is none.
[[nodiscard]] Node node_at(const std::string& path);

// What to do where there is none: says so on standard error and returns the exit status to end with, a
// failure where CI is set and else the one that ctest shows as skipped.
[[nodiscard]] int no_node_exit_status();

// Runs a program file in its folder, under its bare name, with a plain environment. Deno takes it for a
// CommonJS script only where a package.json of the folder says so: kScriptPackage.
inline constexpr std::string_view kScriptPackage = R"({"type": "commonjs"})";
[[nodiscard]] ProcessResult run_node(const Node& node, const std::string& file, int timeout_ms = 60'000);

}  // namespace asyncq::test
