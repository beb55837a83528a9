// Pages of several classic scripts: one task each, one global scope for all. What is expected is what
// Chromium 156 printed for the page that `asyncq show` prints.

#include <set>
#include <string>
#include <vector>

#include "puzzle/puzzle.h"
#include "puzzle/yaml_writer.h"
#include "syntax/printer.h"
#include "tests/support/catch.h"
#include "tests/support/execute.h"

using namespace asyncq;

namespace {

std::string page(const std::vector<std::string>& scripts) {
  std::string text = "asyncq: 1\nruntime: browser\nscripts:\n";
  for (const std::string& script : scripts) text += "  - |\n    " + script + "\n";
  return text;
}

std::string words(const std::vector<std::string>& scripts, trace::Stream stream = trace::Stream::out) {
  const test::Execution execution = test::execute("page.yaml", page(scripts), {.runtime = "browser"});
  if (!execution.accepted()) return execution.rejected;
  std::string out = execution.outcome.bytes(stream);
  for (char& letter : out) {
    if (letter == '\n') letter = ' ';
  }
  return out;
}

support::Result<puzzle::Puzzle> load(const std::string& text) {
  return puzzle::parse_puzzle(std::make_shared<const support::SourceFile>("page.yaml", text));
}

}  // namespace

TEST_CASE("page scripts: microtasks run after each script", "[page]") {
  CHECK(words({"setTimeout(() => console.log('timer')); Promise.resolve().then(() => console.log('micro'));"
               " console.log('one');",
               "console.log('two'); queueMicrotask(() => console.log('micro two'));",
               "console.log('three');"}) == "one micro two micro two three timer ");
}

TEST_CASE("page scripts: tasks that are due may come between two scripts", "[page]") {
  const std::string text = page({"setTimeout(() => console.log('timer')); console.log('one');",
                                 "console.log('two');", "setTimeout(() => console.log('late'), 50);"});
  std::set<std::string> found;
  scheduler::ExhaustiveChooser chooser;
  do {
    found.insert(test::execute("page.yaml", text, {.runtime = "browser", .chooser = &chooser}).out());
  } while (chooser.next_run());
  CHECK(found == std::set<std::string>{"one\ntwo\ntimer\nlate\n", "one\ntimer\ntwo\nlate\n"});
}

TEST_CASE("page scripts: they share their global names", "[page]") {
  CHECK(words({"let a = 1; const b = 2; var c = 3; function f() { return a + b + c; } class K { m() { return "
               "d; } }",
               "a = 10; var d = 'later'; console.log(f(), new K().m());",
               "var c; console.log(c, d); function f() { return 'mine'; } console.log(f());"}) ==
        "15 later 3 later mine ");
}

TEST_CASE("page scripts: an exception ends its own script", "[page]") {
  CHECK(words({"console.log('one'); missing(); console.log('never');",
               "addEventListener('error', e => { console.log(e.message); e.preventDefault(); }); null.x;",
               "console.log('three');"}) ==
        "one Uncaught TypeError: Cannot read properties of null (reading 'x') three ");
}

TEST_CASE("page scripts: a name of a later script is not there before", "[page]") {
  CHECK(
      words(
          {"for (const read of [() => a, () => f, () => v, () => { v = 1; }]) {"
           " try { read(); console.log('ok'); } catch (e) { console.log(e.message.replaceAll(' ', '_')); } }",
           "let a = 1; function f() {} var v;", "console.log(a, typeof f, v);"}) ==
      "a_is_not_defined f_is_not_defined v_is_not_defined v_is_not_defined 1 function undefined ");
  CHECK(words({"setTimeout(() => console.log(later));",
               "try { early; } catch (e) { console.log(e.name); }"
               " let early; let later = 'there';"}) == "ReferenceError there ");
}

TEST_CASE("page scripts: each is strict for itself, and `this` is the window", "[page]") {
  CHECK(words({"'use strict'; console.log((function () { return this; })() === undefined, this === window);",
               "console.log((function () { return this; })() === window, (() => this)() === window);"}) ==
        "true true true true ");
}

TEST_CASE("page scripts: the load event comes after the last", "[page]") {
  CHECK(words({"addEventListener('load', () => console.log('load'));", "console.log('two');", "null.x;"}) ==
        "two load ");
}

TEST_CASE("page scripts: scripts may be statements", "[page]") {
  const test::Execution execution = test::execute(
      "page.yaml",
      "asyncq: 1\nruntime: browser\nscripts:\n  - - log: one\n    - queueMicrotask: [log: micro]\n"
      "  - console.log('two')\n",
      {.runtime = "browser"});
  CHECK(execution.rejected.empty());
  CHECK(execution.out() == "one\nmicro\ntwo\n");
}

TEST_CASE("page scripts: shown as the elements of a page", "[page]") {
  const auto puzzle = load(page({"console.log('</script>');", "console.log(2);"}));
  REQUIRE(puzzle.ok());
  CHECK(syntax::print(puzzle->program) ==
        "<script>\nconsole.log('<\\/script>');\n</script>\n<script>\nconsole.log(2);\n</script>\n");
  const auto again = load(puzzle::to_yaml(*puzzle));
  REQUIRE(again.ok());
  CHECK(again->program == puzzle->program);
}

TEST_CASE("page scripts: what is wrong with them is said at its place", "[page]") {
  const auto problems = [](const std::string& text) {
    const auto puzzle = load(text);
    return puzzle.ok() ? std::string() : support::format(puzzle.errors());
  };
  CHECK(problems("asyncq: 1\nscripts: []\n").find("2:10: error: the page has no scripts") !=
        std::string::npos);
  CHECK(problems("asyncq: 1\nscripts: text\n").find("scripts is a list of scripts") != std::string::npos);
  CHECK(problems("asyncq: 1\nscripts: [a, '']\n").find("the script has no statements") != std::string::npos);
  CHECK(problems("asyncq: 1\nscripts: [a, 'b +']\n").find("2:18") != std::string::npos);
  CHECK(problems("asyncq: 1\nscripts: [a]\ncode: b\n").find("no two of them") != std::string::npos);
  CHECK(problems("asyncq: 1\nmodule: true\nscripts: [a]\n").find("are no modules") != std::string::npos);
  CHECK(words({"let a;", "let a;"}).find("the name 'a' is declared twice") != std::string::npos);
}

TEST_CASE("page scripts: only a browser has them", "[page]") {
  const test::Execution execution =
      test::execute("page.yaml", page({"console.log(1);", "console.log(2);"}), {.runtime = "node24"});
  CHECK(execution.rejected.find("Node 24, CommonJS has no page of several scripts") != std::string::npos);
}
