#pragma once
// Many programs on a real Node: fast, in a few processes that each run one program after the other, or with
// full certainty, each in a process of its own. Other engines run each program in a process of its own.

#include <optional>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "tests/support/node.h"

namespace asyncq::test {

struct Observation {
  std::string out;
  int exit_code = 0;
  // Of a process of its own: for how long the machine stopped it, or may have.
  double stopped_ms = 0;
  bool operator==(const Observation& other) const { return out == other.out && exit_code == other.exit_code; }
};

class RealNode {
 public:
  // jobs: processes at a time. Programs wait for timers more than they compute, so it may exceed the cores.
  RealNode(Node node, int jobs);

  [[nodiscard]] const Node& node() const { return node_; }
  // In shared processes where there are such. Nothing for a program that ends its process by itself.
  [[nodiscard]] std::vector<std::optional<Observation>> run_shared(
      const std::vector<std::string>& programs) const;
  // Each in a process of its own, few at a time.
  [[nodiscard]] std::vector<std::optional<Observation>> run_each_alone(
      const std::vector<std::string>& programs) const;
  // In a process of its own, as a CommonJS main script of that name.
  [[nodiscard]] Observation run_alone(const std::string& program,
                                      const std::string& name = "program.js") const;
  [[nodiscard]] Observation run_file(const std::string& file) const;
  // The same again and again until a run was stopped for less than so long; if none was, the run that was
  // stopped least.
  [[nodiscard]] Observation run_undisturbed(const std::string& program, double stopped_ms) const;

 private:
  Node node_;
  int jobs_;
  TemporaryFolder folder_;
};

}  // namespace asyncq::test
