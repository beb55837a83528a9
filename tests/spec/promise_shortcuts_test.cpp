// 27.2 Promise objects where a program has changed what the engine's short ways take for granted: every step
// that can be seen is taken again. What is expected is what Node 24 prints.

#include <map>

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("27.2.4.7.1 PromiseResolve: the constructor of a promise is read where a program defines it",
          "[spec]") {
  CHECK(lines_of("const original = Promise;"
                 "Object.defineProperty(Promise.prototype, 'constructor', {"
                 "  get() { console.log('constructor'); return original; }, configurable: true });"
                 "const p = Promise.resolve(1);"
                 "p.then((v) => console.log('ran', v));"
                 "console.log(Promise.resolve(p) === p);"
                 "(async () => { await p; console.log('awaited'); })();"
                 "delete Promise.prototype.constructor;"
                 "console.log(Promise.resolve(p) === p);") ==
        Lines{"constructor", "constructor", "true", "constructor", "false", "ran 1", "awaited"});
}

TEST_CASE("7.3.22 SpeciesConstructor: then asks %Promise% itself for its species", "[spec]") {
  CHECK(lines_of("class Mine extends Promise { constructor(x) { super(x); console.log('made'); } }"
                 "Object.defineProperty(Promise, Symbol.species, {"
                 "  get() { console.log('species'); return Mine; }, configurable: true });"
                 "const p = Promise.resolve(1);"
                 "console.log(p.then((v) => console.log('ran', v)) instanceof Mine);"
                 "(async () => { await p; console.log('awaited'); })();"
                 "Promise.all([p]).then((v) => console.log(v));") ==
        Lines{"species", "made", "true", "species", "made", "species", "made", "ran 1", "awaited", "[ 1 ]"});
  CHECK(lines_of("delete Promise[Symbol.species];"
                 "console.log(Promise.resolve(1).then(() => {}).constructor.name);"
                 "Object.defineProperty(Promise, Symbol.species, { value: class Mine extends Promise {} });"
                 "console.log(Promise.resolve(1).then(() => {}).constructor.name);") ==
        Lines{"Promise", "Mine"});
}

TEST_CASE("27.2.5.4 Promise.prototype.then: a promise's own constructor makes what it returns", "[spec]") {
  CHECK(lines_of("const p = Promise.resolve(1);"
                 "p.constructor = function F(e) { console.log('F'); e((v) => console.log('resolve', v), 0 || "
                 "(() => {})); };"
                 "p.constructor[Symbol.species] = p.constructor;"
                 "console.log(p.then((v) => { console.log('ran'); return v + 1; }) instanceof Promise);") ==
        Lines{"F", "false", "ran", "resolve 2"});
}

TEST_CASE("27.2.1.3.2 Promise Resolve Functions step 9: a promise's then is the one that it has", "[spec]") {
  CHECK(
      lines_of(
          "const q = Promise.resolve(2);"
          "q.then = function (a, b) { console.log('own'); return Promise.prototype.then.call(this, a, b); };"
          "Promise.resolve(0).then(() => q).then((v) => console.log('got', v));"
          "(async () => { console.log(await q); })();"
          "const r = Promise.resolve(4);"
          "Object.setPrototypeOf(r, { __proto__: Promise.prototype, then(f) { f(9); } });"
          "Promise.resolve(0).then(() => r).then((v) => console.log('r', v));") ==
      Lines{"2", "own", "r 9", "got 2"});
  CHECK(lines_of("const then = Promise.prototype.then; const p = Promise.resolve(1);"
                 "delete Promise.prototype.then;"
                 "const q = new Promise((r) => r(p));"
                 "(async () => console.log('await', await p))();"
                 "Promise.prototype.then = then;"
                 "q.then((v) => console.log(v === p));") == Lines{"await 1", "true"});
}

TEST_CASE("27.2.4.7 Promise.resolve: of a subclass, of no object, of a value with a then", "[spec]") {
  CHECK(lines_of("class Sub extends Promise {}"
                 "console.log(Sub.resolve(1) instanceof Sub, Promise.resolve.call(Sub, 1) instanceof Sub);"
                 "for (const that of [undefined, 1]) {"
                 "  try { Promise.resolve.call(that, 1); } catch (e) { console.log(e.message); }"
                 "}"
                 "Promise.resolve({ get then() { console.log('read'); } });"
                 "Promise.resolve({ get then() { throw 'bad'; } }).catch((e) => console.log(e));") ==
        Lines{"true true", "PromiseResolve called on non-object", "PromiseResolve called on non-object",
              "read", "bad"});
}

