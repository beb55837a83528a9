// Small rules of console, errors and modules that order puzzles meet.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("console.table: columns that are indices come first, ascending", "[spec]") {
  CHECK(lines_of("console.table([{ b: 1, 2: 'x' }, ['p', 'q']]);")[1] == "│ (index) │ 0   │ 1   │ 2   │ b │");
}

TEST_CASE("stacks: an immediate's method is gone when it has run", "[spec]") {
  CHECK(
      lines_of(
          "const at = (e) => console.log(e.stack.split('\\n')[1].trim().replace(/ \\(.*/, ''));"
          "setImmediate(() => { const now = new Error(); at(now); const later = new Error(); "
          "queueMicrotask(() => at(later)); });"
          "setImmediate(function work() { const later = new Error(); queueMicrotask(() => at(later)); });") ==
      Lines{"at Immediate._onImmediate", "at Immediate.<anonymous>", "at Immediate.work"});
}

TEST_CASE("assert.strict and util.isDeepStrictEqual compare without conversion", "[spec]") {
  CHECK(lines_of("const assert = require('assert'); const { isDeepStrictEqual } = require('util');"
                 "assert.equal(1, '1'); assert.deepEqual([1], ['1']); assert.match('abc', /b/); "
                 "assert.ifError(null);"
                 "for (const check of [() => assert.strict.equal(1, '1'), () => "
                 "require('assert/strict').deepEqual([1], ['1']),"
                 "  () => assert.doesNotMatch('abc', /b/), () => assert.ifError(new Error('x')), () => "
                 "assert.notDeepEqual([1], ['1'])])"
                 "  try { check(); } catch (e) { console.log(e.operator); }"
                 "console.log(isDeepStrictEqual({ a: [1, new Set([2])] }, { a: [1, new Set([2])] }), "
                 "isDeepStrictEqual([1], ['1']));"
                 "assert.doesNotReject(async () => { throw new Error('r'); }).catch((e) => "
                 "console.log(e.message));") == Lines{"strictEqual", "deepStrictEqual", "doesNotMatch",
                                                      "ifError", "notDeepEqual", "true false",
                                                      "Got unwanted rejection.", "Actual message: \"r\""});
}

TEST_CASE("24.2.4.1 Set.prototype.add: -0 is the member +0", "[spec]") {
  CHECK(lines_of("const set = new Set([-0]); set.add(0); set.forEach((value, key) => console.log(1 / value, "
                 "1 / key));"
                 "console.log(set.size, 1 / [...set.add(-0)][0], new Map([[-0, -0]]));") ==
        Lines{"Infinity Infinity", "1 Infinity Map(1) { 0 => -0 }"});
}

TEST_CASE("process is an object of enumerable functions, and output is no terminal", "[spec]") {
  CHECK(lines_of("console.log(Object.keys(process).includes('nextTick'), process.stdout.isTTY);") ==
        Lines{"true undefined"});
}
