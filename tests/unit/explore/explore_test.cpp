#include "explore/explore.h"

#include <algorithm>

#include "explore/follow.h"
#include "explore/races.h"
#include "explore/token.h"
#include "tests/support/catch.h"
#include "tests/unit/explore/subject.h"

using namespace asyncq;
using namespace asyncq::explore;
using explore::test::outputs;
using explore::test::subject;

namespace {

const char* const kTimerAndImmediate =
    "setTimeout(() => console.log('timer'), 0);\n"
    "setImmediate(() => console.log('immediate'));\n";

std::string print_timers(const std::vector<int>& delays) {
  std::string text;
  for (const int ms : delays)
    text += "setTimeout(() => console.log(" + std::to_string(ms) + "), " + std::to_string(ms) + ");\n";
  return text;
}

}  // namespace

TEST_CASE("a determined program has one order", "[explore]") {
  const Orders orders = subject("setTimeout(() => console.log('b')); console.log('a');").orders();
  CHECK(outputs(orders) == std::vector<std::string>{"a b"});
  CHECK(orders.exhausted());
  CHECK(orders.runs == 1);
  CHECK(orders.orders[0].choices.empty());
}

TEST_CASE("numbers that are drawn leave the set open, and refute nothing", "[explore]") {
  const auto drawn = subject("if (Math.random() < 2) setTimeout(() => console.log('a'), Math.random());");
  const Orders orders = drawn.orders();
  CHECK(outputs(orders) == std::vector<std::string>{"a"});
  CHECK(orders.shortfall == Shortfall::random);
  CHECK_FALSE(orders.orders[0].outcome.determined);
  CHECK(orders.orders[0].outcome.random_at == support::SourcePosition{1, 10});
  CHECK(follow(drawn.program, drawn.options, {"a"}).verdict == Verdict::legal);
  CHECK(follow(drawn.program, drawn.options, {"b"}).verdict == Verdict::unknown);
}

TEST_CASE("each order once, the nominal course first", "[explore]") {
  const auto racy = subject(kTimerAndImmediate);
  const Orders orders = racy.orders();
  CHECK(orders.exhausted());
  CHECK(outputs(orders) == std::vector<std::string>{"immediate timer", "timer immediate"});
  CHECK(orders.orders[0].outcome.bytes(trace::Stream::out) ==
        engine::run(racy.program, racy.options).bytes(trace::Stream::out));
}

TEST_CASE("the choices of an order replay it", "[explore]") {
  const auto racy = subject(print_timers({3, 2, 1}) + "setImmediate(() => console.log('i'));");
  const Orders orders = racy.orders();
  REQUIRE(orders.orders.size() > 3);
  for (const Order& order : orders.orders) {
    CHECK(replay(racy.program, racy.options, order.choices).bytes(trace::Stream::out) ==
          order.outcome.bytes(trace::Stream::out));
  }
}

TEST_CASE("gaps of 5 ms are no race", "[explore]") {
  CHECK(outputs(print_timers({1, 6, 11})) == std::vector<std::string>{"1 6 11"});
}

TEST_CASE("a program with more orders than the budget allows is not exhausted", "[explore]") {
  const auto racy = subject(print_timers({5, 4, 3, 2}));
  const Orders few = racy.orders({.max_orders = 2});
  CHECK(few.shortfall == Shortfall::orders);
  CHECK(few.orders.size() == 2);
  CHECK(racy.orders({.max_states = 3}).shortfall == Shortfall::states);
  CHECK(racy.orders({.max_steps = 1}).shortfall == Shortfall::steps);
  CHECK(racy.orders().exhausted());
}

TEST_CASE("a run that never ends makes the set unknown", "[explore]") {
  const Orders orders = subject(std::string(kTimerAndImmediate) + "setInterval(() => {}, 1);").orders();
  CHECK(orders.shortfall != Shortfall::none);
  CHECK(orders.orders.size() >= 1);
}

TEST_CASE("orders that differ in the exit code only", "[explore]") {
  const auto racy = subject(
      "let first = null;\n"
      "setTimeout(() => { first = first || 'timer'; }, 0);\n"
      "setImmediate(() => { first = first || 'immediate'; });\n"
      "process.on('exit', () => { process.exitCode = first === 'timer' ? 3 : 4; });\n");
  CHECK(racy.orders().orders.size() == 1);
  CHECK(explore_all(racy.program, racy.options, {}, Distinct::output_and_exit_code).orders.size() == 2);
}

TEST_CASE("races are told with their places", "[explore]") {
  const auto racy = subject(kTimerAndImmediate);
  for (const Order& order : racy.orders().orders) {
    const std::vector<Race> races = races_of(racy.program, racy.options, order.choices);
    REQUIRE_FALSE(races.empty());
    CHECK(races[0].kind == trace::ChoiceKind::timer_due);
    const bool timer_won = order.outcome.bytes(trace::Stream::out) == "timer\nimmediate\n";
    CHECK(races[0].won.queue == (timer_won ? trace::Queue::timer : trace::Queue::immediate));
    CHECK(races[0].won.at.line == (timer_won ? 1 : 2));
    CHECK(races[0].lost.at.line == (timer_won ? 2 : 1));
  }
}

TEST_CASE("the lateness of a run decides what races", "[explore]") {
  auto racy = subject(print_timers({12, 1}));
  CHECK(outputs(racy.orders()).size() == 1);
  racy.options.lateness.jitter_us = 20'000;
  CHECK(outputs(racy.orders()).size() == 2);
}
