// Where runtimes disagree: what real engines printed (tests/engines/pinned) is what the rows of the policy
// table make the model print. The programs are those of puzzles/README.md.

#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/execute.h"

using namespace asyncq;

namespace {

std::string words(const std::string& program, std::string_view runtime,
                  const std::string& name = "program.js") {
  const test::Execution execution = test::execute(name, program, {.runtime = runtime});
  if (!execution.accepted()) return execution.rejected;
  std::string out = execution.out();
  for (char& letter : out) {
    if (letter == '\n') letter = '|';
  }
  return out;
}

struct Expectation {
  std::vector<std::string_view> runtimes;
  std::string out;
};

void check(const std::string& program, const std::vector<Expectation>& expected,
           const std::string& name = "program.js") {
  for (const Expectation& each : expected) {
    for (const std::string_view runtime : each.runtimes) {
      INFO(runtime);
      CHECK(words(program, runtime, name) == each.out);
    }
  }
}

}  // namespace

TEST_CASE("runtimes: what await of a promise costs", "[runtimes]") {
  check(R"((async () => {
  await Promise.resolve();
  console.log('after await');
})();
Promise.resolve().then(() => console.log('then 1')).then(() => console.log('then 2'));
)",
        {{{"node10", "node11"}, "then 1|then 2|after await|"},
         {{"node8", "node12", "node14", "node18", "node24", "node26", "deno", "bun", "browser"},
          "after await|then 1|then 2|"}});
}

TEST_CASE("runtimes: what returning a promise from an async function costs", "[runtimes]") {
  check(R"(const settled = Promise.resolve();
const f = async () => settled;
f().then(() => console.log('returned'));
settled.then(() => console.log('then 1')).then(() => console.log('then 2'));
)",
        {{{"node8"}, "returned|then 1|then 2|"},
         {{"node10", "node11", "node12", "node24", "deno", "bun", "browser"}, "then 1|then 2|returned|"}});
}

TEST_CASE("runtimes: promise callbacks of a timer, and the next timer", "[runtimes]") {
  check(R"(setTimeout(() => {
  console.log('A');
  Promise.resolve().then(() => console.log('A then'));
}, 0);
setTimeout(() => console.log('B'), 0);
)",
        {{{"node8", "node10"}, "A|B|A then|"},
         {{"node11", "node12", "node24", "deno", "bun", "browser"}, "A|A then|B|"}});
}

TEST_CASE("runtimes: an unhandled rejection", "[runtimes]") {
  check(R"(Promise.reject(new Error('lost'));
setTimeout(() => console.log('timer'), 0);
process.on('exit', (code) => console.log('exit', code));
)",
        {{{"node8", "node10", "node12", "node14"}, "timer|exit 0|"},
         {{"node15", "node16", "node18", "node20", "node24", "node26"}, "exit 1|"},
         {{"deno"}, ""}});
}

TEST_CASE("runtimes: ticks and promise callbacks after a module", "[runtimes]") {
  check(R"(process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('then'));
)",
        {{{"node12", "node14", "node22.17", "node24", "deno"}, "then|tick|"}, {{"bun"}, "tick|then|"}},
        "program.mjs");
}

TEST_CASE("runtimes: immediate and timer after a module, by its loader", "[runtimes]") {
  check(R"(const start = Date.now();
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
while (Date.now() - start < 10);
)",
        {{{"node12", "node14", "node18", "node20", "node22.17", "node24.2", "bun"}, "immediate|timeout|"},
         {{"node22", "node24", "node26", "deno"}, "timeout|immediate|"}},
        "program.mjs");
}

TEST_CASE("runtimes: what finally costs", "[runtimes]") {
  check(R"(Promise.resolve().finally(() => {}).then(() => console.log('after finally'));
Promise.resolve()
  .then(() => console.log('then 1')).then(() => console.log('then 2'))
  .then(() => console.log('then 3')).then(() => console.log('then 4'));
)",
        {{{"bun"}, "then 1|after finally|then 2|then 3|then 4|"},
         {{"node10", "node12", "node24", "deno", "browser"}, "then 1|then 2|then 3|after finally|then 4|"}});
}

TEST_CASE("runtimes: overdue timers by duration or by expiry", "[runtimes]") {
  check(R"(setTimeout(() => setTimeout(() => console.log('set last, 100'), 100), 50);
setTimeout(() => console.log('set first, 100'), 100);
setTimeout(() => {
  setTimeout(() => console.log('110'), 60);
  const start = Date.now();
  while (Date.now() - start < 150);
}, 51);
)",
        {{{"node8", "node10", "node12", "node24", "deno"}, "set first, 100|set last, 100|110|"},
         {{"bun"}, "set first, 100|110|set last, 100|"}});
}

