// Objects whose properties come and go [10.1.10].

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("10.1.10 an object that keeps a few of many keys keeps their order, and costs what those cost",
          "[spec]") {
  CHECK(lines_of(
            "const seen = {};"
            "for (let i = 0; i < 100000; i++) {"
            "  seen['k' + i % 1000] = i;"
            "  if (i >= 500) delete seen['k' + (i - 500) % 1000];"
            "}"
            "console.log(Object.keys(seen).length, Object.keys(seen)[0], 'k999' in seen, 'k499' in seen);") ==
        Lines{"500 k500 true false"});
}

TEST_CASE("10.1.10 the place of a deleted property is used again: a queue of few keys stays small",
          "[spec]") {
  asyncq::test::ExecuteOptions options;
  options.limits.max_steps = 50'000'000;
  options.limits.max_memory = 6'000'000;
  const auto queue = asyncq::test::execute("queue.js",
                                           "const queue = {};"
                                           "for (let i = 0; i < 1000000; i++) {"
                                           "  queue['k' + i] = i;"
                                           "  delete queue['k' + (i - 3)];"
                                           "}"
                                           "console.log(queue);",
                                           options);
  CHECK(queue.out() == "{ k999997: 999997, k999998: 999998, k999999: 999999 }\n");
  CHECK(lines_of("const o = { a: 1, b: 2, c: 3 };"
                 "delete o.a; o.d = 4; o.a = 5; delete o.b; o.e = 6; delete o.nothing;"
                 "Object.defineProperty(o, 'd', { get: () => 'got', enumerable: true });"
                 "delete o.c; o.f = 7; o.c = 8;"
                 "console.log(Object.entries(o).join(' '));") == Lines{"d,got a,5 e,6 f,7 c,8"});
}
