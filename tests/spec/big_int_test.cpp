// 6.1.6.2 The BigInt Type: the bound that asyncq sets, and what a program can do about it. What Node prints
// of BigInts is recorded in tests/conformance/builtins.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("6.1.6.2 BigInts beyond the bound are a RangeError that the program can catch", "[spec]") {
  CHECK(lines_of("let big = 2n ** 262143n;"
                 "for (const grow of [() => big * 2n, () => big + big, () => -big - big, () => big << 1n,"
                 "                   () => 10n ** 100000n, () => BigInt.asUintN(300000, -1n)]) {"
                 "  try { console.log(typeof grow()); } catch (e) { console.log(e.name, e.message); }"
                 "}"
                 "console.log((big - 1n).toString(2).length, big % 1000n);") ==
        Lines{"RangeError Maximum BigInt size exceeded", "RangeError Maximum BigInt size exceeded",
              "RangeError Maximum BigInt size exceeded", "RangeError Maximum BigInt size exceeded",
              "RangeError Maximum BigInt size exceeded", "RangeError Maximum BigInt size exceeded",
              "262143 208n"});
}

TEST_CASE("6.1.6.2 work on large BigInts counts towards the limit of steps", "[spec]") {
  const auto run = asyncq::test::execute("test.js",
                                         "const big = 3n ** 160000n;"
                                         "console.log('begins');"
                                         "for (let i = 0; i < 100000; i++) (big + BigInt(i)).toString();"
                                         "console.log('ends');");
  CHECK(run.outcome.lines(asyncq::trace::Stream::out) == Lines{"begins"});
  CHECK(run.outcome.ending.kind == asyncq::trace::EndingKind::limit);
}

TEST_CASE("6.1.6.2 equal BigInts are one key of a Map, a Set and an object", "[spec]") {
  CHECK(lines_of(
            "const map = new Map([[10n ** 30n, 'a']]); map.set(10n ** 30n, 'b').set(-1n, 'c').set(-1, 'd');"
            "console.log(map.size, map.get(10n ** 30n), map.get(-1n), map.get(-1));"
            "console.log({ [10n]: 1, 10: 2 }[10n], [...new Set([1n, 1n, 1])].length, [1n].includes(1n));") ==
        Lines{"3 b c d", "2 2 true"});
}

TEST_CASE("runtimes: Node 10.4 is the first with BigInt", "[spec]") {
  CHECK(asyncq::test::lacks_something("console.log(1n);", "node8"));
  CHECK(asyncq::test::lacks_something("console.log(BigInt(1));", "node8"));
  CHECK_FALSE(asyncq::test::lacks_something("console.log(1n);", "node10"));
  CHECK_FALSE(asyncq::test::lacks_something("console.log(1n);", "browser"));
}
