#include "puzzle/answers.h"

#include <fmt/format.h>

#include "tests/support/catch.h"
#include "tests/support/files.h"

using namespace asyncq;
using puzzle::Answer;
using puzzle::AnswerSheet;

namespace {

std::string show(const Answer& answer) {
  if (std::holds_alternative<puzzle::MissingAnswer>(answer)) return "missing";
  if (std::holds_alternative<puzzle::EmptyAnswer>(answer)) return "empty";
  if (const auto* malformed = std::get_if<puzzle::MalformedAnswer>(&answer)) {
    const support::Diagnostic& why = malformed->why.at(0);
    return fmt::format("malformed {}:{} {}", why.range.begin.line, why.range.begin.column, why.message);
  }
  std::string out;
  if (const auto* formed = std::get_if<puzzle::FormedAnswer>(&answer)) {
    if (const auto* words = std::get_if<trace::NamedWords>(&formed->content)) {
      for (const trace::NamedWord& each : *words) out += each.name + "=" + each.word + "|";
      return out;
    }
    for (const trace::Prediction& order : std::get<trace::Orders>(formed->content).list) {
      for (const std::string& line : order) out += line + "|";
      out += "/";
    }
    return out;
  }
  for (const std::string& line : std::get<trace::Prediction>(answer)) out += line + "|";
  return out;
}

AnswerSheet parse(const std::string& name, const std::string& text) {
  return puzzle::parse_answers(std::make_shared<support::SourceFile>(name, text), "ada");
}

}  // namespace

TEST_CASE("answers: a list, a map and plain text", "[puzzle][answers]") {
  CHECK(show(parse("a.yaml", "[b, a, 'c d']").answer_to("any")) == "b|a|c d|");
  CHECK(show(parse("a.yaml", "- 1\n- true\n- null\n- ~\n- 'x: y'\n").answer_to("any")) ==
        "1|true|null|~|x: y|");
  const AnswerSheet map = parse("a.yml", "one: [a]\ntwo: []\nthree:\nfour: {a: b}\nfive: [[a]]\nsix: text\n");
  CHECK(show(map.answer_to("one")) == "a|");
  CHECK(show(map.answer_to("two")) == "empty");
  CHECK(show(map.answer_to("three")) == "empty");
  CHECK(show(map.answer_to("four")) == "a=b|");
  CHECK(show(map.answer_to("five")) == "a|/");
  CHECK(show(map.answer_to("six")) == "malformed 6:6 an answer must be a list of printed lines, not text");
  CHECK(show(map.answer_to("seven")) == "missing");
  CHECK(show(parse("a.txt", "- a  \n[b\n\n\n").answer_to("any")) == "- a|[b|");
  CHECK(show(parse("-", "first\nsecond: x\n").answer_to("any")) == "first|second: x|");
  CHECK(show(parse("-", "- first\n- second\n").answer_to("any")) == "first|second|");
  CHECK(show(parse("-", "one: [a]\n").answer_to("one")) == "a|");
}

TEST_CASE("answers: lists of lists and words by name", "[puzzle][answers]") {
  CHECK(show(parse("a.yaml", "[[b, a], [1], []]").answer_to("any")) == "b|a|/1|//");
  CHECK(show(parse("a.yaml", "[[b], a]").answer_to("any")) ==
        "malformed 1:7 each list of an answer must be a list of printed lines, not text");
  CHECK(show(parse("a.yaml", "A: before\nB: no\n").answer_to("any")) == "A=before|B=no|");
  CHECK(show(parse("a.yaml", "one: {A: [b]}\n").answer_to("one")) ==
        "malformed 1:10 'A' in an answer must be a word, not a list");
  CHECK(show(puzzle::parse_inline_orders("a, b; b\\;, a\\,c ;")) == "a|b|/b;|a,c|/");
  CHECK(show(puzzle::parse_inline_orders(" ; ")) == "empty");
}

