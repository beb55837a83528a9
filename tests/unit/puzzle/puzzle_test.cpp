#include "puzzle/puzzle.h"

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/puzzle/loading.h"

using namespace asyncq;

TEST_CASE("puzzle: every key", "[puzzle]") {
  const auto loaded = test::load_text(
      "asyncq: 1\n"
      "id: the.id_1-a\n"
      "title: 'A: title'\n"
      "runtime: node24\n"
      "module: true\n"
      "level: 3\n"
      "topics: [a, b c]\n"
      "points: 2.5\n"
      "prompt: |\n  one\n  two\n"
      "ask: order\n"
      "scoring: lcs\n"
      "program:\n  - await: null\n"
      "hints: [first, 'second']\n"
      "explanation: because\n"
      "expect: [a , 1, true, null, 'x  ', '']\n"
      "prediction: []\n",
      "folder/file.name.yaml");
  REQUIRE(loaded.ok());
  CHECK(loaded->id == "the.id_1-a");
  CHECK(loaded->title == "A: title");
  CHECK(loaded->runtime.value == "node24");
  CHECK(loaded->runtime.range.begin == support::SourcePosition{4, 10});
  CHECK(loaded->module);
  CHECK(loaded->program.kind == syntax::SourceKind::module);
  CHECK(loaded->level == 3);
  CHECK(loaded->topics == std::vector<std::string>{"a", "b c"});
  CHECK(loaded->points == 2.5);
  CHECK(loaded->prompt == "one\ntwo\n");
  CHECK(loaded->scoring == puzzle::Scoring::lcs);
  CHECK(loaded->notation == puzzle::Notation::yaml);
  CHECK(loaded->hints == std::vector<std::string>{"first", "second"});
  CHECK(loaded->explanation == "because");
  REQUIRE(loaded->expect.has_value());
  CHECK(loaded->expect->value == trace::Prediction{"a", "1", "true", "null", "x"});
  CHECK(loaded->expect->range.begin.line == 18);
  REQUIRE(loaded->prediction.has_value());
  CHECK(loaded->prediction->value.empty());
}

TEST_CASE("puzzle: what is left out", "[puzzle]") {
  const auto loaded = test::load_text("asyncq: 1\ncode: f()\n", "folder/file.name.yaml");
  REQUIRE(loaded.ok());
  CHECK(loaded->id == "file.name");
  CHECK(loaded->runtime.value == "node");
  CHECK_FALSE(loaded->module);
  CHECK(loaded->points == 1);
  CHECK_FALSE(loaded->scoring.has_value());
  CHECK(loaded->notation == puzzle::Notation::javascript);
  CHECK_FALSE(loaded->expect.has_value());
}

TEST_CASE("puzzle: all that is wrong in one go, in the order of the file", "[puzzle][errors]") {
  CHECK(test::problems_in("asyncq: 1\n"
                          "progam: [log: a]\n"
                          "level: 7\n"
                          "points: '3'\n"
                          "module: yes\n"
                          "title: 3\n"
                          "id: a b\n"
                          "topics: x\n"
                          "scoring: exakt\n"
                          "ask: x\n"
                          "expect: [[a]]\n"
                          "prediction: {a: b}\n"
                          "hints: [1]\n"
                          "runtime: 24\n"
                          "title: again\n") ==
        "1:1 the program is missing: 'program:' with statements, or 'code: |' with JavaScript\n"
        "2:1 unknown key 'progam' in a puzzle\n"
        "3:8 level must be a whole number from 1 to 5\n"
        "4:9 points must be a number, not text\n"
        "5:9 module must be true or false, not text\n"
        "6:8 title must be text, not a number\n"
        "7:5 id must begin with a letter or digit and have only letters, digits, '.', '_' and '-'\n"
        "8:9 topics must be a list, not text\n"
        "9:10 scoring must be exact, prefix or lcs, not 'exakt'\n"
        "10:6 ask must be order, orders, possible, always or never, not 'x'\n"
        "11:10 each entry of expect is one printed line, not a list\n"
        "12:13 prediction must be a list of printed lines, not a mapping\n"
        "13:9 each entry of hints must be text, not a number\n"
        "14:10 runtime must be text, not a number\n"
        "15:1 the key 'title' stands here twice");
}

