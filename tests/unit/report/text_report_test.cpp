#include <algorithm>

#include "report/render.h"
#include "report/reveal.h"
#include "report/tally.h"
#include "tests/support/catch.h"
#include "tests/unit/report/samples.h"

using namespace asyncq;
using namespace asyncq::report;

namespace {

std::string text(const GradeReport& report, Style style = {}) {
  return find_renderer("text")->grade(report, style);
}

bool holds(const std::string& out, std::string_view part) {
  return out.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("text: a wrong answer side by side", "[report]") {
  const Grade grade = test::graded({"end", "then", "tick", "nothing"}, {"end", "tick", "then", "timer"});
  CHECK(text({"", {grade}, 1}) ==
        "who-resumes-first: Who resumes first? [node24]\n"
        "\n"
        "     predicted        expected\n"
        "  1  end        =  1  end\n"
        "  2  then       ~               moved: expected at line 3\n"
        "  3  tick       =  2  tick\n"
        "  4  nothing    -               extra\n"
        "                ~  3  then      moved: predicted at line 2\n"
        "                +  4  timer     missing\n"
        "\n"
        "wrong: they part at line 2: predicted 'then', but the program prints 'tick'\n"
        "score 0.5 (lcs), 1 of 2 points, exit status 1\n"
        "\n"
        "  | Ticks go first.\n"
        "  | Then promises.\n");
}

TEST_CASE("text: a wrong answer whose key stays hidden", "[report]") {
  Grade grade = test::graded({"end", "then", "tick"}, {"end", "tick", "then"});
  withhold(grade, Reveal::right);
  CHECK(text({"", {grade}, 1}) ==
        "who-resumes-first: Who resumes first? [node24]\n"
        "\n"
        "     predicted\n"
        "  1  end        =\n"
        "  2  then       <  not here\n"
        "  3  tick\n"
        "\n"
        "wrong: the first line is right; line 2 is not\n"
        "score 0.67 (lcs), 1.33 of 2 points, exit status 1\n"
        "(--reveal always shows the program's lines)\n");
}

TEST_CASE("text: strangers' lines cannot touch the terminal or command a CI system", "[report]") {
  Grade grade = test::graded({"::error::x", "\x1b[2J##[error]y"}, {"\n::warning::z"});
  grade.title = "::set-output\n::error::title";
  grade.student = "::error::ada";
  grade.explanation = "::error::explained\n  ::debug::again";
  for (const Verbosity verbosity : {Verbosity::quiet, Verbosity::normal, Verbosity::verbose}) {
    for (const std::size_t copies : {1u, 2u}) {
      GradeReport report{"::error::course", std::vector<Grade>(copies, grade), 1};
      report.grades.back().student = "bob";
      const std::string out = text(report, {false, verbosity});
      CHECK_FALSE(holds(out, "\n::"));
      CHECK_FALSE(out.starts_with("::"));
      CHECK_FALSE(holds(out, "##["));
      CHECK_FALSE(holds(out, "\x1b"));
    }
  }
}

TEST_CASE("text: a long agreement is cut short unless all is asked for", "[report]") {
  trace::Prediction lines;
  for (int i = 0; i < 100; ++i) lines.push_back("line " + std::to_string(i));
  const GradeReport report{"", {test::graded(lines, lines)}, 0};
  CHECK(holds(text(report), "(90 lines more that agree)"));
  CHECK_FALSE(holds(text(report), "line 50"));
  CHECK(holds(text(report, {false, Verbosity::verbose}), "line 50"));
}

TEST_CASE("text: of a very long wrong answer the rows around the first difference are shown", "[report]") {
  trace::Prediction right;
  trace::Prediction wrong;
  for (int i = 0; i < 2000; ++i) {
    right.push_back("line " + std::to_string(i));
    wrong.push_back(i < 1000 ? right.back() : "other " + std::to_string(i));
  }
  Grade grade = test::graded(wrong, right);
  for (const Verbosity verbosity : {Verbosity::normal, Verbosity::verbose}) {
    const std::string shown = text({"", {grade}, 1}, {false, verbosity});
    CHECK(std::count(shown.begin(), shown.end(), '\n') < 320);
    CHECK(holds(shown, "other 1000 "));
    CHECK(holds(shown, "rows left out)"));
  }
  grade.expected.reset();
  const std::string own = text({"", {grade}, 1});
  CHECK(std::count(own.begin(), own.end(), '\n') < 320);
  CHECK(holds(own, "(950 lines left out)"));
  CHECK(holds(own, "other 1000  <  not here"));
  CHECK(holds(own, "(750 lines left out)"));
}

TEST_CASE("text: one student's answers are a list, in sections", "[report]") {
  std::vector<Grade> grades = {test::graded({"a"}, {"a"}), test::ungraded(Status::missing)};
  grades[0].section = {"Week 1"};
  grades[1].section = {"Week 1", "More"};
  CHECK(text({"Async", grades, 1}) ==
        "course Async\n"
        "  Week 1\n"
        "right          2/2  who-resumes-first  Who resumes first?\n"
        "  Week 1 > More\n"
        "missing        0/1  three-queues       Three queues\n"
        "1 right, 1 missing: 2 of 3 points, exit status 1\n");
}

TEST_CASE("text: many students are a table", "[report]") {
  std::vector<Grade> grades;
  for (const char* student : {"ada", "bob"}) {
    for (Grade grade : {test::graded({"a", "x"}, {"a", "b"}), test::ungraded(Status::malformed)}) {
      grade.student = student;
      grades.push_back(grade);
    }
  }
  CHECK(text({"", grades, 2}) ==
        "student  1          2          points\n"
        "ada      wrong      malformed  1/3\n"
        "bob      wrong      malformed  1/3\n"
        "\n"
        "   1  who-resumes-first: Who resumes first?\n"
        "   2  three-queues: Three queues\n"
        "\n"
        "2 wrong, 2 malformed: 2 of 6 points, exit status 2\n");
}

TEST_CASE("text: quiet is a line an answer", "[report]") {
  CHECK(text({"", {test::graded({"a"}, {"b"})}, 1}, {false, Verbosity::quiet}) ==
        "wrong          0/2  who-resumes-first  Who resumes first?\n");
}

TEST_CASE("text: colour only when asked for, and never into the words", "[report]") {
  const GradeReport report{"", {test::graded({"a"}, {"b"})}, 1};
  CHECK_FALSE(holds(text(report), "\x1b"));
  CHECK(holds(text(report, {true, Verbosity::normal}), "\x1b[31mwrong\x1b[0m"));
}

TEST_CASE("text: numbers are as short as they are right", "[report]") {
  CHECK(number_text(1) == "1");
  CHECK(number_text(0.5) == "0.5");
  CHECK(number_text(5.0 / 6) == "0.83");
  CHECK(number_text(100) == "100");
  CHECK(number_text(0) == "0");
}

TEST_CASE("text: the sums of a check are counted as words are", "[report]") {
  CheckReport report;
  report.checks.resize(5);
  for (Check& check : report.checks) check.status = CheckStatus::error;
  report.checks[0].status = CheckStatus::warning;
  report.checks[1].status = CheckStatus::ok;
  report.checks[2].status = CheckStatus::ok;
  CHECK(holds(find_renderer("text")->check(report, {}), "5 checked: 2 ok, 1 warning, 2 errors\n"));
}

TEST_CASE("text: a check shows where key and model part", "[report]") {
  Check ok{"a", "One", "a.yaml", "node24", CheckStatus::ok, 1, {}, {}, {}, {}, {}, {}};
  Check failed{"b", "", "b.yaml", "node24", CheckStatus::failed, 1, {}, {}, {"x"}, {"y"}, {}, {}};
  failed.rows = judge::judge(failed.key, failed.model).rows;
  Check manifest{"", "Course", "course.yaml", "", CheckStatus::ok, 3.5, 2, {}, {}, {}, {}, {}};
  const auto render = find_renderer("text")->check;
  CHECK(render({{ok, failed, manifest}, 1}, {}) ==
        "ok       a.yaml: One\n"
        "failed   b.yaml\n"
        "\n"
        "     key        model\n"
        "  1  x    -            extra\n"
        "          +  1  y      missing\n"
        "\n"
        "ok       course.yaml: Course (2 puzzles, 3.5 points)\n"
        "3 checked: 2 ok, 1 failed\n");
}
