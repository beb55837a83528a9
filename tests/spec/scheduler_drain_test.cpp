// Node, lib/internal/process/task_queues.js: processTicksAndRejections; src/api/callback.cc:
// InternalCallbackScope.

#include "tests/support/catch.h"
#include "tests/unit/scheduler/world.h"

using namespace asyncq::scheduler;
using asyncq::scheduler::test::World;

TEST_CASE("R2.1 drain: all ticks, then all microtasks, and again until both are empty", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.micro("m0", [&] {
      world.tick("t1", [&] { world.micro("m2"); });
      world.micro("m1");
    });
    world.tick("t0", [&] { world.tick("t0b"); });
    world.log("sync");
  }) == "sync t0 t0b m0 m1 t1 m2");
  CHECK_FALSE(world.met_choice());
}

TEST_CASE("R2.1 drain: ticks from a microtask wait until the microtask queue is empty", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.micro("m0", [&] {
      world.tick("t");
      world.micro("m1", [&] { world.micro("m2"); });
    });
  }) == "m0 m1 m2 t");
}

TEST_CASE("R2.2 drain: after every timer and every immediate", "[scheduler]") {
  World world;
  const auto both = [&](const std::string& name) {
    return [&world, name] {
      world.micro(name + ".m");
      world.tick(name + ".t");
    };
  };
  CHECK(world.run([&] {
    world.timeout("A1", 1, both("A1"));
    world.timeout("A2", 1, both("A2"));
    world.timeout("B", 20, both("B"));
  }) == "A1 A1.t A1.m A2 A2.t A2.m B B.t B.m");
  CHECK(world.run([&] {
    world.immediate("I1", both("I1"));
    world.immediate("I2", both("I2"));
  }) == "I1 I1.t I1.m I2 I2.t I2.m");
}

TEST_CASE("R2.2 drain: once for a whole list where a policy says so", "[scheduler]") {
  Policy policy = *find_policy("node24");
  policy.drain_point = DrainPoint::after_each_list;
  World world(policy);
  CHECK(world.run([&] {
    world.timeout("A1", 1, [&] { world.tick("A1.t"); });
    world.timeout("A2", 1, [&] { world.tick("A2.t"); });
    world.timeout("B", 20);
  }) == "A1 A2 A1.t A2.t B");
  CHECK(world.run([&] {
    world.immediate("I1", [&] { world.tick("I1.t"); });
    world.immediate("I2");
  }) == "I1 I2 I1.t");
}

TEST_CASE("R2.3 drain: an ES module's microtasks run before its ticks, the first time only", "[scheduler]") {
  World world(*find_policy("node24", true));
  CHECK(world.run([&] {
    world.tick("t1", [&] { world.micro("m3"); });
    world.tick("t2");
    world.micro("m1", [&] { world.micro("m2"); });
    world.timeout("T", 5, [&] {
      world.micro("T.m");
      world.tick("T.t");
    });
  }) == "m1 m2 t1 t2 m3 T T.t T.m");
}

TEST_CASE("R5.1 drain: rejections are looked at when both queues are empty, and again after what that ran",
          "[scheduler]") {
  World world;
  int rounds = 0;
  world.on_rejections = [&] {
    world.log("look");
    if (++rounds > 1) return Host::RejectionResult{};
    world.tick("handler.t");
    return Host::RejectionResult{true, JobResult::done};
  };
  CHECK(world.run([&] {
    world.tick("t");
    world.micro("m");
  }) == "t m look handler.t look");
}

TEST_CASE("R5.2 drain: a rejection that ends the process ends it before the loop turns", "[scheduler]") {
  World world;
  world.on_rejections = [] { return Host::RejectionResult{true, JobResult::stop}; };
  CHECK(world.run([&] {
    world.timeout("T", 0);
    world.immediate("I");
    world.tick("t");
    world.micro("m");
  }) == "t m");
  CHECK(world.stopped());
}

