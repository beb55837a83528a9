// 9.5 Jobs where the interpreter goes from one to the next by itself: everything that can come between two of
// them, and every way in which one can end. What is expected is what Node 24 prints; with a listener, who is
// told of each job, nothing is different.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

namespace {

using Lines = std::vector<std::string>;

class Listener final : public asyncq::trace::Listener {
 public:
  asyncq::trace::EventId on_event(asyncq::trace::Event) override { return ++last_; }

 private:
  asyncq::trace::EventId last_ = 0;
};

// The lines, when they are the same with and without a listener, and so is the work that was counted.
Lines lines_both_ways(const std::string& source) {
  Listener listener;
  const auto alone = asyncq::test::execute("test.js", source).outcome;
  const auto listened = asyncq::test::execute("test.js", source, {.listener = &listener}).outcome;
  CHECK(alone.lines(asyncq::trace::Stream::out) == listened.lines(asyncq::trace::Stream::out));
  CHECK(alone.steps == listened.steps);
  return alone.lines(asyncq::trace::Stream::out);
}

}  // namespace

TEST_CASE("9.5.5 HostEnqueuePromiseJob: handlers that return, throw, queue and resume, one after the other",
          "[spec]") {
  CHECK(lines_both_ways(
            "const p = Promise.resolve(1), log = console.log;"
            "p.then(() => { process.nextTick(log, 'tick'); queueMicrotask(() => log('micro'));"
            "    setImmediate(log, 'immediate'); })"
            "  .then(() => { throw 'x'; })"
            "  .then(log, (e) => { log('caught', e); return { then(f) { log('then'); f('thenable'); } }; })"
            "  .then((v) => { log(v); return Promise.resolve('promise'); })"
            "  .then((v) => { log(v); return null.x; })"
            "  .catch((e) => log(e.message))"
            "  .then(function () { log(this === globalThis, arguments.length, arguments[0]); });"
            "(async () => { for (let i = 0; i < 3; i++) { await i; log('loop', i); } throw 'end'; })()"
            "  .catch((e) => log('rejected', e));"
            "process.nextTick(() => { Promise.resolve().then(() => log('of tick')); process.nextTick(log, "
            "'tick "
            "2'); });"
            "const self = p.then(() => self); self.catch((e) => log(e.message));") ==
        Lines{"tick 2", "loop 0", "of tick", "micro", "loop 1",
              "Chaining cycle detected for promise #<Promise>", "caught x", "loop 2", "then", "rejected end",
              "thenable", "promise", "Cannot read properties of null (reading 'x')", "true 1 undefined",
              "tick", "immediate"});
}

TEST_CASE("9.5 Jobs: what one of them throws leaves the others alone", "[spec]") {
  CHECK(lines_both_ways(
            "process.on('uncaughtException', (e) => console.log('uncaught', e));"
            "queueMicrotask(() => { console.log(1); queueMicrotask(() => console.log(4)); throw 'a'; });"
            "queueMicrotask(() => { console.log(2); process.nextTick(() => console.log('tick')); });"
            "queueMicrotask(() => { console.log(3); throw 'b'; });"
            "Promise.resolve().then(() => { console.log('then'); throw 'c'; }).catch(() => {});") ==
        Lines{"1", "uncaught a", "2", "3", "uncaught b", "then", "4", "tick"});
}

TEST_CASE("9.5 Jobs: a handler that throws out of calls, natives and finally blocks", "[spec]") {
  CHECK(lines_both_ways(
            "const p = Promise.resolve([3, 1, 2]), log = console.log;"
            "const deep = (n) => { if (n === 0) throw new RangeError('deep'); try { deep(n - 1); } finally { "
            "count++; } };"
            "let count = 0;"
            "p.then((v) => v.sort((a, b) => { if (a === 2 || b === 2) throw 'compared'; return a - b; }))"
            "  .then(log, (e) => { log(e); return deep(5); })"
            "  .then(log, (e) => { log(e.message, count); return p; })"
            "  .then((v) => { for (const each of v) { try { if (each === 1) throw each; } catch (e) { "
            "log('own', e); "
            "} } return v.length; })"
            "  .then((v) => log(v));"
            "p.then(async (v) => { await null; throw v.length; }).catch((e) => log('async', e));"
            "p.then(function* () { log('never'); }).then((g) => log(typeof g.next));"
            "(async () => { try { await p.then(() => { throw 'inner'; }); } catch (e) { log('outer', e); } "
            "})();") == Lines{"compared", "function", "outer inner", "deep 5", "async 3", "own 1", "3"});
}

TEST_CASE("27.7.5.3 Await: functions that wait for one promise, alone and among other reactions", "[spec]") {
  CHECK(lines_both_ways("let open; const gate = new Promise((r) => { open = r; });"
                        "const wait = async (name) => { console.log(name, await gate); };"
                        "wait('a'); wait('b');"
                        "gate.then((v) => console.log('c', v));"
                        "wait('d');"
                        "let alone; const one = new Promise((_, r) => { alone = r; });"
                        "(async () => { try { await one; } catch (e) { console.log('caught', e); } })();"
                        "let both; const two = new Promise((r) => { both = r; });"
                        "two.then((v) => console.log('e', v)); (async () => console.log('f', await two))();"
                        "open(1); alone(2); both(3);") ==
        Lines{"a 1", "b 1", "c 1", "d 1", "caught 2", "e 3", "f 3"});
}

TEST_CASE("13.3.5 super: of methods, accessors, fields, static blocks and the arrow functions in them",
          "[spec]") {
  CHECK(lines_both_ways(
            "class A { m() { return 'A.m'; } static s() { return 'A.s'; } }"
            "class B extends A {"
            "  #p = () => super.m(); f = () => () => super.m() + '!'; static x = (() => super.s())();"
            "  m() { return [this.#p(), this.f()(), (() => (() => super.m())())()].join(); }"
            "  get g() { return super.m(); } static { this.y = super.s(); }"
            "}"
            "const k = 'named';"
            "const o = { __proto__: { m() { return 'proto'; } }, m() { return (() => super.m())(); },"
            "            [k]: () => {}, [k + 2]: function () {}, [Symbol('s')]: async () => {} };"
            "const b = new B();"
            "console.log(b.m(), b.g, B.x, B.y, o.m(), o.named.name, o.named2.name,"
            "            Object.getOwnPropertySymbols(o).map((s) => o[s].name)[0]);") ==
        Lines{"A.m,A.m!,A.m A.m A.s A.s proto named named2 [s]"});
}

TEST_CASE("Error.stack: goes on from a handler to the functions that await what it settles", "[spec]") {
  CHECK(lines_both_ways(
            "const show = (e) => { for (const line of e.stack.split('\\n').slice(1))"
            "  console.log(line.trim().split(' (')[0]); };"
            "async function main() { await Promise.resolve(1).then(function handler() { show(new "
            "Error('x')); }); }\n"
            "async function later() { await new Promise((r) => setTimeout(r, 1)).then(function waiter() {"
            "  show(new Error('y')); }); }\n"
            "async function outer() { await main(); await later(); }\n"
            "outer();") == Lines{"at handler", "at async main", "at async outer", "at waiter",
                                 "at async later", "at async outer"});
}
