// Statements, functions, classes and modules, clause by clause. [14, 15, 16]

#include "tests/unit/syntax/reading.h"

using namespace asyncq;
using namespace asyncq::test;

TEST_CASE("syntax: 14.3 declarations", "[syntax]") {
  check_readings({
      {"let a, b = 1; const c = 2; var d", "let a,\n  b = 1;\nconst c = 2;\nvar d;"},
      {"const { a, b: c = 1, ...d } = e, [f, , g = 2, ...[h]] = i",
       "const { a, b: c = 1, ...d } = e,\n  [f, , g = 2, ...[h]] = i;"},
      {"var let = 1; let = 2; let(a)", "var let = 1;\nlet = 2;\n(let)(a);"},
      {"const a",
       "1:7: a 'const' declaration needs a value: expected '=' after the name [use 'let' for a variable that "
       "gets its value later]"},
      {"let [a]", "1:5: a destructuring declaration needs a value: expected '='"},
      {"let let = 1", "1:5: 'let' cannot be the name of a 'let' or 'const' variable"},
      {"const class = 1", "1:7: 'class' is a reserved word and cannot be the name of a variable"},
      {"if (a) let b",
       "1:8: a 'let' declaration cannot stand here alone: expected a block or another statement [put it in { "
       "}]"},
      {"let a b", "1:7: expected ';' or a new line after the statement, found 'b'"},
  });
}

TEST_CASE("syntax: 14.6, 14.12 if and switch", "[syntax]") {
  check_readings({
      {"if (a) b; else if (c) d; else e", "if (a) b;\nelse if (c) d;\nelse e;"},
      {"if (a) { if (b) c } else d", "if (a) {\n  if (b) c;\n} else d;"},
      {"if (a) if (b) c; else d", "if (a)\n  if (b) c;\n  else d;"},
      {"if (a) ; else ;", "if (a);\nelse;"},
      {"if (a) function f() {}", "if (a) {\n  function f() {}\n}"},
      {"switch (a) { case 1: case 2: b; break; default: { c } }",
       "switch (a) {\n  case 1:\n  case 2:\n    b;\n    break;\n  default: {\n    c;\n  }\n}"},
      {"switch (a) {}", "switch (a) {\n}"},
      {"switch (a) { default: default: }", "1:23: a switch can have only one 'default'"},
      {"switch (a) { b }", "1:14: expected 'case', 'default' or '}' in the switch, found 'b'"},
      {"else a", "1:1: 'else' without an 'if' before it [is a '}' missing, or a ';' too many?]"},
  });
}

TEST_CASE("syntax: 14.7 loops", "[syntax]") {
  check_readings({
      {"for (;;) a; for (let i = 0, j = 1; i < j; i++, j--) {}",
       "for (;;) a;\nfor (let i = 0, j = 1; i < j; i++, j--) {}"},
      {"for (a = 1; ; ) ; for (; a; ) b", "for (a = 1;;);\nfor (; a;) b;"},
      {"for (const a of b) c; for (var [d, e] of f) ; for (let g in h) {}",
       "for (const a of b) c;\nfor (var [d, e] of f);\nfor (let g in h) {}"},
      {"for (a of b) ; for (a.b of c) ; for ({ a = 1 } of b) ; for ([a] in b) ; for (a in b, c) ;",
       "for (a of b);\nfor (a.b of c);\nfor ({ a = 1 } of b);\nfor ([a] in b);\nfor (a in b, c);"},
      {"for (let of of of) ; for (of of of) ; for ((async) of a) ; for (async of => a;;) ; for (let in a) ;",
       "for (let of of of);\nfor (of of of);\nfor ((async) of a);\nfor (async (of) => a;;);\nfor ((let) "
       "in a);"},
      {"while (a) b; do c; while (d); do { e } while (f)",
       "while (a) b;\ndo c;\nwhile (d);\ndo {\n  e;\n} while (f);"},
      {"for (a b) c", "1:8: expected ';' after the first part of the loop's head, found 'b'"},
      {"for (const a;;) ;",
       "1:12: a 'const' declaration needs a value: expected '=' after the name [use 'let' for a variable "
       "that gets its value later]"},
      {"for (let a = 1 of b) ;", "1:6: the variable before 'of' in the head of a loop cannot have a value"},
      {"for (let a, b of c) ;", "1:6: expected one variable before 'of' in the head of the loop"},
      {"for each (a in b) ;",
       "1:5: expected '(' after 'for', found 'each' [did you mean for (const x of list) ?]"},
      {"for (f() of a) ;", "1:6: invalid target of the loop: expected a name, a property or a pattern"},
      {"for (let of a) ;", "1:13: expected ';' after the first part of the loop's head, found 'a'"},
  });
}

