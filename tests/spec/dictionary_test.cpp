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
