// Simulated input and output with known, bounded and unknown latencies.

#include <algorithm>
#include <numeric>

#include "explore/explore.h"
#include "explore/follow.h"
#include "tests/differential/race_programs.h"
#include "tests/support/catch.h"
#include "tests/support/effort.h"
#include "tests/unit/explore/subject.h"

using namespace asyncq;
using namespace asyncq::explore;
using explore::test::brute_force;
using explore::test::outputs;
using explore::test::subject;
using explore::test::with_io;
using Lines = std::vector<std::string>;

namespace {

// Operations that print their names: "a 5, 20" is a with these arguments behind its callback.
std::string reads(const std::vector<std::pair<std::string, std::string>>& operations) {
  std::string text;
  for (const auto& [name, latency] : operations) {
    const std::string arguments = latency.empty() ? "" : ", " + latency;
    text += "simulateIo('" + name + "', (error, data) => console.log(data)" + arguments + ");\n";
  }
  return text;
}

// The legal orders, after a check that brute force finds the same.
Lines orders_of(const std::string& text, std::int64_t jitter_ms = 4) {
  auto racy = subject(text);
  racy.options.lateness.jitter_us = jitter_ms * 1000;
  if (jitter_ms == 0) racy.options.lateness.drift_us = 0;
  const Orders all = racy.orders({.max_states = 1'000'000});
  REQUIRE(all.exhausted());
  const Lines every = brute_force(racy);
  if (!every.empty()) CHECK(outputs(all) == every);
  return outputs(all);
}

Lines orders(const std::string& text, std::int64_t jitter_ms = 4) {
  return orders_of(with_io(text), jitter_ms);
}

const char* const kTimer = "setTimeout(() => console.log('timer'), 12);\n";

}  // namespace

TEST_CASE("latency: intervals that lie apart are in order, and others race", "[explore]") {
  CHECK(orders(reads({{"slow", "10, 20"}, {"quick", "2, 4"}})) == Lines{"quick slow"});
  CHECK(orders(reads({{"a", "5, 20"}, {"b", "10, 15"}})) == Lines{"a b", "b a"});
  CHECK(orders(reads({{"a", "20"}, {"b", "20"}})) == Lines{"a b", "b a"});
  CHECK(orders(reads({{"a", "20"}, {"b", "10"}})) == Lines{"b a"});
  CHECK(orders(reads({{"a", "20, 5"}, {"b", "30"}})) == Lines{"a b"});  // told the wrong way round
}

TEST_CASE("latency: the jitter comes behind the greatest latency", "[explore]") {
  CHECK(orders(reads({{"a", "5, 10"}}) + kTimer) == Lines{"a timer", "timer a"});
  CHECK(orders(reads({{"a", "5, 10"}}) + kTimer, 0) == Lines{"a timer"});
  CHECK(orders(reads({{"a", "20, 30"}}) + kTimer) == Lines{"timer a"});
}

TEST_CASE("latency: operations that end while a timer is late come before it", "[explore]") {
  const std::string timer = "setTimeout(() => console.log('timer'), 1);\n";
  CHECK(orders(timer + reads({{"a", "3"}})) == Lines{"a timer", "timer a"});
  CHECK(orders(timer + reads({{"a", "6"}})) == Lines{"timer a"});
  CHECK(orders(timer + reads({{"a", "3"}}), 0) == Lines{"timer a"});
  // All that has ended by then, not only the first.
  const Lines all = orders(timer + reads({{"a", "2, 3"}, {"b", "5"}}));
  CHECK(std::find(all.begin(), all.end(), "a b timer") != all.end());
}

