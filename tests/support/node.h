#pragma once
// The real Nodes that tests compare with.

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process.h"

namespace asyncq::test {

struct Node {
  std::string path;
  std::string version;  // "24.21.0"
  int major = 0;
};

// The pinned Node from the cache of engines and the `node` on PATH if it is 20 or newer, without doubles:
// the first is the authority. Where CI is set the pinned one is fetched if need be.
[[nodiscard]] std::vector<Node> find_nodes();

// The engine of tests/engines/pinned with this id, if it is in the cache.
[[nodiscard]] std::vector<Node> find_pinned(std::string_view id);

// The Node of a path or name; version is empty where there is none.
[[nodiscard]] Node node_at(const std::string& path);

// What to do where there is none: says so on standard error and returns the exit status to end with, a
// failure where CI is set and else the one that ctest shows as skipped.
[[nodiscard]] int no_node_exit_status();

// Runs a program file in its folder, under its bare name, with a plain environment.
[[nodiscard]] ProcessResult run_node(const Node& node, const std::string& file, int timeout_ms = 60'000);

}  // namespace asyncq::test