TEST_CASE("syntax: 14.7.4 'in' in the head of a for", "[syntax]") {
  check_readings({
      {"for (var a = ('b' in c); d; ) ;", "for (var a = ('b' in c); d;);"},
      {"for (var a = [b in c]; ; ) ;", "for (var a = [(b in c)];;);"},
      {"for (a = () => { b in c }; ; ) ;", "for (\n  a = () => {\n    (b in c);\n  };;\n);"},
      {"for (; a in b; c in d) ;", "for (; a in b; c in d);"},
  });
  check_refused({"for (var a = b in c; ; ) ;", "for (a = () => b in c; ; ) ;"});
}

TEST_CASE("syntax: 14.8, 14.9, 14.13 jumps and labels", "[syntax]") {
  check_readings({
      {"a: b: for (;;) { continue a; break b; continue; break }",
       "a: b: for (;;) {\n  continue a;\n  break b;\n  continue;\n  break;\n}"},
      {"a: { break a }", "a: {\n  break a;\n}"},
      {"l: function f() {}", "l: function f() {}"},
      {"break", "1:1: 'break' is only valid inside a loop or a switch"},
      {"function f() { continue }",
       "1:16: 'continue' is only valid inside a loop [to leave the function, use 'return']"},
      {"while (1) { () => { break } }",
       "1:21: 'break' is only valid inside a loop or a switch [to leave the function, use 'return']"},
      {"outer: while (1) break outr",
       "1:24: there is no label 'outr' around this 'break' [did you mean 'outer' ?]"},
      {"a: { continue a }", "1:15: 'continue a' needs a loop: 'a' labels another statement"},
      {"a: { a: ; }", "1:6: the label 'a' is used twice"},
      {"if (a) b: function c() {}",
       "1:11: a function declaration cannot stand here alone: expected a block or another statement [put it "
       "in "
       "{ }]"},
      {"a: b: function c() {}", "a: b: function c() {}"},
      {"switch (a) { case 1: continue }", "1:22: 'continue' is only valid inside a loop"},
      {"return a; return", "return a;\nreturn;"},
      {"if (a) return; () => { return }", "if (a) return;\n() => {\n  return;\n};"},
  });
}

TEST_CASE("syntax: 14.14, 14.15 throw and try", "[syntax]") {
  check_readings({
      {"try { a } catch { b }", "try {\n  a;\n} catch {\n  b;\n}"},
      {"try {} catch ({ message, ...rest }) {} finally { c }",
       "try {} catch ({ message, ...rest }) {} finally {\n  c;\n}"},
      {"throw new Error('a')", "throw new Error('a');"},
      {"try {}", "1:1: a 'try' needs a 'catch' or a 'finally' after its block, found the end of the text"},
      {"catch (a) {}", "1:1: 'catch' without a 'try' before it"},
      {"try {} catch ([a, a]) {}", "1:19: there are two names 'a' in the parameter of 'catch'"},
  });
}

