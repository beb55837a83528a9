// What is wrong in a list of statements: each fault with its place, its words and its hint.

#include "tests/support/catch.h"
#include "tests/unit/puzzle/loading.h"

using namespace asyncq;

namespace {

struct Fault {
  const char* yaml;      // statements; the first is on line 3
  const char* problems;  // "line:column message = hint"
};

void check(std::initializer_list<Fault> faults) {
  for (const Fault& fault : faults) {
    INFO(fault.yaml);
    CHECK(test::problems_in(test::puzzle_text(fault.yaml), true) == fault.problems);
  }
}

}  // namespace

TEST_CASE("statement errors: the list", "[puzzle][errors]") {
  check({
      {"- doIt()",
       "3:3 a statement is written with a key, as in 'log: text' = to run JavaScript, write 'call: …' or "
       "'js: …'; to print, write 'log: …'"},
      {"- log:x",
       "3:3 a statement is written with a key, as in 'log: text' = a space is missing behind 'log:'"},
      {"- log", "3:3 'log' needs a value = as in: log: text with ${expression}"},
      {"-\n- log: x", "3:1 an empty statement = write a statement behind the \"-\", or remove it"},
      {"- - log: x", "3:3 a statement cannot be a list = one \"- \" too many?"},
      {"- {}", "3:3 an empty statement = as in: {log: text}"},
      {"- log: a\n  call: f()",
       "4:3 two statements in one: 'log' and 'call' = each statement has a \"- \" of its own"},
      {"- nextTick: [log: first, second]",
       "3:26 a statement is written with a key, as in 'log: text' = between [ ] or { } a comma ends a value: "
       "put "
       "the value in quotes"},
      {"- nextTick: {log: x}",
       "3:13 'nextTick' must be a list of statements = put the statement in [ ]: [log: done]"},
      {"- nextTick:\n    log: x",
       "4:5 'nextTick' must be a list of statements = begin the statement with \"- \""},
      {"- function: f\n  do: {log: a}",
       "4:7 'do' must be a list of statements, not a mapping = put the statement in [ ]: [log: done]"},
  });
}

TEST_CASE("statement errors: keys", "[puzzle][errors]") {
  check({
      {"- settimeout: {ms: 0, do: []}", "3:3 unknown statement 'settimeout' = did you mean 'setTimeout'?"},
      {"- setTimout: {ms: 0, do: []}", "3:3 unknown statement 'setTimout' = did you mean 'setTimeout'?"},
      {"- console.log: x", "3:3 unknown statement 'console.log' = did you mean 'log'?"},
      {"- process.nextTick: []", "3:3 unknown statement 'process.nextTick' = did you mean 'nextTick'?"},
      {"- switch: x", "3:3 unknown statement 'switch' = write it as JavaScript, under 'js: |'"},
      {"- then: [log: x]",
       "3:3 unknown statement 'then' = it belongs in the chain of an 'on': {on: promise, chain: [then: …]}"},
      {"- log: a\n- do: [log: b]",
       "4:3 unknown statement 'do' = it belongs to the statement above it: indent it as that statement's "
       "key, "
       "without a dash"},
      {"- frobnicate: x",
       "3:3 unknown statement 'frobnicate' = puzzles/README.md lists the statements; JavaScript goes under "
       "'js:'"},
      {"- function: f\n  asnyc: true\n  do: []",
       "4:3 unknown key 'asnyc' in the statement 'function' = did you mean 'async'?"},
      {"- setTimeout: {ms: 0, call: f()}",
       "3:15 'setTimeout' needs 'do': a list of statements or JavaScript that names a function\n"
       "3:23 unknown key 'call' in 'setTimeout' = statements stand in a list: do: [call: …]"},
      {"- queueMicrotask: {args: [1], do: f}",
       "3:20 unknown key 'args' in 'queueMicrotask' = 'queueMicrotask' takes do or async"},
      {"- on: p\n  chain: [the: [log: x]]", "4:11 unknown key 'the' in a chain = did you mean 'then'?"},
  });
}

