#pragma once
// A world without a process, and a model that says what it is told to.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "support/text.h"

namespace asyncq::test {

class FakeWorld final : public app::World {
 public:
  std::error_code write(app::Channel channel, std::string_view bytes) override {
    if (channel == app::Channel::out && out_error) return out_error;
    (channel == app::Channel::out ? out : err) += bytes;
    order += channel == app::Channel::out ? 'o' : 'e';
    return {};
  }
  bool is_terminal(app::Channel) const override { return terminal; }
  std::string variable(const char* name) const override {
    const auto found = variables.find(name);
    return found == variables.end() ? "" : found->second;
  }

  std::string out;
  std::string err;
  std::string order;  // of the writes, 'o' or 'e'
  std::error_code out_error;
  bool terminal = false;
  std::map<std::string, std::string> variables;
};

// An outcome that prints these lines and completes.
inline trace::Outcome printing(const std::vector<std::string>& lines) {
  trace::Outcome outcome;
  for (const std::string& line : lines) outcome.output.push_back({trace::Stream::out, line + "\n"});
  return outcome;
}

// The model says this of every program.
inline app::Evaluator always(trace::Outcome outcome) {
  return [outcome = std::move(outcome)](const puzzle::Puzzle&, const app::EvaluationOptions&) {
    return app::Evaluation{&scheduler::policies().front(), outcome};
  };
}

inline bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A puzzle file's text: it logs each of the lines; more keys as given.
inline std::string puzzle_text(const std::vector<std::string>& lines, const std::string& more_keys = "") {
  std::string text =
      "asyncq: 1\ntitle: A puzzle\nlevel: 1\ntopics: [sync]\nexplanation: Because.\n" + more_keys;
  text += "program:\n";
  for (const std::string& line : lines) text += "  - log: " + line + "\n";
  return text;
}

}  // namespace asyncq::test
