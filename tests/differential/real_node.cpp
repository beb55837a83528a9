#include "tests/differential/real_node.h"

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "support/text.h"
#include "tests/differential/heartbeat.h"

namespace asyncq::test {

namespace {

// Of a file: each costs the start of a process, and the last ones are waited for.
constexpr std::size_t kLeastPrograms = 25;
constexpr std::size_t kMostPrograms = 250;
constexpr int kFileTimeoutMs = 120'000;
constexpr int kMostAlone = 4;  // processes at a time that mostly start

// Runs the programs of one file, starting a new process after each one that ended its process.
void run_programs(const Node& node, const std::string& file, std::size_t count,
                  std::optional<Observation>* results) {
  const std::string driver = source_path("tests/differential/batch.cjs").string();
  std::size_t next = 0;
  while (next < count) {
    const ProcessResult process =
        run_process({node.path, driver, file, std::to_string(next)}, {.timeout_ms = kFileTimeoutMs});
    const std::size_t before = next;
    for (const std::string& line : support::split_lines(process.out)) {
      const auto record = nlohmann::json::parse(line, nullptr, false);
      if (record.is_discarded()) break;  // cut off in the middle
      const auto program = record.at("program").get<std::size_t>();
      if (record.contains("output"))
        results[program] = Observation{record.at("output").get<std::string>(), 0};
      next = program + 1;
    }
    if (next == before) ++next;  // it died without a word: what it ran must be run alone
  }
}

}  // namespace

RealNode::RealNode(Node node, int jobs) : node_(std::move(node)), jobs_(jobs) {
  folder_.write("package.json", std::string(kScriptPackage));
}

std::vector<std::optional<Observation>> RealNode::run_each_alone(
    const std::vector<std::string>& programs) const {
  std::vector<std::optional<Observation>> results(programs.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < programs.size(); i = next++)
      results[i] = run_alone(programs[i], "program-" + std::to_string(i) + ".js");
  };
  std::vector<std::thread> workers;
  for (int i = 0; i < std::min(jobs_, kMostAlone); ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return results;
}

std::vector<std::optional<Observation>> RealNode::run_shared(const std::vector<std::string>& programs) const {
  if (!node_.is_node()) return run_each_alone(programs);
  std::vector<std::optional<Observation>> results(programs.size());
  const std::size_t in_file =
      std::clamp(programs.size() / static_cast<std::size_t>(jobs_), kLeastPrograms, kMostPrograms);
  std::atomic<std::size_t> next_file = 0;
  const auto work = [&] {
    for (std::size_t begin = in_file * next_file++; begin < programs.size(); begin = in_file * next_file++) {
      const std::size_t end = std::min(programs.size(), begin + in_file);
      const std::vector<std::string> part(programs.begin() + static_cast<std::ptrdiff_t>(begin),
                                          programs.begin() + static_cast<std::ptrdiff_t>(end));
      const std::string file =
          folder_.write("programs-" + std::to_string(begin) + ".json", nlohmann::json(part).dump());
      run_programs(node_, file, end - begin, results.data() + begin);
    }
  };
  std::vector<std::thread> workers;
  for (int i = 0; i < jobs_; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return results;
}

Observation RealNode::run_alone(const std::string& program, const std::string& name) const {
  return run_file(folder_.write(name, program));
}

Observation RealNode::run_file(const std::string& file) const {
  const Heartbeat heartbeat;
  const ProcessResult process = run_node(node_, file);
  return {process.out, process.exit_code, std::max(process.kept_waiting_ms, heartbeat.latest_ms())};
}

Observation RealNode::run_undisturbed(const std::string& program, double stopped_ms) const {
  constexpr int kTries = 60;
  const std::string file = folder_.write("program.js", program);
  Observation least = run_file(file);
  for (int i = 1; i < kTries && least.stopped_ms >= stopped_ms; ++i) {
    Observation next = run_file(file);
    if (next.stopped_ms < least.stopped_ms) least = std::move(next);
  }
  return least;
}

}  // namespace asyncq::test
