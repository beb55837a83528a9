// What is said about programs that are wrong: one message for each mistake, at its place, and none for what
// follows from it.

#include "tests/unit/syntax/reading.h"

using namespace asyncq;
using namespace asyncq::test;

TEST_CASE("syntax: brackets that are not closed, or closed by another", "[syntax][errors]") {
  check_readings({
      {"f(a, b", "1:2: this '(' is never closed: expected ')' or ',' in the argument list"},
      {"f(a, [b, c)", "1:11: expected ']' or ',' in the array, found ')' [the '[' was opened at 1:6]"},
      {"function f() {\n  if (a) {\n    b;\n",
       "2:10: this '{' is never closed: expected '}' to close the block"},
      {"x = {\n  a: 1,\n", "1:5: this '{' is never closed: expected a property name or '}'"},
      {"a;\n}\nb", "2:1: unexpected '}': no bracket is open here"},
      {"f(a b)", "1:5: expected ')' or ',' in the argument list, found 'b'"},
      {"f(\n  a\n  b\n)",
       "3:3: expected ')' or ',' in the argument list, found 'b' [the '(' was opened at 1:2]"},
      {"if (a { b }", "1:7: expected ')' to close the condition of 'if', found '{'"},
      {"[a, b", "1:1: this '[' is never closed: expected ']' or ',' in the array"},
      {"class A {\n  b() {}\n", "1:9: this '{' is never closed: expected '}' to close the class body"},
  });
}

TEST_CASE("syntax: await where it cannot wait", "[syntax][errors]") {
  check_readings({
      {"function load() {\n  await a;\n}",
       "2:3: 'await' is only valid in async functions and the top level bodies of modules [mark function "
       "'load' at 1:1 async]"},
      {"const f = () => {\n  const x = await g();\n}",
       "2:13: 'await' is only valid in async functions and the top level bodies of modules [mark the arrow "
       "function at 1:11 async]"},
      {"await a;",
       "1:1: 'await' is only valid in async functions and the top level bodies of modules [move it into an "
       "async function, or "
       "make this a module: a file named .mjs, a puzzle with 'module: true']"},
      {"async () => { [1].forEach(x => { await x }) }",
       "1:34: 'await' is only valid in async functions and the top level bodies of modules [mark the arrow "
       "function at 1:27 async]"},
      {"function f() { for await (const a of b) c; }",
       "1:20: 'await' is only valid in async functions and the top level bodies of modules [mark function "
       "'f' at 1:1 async]"},
  });
}

TEST_CASE("syntax: likely slips are named", "[syntax][errors]") {
  check_readings({
      {"funtion f() {}",
       "1:9: expected ';' or a new line after the statement, found 'f' [did you mean 'function' instead of "
       "'funtion' ?]"},
      {"cosnt a = 1",
       "1:7: expected ';' or a new line after the statement, found 'a' [did you mean 'const' instead of "
       "'cosnt' ?]"},
      {"a and b", "1:3: expected ';' or a new line after the statement, found 'and' [did you mean '&&' ?]"},
      {"if (a) {} elseif (b) {}",
       "1:22: expected ';' or a new line after the statement, found '{' [did you mean 'else if' ?]"},
      {"x = a -> b", "1:8: expected an expression, found '>'"},
      {"=> a", "1:1: expected the parameters of the arrow function before '=>' [write () => … for none]"},
  });
}

TEST_CASE("syntax: a string that is not closed is one error, on each line", "[syntax][errors]") {
  const std::string hint = " [a string ends on the line it begins on; a template `…` may go on]";
  CHECK(reading_of("f('a);\ng(\"b);\nh([c, 'd]);\ne f;") ==
        "1:3: this string is never closed: expected '" + hint +
            "\n2:3: this string is never closed: expected \"" + hint +
            "\n3:7: this string is never closed: expected '" + hint +
            "\n4:3: expected ';' or a new line after the statement, found 'f'\n");
  CHECK(reading_of("f(() => {\n  g('a);\n  b c;\n});") ==
        "2:5: this string is never closed: expected '" + hint +
            "\n3:5: expected ';' or a new line after the statement, found 'c'\n");
}

TEST_CASE("syntax: what other languages have", "[syntax][errors]") {
  check_readings({
      {"const a: number = 1;", "1:8: asyncq does not model TypeScript [remove the type and its ':']"},
      {"function f(a: string) {}", "1:13: asyncq does not model TypeScript [remove the type and its ':']"},
      {"function f(): void {}", "1:13: asyncq does not model TypeScript [remove the type and its ':']"},
      {"interface A {}",
       "1:11: expected ';' or a new line after the statement, found 'A' [interfaces are TypeScript, which "
       "asyncq does not model]"},
      {"x = y as any",
       "1:7: expected ';' or a new line after the statement, found 'as' ['as' is TypeScript, which asyncq "
       "does "
       "not model]"},
      {"<p>a</p>", "1:1: expected an expression, found '<' [HTML and JSX are not JavaScript]"},
      {"foreach (a) {}",
       "1:13: expected ';' or a new line after the statement, found '{' [did you mean for (const x of list) "
       "?]"},
      {"whlie (a) {}",
       "1:11: expected ';' or a new line after the statement, found '{' [did you mean 'while' instead of "
       "'whlie' ?]"},
  });
}

