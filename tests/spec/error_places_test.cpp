// Where errors say they were thrown: what V8's tables of source positions say, which is not always where the
// failing expression begins.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

namespace {

// The columns, counted from the text's own first, at which the function bodies throw.
Lines columns_of(const std::vector<std::string>& bodies) {
  Lines columns;
  for (const std::string& body : bodies) {
    const std::string before = "(function (a) { ";
    const std::string program = "try {\n" + before + body +
                                " })({ f() {}, o: {} });\n} catch (error) { console.log("
                                "error.stack.match(/:2:(\\d+)/)[1] - " +
                                std::to_string(before.size()) + "); }";
    for (std::string& line : lines_of(program)) columns.push_back(std::move(line));
  }
  return columns;
}

}  // namespace

TEST_CASE("places: what a statement loads first is where the statement is", "[spec]") {
  CHECK(columns_of({"return missing;", "return missing.x;", "throw missing;", "if (missing) ;",
                    "a = missing;", "!missing;", "switch (missing) {}", "return [...missing];",
                    "while (missing.x) ;", "for (const x of missing.y) ;"}) ==
        Lines{"1", "1", "1", "1", "1", "1", "1", "1", "16", "25"});
}

TEST_CASE("places: what it loads later is where it stands", "[spec]") {
  CHECK(columns_of({"return 1 + missing;", "return a.f(missing);", "return [missing];", "const b = missing;",
                    "a.x = missing;", "return { x: missing };"}) == Lines{"12", "12", "9", "11", "7", "13"});
}

TEST_CASE("places: a property of what a call gives is read at its dot, other ones at their name", "[spec]") {
  CHECK(columns_of({"a.o.x.y;", "a.f().x;", "a.o?.x.y;", "a.o['x']['y'];", "a.f().then();"}) ==
        Lines{"7", "6", "7", "9", "6"});
}

TEST_CASE("places: a call is at the name before its parenthesis, if nothing is between", "[spec]") {
  CHECK(columns_of({"a.o.x();", "(a.o.x)();", "a.o?.();", "a.o`text`;", "a.f(...a.o);", "a.f(...a.o, 1);"}) ==
        Lines{"5", "8", "6", "4", "3", "10"});
}
