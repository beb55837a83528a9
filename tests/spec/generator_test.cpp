// 27.5 generators, 27.6 async generators, 14.7.5 for await: protocol and turns.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using asyncq::test::turns;
using Lines = std::vector<std::string>;

TEST_CASE("27.5.3.4 GeneratorResumeAbrupt: return runs the finally blocks", "[spec]") {
  CHECK(
      lines_of("function* g() { try { yield 1; } finally { console.log('cleanup'); yield 2; } }"
               "const it = g(); it.next(); console.log(it.return(7).value); console.log(it.next().value);") ==
      Lines{"cleanup", "2", "7"});
}

TEST_CASE("14.7.5.6 for of closes its iterator when left early", "[spec]") {
  CHECK(lines_of(
            "function* g() { try { yield 1; yield 2; } finally { console.log('closed'); } }"
            "for (const x of g()) { console.log(x); break; }"
            "try { for (const x of g()) throw new Error('out'); } catch (e) { console.log(e.message); }") ==
        Lines{"1", "closed", "closed", "out"});
}

TEST_CASE("27.6.3.8 AsyncGeneratorYield: turns of a for await over an async generator", "[spec]") {
  CHECK(turns("async function* g() { yield 1; yield 2; }"
              "(async () => { for await (const x of g()) at(x); at('end'); })();") ==
        Lines{"1@2", "2@4", "end@5"});
}

TEST_CASE("27.1.6.4 AsyncFromSyncIteratorContinuation: two turns an element of a sync iterable", "[spec]") {
  CHECK(turns("(async () => { for await (const x of [1, Promise.resolve(2)]) at(x); at('end'); })();") ==
        Lines{"1@2", "2@4", "end@6"});
}

TEST_CASE("7.4.2 a next method that is a number is no function", "[spec]") {
  CHECK(
      lines_of(
          "const bad = { [Symbol.iterator]: () => ({ next: 5 }) };"
          "for (const f of [() => { for (const x of bad); }, () => { const [a] = bad; }, () => new Map(bad),"
          " () => { (function* () { yield* bad; })().next(); }])"
          " try { f(); } catch (e) { console.log(e.message); }") == Lines(4, "number 5 is not a function"));
}

TEST_CASE("27.6.3 async generators queue their requests", "[spec]") {
  CHECK(lines_of("async function* g() { yield 1; yield 2; }"
                 "const it = g(); for (const call of [it.next(), it.next(), it.next(), it.next()]) "
                 "call.then((r) => console.log(r.value, r.done));") ==
        Lines{"1 false", "2 false", "undefined true", "undefined true"});
}

TEST_CASE("15.5.5 yield* hands over next, throw and return", "[spec]") {
  CHECK(
      lines_of("function* inner() { try { const got = yield 1; console.log('got', got); yield 2; } catch (e) "
               "{ console.log('caught', e); yield 3; } return 'done'; }"
               "function* outer() { const result = yield* inner(); console.log(result); }"
               "const it = outer(); it.next(); it.next('a'); console.log(it.throw('b').value); it.next();") ==
      Lines{"got a", "caught b", "3", "done"});
}

TEST_CASE(
    "27.6 yield* of an async generator: a return goes on to the end, whatever the delegate answered it with",
    "[spec]") {
  CHECK(lines_of("async function* inner() { try { yield 1; yield 2; } finally { console.log('cleanup'); } }"
                 "async function* outer() { const got = yield* inner(); console.log('not reached', got); }"
                 "(async () => { for await (const x of outer()) { console.log(x); break; } "
                 "console.log('left'); })();") == Lines{"1", "cleanup", "left"});
  CHECK(lines_of("const source = { [Symbol.asyncIterator]: () => ({"
                 "  next: async (v) => ({ done: false, value: v }),"
                 "  return: async (v) => ({ done: v !== 'enough', value: v }) }) };"
                 "async function* outer() { yield* source; console.log('not reached'); }"
                 "(async () => { const it = outer(); await it.next();"
                 "  console.log((await it.return('enough')).done, (await it.next('more')).value);"
                 "  console.log(await it.return('now')); })();") ==
        Lines{"false more", "{ value: 'now', done: true }"});
}

TEST_CASE(
    "27.6 yield* of an async generator: a return that the delegate rejects is an exception, and is over",
    "[spec]") {
  CHECK(
      lines_of(
          "const refusing = { [Symbol.asyncIterator]: () => ({"
          "  next: async () => ({ done: false, value: 1 }), return: () => Promise.reject('refused') }) };"
          "async function* outer() { try { yield* refusing; } catch (e) { console.log('caught', e); }"
          "  const rest = yield* (async function* () { yield 'more'; return 'all'; })(); console.log(rest); }"
          "(async () => { const it = outer(); await it.next();"
          "  console.log((await it.return('r')).value, (await it.next()).done); })();") ==
      Lines{"caught refused", "all", "more true"});
}

TEST_CASE("27.6.3.8 AsyncGeneratorYield: what yield* is to return is awaited before the delegate hears of it",
          "[spec]") {
  const std::string source =
      "const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }),"
      "  return: async (v) => (at('return ' + v), { done: true, value: v }),"
      "  throw: async (e) => (at('throw ' + e), { done: true, value: 'thrown at' }) }) };"
      "async function* outer() { return yield* source; }"
      "const it = outer(); it.next().then(() => { turn = 0; ";
  CHECK(turns(source + "it.return('x').then((r) => at(r.value)); });") == Lines{"return x@1", "x@3"});
}

TEST_CASE("27.6 yield* throws at a delegate without a throw method: it is closed, and that awaited",
          "[spec]") {
  CHECK(lines_of("const run = async (answer) => { async function* outer() { yield* { [Symbol.asyncIterator]: "
                 "() => ({"
                 "    next: async () => ({ done: false, value: 1 }), return: () => (console.log('closed'), "
                 "answer) }) }; }"
                 "  const it = outer(); await it.next(); await it.throw('x').catch((e) => "
                 "console.log(e.message ?? e)); };"
                 "(async () => { for (const answer of [{}, 5, Promise.reject('refused')]) await run(answer); "
                 "})();") == Lines{"closed", "The iterator does not provide a 'throw' method.", "closed",
                                   "Iterator result 5 is not an object", "closed", "refused"});
}

TEST_CASE("27.1.6 async-from-sync iterators close a sync iterator that fails, as V8 does", "[spec]") {
  CHECK(lines_of("const failing = (next) => ({ [Symbol.iterator]: () => ({ next, return: () => "
                 "(console.log('closed'), {}) }) });"
                 "(async () => { for (const next of [() => { throw 'next'; }, () => 5,"
                 "    () => ({ get done() { throw 'done'; } }), () => ({ done: true, value: "
                 "Promise.reject('last') })])"
                 "  try { for await (const x of failing(next)); } catch (e) { console.log(e.message ?? e); } "
                 "})();") ==
        Lines{"closed", "next", "closed", "Iterator result 5 is not an object", "closed", "done", "last"});
}
