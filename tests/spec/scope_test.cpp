// Which variable a name is where the language lets it be declared more than once. What is expected is what
// Node 24 printed.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("B.3.2 a block's function becomes the function's variable when its declaration is evaluated",
          "[spec]") {
  CHECK(lines_of("console.log(pick()); { function pick() { return 'block'; } } console.log(pick());"
                 "function pick() { return 'top'; }") == Lines{"top", "block"});
  CHECK(lines_of("console.log(typeof pick); if (true) function pick() {} console.log(typeof pick);") ==
        Lines{"undefined", "function"});
  CHECK(
      lines_of("{ async function later() {} function* each() {} } console.log(typeof later, typeof each);") ==
      Lines{"undefined undefined"});
  CHECK(lines_of("function f(pick) { { function pick() {} } console.log(pick); } f('given');") ==
        Lines{"given"});
  CHECK(lines_of("function f(a = () => b) { { function b() {} } var b; console.log(typeof b); } f();") ==
        Lines{"function"});
  CHECK(lines_of("{ let pick = 1; { function pick() {} } } console.log(typeof pick);") == Lines{"undefined"});
  CHECK(lines_of("try { throw 1; } catch (pick) { { function pick() {} } } console.log(typeof pick);") ==
        Lines{"function"});
}

TEST_CASE("10.2.11 a variable named arguments", "[spec]") {
  CHECK(lines_of("(function () { var arguments; console.log(arguments.length); })(1, 2);") == Lines{"2"});
  CHECK(lines_of("(function (a) { var arguments; arguments[0] = 9; console.log(a); })(1);") == Lines{"9"});
  CHECK(lines_of("(function () { var arguments = 3; console.log(arguments); })();") == Lines{"3"});
  CHECK(lines_of("(function () { console.log(typeof arguments); function arguments() {} })();") ==
        Lines{"function"});
  CHECK(lines_of("(function () { let arguments = 5; console.log(arguments); })();") == Lines{"5"});
  CHECK(lines_of("(() => { var arguments; console.log(arguments); })();") == Lines{"undefined"});
  CHECK(lines_of("try { throw 4; } catch (arguments) { console.log(arguments); }") == Lines{"4"});
  CHECK(lines_of(
            "(function (a = () => b) { var b = 1; var arguments; console.log(arguments.length); })(0, 2);") ==
        Lines{"2"});
  CHECK(lines_of("(function (a = arguments) { var arguments; console.log(arguments === a); })();") ==
        Lines{"true"});
  CHECK(lines_of("var arguments = 1, eval = 2; console.log(arguments, eval);") == Lines{"1 2"});
  CHECK(lines_of("let arguments = 1; console.log(arguments);") == Lines{"1"});
}

TEST_CASE("14.7.5.12 what a loop iterates over sees the loop's names before they have a value", "[spec]") {
  CHECK(lines_of("const list = [1];"
                 "try { for (const list of list) ; } catch (error) { console.log(error.message); }") ==
        Lines{"Cannot access 'list' before initialization"});
  CHECK(lines_of("const o = {}; try { for (let o in o) ; } catch (error) { console.log(error.message); }") ==
        Lines{"Cannot access 'o' before initialization"});
  CHECK(lines_of("let look; for (let x of (look = () => x, [5])) console.log(x);"
                 "try { look(); } catch (error) { console.log(error.message); }") ==
        Lines{"5", "Cannot access 'x' before initialization"});
  CHECK(lines_of("const x = 1; (async () => { for (const y of await [x]) console.log(y); })();") ==
        Lines{"1"});
}

TEST_CASE("13.5.1.2 delete: a name that has a binding stays, another one is the global object's", "[spec]") {
  CHECK(lines_of("var own = 1; made = 2; (function (parameter) { console.log(delete own, delete parameter,"
                 "  delete arguments, delete made, typeof made, delete missing, typeof own); })(0);") ==
        Lines{"false false false true undefined true number"});
}
