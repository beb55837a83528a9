// Which orders the model of time (scheduler/time_model.h) leaves open, and which it does not.

#include <algorithm>

#include "tests/support/catch.h"
#include "tests/unit/scheduler/world.h"

using namespace asyncq::scheduler;
using asyncq::scheduler::test::all_orders;
using asyncq::scheduler::test::kAny;
using asyncq::scheduler::test::World;

namespace {

using Orders = std::vector<std::string>;

bool contains(const Orders& orders, const std::string& order) {
  return std::find(orders.begin(), orders.end(), order) != orders.end();
}

std::string by_default(const std::function<void(World&)>& program) {
  World world;
  return world.run([&] { program(world); });
}

}  // namespace

TEST_CASE("races: a timeout of 0 and an immediate, from the main program", "[scheduler]") {
  const auto program = [](World& world) {
    world.immediate("I");
    world.timeout("T", 0);
  };
  CHECK(all_orders(program) == Orders{"I T", "T I"});
  CHECK(by_default(program) == "I T");
}

TEST_CASE("races: the first write takes longer than a timeout of 0", "[scheduler]") {
  const auto program = [](World& world) {
    world.immediate("I");
    world.timeout("T", 0);
    world.loop().spend(Cost::write);
  };
  CHECK(all_orders(program) == Orders{"T I"});
}

TEST_CASE("races: fifteen writes usually take longer than half a millisecond", "[scheduler]") {
  const auto program = [](World& world) {
    world.loop().spend(Cost::write);
    world.immediate("I");
    world.timeout("T", 0);
    for (int i = 0; i < 15; ++i) world.loop().spend(Cost::write);
  };
  CHECK(all_orders(program) == Orders{"I T", "T I"});
  CHECK(by_default(program) == "T I");
}

TEST_CASE("races: an operation usually takes longer than it must", "[scheduler]") {
  const auto program = [](World& world) {
    world.loop().start_operation(world.job("O"), {0, 2, 1.2});
    world.timeout("T", 1);
  };
  CHECK(all_orders(program) == Orders{"O T", "T O"});
  CHECK(by_default(program) == "T O");
}

TEST_CASE("races: a timeout of 0 and an immediate, from an immediate", "[scheduler]") {
  const auto program = [](World& world) {
    world.immediate("A", [&world] {
      world.timeout("T", 0);
      world.immediate("I");
    });
  };
  CHECK(all_orders(program) == Orders{"A I T", "A T I"});
}

TEST_CASE("races: a timer of 5 ms and an immediate do not race", "[scheduler]") {
  CHECK(all_orders([](World& world) {
          world.timeout("T", 5);
          world.immediate("I");
        }) == Orders{"I T"});
}

TEST_CASE("races: timers 1 ms apart, the longer one set first", "[scheduler]") {
  CHECK(all_orders([](World& world) {
          world.timeout("2", 2);
          world.timeout("1", 1);
        }) == Orders{"1 2", "2 1"});
  CHECK(all_orders([](World& world) {
          world.timeout("1", 1);
          world.timeout("2", 2);
        }) == Orders{"1 2"});
  const Orders neighbours = all_orders([](World& world) {
    world.timeout("11", 11);
    world.timeout("10", 10);
    world.timeout("12", 12);
    world.timeout("9", 9);
  });
  for (const char* seen :
       {"9 10 11 12", "10 9 11 12", "9 11 10 12", "11 9 10 12", "11 10 9 12", "10 11 12 9"}) {
    CHECK(contains(neighbours, seen));
  }
  CHECK_FALSE(contains(neighbours, "12 9 10 11"));  // 12 was set after 10 and 11
}

TEST_CASE("races: gaps of 5 ms are in order", "[scheduler]") {
  CHECK(all_orders([](World& world) {
          world.timeout("15", 15);
          world.timeout("10", 10);
          world.timeout("5", 5);
          world.timeout("1", 0);
        }).size() == 2);  // only 5 and 1 are nearer than that
  CHECK(all_orders([](World& world) {
          world.timeout("20", 20);
          world.timeout("15", 15);
          world.timeout("10", 10);
          world.timeout("5", 5);
        }) == Orders{"5 10 15 20"});
  CHECK(all_orders([](World& world) {
          world.timeout("a", 10, [&world] { world.timeout("b", 10); });
          world.timeout("c", 30);
        }) == Orders{"a b c"});
}

TEST_CASE("races: equal expiry, 10 ms now and 5 ms after 5 ms of busy code", "[scheduler]") {
  CHECK(all_orders([](World& world) {
          world.timeout("10@0", 10);
          world.busy(5);
          world.timeout("5@5", 5);
        }) == Orders{"10@0 5@5", "5@5 10@0"});
}