TEST_CASE("R5.4 stop: nothing runs after a job that ends the process", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.tick("t1", [&] { world.exit(); });
    world.tick("t2");
    world.micro("m");
    world.timeout("T", 0);
  }) == "t1");
  CHECK(world.run([&] {
    world.micro("m1", [&] { world.exit(); });
    world.micro("m2");
  }) == "m1");
  CHECK(world.run([&] {
    world.timeout("A", 1, [&] {
      world.tick("A.t");
      world.exit();
    });
    world.timeout("B", 1);
  }) == "A");
  CHECK(world.run([&] {
    world.immediate("I", [&] { world.exit(); });
    world.immediate("J");
  }) == "I");
  CHECK(world.run([&] {
    world.operation("O", 1, 1, [&] { world.exit(); });
    world.close("C", [&] { world.log("closed"); });
  }) == "C closed O");
  CHECK(world.stopped());
}

TEST_CASE("R5.5 a handled throw in the main program: ticks, microtasks, then timers", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.tick("t");
    world.micro("m");
    world.timeout("T", 1);
    world.raise();
  }) == "t m T");
}

TEST_CASE("R5.5 a handled throw in a timer: the next timer runs before the drain that is due",
          "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.timeout("A", 1, [&] {
      world.tick("A.t");
      world.micro("A.m");
      world.raise();
    });
    world.timeout("B", 1, [&] { world.tick("B.t"); });
    world.timeout("C", 1);
    world.immediate("I");
    world.busy(8);
  }) == "A B A.t B.t A.m C I");
}

TEST_CASE("R5.5 a handled throw in a tick of a timer: the next timer runs before the rest", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.timeout("A", 1, [&] {
      world.tick("t1", [&] { world.raise(); });
      world.tick("t2");
    });
    world.timeout("B", 1, [&] { world.tick("B.t"); });
    world.timeout("C", 1);
    world.busy(8);
  }) == "A t1 B t2 B.t C");
}

TEST_CASE("R5.5 a handled throw in a tick of the main program: the rest comes with the next callback",
          "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.tick("T1", [&] { world.raise(); });
    world.tick("T2");
    world.micro("m");
    world.timeout("T", 1);
    world.immediate("I");
    world.busy(8);
  }) == "T1 T T2 m I");
  CHECK(world.run([&] {
    world.tick("T1", [&] { world.raise(); });
    world.tick("T2");
    world.timeout("T", 100);
  }) == "T1 T2 T");
}

TEST_CASE("R5.5 a handled throw in a microtask: the microtasks go on, then the ticks", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.micro("Q1", [&] {
      world.tick("Q1.t");
      world.raise();
    });
    world.micro("Q2");
    world.timeout("T", 1);
  }) == "Q1 Q2 Q1.t T");
}

TEST_CASE("R5.5 a handled throw in an immediate: the next immediate runs before the drain", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.immediate("I1", [&] {
      world.tick("I1.t");
      world.micro("I1.m");
      world.raise();
    });
    world.immediate("I2");
    world.timeout("T", 40);
  }) == "I1 I2 I1.t I1.m T");
}

TEST_CASE("R5.5 a handled throw in the last immediate: those it queued run in the same phase",
          "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.immediate("I", [&] {
      world.tick("I.t");
      world.immediate("X");
      world.immediate("Y");
      world.raise();
    });
  }) == "I X I.t Y");
}

TEST_CASE("R5.5 a handled throw in an I/O callback: the check phase begins with the drain", "[scheduler]") {
  World world;
  CHECK(world.run([&] {
    world.operation("S", 1, 1, [&] {
      world.tick("S.t");
      world.timeout("T", 0);
      world.immediate("X");
      world.raise();
    });
  }) == "S S.t X T");
}

TEST_CASE("R5.6 the empty loop is reported, and again after each revival", "[scheduler]") {
  World world;
  int revivals = 0;
  world.on_empty = [&] {
    world.log("beforeExit");
    if (revivals++ < 2) world.timeout("T", 1, [&] { world.tick("T.t"); });
    world.tick("t");
    return Host::EmptyResult{true, JobResult::done};
  };
  CHECK(world.run([&] { world.immediate("I"); }) == "I beforeExit t T T.t beforeExit t T T.t beforeExit t");
  CHECK_FALSE(world.stopped());
}
