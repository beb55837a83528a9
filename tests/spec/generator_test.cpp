// 27.5 generators, 27.6 async generators, 14.7.5 for await: protocol and turns.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using asyncq::test::turns;
using Lines = std::vector<std::string>;

TEST_CASE("27.5.3.4 GeneratorResumeAbrupt: return runs the finally blocks", "[spec]") {
  CHECK(lines_of("function* g() { try { yield 1; } finally { console.log('cleanup'); yield 2; } }"
                 "const it = g(); it.next(); console.log(it.return(7).value); console.log(it.next().value);") ==
        Lines{"cleanup", "2", "7"});
}

TEST_CASE("14.7.5.6 for of closes its iterator when left early", "[spec]") {
  CHECK(lines_of("function* g() { try { yield 1; yield 2; } finally { console.log('closed'); } }"
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

TEST_CASE("27.6.3 async generators queue their requests", "[spec]") {
  CHECK(lines_of("async function* g() { yield 1; yield 2; }"
                 "const it = g(); for (const call of [it.next(), it.next(), it.next(), it.next()]) call.then((r) => console.log(r.value, r.done));") ==
        Lines{"1 false", "2 false", "undefined true", "undefined true"});
}

TEST_CASE("15.5.5 yield* hands over next, throw and return", "[spec]") {
  CHECK(lines_of("function* inner() { try { const got = yield 1; console.log('got', got); yield 2; } catch (e) { console.log('caught', e); yield 3; } return 'done'; }"
                 "function* outer() { const result = yield* inner(); console.log(result); }"
                 "const it = outer(); it.next(); it.next('a'); console.log(it.throw('b').value); it.next();") ==
        Lines{"got a", "caught b", "3", "done"});
}
