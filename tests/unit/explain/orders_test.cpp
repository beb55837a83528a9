#include "explain/feedback.h"
#include "explain/phrases.h"
#include "tests/support/catch.h"

using namespace asyncq::explain;

TEST_CASE("feedback: no legal order goes on as the answer does", "[explain]") {
  CHECK(no_legal_order(3, 0) == "several orders are legal, but none begins with line 1");
  CHECK(no_legal_order(3, 1) ==
        "several orders are legal, and some begin like the answer, but none goes on with line 2");
  CHECK(no_legal_order(3, 3) ==
        "several orders are legal, and some begin with what is predicted, but each prints more");
  CHECK(no_legal_order(3, 2, {}, true).ends_with(": nothing more can come there"));
  CHECK(no_legal_order(3, 2, {"a", "b"}, false).ends_with(": what can come there is 'a' or 'b'"));
}

TEST_CASE("feedback: alternatives are listed", "[explain]") {
  CHECK(alternatives({"a"}, false) == "'a'");
  CHECK(alternatives({"a", "b", "c"}, false) == "'a', 'b' or 'c'");
  CHECK(alternatives({"a"}, true) == "'a' or nothing more");
}
