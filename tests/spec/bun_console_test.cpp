// What Bun's console prints. What is expected is what Bun 1.4 printed.

#include <string>

#include "tests/support/catch.h"
#include "tests/support/execute.h"

using namespace asyncq;

namespace {

std::string printed(const std::string& program) {
  const test::Execution execution = test::execute("program.js", program, {.runtime = "bun"});
  return execution.accepted() ? execution.out() : execution.rejected;
}

}  // namespace

TEST_CASE("bun console: every property stands on a line of its own", "[console]") {
  CHECK(printed("console.log({ a: 1, 'b c': 'x', 2: [1, 2], o: {} }, {});") ==
        "{\n  \"2\": [ 1, 2 ],\n  a: 1,\n  \"b c\": \"x\",\n  o: {},\n} {}\n");
  CHECK(printed("class Foo { v = 1; get x() { return 1; } m() {} } console.log(new Foo(), new (class Bare "
                "{})());") == "Foo {\n  v: 1,\n  x: [Getter],\n  m: [Function: m],\n} Bare {}\n");
  CHECK(printed("console.log(Object.assign(Object.create(null), { a: 1 }), Object.create({ a: 1 }));") ==
        "[Object: null prototype] {\n  a: 1,\n} {\n  a: 1,\n}\n");
}

TEST_CASE("bun console: arrays stand on one line unless they are long or begin with an object", "[console]") {
  CHECK(printed("console.log([1, 'a', null], [], [1, { a: 1 }, 2], [{ a: 1 }, 5], [[1], [2]]);") ==
        "[ 1, \"a\", null ] [] [ 1, {\n    a: 1,\n  }, 2 ] [\n  {\n    a: 1,\n  }, 5\n] [\n  [ 1 ], [ 2 "
        "]\n]\n");
  CHECK(printed("console.log([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [, 1, , ,]);") ==
        "[\n  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\n] [ empty item, 1, 2 x empty items ]\n");
  CHECK(printed("console.log(['x'.repeat(50), 'y'.repeat(50), 'z']);") ==
        "[ \"" + std::string(50, 'x') + "\", \"" + std::string(50, 'y') + "\",\n  \"z\"\n]\n");
  CHECK(printed("console.log(Array.from({ length: 101 }, () => 1)).length;")
            .find("\n  ... 1 more items\n]\n") != std::string::npos);
}

TEST_CASE("bun console: depth, circles, functions, promises, collections", "[console]") {
  CHECK(printed("const c = { d: { e: { f: {}, g: [], h: [1], m: new Map([[1, 2]]) } } }; c.c = c; "
                "console.log(c);") ==
        "{\n  d: {\n    e: {\n      f: [Object ...],\n      g: [],\n      h: [Array ...],\n      m: [Map "
        "...],\n"
        "    },\n  },\n  c: [Circular],\n}\n");
  CHECK(printed("console.log(() => 1, async function f() {}, class A {}, class B extends Array {});") ==
        "[Function] [AsyncFunction: f] [class A] [class B extends Array]\n");
  CHECK(printed("console.log(Promise.resolve(1), new Promise(() => {}), [Promise.resolve()]);") ==
        "Promise { <resolved> } Promise { <pending> } [\n  Promise { <resolved> }\n]\n");
  CHECK(printed("console.log(new Map([['a', 1]]), new Set(['b']), new Map());") ==
        "Map(1) {\n  \"a\": 1,\n} Set(1) {\n  \"b\",\n} Map {}\n");
}

TEST_CASE("bun console: directives, groups, tables", "[console]") {
  CHECK(printed("console.log('%s %d %i %j %o %c| %% %x', { a: 1 }, 42.5, 7.9, [1], [2], 'css', 'more', '%s', "
                "'x');") == "[object Object] 42 7 [1] [ 2 ] | % %x more x\n");
  CHECK(printed("console.group('G'); console.log({ a: 1 }); console.log('x\\ny'); console.groupEnd();") ==
        "G\n  {\n    a: 1,\n  }\n  x\ny\n");
  CHECK(printed("console.table([{ a: 1, b: 'xyz' }, { a: 22 }]);") ==
        "┌───┬────┬─────┐\n│   │ a  │ b   │\n├───┼────┼─────┤\n│ 0 │ 1  │ xyz │\n│ 1 │ 22 │     "
        "│\n└───┴────┴─────┘\n");
}

TEST_CASE("bun console: util.inspect is Node's", "[console]") {
  CHECK(printed("console.log(require('util').inspect({ a: 'x' }));") == "{ a: 'x' }\n");
}