TEST_CASE("runtimes: what yield* costs in an async generator", "[runtimes]") {
  check(R"(const inner = async function* () { yield 'value'; };
const outer = async function* () { yield* inner(); };
outer().next().then(() => console.log('yielded'));
Promise.resolve().then(() => console.log('then 1')).then(() => console.log('then 2'))
  .then(() => console.log('then 3')).then(() => console.log('then 4'));
)",
        {{{"node20", "node22", "node24", "deno", "bun"}, "then 1|then 2|yielded|then 3|then 4|"},
         {{"node12", "node14", "node18"}, "then 1|then 2|then 3|yielded|then 4|"},
         {{"node10", "node11"}, "then 1|then 2|then 3|then 4|yielded|"}});
}

TEST_CASE("runtimes: a delay of 0 is 1 but in browsers", "[runtimes]") {
  check("setTimeout(() => console.log('one'), 1);\nsetTimeout(() => console.log('zero'), 0);\n",
        {{{"node8", "node24", "deno", "bun"}, "one|zero|"}, {{"browser"}, "zero|one|"}});
}

TEST_CASE("runtimes: what a runtime lacks is not there", "[runtimes]") {
  check("console.log(typeof queueMicrotask, typeof Promise.any, typeof process);\n",
        {{{"node8", "node10"}, "undefined undefined object|"},
         {{"node11", "node14"}, "function undefined object|"},
         {{"node15", "node24"}, "function function object|"},
         {{"browser"}, "function function undefined|"}});
}

TEST_CASE("runtimes: newer syntax is refused at its place", "[runtimes]") {
  const test::Execution old =
      test::execute("a.js", "const a = {};\nconsole.log(a?.b);\n", {.runtime = "node12"});
  CHECK(old.rejected.find("a.js:2:13: error: Node 12, CommonJS has no optional chaining") !=
        std::string::npos);
  CHECK(old.rejected.find("Node 14 is the first that has it") != std::string::npos);
  CHECK(test::execute("a.js", "const a = {};\nconsole.log(a?.b);\n", {.runtime = "node14"}).accepted());
}

TEST_CASE("runtimes: what becomes of a sync iterator with a rejected value", "[runtimes]") {
  check(R"(const source = { [Symbol.iterator]: () => ({
  next: () => ({ done: false, value: Promise.reject('no') }),
  return() { console.log('closed'); return {}; } }) };
(async () => {
  try { for await (const x of source); } catch (e) { console.log(e); }
})();
)",
        {{{"node10", "node12", "node20", "node22"}, "no|"},
         {{"node24", "node26", "deno", "bun", "browser"}, "closed|no|"}});
}

TEST_CASE("runtimes: a throw into yield* of a sync iterator without throw()", "[runtimes]") {
  check(R"(const source = { [Symbol.iterator]: () => ({
  next: () => ({ done: false, value: 1 }), return() { console.log('closed'); return {}; } }) };
async function* outer() { yield* source; }
(async () => {
  const it = outer();
  await it.next();
  try { await it.throw('thrown'); } catch (e) { console.log(e.message || e); }
})();
)",
        {{{"node10", "node20", "node22"}, "thrown|"},
         {{"node24", "deno", "browser"}, "closed|The iterator does not provide a 'throw' method.|"}});
}

TEST_CASE("runtimes: a rejected promise given to return() of what yields by yield*", "[runtimes]") {
  check(R"(const source = { [Symbol.asyncIterator]: () => ({
  async next(v) { console.log('next', v); return { done: false, value: 1 }; },
  async throw(e) { console.log('throw', e); return { done: false, value: 2 }; },
  async return() { return { done: true }; } }) };
async function* outer() { yield* source; }
(async () => {
  const it = outer();
  await it.next();
  console.log((await it.return(Promise.reject('no'))).value);
})();
)",
        {{{"node10", "node12", "node20", "bun"}, "next undefined|throw no|2|"},
         {{"node22", "node24", "node26", "deno", "browser"}, "next undefined|next no|1|"}});
}

TEST_CASE("runtimes: Bun runs the first ticks right after the microtask that queues them", "[runtimes]") {
  const std::string body = R"(Promise.resolve().then(() => {
  console.log('m1');
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('m3'));
});
Promise.resolve().then(() => console.log('m2'));
)";
  check(body, {{{"bun"}, "m1|tick|m2|m3|"}, {{"node24", "deno"}, "m1|m2|m3|tick|"}});
  check("process.nextTick(() => console.log('t0'));" + body, {{{"bun", "node24"}, "t0|m1|m2|m3|tick|"}});
  check("setTimeout(() => { process.nextTick(() => console.log('t0'));" + body + "});",
        {{{"bun"}, "t0|m1|tick|m2|m3|"}, {{"node24"}, "t0|m1|m2|m3|tick|"}});
}

