// From the tree back to the YAML notation: what is written is read back as the same program.

#include "puzzle/yaml_writer.h"

#include <cstdlib>

#include "puzzle/statements.h"
#include "support/text.h"
#include "syntax/printer.h"
#include "syntax/simulated_io.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/random_ast.h"
#include "tests/unit/puzzle/loading.h"

using namespace asyncq;

namespace {

puzzle::Puzzle script(const std::string& text, bool module = false) {
  puzzle::Puzzle result;
  result.id = "p";
  result.module = module;
  result.notation = puzzle::Notation::javascript;
  result.program = test::javascript(text, module);
  return result;
}

// The YAML under "program:" for JavaScript.
std::string statements(const std::string& text, bool module = false) {
  const std::string file = puzzle::to_yaml(script(text, module));
  const auto loaded = test::load_text(file);
  INFO(file);
  if (!loaded) {
    FAIL_CHECK(support::format(loaded.errors()));
    return file;
  }
  CHECK(loaded->program == script(text, module).program);
  const std::size_t at = file.find("program:");
  return at == std::string::npos ? file.substr(file.find("code:")) : file.substr(at + 8);
}

}  // namespace

TEST_CASE("yaml writer: simulated I/O, with every kind of latency", "[puzzle][writer]") {
  std::string functions;
  for (const auto form : {syntax::IoForm::callback, syntax::IoForm::promise}) {
    for (const auto& each : syntax::io_functions(form, syntax::SourceKind::script, {})) {
      functions += syntax::print(each) + "\n";
    }
  }
  CHECK(statements(functions +
                   "simulateIo('a', f, 5, 20); const p = simulateIoPromise('b');"
                   "simulateIo('c', f, 20); simulateIoPromise('d', n * 2); simulateIo('e', f);") ==
        "\n  - io: a\n    ms: 5..20\n    do: f\n  - io: b\n    ms: any\n    as: p\n"
        "  - io: c\n    ms: 20\n    do: f\n  - io: d\n    ms: n * 2\n  - io: e\n    ms: any\n    do: f\n");
  CHECK(statements(functions + "simulateIo('a', f, n, 20); simulateIoPromise('b', 1, 2, 3);").find("io:") ==
        std::string::npos);
}

TEST_CASE("yaml writer: statements", "[puzzle][writer]") {
  CHECK(statements("console.log('a');") == "\n  - log: a\n");
  CHECK(statements("console.log('a: b', 1);") == "\n  - log: {args: ['''a: b''', 1]}\n");
  CHECK(statements("console.log(`a ${b + 1}: c`);") == "\n  - log: 'a ${b + 1}: c'\n");
  CHECK(statements("console.log('two\\nlines');") == "\n  - log: |-\n      two\n      lines\n");
  CHECK(statements("console.log('${x}');") == "\n  - log: {args: ['''${x}''']}\n");
  CHECK(statements("const a = 1; let b; let c = a ? 'x' : 'y';") ==
        "\n  - const: {a: 1}\n  - let: b\n  - let: {c: 'a ? ''x'' : ''y'''}\n");
  CHECK(statements("const [a, b] = f(1, 2);") == "\n  - const: {'[a, b]': 'f(1, 2)'}\n");
  CHECK(statements("a.b = 2; x += 1; console.log(x);") ==
        "\n  - set: {a.b: 2}\n  - js: x += 1;\n  - log: {args: [x]}\n");
  CHECK(statements("setTimeout(() => console.log('timer'), 0);") ==
        "\n  - setTimeout: {ms: 0, do: [log: timer]}\n");
  CHECK(statements("setTimeout(() => { console.log('timer'); }, 0);") ==
        "\n  - setTimeout: {ms: 0, do: [js: console.log('timer');]}\n");
  CHECK(statements("setTimeout((a) => { f(); g(); }, 5, 1);") ==
        "\n  - setTimeout: {ms: 5, args: [1], as: a, do: [call: f(), call: g()]}\n");
  CHECK(statements("process.nextTick(f); queueMicrotask(() => { f(); g(); }); setImmediate(f, 1);") ==
        "\n  - nextTick: f\n  - queueMicrotask: [call: f(), call: g()]\n  - setImmediate: {args: [1], do: "
        "f}\n");
  CHECK(statements("async function f(a, { b } = {}, ...c) { await a; const d = await b; return d; } f();") ==
        "\n  - function: f\n    as: [a, '{ b } = {}', ...c]\n    async: true\n    do:\n      - await: a\n"
        "      - await: b\n        as: d\n      - return: d\n  - call: f()\n");
  CHECK(statements("const p = new Promise((resolve) => { f(); resolve(1); });") ==
        "\n  - promise: p\n    as: resolve\n    do: [call: f(), call: resolve(1)]\n");
  CHECK(statements("const p = new Promise((resolve, reject) => { f(); g(); });") ==
        "\n  - promise: p\n    do: [call: f(), call: g()]\n");
  CHECK(statements(
            "p.then((v) => console.log(`${v}`), f).catch((e) => e.message).finally(() => { f(); g(); });") ==
        "\n  - on: p\n    chain:\n      - then: {as: v, do: [log: '${v}']}\n        else: f\n"
        "      - catch: (e) => e.message\n      - finally: [call: f(), call: g()]\n");
  CHECK(statements("if (a) { f(); } else if (b) { g(); } else { h(); }") ==
        "\n  - if: a\n    do: [call: f()]\n    else:\n      - if: b\n        do: [call: g()]\n        else: "
        "[call: h()]\n");
  CHECK(
      statements("outer: for (const x of xs) { while (a) { break outer; } }") ==
      "\n  - for: const x of xs\n    label: outer\n    do:\n      - while: a\n        do: [break: outer]\n");
  CHECK(statements("try { f(); } catch (e) { throw e; } finally { g(); }") ==
        "\n  - try: [call: f()]\n    catch: {as: e, do: [throw: e]}\n    finally: [call: g()]\n");
  CHECK(statements("{ const busyUntil = Date.now() + 20; while (Date.now() < busyUntil); }") ==
        "\n  - busy: 20\n");
  CHECK(statements("class A { m() {} }\nf();") ==
        "\n  - js: |\n      class A {\n        m() {}\n      }\n  - call: f()\n");
}

