#include "scheduler/timer_table.h"

#include <random>
#include <vector>

#include "tests/support/catch.h"

using namespace asyncq::scheduler;

namespace {

Reading at_ms(std::int64_t milliseconds) {
  static std::uint64_t order = 0;
  Reading reading;
  reading.nominal_us = milliseconds * 1000;
  reading.order = ++order;
  return reading;
}

TimerDelay whole(std::int32_t duration_ms) {
  return {static_cast<double>(duration_ms), duration_ms};
}

}  // namespace

TEST_CASE("timer table: lists come by expiry, ties by id", "[scheduler]") {
  TimerTable table(TimerOrder::duration_lists);
  std::mt19937 random(7);
  for (int i = 0; i < 500; ++i) {
    const auto duration = static_cast<std::int32_t>(1 + random() % 10'000);
    const auto start = static_cast<std::int64_t>(random() % 10'000);
    table.add(Job{}, whole(duration), false, at_ms(start));
  }
  CHECK(table.waiting() == 500);
  std::int64_t last_expiry = -1;
  std::uint64_t last_id = 0;
  while (table.first_list() != kNoSlot) {
    const TimerList& list = table.list(table.first_list());
    const bool in_order = list.nominal_expiry_ms() > last_expiry ||
                          (list.nominal_expiry_ms() == last_expiry && list.id > last_id);
    CHECK(in_order);
    last_expiry = list.nominal_expiry_ms();
    last_id = list.id;
    const std::uint32_t slot = table.first_list();
    while (table.first_list() == slot) table.clear(table.list(slot).first);
  }
  CHECK(table.waiting() == 0);
  CHECK(table.references() == 0);
}

TEST_CASE("timer table: those near the first are found, and no others", "[scheduler]") {
  TimerTable table(TimerOrder::duration_lists);
  for (std::int32_t duration = 100; duration > 0; --duration)
    table.add(Job{}, whole(duration), false, at_ms(0));
  std::vector<std::uint32_t> near;
  table.lists_until(5, 64, near);
  CHECK(near.size() == 5);
  for (const std::uint32_t list : near) CHECK(table.list(list).duration_ms <= 5);
  table.lists_until(1000, 64, near);
  CHECK(near.size() == 64);
}

TEST_CASE("timer table: two million timers in a row take the memory of one", "[scheduler]") {
  TimerTable table(TimerOrder::duration_lists);
  table.add(Job{}, whole(1), false, at_ms(0));
  std::size_t bytes = 0;
  for (int i = 0; i < 2'000'000; ++i) {
    const std::uint32_t list = table.first_list();
    table.begin_list(list);
    const std::uint32_t timer = table.list(list).first;
    table.begin_callback(timer);
    table.add(Job{}, whole(1), false, at_ms(i));
    table.end_callback(timer);
    table.rearm(list, table.timer(table.list(list).first).start, 1);
    table.end_list(list);
    if (i == 10) bytes = table.bytes_used();
  }
  CHECK(table.bytes_used() == bytes);
  CHECK(table.waiting() == 1);
}
