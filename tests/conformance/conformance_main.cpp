// Runs every program of probes/ and of the folders beside it that a real engine was recorded for and compares
// what the model prints.
//
//   asyncq_conformance [--recording NAME] [--runtime ID] [--verbose] [NAME-PART…]
//
// NAME is that of an engine in results.json, the runtime the one of the same name if none is given.
// A program whose recorded output is one and the same must be reproduced byte for byte, exit status
// included; of one that varied, or that the model says may vary, the model must allow one of the recorded
// outputs. Modules are left out of runtimes that have none. known-gaps.txt
// (`name: reason`) lists those that it does not; a listed program that is reproduced fails the run. For every
// other recording known-gaps/NAME.txt does the same, and known-gaps.txt excuses what fails there too.

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "support/text.h"
#include "tests/support/execute.h"
#include "tests/support/files.h"
#include "tests/support/known_gaps.h"
#include "tests/support/text_difference.h"

using namespace asyncq;

namespace {

struct Options {
  std::string recording = "node24";
  std::string runtime;
  bool verbose = false;
  std::vector<std::string> name_parts;
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--verbose") {
      options.verbose = true;
    } else if (argument == "--recording" && i + 1 < argc) {
      options.recording = argv[++i];
    } else if (argument == "--runtime" && i + 1 < argc) {
      options.runtime = argv[++i];
    } else {
      options.name_parts.push_back(argument);
    }
  }
  if (options.runtime.empty()) options.runtime = options.recording;
  return options;
}

struct Case {
  std::string name;
  std::vector<std::string> recorded;  // "rc=0\n" and standard output
};

// What recordings of a browser have besides: the address that it got the program from, and where it takes
// back what it said of a rejection that is handled later, which no console shows.
std::string without_traces_of_recording(const std::string& output) {
  static const std::regex kTraces(R"(\[revoked\]\n|http://127\.0\.0\.1:[0-9]+/)");
  return std::regex_replace(output, kTraces, "");
}

std::vector<Case> recorded_cases(const Options& options) {
  const auto results =
      nlohmann::json::parse(test::read_file(test::source_path("tests/conformance/results.json")));
  std::vector<Case> cases;
  for (const auto& [name, entries] : results.at("programs").items()) {
    const auto wanted = [&name = name](const std::string& part) {
      return name.find(part) != std::string::npos;
    };
    const std::vector<std::string>& parts = options.name_parts;
    if (!parts.empty() && std::none_of(parts.begin(), parts.end(), wanted)) continue;
    if (name.ends_with(".mjs") && scheduler::find_policy(options.runtime, true) == nullptr) continue;
    for (const auto& entry : entries) {
      const auto engines = entry.at("engines").get<std::vector<std::string>>();
      if (std::find(engines.begin(), engines.end(), options.recording) == engines.end()) continue;
      const auto outputs = entry.at("outputs").get<std::vector<std::string>>();
      if (cases.empty() || cases.back().name != name) cases.push_back({name, {}});
      for (const std::string& output : outputs)
        cases.back().recorded.push_back(without_traces_of_recording(output));
    }
  }
  return cases;
}

// What the model does with the program, in the form in which the recorder wrote it.
struct Observed {
  std::string text;
  bool determined = true;
};

// What a page's console shows, in one: the first line of each message of the page's own is marked.
std::string console_of_page(const trace::Outcome& outcome) {
  std::string out;
  for (const trace::Chunk& chunk : outcome.output) {
    const bool is_error = chunk.stream == trace::Stream::err;
    out += is_error ? "[console error] " + chunk.bytes.substr(0, chunk.bytes.find('\n')) + "\n" : chunk.bytes;
  }
  return out;
}

Observed observe(const Case& probe, const Options& options, scheduler::Chooser* chooser = nullptr) {
  const bool has_folder = probe.name.find('/') != std::string::npos;
  const auto folder = test::source_path(has_folder ? "tests/conformance" : "tests/conformance/probes");
  const std::string text = test::read_file(folder / probe.name);
  test::Execution execution;
  try {
    execution = test::execute(probe.name.substr(probe.name.find('/') + 1), text,
                              {.runtime = options.runtime, .chooser = chooser});
  } catch (const std::exception& fault) {
    return {std::string("a fault of asyncq: ") + fault.what()};
  }
  if (execution.too_new) return {"rc=1\n"};
  if (!execution.accepted()) return {"not accepted:\n" + execution.rejected};
  const trace::Ending& ending = execution.outcome.ending;
  const std::string status =
      trace::came_to_an_end(ending) ? std::to_string(ending.exit_code) : trace::name(ending.kind);
  const bool in_page = scheduler::find_policy(options.runtime)->family == scheduler::Family::browser;
  const std::string printed = in_page ? console_of_page(execution.outcome) : execution.out();
  return {"rc=" + status + "\n" + printed, execution.outcome.determined};
}

bool is_recorded(const Case& probe, const Observed& observed) {
  return std::find(probe.recorded.begin(), probe.recorded.end(), observed.text) != probe.recorded.end();
}

// Whether some order that the model allows is a recorded one.
bool allows_recorded(const Case& probe, const Options& options) {
  constexpr int kMostRuns = 300;
  scheduler::ExhaustiveChooser chooser;
  for (int run = 0; run < kMostRuns; ++run) {
    if (is_recorded(probe, observe(probe, options, &chooser))) return true;
    if (!chooser.next_run()) return false;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  const bool is_first = options.recording == "node24";
  const test::KnownGaps general(test::source_path("tests/conformance/known-gaps.txt"));
  test::KnownGaps gaps(test::source_path(is_first
                                             ? "tests/conformance/known-gaps.txt"
                                             : "tests/conformance/known-gaps/" + options.recording + ".txt"));
  std::size_t reproduced = 0;
  std::size_t total = 0;
  for (const Case& probe : recorded_cases(options)) {
    ++total;
    const Observed observed = observe(probe, options);
    const bool same =
        is_recorded(probe, observed) || (!observed.determined && allows_recorded(probe, options));
    if (same) ++reproduced;
    const bool excused = (!is_first && !same && general.lists(probe.name)) || gaps.settle(probe.name, same);
    if (same || (excused && !options.verbose)) continue;
    fmt::print("{}: {}\n{}\n", excused ? "known gap" : "FAILED", probe.name,
               test::difference(probe.recorded.front(), observed.text));
  }
  fmt::print("{} as {}: {} of {} recorded programs reproduced, {} known gaps\n", options.recording,
             options.runtime, reproduced, total, gaps.size());
  if (options.name_parts.empty()) gaps.require_all_settled();
  fmt::print("{}", gaps.complaints());
  return gaps.complaints().empty() ? 0 : 1;
}
