#include "puzzle/yaml_document.h"

#include <fmt/format.h>

#include "tests/support/catch.h"

using namespace asyncq;
using puzzle::Node;
using puzzle::ScalarStyle;
using puzzle::ScalarType;

namespace {

std::unique_ptr<puzzle::Document> read(const std::string& text) {
  return puzzle::parse_yaml(std::make_shared<support::SourceFile>("p.yaml", text));
}

// "line:column message" of each problem.
std::string problems(const std::string& text) {
  std::string out;
  const auto document = read(text);
  for (const support::Diagnostic& problem : document->problems) {
    if (!out.empty()) out += " | ";
    out += fmt::format("{}:{} {}", problem.range.begin.line, problem.range.begin.column, problem.message);
  }
  return out;
}

std::string where(const Node& node) {
  return fmt::format("{}:{}", node.range.begin.line, node.range.begin.column);
}

// The file's places of the fragment's positions.
std::string mapped(const puzzle::Document& document, const Node& node, support::SourcePosition at) {
  const support::SourcePosition place = document.source_map(node).locate(at);
  return fmt::format("{}:{}", place.line, place.column);
}

}  // namespace

TEST_CASE("yaml: nodes know their place, counted in characters from 1", "[puzzle][yaml]") {
  const auto document = read("a: 1\ncafé: [x, {é: ü}]\n");
  REQUIRE(document->problems.empty());
  const Node& root = *document->root;
  CHECK(where(root) == "1:1");
  const Node& list = *root.find("café");
  CHECK(where(list) == "2:7");
  CHECK(list.flow);
  CHECK(where(*list.items[1]->entries[0].value) == "2:15");
}

TEST_CASE("yaml: line ends of Windows and a byte order mark change no place", "[puzzle][yaml]") {
  const auto document = read(
      "\xEF\xBB\xBF"
      "a: |\r\n  x\r\n  y\r\nb: 'q'\r\n");
  REQUIRE(document->problems.empty());
  CHECK(document->root->find("a")->text == "x\ny\n");
  CHECK(where(*document->root->find("b")) == "4:4");
  CHECK(mapped(*document, *document->root->find("a"), {2, 1}) == "3:3");
}

TEST_CASE("yaml: scalars have the types of the core schema", "[puzzle][yaml]") {
  const auto type = [](const std::string& written) {
    const auto document = read("- " + written + "\n");
    REQUIRE(document->root != nullptr);
    return puzzle::scalar_type(*document->root->items[0]);
  };
  for (const char* text : {"no", "yes", "on", "'no'", "\"true\"", "'1'", "''", "1_000", "0b1", "1e", ".",
                           "0x", "12:30", "!!str 1", "nUll"}) {
    CAPTURE(text);
    CHECK(type(text) == ScalarType::text);
  }
  for (const char* text : {"~", "null", "Null", "NULL", ""}) CHECK(type(text) == ScalarType::null);
  for (const char* text : {"true", "True", "FALSE"}) CHECK(type(text) == ScalarType::boolean);
  for (const char* text : {"0", "-7", "+7", "0o17", "0xfF"}) CHECK(type(text) == ScalarType::integer);
  for (const char* text : {"1.", ".5", "1e3", "-1.5E-3", ".inf", "-.INF", ".nan"})
    CHECK(type(text) == ScalarType::floating);
}

TEST_CASE("yaml: a null that is written is told from one that is not", "[puzzle][yaml]") {
  const auto document = read("null:\n~: null\na:\nb: ~\nc: [null, ~]\nd: {null: , x: }\ne: &z\n");
  REQUIRE(document->problems.empty());
  const Node& root = *document->root;
  CHECK(root.entries[0].value->absent);
  CHECK(root.entries[1].key->text == "~");
  CHECK(root.entries[1].value->text == "null");
  CHECK(root.find("a")->absent);
  CHECK(root.find("b")->text == "~");
  CHECK(root.find("c")->items[0]->text == "null");
  CHECK(root.find("d")->entries[0].key->text == "null");
  CHECK(root.find("d")->entries[0].value->absent);
  CHECK(root.find("d")->entries[1].value->absent);
  CHECK(root.find("e")->absent);
}

TEST_CASE("yaml: styles are read off the text, behind anchors and tags", "[puzzle][yaml]") {
  const auto document =
      read("- plain\n- 'single'\n- &a !!str \"double\"\n- !!str # why\n  |\n  x\n- >\n  y\n- !!str plain\n");
  REQUIRE(document->problems.empty());
  const auto& items = document->root->items;
  CHECK(items[0]->style == ScalarStyle::plain);
  CHECK(items[1]->style == ScalarStyle::single_quoted);
  CHECK(items[2]->style == ScalarStyle::double_quoted);
  CHECK(where(*items[2]) == "3:12");
  CHECK(items[3]->style == ScalarStyle::literal);
  CHECK(where(*items[3]) == "5:3");
  CHECK(items[4]->style == ScalarStyle::folded);
  CHECK(where(*items[5]) == "9:9");
}

