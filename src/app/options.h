#pragma once
// What the command line asks for, as given: values are checked by the commands.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run.h"
#include "explore/explore.h"
#include "puzzle/puzzle.h"
#include "report/render.h"

namespace asyncq::app {

struct CommonOptions {
  std::string runtime;  // empty: the puzzle's own
  std::string format = "text";
  std::string output;  // a file; empty or "-": standard output
  std::string color = "auto";
  engine::Limits limits;
  explore::Budget budget;  // of walks through all orders
  puzzle::LoadOptions load;
  report::Verbosity verbosity = report::Verbosity::normal;
  bool exit_zero = false;

  [[nodiscard]] bool writes_file() const { return !output.empty() && output != "-"; }
};

struct GradeOptions {
  CommonOptions common;
  std::vector<std::string> targets;    // "-" after another target: the answer on standard input
  std::string answers;                 // a file or folder; empty: none given
  std::optional<std::string> predict;  // "a, b, c"
  std::string reveal = "right";
};

struct RunOptions {
  CommonOptions common;
  std::string file;
  bool exit_code = false;  // end as the program would
  bool all = false;        // every legal order
  std::string replay;      // a token; empty: none
  std::optional<std::uint64_t> seed;
};

struct ShowOptions {
  CommonOptions common;
  std::string file;
  bool markdown = false;
  bool yaml = false;
};

struct NewOptions {
  CommonOptions common;
  std::string file;   // "-" is standard output
  bool code = false;  // JavaScript, not statements in YAML
};

struct GenerateOptions {
  CommonOptions common;
  std::uint64_t seed = 1;  // of the first program; the next has the next seed
  std::uint64_t count = 1;
  int level = 3;
  std::vector<std::string> topics;
};

struct RuntimesOptions {
  CommonOptions common;
};

struct CompareOptions {
  CommonOptions common;
  std::string file;
  std::vector<std::string> runtimes;  // empty: all
};

struct VerifyOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  std::string engine = "node";  // a path, the id of a runtime, or a name on PATH
  std::uint64_t times = 1;
};

struct CheckOptions {
  CommonOptions common;
  std::vector<std::string> paths;
};

}  // namespace asyncq::app
