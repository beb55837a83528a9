// What ECMA-262 refuses of a well-formed program before it runs, beyond its grammar.

#include "tests/support/catch.h"
#include "tests/unit/program/faults.h"

using asyncq::test::faults_of;

namespace {

std::string twice(const std::string& place, const std::string& name) {
  return place + ": the name '" + name + "' is declared twice in one scope";
}

}  // namespace

TEST_CASE("early errors: 14.2.1 a var passes no lexical name on its way out of its block", "[program]") {
  CHECK(faults_of("{ let stop;\n{ var stop; } }") == twice("2:7", "stop"));
  CHECK(faults_of("for (let i of []) {\n{ var i; } }") == twice("2:7", "i"));
  CHECK(faults_of("for (const i in {}) {\nfor (var i of []) ; }") == twice("2:10", "i"));
  CHECK(faults_of("for (let i = 0;;) {\nfor (var i = 1;;) ; }") == twice("2:10", "i"));
  CHECK(faults_of("switch (1) { case 1: class Stop {}\ncase 2: { var [Stop] = []; } }") ==
        twice("2:16", "Stop"));
  CHECK(faults_of("{ function go() {}\nvar go; }") == twice("2:5", "go"));
  CHECK(faults_of("for (let i of []) { (() => { var i; })(); }").empty());
}

TEST_CASE("early errors: 14.15.1, B.3.4 what a catch clause may declare again", "[program]") {
  CHECK(faults_of("try {} catch (error) { var error; for (var error of []) ; }").empty());
  CHECK(faults_of("try {} catch (error) { { function error() {} } }").empty());
  CHECK(faults_of("try {} catch ({ error }) {\nvar error; }") == twice("2:5", "error"));
  CHECK(faults_of("try {} catch (error) {\nlet error; }") == twice("2:5", "error"));
  CHECK(faults_of("try {} catch (error) {\nfunction error() {} }") == twice("2:1", "error"));
}

TEST_CASE("early errors: B.3.3 functions of one name", "[program]") {
  CHECK(faults_of("{ function go() {} function go() {} }").empty());
  CHECK(faults_of("function go() {} function go() {} var go;").empty());
  CHECK(faults_of("'use strict'; { function go() {}\nfunction go() {} }") == twice("2:1", "go"));
  CHECK(faults_of("{ function go() {}\nfunction* go() {} }") == twice("2:1", "go"));
  CHECK(faults_of("{ async function go() {}\nfunction go() {} }") == twice("2:1", "go"));
  CHECK(faults_of("function go() {}\nfunction go() {}", true) == twice("2:1", "go"));
  CHECK(faults_of("function go() {}\nvar go;", true) == twice("2:5", "go"));
  CHECK(faults_of("var go; var go; { var go; }", true).empty());
}

TEST_CASE("early errors: 16.2.3.1 what a module exports", "[program]") {
  CHECK(faults_of("export { go, go as run, go as default }; function go() {}", true).empty());
  CHECK(faults_of("import fs, { stat } from 'fs'; export { fs, stat as s };", true).empty());
  CHECK(faults_of("export { gone };", true) == "1:1: the module has no variable 'gone' to export");
  CHECK(faults_of("export { console };", true) == "1:1: the module has no variable 'console' to export");
  CHECK(faults_of("export default 1;\nexport default function () {}", true) ==
        "2:1: the name 'default' is exported twice");
  CHECK(faults_of("export let a;\nexport { b as a }; let b;", true) == "2:1: the name 'a' is exported twice");
  CHECK(faults_of("export const { a, b: [c] } = {};\nexport class c {}", true).find("exported twice") !=
        std::string::npos);
}

TEST_CASE("early errors: 13.2.7.1 a pattern's faults are found before the run", "[program]") {
  CHECK(faults_of("console.log(1);\nconst f = () => /a{2,1}/;") ==
        "2:17: the regular expression is not valid: numbers out of order in {} quantifier");
  CHECK(faults_of("/\\1/u;") == "1:1: the regular expression is not valid: Invalid escape");
  CHECK(faults_of("/(?<year>\\d{4})/dgimsy;").empty());
  CHECK(faults_of("/[a--b]/v;") == "1:1: asyncq does not model the flag 'v' of regular expressions");
  CHECK(faults_of("/\\p{L}/u;") == "1:1: asyncq does not model Unicode property escapes");
  CHECK(faults_of("/(?i:a)b/;") == "1:1: asyncq does not model modifiers of a group");
}
