// Properties by well-known symbols that change what built-in functions do. What is expected is what Node 24
// printed.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("7.2.8 Symbol.match says what is a regular expression", "[spec]") {
  CHECK(lines_of(
            "const pattern = /a/; pattern[Symbol.match] = false; console.log('/a/b'.startsWith(pattern));") ==
        Lines{"true"});
  CHECK(
      lines_of(
          "try { 'x'.includes({ [Symbol.match]: true }); } catch (error) { console.log(error.message); }") ==
      Lines{"First argument to String.prototype.includes must not be a regular expression"});
}

TEST_CASE("22.2.4.1 RegExp of what is like a regular expression", "[spec]") {
  CHECK(lines_of("const like = { [Symbol.match]: true, source: 'a+', flags: 'g' };"
                 "console.log(RegExp(like), RegExp(like, 'i'), RegExp(like) === like);"
                 "like.constructor = RegExp; console.log(RegExp(like) === like, new RegExp(like));") ==
        Lines{"/a+/g /a+/i false", "true /a+/g"});
  CHECK(lines_of(
            "const a = /a/g; console.log(RegExp(a) === a, new RegExp(a) === a, RegExp(a, 'i'), RegExp());") ==
        Lines{"true false /a/i /(?:)/"});
}

TEST_CASE("23.1.3.41 names of an array's methods that a with statement passes over", "[spec]") {
  CHECK(lines_of("console.log(Object.keys(Array.prototype[Symbol.unscopables]).join(' '));") ==
        Lines{"at copyWithin entries fill find findIndex findLast findLastIndex flat flatMap includes keys "
              "toReversed "
              "toSorted toSpliced values"});
}