TEST_CASE("syntax: 15.1, 15.2 functions and their parameters", "[syntax]") {
  check_readings({
      {"function f(a, { b }, [c] = [], ...d) {}", "function f(a, { b }, [c] = [], ...d) {}"},
      {"async function* f() {}", "async function* f() {}"},
      {"(function f() {}), (function () {})", "(function f() {}), function () {};"},
      {"function f(a, a) {}", "function f(a, a) {}"},
      {"function f(a, [a]) {}", "1:16: there are two parameters named 'a'"},
      {"function f(...a, b) {}", "1:16: a rest parameter must be the last one"},
      {"function f(a b) {}", "1:14: expected ')' or ',' in the parameters, found 'b'"},
      {"function () {}", "1:10: expected the name of the function, found '('"},
      {"function f() => a",
       "1:14: expected '{' and the body of the function, found '=>' [only arrow functions are written with "
       "=>]"},
  });
}

TEST_CASE("syntax: 11.2.1 directives and strict mode", "[syntax]") {
  check_readings({
      {"'use strict'; a", "'use strict';\n\na;"},
      {"'a'\n'b'\nc", "'a';\n'b';\n\nc;"},
      {"('use strict'); a", "('use strict');\na;"},
      {"function f() { 'use strict' }", "function f() {\n  'use strict';\n}"},
      {"'a' + b; 'c'.d", "'a' + b;\n'c'.d;"},
      {"a; 'b'", "a;\n'b';"},
      {"'use\\x20strict'; var public", "('use strict');\nvar public;"},
      {"'use strict'; delete a",
       "1:22: a name cannot be deleted in strict mode: expected a property after 'delete'"},
      {"'use strict'; eval = 1", "1:15: 'eval' cannot be assigned to in strict mode"},
      {"'use strict'; var public", "1:19: 'public' is a reserved word in strict mode"},
      {"function f(a, a) { 'use strict' }", "1:15: there are two parameters named 'a'"},
      {"function f(a = 1) { 'use strict' }",
       "1:21: 'use strict' cannot stand in a function with default, rest or destructured parameters"},
  });
}

TEST_CASE("syntax: 15.7 classes", "[syntax]") {
  check_readings({
      {"class A {}", "class A {}"},
      {"class A extends B.c { constructor() { super() } }",
       "class A extends B.c {\n  constructor() {\n    super();\n  }\n}"},
      {"class A { a; b = 1; static c; #d = 2; 'e-f'; 3 = 4; [g] = h }",
       "class A {\n  a;\n  b = 1;\n  static c;\n  #d = 2;\n  'e-f';\n  3 = 4;\n  [g] = h;\n}"},
      {"class A { get a() {} static set b(c) {} async d() {} *e() {} static async *#f() {} }",
       "class A {\n  get a() {}\n\n  static set b(c) {}\n\n  async d() {}\n\n  *e() {}\n\n  static async "
       "*#f() {}\n}"},
      {"class A { static { a } static static; get; set; async; static() {} }",
       "class A {\n  static {\n    a;\n  }\n\n  static static;\n  get;\n  set;\n  async;\n\n  static() "
       "{}\n}"},
      {"class A { #a; b(c) { return #a in c && c.#a + this?.#a } }",
       "class A {\n  #a;\n\n  b(c) {\n    return #a in c && c.#a + this?.#a;\n  }\n}"},
      {"class A { '#a'() {} }", "class A {\n  ['#a']() {}\n}"},
      {"x = class A extends (a, b) {}; y = class extends a?.b {}",
       "x = class A extends (a, b) {};\ny = class extends a?.b {};"},
      {"class A { constructor() {} constructor() {} }", "1:28: a class can have only one constructor"},
      {"class A { #a; #a }", "1:15: the private name '#a' is declared twice"},
      {"class A { #total; f() { this.#totl } }",
       "1:30: the private name '#totl' is not declared in any class around it [did you mean '#total' ?]"},
      {"a.#b", "1:3: the private name '#b' is used outside of any class"},
      {"class A { #a; f() { delete this.#a } }", "1:28: a private field cannot be deleted"},
      {"class A { a() {}, b() {} }", "1:17: no ',' stands between the members of a class"},
      {"class A { get a(b) {} }", "1:11: a getter has no parameters"},
      {"class A { async constructor() {} }",
       "1:17: a constructor cannot be async, a generator, a getter or a setter"},
      {"class A { @a b() {} }", "1:11: asyncq does not model decorators"},
  });
  check_accepted({"class A { get #a() {} set #a(b) {} }",
                  "class A { static constructor() {} static constructor() {} }",
                  "class A { ['constructor']() {} constructor() {} }",
                  "class A { #a; static b = class { c(d) { d.#a } } }"});
  check_refused({"class A { get #a() {} get #a() {} }", "class A { static get #a() {} set #a(b) {} }",
                 "class A { #constructor }", "class A { constructor = 1 }",
                 "class A { static prototype() {} }", "class A { a = arguments }",
                 "class A { static { return } }", "class A { set a() {} }", "class let {}",
                 "class A extends B, C {}", "class A { f() { 010 } }", "class A { f(a, a) {} }"});
}

