// 27.1.2 iterator helpers, 27.1.3 Iterator, 27.1.4 what iterators inherit. What is expected is what Node 24
// printed.

#include "tests/support/catch.h"
#include "tests/support/execute.h"
#include "tests/support/turns.h"

using asyncq::test::execute;
using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

namespace {

constexpr const char* kNaturals =
    "function* naturals() { let n = 0; try { while (true) yield n++; } finally { console.log('closed'); } }"
    "const fails = (f) => { try { f(); } catch (e) { console.log(`${e.name}: ${e.message}`); } };";

Lines lines(const std::string& program) {
  return lines_of(kNaturals + program);
}

}  // namespace

TEST_CASE("27.1.4 helpers are lazy and close what they stand on", "[spec]") {
  CHECK(
      lines("console.log(naturals().map(x => x * 2).filter(x => x % 3 === 0).drop(1).take(3).toArray());") ==
      Lines{"closed", "[ 6, 12, 18 ]"});
  CHECK(lines("const it = naturals().map((x, i) => { console.log('mapped', x, i); return x; });"
              "console.log('nothing yet'); it.next(); it.return(); console.log(it.next());") ==
        Lines{"nothing yet", "mapped 0 0", "closed", "{ value: undefined, done: true }"});
  CHECK(lines("console.log(naturals().take(2).flatMap(x => [x, x + 10]).toArray());") ==
        Lines{"closed", "[ 0, 10, 1, 11 ]"});
  CHECK(lines("fails(() => naturals().map(() => { throw new Error('boom'); }).next());") ==
        Lines{"closed", "Error: boom"});
}

TEST_CASE("27.1.4 consumers", "[spec]") {
  CHECK(lines("console.log(naturals().some(x => x > 3), naturals().take(5).every(x => x < 9),"
              " naturals().find(x => x > 4));") == Lines{"closed", "closed", "closed", "true true 5"});
  CHECK(lines("console.log(naturals().take(4).reduce((a, b) => a + b), [7].values().reduce((a, b) => a + b, "
              "'x'));"
              "naturals().take(2).forEach((x, i) => console.log(x, i));") ==
        Lines{"closed", "6 x7", "0 0", "1 1", "closed"});
  CHECK(lines("fails(() => [].values().reduce((a, b) => a));") ==
        Lines{"TypeError: Reduce of a done iterator with no initial value"});
}

TEST_CASE("27.1.4 what helpers refuse", "[spec]") {
  CHECK(
      lines("for (const f of [() => naturals().map(5), () => naturals().take('a'), () => naturals().drop(-1),"
            " () => [1].values().flatMap(x => 5).next(), () => Iterator.prototype.map.call(5, x => x),"
            " () => new Iterator(), () => Iterator(), () => Iterator.from(5),"
            " () => { const it = naturals().map(() => it.next()); it.next(); }]) fails(f);") ==
      Lines{"TypeError: number 5 is not a function", "RangeError: a must be positive",
            "RangeError: -1 must be positive", "TypeError: Iterator.prototype.flatMap called on non-object",
            "TypeError: Iterator.prototype.map called on non-object",
            "TypeError: Abstract class Iterator not directly constructable",
            "TypeError: Constructor Iterator requires 'new'", "TypeError: Iterator.from called on non-object",
            "closed", "TypeError: Generator is already running"});
}

TEST_CASE("27.1.3 classes may extend Iterator, and from() wraps what does not inherit from it", "[spec]") {
  CHECK(
      lines("class Three extends Iterator { n = 0; next() { return { value: this.n++, done: this.n > 3 }; } }"
            "console.log(new Three().map(x => x + 1).toArray(), [...new Three()], new Three());"
            "const plain = { next() { return { done: true }; } };"
            "console.log(Iterator.from(plain), Iterator.from([1]), Iterator.from('ab').toArray());"
            "console.log(naturals().map(x => x), Object.prototype.toString.call(Iterator.from(plain)));") ==
      Lines{"[ 1, 2, 3 ] [ 0, 1, 2 ] Three [Iterator] { n: 0 }",
            "Object [Iterator] {} Object [Array Iterator] {} [ 'a', 'b' ]",
            "Object [Iterator Helper] {} [object Iterator]"});
}

TEST_CASE("27.1.3 Iterator is there from Node 22 on", "[spec]") {
  CHECK(
      execute("a.js", "console.log(typeof Iterator, typeof [].values().map);", {.runtime = "node20"}).out() ==
      "undefined undefined\n");
  CHECK(
      execute("a.js", "console.log(typeof Iterator, typeof [].values().map);", {.runtime = "node22"}).out() ==
      "function function\n");
}