TEST_CASE("puzzle: files that are none", "[puzzle][errors]") {
  CHECK(test::problems_in("") == "0:0 an empty file where a puzzle is expected");
  CHECK(test::problems_in("- log: a\n") ==
        "1:1 a puzzle is a mapping with the keys asyncq and program, not a list");
  CHECK(test::problems_in("just text") ==
        "1:1 a puzzle is a mapping with the keys asyncq and program, not text");
  CHECK(test::problems_in("asyncq: 2\nnew: thing\n") ==
        "1:9 format version 2 is not known: this asyncq reads version 1");
  CHECK(test::problems_in("asyncq: '1'\nprogram: [log: a]\n") ==
        "1:9 asyncq must be 1, the version of the format, not text");
  CHECK(test::problems_in("program: [log: a]\n") ==
        "1:1 a puzzle begins with 'asyncq: 1', the version of its format");
  CHECK(test::problems_in("asyncq: 1\nprogram: []\n") == "2:10 the program has no statements");
  CHECK(test::problems_in("asyncq: 1\ncode: ''\n") == "2:7 the program has no statements");
  CHECK(test::problems_in("asyncq: 1\ncode: a\nprogram: [log: a]\n") ==
        "3:10 a puzzle has 'program' or 'code', not both");
  CHECK(test::problems_in("asyncq: 1\npuzzles: [a.yaml]\n") ==
        "1:1 a course manifest where a puzzle is expected");
}

TEST_CASE("puzzle: numbers that are too large, infinite or none", "[puzzle][errors]") {
  const auto with = [](const std::string& line) {
    return test::problems_in("asyncq: 1\n" + line + "\nprogram: [log: a]\n");
  };
  CHECK(with("points: 1000000").empty());
  for (const char* points : {"1000001", ".inf", ".nan", "0x10"}) {
    INFO(points);
    CHECK(with(std::string("points: ") + points) ==
          "2:9 points must be a number from 0 to 1000000, in decimal digits");
  }
  CHECK(with("level: " + std::string(400, '9')) == "2:8 level must be a whole number from 1 to 5");
}

TEST_CASE("puzzle: what is not there is named", "[puzzle][errors]") {
  CHECK(test::problems_in("asyncq: 1\nscripts: []\n") == "2:10 the page has no scripts");
  CHECK(test::problems_in("asyncq: 1\ntopics: [*zzz]\n").find("the alias '*zzz' has no anchor before it") !=
        std::string::npos);
  const auto course = test::load_text("asyncq: 1\ntitle: C\npuzzles: []\n", "course.yaml");
  REQUIRE_FALSE(course.ok());
  CHECK(test::problems_of(course.errors(), true) ==
        "1:1 a course manifest where a puzzle is expected = 'asyncq check' and 'asyncq grade' take courses");
}

TEST_CASE("puzzle: faults of code are told where they stand in the file", "[puzzle][errors]") {
  CHECK(test::problems_in("asyncq: 1\ncode: |\n\n  f();\n    f(,);\n").starts_with("5:7 "));
  CHECK(test::problems_in("asyncq: 1\ncode: |2-\n   f(,);\n").starts_with("3:6 "));
  CHECK(test::problems_in("asyncq: 1\r\ncode: |\r\n  f();\r\n  f(,);\r\n").starts_with("4:5 "));
  CHECK(test::problems_in("asyncq: 1\ncode: f() = 1\n").starts_with("2:7 "));
  CHECK(test::problems_in("asyncq: 1\nmodule: true\ncode: await f()\n").empty());
}

