// 27.2 Promise objects: jobs, turns and rules of resolution.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using asyncq::test::turns;
using Lines = std::vector<std::string>;

TEST_CASE("27.2.2.1 NewPromiseReactionJob: a chain takes a turn a link, handlers or not", "[spec]") {
  CHECK(turns("Promise.resolve().then(() => at('one')).then(5).catch(() => 0).then(() => at('four'));") ==
        Lines{"one@1", "four@4"});
}

TEST_CASE("27.2.2.2 NewPromiseResolveThenableJob: a returned promise costs two turns more", "[spec]") {
  CHECK(turns("const p = Promise.resolve();"
              "p.then(() => p).then(() => at('promise'));"
              "p.then(() => ({ then(r) { r(); } })).then(() => at('thenable'));"
              "new Promise((r) => r(p)).then(() => at('resolve(promise)'));"
              "p.then(async () => 1).then(() => at('async function'));") ==
        Lines{"thenable@3", "resolve(promise)@3", "promise@4", "async function@4"});
}

TEST_CASE("27.2.1.3.2 Promise Resolve Functions: the first settlement wins, and a promise locks in",
          "[spec]") {
  CHECK(lines_of("new Promise((resolve, reject) => { resolve(1); resolve(2); reject(3); throw 4; }).then((v) "
                 "=> console.log(v));"
                 "new Promise((resolve, reject) => { resolve(new Promise(() => {})); reject('never'); "
                 "}).catch(() => console.log('never'));") == Lines{"1"});
}

TEST_CASE("27.2.1.3.2 Promise Resolve Functions step 7: a promise cannot resolve to itself", "[spec]") {
  CHECK(lines_of("let r; const p = new Promise((resolve) => { r = resolve; }); r(p); p.catch((e) => "
                 "console.log(e.name, e.message));") ==
        Lines{"TypeError Chaining cycle detected for promise #<Promise>"});
}

TEST_CASE("27.2.1.3.2 Promise Resolve Functions step 9: then is read at once and called in a job", "[spec]") {
  CHECK(lines_of("Promise.resolve({ get then() { console.log('read'); return (r) => { console.log('called'); "
                 "r(); }; } });"
                 "console.log('end');") == Lines{"read", "end", "called"});
}

TEST_CASE("27.2.5.3 Promise.prototype.finally: two turns more than then", "[spec]") {
  CHECK(turns("const p = Promise.resolve();"
              "p.finally(() => 5).then(() => at('one'));"
              "p.finally(() => {}).finally(() => {}).then(() => at('two'));"
              "p.finally().then(() => at('none'));"
              "p.finally(() => { throw 1; }).catch(() => at('throws'));"
              "Promise.reject(1).finally(() => {}).catch(() => at('rejected'));") ==
        Lines{"none@2", "throws@2", "one@4", "rejected@4", "two@7"});
}

TEST_CASE("27.2.4 combinators: turns, order, closing", "[spec]") {
  CHECK(turns("Promise.all([]).then(() => at('empty'));"
              "Promise.all([1, Promise.resolve(2)]).then(() => at('all'));"
              "Promise.race([Promise.resolve(1)]).then(() => at('race'));"
              "Promise.all([{ then(r) { r(); } }]).then(() => at('thenable'));") ==
        Lines{"empty@1", "all@2", "race@2", "thenable@3"});
  CHECK(lines_of("const i = { [Symbol.iterator]() { return { next: () => ({ value: 1, done: false }), "
                 "return() { console.log('closed'); return {}; } }; } };"
                 "class P extends Promise { static resolve() { throw new Error('no'); } }"
                 "P.all(i).catch((e) => console.log(e.message));") == Lines{"closed", "no"});
}

TEST_CASE("27.2.5.4.1 PerformPromiseThen: reactions run in the order of registration", "[spec]") {
  CHECK(lines_of("let go; const p = new Promise((r) => { go = r; });"
                 "p.then(() => console.log('first')); (async () => { await p; console.log('await'); })(); "
                 "p.then(() => console.log('last')); go();") == Lines{"first", "await", "last"});
}

TEST_CASE("stacks: an error that Promise.race passes on has who awaits the race", "[spec]") {
  CHECK(lines_of(
            "async function fail() { await null; throw new Error('failed'); }\n"
            "const show = (e) => console.log(e.stack.split('\\n').slice(1).map((l) => "
            "l.trim().split(' ').slice(0, 3).join(' ').replace(/ ?\\(.*/, '')).join(', '));\n"
            "(async function races() { await Promise.race([fail()]); })().catch(show);\n"
            "(async function passes() { await new Promise((a, b) => fail().then(a, b)); })().catch(show);") ==
        std::vector<std::string>{"at fail, at async races", "at fail, at async passes"});
}

TEST_CASE("27.2.4.8 Promise.try: what cannot be called rejects", "[spec]") {
  CHECK(lines_of("Promise.try(5).catch((e) => console.log(e.message));"
                 "try { (() => {}).call.call(1); } catch (e) { console.log(e.message); }"
                 "const apply = (() => {}).apply; try { apply(); } catch (e) { console.log(e.message); }") ==
        Lines{"(intermediate value).call.call is not a function", "apply is not a function",
              "number 5 is not a function"});
}
