#pragma once
// Program text to what the model prints, in this process: the pipeline up to the run, without the app.

#include <string>
#include <string_view>

#include "engine/run.h"

namespace asyncq::test {

struct Execution {
  std::string rejected;    // the diagnostics, formatted, where the program was not accepted
  trace::Outcome outcome;  // where it was
  bool too_new = false;    // its syntax is newer than the runtime

  [[nodiscard]] bool accepted() const { return rejected.empty(); }
  [[nodiscard]] std::string out() const { return outcome.bytes(trace::Stream::out); }
};

struct ExecuteOptions {
  std::string_view runtime = "node";
  engine::Limits limits = {};
  scheduler::Chooser* chooser = nullptr;
  trace::Listener* listener = nullptr;
};

// name ends in .mjs for a module, in .yaml for a puzzle.
[[nodiscard]] Execution execute(const std::string& name, std::string text,
                                const ExecuteOptions& options = {});

// The program uses what the runtime does not have.
[[nodiscard]] bool lacks_something(const std::string& text, std::string_view runtime);

}  // namespace asyncq::test