TEST_CASE("puzzle: a file's name says what it is", "[puzzle]") {
  const test::TemporaryFolder folder;
  const auto script = puzzle::load_puzzle(folder.write("one.js", "return f();\n"));
  const auto module = puzzle::load_puzzle(folder.write("two.mjs", "import 'node:fs';\nawait f();\n"));
  REQUIRE(module.ok());
  CHECK(module->module);
  CHECK(module->id == "two");
  CHECK(module->notation == puzzle::Notation::javascript);
  const auto yaml = puzzle::load_puzzle(folder.write("three.yml", "asyncq: 1\nprogram: [log: a]\n"));
  CHECK(yaml.ok());
  const auto other = puzzle::load_puzzle(folder.write("notes.md", "# asyncq\n"));
  REQUIRE_FALSE(other.ok());
  CHECK(other.errors()[0].message ==
        "not a puzzle by its name, which should end in .yaml, .yml, .js, .cjs or .mjs");
  CHECK_FALSE(puzzle::load_puzzle((folder.path() / "absent.yaml").string()).ok());
  (void)script;
}

TEST_CASE("puzzle: places in the tree are places in the file", "[puzzle]") {
  const auto loaded = test::load_text(
      "asyncq: 1\n"
      "program:\n"
      "  - const: {p: f(a)}\n"
      "  - on: p\n"
      "    chain:\n"
      "      - then: [log: 'x ${y}']\n");
  REQUIRE(loaded.ok());
  const auto& body = loaded->program.body;
  CHECK(body[0].at.line == 3);
  CHECK(body[0].at.column == 13);
  const auto& declared = std::get<syntax::VariableDeclaration>(body[0].node).declarators[0];
  CHECK(declared.initializer->at.column == 16);
  CHECK(std::get<syntax::Call>(declared.initializer->node).arguments.size() == 1);
  CHECK(body[1].at == syntax::Place(support::SourcePosition{4, 5}));
  CHECK(static_cast<support::SourcePosition>(body[1].at) == support::SourcePosition{4, 5});
  const auto& then =
      std::get<syntax::Call>(std::get<syntax::ExpressionStatement>(body[1].node).expression.node);
  const auto& handler = std::get<syntax::FunctionExpression>(
      std::get<support::Box<syntax::Expression>>(then.arguments[0])->node);
  CHECK(handler.function->at.line == 6);
  CHECK(handler.function->at.column == 15);
  const auto& log = std::get<syntax::Return>(handler.function->body[0].node);
  CHECK(log.argument->at.column == 16);
}

TEST_CASE("puzzle: what nothing says to be a script or a module is what it can be", "[puzzle]") {
  const auto kind = [](const std::string& name, const std::string& text) {
    const auto loaded = puzzle::parse_javascript(std::make_shared<support::SourceFile>(name, text));
    return !loaded ? test::problems_of(loaded.errors()) : loaded->module ? "module" : "script";
  };
  CHECK(kind("a.js", "f();") == "script");
  CHECK(kind("a.js", "return;") == "script");
  CHECK(kind("a.js", "const { b } = require('c'); var module = 1;") == "script");
  CHECK(kind("a.js", "await f();") == "module");
  CHECK(kind("a.js", "import a from 'b';") == "module");
  CHECK(kind("a.js", "for await (const a of b) ;") == "module");
  CHECK(kind("a.js", "f(import.meta.url);") == "module");
  CHECK(kind("a.js", "const module = 1;") == "module");
  CHECK(kind("a.js", "await (1);") == "script");
  CHECK(kind("-", "export const a = 1;") == "module");
  CHECK(kind("a.mjs", "f();") == "module");
  CHECK(kind("a.cjs", "await f();").starts_with("1:1 'await' is only valid in async functions"));
  CHECK(kind("a.js", "await f(); return;").starts_with("1:1 'await' is only valid in async functions"));
  CHECK(kind("a.js", "import a from 'b';\nlet c = ;") == "2:9 expected an expression, found ';'");
}

