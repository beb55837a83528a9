#include "tests/support/node.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "support/text.h"
#include "tests/support/files.h"

namespace asyncq::test {

namespace {

constexpr int kOldestMajor = 20;
constexpr int kSkipped = 77;  // tests/CMakeLists.txt: SKIP_RETURN_CODE

bool in_ci() {
  const char* value = std::getenv("CI");
  return value != nullptr && *value != '\0' && std::string_view(value) != "false";
}

void add_node(const Node& node, std::vector<Node>& nodes) {
  const auto same = [&](const Node& other) { return other.version == node.version; };
  if (node.major >= kOldestMajor && std::none_of(nodes.begin(), nodes.end(), same)) nodes.push_back(node);
}

}  // namespace

Node node_at(const std::string& path) {
  const ProcessResult result = run_process({path, "--version"});
  if (result.exit_code != 0 || !result.out.starts_with('v')) return {path, {}, 0};
  const std::string version(support::trim(std::string_view(result.out).substr(1)));
  return {path, version, std::atoi(version.c_str())};
}

std::vector<Node> find_nodes() {
  std::vector<Node> nodes;
  std::vector<std::string> fetch = {source_path("tests/engines/fetch").string()};
  if (!in_ci()) fetch.emplace_back("--cached");
  const ProcessResult pinned = run_process(fetch);
  if (pinned.exit_code == 0) add_node(node_at(std::string(support::trim(pinned.out))), nodes);
  add_node(node_at("node"), nodes);
  return nodes;
}

std::vector<Node> find_pinned(std::string_view id) {
  const ProcessResult pinned =
      run_process({source_path("tests/engines/fetch").string(), "--cached", std::string(id)});
  if (pinned.exit_code != 0) return {};
  return {node_at(std::string(support::trim(pinned.out)))};
}

int no_node_exit_status() {
  const bool failure = in_ci();
  std::fprintf(stderr, "%s: no real Node (20 or newer on PATH, or run tests/engines/fetch)\n",
               failure ? "FAILED" : "SKIPPED");
  return failure ? 1 : kSkipped;
}

ProcessResult run_node(const Node& node, const std::string& file, int timeout_ms) {
  const std::filesystem::path path(file);
  return run_process({node.path, path.filename().string()},
                     {.folder = path.parent_path().string(),
                      .environment = {{"NODE_OPTIONS", ""}, {"FORCE_COLOR", "0"}},
                      .timeout_ms = timeout_ms});
}

}  // namespace asyncq::test
