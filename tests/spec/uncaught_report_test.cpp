// What ends a process is shown with the place that Node 24 shows.

#include <string>

#include "tests/support/catch.h"
#include "tests/support/execute.h"

using namespace asyncq;

namespace {

std::string report_of(const std::string& text, std::string_view runtime = "node24") {
  const test::Execution run = test::execute("program.js", text, {.runtime = runtime});
  REQUIRE(run.accepted());
  return run.outcome.bytes(trace::Stream::err);
}

// All up to the error itself.
std::string place_of(const std::string& text, std::string_view runtime = "node24") {
  const std::string report = report_of(text, runtime);
  return report.substr(0, report.find("\n\n") + 1);
}

}  // namespace

TEST_CASE("uncaught report: an error thrown again is shown where the throw statement is, but not by finally") {
  CHECK(place_of("try { null.x; } catch (e) {\n  throw e; }") == "program.js:2\n  throw e; }\n  ^\n");
  CHECK(place_of("try { null.x; }\nfinally { console.log(1); }") ==
        "program.js:1\ntry { null.x; }\n           ^\n");
  CHECK(place_of("const e = new Error('early');\ntry { throw 5; } catch {}\ntry {\n  throw e;\n} finally {\n"
                 "  console.log(1);\n}") == "program.js:4\n  throw e;\n  ^\n");
}

TEST_CASE("uncaught report: what is thrown into a generator is shown at its yield") {
  CHECK(place_of("const it = (function* () { yield 1; })();\nit.next();\nit.throw(new Error('a'));") ==
        "program.js:1\nconst it = (function* () { yield 1; })();\n" + std::string(27, ' ') + "^\n");
}

TEST_CASE("uncaught report: a fault in JSON is shown in its text") {
  const auto json = [](const std::string& text, std::string_view runtime = "node24") {
    return place_of("setTimeout(() => JSON.parse('" + text + "'), 1);", runtime);
  };
  CHECK(json(R"({"a": 1, })") == "<anonymous_script>:1\n{\"a\": 1, }\n         ^\n");
  CHECK(json(R"({"a": 1,\n "b": oops })") == "<anonymous_script>:2\n \"b\": oops }\n      ^\n");
  CHECK(json(R"([1,\r\n2,\r3,\u2028 4 x])") == "<anonymous_script>:3\n3,\n");
  CHECK(json(R"({"a": [1, 2)") == "<anonymous_script>:1\n{\"a\": [1, 2\n");
  CHECK(json("undefined", "node18") == "undefined:1\nundefined\n^\n");
  CHECK(place_of("try { JSON.parse('[1'); } catch (e) { setTimeout(() => {\nthrow e; }); }") ==
        "program.js:2\nthrow e; }); }\n^\n");
  CHECK(place_of("(async () => JSON.parse('{x'))();") == "<anonymous_script>:1\n{x\n ^\n");
}

TEST_CASE("uncaught report: an error's properties are shown five levels deep, since Node 12") {
  const std::string text =
      "throw Object.assign(new Error('x'), { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } });";
  CHECK_THAT(report_of(text), Catch::Matchers::Contains("\n      c: { d: { e: { f: [Object] } } }\n"));
  CHECK_THAT(report_of(text, "node11"), !Catch::Matchers::Contains("a: {\n"));
  CHECK_THAT(report_of("throw { [Symbol.for('nodejs.util.inspect.custom')]: () => 'mine' };"),
             !Catch::Matchers::Contains("mine\n"));
}
