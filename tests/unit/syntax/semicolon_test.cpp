// Automatic semicolon insertion. [12.10]

#include "tests/unit/syntax/reading.h"

using namespace asyncq;
using namespace asyncq::test;

TEST_CASE("syntax: 12.10 semicolons are inserted where the grammar needs them", "[syntax]") {
  check_readings({
      {"a\nb", "a;\nb;"},
      {"{ a }", "{\n  a;\n}"},
      {"a = b\nc = d", "a = b;\nc = d;"},
      {"var a\nlet b\nconst c = 1", "var a;\nlet b;\nconst c = 1;"},
      {"do a; while (b) c", "do a;\nwhile (b);\nc;"},
      {"do {} while (b)\nc", "do {} while (b);\nc;"},
      {"a\n++b", "a;\n++b;"},
      {"a\n--\nb", "a;\n--b;"},
      {"class A { a\nb = 1\nc() {}\n*d() {}\n}", "class A {\n  a;\n  b = 1;\n\n  c() {}\n\n  *d() {}\n}"},
      {"class A { a\n*b() {} }", "class A {\n  a;\n\n  *b() {}\n}"},
      {"throw a\nb", "throw a;\nb;"},
      {"x /* a\n */ y", "x;\ny;"},
      {"let\nx", "let x;"},
      {"if (a)\nb\nelse\nc", "if (a) b;\nelse c;"},
  });
}

TEST_CASE("syntax: 12.10 no semicolon is inserted where the next line goes on", "[syntax]") {
  check_readings({
      {"a\n(b)", "a(b);"},
      {"a\n[b]", "a[b];"},
      {"a\n.b\n?.c", "a.b?.c;"},
      {"a\n+ b", "a + b;"},
      {"a\n/b/g", "a / b / g;"},
      {"a\ninstanceof b", "a instanceof b;"},
      {"a\n? b\n: c", "a ? b : c;"},
      {"a =\nb", "a = b;"},
      {"const a = () => {}\nb", "const a = () => {};\nb;"},
  });
}

TEST_CASE("syntax: 12.10.1 restricted productions end with the line", "[syntax]") {
  check_readings({
      {"function f() { return\na }", "function f() {\n  return;\n  a;\n}"},
      {"a: while (1) { break\na; continue\na }", "a: while (1) {\n  break;\n  a;\n  continue;\n  a;\n}"},
      {"function* f() { yield\na }", "function* f() {\n  yield;\n  a;\n}"},
      {"async\nfunction f() {}", "async;\n\nfunction f() {}"},
      {"async\nx => x", "async;\n(x) => x;"},
      {"var async\nasync\n(a)", "var async;\nasync(a);"},
      {"class A { async\nb() {} }", "class A {\n  async;\n\n  b() {}\n}"},
      {"class A { get\nb() {} static\nc }", "class A {\n  get b() {}\n\n  static c;\n}"},
      {"throw\na", "2:1: expected the value to throw on the same line as 'throw', found a new line"},
      {"x\n=> y", "2:1: '=>' must stand on the line on which the parameters of the arrow function end"},
      {"(x)\n=> y", "2:1: '=>' must stand on the line on which the parameters of the arrow function end"},
      {"async (x)\n=> y",
       "2:1: '=>' must stand on the line on which the parameters of the arrow function end"},
  });
}

TEST_CASE("syntax: 12.10 never inside the head of a for, and never to make an empty statement", "[syntax]") {
  check_refused({"class A { a = 1\n*b() {} }", "for (a\nb\nc) ;", "if (a)", "while (a)", "a b",
                 "if (a) b else c", "for (;;)", "{ 1 2 }"});
}
