// 10.2 ECMAScript Function Objects where a call takes over the memory of one that has ended: nothing of that
// one may be seen. What is expected is what Node 24 prints.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("10.2.11 FunctionDeclarationInstantiation: variables are undefined again in every call", "[spec]") {
  CHECK(lines_of("function plain(a, b) {"
                 "  let c; var d;"
                 "  { let e; if (a) e = 5; if (a) c = a; if (b) d = b; return [a, b, c, d, e].join(); }"
                 "}"
                 "function counts(give) { let c; if (give) c = 1; return [arguments.length, c].join(); }"
                 "console.log(plain(1, 2), plain(), plain(3), plain(4, 5, 6));"
                 "console.log(counts(1), counts());") == Lines{"1,2,1,2,5 ,,,, 3,,3,,5 4,5,4,5,5", "1,1 0,"});
}

TEST_CASE("10.4.4 Arguments: each function has its own, arrows have those around them", "[spec]") {
  CHECK(lines_of("function outer() {"
                 "  function inner() { return [...arguments]; }"
                 "  const arrow = () => [...arguments];"
                 "  return [[...arguments], inner('in'), arrow('ignored')].join();"
                 "}"
                 "console.log(outer('out'));") == Lines{"out,in,out"});
}

TEST_CASE("10.2.1.2 OrdinaryCallBindThis: this and new.target are those of the call", "[spec]") {
  CHECK(lines_of(
            "function seen() { return [typeof this, this === globalThis, new.target === undefined].join(); }"
            "new seen();"
            "for (const text of [seen(), seen.call('s'), seen.call(null)]) console.log(text);"
            "console.log(new seen() instanceof seen, seen());") ==
        Lines{"object,true,true", "object,false,true", "object,true,true", "true object,true,true"});
}

TEST_CASE("10.2.1 [[Call]]: calls of one function within one another, ended by returns and by throws",
          "[spec]") {
  CHECK(lines_of("const deep = (n) => n === 0 ? 0 : 1 + deep(n - 1);"
                 "console.log(deep(500), deep(5), deep(800));"
                 "function thrower(n) {"
                 "  if (n === 0) throw new Error('deep'); const kept = n; thrower(n - 1); return kept;"
                 "}"
                 "for (const n of [3, 0, 5]) { try { thrower(n); } catch (e) { console.log(e.message); } }"
                 "const kept = [];"
                 "function closes(v) { kept.push(() => v); if (v > 0) closes(v - 1); return v; }"
                 "closes(3); closes(1);"
                 "console.log(kept.map((f) => f()).join());"
                 "function endless() { return 1 + endless(); }"
                 "try { endless(); } catch (e) { console.log(e.name, deep(3)); }") ==
        Lines{"500 5 800", "deep", "deep", "deep", "3,2,1,0,1,0", "RangeError 3"});
}

TEST_CASE("27.7.5.1 AsyncFunctionStart: async calls within one another, ended by returns and by throws",
          "[spec]") {
  CHECK(lines_of("async function waits(v, n) {"
                 "  let own = v; if (n > 0) { await null; own += await waits(v + 1, n - 1); } return own;"
                 "}"
                 "Promise.all([waits(1, 3), waits(10, 0), waits(100, 2)]).then((v) => console.log(v.join()));"
                 "async function fails(n) {"
                 "  if (n === 2) throw 'two'; await n; if (n === 1) throw 'one'; return n;"
                 "}"
                 "Promise.allSettled([0, 1, 2, 3].map(fails))"
                 "  .then((all) => console.log(all.map((s) => s.value ?? s.reason).join()));") ==
        Lines{"0,one,two,3", "10,10,303"});
}

TEST_CASE("9.1.1.1.5 SetMutableBinding: a compound assignment in the dead zone throws", "[spec]") {
  CHECK(lines_of("function early() { late -= 1; }"
                 "try { early(); } catch (e) { console.log(e.message); }"
                 "let late = 5; early(); console.log(late);") ==
        Lines{"Cannot access 'late' before initialization", "4"});
}

TEST_CASE("23.1.3.23 Array.prototype.push: arrays that cannot take elements, or not at their end", "[spec]") {
  CHECK(lines_of("for (const a of [Object.freeze([1]), Object.seal([1])]) {"
                 "  try { a.push(2); } catch (e) { console.log(e.name, a.length); }"
                 "}"
                 "const holes = [1, , 3]; console.log(holes.push(4, 5), holes.length, holes.push());"
                 "class List extends Array { push(...v) { return super.push(...v.map((x) => x * 2)); } }"
                 "const list = new List(); list.push(1, 2); console.log(list.length, list[1]);"
                 "const long = []; long.length = 4; console.log(long.push('x'), 3 in long, long[4]);"
                 "const like = { length: 1 };"
                 "console.log(Array.prototype.push.call(like, 'a'), like[1]);") ==
        Lines{"TypeError 1", "TypeError 1", "5 5 5", "2 4", "5 false x", "2 a"});
}
