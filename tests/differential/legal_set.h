#pragma once
// What the model allows a racy program to print.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "explore/follow.h"
#include "tests/unit/explore/subject.h"

namespace asyncq::test {

struct RacyCase {
  std::string name;
  std::string text;
};

// known_races(), and `count` generated programs of each kind from a seed on.
[[nodiscard]] std::vector<RacyCase> racy_cases(std::uint64_t seed, std::size_t count);

using Outcome = std::pair<std::string, int>;  // standard output, exit code

class LegalSet {
 public:
  explicit LegalSet(const std::string& text);

  // The set is all there is.
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  [[nodiscard]] const std::set<Outcome>& outcomes() const { return outcomes_; }

  [[nodiscard]] explore::Verdict judge(const Outcome& outcome) const;
  // The least lateness beyond the usual, in milliseconds, with which the outcome is legal; nothing: it never
  // is.
  [[nodiscard]] std::optional<int> lateness_for(const Outcome& outcome) const;
  // What is printed in one course of time (scheduler/course.h).
  [[nodiscard]] Outcome draw(std::uint64_t course) const;

 private:
  [[nodiscard]] explore::Verdict follow(const Outcome& outcome, const engine::RunOptions& options) const;

  explore::test::Subject subject_;
  std::set<Outcome> outcomes_;
  bool exhausted_ = false;
};

}  // namespace asyncq::test
