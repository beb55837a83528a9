#include "app/check_chance.h"

#include "app/evaluate.h"
#include "puzzle/puzzle.h"
#include "tests/support/catch.h"
#include "tests/unit/app/snippet.h"

using namespace asyncq;
using namespace asyncq::app;
using asyncq::test::puzzle_of;

namespace {

// "error 1:5" for each finding.
std::vector<std::string> findings(const std::string& javascript) {
  std::vector<std::string> found;
  for (const support::Diagnostic& each : check_chance(puzzle_of(javascript), {})) {
    const bool is_error = each.severity == support::Severity::error;
    const support::SourcePosition& at = each.range.begin;
    found.push_back((is_error ? "error " : "warning ") + std::to_string(at.line) + ":" +
                    std::to_string(at.column));
  }
  return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("check chance: an output that rests on Math.random() is an error at its place", "[app]") {
  CHECK(findings("console.log(Math.random() < 0.5);") == Found{"error 1:18"});
  CHECK(findings("setTimeout(() => console.log('a'), 10 + Math.random() * 30);\n"
                 "setTimeout(() => console.log('b'), 25);\n") == Found{"error 1:46"});
  CHECK(findings("const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\n"
                 "const task = async (n) => { await sleep(Math.random() * 50); console.log(n); };\n"
                 "task(1); task(2); task(3);\n") == Found{"error 2:46"});
}

TEST_CASE("check chance: where no numbers change the output, that is no proof", "[app]") {
  CHECK(findings("setTimeout(() => console.log('a'), Math.random() * 30);") == Found{"warning 1:41"});
  CHECK(findings("console.log('a');").empty());
}

TEST_CASE("check chance: an output that rests on the date is an error, one on times is none", "[app]") {
  CHECK(findings("console.log(new Date().getDay());") == Found{"error 0:0"});
  CHECK(findings("console.log(new Date().toISOString().slice(20));") == Found{"error 0:0"});
  CHECK(findings("const start = Date.now();\n"
                 "setTimeout(() => console.log(Date.now() - start >= 10), 10);\n")
            .empty());
  CHECK(findings("console.log(performance.now() > 10);") == Found{"error 0:0"});
}

TEST_CASE("check chance: a measured time that is printed exactly is a warning", "[app]") {
  const auto prints = [](const std::string& shown) {
    return findings(
        "const start = Date.now();\n"
        "setTimeout(() => { const ms = Date.now() - start; console.log(" +
        shown + "); }, 100);\n");
  };
  CHECK(prints("ms") == Found{"warning 0:0"});
  CHECK(prints("ms > 100") == Found{"warning 0:0"});
  CHECK(prints("Math.round(ms / 50) * 50").empty());
  CHECK(findings("const start = Date.now();\n"
                 "while (Date.now() - start < 20);\n"
                 "console.log(Date.now() - start);\n")
            .empty());
}

TEST_CASE("check chance: what rests on Math.random() is not evaluated as determined", "[app]") {
  const auto drawn = evaluate(puzzle_of("Math.random(); console.log('a');"), {});
  REQUIRE(drawn);
  CHECK_FALSE(drawn->outcome.determined);
  REQUIRE(drawn->legal);
  CHECK(drawn->legal->follow({"a"}).verdict == explore::Verdict::legal);
  CHECK(drawn->legal->follow({"b"}).verdict == explore::Verdict::unknown);
  CHECK(evaluate(puzzle_of("console.log('a');"), {})->outcome.determined);
}
