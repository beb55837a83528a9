// Every puzzle of puzzles/, as `asyncq show` prints it, run by real Nodes: it must print what `asyncq run`
// prints, byte for byte, on standard output.
//
//   asyncq_puzzles_against_node [PATH…]     default: puzzles/
//
// A puzzle whose order is not determined is verified instead: each of several runs must print one of its
// legal orders. A puzzle about pages is verified in Chromium, where there is one.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/files.h"
#include "tests/support/node.h"
#include "tests/support/process.h"
#include "tests/support/text_difference.h"

using namespace asyncq;
namespace fs = std::filesystem;

namespace {

constexpr int kRepetitions = 5;
constexpr int kRacyRuns = 20;
constexpr int kAttempts = 3;  // for a machine that has too much to do

bool is_puzzle(const fs::path& file) {
  const std::string name = file.filename().string();
  if (name == "course.yaml" || name.find(".answer.") != std::string::npos) return false;
  if (file.parent_path().filename() == "answers") return false;
  return true;
}

std::vector<fs::path> puzzles_in(const fs::path& path) {
  if (fs::is_regular_file(path)) return {path};
  std::vector<fs::path> found;
  for (const fs::path& file : test::files_below(path, {".yaml", ".yml", ".js", ".mjs"})) {
    if (is_puzzle(file)) found.push_back(file);
  }
  return found;
}

// A puzzle that is a module says so; a .mjs file is one.
bool is_module(const fs::path& puzzle) {
  return puzzle.extension() == ".mjs" || test::read_file(puzzle).find("\nmodule: true") != std::string::npos;
}

// Empty when the real Node prints what the model prints, else what is wrong. A machine that stalls for longer
// than a puzzle's timers are apart can disturb a run, so that one that differs is repeated: the model is
// right when most of the runs say so.
std::string compare(const std::string& modelled, const test::Node& node, const std::string& program) {
  const std::string first = test::run_node(node, program).out;
  if (first == modelled) return {};
  int agreeing = 0;
  for (int i = 0; i < kRepetitions; ++i) {
    if (test::run_node(node, program).out == modelled) ++agreeing;
  }
  if (agreeing * 2 > kRepetitions) return {};
  return fmt::format("({} of {} further runs agree)\n{}", agreeing, kRepetitions,
                     test::difference(first, modelled));
}

// Whether all that a puzzle printed is legal, save for runs, fewer than half, that were stopped by the
// machine for longer than the model takes into account and are legal for that.
bool is_as_modelled(const std::string& verification) {
  const nlohmann::json document = nlohmann::json::parse(verification, nullptr, false);
  if (document.is_discarded()) return false;
  int stopped = 0;
  for (const nlohmann::json& each : document["verifications"][0]["observations"]) {
    if (each["allowed"].get<bool>()) continue;
    if (each["allowed_when_late_by_ms"].is_null()) return false;
    stopped += each["count"].get<int>();
  }
  return stopped * 2 < kRacyRuns;
}

// Empty when every run of a puzzle that races prints a legal order.
std::string verify(const std::string& puzzle, const test::Node& node) {
  test::ProcessResult verified;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    verified = test::run_asyncq(
        {"verify", puzzle, "--engine", node.path, "--times", std::to_string(kRacyRuns), "--format", "json"});
    if (verified.exit_code == 0 || (verified.exit_code == 1 && is_as_modelled(verified.out))) return {};
  }
  return verified.out + verified.err;
}

// A puzzle as it is compared.
struct Prepared {
  std::string puzzle;
  std::string program;  // a file
  std::string modelled;
  bool determined = true;
  bool of_page = false;
};

std::optional<Prepared> prepare(const fs::path& puzzle, const test::TemporaryFolder& folder) {
  const test::ProcessResult shown = test::run_asyncq({"show", puzzle.string()});
  const test::ProcessResult modelled = test::run_asyncq({"run", puzzle.string()});
  const auto report = nlohmann::json::parse(
      test::run_asyncq({"run", puzzle.string(), "--format", "json"}).out, nullptr, false);
  if (shown.exit_code != 0 || modelled.exit_code != 0 || report.is_discarded()) {
    fmt::print("FAILED {}: asyncq cannot run it\n{}{}", puzzle.string(), shown.err, modelled.err);
    return std::nullopt;
  }
  const std::string name = puzzle.stem().string() + (is_module(puzzle) ? ".mjs" : ".js");
  return Prepared{puzzle.string(), folder.write(name, shown.out), modelled.out,
                  report["determined"].get<bool>(), report["runtime"] == "browser"};
}

// What is wrong with each that differs.
std::vector<std::string> problems_on(const test::Node& node, const std::vector<Prepared>& puzzles) {
  std::vector<std::string> problems;
  for (const Prepared& each : puzzles) {
    if (each.of_page) continue;
    const std::string problem =
        each.determined ? compare(each.modelled, node, each.program) : verify(each.puzzle, node);
    if (problem.empty()) continue;
    problems.push_back(fmt::format("FAILED {} against Node {} (- real, + modelled)\n{}\n", each.puzzle,
                                   node.version, problem));
  }
  return problems;
}

// The same for pages; nothing where there is no Chromium.
std::optional<std::vector<std::string>> problems_of_pages(const std::vector<Prepared>& puzzles) {
  if (test::run_process({"chromium", "--version"}).exit_code != 0) return std::nullopt;
  std::vector<std::string> problems;
  for (const Prepared& each : puzzles) {
    if (!each.of_page) continue;
    const test::ProcessResult verified = test::run_asyncq({"verify", each.puzzle, "--engine", "chromium"});
    if (verified.exit_code == 0) continue;
    problems.push_back(fmt::format("FAILED {}\n{}{}\n", each.puzzle, verified.out, verified.err));
  }
  return problems;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<test::Node> nodes = test::find_nodes();
  if (nodes.empty()) return test::no_node_exit_status();
  std::vector<fs::path> puzzles;
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& puzzle : puzzles_in(argv[i])) puzzles.push_back(puzzle);
  }
  if (argc < 2) puzzles = puzzles_in(test::source_path("puzzles"));

  const test::TemporaryFolder folder;
  std::vector<Prepared> prepared;
  for (const fs::path& puzzle : puzzles) {
    if (std::optional<Prepared> one = prepare(puzzle, folder)) prepared.push_back(std::move(*one));
  }
  std::size_t failed = puzzles.size() - prepared.size();
  // Each Node by itself: most of the time is waiting for timers.
  std::vector<std::future<std::vector<std::string>>> running;
  for (const test::Node& node : nodes) {
    running.push_back(
        std::async(std::launch::async, [&node, &prepared] { return problems_on(node, prepared); }));
  }
  for (auto& each : running) {
    const std::vector<std::string> problems = each.get();
    fmt::print("{}", fmt::join(problems, ""));
    failed += problems.size();
  }
  const auto of_pages = problems_of_pages(prepared);
  fmt::print("{}", fmt::join(of_pages.value_or(std::vector<std::string>{}), ""));
  failed += of_pages ? of_pages->size() : 0;
  std::string versions;
  for (const test::Node& node : nodes) versions += (versions.empty() ? "" : " and ") + node.version;
  const auto pages =
      std::count_if(prepared.begin(), prepared.end(), [](const auto& each) { return each.of_page; });
  fmt::print("{} puzzles against Node {} and {} pages {}: {} failures\n",
             puzzles.size() - static_cast<std::size_t>(pages), versions, pages,
             of_pages ? "in Chromium" : "not run, for want of Chromium", failed);
  return failed == 0 && !puzzles.empty() ? 0 : 1;
}