TEST_CASE("races: timers of one list may be split by an immediate, never swapped", "[scheduler]") {
  CHECK(all_orders([](World& world) {
          world.timeout("A", 1);
          world.timeout("B", 1);
          world.immediate("I");
        }) == Orders{"A B I", "A I B", "I A B"});
  CHECK(all_orders([](World& world) {
          world.timeout("A", 1);
          world.timeout("B", 1);
        }) == Orders{"A B"});
}

TEST_CASE("races: a timer of one list may slip behind a list that a callback made", "[scheduler]") {
  const Orders orders = all_orders([](World& world) {
    world.timeout("A", 10, [&world] { world.timeout("C", 1); });
    world.timeout("B", 10);
  });
  CHECK(orders == Orders{"A B C", "A C B"});
}

TEST_CASE("races: an interval and timeouts at its beats", "[scheduler]") {
  const Orders orders = all_orders([](World& world) {
    auto beats = std::make_shared<int>(0);
    auto interval = std::make_shared<TimerId>(0);
    world.timeout("20", 20);
    *interval = world.interval("i", 10, [&world, beats, interval] {
      if (++*beats == 3) world.loop().clear_timer(*interval);
    });
    world.timeout("20b", 20);
    world.timeout("30", 30);
  });
  CHECK(contains(orders, "i 20 20b i 30 i"));
  CHECK(contains(orders, "i 20 20b i i 30"));
  for (const std::string& order : orders) CHECK(order.starts_with("i 20"));
}

TEST_CASE("races: operations of unknown latency complete in any order", "[scheduler]") {
  const auto reads = [](int count) {
    return [count](World& world) {
      for (int i = 0; i < count; ++i) world.operation(std::string(1, static_cast<char>('A' + i)), 0, kAny);
    };
  };
  CHECK(all_orders(reads(2)) == Orders{"A B", "B A"});
  CHECK(all_orders(reads(5)).size() == 120);
  CHECK(by_default(reads(12)) == "A B C D E F G H I J K L");
}

TEST_CASE("races: latencies that overlap, and that do not", "[scheduler]") {
  const auto two = [](double a_min, double a_max, double b_min, double b_max) {
    return all_orders([=](World& world) {
      world.operation("A", a_min, a_max);
      world.operation("B", b_min, b_max);
    });
  };
  CHECK(two(5, 20, 10, 30) == Orders{"A B", "B A"});
  CHECK(two(10, 10, 5, 5) == Orders{"B A"});
  CHECK(two(5, 10, 20, 30) == Orders{"A B"});
  CHECK(two(10, 10, 10, 10) == Orders{"A B", "B A"});
}

TEST_CASE("races: an operation of unknown latency against timers and what it starts", "[scheduler]") {
  CHECK(all_orders([](World& world) {
          world.operation("O", 0, kAny, [&world] { world.timeout("O10", 10); });
          world.timeout("T", 100);
        }) == Orders{"O O10 T", "O T O10", "T O O10"});
}

TEST_CASE("races: a short operation, an immediate and a timeout of 0", "[scheduler]") {
  const auto program = [](World& world) {
    world.operation("S", 0, 1);
    world.immediate("I");
  };
  CHECK(all_orders(program) == Orders{"I S", "S I"});
  CHECK(by_default(program) == "I S");
  const Orders orders = all_orders([&](World& world) {
    program(world);
    world.timeout("T", 0);
  });
  for (const char* seen : {"I T S", "S I T", "T S I"}) CHECK(contains(orders, seen));
}

TEST_CASE("races: what has been settled stays settled", "[scheduler]") {
  // If 2 expires before 1, the clock went on between the two calls; then it cannot have stood still between
  // them for 1b, which was set after.
  const Orders orders = all_orders([](World& world) {
    world.timeout("2", 2);
    world.timeout("1", 1, [&world] { world.immediate("I"); });
    world.timeout("1b", 1);
  });
  for (const std::string& order : orders) CHECK(order.find("1b") > order.find("1"));
  CHECK_FALSE(contains(orders, "1b 1 2 I"));
  CHECK(contains(orders, "2 1 1b I"));
  CHECK(contains(orders, "1 I 2 1b"));
}

TEST_CASE("races: jitter is a setting", "[scheduler]") {
  const auto program = [](World& world) {
    world.timeout("7", 7);
    world.timeout("1", 1);
  };
  SchedulerOptions none;
  none.lateness = {0, 0};
  CHECK(all_orders(program) == Orders{"1 7"});
  SchedulerOptions slow;
  slow.lateness = {6000, 0};
  CHECK(all_orders(program, *find_policy("node24"), slow) == Orders{"1 7", "7 1"});
  CHECK(all_orders(
            [](World& world) {
              world.timeout("T", 1);
              world.immediate("I");
            },
            *find_policy("node24"), none) == Orders{"I T"});
}
