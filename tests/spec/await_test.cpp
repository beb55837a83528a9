// 27.7.5.3 Await, and the completion of async functions [27.7.5.2]: in which turn the continuation runs.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using asyncq::test::turns;
using Lines = std::vector<std::string>;

TEST_CASE("27.7.5.3 Await: a value that is no object goes on in the next turn", "[spec]") {
  CHECK(turns("(async () => { await undefined; at('undefined'); })(); (async () => { await 1; at('number'); "
              "})();") == Lines{"undefined@1", "number@1"});
}

TEST_CASE("27.7.5.3 Await step 2: a native promise is awaited as it is, settled or not", "[spec]") {
  CHECK(turns("(async () => { await Promise.resolve(); at('fulfilled'); })();"
              "(async () => { try { await Promise.reject(1); } catch { at('rejected'); } })();"
              "(async () => { await new Promise((r) => Promise.resolve().then(r)); at('pending'); })();") ==
        Lines{"fulfilled@1", "rejected@1", "pending@2"});
}

TEST_CASE("27.7.5.3 Await step 2: thenables and foreign promises are resolved first", "[spec]") {
  CHECK(
      turns("class Sub extends Promise {}"
            "(async () => { await { then(r) { r(); } }; at('thenable'); })();"
            "(async () => { await { then(r) { r(Promise.resolve()); } }; at('thenable of a promise'); })();"
            "(async () => { await Sub.resolve(); at('subclass'); })();"
            "(async () => { await { then: 5 }; at('then is no function'); })();"
            "(async () => { try { await { get then() { throw 1; } }; } catch { at('then throws'); } })();") ==
      Lines{"then is no function@1", "then throws@1", "thenable@2", "subclass@3", "thenable of a promise@4"});
}

TEST_CASE("27.7.5.3 Await: an own then of a native promise is not asked", "[spec]") {
  CHECK(turns("const p = Promise.resolve(); p.then = () => console.log('never'); (async () => { await p; "
              "at('own'); })();") == Lines{"own@1"});
}

TEST_CASE("27.7.5.2 AsyncBlockStart: what a return costs", "[spec]") {
  CHECK(turns("const p = Promise.resolve();"
              "(async () => 1)().then(() => at('value'));"
              "(async () => p)().then(() => at('promise'));"
              "(async () => await p)().then(() => at('await promise'));"
              "(async () => ({ then(r) { r(); } }))().then(() => at('thenable'));"
              "(async () => { throw 1; })().catch(() => at('throw'));") ==
        Lines{"value@1", "throw@1", "await promise@2", "thenable@2", "promise@3"});
}

TEST_CASE("27.7.5.2 AsyncBlockStart: a throw in the parameters rejects", "[spec]") {
  CHECK(lines_of("const f = async (x = missing) => 1; f().catch((e) => console.log(e.name)); "
                 "console.log('first');") == Lines{"first", "ReferenceError"});
}

TEST_CASE("13.15.2 the left side of a compound assignment is read before the await", "[spec]") {
  CHECK(lines_of("let s = 1; (async () => { s = s + await null; console.log(s); })(); s = 10;") ==
        Lines{"1"});
}

TEST_CASE("14.15 try and finally around await and return", "[spec]") {
  CHECK(lines_of("const slow = () => Promise.reject(new Error('late'));"
                 "const a = async () => { try { return slow(); } catch { return 'caught'; } finally { "
                 "console.log('a finally'); } };"
                 "const b = async () => { try { return await slow(); } catch { return 'caught'; } finally { "
                 "console.log('b finally'); } };"
                 "a().catch((e) => console.log('a', e.message)); b().then((v) => console.log('b', v));") ==
        Lines{"a finally", "b finally", "b caught", "a late"});
}