TEST_CASE("27.2.2.1 NewPromiseReactionJob: handlers of every kind on promises that are settled", "[spec]") {
  CHECK(lines_of("const p = Promise.resolve(1), r = Promise.reject(2), log = [];"
                 "const note = (name) => (v) => { log.push(name + v); return v; };"
                 "p.then().then(note('a'));"
                 "p.then(5, 6).then(note('b'));"
                 "r.then(note('no')).then(note('no'), note('c'));"
                 "p.then(() => { throw 3; }).catch(note('d'));"
                 "p.then(Math.abs).then(note('e'));"
                 "p.then(note.bind(null, 'f')).then((f) => log.push(typeof f));"
                 "p.then(class {}).catch((e) => log.push(e.name));"
                 "const self = p.then(() => self); self.catch((e) => log.push(e.message));"
                 "setTimeout(() => console.log(log.join()));") ==
        Lines{"a1,b1,c2,d3,e1,function,TypeError,Chaining cycle detected for promise #<Promise>"});
}

TEST_CASE("27.2.1.4 FulfillPromise: a listener is told of every promise that is settled, and of every job",
          "[spec]") {
  class Counter final : public asyncq::trace::Listener {
   public:
    asyncq::trace::EventId on_event(asyncq::trace::Event event) override {
      ++counts[event.kind];
      return ++last_;
    }
    std::map<asyncq::trace::EventKind, int> counts;

   private:
    asyncq::trace::EventId last_ = 0;
  } counter;
  const auto ran = asyncq::test::execute(
      "test.js", "Promise.resolve(1).then(() => 2).then(() => { throw 3; }).catch(() => {});",
      {.listener = &counter});
  CHECK(ran.accepted());
  using asyncq::trace::EventKind;
  CHECK(counter.counts[EventKind::settled] == 4);
  CHECK(counter.counts[EventKind::enqueued] == 3);
  CHECK(counter.counts[EventKind::started] == counter.counts[EventKind::finished]);
}

TEST_CASE("27.2.5.4 Promise.prototype.then: one that a program has put there is called at every place",
          "[spec]") {
  CHECK(lines_of("const then = Promise.prototype.then;"
                 "let calls = 0;"
                 "function counted(...a) { calls++; return then.apply(this, a); }"
                 "(async () => {"
                 "  for (const f of [then, counted, then, counted]) {"
                 "    Promise.prototype.then = f;"
                 "    calls = 0;"
                 "    const p = Promise.resolve(1);"
                 "    await p;"
                 "    await new Promise((r) => r(p));"
                 "    await Promise.all([p, 2, p]);"
                 "    p.then((v) => v);"
                 "    console.log(calls);"
                 "  }"
                 "  Promise.prototype.then = then;"
                 "  Object.defineProperty(Promise.prototype, 'then', { value: counted });"
                 "  calls = 0;"
                 "  await Promise.all([Promise.resolve(1)]);"
                 "  console.log(calls);"
                 "})();") == Lines{"0", "5", "0", "5", "1"});
}

TEST_CASE("27.2.4.1.3 Promise.all Resolve Element Functions: elements of every kind in one call", "[spec]") {
  CHECK(lines_of("const log = [];"
                 "const slow = new Promise((r) => Promise.resolve().then("
                 "  () => Promise.resolve().then(() => r('slow'))));"
                 "const thenable = { then(f) { log.push('then'); f('thenable'); } };"
                 "Promise.all([Promise.resolve(1), slow, 2, thenable, Promise.resolve(3)])"
                 "  .then((v) => log.push(v.join()));"
                 "Promise.all([Promise.resolve(1), Promise.reject('no'), slow]).catch((e) => log.push(e));"
                 "Promise.all([Promise.resolve(1), Promise.resolve(2)]).then((v) => log.push('two ' + v));"
                 "Promise.resolve().then(() => log.push('a')).then(() => log.push('b')).then(() => "
                 "log.push('c'));"
                 "class Mine extends Promise {}"
                 "Mine.all([Mine.resolve(4), Promise.resolve(5)]).then((v) => log.push('mine ' + v));"
                 "setTimeout(() => console.log(log.join(' ')));") ==
        Lines{"then a no two 1,2 b c 1,slow,2,thenable,3 mine 4,5"});
}

TEST_CASE("27.2.4.1.1 GetPromiseResolve: one that a program has put there is called for each element",
          "[spec]") {
  CHECK(lines_of("const resolve = Promise.resolve;"
                 "const p = Promise.resolve(7);"
                 "console.log(Promise.name, Promise.length);"
                 "Promise.extra = 1;"
                 "Promise.prototype.extra = 2;"
                 "Promise.resolve = function (v) { console.log(v === p); return resolve.call(this, v); };"
                 "Promise.all([p]).then((v) => console.log(v));"
                 "Object.freeze(Promise.prototype);"
                 "(async () => console.log(await p))();"
                 "Promise.prototype.then = 1;"
                 "console.log(typeof Promise.prototype.then);") ==
        Lines{"Promise 1", "true", "function", "7", "[ 7 ]"});
}
