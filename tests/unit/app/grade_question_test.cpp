#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/app/fakes.h"

using namespace asyncq;
using namespace asyncq::app;
using nlohmann::json;
using test::holds;

namespace {

const std::string kRace =
    "asyncq: 1\ntitle: Race\nlevel: 1\ntopics: [races]\nexplanation: secret words\nscoring: lcs\n"
    "code: |\n  setTimeout(() => console.log('two'), 2);\n  setTimeout(() => console.log('one'), 1);\n"
    "  setTimeout(() => console.log('last'), 50);\n";
const std::string kPossible = kRace + "ask: possible\noutputs: [[two, one, last], [one, last, two]]\n";
const std::string kPairs = kRace + "ask: always\npairs: {fast: [one, two], slow: [two, last]}\n";

struct Student {
  test::TemporaryFolder folder;
  test::FakeWorld world;
  GradeOptions options;

  explicit Student(const std::string& text) { options.targets = {folder.write("p.yaml", text)}; }
  int grade() {
    world.out.clear();
    world.err.clear();
    return app::grade(options, world);
  }
  json result() {
    options.common.format = "json";
    grade();
    return json::parse(world.out)["results"][0];
  }
  json result(const std::string& predicted) {
    options.predict = predicted;
    return result();
  }
  json result_of_file(const std::string& name, const std::string& text) {
    options.answers = folder.write("answers/" + name, text);
    return result();
  }
};

}  // namespace

TEST_CASE("grade: which outputs are possible", "[app]") {
  Student student(kPossible);
  CHECK(student.result("A")["status"] == "right");
  CHECK(student.result("a: yes, b: no")["status"] == "right");
  CHECK(student.result("yes, no")["status"] == "right");
  const json wrong = student.result("A, B");
  CHECK(wrong["status"] == "wrong");
  CHECK(wrong["score"] == 0.5);
  CHECK(wrong["first_divergence"] == 2);
  CHECK(wrong["question"]["answered"] == json{{"A", "yes"}, {"B", "yes"}});
  CHECK_FALSE(wrong["question"].contains("expected"));
  CHECK(student.result("none")["status"] == "wrong");
  CHECK(student.result("")["status"] == "empty");
  const json malformed = student.result("C");
  CHECK(malformed["status"] == "malformed");
  CHECK(malformed["problems"][0]["message"] == "there is no output named 'C'");
}

TEST_CASE("grade: all outputs, in any order", "[app]") {
  Student student(kRace + "ask: orders\n");
  CHECK(student.result("two, one, last; one, two, last")["status"] == "right");
  const json half = student.result("one, two, last");
  CHECK(half["status"] == "wrong");
  CHECK(half["score"] == 0.5);
  CHECK(student.result("one; two")["score"] == 0);
  student.options.predict.reset();
  CHECK(student.result_of_file("a.yaml", "- [one, two, last]\n- [two, one, last]\n")["status"] == "right");
  CHECK(student.result_of_file("a.txt", "one\ntwo\nlast\n\ntwo\none\nlast\n")["status"] == "right");
  CHECK(student.result_of_file("a.yaml", "p: [[one, two, last], [two, one, last]]\n")["status"] == "right");
  CHECK(student.result_of_file("a.yaml", "p: {A: before}\n")["status"] == "malformed");
}

TEST_CASE("grade: pairs of lines", "[app]") {
  Student student(kPairs);
  CHECK(student.result("either, before")["status"] == "right");
  CHECK(student.result("slow: before, fast: either")["status"] == "right");
  CHECK(student.result("fast: before")["question"]["answered"]["slow"].is_null());
  CHECK(student.result("before")["status"] == "malformed");
  student.options.predict.reset();
  CHECK(student.result_of_file("a.yaml", "fast: either\nslow: before\n")["status"] == "right");
  CHECK(student.result_of_file("a.yaml", "p: {fast: either, slow: after}\n")["status"] == "wrong");
  CHECK(student.result_of_file("a.txt", "fast = either\nslow = before\n")["status"] == "right");
}

TEST_CASE("grade: an answer kept in the puzzle", "[app]") {
  CHECK(Student(kPairs + "prediction: {fast: either, slow: before}\n").result()["status"] == "right");
  CHECK(Student(kPossible + "prediction: []\n").result()["status"] == "empty");
  CHECK(Student(kPossible).result()["status"] == "missing");
}

TEST_CASE("grade: a question's truth is withheld in every format", "[app]") {
  for (const char* format : {"text", "json", "junit"}) {
    for (const char* predicted : {"fast: either, slow: after", "fast: either, slow: before"}) {
      Student student(kPairs + "expect: {fast: either, slow: before}\n");
      student.options.predict = predicted;
      student.options.reveal = "never";
      student.options.common.format = format;
      student.grade();
      INFO(format << " " << predicted << student.world.out);
      CHECK_FALSE(holds(student.world.out, "either"));
      CHECK_FALSE(holds(student.world.out, "secret"));
      CHECK_FALSE(holds(student.world.out, "first_divergence"));
    }
    Student student(kPairs);
    student.options.predict = "fast: before, slow: before";
    student.options.common.format = format;
    student.grade();
    INFO(student.world.out);
    CHECK_FALSE(holds(student.world.out, "either"));
    CHECK_FALSE(holds(student.world.out, "secret"));
  }
}

TEST_CASE("grade: a key of a question that is not true, and a pair that never meets", "[app]") {
  Student wrong(kPairs + "expect: {fast: before, slow: before}\n");
  wrong.options.predict = "either, before";
  CHECK(wrong.grade() == 2);
  CHECK(holds(wrong.world.err, "the author's key and the model disagree"));
  Student apart(kRace + "ask: never\npairs: [[one, nothing]]\n");
  apart.options.predict = "before";
  CHECK(apart.grade() == 2);
  CHECK(holds(apart.world.err, "no output has both lines of 'A'"));
}

TEST_CASE("grade: what cannot be known is not graded", "[app]") {
  const std::string endless = "asyncq: 1\ncode: for (;;);\nask: orders\n";
  Student student(endless);
  student.options.common.limits.max_steps = 1000;
  student.options.predict = "a";
  CHECK(student.grade() == 2);
  CHECK(holds(student.world.err, "the legal orders could not all be found"));
}
