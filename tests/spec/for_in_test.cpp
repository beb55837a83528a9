// 14.7.5.9 and 14.7.5.10: what for-in enumerates. What is expected is what Node 24 printed.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("14.7.5.10 a property that is deleted before its turn is not visited, one that is added neither",
          "[spec]") {
  CHECK(lines_of("const o = { a: 1, b: 2, c: 3, 1: 0 };"
                 "for (const key in o) { console.log(key); delete o.b; o.late = 1; }") ==
        Lines{"1", "a", "c"});
  CHECK(lines_of("const list = [1, 2, 3]; for (const key in list) { console.log(key); list.pop(); }") ==
        Lines{"0", "1"});
  CHECK(lines_of("const o = { a: 1, b: 2 };"
                 "(async () => { for (const key in o) { console.log(key); await null; } })(); delete o.b;") ==
        Lines{"a"});
}

TEST_CASE("14.7.5.9 inherited keys come after the object's own, each once", "[spec]") {
  CHECK(lines_of("class P { get hidden() { return 1; } } P.prototype.inherited = 1; P.prototype.x = 1;"
                 "class Q extends P { x = 1; y = 2; }"
                 "for (const key in new Q()) { console.log(key); delete P.prototype.inherited; }") ==
        Lines{"x", "y"});
  CHECK(lines_of("const names = []; for (const value of [null, undefined, 5, 'ab', [7, , 8]])"
                 "  for (const key in value) names.push(key);"
                 "console.log(names.join(' '));") == Lines{"0 1 0 2"});
}
