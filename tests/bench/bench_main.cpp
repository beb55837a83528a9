// Measures asyncq against real Node on the same programs in one run.
//
//   asyncq_bench [--times N] [--scaling] [--node PATH] [NAME-PART…]
//
// The two take turns, so that a busy machine hurts both; the least of N wall times counts, the greatest of
// N peak memories. --scaling also runs each program at a quarter, a half and twice its turns. Nothing here
// passes or fails: no test depends on wall time.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "support/text.h"
#include "tests/support/files.h"
#include "tests/support/node.h"
#include "tests/support/process.h"

using namespace asyncq;
namespace fs = std::filesystem;

namespace {

struct Measurement {
  double best_ms = std::numeric_limits<double>::infinity();
  double peak_mb = 0;
  bool failed = false;
};

// Starts the command without its output and waits for it.
void measure_once(const std::vector<std::string>& command, Measurement& measurement) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  measurement.best_ms = std::min(measurement.best_ms, elapsed.count());
  measurement.peak_mb = std::max(measurement.peak_mb, static_cast<double>(usage.ru_maxrss) / 1024);
  measurement.failed = measurement.failed || !WIFEXITED(status) || WEXITSTATUS(status) > 1;
}

struct Comparison {
  Measurement node;
  Measurement asyncq;
};

Comparison compare(const std::vector<std::string>& node, const std::vector<std::string>& asyncq, int times) {
  Comparison comparison;
  for (int i = 0; i < times; ++i) {
    measure_once(node, comparison.node);
    measure_once(asyncq, comparison.asyncq);
  }
  return comparison;
}

void print_header(const std::string& version) {
  fmt::print("{:<24}{:>12}{:>12}{:>9}{:>12}{:>12}\n", "", "Node " + version, "asyncq", "times", "Node",
             "asyncq");
}

void print_row(const std::string& name, const Comparison& comparison) {
  const Measurement& node = comparison.node;
  const Measurement& asyncq = comparison.asyncq;
  fmt::print("{:<24}{:>9.1f} ms{:>9.1f} ms{:>8.2f}x{:>9.1f} MB{:>9.1f} MB{}{}\n", name, node.best_ms,
             asyncq.best_ms, node.best_ms / asyncq.best_ms, node.peak_mb, asyncq.peak_mb,
             node.failed ? "  Node FAILED" : "", asyncq.failed ? "  asyncq FAILED" : "");
}

// The program with its `const turns = N;` line multiplied.
std::string scaled(const std::string& text, double factor) {
  const std::string key = "const turns = ";
  const std::size_t begin = text.find(key) + key.size();
  const std::size_t end = text.find(';', begin);
  const double turns = std::strtod(text.substr(begin, end - begin).c_str(), nullptr) * factor;
  return text.substr(0, begin) + fmt::format("{:.0f}", turns) + text.substr(end);
}

struct Options {
  int times = 5;
  bool scaling = false;
  std::string node;
  std::vector<std::string> name_parts;
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--times" && i + 1 < argc) {
      options.times = std::max(1, std::atoi(argv[++i]));
    } else if (argument == "--node" && i + 1 < argc) {
      options.node = argv[++i];
    } else if (argument == "--scaling") {
      options.scaling = true;
    } else {
      options.name_parts.push_back(argument);
    }
  }
  return options;
}

bool wanted(const std::string& name, const Options& options) {
  const auto matches = [&](const std::string& part) { return name.find(part) != std::string::npos; };
  const std::vector<std::string>& parts = options.name_parts;
  return parts.empty() || std::any_of(parts.begin(), parts.end(), matches);
}

void bench_programs(const test::Node& node, const Options& options, const test::TemporaryFolder& folder) {
  const std::vector<double> factors =
      options.scaling ? std::vector<double>{0.25, 0.5, 1, 2} : std::vector<double>{1};
  for (const fs::path& file : test::files_below(test::source_path("tests/bench/programs"), {".js"})) {
    const std::string name = file.stem().string();
    if (!wanted(name, options)) continue;
    for (const double factor : factors) {
      const std::string program =
          folder.write(file.filename().string(), scaled(test::read_file(file), factor));
      print_row(factor == 1 ? name : fmt::format("{} x {}", name, factor),
                compare({node.path, program}, {test::asyncq_path(), "run", program}, options.times));
    }
  }
}

// What a student waits for: one puzzle graded, against Node started on the same program.
void bench_start_up(const test::Node& node, const Options& options, const test::TemporaryFolder& folder) {
  const std::string name = "grade one puzzle";
  if (!wanted(name, options)) return;
  for (const fs::path& puzzle : test::files_below(test::source_path("puzzles"), {".yaml"})) {
    const test::ProcessResult shown = test::run_asyncq({"show", puzzle.string()});
    if (shown.exit_code != 0) continue;  // a manifest or an answer
    const std::string program = folder.write("puzzle.js", shown.out);
    print_row(name, compare({node.path, program},
                            {test::asyncq_path(), "grade", puzzle.string(), "--predict", "a, b"},
                            4 * options.times));
    return;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  std::vector<test::Node> nodes = test::find_nodes();
  if (!options.node.empty()) nodes = {test::node_at(options.node)};
  if (nodes.empty()) return test::no_node_exit_status();
  const test::TemporaryFolder folder;
  print_header(nodes.front().version);
  bench_start_up(nodes.front(), options, folder);
  bench_programs(nodes.front(), options, folder);
}
