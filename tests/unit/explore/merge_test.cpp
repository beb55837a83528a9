// Equal states are merged, and nothing else is: the set stays what brute force finds.

#include <algorithm>

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

namespace {

// Runs that a walk takes, after a check that it finds what brute force does.
std::uint64_t runs_of(const std::string& text) {
  const auto racy = subject(text);
  const Orders orders = racy.orders({.max_states = 1'000'000});
  REQUIRE((orders.exhausted() || orders.shortfall == Shortfall::random));
  const std::vector<std::string> every = brute_force(racy);
  if (!every.empty()) CHECK(outputs(orders) == every);
  return orders.runs;
}

}  // namespace

TEST_CASE("merge: reads that print nothing do not multiply", "[explore]") {
  // 6! orders; 2^6 states.
  CHECK(runs_of(
            "const fs = require('fs'); let left = 6;\n"
            "for (let i = 0; i < 6; i++) fs.stat('.', () => { if (--left === 0) console.log('all'); });\n") <
        300);
  // 5! orders, whose completions an array keeps apart until they are the same ones.
  CHECK(runs_of("const fs = require('fs');\n"
                "const read = (n) => new Promise((resolve) => fs.stat('.', () => resolve(n)));\n"
                "Promise.all([1, 2, 3, 4, 5].map(read)).then((all) => console.log(all.join()));\n") < 120);
}

TEST_CASE("merge: reads with bounded latencies do not multiply", "[explore]") {
  // 7! orders; 2^7 sets of reads that have ended.
  for (const char* const latency : {"", ", 20", ", 5, 20"}) {
    const auto racy = subject(
        with_io("const read = (n) => simulateIoPromise(n" + std::string(latency) +
                ");\nPromise.all([1, 2, 3, 4, 5, 6, 7].map(read)).then(() => console.log('done'));\n"));
    const Orders orders = racy.orders();
    CHECK(orders.exhausted());
    CHECK(outputs(orders) == std::vector<std::string>{"done"});
    CHECK(orders.runs < 1000);
  }
}

TEST_CASE("merge: timers that print nothing do not multiply", "[explore]") {
  const std::uint64_t runs = runs_of(
      "let left = 4;\n"
      "for (const ms of [5, 4, 3, 2]) setTimeout(() => { if (--left === 0) console.log('all'); }, ms);\n");
  CHECK(runs < 40);
}

TEST_CASE("merge: what a program remembers keeps states apart", "[explore]") {
  CHECK(runs_of("const seen = [];\n"
                "const fs = require('fs');\n"
                "const read = (n) => fs.stat('.', () => { seen.push(n); if (seen.length === 3) "
                "console.log(seen.join('')); });\n"
                "read(1); read(2); read(3);\n") == 6);
  runs_of(
      "const set = new Set();\n"
      "for (const ms of [3, 2, 1]) setTimeout(() => set.add(ms), ms);\n"
      "setTimeout(() => console.log(...set), 20);\n");
  runs_of(
      "let last;\n"
      "for (const ms of [3, 2, 1]) setTimeout(() => { last = ms; }, ms);\n"
      "setTimeout(() => console.log(last), 20);\n");
  runs_of(
      "const order = {};\n"
      "for (const ms of [3, 2, 1]) setTimeout(() => { order['k' + ms] = 1; }, ms);\n"
      "setTimeout(() => console.log(Object.keys(order).join()), 20);\n");
  runs_of(
      "for (const ms of [2, 1]) setTimeout(() => console.count(String(ms)), ms);\n"
      "for (const ms of [2, 1]) setTimeout(() => { console.group(); }, ms);\n"
      "setTimeout(() => console.log('end'), 20);\n");
  runs_of(
      "let r; for (const ms of [2, 1]) setTimeout(() => { r = Math.random() * ms; }, ms);\n"
      "setTimeout(() => console.log(r > 0.1), 20);\n");
}

TEST_CASE("merge: a timer's number is part of the state", "[explore]") {
  runs_of(
      "const ids = [];\n"
      "for (const ms of [2, 1]) setTimeout(() => { ids.push(+setTimeout(() => {}, 1)); }, ms);\n"
      "setTimeout(() => console.log(String(ids)), 20);\n");
}

TEST_CASE("merge: random programs have the orders that brute force finds", "[explore]") {
  std::size_t racy = 0;
  for (std::uint64_t seed = 1; seed <= 10 * asyncq::test::kEffort; ++seed) {
    const std::string text = asyncq::test::racy_program(seed);
    const auto one = subject(text);
    const std::vector<std::string> every = brute_force(one, 300);
    if (every.empty()) continue;
    if (every.size() > 1) ++racy;
    const Orders orders = one.orders({.max_states = 1'000'000});
    CAPTURE(seed, text);
    REQUIRE(orders.exhausted());
    REQUIRE(outputs(orders) == every);
    for (const Order& order : orders.orders) {
      const Followed followed = follow(one.program, one.options, order.outcome.lines(trace::Stream::out));
      REQUIRE(followed.verdict == Verdict::legal);
    }
    // Two lines exchanged: mostly no order, and the set says whether.
    trace::Prediction mixed = orders.orders.front().outcome.lines(trace::Stream::out);
    if (mixed.size() < 2) continue;
    std::swap(mixed[seed % mixed.size()], mixed[seed / 7 % mixed.size()]);
    std::string joined;
    for (const std::string& line : mixed) joined += (joined.empty() ? "" : " ") + line;
    const bool legal = std::find(every.begin(), every.end(), joined) != every.end();
    REQUIRE(follow(one.program, one.options, mixed).verdict == (legal ? Verdict::legal : Verdict::illegal));
  }
  CHECK(3 * racy > 10u * asyncq::test::kEffort);
}
