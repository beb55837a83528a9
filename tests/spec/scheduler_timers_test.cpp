// Node, lib/internal/timers.js: Timeout, insert, processTimers, listOnTimeout; src/env.cc: RunTimers.

#include "scheduler/timer_table.h"
#include "tests/support/catch.h"
#include "tests/unit/scheduler/world.h"

using namespace asyncq::scheduler;
using asyncq::scheduler::test::World;

TEST_CASE("R3.1 delay: what is not in [1, 2^31 - 1] counts as 1, fractions are cut off", "[scheduler]") {
  const auto timer_duration = [](double delay) {
    return timer_delay(delay, *find_policy("node24")).duration_ms;
  };
  CHECK(timer_duration(0) == 1);
  CHECK(timer_duration(-5) == 1);
  CHECK(timer_duration(0.5) == 1);
  CHECK(timer_duration(std::numeric_limits<double>::quiet_NaN()) == 1);
  CHECK(timer_duration(test::kAny) == 1);
  CHECK(timer_duration(2147483648.0) == 1);
  CHECK(timer_duration(2147483647.0) == 2147483647);
  CHECK(timer_duration(1.9) == 1);
  CHECK(timer_duration(10.99) == 10);
}

TEST_CASE("R3.1 delay: before Node 11.15 a fraction makes a list of its own, later than the whole",
          "[scheduler]") {
  World world(*find_policy("node10"));
  CHECK(world.run([&] {
    world.timeout("1.9", 1.9);
    world.timeout("1", 1);
    world.timeout("1.9b", 1.9);
  }) == "1 1.9 1.9b");
}

TEST_CASE("R3.3 pass: lists that become due meanwhile run in the same pass up to Node 10", "[scheduler]") {
  const auto order = [](std::string_view runtime) {
    World world(*find_policy(runtime));
    return world.run([&] {
      world.timeout("20", 20);
      world.timeout("A", 10, [&] {
        world.immediate("immediate");
        world.busy(60);
      });
    });
  };
  CHECK(order("node10") == "A 20 immediate");
  CHECK(order("node11") == "A immediate 20");
}

TEST_CASE("R3.1 delay: 0 and 1 are one list, in order of insertion", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.timeout("one", 1);
    world.timeout("zero", 0);
    world.timeout("nan", std::numeric_limits<double>::quiet_NaN());
  }) == "one zero nan");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R3.2 lists: timers run by expiry where durations are far apart", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.timeout("30", 30);
    world.timeout("10", 10);
    world.timeout("20", 20);
    world.timeout("10b", 10);
  }) == "10 10b 20 30");
  CHECK_FALSE(world.met_choice());
  CHECK(world.elapsed_ms() == 30);
}

TEST_CASE("R3.2 lists: a due list is worked off before the next, also timers that expire later",
          "[scheduler]") {
  const auto program = [](World& world) {
    return [&world] {
      world.timeout("A100", 100);
      world.timeout("B110", 110);
      world.busy(50);
      world.timeout("C100", 100);
      world.timeout("D20", 20);
      world.busy(150);
    };
  };
  World lists;
  CHECK(lists.run(program(lists)) == "D20 A100 C100 B110");
  CHECK_FALSE(lists.met_choice());

  Policy policy = *find_policy("node24");
  policy.timer_order = TimerOrder::expiry;
  World by_expiry(policy);
  CHECK(by_expiry.run(program(by_expiry)) == "D20 A100 B110 C100");
}

TEST_CASE("R3.3 passes: what becomes due while a pass runs waits until after the immediates", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.timeout("A", 20, [&] {
      world.timeout("A.same20", 20);
      world.timeout("A.diff50", 50);
      world.immediate("A.imm");
      world.busy(100);
      world.log("A.end");
    });
    world.timeout("B20", 20);
    world.timeout("C60", 65);
    world.busy(30);
  }) == "A A.end B20 A.imm A.same20 C60 A.diff50");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R3.3 passes: a list that waits for its next timer loses ties to the others", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.timeout("A10", 10);
    world.busy(10);
    world.timeout("B10", 10);  // expires at 20, of a list that is armed anew after A10
    world.timeout("C10", 10);
    world.busy(0.5);
  }) == "A10 B10 C10");
  CHECK(world.run([&] {
    world.timeout("A20", 20, [&] { world.timeout("A20b", 20); });  // armed anew for 40, at 20
    world.timeout("B40", 40);
  }) == "A20 B40 A20b");
}