TEST_CASE("latency: an unknown one ends whenever it likes", "[explore]") {
  CHECK(orders(reads({{"any", ""}}) + kTimer) == Lines{"any timer", "timer any"});
  CHECK(orders(reads({{"any", ""}}) + "setTimeout(() => console.log('late'), 100000);\n") ==
        Lines{"any late", "late any"});
  CHECK(
      orders(reads({{"any", ""}}) + "console.log('first'); process.nextTick(() => console.log('tick'));\n") ==
      Lines{"first tick any"});
  CHECK(orders(reads({{"any", ""}, {"a", "5, 6"}, {"b", "20, 21"}})) ==
        Lines{"a any b", "a b any", "any a b"});
  CHECK(orders("simulateIo('any', (error, data) => console.log(data), 5, Infinity);\n" +
               std::string(kTimer)) == Lines{"any timer", "timer any"});
}

TEST_CASE("latency: an operation ends in the poll phase", "[explore]") {
  const std::string body =
      "setTimeout(() => console.log('timer'), 0); setImmediate(() => console.log('immediate'));";
  for (const char* latency : {"0", "5", "5, 20", "undefined"}) {
    CHECK(orders("simulateIo('a', () => { " + body + " }, " + latency + ");\n") == Lines{"immediate timer"});
    CHECK(orders("simulateIoPromise('a', " + std::string(latency) + ").then(() => { " + body + " });\n") ==
          Lines{"immediate timer"});
  }
  // Busy code for longer than it takes: it is complete when the loop comes to its poll phase.
  CHECK(orders(reads({{"a", "5, 10"}}) + "setImmediate(() => console.log('immediate'));\n"
                                         "for (const end = Date.now() + 30; Date.now() < end;);\n") ==
        Lines{"a immediate"});
}

TEST_CASE("latency: nominally an operation takes no longer than it must", "[explore]") {
  const auto nominal = [](const std::string& text) {
    const auto racy = subject(with_io(text));
    return replay(racy.program, racy.options, {}).lines(trace::Stream::out);
  };
  CHECK(nominal(reads({{"b", "6, 7"}, {"a", "5, 20"}, {"any", ""}}) + kTimer) ==
        Lines{"any", "a", "b", "timer"});
}

TEST_CASE("latency: a function that is another one is what it says", "[explore]") {
  std::string text = with_io("");
  const std::string_view watch = "<= waiting[0].end";
  text.replace(text.find(watch), watch.size(), "< -1");
  const auto racy = subject(text + reads({{"a", "1000"}}) + kTimer);
  CHECK(outputs(racy.orders()) == Lines{"a timer"});
}

TEST_CASE("latency: generated programs have the orders that brute force finds", "[explore]") {
  std::size_t racy = 0;
  for (std::uint64_t seed = 1; seed <= 10 * asyncq::test::kEffort; ++seed) {
    const std::string text = asyncq::test::latency_program(seed);
    CAPTURE(seed, text);
    if (orders_of(text, seed % 4 == 0 ? 0 : 4).size() > 1) ++racy;
  }
  CHECK(racy > 5u * asyncq::test::kEffort);
}

TEST_CASE("latency: of twelve unknown reads, any order is found and a wrong one refuted by few runs",
          "[explore]") {
  const auto racy =
      subject(with_io("async function task(n) { await simulateIoPromise(n); console.log('read' + n);"
                      " await null; console.log('after' + n); }\n"
                      "for (let i = 1; i <= 12; i++) task(i);\n"));
  Lines lines;
  for (const int n : {12, 1, 7, 3, 2, 11, 5, 4, 10, 6, 9, 8}) {
    lines.push_back("read" + std::to_string(n));
    lines.push_back("after" + std::to_string(n));
  }
  const Followed right = follow(racy.program, racy.options, lines);
  CHECK(right.verdict == Verdict::legal);
  CHECK(right.runs <= 20);
  for (const std::size_t wrong : {std::size_t{0}, std::size_t{12}, lines.size() - 1}) {
    Lines other = lines;
    other[wrong] = "no such line";
    const Followed refuted = follow(racy.program, racy.options, other);
    CHECK(refuted.verdict == Verdict::illegal);
    CHECK(refuted.matched == wrong);
    CHECK(refuted.runs <= 100);
  }
}