TEST_CASE("syntax: what beginners leave out or have too much", "[syntax][errors]") {
  check_readings({
      {"p\n  .a();\n  .b();", "3:3: expected an expression, found '.' [is the ';' before it one too many?]"},
      {"try { a } catch e { b }",
       "1:17: expected '{' after 'catch', found 'e' [the error's name stands in parentheses: catch (e)]"},
      {"function f() { yield 1 }",
       "1:22: expected ';' or a new line after the statement, found a number ['yield' works only in a "
       "generator: function* …]"},
      {"new Promise(a, b) => { c }",
       "1:19: expected ';' or a new line after the statement, found '=>' [an arrow function begins with its "
       "parameters: (a, b) => …]"},
      {"let class = 1", "1:5: 'class' is a reserved word and cannot be the name of a variable"},
      {"function if() {}", "1:10: 'if' is a reserved word and cannot be the name of a function"},
      {"class A { a: 1 }",
       "1:12: expected '=' and the value of the field, found ':' [a field is written name = value;]"},
      {"class A { function a() {} }", "1:20: a method is written without 'function'"},
      {"x = { a: 1 b: 2 }", "1:12: expected '}' or ',' in the object, found 'b'"},
      {"x = {\n  a\n  b: 2 }", "3:3: expected ',' before the next property, or ':' and a value, found 'b'"},
  });
}

TEST_CASE("syntax: after an error the next statement is read again", "[syntax][errors]") {
  check_readings({
      {"a b;\nc d;\ne;",
       "1:3: expected ';' or a new line after the statement, found 'b'\n"
       "2:3: expected ';' or a new line after the statement, found 'd'"},
      {"setTimeout(() => {\n  foo(;\n  bar(]);\n}, 0);\nconst x;",
       "2:7: expected an expression, found ';'\n3:7: expected an expression, found ']'\n"
       "5:7: a 'const' declaration needs a value: expected '=' after the name [use 'let' for a variable that "
       "gets its value later]"},
      {"f(a b,\n  c);\nconst x = ;\ny",
       "1:5: expected ')' or ',' in the argument list, found 'b'\n3:11: expected an expression, found ';'"},
      {"if (a { b; }\nelse { c }\nconst d",
       "1:7: expected ')' to close the condition of 'if', found '{'\n"
       "3:7: a 'const' declaration needs a value: expected '=' after the name [use 'let' for a variable that "
       "gets its value later]"},
      {"for (let i = 0, i < 3; i++) { a; }\nb c",
       "1:19: expected ';' after the first part of the loop's head, found '<'\n"
       "2:3: expected ';' or a new line after the statement, found 'c'"},
      {"x = `a${b c}d`; y z",
       "1:11: expected '}' to close '${' in the template, found 'c'\n"
       "1:19: expected ';' or a new line after the statement, found 'z'"},
      {"class A { x y }\nb c",
       "1:13: expected ';' or a new line after the statement, found 'y'\n"
       "2:3: expected ';' or a new line after the statement, found 'c'"},
  });
}

TEST_CASE("syntax: no more than twenty errors", "[syntax][errors]") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "a b;\n";
  const auto program = syntax::parse_program(text, {});
  REQUIRE_FALSE(program.ok());
  CHECK(program.errors().size() == 20);
}

TEST_CASE("syntax: errors know their file and the fragment's place in it", "[syntax][errors]") {
  syntax::ParseOptions options;
  options.file = std::make_shared<const support::SourceFile>("a.yaml", "code: |\n  f(a;\n  g(b;\n");
  options.map.line_starts = {{2, 3}, {3, 3}};
  const auto program = syntax::parse_program("f(a;\ng(b;\n", options);
  REQUIRE_FALSE(program.ok());
  REQUIRE(program.errors().size() == 2);
  CHECK(program.errors()[0].range.begin == support::SourcePosition{2, 6});
  CHECK(program.errors()[0].range.end == support::SourcePosition{2, 7});
  CHECK(program.errors()[1].range.begin == support::SourcePosition{3, 6});
  CHECK(support::format(program.errors()[1]) ==
        "a.yaml:3:6: error: expected ')' or ',' in the argument list, found ';'\n"
        "    3 |   g(b;\n"
        "      |      ^\n");
}