TEST_CASE("R3.3 passes: the handle fires 1 ms after a pass whose callbacks read the clock late",
          "[scheduler]") {
  // A's callback makes B overdue and then sets a timer, which refreshes the loop's clock.
  const auto program = [](World& world) {
    world.timeout("A", 10, [&world] {
      world.immediate("i0", [&world] { world.immediate("i1", [&world] { world.immediate("i2"); }); });
      world.busy(40);
      world.timeout("C", 60);
    });
    world.timeout("B", 20);
  };
  const std::vector<std::string> orders = test::all_orders(program);
  CHECK(orders == std::vector<std::string>{"A i0 B i1 i2 C", "A i0 i1 B i2 C", "A i0 i1 i2 B C"});
  // When nothing has read the clock since the pass began, B runs in the very next one.
  CHECK(test::all_orders([](World& world) {
          world.timeout("A", 10, [&world] {
            world.immediate("i0", [&world] { world.immediate("i1"); });
            world.busy(40);
          });
          world.timeout("B", 20);
        }) == std::vector<std::string>{"A i0 B i1"});
}

TEST_CASE("R3.4 start: busy time before the call counts", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.timeout("A", 20);
    world.busy(10);
    world.timeout("B", 5);
  }) == "B A");
  CHECK(world.elapsed_ms() == 20);
}

TEST_CASE("R3.5 interval: counted from the start of its callback", "[scheduler]") {
  World world;
  int beats = 0;
  TimerId interval = 0;
  const auto program = [&] {
    beats = 0;
    interval = world.interval("I", 100, [&] {
      world.busy(40);
      if (++beats == 3) world.loop().clear_timer(interval);
    });
  };
  CHECK(world.run(program) == "I I I");
  CHECK(world.elapsed_ms() == 340);

  Policy policy = *find_policy("node24");
  policy.interval_base = IntervalBase::callback_end;
  World from_end(policy);
  CHECK(from_end.run([&] {
    beats = 0;
    interval = from_end.interval("I", 100, [&] {
      from_end.busy(40);
      if (++beats == 3) from_end.loop().clear_timer(interval);
    });
  }) == "I I I");
  CHECK(from_end.elapsed_ms() == 420);
}

TEST_CASE("R3.5 interval: one that overruns beats once a pass, and catches up on nothing", "[scheduler]") {
  World world;
  int beats = 0;
  TimerId interval = 0;
  CHECK(world.run([&] {
    interval = world.interval("I", 50, [&] {
      world.busy(70);
      if (++beats == 3) world.loop().clear_timer(interval);
    });
    world.timeout("T100", 100);
    world.timeout("T160", 160);
  }) == "I T100 I T160 I");
}

TEST_CASE("R3.5 interval and chained timeouts of the same duration stay interleaved", "[scheduler]") {
  World world;
  int beats = 0;
  int links = 0;
  TimerId interval = 0;
  std::function<void()> link = [&] {
    world.timeout("T", 20, [&] {
      if (++links < 4) link();
    });
  };
  CHECK(world.run([&] {
    interval = world.interval("I", 20, [&] {
      if (++beats == 4) world.loop().clear_timer(interval);
    });
    link();
  }) == "I T I T I T I T");
}

