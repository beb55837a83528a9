#include "explain/feedback.h"

#include "tests/support/catch.h"

using namespace asyncq::explain;

TEST_CASE("feedback: names both lines at the first divergence", "[explain]") {
  CHECK(divergence({"a", "x"}, {"a", "b"}, 1) ==
        "they part at line 2: predicted 'x', but the program prints 'b'");
  CHECK(divergence({"a"}, {"a", "b"}, 1) ==
        "they part at line 2: the prediction ends, but the program prints 'b'");
  CHECK(divergence({"a", "{0}"}, {"a"}, 1) ==
        "they part at line 2: predicted '{0}', but the program prints nothing more");
}

TEST_CASE("feedback: names the place without giving a line away", "[explain]") {
  CHECK(divergence_place(3, 0) == "line 1 is not what the program prints first");
  CHECK(divergence_place(3, 1) == "the first line is right; line 2 is not");
  CHECK(divergence_place(3, 2) == "the first 2 lines are right; line 3 is not");
  CHECK(divergence_place(1, 1) == "what is predicted is right, but the program prints more");
}