TEST_CASE("answers: empty files are empty answers", "[puzzle][answers]") {
  CHECK(show(parse("a.yaml", "").answer_to("any")) == "empty");
  CHECK(show(parse("a.yaml", "[]").answer_to("any")) == "empty");
  CHECK(show(parse("a.yaml", "- ''\n").answer_to("any")) == "empty");
  CHECK(show(parse("a.txt", " \n\n").answer_to("any")) == "empty");
}

TEST_CASE("answers: a file that is no YAML is malformed for every puzzle", "[puzzle][answers]") {
  const AnswerSheet sheet = parse("a.yaml", "one: [a\ntwo: [b]\n");
  CHECK(show(sheet.answer_to("one")) == "malformed 1:6 this '[' is not closed properly");
  CHECK(show(sheet.answer_to("two")) == show(sheet.answer_to("one")));
  CHECK(
      show(parse("a.yaml", "- a\n---\n- b\n").answer_to("x")).starts_with("malformed 2:1 a second document"));
  CHECK(show(parse("a.yaml", "one: [a]\none: [b]\n").answer_to("one"))
            .starts_with("malformed 2:1 the key 'one'"));
}

TEST_CASE("answers: a folder of students", "[puzzle][answers]") {
  const test::TemporaryFolder folder;
  folder.write("cleo.yaml", "one: [a\n");
  folder.write("ada.yaml", "one: [a]\n");
  folder.write("bob/one.txt", "b\n");
  folder.write("bob/two.yaml", "[c]\n");
  folder.write("bob/three.yaml", "three: [d]\n");
  folder.write("bob/two.txt", "again\n");
  folder.write("bob/.two.swp", "");
  folder.write("dora.txt", "x\n");
  folder.write("notes.md", "no answer");
  std::string out;
  for (const AnswerSheet& sheet : puzzle::load_answers(folder.path())) {
    out += fmt::format("{}: {}, {}\n", sheet.student, show(sheet.answer_to("one")),
                       show(sheet.answer_to("two")));
    if (sheet.student == "bob") CHECK(show(sheet.answer_to("three")) == "d|");
  }
  CHECK(out ==
        "ada: a|, missing\n"
        "bob: b|, malformed 0:0 a second file with an answer to the same puzzle\n"
        "cleo: malformed 1:6 this '[' is not closed properly, malformed 1:6 this '[' is not closed properly\n"
        "dora: x|, x|\n");
}

TEST_CASE("answers: a file that cannot be read", "[puzzle][answers]") {
  const test::TemporaryFolder folder;
  const auto absent = puzzle::load_answers((folder.path() / "absent.yaml").string());
  REQUIRE(absent.size() == 1);
  CHECK(show(absent[0].answer_to("x")) == "malformed 0:0 there is no such file");
  const auto large =
      puzzle::load_answers(folder.write("large.yaml", std::string(200, ' ')), {.max_input = 100});
  CHECK(show(large.at(0).answer_to("x")) == "malformed 0:0 larger than the limit of 100 bytes");
}

TEST_CASE("answers: on the command line", "[puzzle][answers]") {
  CHECK(show(puzzle::parse_inline_prediction("a, b c ,d")) == "a|b c|d|");
  CHECK(show(puzzle::parse_inline_prediction("a\\, b,\\c")) == "a, b|\\c|");
  CHECK(show(puzzle::parse_inline_prediction("a,,b,,")) == "a||b|");
  CHECK(show(puzzle::parse_inline_prediction("  ")) == "empty");
}

TEST_CASE("answers: beside the puzzle", "[puzzle][answers]") {
  const test::TemporaryFolder folder;
  CHECK(puzzle::sibling_answer_path((folder.path() / "p.yaml").string()).empty());
  const std::string text = folder.write("p.answer.txt", "");
  CHECK(puzzle::sibling_answer_path((folder.path() / "p.yaml").string()) == text);
  const std::string yaml = folder.write("p.answer.yaml", "");
  CHECK(puzzle::sibling_answer_path((folder.path() / "p.yaml").string()) == yaml);
}