TEST_CASE("R3.6 clearing is effective at once, in the same phase", "[scheduler]") {
  World world;
  TimerId second = 0;
  CHECK(world.run([&] {
    world.timeout("A", 1, [&] { world.loop().clear_timer(second); });
    second = world.timeout("B", 1);
    world.timeout("C", 1);
  }) == "A C");
  CHECK(world.run([&] {
    world.immediate("A", [&] { world.loop().clear_immediate(second); });
    second = world.immediate("B");
    world.immediate("C");
  }) == "A C");
  CHECK(world.run([&] {
    world.timeout("A", 1, [&] { world.micro("m", [&] { world.loop().clear_timer(second); }); });
    second = world.timeout("B", 1);
  }) == "A m");
}

TEST_CASE("R3.6 clearing: unknown, fired and cleared ids and other kinds have no effect", "[scheduler]") {
  World world;
  TimerId fired = 0;
  CHECK(world.run([&] {
    world.loop().clear_timer(0);
    world.loop().clear_timer(12345678901234567890u);
    const TimerId immediate = world.immediate("I");
    world.loop().clear_timer(immediate);
    const TimerId timer = world.timeout("T", 20);
    world.loop().clear_immediate(timer);
    fired = world.timeout("F", 10, [&] { world.loop().clear_timer(fired); });
    const TimerId cleared = world.timeout("X", 5);
    world.loop().clear_timer(cleared);
    world.loop().clear_timer(cleared);
  }) == "I F T");
}

TEST_CASE("R3.6 clearing empties a list while its timers run: a new timer makes a new list", "[scheduler]") {
  World world;
  TimerId second = 0;
  CHECK(world.run([&] {
    world.timeout("A", 10, [&] {
      world.loop().clear_timer(second);
      world.timeout("C", 10);
    });
    second = world.timeout("B", 10);
    world.timeout("D", 30);
  }) == "A C D");
}

TEST_CASE("R3.6 an interval that clears itself stops", "[scheduler]") {
  World world;
  TimerId interval = 0;
  CHECK(world.run([&] { interval = world.interval("I", 10, [&] { world.loop().clear_timer(interval); }); }) ==
        "I");
}

TEST_CASE("R3.6 references: only timers and immediates with one keep the loop alive", "[scheduler]") {
  World world;
  CHECK(world.run([&] { world.loop().set_timer_ref(world.timeout("T", 10), false); }) == "");
  CHECK(world.run([&] { world.loop().set_immediate_ref(world.immediate("I"), false); }) == "");
  CHECK(world.run([&] {
    world.loop().set_timer_ref(world.timeout("T", 10), false);
    world.timeout("U", 20);
  }) == "T U");
  CHECK(world.run([&] {
    const TimerId timer = world.timeout("T", 10);
    world.loop().set_timer_ref(timer, false);
    CHECK_FALSE(world.loop().timer_has_ref(timer));
    world.loop().set_timer_ref(timer, true);
    CHECK(world.loop().timer_has_ref(timer));
  }) == "T");
}

TEST_CASE("R3.6 refresh starts a timer from now", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    const TimerId timer = world.timeout("T", 20);
    world.timeout("A", 10, [&, timer] { world.loop().refresh_timer(timer, world.job("T'")); });
    world.timeout("B", 25);
  }) == "A B T'");
  int beats = 0;
  TimerId timer = 0;
  std::function<void()> again = [&] {
    if (++beats < 3) CHECK(world.loop().refresh_timer(timer, world.job("T", again)));
  };
  CHECK(world.run([&] { timer = world.timeout("T", 10, again); }) == "T T T");
  CHECK(world.elapsed_ms() == 30);
  CHECK_FALSE(world.loop().refresh_timer(timer, world.job("T")));
}

TEST_CASE("ids: never reused, also where slots are", "[scheduler]") {
  World world;
  world.run([&] {
    std::vector<TimerId> ids;
    for (int i = 0; i < 100; ++i) {
      const TimerId id = world.timeout("T", 10);
      CHECK(id != 0);
      CHECK(std::find(ids.begin(), ids.end(), id) == ids.end());
      ids.push_back(id);
      world.loop().clear_timer(id);
      CHECK_FALSE(world.loop().timer_active(id));
    }
  });
}
