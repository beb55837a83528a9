#pragma once
// Runs a program as a child process: for tests of the command line and against real engines.

#include <string>
#include <utility>
#include <vector>

namespace asyncq::test {

struct ProcessOptions {
  std::string input = {};                                             // its standard input
  std::string folder = {};                                            // its working folder; empty: ours
  std::vector<std::pair<std::string, std::string>> environment = {};  // set over ours
  int timeout_ms = 60'000;                                            // then it is killed
};

struct ProcessResult {
  int exit_code = -1;  // 128 + the signal's number where a signal ended it
  bool timed_out = false;
  std::string out;
  std::string err;
  // How long its main thread was ready to run and did not, in all: what other work on the machine took from
  // it. Where the system does not say, 0.
  double kept_waiting_ms = 0;
};

// command[0] is looked up on PATH. A program that cannot be started ends with exit code 127.
[[nodiscard]] ProcessResult run_process(const std::vector<std::string>& command,
                                        const ProcessOptions& options = {});

// The asyncq of this build.
[[nodiscard]] std::string asyncq_path();
// It, with these arguments.
[[nodiscard]] ProcessResult run_asyncq(std::vector<std::string> arguments,
                                       const ProcessOptions& options = {});

}  // namespace asyncq::test
