#include "tests/support/node.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <utility>

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
  if (node.is_node() && node.major >= kOldestMajor && std::none_of(nodes.begin(), nodes.end(), same))
    nodes.push_back(node);
}

}  // namespace

Node node_at(const std::string& path) {
  const ProcessResult result = run_process({path, "--version"});
  if (result.exit_code != 0) return {path, {}, 0};
  // "v24.21.0", "deno 2.9.6 (stable, …)", "1.4.5"
  Node engine{path, {}, 0};
  if (result.out.starts_with("deno ")) {
    engine.name = "Deno";
    engine.arguments = {"run", "--quiet", "--allow-all"};
  } else if (!result.out.starts_with('v')) {
    engine.name = "Bun";
  }
  const std::size_t begin = result.out.find_first_of("0123456789");
  if (begin == std::string::npos) return engine;
  const std::size_t end = result.out.find_first_not_of("0123456789.", begin);
  engine.version = result.out.substr(begin, end == std::string::npos ? end : end - begin);
  engine.major = std::atoi(engine.version.c_str());
  return engine;
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
  std::vector<std::string> command{node.path};
  command.insert(command.end(), node.arguments.begin(), node.arguments.end());
  command.push_back(path.filename().string());
  std::vector<std::pair<std::string, std::string>> environment = {{"NODE_OPTIONS", ""}, {"NO_COLOR", "1"}};
  // To Deno, any value of it asks for colours.
  if (node.is_node()) environment.emplace_back("FORCE_COLOR", "0");
  return run_process(command, {.folder = path.parent_path().string(),
                               .environment = std::move(environment),
                               .timeout_ms = timeout_ms});
}

}  // namespace asyncq::test
