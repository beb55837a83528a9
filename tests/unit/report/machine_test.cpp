// The formats for machines: JSON and JUnit XML.

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "report/render.h"
#include "tests/support/catch.h"
#include "tests/unit/report/samples.h"

using namespace asyncq;
using namespace asyncq::report;
using nlohmann::json;

namespace {

GradeReport batch() {
  GradeReport report{"Course", {}, 2};
  for (const char* student : {"ada", "bob"}) {
    for (Grade grade : {test::graded({"a", "b"}, {"a", "b"}), test::graded({"b", "a"}, {"a", "b"}),
                        test::ungraded(Status::missing), test::ungraded(Status::malformed)}) {
      grade.student = student;
      report.grades.push_back(grade);
    }
  }
  return report;
}

pugi::xml_document parsed(const std::string& xml) {
  pugi::xml_document document;
  REQUIRE(document.load_string(xml.c_str()));
  return document;
}

}  // namespace

TEST_CASE("json: one shape for one answer and for many", "[report]") {
  const json one = json::parse(find_renderer("json")->grade({"", {test::graded({"a"}, {"b"})}, 1}, {}));
  const json many = json::parse(find_renderer("json")->grade(batch(), {}));
  CHECK(one["command"] == "grade");
  CHECK(one["results"].size() == 1);
  CHECK(one["results"][0]["student"].is_null());
  CHECK(one["results"][0]["first_divergence"] == 1);
  CHECK(many["results"].size() == 8);
  CHECK(many["students"].size() == 2);
  CHECK(many["summary"]["right"] == 2);
  CHECK(many["summary"]["max_points"] == 12);
  CHECK(many["exit_status"] == 2);
}

TEST_CASE("json: rows name lines from 1", "[report]") {
  const json document =
      json::parse(find_renderer("json")->grade({"", {test::graded({"b", "a"}, {"a", "b"})}, 1}, {}));
  const json& rows = document["results"][0]["rows"];
  REQUIRE(rows.size() == 3);
  std::size_t matches = 0;
  for (const json& row : rows) matches += row["kind"] == "match" ? 1 : 0;
  CHECK(matches == 1);
  CHECK(document["results"][0]["scores"]["lcs"] == 0.5);
}

TEST_CASE("json: invalid bytes and control characters stay valid JSON", "[report]") {
  Grade grade = test::graded({"\xFF\x01", "\xED\xA0\x80"}, {std::string("\0", 1)});
  grade.title = "\xC3";
  CHECK_NOTHROW(json::parse(find_renderer("json")->grade({"", {grade}, 1}, {})));
}

TEST_CASE("json: a run has the documented keys", "[report]") {
  RunReport report{"node24", "who", {}};
  report.outcome.output = {{trace::Stream::out, "a\nb\n"}, {trace::Stream::err, "c\n"}};
  report.outcome.ending = {trace::EndingKind::uncaught, 1, "Error: x"};
  report.outcome.elapsed_ms = 1;
  report.outcome.steps = 96;
  const json document = json::parse(find_renderer("json")->run(report, {}));
  CHECK(document == json{{"asyncq", std::string(version())},
                         {"runtime", "node24"},
                         {"puzzle", "who"},
                         {"stdout", {"a", "b"}},
                         {"stderr", {"c"}},
                         {"ending", {{"kind", "uncaught"}, {"exit_code", 1}, {"error", "Error: x"}}},
                         {"elapsed_ms", 1},
                         {"steps", 96},
                         {"determined", true}});
}

TEST_CASE("junit: a suite a student, failures and errors counted", "[report]") {
  const auto document = parsed(find_renderer("junit")->grade(batch(), {}));
  const pugi::xml_node root = document.child("testsuites");
  CHECK(root.attribute("tests").as_int() == 8);
  CHECK(root.attribute("failures").as_int() == 4);
  CHECK(root.attribute("errors").as_int() == 2);
  const pugi::xml_node suite = root.child("testsuite");
  CHECK(std::string(suite.attribute("name").value()) == "ada");
  CHECK(suite.attribute("tests").as_int() == 4);
  CHECK(std::string(suite.find_node([](pugi::xml_node node) { return std::string(node.name()) == "failure"; })
                        .attribute("type")
                        .value()) == "wrong");
}

TEST_CASE("junit: characters that XML has not are replaced", "[report]") {
  Grade grade = test::graded({"\x01<b>&\"'"}, {"\x1b]]>"});
  grade.student = "a\xFF\x02";
  const auto document = parsed(find_renderer("junit")->grade({"", {grade}, 1}, {}));
  CHECK(std::string(document.child("testsuites").child("testsuite").attribute("name").value()) ==
        "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("junit: a check that fails is a failure, a file that cannot be read an error", "[report]") {
  CheckReport report;
  for (const CheckStatus status :
       {CheckStatus::ok, CheckStatus::warning, CheckStatus::failed, CheckStatus::error}) {
    Check check;
    check.file = "x.yaml";
    check.status = status;
    check.problems = {{support::Severity::error, nullptr, {}, "why", ""}};
    report.checks.push_back(check);
  }
  const auto document = parsed(find_renderer("junit")->check(report, {}));
  CHECK(document.child("testsuites").attribute("tests").as_int() == 4);
  CHECK(document.child("testsuites").attribute("failures").as_int() == 1);
  CHECK(document.child("testsuites").attribute("errors").as_int() == 1);
}

TEST_CASE("junit: the message is that of what failed, not of a note before it", "[report]") {
  Check check;
  check.file = "p.yaml";
  check.status = CheckStatus::failed;
  check.problems = {{support::Severity::note, nullptr, {}, "there is no key", {}},
                    {support::Severity::error, nullptr, {}, "it does not end", {}}};
  const auto document = parsed(find_renderer("junit")->check({{check}, 1}, {}));
  const auto test = document.child("testsuites").child("testsuite").child("testcase");
  CHECK(std::string(test.child("failure").attribute("message").value()) == "it does not end");
}

TEST_CASE("markdown: a handout has title, words and program, and no more", "[report]") {
  CHECK(render_markdown({"Who *first*?", "Say what **prints**.\n\n", "console.log(1);\n"}) ==
        "# Who \\*first\\*?\n\nSay what **prints**.\n\n```js\nconsole.log(1);\n```\n");
  CHECK(render_markdown({"T", "\x1b]0;x\x07\n::error::no", "x"}) ==
        "# T\n\n\\x1b]0;x\\x07\n\\x3a:error::no\n\n```js\nx\n```\n");
  CHECK(render_markdown({"T", "", "x"}) == "# T\n\n```js\nx\n```\n");
}