TEST_CASE("yaml writer: what no statement says is code", "[puzzle][writer]") {
  CHECK(statements("switch (a) { case 1: break; }") ==
        "code: |\n  switch (a) {\n    case 1:\n      break;\n  }\n");
}

TEST_CASE("yaml writer: a puzzle's other keys", "[puzzle][writer]") {
  const std::string text =
      "asyncq: 1\n"
      "id: a-b\n"
      "title: 'On: the ''run'''\n"
      "runtime: node20\n"
      "module: true\n"
      "level: 3\n"
      "topics: [await, '1', 'true']\n"
      "points: 2.5\n"
      "prompt: |\n"
      "  Two\n"
      "\n"
      "  lines\n"
      "scoring: lcs\n"
      "program:\n"
      "  - await: p\n"
      "hints: ['a, b', c]\n"
      "explanation: because\n"
      "expect: [1, '', 'x: y', true, null]\n"
      "prediction: []\n";
  const auto loaded = test::load_text(text);
  REQUIRE(loaded.ok());
  CHECK(puzzle::to_yaml(*loaded) == text);
}

TEST_CASE("yaml writer: every example of the reference survives", "[puzzle][writer]") {
  const std::string markdown = test::read_file(test::source_path("puzzles/README.md"));
  std::size_t count = 0;
  for (std::size_t at = markdown.find("\n```js\n"); at != std::string::npos;
       at = markdown.find("\n```js\n", at + 1)) {
    const std::size_t begin = at + 7;
    const std::string text = markdown.substr(begin, markdown.find("```", begin) - begin);
    const std::string written = statements(text);
    INFO(written);
    CHECK(written.starts_with("\n  - "));
    ++count;
  }
  CHECK(count >= 15);
}

TEST_CASE("yaml writer: recorded programs survive", "[puzzle][writer]") {
  for (const auto& path : test::files_below(test::source_path("tests/conformance"), {".js", ".mjs"})) {
    INFO(path.string());
    const bool module = path.extension() == ".mjs";
    syntax::ParseOptions options;
    options.kind = module ? syntax::SourceKind::module : syntax::SourceKind::script;
    const std::string text = test::read_file(path);
    options.file = std::make_shared<support::SourceFile>(path.string(), text);
    if (syntax::parse_program(text, options).ok()) (void)statements(text, module);
  }
}

TEST_CASE("yaml writer: every puzzle survives, in all that it says", "[puzzle][writer]") {
  std::size_t count = 0;
  for (const char* folder : {"puzzles", "tests/golden/inputs", "tests/fuzz/corpus/puzzle"}) {
    for (const auto& path : test::files_below(test::source_path(folder), {".yaml"})) {
      INFO(path.string());
      const auto loaded = puzzle::load_puzzle(path.string(), {});
      if (!loaded) continue;
      ++count;
      const std::string written = puzzle::to_yaml(*loaded);
      INFO(written);
      const auto reread = test::load_text(written, path.string());
      REQUIRE((reread.ok() ? std::string() : support::format(reread.errors())) == "");
      CHECK(reread->program == loaded->program);
      CHECK(reread->id == loaded->id);
      CHECK(reread->title == loaded->title);
      CHECK(reread->prompt == loaded->prompt);
      CHECK(reread->explanation == loaded->explanation);
      CHECK(reread->hints == loaded->hints);
      CHECK(reread->topics == loaded->topics);
      CHECK(reread->points == loaded->points);
      CHECK(reread->scoring == loaded->scoring);
      CHECK(reread->expect.has_value() == loaded->expect.has_value());
      if (loaded->expect) CHECK(reread->expect->value == loaded->expect->value);
    }
  }
  CHECK(count > 55);
}

TEST_CASE("yaml writer: a puzzle of statements stays one of statements", "[puzzle][writer]") {
  for (const auto& path : test::files_below(test::source_path("puzzles"), {".yaml"})) {
    const auto loaded = puzzle::load_puzzle(path.string(), {});
    if (!loaded || loaded->notation != puzzle::Notation::yaml) continue;
    INFO(path.string());
    CHECK(puzzle::to_yaml(*loaded).find("\nprogram:\n") != std::string::npos);
  }
}

TEST_CASE("yaml writer: random programs survive", "[puzzle][writer][property]") {
  const char* asked = std::getenv("ASYNCQ_RANDOM_TREES");
  const std::uint64_t count = asked == nullptr ? 300 : std::strtoull(asked, nullptr, 10);
  std::size_t lost = 0;
  for (std::uint64_t seed = 1; seed <= count && lost < 3; ++seed) {
    puzzle::Puzzle puzzle;
    puzzle.id = "p";
    puzzle.program = test::RandomTree(seed).program();
    puzzle.module = puzzle.program.kind == syntax::SourceKind::module;
    if (puzzle.program.body.empty()) continue;
    const std::string written = puzzle::to_yaml(puzzle);
    const auto reread = test::load_text(written);
    if (reread && reread->program == puzzle.program && reread->module == puzzle.module) continue;
    ++lost;
    FAIL_CHECK("seed " << seed << ": "
                       << (reread ? "means something else\n" : support::format(reread.errors())) << written);
  }
}
