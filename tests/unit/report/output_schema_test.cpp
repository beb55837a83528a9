// Reports are what puzzles/output.schema.json says they are.

#include "report/render.h"
#include "report/reveal.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"
#include "tests/unit/report/samples.h"

using namespace asyncq;
using namespace asyncq::report;
using nlohmann::json;

namespace {

const json& schema() {
  static const json loaded = json::parse(test::read_file(test::source_path("puzzles/output.schema.json")));
  return loaded;
}

void check_valid(const std::string& report) {
  INFO(report);
  for (const std::string& violation : test::schema_violations(schema(), json::parse(report)))
    FAIL_CHECK(violation);
}

support::Diagnostics some_problems() {
  const auto file = std::make_shared<support::SourceFile>("a.yaml", "x\n");
  return {{support::Severity::warning, file, {{1, 1}, {1, 2}}, "a warning", "a hint"},
          {support::Severity::error, file, {}, "of the whole file", ""},
          {support::Severity::note, nullptr, {}, "of no file", ""}};
}

const Renderer& json_renderer() {
  return *find_renderer("json");
}

}  // namespace

TEST_CASE("schema: grades in every status and every reveal", "[report]") {
  for (const Reveal reveal : {Reveal::never, Reveal::right, Reveal::always}) {
    GradeReport report{"Course", {}, 2};
    for (Grade grade : {test::graded({"a", "c", "x"}, {"c", "a", "b"}), test::graded({"a"}, {"a"}),
                        test::ungraded(Status::missing), test::ungraded(Status::empty),
                        test::ungraded(Status::malformed), test::ungraded(Status::error)}) {
      if (grade.status == Status::malformed || grade.status == Status::error)
        grade.problems = some_problems();
      if (grade.status == Status::wrong)
        grade.ending = trace::Ending{trace::EndingKind::uncaught, 1, "Error: x"};
      grade.section = {"Week 1"};
      grade.student = grade.status == Status::wrong ? "" : "ada";
      withhold(grade, reveal);
      report.grades.push_back(grade);
    }
    check_valid(json_renderer().grade(report, {}));
  }
  check_valid(json_renderer().grade({}, {}));
}

TEST_CASE("schema: checks, runs, generated programs and failures", "[report]") {
  CheckReport checks{{}, 1};
  for (const CheckStatus status :
       {CheckStatus::ok, CheckStatus::warning, CheckStatus::failed, CheckStatus::error}) {
    Check& check = checks.checks.emplace_back();
    check.file = "a.yaml";
    check.status = status;
    check.problems = some_problems();
    if (status == CheckStatus::failed) {
      check.puzzle = "a";
      check.key = {"x"};
      check.model = {"y"};
      check.rows = judge::judge(check.key, check.model).rows;
    } else {
      check.puzzles = 3;
      check.points = 2.5;
    }
  }
  check_valid(json_renderer().check(checks, {}));

  RunReport run{"node24", "a", {}};
  run.outcome.output = {{trace::Stream::out, "x\n"}};
  run.outcome.elapsed_ms = 1.5;
  check_valid(json_renderer().run(run, {}));
  check_valid(json_renderer().generate({{{"asyncq generate --seed 1", "f();\n"}, {"x", ""}}}, {}));
  check_valid(json_renderer().generate({}, {}));
  check_valid(json_renderer().failure({"run", some_problems(), 2}, {}));
}

TEST_CASE("schema: refuses what no report has", "[report]") {
  json document = json::parse(json_renderer().grade({"", {test::graded({"a"}, {"b"})}, 1}, {}));
  CHECK(test::schema_violations(schema(), document).empty());
  document["results"][0]["status"] = "correct";
  CHECK_FALSE(test::schema_violations(schema(), document).empty());
  document["results"][0]["status"] = "wrong";
  document["extra"] = 1;
  CHECK_FALSE(test::schema_violations(schema(), document).empty());
}