TEST_CASE("statement errors: text and values", "[puzzle][errors]") {
  check({
      {"- log: [a, b]",
       "3:8 'log' takes text, not a list = several values: log: {args: [a, b]}; text that begins with [ goes "
       "in quotes"},
      {"- log: {a}",
       "3:8 'log' takes text, or {args: […]} for values = text that begins with { goes in quotes"},
      {"- log:", "3:3 'log' needs text = an empty line is written ''"},
      {"- log: {args: a}",
       "3:15 'args' must be a list of expressions, not text = as in: [1, name, \"'text'\"]"},
      {"- const: {a: hello world}",
       "3:20 expected the end of the expression, found 'world' = text needs JavaScript's quotes, inside "
       "YAML's: "
       "\"'hello world'\""},
      {"- const: {a: f(1, 2)}",
       "3:15 this '(' is never closed: expected ')' or ',' in the argument list = between [ ] or { } a comma "
       "ends a "
       "value: put the value in quotes\n"
       "3:19 '2)' has no value = between [ ] or { } a comma ends a value: put the value in quotes"},
      {"- const: {a: [1, 2]}",
       "3:14 the value of 'a' must be JavaScript, not a list = a JavaScript array goes in quotes: '[1, 2]'; "
       "a "
       "function without statements is {do: []}"},
      {"- const: {a: []}",
       "3:14 the value of 'a' must be JavaScript, not a list = a JavaScript array goes in quotes: '[1, 2]'; "
       "a "
       "function without statements is {do: []}"},
      {"- const: {a: {b: 1}}",
       "3:14 the value of 'a' must be JavaScript or a statement that has a value, not a mapping = a "
       "JavaScript "
       "object goes in quotes: '{a: 1}'; a function is {as: a, do: […]}"},
      {"- const: {a: {log: x}}", "3:15 the statement 'log' has no value"},
      {"- const: {a: {await: p, as: x}}",
       "3:15 'await' works only in an async function = at the top level only of a module: add 'module: true' "
       "to the "
       "puzzle\n3:29 'as' has nothing to name here: the value is used at once"},
      {"- const: a", "3:10 'const' takes names with their values, not text = as in: const: {total: a + b}"},
      {"- const:\n    a:", "4:5 'a' has no value"},
      {"- let:\n    '{a}':", "4:5 '{a}' has no value"},
      {"- set: {a + 1: 2}",
       "3:9 a key of 'set' must be what can be assigned to: a name or a property = as in: set: {count: count "
       "+ 1, "
       "'list[0]': 2}"},
      {"- call: f", "3:9 'call' takes a call, with its parentheses = as in: call: start(1)"},
      {"- call: a += 1",
       "3:9 'call' takes a call, with its parentheses = 'js:' takes any JavaScript; 'set:' assigns"},
      {"- call: f()\n  args: [1]",
       "3:9 beside 'args', 'call' takes the function without parentheses = as in: {call: emitter.on, args: "
       "[\"'data'\", [log: data]]}"},
  });
}

TEST_CASE("statement errors: functions", "[puzzle][errors]") {
  check({
      {"- function: my function\n  do: []", "3:13 'function' must be a name; 'my function' is none"},
      {"- function: class\n  do: []", "3:13 'function' must be a name; 'class' is a word of JavaScript"},
      {"- function: f",
       "3:3 'function' needs 'do' beside it: a list of statements = as in: {function: start, as: [a, b], do: "
       "[log: "
       "started]}"},
      {"- function: f\n  async: yes\n  do: []",
       "4:10 'async' must be true or false, not text = YAML has no other words for them"},
      {"- function: f\n  async: 'true'\n  do: []",
       "4:10 'async' must be true or false, not text = remove the quotes: a value in quotes is text"},
      {"- function: f\n  as: [...a, b]\n  do: []", "4:14 a rest parameter must be the last one"},
      {"- function: f\n  as: [{a: b}]\n  do: []",
       "4:8 a parameter must be a name or a pattern, not a mapping = a pattern goes in quotes: '{a, b}', "
       "'[a, b]'"},
      {"- await: x",
       "3:3 'await' works only in an async function = at the top level only of a module: add 'module: true' "
       "to the "
       "puzzle"},
      {"- function: f\n  do:\n    - await: x",
       "5:7 'await' works only in an async function = add 'async: true' beside the 'do' of the function on "
       "line 3"},
      {"- nextTick:\n    - await: x",
       "4:7 'await' works only in an async function = write the function on line 4 as {async: true, do: "
       "[…]}"},
      {"- yield: 1",
       "3:3 'yield' works only in a generator = as in: {function: count, generator: true, do: [yield: 1]}"},
  });
}

