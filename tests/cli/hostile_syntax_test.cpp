// Texts made to overwhelm: each is refused or accepted within seconds, with few words.

#include <chrono>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

using namespace asyncq;
using test::ProcessResult;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

struct Hostile {
  std::string name;
  std::string text;
  std::string_view refusal;  // in what is said; empty: it is accepted
};

constexpr std::string_view kTooDeep = "nested too deeply";
constexpr std::size_t kMany = 100'000;

void check(const Hostile& hostile) {
  const test::TemporaryFolder folder;
  INFO(hostile.name);
  const std::string file = folder.write(hostile.name, hostile.text);
  const auto begin = std::chrono::steady_clock::now();
  const ProcessResult result = test::run_asyncq({"show", file});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  CHECK(took.count() < 8);  // with sanitizers; without, well under a second
  CHECK(result.exit_code == (hostile.refusal.empty() ? 0 : 2));
  CHECK(result.err.size() < 20'000);
  CHECK(result.err.find(hostile.refusal) != std::string::npos);
}

}  // namespace

TEST_CASE("hostile: nesting without end is refused", "[cli][hostile]") {
  for (const char* part :
       {"(",         "[",    "{",    "`${",   "f(",      "x={a:", "!",    "- ",   "a=",  "a**",
        "()=>",      "new ", "a?b:", "if(a)", "for(;;)", "do ",   "try{", "[...", "a=>", "switch(a){case 1:",
        "x=class{a="})
    check({"nested.js", repeated(part, 50'000), kTooDeep});
  for (const auto& [open, close] : {std::pair("(", ")"), std::pair("[", "]"), std::pair("{", "}")})
    check({"closed.js", repeated(open, kMany) + "1" + repeated(close, kMany), kTooDeep});
  check({"member.js", "a" + repeated(".b", kMany), "this expression is too long"});
  check({"sum.js", "a" + repeated("+a", kMany), "this expression is too long"});
  check({"module.mjs", repeated("await ", kMany), kTooDeep});
}

TEST_CASE("hostile: nested YAML is refused", "[cli][hostile]") {
  const std::string head = "asyncq: 1\nprogram:\n  - ";
  check({"flow.yaml", head + repeated("[", kMany), "nested more than 200 levels deep"});
  check({"flow-map.yaml", head + repeated("{a: ", kMany) + repeated("}", kMany), "nested more than 200"});
  check({"dashes.yaml", head + repeated("- ", kMany), "nested more than 200 levels deep"});
  check({"js.yaml", head + "call: " + repeated("f(", kMany), kTooDeep});
  check({"block.yaml", head + "js: |\n" + repeated("      (\n", kMany), kTooDeep});
  check({"text.yaml", head + "log: " + repeated("${", kMany), "expected '}'"});
}

TEST_CASE("hostile: lines of a megabyte", "[cli][hostile]") {
  check({"string.js", "f('" + std::string(1'000'000, 'a') + "')", ""});
  check({"open-string.js", "f('" + std::string(1'000'000, 'a'), "never closed"});
  check({"open-comment.js", "f() /*" + std::string(1'000'000, '*'), "never closed"});
  check({"number.js", std::string(1'000'000, '1'), ""});
  check({"name.js", std::string(1'000'000, 'x') + " y", "found 'y'"});
  check({"arguments.js", "f(" + repeated("'abcdefg',", kMany) + ")", ""});
  check({"holes.js", "x = [" + std::string(900'000, ',') + "]", ""});
  check({"text.yaml", "asyncq: 1\nprogram:\n  - log: " + std::string(1'000'000, 'a'), ""});
}

TEST_CASE("hostile: many faults are few words", "[cli][hostile]") {
  check({"brackets.js", repeated("(]", kMany), "expected"});
  check({"closers.js", repeated("}", kMany), "no bracket is open here"});
  check({"statements.js", repeated("a b;", kMany), "found 'b'"});
  check({"twice.js", repeated("let a;", kMany), "declared twice"});
  check({"left-out.js", repeated("fetch();", kMany), "does not model fetch"});
  check(
      {"private.js", "class A { f() {" + repeated("this.#a;", 90'000) + "} }", "not declared in any class"});
  check({"keys.yaml", "asyncq: 1\n" + repeated("a: 1\n", kMany), "stands here twice"});
  check({"bare.yaml", "asyncq: 1\nprogram:\n" + repeated("- bad\n", 80'000), "written with a key"});
  check({"undefined.yaml", "asyncq: 1\nprogram:\n  - log: " + repeated("${a}", 100'000), "not defined"});
}

TEST_CASE("hostile: bytes that are no text", "[cli][hostile]") {
  check({"surrogate.js", "x = '\xED\xA0\x80'",
         "surrogate.js:1:6: error: a byte that is not valid UTF-8 (0xED)"});
  check({"overlong.js", "\xC0\xAF", "overlong.js:1:1: error: a byte that is not valid UTF-8 (0xC0)"});
  check(
      {"cut.yaml", "asyncq: 1\ntitle: \xF0\x9F\x98", "cut.yaml:2:8: error: a byte that is not valid UTF-8"});
  check({"utf16.js",
         std::string("\xFF\xFE"
                     "f\0(\0)\0",
                     8),
         "this is UTF-16"});
  check({"nul.js", std::string("a\0b", 3), "a NUL byte"});
  check({"escaped.js", "x = '\\ud800' + `\\udc00\\ud800`", ""});
}
