// libuv, src/unix/core.c: uv_run; Node, src/env.cc: CheckImmediate, lib/internal/timers.js: processImmediate.

#include "tests/support/catch.h"
#include "tests/unit/scheduler/world.h"

using namespace asyncq::scheduler;
using asyncq::scheduler::test::World;

TEST_CASE("R4.1 phases: timers, poll, check, close", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.close("close");
    world.immediate("check");
    world.operation("poll", 0, 0);
    world.timeout("timer", 1);
    world.busy(10);
  }) == "timer poll check close");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.2 phases: a timer that is due as the loop starts comes before immediates", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.immediate("I");
    world.timeout("T", 0);
    world.busy(5);
  }) == "T I");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.3 phases: from a timer or an I/O callback, an immediate comes before a timeout of 0",
          "[scheduler]") {
  World world;
  const auto both = [&] {
    world.timeout("T", 0);
    world.immediate("I");
  };
  CHECK(world.run([&] { world.timeout("A", 10, both); }) == "A I T");
  CHECK_FALSE(world.met_choice());
  CHECK(world.run([&] { world.operation("O", 10, 10, both); }) == "O I T");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.3 phases: from an immediate, a timeout that is due comes before the next immediate",
          "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.immediate("A", [&] {
      world.timeout("T", 0);
      world.immediate("I");
      world.busy(5);
    });
  }) == "A T I");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.4 phases: immediates of the check phase wait for the next iteration", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.immediate("A", [&] {
      world.immediate("A'");
      world.close("c");
    });
    world.immediate("B");
  }) == "A B c A'");
}

TEST_CASE("R4.5 phases: an operation that is complete comes before immediates", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.operation("O", 1, 1);
    world.immediate("I");
    world.timeout("T", 0);
    world.busy(10);
  }) == "T O I");
  CHECK_FALSE(world.met_choice());
  CHECK(world.run([&] {
    world.operation("O", 10, 10);
    world.immediate("I", [&] { world.immediate("J"); });
  }) == "I J O");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.5 phases: operations and timers, each after its time", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.operation("O30", 30, 30);
    world.operation("O10", 10, 10);
    world.timeout("T20", 20);
  }) == "O10 T20 O30");
  CHECK(world.elapsed_ms() == 30);
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.6 phases: close callbacks run after the immediates, the last closed first", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.close("C1", [&] {
      world.tick("C1.t");
      world.close("C4");
    });
    world.close("C2", [&] { world.tick("C2.t"); });
    world.immediate("I");
  }) == "I C2 C2.t C1 C1.t C4");
}

TEST_CASE("R4.7 phases: messages come in the poll phase, in order, microtasks between", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.operation("msg1", 0, 0, [&] { world.micro("m1"); });
    world.operation("msg2", 0, 0, [&] { world.micro("m2"); });
    world.immediate("I");
  }) == "msg1 m1 msg2 m2 I");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.7 phases: a message posted by a message waits for the next iteration", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.operation("msg1", 0, 0, [&] {
      world.operation("msg2", 0, 0);
      world.immediate("I");
    });
  }) == "msg1 I msg2");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R4.9 entry: a body that runs in the poll phase sees its immediates before any timer",
          "[scheduler]") {
  Policy policy = *find_policy("node24");
  policy.entry_point = EntryPoint::poll_phase;
  World world(policy);
  CHECK(world.run([&] {
    world.timeout("T", 0);
    world.immediate("I");
    world.busy(20);
  }) == "I T");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("loop: held and released", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.loop().hold_loop();
    world.loop().set_timer_ref(world.timeout("T", 10, [&] { world.loop().release_loop(); }), false);
  }) == "T");
  CHECK_FALSE(world.loop().blocked_for_ever());
  CHECK(world.run([&] { world.loop().hold_loop(); }) == "");
  CHECK(world.loop().blocked_for_ever());
}

TEST_CASE("loop: a program that spins until a timer fires sees it fire", "[scheduler]") {
  World world;
  bool fired = false;
  std::uint64_t turns = 0;
  std::function<void()> spin = [&] {
    ++turns;
    if (!fired) world.immediate("", spin);
  };
  CHECK(world.run([&] {
    world.timeout("T", 10, [&] { fired = true; });
    spin();
  }) == "T");
  CHECK(turns < 20'000);
  CHECK(world.met_choice());
}

TEST_CASE("loop: where it is", "[scheduler]") {
  using asyncq::trace::Phase;
  using asyncq::trace::Queue;
  World world;
  std::vector<std::pair<Phase, Queue>> seen;
  const auto note = [&] { seen.emplace_back(world.loop().current_phase(), world.loop().current_queue()); };
  world.run([&] {
    note();
    world.tick("", note);
    world.timeout("", 1, [&] {
      note();
      world.micro("", note);
      world.operation("", 1, 1, note);
      world.immediate("", note);
      world.close("", note);
    });
  });
  CHECK(seen == std::vector<std::pair<Phase, Queue>>{{Phase::main, Queue::main},
                                                     {Phase::main, Queue::next_tick},
                                                     {Phase::timers, Queue::timer},
                                                     {Phase::timers, Queue::microtask},
                                                     {Phase::check, Queue::immediate},
                                                     {Phase::close, Queue::close},
                                                     {Phase::poll, Queue::poll}});
}
