#include "scheduler/time_model.h"

#include "tests/support/catch.h"

using namespace asyncq::scheduler;

namespace {

void check(Bounds bounds, std::int64_t least, std::int64_t most) {
  CHECK(bounds.least == least);
  CHECK(bounds.most == most);
}

}  // namespace

TEST_CASE("time model: rule 1, readings of one callback differ by at most jitter", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading a = clock.read();
  const Reading b = clock.read();
  check(clock.direct(a, b), 0, 4);
  check(clock.direct(b, a), -4, 0);
  check(clock.direct(a, a), 0, 0);
}

TEST_CASE("time model: rule 1, drift adds up over callbacks", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading a = clock.read();
  for (int i = 0; i < 9; ++i) clock.begin_callback();
  check(clock.direct(a, clock.read()), 0, 4);
  clock.begin_callback();
  check(clock.direct(a, clock.read()), 0, 5);
}

TEST_CASE("time model: rule 2, busy code ends at most 1 ms early", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading a = clock.read();
  clock.advance_us(10'000);
  check(clock.direct(a, clock.read()), 9, 14);
  clock.advance_us(500);
  CHECK(clock.read().nominal_ms() == 10);
  CHECK(clock.now_us() == 10'500);
}

TEST_CASE("time model: rule 3, a sleep is shorter by what the earlier reading was late", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading a = clock.read();
  clock.sleep_until({10'000, 10'000}, 0);
  check(clock.direct(a, clock.read()), 6, 14);
  clock.sleep_until({12'000, 12'000}, 0);
  const Reading b = clock.read();
  clock.sleep_until({13'000, 13'000}, 0);
  check(clock.direct(b, clock.read()), 0, 5);
  CHECK(clock.now_us() == 13'000);
  clock.sleep_until({5'000, 5'000}, 0);
  CHECK(clock.now_us() == 13'000);
}

TEST_CASE("time model: rule 4, a timer is never early", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading start = clock.read();
  const Reading other = clock.read();
  clock.sleep_until({10'000, 10'000}, 0);
  const Reading now = clock.read();
  CHECK(clock.passed(start, now, 10) == Answer::open);
  clock.settle_wake(start, now, {10, 14});
  CHECK(clock.passed(start, now, 10) == Answer::yes);
  CHECK(clock.passed(other, now, 10) == Answer::open);
  CHECK(clock.passed(other, now, 6) == Answer::yes);
  CHECK(clock.passed(other, now, 15) == Answer::no);
}

TEST_CASE("time model: rule 5, an unknown latency leaves later readings open", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading start = clock.read();
  clock.sleep_until({0, 0}, 1'000'000);
  const Reading woken = clock.read();
  check(clock.direct(start, woken), 0, 1'000'004);
  check(clock.direct(woken, clock.read()), 0, 4);
  clock.sleep_until({50'000, 50'000}, 0);  // by a timer from the start: woken may have been as late as that
  CHECK(clock.direct(woken, clock.read()).least == 0);
}

TEST_CASE("time model: rule 6, what is settled narrows everything that depends on it", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading a = clock.read();
  const Reading b = clock.read();
  const Reading c = clock.read();
  clock.settle(a, b, {3, kUnbounded});
  check(clock.difference(a, b), 3, 4);
  check(clock.difference(b, c), 0, 1);
  check(clock.difference(a, c), 3, 4);
  CHECK(clock.passed(a, c, 3) == Answer::yes);
  clock.settle(b, c, {1, 1});
  check(clock.difference(a, b), 3, 3);
  check(clock.difference(c, a), -4, -4);
}

TEST_CASE("time model: without lateness nothing races", "[scheduler]") {
  Clock clock({0, 0});
  const Reading a = clock.read();
  const Reading b = clock.read();
  check(clock.direct(a, b), 0, 0);
  clock.sleep_until({7'000, 7'000}, 0);
  check(clock.direct(a, clock.read()), 7, 7);
}

TEST_CASE("time model: the clock stops at its greatest value", "[scheduler]") {
  Clock clock({4000, 100});
  for (int i = 0; i < 3; ++i) clock.advance_us(std::int64_t{1} << 62);
  CHECK(clock.now_us() > 0);
  clock.sleep_until({std::int64_t{1} << 62, std::int64_t{1} << 62}, kUnbounded);
  CHECK(clock.now_us() > 0);
  clock.advance_us(-5);
  CHECK(clock.now_us() > 0);
}

TEST_CASE("time model: costs move the loop's hand, and the first of a kind for certain", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading start = clock.read();
  clock.spend(Cost::write);
  const Reading written = clock.read();
  CHECK(clock.now_us() == 0);
  check(clock.direct(start, written), 1, 7);
  for (int i = 0; i < 50; ++i) clock.spend(Cost::write);
  check(clock.direct(written, clock.read()), 0, 6);
  clock.sleep_until({10'000, 10'000}, 0);
  CHECK(clock.now_us() == 10'000);
  CHECK(clock.read().nominal_ms() == 10);
}

TEST_CASE("time model: a computation takes time that nobody knows well", "[scheduler]") {
  Clock clock({4000, 100});
  const Reading start = clock.read();
  clock.compute(101'000'000);
  check(clock.direct(start, clock.read()), 12, 212);
  CHECK(clock.now_us() == 0);
}