TEST_CASE("yaml: positions inside scalars", "[puzzle][yaml]") {
  const auto document = read(
      "plain: f(a)\n"
      "é: 'g(b)'\n"
      "double: \"h(c)\"\n"
      "escaped: \"h(\\\"c\\\")\"\n"
      "block: |   # JavaScript\n"
      "\n"
      "    one\n"
      "\n"
      "      two\n"
      "indented: |2-\n"
      "     three\n"
      "   four\n"
      "folded: >\n"
      "  five\n"
      "  six\n"
      "lines: five\n"
      "  six\n");
  REQUIRE(document->problems.empty());
  const auto at = [&](const char* key, support::SourcePosition position) {
    return mapped(*document, *document->root->find(key), position);
  };
  CHECK(at("plain", {1, 3}) == "1:10");
  CHECK(at("é", {1, 3}) == "2:7");
  CHECK(at("double", {1, 3}) == "3:12");
  CHECK(at("escaped", {1, 3}) == "4:10");
  CHECK(document->root->find("block")->text == "\none\n\n  two\n");
  CHECK(at("block", {2, 1}) == "7:5");
  CHECK(at("block", {2, 3}) == "7:7");
  CHECK(at("block", {4, 3}) == "9:7");
  CHECK(document->root->find("indented")->text == "   three\n four");
  CHECK(at("indented", {1, 4}) == "11:6");
  CHECK(at("indented", {2, 2}) == "12:4");
  CHECK(at("folded", {1, 7}) == "13:9");
  CHECK(at("lines", {1, 7}) == "16:8");
}

TEST_CASE("yaml: what YAML lets pass and a puzzle must not", "[puzzle][yaml]") {
  CHECK(problems("a: 1\nb: 2\na: 3\n") == "3:1 the key 'a' stands here twice");
  CHECK(problems("a: {x: 1, 'x': 2}\n") == "1:11 the key 'x' stands here twice");
  CHECK(problems("a: 1\n---\nb: 2\n") == "2:1 a second document: a file holds one");
  CHECK(problems("a: 1\n...\nb: 2\n") == "3:1 a second document: a file holds one");
  CHECK(problems("a: 1\n---\n") == "2:1 a second document: a file holds one");
  CHECK(problems("a: &x [1, *x]\n") ==
        "1:11 an alias to something that contains it: the file would never end");
  CHECK(problems("a: *x\n") == "1:4 the alias '*x' has no anchor before it");
  CHECK(problems("a: !secret 1\n") == "1:12 unknown tag '!secret': a puzzle needs no YAML tags but !!str");
  CHECK(problems("a: !!int 1\n").find("unknown tag") != std::string::npos);
  CHECK(problems("[a]: 1\nb: 2\n") == "1:1 a list cannot be a key");
  CHECK(problems("{a: b}: 1\n") == "1:1 a mapping cannot be a key");
  CHECK(problems("a: x\x04y\nb: z\x1b") ==
        "1:5 a control character (U+0004), which YAML does not allow | "
        "2:5 a control character (U+001B), which YAML does not allow");
  CHECK(problems("a: 1\rb: 2") == "1:5 a control character (U+000D), which YAML does not allow");
  CHECK(problems("a: \xFF") == "1:4 not valid UTF-8");
  CHECK(problems("a: 1\n...\n# no second document\n").empty());
  CHECK(problems("%YAML 1.2\n---\na: 1\n").empty());
}

TEST_CASE("yaml: faults of the text are told where they are", "[puzzle][yaml]") {
  CHECK(problems("log: a: b\n") == "1:7 a ':' that cannot start a value here");
  CHECK(problems("- log: @x\n") == "1:8 a value without quotes cannot begin with this character");
  CHECK(problems("a:\n\t- b\n") == "2:2 a tab in the indentation: YAML takes only spaces");
  CHECK(problems("a: 1\n- b\n") == "2:1 this does not fit into the mapping above it");
  CHECK(problems("- log: \"a\" + b\n") == "1:12 unexpected text behind a value");
  CHECK(problems("- a\nb: 1\n") == "2:1 this does not fit to what is above it");
  CHECK(problems("a: 1\nb: [x, {y: z\n") == "2:8 this '{' is not closed properly");
  CHECK(problems("a: [x\nb: y\n") == "1:4 this '[' is not closed properly");
  CHECK(problems("a: \"x\nb: y\n") == "1:4 this quote is never closed");
  CHECK(problems("a: 'it''s\nb: y\n") == "1:4 this quote is never closed");
  CHECK(problems("a: \"x\\\"\nb: y\n") == "1:4 this quote is never closed");
  CHECK(problems("a: b]\nc: ]\n") == "2:4 a bracket is closed that was not opened");
  CHECK(problems("a: \"\\q\"\n") == "1:5 unknown escape '\\q' in double quotes");
}

TEST_CASE("yaml: aliases share, and cannot explode", "[puzzle][yaml]") {
  const auto document = read("a: &x [1, 2]\nb: *x\nc: {d: *x}\n");
  REQUIRE(document->problems.empty());
  CHECK(document->root->find("b") == document->root->find("a"));
  CHECK(document->root->expanded_nodes == 1 + 3 + 3 + 3 + (1 + 1 + 3));

  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    laughs += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i,
                          i - 1);
  }
  CHECK(problems(laughs).find("aliases multiply this file to more than 100000 entries") != std::string::npos);
  const std::string long_text = "a: &a " + std::string(100'000, 'x') + "\nb: [";
  std::string many = long_text;
  for (int i = 0; i < 1000; ++i) many += "*a, ";
  CHECK(problems(many + "]\n").find("aliases multiply") != std::string::npos);
}

TEST_CASE("yaml: depth is bounded", "[puzzle][yaml]") {
  CHECK(problems(std::string(150, '[') + std::string(150, ']')).empty());
  CHECK(problems(std::string(300, '[') + std::string(300, ']')) == "1:201 nested more than 200 levels deep");
  CHECK(problems(std::string(500'000, '[')).find("nested more than 200") != std::string::npos);
  std::string dashes;
  for (int i = 0; i < 100'000; ++i) dashes += "- ";
  CHECK(problems(dashes).find("nested more than 200") != std::string::npos);
}

TEST_CASE("yaml: empty files have no root", "[puzzle][yaml]") {
  for (const char* text : {"", "\n\n", "# only a comment\n"}) {
    const auto document = read(text);
    CHECK(document->root == nullptr);
    CHECK(document->problems.empty());
  }
}