TEST_CASE("statement errors: a module does not return, a script may", "[puzzle][errors]") {
  CHECK(test::problems_in(test::puzzle_text("- return: 1", true)) ==
        "4:3 'return' is only valid inside a function");
  CHECK(test::problems_in(test::puzzle_text("- if: a\n  do: [return]", true)) ==
        "5:8 'return' is only valid inside a function");
  CHECK(test::problems_in(test::puzzle_text("- return\n- return: 1\n- js: return 2")) == "");
}

TEST_CASE("statement errors: import and export belong at the top level", "[puzzle][errors]") {
  const std::string nested = "- js: import 'x'\n- nextTick:\n    - js: import 'x'";
  CHECK(test::problems_in(test::puzzle_text(nested, true)) ==
        "6:11 import and export stand only at the top level of a module");
}

TEST_CASE("statement errors: scheduling and promises", "[puzzle][errors]") {
  check({
      {"- setTimeout: 0",
       "3:15 'setTimeout' takes {ms: …, do: […]}, not a number = as in: setTimeout: {ms: 0, do: [log: "
       "timer]}"},
      {"- setTimeout: [log: x]",
       "3:15 'setTimeout' takes {ms: …, do: […]}, not a list = as in: setTimeout: {ms: 0, do: [log: timer]}"},
      {"- setTimeout: {do: [log: x]}",
       "3:3 'setTimeout' needs 'ms': how many milliseconds = as in: setTimeout: {ms: 0, do: [log: timer]}"},
      {"- setTimeout: {ms: 0, as: t, do: [log: x]}",
       "3:27 'as' names the callback's parameters, but there are no 'args' to pass = to name what setTimeout "
       "returns, "
       "write 'as' beside 'setTimeout', not inside"},
      {"- setTimeout: {ms: 0, do: {log: x}}",
       "3:27 'do' must be a list of statements, not a mapping = put the statement in [ ]: [log: done]"},
      {"- nextTick: {do: f, as: x}", "3:25 'as' goes with a 'do' that is a list of statements"},
      {"- io: a",
       "3:3 'io' needs 'ms': how many milliseconds it takes, or any = as in: {io: config, ms: any}"},
      {"- busy: 5..20",
       "3:11 expected the end of the expression, found a number = only the 'ms' of 'io' can be an interval"},
      {"- {io: a, ms: 20..5}",
       "3:15 an interval begins with its least latency: 20 is more than 5 = did you mean 5..20?"},
      {"- {io: a, ms: -5}", "3:15 no operation takes -5 ms = as in: ms: 20, ms: 5..20 or ms: any"},
      {"- {io: a, ms: -5..20}", "3:15 no operation takes -5 ms = as in: ms: 20, ms: 5..20 or ms: any"},
      {"- {io: a, ms: 5..3000000000}",
       "3:15 3000000000 ms are too many: a latency is at most 2147483647 ms = ms: any is a latency that "
       "nobody knows"},
      {"- {io: a, ms: 5..any}",
       "3:15 both ends of an interval of latencies are numbers = as in: ms: 20, ms: 5..20 or ms: any"},
      {"- {io: a, ms: 5..}",
       "3:15 both ends of an interval of latencies are numbers = as in: ms: 20, ms: 5..20 or ms: any"},
      {"- {io: a, ms: [5, 20]}",
       "3:15 'ms' must be a latency, not a list = as in: ms: 20, ms: 5..20 or ms: any"},
      {"- on: p",
       "3:3 'on' needs a 'chain': a list of 'then', 'catch' and 'finally' = as in: {on: gate, chain: [then: "
       "[log: "
       "open]]}"},
      {"- on: p\n  chain:\n    - then: [log: x]\n      catch: [log: y]",
       "6:7 two links in one: 'then' and 'catch' = a second handler for the same promise is 'else'; a link "
       "of its own "
       "needs a \"- \""},
      {"- on: p\n  chain: [{catch: f, else: g}]", "4:28 'else' goes with 'then', not with 'catch'"},
      {"- on: p\n  chain: [f]",
       "4:11 a link of a chain is 'then', 'catch' or 'finally', not text = as in: chain: [then: [log: done], "
       "catch: "
       "[log: failed]]"},
      {"- promise: p", "3:3 'promise' needs 'do': a list of statements or JavaScript that names a function"},
      {"- const: {p: {promise: q}}", ""},
  });
}

