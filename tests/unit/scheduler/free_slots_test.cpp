#include "scheduler/free_slots.h"

#include <random>
#include <set>

#include "tests/support/catch.h"

using asyncq::scheduler::FreeSlots;

TEST_CASE("free slots: always the smallest, as an ordered set gives them", "[scheduler]") {
  for (const std::uint32_t range : {50u, 5'000u, 400'000u}) {
    INFO(range);
    std::mt19937 random(range);
    FreeSlots slots;
    std::set<std::uint32_t> expected;
    bool same = true;
    for (int step = 0; step < 30'000; ++step) {
      const auto slot = static_cast<std::uint32_t>(random() % range);
      if (random() % 2 == 0 && expected.insert(slot).second) {
        slots.add(slot);
      } else if (!expected.empty()) {
        same = same && slots.take_first() == *expected.begin();
        expected.erase(expected.begin());
      }
      same = same && slots.empty() == expected.empty();
    }
    CHECK(same);
  }
}

TEST_CASE("free slots: the greatest slot there can be", "[scheduler]") {
  FreeSlots slots;
  CHECK(slots.empty());
  slots.add(3);
  slots.add(1'000'000'000);
  CHECK(slots.take_first() == 3);
  CHECK(slots.take_first() == 1'000'000'000);
  CHECK(slots.empty());
  slots.add(7);
  CHECK(slots.take_first() == 7);
}
