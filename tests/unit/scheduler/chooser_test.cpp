#include "scheduler/chooser.h"

#include <set>

#include "tests/support/catch.h"

using namespace asyncq::scheduler;

namespace {

ChoicePoint of(std::uint32_t alternatives) {
  ChoicePoint point;
  point.alternatives = alternatives;
  return point;
}

}  // namespace

TEST_CASE("chooser: replay takes the sequence, then the nominal course", "[scheduler]") {
  ReplayChooser chooser({1, 9, 0, 2});
  CHECK(chooser.choose(of(2)) == 1);
  CHECK(chooser.choose(of(4)) == 3);
  CHECK(chooser.choose(of(2)) == 0);
  CHECK(chooser.choose(of(3)) == 2);
  CHECK(chooser.choose(of(3)) == 0);
  CHECK(chooser.met() == 5);
}

TEST_CASE("chooser: a seed is a sequence, in range and not constant", "[scheduler]") {
  SeededChooser first(42);
  SeededChooser again(42);
  SeededChooser other(43);
  std::set<std::uint32_t> seen;
  bool differs = false;
  for (int i = 0; i < 200; ++i) {
    const std::uint32_t taken = first.choose(of(5));
    CHECK(taken < 5);
    CHECK(again.choose(of(5)) == taken);
    differs = differs || other.choose(of(5)) != taken;
    seen.insert(taken);
  }
  CHECK(seen.size() == 5);
  CHECK(differs);
}

TEST_CASE("chooser: exhaustive visits every leaf of an uneven tree once", "[scheduler]") {
  ExhaustiveChooser chooser;
  std::set<std::vector<std::uint32_t>> leaves;
  int runs = 0;
  do {
    ++runs;
    std::vector<std::uint32_t> path = {chooser.choose(of(3))};
    if (path[0] == 1) path.push_back(chooser.choose(of(2)));
    if (path[0] == 2) {
      path.push_back(chooser.choose(of(4)));
      path.push_back(chooser.choose(of(2)));
    }
    CHECK(chooser.choices() == path);
    leaves.insert(path);
  } while (chooser.next_run());
  CHECK(runs == 1 + 2 + 8);
  CHECK(leaves.size() == 11);
}

TEST_CASE("chooser: exhaustive runs once where there is no choice", "[scheduler]") {
  ExhaustiveChooser chooser;
  CHECK_FALSE(chooser.next_run());
}