TEST_CASE("runtimes: directives and quotes of the console", "[runtimes]") {
  check(R"(console.log('%s %s', {a: 1}, -0);
console.log("it's", ["it's"]);
)",
        {{{"node8", "node10"}, R"([object Object] 0|it's [ 'it\'s' ]|)"},
         {{"node11"}, R"([object Object] 0|it's [ "it's" ]|)"},
         {{"node12", "node18", "node24"}, R"({ a: 1 } -0|it's [ "it's" ]|)"}});
}

TEST_CASE("runtimes: errors inside of values, and with properties", "[runtimes]") {
  check(R"(const error = new Error('no');
error.stack = 'Error: no\n    at here';
console.log([error]);
error.code = 1;
console.log(error);
)",
        {{{"node8"}, "[ Error: no|    at here ]|{ Error: no|    at here code: 1 }|"},
         {{"node10", "node11"}, "[ Error: no|      at here ]|{ Error: no|    at here code: 1 }|"},
         {{"node12", "node15"}, "[ Error: no|      at here ]|Error: no|    at here {|  code: 1|}|"},
         {{"node16", "node20", "node24"},
          "[|  Error: no|      at here|]|Error: no|    at here {|  code: 1|}|"}});
  check(R"(const error = new Error('no');
delete error.stack;
error.stack = undefined;
console.log(error);
)",
        {{{"node8", "node11"}, "{ [Error: no] stack: undefined }|"},
         {{"node12", "node20"}, "[Error: no] { stack: undefined }|"},
         {{"node22", "node24"}, "[Error: no]|"}});
}

TEST_CASE("runtimes: classes of the program's own in the console", "[runtimes]") {
  check(R"(class List extends Array {}
class Later extends Promise {}
console.log(List.of(1), Later.resolve(2), Object.create(null));
)",
        {{{"node8"}, "List [ 1 ] Later { 2 } {}|"},
         {{"node10", "node11"}, "List [ 1 ] Later [Promise] { 2 } [Object: null prototype] {}|"},
         {{"node12", "node24"}, "List(1) [ 1 ] Later [Promise] { 2 } [Object: null prototype] {}|"}});
}

TEST_CASE("runtimes: a message goes where structuredClone is no function yet", "[runtimes]") {
  check(
      "const { port1, port2 } = new MessageChannel();\n"
      "port1.onmessage = ({ data }) => { console.log(data); port1.close(); };\n"
      "port2.postMessage(['sent']);\n",
      {{{"node16", "node24"}, "[ 'sent' ]|"}});
}

TEST_CASE("runtimes: the words of a promise's errors", "[runtimes]") {
  check(
      "try { new Promise(5); } catch (e) { console.log(e.message); }"
      "const p = Promise.resolve().then(() => p); p.catch((e) => console.log(e.message));",
      {{{"node24"}, "Promise resolver 5 is not a function|Chaining cycle detected for promise #<Promise>|"},
       {{"bun"}, "Promise constructor takes a function argument|Cannot resolve a promise with itself|"}});
}

TEST_CASE("runtimes: a loop that only counts takes no steps, and all its time", "[runtimes]") {
  check(
      "setTimeout(() => console.log('timer'), 0); setImmediate(() => console.log('immediate'));"
      "for (let i = 0; i < 1e9; i++); for (var j = 0; j <= 1e9; j++) {} console.log(j);",
      {{{"node24"}, "1000000001|timer|immediate|"}});
  CHECK(test::execute("a.js", "for (let i = 0; i < 1e15; i++);", {}).outcome.ending.kind ==
        trace::EndingKind::limit);
}

// The programs below were run on Deno 2.9 and Bun 1.4.

TEST_CASE("runtimes: what still runs after an unhandled rejection", "[runtimes]") {
  check(R"(process.on('exit', () => console.log('exit'));
Promise.reject(new Error('nobody takes it'));
process.nextTick(() => console.log('tick'));
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timeout'), 40);
)",
        {{{"node24"}, "tick|exit|"}, {{"deno"}, "tick|"}, {{"bun"}, "tick|immediate|timeout|exit|"}});
}

TEST_CASE("runtimes: without an immediate Bun ends before the next turn", "[runtimes]") {
  check(R"(Promise.reject(new Error('nobody takes it'));
process.nextTick(() => console.log('tick'));
setTimeout(() => console.log('timeout'), 40);
)",
        {{{"bun"}, "tick|"}});
}