TEST_CASE("statement errors: control flow", "[puzzle][errors]") {
  check({
      {"- if: a",
       "3:3 'if' needs 'do' beside it: a list of statements = as in: {if: a > b, do: [log: more], else: "
       "[log: less]}"},
      {"- for: x of\n  do: []", "3:12 expected an expression, found the end of the loop's head"},
      {"- for: ;;) f(); for (;;\n  do: []", "3:8 'for' takes the head of one loop, and nothing else"},
      {"- for: {each: x}\n  do: []",
       "3:8 'for' takes the head of a JavaScript loop, not a mapping = as in: 'const item of items' or 'let "
       "i = 0; i < "
       "3; i++'"},
      {"- for await: const x of y\n  do: []",
       "3:3 'for await' works only in an async function = add 'async: true' beside the 'do' of the function"},
      {"- try: []",
       "3:3 'try' needs 'catch' or 'finally' beside it = as in: {try: [call: start()], catch: {as: e, do: "
       "[log: "
       "'${e.message}']}}"},
      {"- break: 1 2", "3:10 the label of 'break' must be a name; '1 2' is none"},
  });
}

TEST_CASE("statement errors: faults of the JavaScript are told where they stand in the file",
          "[puzzle][errors]") {
  const auto places = [](const std::string& statements) {
    std::string out;
    const auto loaded = test::load_text(test::puzzle_text(statements));
    if (loaded) return std::string("none");
    for (const support::Diagnostic& problem : loaded.errors()) {
      out += fmt::format("{}:{} ", problem.range.begin.line, problem.range.begin.column);
    }
    return out;
  };
  CHECK(places("- call: f(,)") == "3:11 ");
  CHECK(places("- call: 'f(,)'") == "3:12 ");
  CHECK(places("- call: \"f(\\\"x\\\",,)\"") == "3:9 ");
  CHECK(places("- log: é ${a b}") == "3:14 ");
  CHECK(places("- js: |\n    let a = ;\n\n      f(,)\n") == "4:13 6:9 ");
  CHECK(places("- js: |2\n     let a = ;\n") == "4:14 ");
  CHECK(places("- js: |\n    f();\n\n      f(,)\n") == "6:9 ");
  CHECK(places("- const:\n    'a b': 1\n    '{c': 2\n").starts_with("4:8 "));
  CHECK(places("- for: const of xs\n  do: []") == "3:14 3:17 ");
  CHECK(places("- for:\n    const of xs\n  do: []") == "4:11 4:14 ");
  CHECK(places("- function: f\n  as: [a, b c]\n  do: []") == "4:13 ");
  CHECK(places("- log: {args: [a, ...b c]}") == "3:24 ");
  CHECK(places("- const: {a: &x 'f(,)', b: *x}") == "3:20 3:20 ");
}

TEST_CASE("statement errors: no more than a screenful, and none lost before", "[puzzle][errors]") {
  std::string many;
  for (int i = 0; i < 500; ++i) many += "- bad\n";
  const auto loaded = test::load_text(test::puzzle_text(many));
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.errors().size() == 50);
}

TEST_CASE("statement errors: what belongs elsewhere or is called otherwise", "[puzzle][errors]") {
  check({
      {"- setTimeout:\n  ms: 0\n  do: [log: a]",
       "3:3 'setTimeout' takes {ms: …, do: […]}, not nothing = as in: setTimeout: {ms: 0, do: [log: timer]}\n"
       "4:3 unknown key 'ms' in the statement 'setTimeout' = to stand under 'setTimeout:', it must be "
       "indented "
       "by two more spaces\n"
       "5:3 unknown key 'do' in the statement 'setTimeout' = to stand under 'setTimeout:', it must be "
       "indented "
       "by two more spaces"},
      {"- on: p\n  chain: [then: f]\n  catch: [log: x]",
       "5:3 unknown key 'catch' in the statement 'on' = it belongs in the list 'chain': chain: [catch: …]"},
      {"- if: a\n  do: []\n  then: []", "5:3 unknown key 'then' in the statement 'if' = did you mean 'do'?"},
      {"- while: a\n  body: []\n  do: []",
       "4:3 unknown key 'body' in the statement 'while' = did you mean 'do'?"},
      {"- let: x = 1", "3:8 'let' takes a name, or names with their values = write let: {x: 1}"},
      {"- js: a()\n    b()",
       "3:7 YAML would join the lines of 'js' into one = several lines begin on the line after 'js: |'"},
      {"- js: >\n    a()\n    b()",
       "3:7 YAML would join the lines of 'js' into one = several lines begin on the line after 'js: |'"},
      {"- js: 'a() '", ""},
  });
}
