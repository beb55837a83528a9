#include "app/delay_finder.h"

#include "app/check_orders.h"
#include "puzzle/puzzle.h"
#include "syntax/parser.h"
#include "syntax/printer.h"
#include "syntax/simulated_io.h"
#include "tests/support/catch.h"
#include "tests/unit/app/snippet.h"

using namespace asyncq;
using namespace asyncq::app;
using asyncq::test::puzzle_of;

namespace {

// The delay of the call at a place; -1: none is found.
double delay(const std::string& javascript, support::SourcePosition at) {
  syntax::Program program = puzzle_of(javascript).program;
  const syntax::NumberLiteral* found = find_delay(program, at);
  return found == nullptr ? -1 : found->value;
}

// What check proposes for a race.
std::string hint(const puzzle::Puzzle& puzzle) {
  const support::Diagnostics found = check_orders(puzzle, {});
  return found.empty() ? "" : found.front().hint;
}

}  // namespace

TEST_CASE("delay finder: the number that a timer is called with", "[app]") {
  CHECK(delay("setTimeout(f, 5);", {1, 1}) == 5);
  CHECK(delay("f(); setInterval(f, 7, 1, 2);", {1, 6}) == 7);
  CHECK(delay("globalThis.setTimeout(f, 5);", {1, 1}) == 5);
  CHECK(delay("globalThis.setTimeout(f, 5);", {1, 12}) == -1);
  CHECK(delay("setTimeout(f, 5); setTimeout(f, 6);", {1, 19}) == 6);
  CHECK(delay("setTimeout(f, 5); setTimeout(f, 6);", {1, 18}) == -1);
}

TEST_CASE("delay finder: what is no plain number, or no timer, has no delay to change", "[app]") {
  CHECK(delay("setTimeout(f);", {1, 1}) == -1);
  CHECK(delay("setTimeout(f, n);", {1, 1}) == -1);
  CHECK(delay("setTimeout(f, 2 * 3);", {1, 1}) == -1);
  CHECK(delay("setTimeout(f, -1);", {1, 1}) == -1);
  CHECK(delay("setTimeout(...a);", {1, 1}) == -1);
  CHECK(delay("setImmediate(f, 5);", {1, 1}) == -1);
  CHECK(delay("wait(f, 5);", {1, 1}) == -1);
}

TEST_CASE("delay finder: wherever calls stand", "[app]") {
  for (const char* const text : {
           "function f() {\nsetTimeout(g, 5); }",
           "const f = async () => {\nsetTimeout(g, 5); };",
           "const t =\nsetTimeout(g, 5);",
           "if (a) b(); else\nsetTimeout(g, 5);",
           "for (const a of b)\nsetTimeout(g, 5);",
           "for (;;) {\nsetTimeout(g, 5); }",
           "while (a)\nsetTimeout(g, 5);",
           "do\nsetTimeout(g, 5); while (a);",
           "try {\nsetTimeout(g, 5); } catch {}",
           "try { f(); } catch (e) {\nsetTimeout(g, 5); }",
           "try { f(); } finally {\nsetTimeout(g, 5); }",
           "function f() { return\u0020\u0020(\nsetTimeout(g, 5)); }",
           "new Promise((resolve) =>\nsetTimeout(resolve, 5));",
           "setTimeout(() => {\nsetTimeout(g, 5); }, 1);",
           "p.then(() =>\nsetTimeout(g, 5)).catch(h);",
           "async function f() { await new Promise((r) =>\nsetTimeout(r, 5)); }",
           "a = [\nsetTimeout(g, 5)];",
       }) {
    CAPTURE(text);
    CHECK(delay(text, {2, 1}) == 5);
  }
}

TEST_CASE("delay finder: the latency of a simulated operation, where it is one number", "[app]") {
  CHECK(delay("simulateIo('a', f, 20);", {1, 1}) == 20);
  CHECK(delay("simulateIo('a', f, 5, 20);", {1, 1}) == -1);
  CHECK(delay("simulateIo('a', f);", {1, 1}) == -1);
  CHECK(delay("const p = simulateIoPromise('a', 20);", {1, 11}) == 20);
  CHECK(delay("const p = simulateIoPromise('a', 5, 20);", {1, 11}) == -1);
}

TEST_CASE("check orders: proposes the smallest change that settles a race", "[app]") {
  CHECK(
      hint(puzzle_of("setTimeout(() => console.log('a'), 11);\nsetTimeout(() => console.log('b'), 10);\n")) ==
      "a delay of 15 ms for the timer set at 1:1 would settle it; or is it meant? orders: any");
  CHECK(hint(puzzle_of("setTimeout(() => console.log('a'), 1);\nsetTimeout(() => console.log('b'), 50);\n"))
            .empty());
  // No delay settles what has none.
  CHECK(hint(puzzle_of("const { stat } = require('fs');\n"
                       "stat('.', () => console.log('a')); stat('.', () => console.log('b'));\n")) ==
        "let delays differ clearly, or put the steps in order with promises; or is it meant? orders: any");
}

TEST_CASE("check orders: proposes a latency, too", "[app]") {
  std::string text;
  for (const auto& each : syntax::io_functions(syntax::IoForm::callback, syntax::SourceKind::script,
                                               support::SourcePosition{})) {
    text += syntax::print(each) + "\n";
  }
  const std::string found = hint(puzzle_of(text + "simulateIo('a', () => console.log('a'), 20);\n"
                                                  "simulateIo('b', () => console.log('b'), 22);\n"));
  CHECK(found.find("a delay of 25 ms for the operation set at ") == 0);
}
