#include "report/reveal.h"

#include "report/render.h"
#include "tests/support/catch.h"
#include "tests/unit/report/samples.h"

using namespace asyncq;
using namespace asyncq::report;

namespace {

// Every format of a report, verbose, in one text.
std::string in_every_format(Grade grade) {
  GradeReport report{"Course", {std::move(grade)}, 1};
  std::string out;
  for (const Renderer& renderer : renderers()) out += renderer.grade(report, {false, Verbosity::verbose});
  report.grades.push_back(report.grades.front());
  report.grades.back().student = "other";
  for (const Renderer& renderer : renderers()) out += renderer.grade(report, {false, Verbosity::verbose});
  return out;
}

Grade wrong_answer() {
  Grade grade = test::graded({"alpha", "gamma", "zeta"}, {"alpha", "beta", "gamma", "delta"});
  grade.ending = trace::Ending{trace::EndingKind::uncaught, 1, "Error: epsilon"};
  grade.explanation = "eta";
  const auto file = std::make_shared<support::SourceFile>("who.yaml", "expect: [beta, theta]\n");
  grade.problems = {{support::Severity::warning, file, {{1, 1}, {1, 7}}, "a warning", ""}};
  return grade;
}

bool holds(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("reveal: always shows the expected lines and the explanation", "[report]") {
  Grade grade = wrong_answer();
  withhold(grade, Reveal::always);
  const std::string out = in_every_format(grade);
  for (const char* shown : {"beta", "delta", "missing", "extra", "eta", "epsilon"}) CHECK(holds(out, shown));
}

TEST_CASE("reveal: with right, a wrong answer shows the student's own lines and where they part",
          "[report]") {
  Grade grade = wrong_answer();
  withhold(grade, Reveal::right);
  grade.problems.clear();
  const std::string out = in_every_format(grade);
  for (const char* hidden : {"beta", "delta", "moved:", "\"rows\"", "expected", "epsilon", "\"eta\""}) {
    INFO(hidden);
    CHECK_FALSE(holds(out, hidden));
  }
  CHECK(holds(out, "alpha"));
  CHECK(holds(out, "line 2 is not"));
}

TEST_CASE("reveal: with right, a right answer shows everything", "[report]") {
  Grade grade = test::graded({"alpha", "beta"}, {"alpha", "beta"});
  withhold(grade, Reveal::right);
  CHECK(grade.expected.has_value());
  CHECK(holds(in_every_format(grade), "Ticks go first."));
}

TEST_CASE("reveal: never shows no line, no place and no source line, right or wrong", "[report]") {
  for (Grade grade : {wrong_answer(), test::graded({"alpha", "beta"}, {"alpha", "beta"})}) {
    withhold(grade, Reveal::never);
    const std::string out = in_every_format(grade);
    for (const char* hidden : {"alpha", "beta", "gamma", "delta", "zeta", "theta", "moved:", "epsilon",
                               "\"eta\"", "Ticks", "first_divergence", "part at", "predicted", "expected"}) {
      INFO(hidden);
      CHECK_FALSE(holds(out, hidden));
    }
    CHECK(holds(out, grade.status == Status::right ? "right" : "wrong"));
  }
}

TEST_CASE("reveal: is chosen by name", "[report]") {
  CHECK(find_reveal("never") == Reveal::never);
  CHECK(find_reveal("right") == Reveal::right);
  CHECK(find_reveal("always") == Reveal::always);
  CHECK_FALSE(find_reveal("Always").has_value());
}