TEST_CASE("runtimes: what still runs after an exception of a timer", "[runtimes]") {
  check(R"(process.on('exit', (code) => console.log('exit', code));
setTimeout(() => {
  console.log('A');
  process.nextTick(() => console.log('A tick'));
  throw new Error('nobody takes it');
}, 1);
setTimeout(() => console.log('B'), 1);
const start = Date.now();
while (Date.now() - start < 10);
)",
        {{{"node24"}, "A|exit 1|"}, {{"deno"}, "A|"}, {{"bun"}, "A|A tick|B|exit 1|"}});
}

TEST_CASE("runtimes: when a handler has taken an exception", "[runtimes]") {
  const std::string program = R"(process.on('uncaughtException', () => console.log('taken'));
setTimeout(() => {
  console.log('A');
  process.nextTick(() => console.log('A tick'));
  throw new Error('taken');
}, 1);
setTimeout(() => console.log('B'), 1);
const start = Date.now();
while (Date.now() - start < 10);
)";
  check(program, {{{"node24"}, "A|taken|B|A tick|"}, {{"deno", "bun"}, "A|taken|A tick|B|"}});
}

TEST_CASE("runtimes: Bun drains after an immediate unless it throws", "[runtimes]") {
  check(R"(process.on('uncaughtException', () => console.log('taken'));
setImmediate(() => {
  console.log('A');
  process.nextTick(() => console.log('A tick'));
  throw new Error('taken');
});
setImmediate(() => console.log('B'));
)",
        {{{"deno"}, "A|taken|A tick|B|"}, {{"bun"}, "A|taken|B|A tick|"}});
}

TEST_CASE("runtimes: Bun tells of rejections once in a turn, and the ticks of listeners wait", "[runtimes]") {
  check(R"(process.on('unhandledRejection', (reason) => {
  console.log('rejected', reason);
  process.nextTick(() => console.log('tick', reason));
  if (reason === 1) Promise.reject(2);
});
setTimeout(() => { console.log('A'); Promise.reject(1); }, 1);
setTimeout(() => console.log('B'), 1);
setTimeout(() => console.log('C'), 60);
const start = Date.now();
while (Date.now() - start < 10);
)",
        {{{"node24"}, "A|rejected 1|tick 1|rejected 2|tick 2|B|C|"},
         {{"bun"}, "A|B|rejected 1|rejected 2|C|tick 1|tick 2|"}});
}

TEST_CASE("runtimes: messages before immediates", "[runtimes]") {
  check(R"(const { port1, port2 } = new MessageChannel();
port1.onmessage = () => { console.log('message'); port1.close(); };
setImmediate(() => console.log('immediate'));
port2.postMessage('');
)",
        {{{"bun"}, "message|immediate|"}});
}

TEST_CASE("runtimes: what await of a thenable costs that resolves with a promise", "[runtimes]") {
  check(R"((async () => {
  await { then(resolve) { resolve(Promise.resolve()); } };
  console.log('awaited');
})();
Promise.resolve()
  .then(() => console.log('then 1')).then(() => console.log('then 2'))
  .then(() => console.log('then 3')).then(() => console.log('then 4'));
)",
        {{{"bun"}, "then 1|then 2|awaited|then 3|then 4|"},
         {{"node12", "node24", "deno", "browser"}, "then 1|then 2|then 3|awaited|then 4|"}});
}

TEST_CASE("runtimes: finally waits for a thenable", "[runtimes]") {
  check(
      R"(Promise.resolve().finally(() => ({ then(resolve) { resolve(1); } })).then(() => console.log('after'));
Promise.resolve()
  .then(() => console.log('then 1')).then(() => console.log('then 2')).then(() => console.log('then 3'));
)",
      {{{"bun"}, "then 1|then 2|after|then 3|"}});
}

TEST_CASE("runtimes: the ticks of a module in Deno wait for a timer that is due", "[runtimes]") {
  check(R"(process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('then'));
setTimeout(() => console.log('timeout'), 1);
const start = Date.now();
while (Date.now() - start < 10);
)",
        {{{"node24"}, "then|tick|timeout|"}, {{"deno"}, "then|timeout|tick|"}}, "program.mjs");
}

TEST_CASE("runtimes: an exception of the main script in Deno", "[runtimes]") {
  check(R"(process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('then'));
setTimeout(() => console.log('timeout'), 1);
setTimeout(() => console.log('timeout 2'), 1);
const start = Date.now();
while (Date.now() - start < 10);
throw new Error('nobody takes it');
)",
        {{{"node24"}, ""}, {{"deno"}, "then|timeout|tick|"}, {{"bun"}, "tick|then|"}});
}
