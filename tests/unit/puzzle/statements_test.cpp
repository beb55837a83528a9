// Each statement of the YAML notation against the JavaScript that it stands for.

#include "puzzle/statements.h"

#include "tests/support/catch.h"
#include "tests/unit/puzzle/loading.h"

using namespace asyncq;

namespace {

struct Case {
  const char* yaml;
  const char* javascript;
};

void check(const Case& one, bool module = false) {
  INFO(one.yaml);
  const auto loaded = test::load_text(test::puzzle_text(one.yaml, module));
  if (!loaded) {
    FAIL_CHECK(support::format(loaded.errors()));
    return;
  }
  CHECK(loaded->program.body == test::javascript(one.javascript, module).body);
}

}  // namespace

TEST_CASE("statements: output", "[puzzle][statements]") {
  for (const Case& one : std::initializer_list<Case>{
           {"- log: plain text", "console.log('plain text');"},
           {"- log: 'it''s'", "console.log(\"it's\");"},
           {"- log: a ${1 + 1} b", "console.log(`a ${1 + 1} b`);"},
           {"- log: back\\slash", "console.log('back\\\\slash');"},
           {"- log: ''", "console.log('');"},
           {"- log: 42", "console.log('42');"},
           {"- log: null", "console.log('null');"},
           {"- log: |\n    two\n    lines\n", "console.log('two\\nlines');"},
           {"- log: >-\n    folded\n    text\n", "console.log('folded text');"},
           {"- log: {args: [a, 1, \"'text'\", '...rest']}", "console.log(a, 1, 'text', ...rest);"},
           {"- log: {args: []}", "console.log();"},
           {"- error: e", "console.error('e');"},
           {"- warn: e", "console.warn('e');"},
           {"- info: e", "console.info('e');"},
           {"- debug: e", "console.debug('e');"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: variables", "[puzzle][statements]") {
  for (const Case& one : std::initializer_list<Case>{
           {"- const: {a: 1, b: a + 1}", "const a = 1; const b = a + 1;"},
           {"- const: {'{a, b: [c]}': f()}", "const {a, b: [c]} = f();"},
           {"- const:\n    a: true\n    b: null\n    c: \"'x'\"\n    d: -1.5e3",
            "const a = true; const b = null; const c = 'x'; const d = -1.5e3;"},
           {"- const: {o: '{a: 1}', l: '[1, 2]'}", "const o = {a: 1}; const l = [1, 2];"},
           {"- let: {a: 1, b: }", "let a = 1; let b;"},
           {"- let: a", "let a;"},
           {"- var: {a: undefined}", "var a = undefined;"},
           {"- set: {a: 1, b.c: 2, 'd[0]': 3, '{e}': f}", "a = 1; b.c = 2; d[0] = 3; ({e} = f);"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: calls and raw JavaScript", "[puzzle][statements]") {
  for (const Case& one : std::initializer_list<Case>{
           {"- call: f(1, 'a')", "f(1, 'a');"},
           {"- call: new Thing()", "new Thing();"},
           {"- call: a?.b()", "a?.b();"},
           {"- call: f()\n  as: x", "const x = f();"},
           {"- {as: '{x, y}', call: f()}", "const {x, y} = f();"},
           {"- call: emitter.on\n  args: [\"'data'\", {as: x, do: [log: '${x}']}]",
            "emitter.on('data', (x) => console.log(`${x}`));"},
           {"- js: a += 1", "a += 1;"},
           {"- js: |\n    for (;;) break;\n    class A {}\n", "for (;;) break; class A {}"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: functions", "[puzzle][statements]") {
  for (const Case& one : std::initializer_list<Case>{
           {"- function: f\n  do: []", "function f() {}"},
           {"- function: f\n  as: a\n  do: [return: a]", "function f(a) { return a; }"},
           {"- function: f\n  as: 'a, b = 1'\n  do: []", "function f(a, b = 1) {}"},
           {"- function: f\n  as: [a, '{b}', c = 2, ...d]\n  do: [return]",
            "function f(a, {b}, c = 2, ...d) { return; }"},
           {"- function: f\n  as: []\n  async: true\n  do: [await: g]", "async function f() { await g; }"},
           {"- function: f\n  generator: true\n  do: [yield: 1, {yield: 2, as: x}, 'yield*': g()]",
            "function* f() { yield 1; const x = yield 2; yield* g(); }"},
           {"- function: f\n  async: true\n  generator: true\n  do: [await: a, yield: b]",
            "async function* f() { await a; yield b; }"},
           {"- function: f\n  async: false\n  do: []", "function f() {}"},
           {"- const: {f: {do: []}}", "const f = () => {};"},
           {"- const: {f: {as: [a], async: true, do: [await: a, log: b]}}",
            "const f = async (a) => { await a; console.log('b'); };"},
           {"- const: {f: [log: a]}", "const f = () => console.log('a');"},
           {"- const: {f: {as: a, do: [return: a + 1]}}", "const f = (a) => a + 1;"},
           {"- const: {f: {do: [return]}}", "const f = () => { return; };"},
           {"- const: {f: {function: , generator: true, do: [yield: 1]}}",
            "const f = function* () { yield 1; };"},
           {"- const: {f: {function: g, do: []}}", "const f = function g() {};"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: await, return, throw", "[puzzle][statements]") {
  check({"- await: a\n- await: f()\n  as: x\n- await: g\n  as: '[y]'",
         "await a; const x = await f(); const [y] = await g;"},
        true);
  for (const Case& one : std::initializer_list<Case>{
           {"- const: {f: {async: true, do: [return: {await: p}]}}", "const f = async () => await p;"},
           {"- function: f\n  do:\n    - return:\n        on: p\n        chain: [then: g]",
            "function f() { return p.then(g); }"},
           {"- throw: new Error('x')", "throw new Error('x');"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: control flow", "[puzzle][statements]") {
  for (const Case& one : std::initializer_list<Case>{
           {"- if: a\n  do: [log: x]", "if (a) { console.log('x'); }"},
           {"- if: a\n  do: []\n  else: [log: y]", "if (a) {} else { console.log('y'); }"},
           {"- if: a\n  do: []\n  else:\n    - if: b\n      do: []\n      else: []",
            "if (a) {} else if (b) {} else {}"},
           {"- for: const x of xs\n  do: [log: x]", "for (const x of xs) { console.log('x'); }"},
           {"- for: let i = 0; i < 3; i++\n  do: [continue]", "for (let i = 0; i < 3; i++) { continue; }"},
           {"- for: k in o\n  do: []", "for (k in o) {}"},
           {"- for: ;;\n  label: outer\n  do:\n    - break: outer", "outer: for (;;) { break outer; }"},
           {"- while: a > 0\n  do: [js: a--, break]", "while (a > 0) { a--; break; }"},
           {"- try: [log: a]\n  catch: [log: b]", "try { console.log('a'); } catch { console.log('b'); }"},
           {"- try: []\n  catch: {as: '{message}', do: [log: b]}\n  finally: [log: c]",
            "try {} catch ({message}) { console.log('b'); } finally { console.log('c'); }"},
           {"- try: []\n  finally: []", "try {} finally {}"},
           {"- const: {f: {async: true, do: [{for await: const x of s, do: [log: x]}]}}",
            "const f = async () => { for await (const x of s) { console.log('x'); } };"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: scheduling", "[puzzle][statements]") {
  for (const Case& one : std::initializer_list<Case>{
           {"- setTimeout: {ms: 0, do: [log: a]}", "setTimeout(() => console.log('a'), 0);"},
           {"- setTimeout: {ms: '10', do: f}", "setTimeout(f, 10);"},
           {"- setTimeout: {ms: n * 2, do: 'g(1, 2)', args: [x]}", "setTimeout(g(1, 2), n * 2, x);"},
           {"- setTimeout: {ms: 1, as: [a, b], args: [1, 2], async: true, do: [await: a, log: b]}",
            "setTimeout(async (a, b) => { await a; console.log('b'); }, 1, 1, 2);"},
           {"- setTimeout: {ms: 1, do: [log: a, log: b]}\n  as: t",
            "const t = setTimeout(() => { console.log('a'); console.log('b'); }, 1);"},
           {"- setInterval: {ms: 1, do: f}\n  as: i", "const i = setInterval(f, 1);"},
           {"- const: {t: {setTimeout: {ms: 1, do: f}}}", "const t = setTimeout(f, 1);"},
           {"- setImmediate: [log: a]\n  as: i", "const i = setImmediate(() => console.log('a'));"},
           {"- setImmediate: {do: f, args: [1]}", "setImmediate(f, 1);"},
           {"- nextTick: f", "process.nextTick(f);"},
           {"- nextTick: [call: f()]", "process.nextTick(() => { f(); });"},
           {"- nextTick: {as: x, args: [1], do: [log: '${x}']}",
            "process.nextTick((x) => console.log(`${x}`), 1);"},
           {"- queueMicrotask: [log: a]", "queueMicrotask(() => console.log('a'));"},
           {"- queueMicrotask: {async: true, do: [await: null]}",
            "queueMicrotask(async () => { await null; });"},
           {"- clearTimeout: t", "clearTimeout(t);"},
           {"- clearInterval: t", "clearInterval(t);"},
           {"- clearImmediate: t", "clearImmediate(t);"},
           {"- busy: 20", "{ const busyUntil = Date.now() + 20; while (Date.now() < busyUntil); }"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: simulated I/O declares what it needs, once", "[puzzle][statements]") {
  const std::string body =
      "  const end = Date.now() + least + Math.random() * (most - least);"
      "  if (!simulateIo.waiting) simulateIo.waiting = [];"
      "  const { waiting } = simulateIo;"
      "  waiting.push({ end, done: () => done(null, name) });"
      "  waiting.sort((a, b) => a.end - b.end);"
      "  const look = () => stat('.', () => (Date.now() <= waiting[0].end ? look() : "
      "waiting.shift().done()));"
      "  look(); }";
  const std::string by_callback =
      "function simulateIo(name, done, least = Math.random() * 20, most = least) {"
      "  const { stat } = require('node:fs');" +
      body;
  const std::string by_promise =
      "function simulateIoPromise(name, least, most) {"
      "  return new Promise((resolve) => simulateIo(name, (error, data) => resolve(data), least, most)); }";
  check({"- io: file ${n}\n  ms: 20\n  as: [error, data]\n  do: [log: '${data}']\n- {io: b, ms: any, do: f}",
         (by_callback +
          "simulateIo(`file ${n}`, (error, data) => console.log(`${data}`), 20); simulateIo('b', f);")
             .c_str()});
  check(
      {"- {io: a, ms: 5, as: p}\n- {io: b, ms: any}",
       (by_callback + by_promise + "const p = simulateIoPromise('a', 5); simulateIoPromise('b');").c_str()});
  check({"- {io: a, ms: 5..20, as: p}\n- {io: b, ms: ' 0.5 .. 1.25 ', do: f}\n- {io: c, ms: n * 2}",
         (by_callback + by_promise +
          "const p = simulateIoPromise('a', 5, 20); simulateIo('b', f, 0.5, 1.25);"
          "simulateIoPromise('c', n * 2);")
             .c_str()});
  std::string in_module = body;
  in_module.replace(in_module.find("stat('.'"), 4, "statForIo");
  check({"- await: {io: a, ms: any}\n  as: x",
         ("import { stat as statForIo } from 'node:fs';"
          "function simulateIo(name, done, least = Math.random() * 20, most = least) {" +
          in_module + by_promise + "const x = await simulateIoPromise('a');")
             .c_str()},
        true);
}

TEST_CASE("statements: promises", "[puzzle][statements]") {
  for (const Case& one : std::initializer_list<Case>{
           {"- promise: p\n  do: [call: resolve(1)]",
            "const p = new Promise((resolve, reject) => { resolve(1); });"},
           {"- promise: p\n  as: done\n  do: [call: done()]",
            "const p = new Promise((done) => { done(); });"},
           {"- promise: p\n  as: []\n  do: [log: a]", "const p = new Promise(() => console.log('a'));"},
           {"- promise: p\n  async: true\n  do: [await: q, log: a]",
            "const p = new Promise(async (resolve, reject) => { await q; console.log('a'); });"},
           {"- promise: p\n  do: executor", "const p = new Promise(executor);"},
           {"- promise: [log: a]", "new Promise((resolve, reject) => console.log('a'));"},
           {"- promise: {as: done, do: [call: done()]}\n  as: p",
            "const p = new Promise((done) => { done(); });"},
           {"- const: {p: {promise: []}}", "const p = new Promise((resolve, reject) => {});"},
           {"- on: p\n  chain: [then: [log: a]]", "p.then(() => console.log('a'));"},
           {"- on: p\n  chain:\n    - then: {as: v, do: [return: v]}\n      else: {as: e, async: true, do: "
            "[throw: e]}\n    - catch: f\n    - finally: [call: g()]\n  as: q",
            "const q = p.then((v) => v, async (e) => { throw e; }).catch(f).finally(() => { g(); });"},
           {"- on: {promise: [call: resolve(1)]}\n  chain: [then: f]",
            "new Promise((resolve, reject) => { resolve(1); }).then(f);"},
           {"- on: a ?? b\n  chain: [then: f]", "(a ?? b).then(f);"},
           {"- on: p\n  chain: [then: null, catch: undefined]", "p.then(null).catch(undefined);"},
           {"- forEach: '[1, 2]'\n  as: n\n  async: true\n  do: [await: n]",
            "[1, 2].forEach(async (n) => { await n; });"},
           {"- const: {jobs: {map: xs, as: [x, i], do: [return: f(x)]}}",
            "const jobs = xs.map((x, i) => f(x));"},
           {"- forEach: xs\n  do: f", "xs.forEach(f);"},
       }) {
    check(one);
  }
}

TEST_CASE("statements: every row's example is one", "[puzzle][statements]") {
  for (const puzzle::StatementRow& row : puzzle::statement_rows()) {
    const std::string jump = row.key == "break" || row.key == "continue" ? "while: a\n  do:\n    - " : "";
    const std::string inside = "- function: f\n  async: true\n  generator: true\n  do:\n    - ";
    const std::string wrapped = jump.empty() ? "" : "while: a\n      do:\n        - ";
    INFO(row.key);
    CHECK(test::problems_in(test::puzzle_text(inside + wrapped + std::string(row.example) + "\n")) == "");
  }
}

TEST_CASE("statements: JavaScript in a loop may leave it", "[puzzle]") {
  const auto loaded =
      test::load_text(test::puzzle_text("- for: const a of b\n  label: outer\n  do:\n    - js: if (a) "
                                        "continue;\n    - js: if (c) break outer;\n"));
  REQUIRE(loaded.ok());
  CHECK(loaded->program ==
        test::javascript("outer: for (const a of b) { if (a) continue; if (c) break outer; }"));
  CHECK(test::problems_in(test::puzzle_text("- while: a\n  do:\n    - js: f(() => { break; })"))
            .starts_with("5:21 'break' is only valid inside a loop"));
}