TEST_CASE("puzzle: code is a module if it can be nothing else and 'module' is left out", "[puzzle]") {
  const auto loaded = test::load_text("asyncq: 1\ncode: await f()\n");
  REQUIRE(loaded.ok());
  CHECK(loaded->module);
  CHECK(loaded->program.kind == syntax::SourceKind::module);
  CHECK(test::problems_in("asyncq: 1\nmodule: false\ncode: await f()\n")
            .starts_with("3:7 'await' is only valid in async functions"));
  CHECK_FALSE(test::load_text("asyncq: 1\ncode: f()\n")->module);
}

TEST_CASE("puzzle: the model of time and the author's word on the orders", "[puzzle]") {
  const auto plain = test::load_text("asyncq: 1\ncode: f()\n");
  CHECK_FALSE(plain->jitter_ms);
  CHECK(plain->orders == puzzle::LegalOrders::one);
  const auto said = test::load_text("asyncq: 1\ncode: f()\norders: any\ntime: {jitter: 0}\n");
  CHECK(said->jitter_ms == 0);
  CHECK(said->orders == puzzle::LegalOrders::any);
  CHECK(test::problems_in("asyncq: 1\ncode: f()\norders: all\ntime: {jiter: 4}\n", true) ==
        "3:9 orders must be one or any, not 'all'\n"
        "4:8 unknown key 'jiter' in 'time' = did you mean 'jitter'?");
  CHECK(test::problems_in("asyncq: 1\ncode: f()\ntime: {jitter: 4ms}\n") ==
        "3:16 jitter must be a whole number from 0 to 1000, not text");
}

TEST_CASE("puzzle: questions about all orders", "[puzzle]") {
  const auto possible = test::load_text(
      "asyncq: 1\ncode: f()\nask: possible\noutputs: [[a], [b]]\nexpect: [B]\nprediction: {a: yes}\n");
  REQUIRE(possible.ok());
  CHECK(possible->about_orders.items.at(1).name == "B");
  CHECK(possible->about_orders.items.at(1).lines == trace::Prediction{"b"});
  CHECK(possible->about_orders.expect->value.words == std::vector<std::string>{"no", "yes"});
  CHECK(std::get<trace::NamedWords>(possible->about_orders.prediction->value).at(0).name == "a");
  CHECK_FALSE(possible->expect);
}

TEST_CASE("puzzle: faults in questions about all orders", "[puzzle]") {
  const std::string head = "asyncq: 1\ncode: f()\n";
  CHECK(test::problems_in(head + "ask: possible\n") == "1:1 'ask: possible' needs 'outputs'");
  CHECK(test::problems_in(head + "ask: posible\noutputs: [[a]]\n", true) ==
        "3:6 ask must be order, orders, possible, always or never, not 'posible' = did you mean 'possible'?");
  CHECK(test::problems_in(head + "pairs: [[a, b]]\n", true) ==
        "3:1 'pairs' is for 'ask: always' = this puzzle asks 'order'");
  CHECK(test::problems_in(head + "ask: never\npairs: {A: [x, x], B: [x], no: [x, y], c d: [x, y]}\n") ==
        "4:12 a line comes neither before nor after itself\n"
        "4:23 a pair of lines has 2 lines, not 1\n"
        "4:28 'no' is a word of answers and can name nothing\n"
        "4:40 a name must begin with a letter or digit and have only letters, digits, '.', '_' and '-'");
  CHECK(test::problems_in(head + "ask: always\npairs: [[a, b], [b, c]]\nexpect: {A: before}\n") ==
        "5:9 expect says nothing of 'B'");
  CHECK(
      test::problems_in(head + "ask: always\npairs: [[a, b]]\nexpect: {A: yes}\nprediction: {C: before}\n") ==
      "5:9 the words for an answer are before, after, either, not 'yes'\n"
      "6:13 there is no pair of lines named 'C'");
  std::string many = head + "ask: possible\noutputs:\n";
  for (int i = 0; i < 27; ++i) many += "  - [a]\n";
  CHECK(test::problems_in(many) == "5:3 outputs must have 1 to 26 entries, not 27");
}
