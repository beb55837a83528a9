#include "tests/support/catch.h"
#include "tests/unit/scheduler/world.h"

using namespace asyncq::scheduler;
using asyncq::scheduler::test::World;

TEST_CASE("uv__async_io: a wake-up runs in the poll phase, before immediates, with a drain after it") {
  World world;
  const std::string log = world.run([&] {
    world.immediate("immediate");
    world.loop().enqueue_wakeup(world.job("wake-up",
                                          [&] {
                                            world.micro("micro");
                                            world.tick("tick");
                                          }),
                                Wakeup::this_turn);
    world.loop().enqueue_wakeup(world.job("second"), Wakeup::this_turn);
  });
  CHECK(log == "wake-up tick micro second immediate");
}

TEST_CASE(
    "uv__async_io: the poll phase in course takes up wake-ups of this turn, the next one those of the next") {
  World world;
  const std::string log = world.run([&] {
    world.immediate("immediate", [&] { world.immediate("later immediate"); });
    world.loop().enqueue_wakeup(
        world.job("first",
                  [&] {
                    world.loop().enqueue_wakeup(world.job("next turn"), Wakeup::next_turn);
                    world.loop().enqueue_wakeup(world.job("this turn"), Wakeup::this_turn);
                  }),
        Wakeup::this_turn);
  });
  CHECK(log == "first this turn immediate next turn later immediate");
}

TEST_CASE("uv_loop_alive: a wake-up does not keep the loop alive, a held loop waits for it") {
  World world;
  CHECK(world.run([&] { world.loop().enqueue_wakeup(world.job("never"), Wakeup::this_turn); }) == "");
  World held;
  CHECK(held.run([&] {
    held.loop().hold_loop();
    held.loop().enqueue_wakeup(held.job("wake-up", [&] { held.loop().release_loop(); }), Wakeup::this_turn);
  }) == "wake-up");
}