TEST_CASE("syntax: 14.10 only a CommonJS main program returns outside of functions", "[syntax]") {
  check_readings(
      {
          {"return a", "1:1: 'return' is only valid inside a function"},
          {"if (a) { return }", "1:10: 'return' is only valid inside a function"},
          {"class A { static { return } }", "1:20: 'return' is only valid inside a function"},
          {"new.target", "1:1: 'new.target' is only valid inside a function"},
      },
      syntax::SourceKind::module);
}

TEST_CASE("syntax: 16.2 modules", "[syntax]") {
  check_readings(
      {
          {"import a from 'a'; import * as b from 'b'; import 'c'",
           "import a from 'a';\nimport * as b from 'b';\nimport 'c';"},
          {"import a, { b, c as d, default as e, if as f } from 'g'\na",
           "import a, { b, c as d, default as e, if as f } from 'g';\n\na;"},
          {"import { default as a } from 'b'; import c, * as d from 'e'; import {} from 'f'",
           "import a from 'b';\nimport c, * as d from 'e';\nimport 'f';"},
          {"export const a = 1; export function b() {} export class C {}",
           "export const a = 1;\n\nexport function b() {}\n\nexport class C {}"},
          {"export { a, b as c, d as default }; export default a + b",
           "export { a, b as c, d as default };\nexport default a + b;"},
          {"export default function () {} ", "export default function () {}"},
          {"export default async function f() {}", "export default async function f() {}"},
          {"export default class {}", "export default class {}"},
          {"export default (function () {})", "export default (function () {});"},
          {"export default (class {}).a", "export default (class {}).a;"},
          {"export default [function () {}]; export default async () => {}",
           "export default [function () {}];\nexport default async () => {};"},
          {"export * from 'a'", "1:1: asyncq does not model exports of another module's exports"},
          {"import a from 'b' with { type: 'json' }", "1:19: asyncq does not model import attributes"},
          {"{ import 'a' }", "1:3: 'import' is only valid at the top level of a module"},
          {"import a 'b'",
           "1:10: expected 'from' and the module's name after what is imported, found a string"},
          {"import { if } from 'a'", "1:10: expected 'as' and a name for what is imported"},
      },
      syntax::SourceKind::module);
  check_readings({
      {"import a from 'a'",
       "1:1: an 'import' statement is only valid in a module [a module is a file named .mjs, or a puzzle "
       "with 'module: true'; a script uses require(…)]"},
      {"export default 1",
       "1:1: an 'export' is only valid in a module [a module is a file named .mjs, or a puzzle with 'module: "
       "true']"},
  });
}

TEST_CASE("syntax: what asyncq leaves out is said at its place", "[syntax]") {
  check_readings({
      {"with (a) b", "1:1: asyncq does not model 'with'"},
      {"eval('a')", "1:1: asyncq does not model eval"},
      {"x = new Function('a')",
       "1:9: asyncq does not model eval: making a function from text [write the function itself]"},
      {"@a class B {}", "1:1: asyncq does not model decorators"},
      {"{ using a = b }", "1:3: asyncq does not model 'using' declarations"},
      {"async () => { await using a = b }", "1:21: asyncq does not model 'using' declarations"},
      {"import(a, b)", "1:11: asyncq does not model import options"},
  });
}
