#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/app/fakes.h"

using namespace asyncq;
using namespace asyncq::app;
using nlohmann::json;
using test::always;
using test::FakeWorld;
using test::holds;
using test::printing;
using test::puzzle_text;

namespace {

// A folder with one puzzle, of which the model says that it prints alpha, beta, gamma.
struct Desk {
  test::TemporaryFolder folder;
  FakeWorld world;
  GradeOptions options;
  Evaluator model = always(printing({"alpha", "beta", "gamma"}));

  Desk() { options.targets = {folder.write("puzzle.yaml", puzzle_text({"alpha", "beta", "gamma"}))}; }

  int grade() {
    world.out.clear();
    world.err.clear();
    return app::grade(options, world, model);
  }
  int grade(const std::string& prediction) {
    options.predict = prediction;
    return grade();
  }
  json report() {
    options.common.format = "json";
    grade();
    return json::parse(world.out);
  }
  void use_answers(const std::string& name, const std::string& text) {
    options.answers = folder.write("answers/" + name, text);
  }
};

json statuses(const json& report) {
  json list = json::array();
  for (const json& result : report["results"]) list.push_back(result["status"]);
  return list;
}

}  // namespace

TEST_CASE("grade: right is 0, wrong is 1", "[app]") {
  Desk desk;
  CHECK(desk.grade("alpha, beta, gamma") == 0);
  CHECK(holds(desk.world.out, "right: every line is right"));
  CHECK(desk.grade("alpha, gamma, beta") == 1);
  CHECK(holds(desk.world.out, "wrong: the first line is right; line 2 is not"));
  CHECK(desk.world.err.empty());
}

TEST_CASE("grade: missing, empty, malformed and wrong are four results", "[app]") {
  Desk desk;
  CHECK(desk.grade() == 1);
  CHECK(holds(desk.world.out, "missing: there is no answer"));
  desk.use_answers("ada.yaml", "[]\n");
  CHECK(desk.grade() == 1);
  CHECK(holds(desk.world.out, "empty: the answer has no lines"));
  desk.use_answers("ada.yaml", "[alpha, [beta]]\n");
  CHECK(desk.grade() == 2);
  CHECK(holds(desk.world.out, "malformed: the answer cannot be read"));
  CHECK(holds(desk.world.err, "ada.yaml:1:"));
  desk.use_answers("ada.yaml", "[gamma]\n");
  CHECK(desk.grade() == 1);
  CHECK(holds(desk.world.out, "wrong: "));
}

TEST_CASE("grade: the answer without lines is right when the program prints nothing", "[app]") {
  Desk desk;
  desk.model = always(printing({}));
  desk.use_answers("ada.yaml", "[]\n");
  CHECK(desk.grade() == 0);
}

TEST_CASE("grade: the answer is looked for in the puzzle, then beside it", "[app]") {
  Desk desk;
  desk.folder.write("puzzle.answer.txt", "alpha\nbeta\ngamma  \n\n\n");
  CHECK(desk.grade() == 0);
  desk.folder.write("puzzle.yaml", puzzle_text({"alpha"}, "prediction: [beta]\n"));
  CHECK(desk.grade() == 1);
  desk.options.predict = "alpha, beta, gamma";
  CHECK(desk.grade() == 0);
}

TEST_CASE("grade: what gives the answer must be one thing", "[app]") {
  Desk desk;
  desk.options.answers = "a.yaml";
  CHECK(desk.grade("alpha") == 2);
  CHECK(holds(desk.world.err, "only one of them"));
  Desk stdin_twice;
  stdin_twice.options.targets = {"-", "-"};
  CHECK(stdin_twice.grade() == 2);
  CHECK(holds(stdin_twice.world.err, "both the puzzle and the answer"));
  Desk two;
  two.options.targets.push_back(two.folder.write("other.yaml", puzzle_text({"x"})));
  CHECK(two.grade("alpha") == 2);
  CHECK(holds(two.world.err, "--predict answers one puzzle, but there are 2"));
  CHECK(two.world.out.empty());
}

TEST_CASE("grade: unknown words are refused with what is meant", "[app]") {
  Desk desk;
  desk.options.reveal = "alway";
  CHECK(desk.grade() == 2);
  CHECK(holds(desk.world.err, "did you mean 'always'?"));
  desk.options.reveal = "right";
  desk.options.common.format = "jsn";
  CHECK(desk.grade() == 2);
  CHECK(holds(desk.world.err, "did you mean 'json'?"));
}

TEST_CASE("grade: scoring is the puzzle's, else the course's, else exact; points the course's", "[app]") {
  Desk desk;
  desk.folder.write("own.yaml", puzzle_text({"x"}, "scoring: prefix\npoints: 2\n"));
  desk.folder.write(
      "course.yaml",
      "asyncq: 1\ntitle: C\nscoring: lcs\npuzzles:\n  - own.yaml\n  - {puzzle: puzzle.yaml, points: 6}\n");
  desk.options.targets = {desk.folder.path().string()};
  desk.use_answers("ada.yaml", "own: [alpha, gamma]\npuzzle: [alpha, gamma]\n");
  const json results = desk.report()["results"];
  CHECK(results[0]["scoring"] == "prefix");
  CHECK(results[0]["points"].get<double>() == Approx(2.0 / 3));
  CHECK(results[1]["scoring"] == "lcs");
  CHECK(results[1]["points"].get<double>() == Approx(4));
  CHECK(results[1]["max_points"] == 6);
}

TEST_CASE("grade: one bad file stops no other, students are sorted", "[app]") {
  Desk desk;
  desk.options.targets.push_back(desk.folder.write("bad.yaml", "asyncq: 1\nprogram: 7\n"));
  desk.options.targets.push_back("/absent.yaml");
  desk.folder.write("answers/zoe.yaml", "puzzle: [alpha, beta, gamma]\n");
  desk.folder.write("answers/bob.yaml", "puzzle: [alpha\n");
  desk.folder.write("answers/ada/puzzle.txt", "beta\n");
  desk.folder.write("answers/cy.yaml", "other: [x]\n");
  desk.options.answers = (desk.folder.path() / "answers").string();
  const json report = desk.report();
  CHECK(statuses(report) == json::parse(R"(["wrong", "error", "error", "malformed", "error", "error",
                                            "missing", "error", "error", "right", "error", "error"])"));
  CHECK(report["students"][0]["student"] == "ada");
  CHECK(report["students"][3]["points"] == 1);
  CHECK(report["exit_status"] == 2);
  desk.options.common.format = "text";
  CHECK(desk.grade() == 2);
  CHECK(holds(desk.world.out, "student"));
  // Said once, not for every student.
  const std::string bad = "bad.yaml:2:";
  CHECK(desk.world.err.find(bad) == desk.world.err.rfind(bad));
}

TEST_CASE("grade: one list for several puzzles is not guessed at", "[app]") {
  Desk desk;
  desk.options.targets.push_back(desk.folder.write("other.yaml", puzzle_text({"x"})));
  desk.use_answers("ada.yaml", "[alpha]\n");
  CHECK(statuses(desk.report()) == json{"malformed", "malformed"});
  CHECK(holds(desk.world.err, "the answer of 'ada' is one list, but there are 2 puzzles"));
  desk.use_answers("ada.yaml", "");
  CHECK(statuses(desk.report()) == json{"empty", "empty"});
}

TEST_CASE("grade: an id that looks misspelt is pointed at", "[app]") {
  Desk desk;
  desk.use_answers("ada.yaml", "puzle: [alpha]\nsomething-else: [b]\n");
  CHECK(desk.grade() == 1);
  CHECK(holds(desk.world.err, "'ada' answers 'puzle', which is no puzzle here"));
  CHECK_FALSE(holds(desk.world.err, "something-else"));  // one puzzle of a course: the others are not here
}

TEST_CASE("grade: answers that are not graded are said, also with --quiet", "[app]") {
  Desk desk;
  desk.options.common.verbosity = report::Verbosity::quiet;
  desk.options.targets.push_back(desk.folder.write("other.yaml", puzzle_text({"x"})));
  desk.use_answers("ada.yaml", "puzzle: [alpha]\nelsewhere: [b]\n");
  desk.use_answers("bob/elsewhere.txt", "b\n");
  desk.folder.write("answers/ian.json", "[]");
  desk.folder.write("answers/bob/README.md", "");
  desk.options.answers = (desk.folder.path() / "answers").string();
  CHECK(desk.grade() == 1);
  CHECK(holds(desk.world.err, "'ada' answers 'elsewhere', which is no puzzle here"));
  CHECK(holds(desk.world.err, "'bob' answers 'elsewhere', which is no puzzle here"));
  CHECK(holds(desk.world.err, "ian.json: warning: is not read"));
  CHECK(holds(desk.world.err, "README.md: warning: is not read"));
}

TEST_CASE("grade: one student's own folder is not taken for a folder of students unsaid", "[app]") {
  Desk desk;
  desk.use_answers("puzzle.txt", "alpha\n");
  desk.options.answers = (desk.folder.path() / "answers").string();
  desk.grade();
  CHECK(holds(desk.world.err, "'puzzle' is taken for the name of a student, and is the id of a puzzle"));
  CHECK(holds(desk.world.err, "one student's own folder?"));
}

TEST_CASE("grade: a key that fails under --runtime is looked for under that runtime", "[app]") {
  Desk desk;
  desk.options.targets = {
      desk.folder.write("keyed.yaml", puzzle_text({"alpha"}, "runtime: node10\nexpect: [alpha]\n"))};
  CHECK(desk.grade() == 2);
  const std::string id(scheduler::policies().front().id);
  CHECK(holds(desk.world.err, "'asyncq check -r " + id + "' shows where"));
}

TEST_CASE("grade: answers that are not there are no malformed ones", "[app]") {
  Desk desk;
  desk.options.answers = (desk.folder.path() / "absent").string();
  CHECK(desk.grade() == 2);
  CHECK(desk.world.out.empty());
  CHECK(holds(desk.world.err, "--answers: there is no file and no folder"));
  const json failure = desk.report();
  CHECK(failure["command"] == "grade");
  CHECK(failure["status"] == "error");
  CHECK(failure["exit_status"] == 2);
}

TEST_CASE("grade: of two puzzles with one id, the second is an error", "[app]") {
  Desk desk;
  desk.options.targets.push_back(desk.folder.write("other.yaml", puzzle_text({"x"}, "id: puzzle\n")));
  desk.use_answers("ada.yaml", "puzzle: [alpha, beta, gamma]\n");
  CHECK(statuses(desk.report()) == json{"right", "error"});
  CHECK(holds(desk.world.err, "the id 'puzzle' is also that of"));
}

TEST_CASE("grade: a program that does not end, and a key that is wrong, are the puzzle's fault", "[app]") {
  Desk desk;
  trace::Outcome endless = printing({"alpha"});
  endless.ending = {trace::EndingKind::limit, 0, "steps"};
  desk.model = always(endless);
  CHECK(desk.grade("alpha") == 2);
  CHECK(holds(desk.world.err, "the program was stopped at the limit of 30000000 steps"));

  Desk wrong_key;
  wrong_key.folder.write("puzzle.yaml", puzzle_text({"alpha"}, "expect: [alpha, secret]\n"));
  CHECK(wrong_key.grade("alpha") == 2);
  CHECK(holds(wrong_key.world.err, "the author's key and the model disagree"));
  CHECK_FALSE(holds(wrong_key.world.err + wrong_key.world.out, "secret"));
}

TEST_CASE("grade: what was printed before starvation can be predicted", "[app]") {
  Desk desk;
  trace::Outcome starved = printing({"alpha"});
  starved.ending.kind = trace::EndingKind::starved;
  desk.model = always(starved);
  CHECK(desk.grade("alpha") == 0);
  CHECK(holds(desk.world.out, "the program ends: starved"));
}

TEST_CASE("grade: an order that is not determined is graded with a warning", "[app]") {
  Desk desk;
  trace::Outcome race = printing({"alpha"});
  race.determined = false;
  desk.model = always(race);
  CHECK(desk.grade("alpha") == 0);
  CHECK(holds(desk.world.err, "warning: the order is not determined"));
  desk.options.common.verbosity = report::Verbosity::quiet;
  CHECK(desk.grade("alpha") == 0);
  CHECK(desk.world.err.empty());
}

TEST_CASE("grade: a graded program prints no more than an answer can hold", "[app]") {
  Desk desk;
  desk.model = [](const puzzle::Puzzle&, const EvaluationOptions& options) -> support::Result<Evaluation> {
    CHECK(options.limits.max_output == puzzle::kDefaultMaxInput);
    return Evaluation{&scheduler::policies().front(), printing({"alpha"})};
  };
  CHECK(desk.grade("alpha") == 0);
}

TEST_CASE("grade: with --reveal never no line is on any stream in any format", "[app]") {
  for (const char* format : {"text", "json", "junit"}) {
    for (const char* answer : {"alpha, beta, gamma", "gamma, beta, alpha", "alpha, zeta", ""}) {
      for (const report::Verbosity verbosity :
           {report::Verbosity::quiet, report::Verbosity::normal, report::Verbosity::verbose}) {
        Desk desk;
        trace::Outcome outcome = printing({"alpha", "beta", "gamma"});
        outcome.ending = {trace::EndingKind::uncaught, 1, "Error: delta"};
        outcome.determined = false;
        desk.model = always(outcome);
        desk.options.common.format = format;
        desk.options.common.verbosity = verbosity;
        desk.options.reveal = "never";
        desk.grade(answer);
        for (const char* hidden : {"alpha", "beta", "gamma", "delta", "zeta", "Because"}) {
          CHECK_FALSE(holds(desk.world.out + desk.world.err, hidden));
        }
      }
    }
  }
}

TEST_CASE("grade: with --reveal never a broken puzzle shows no source line", "[app]") {
  Desk desk;
  desk.folder.write("puzzle.yaml", puzzle_text({"x"}, "expect: [secret, [nested]]\n"));
  desk.options.reveal = "never";
  CHECK(desk.grade("x") == 2);
  CHECK(holds(desk.world.err, "puzzle.yaml:6:"));
  CHECK_FALSE(holds(desk.world.err, "secret"));
  desk.options.reveal = "right";
  CHECK(desk.grade("x") == 2);
  CHECK(holds(desk.world.err, "secret"));
}

TEST_CASE("grade: --exit-zero ends with 0 and says so", "[app]") {
  Desk desk;
  desk.options.common.exit_zero = true;
  CHECK(desk.grade("wrong") == 0);
  CHECK(holds(desk.world.out, "exit status 0"));
}

TEST_CASE("grade: the same input gives the same bytes", "[app]") {
  for (const char* format : {"text", "json", "junit"}) {
    Desk desk;
    desk.options.common.format = format;
    desk.folder.write("answers/a.yaml", "puzzle: [alpha]\n");
    desk.folder.write("answers/b.yaml", "puzzle: [beta, alpha, beta]\n");
    desk.options.answers = (desk.folder.path() / "answers").string();
    desk.grade();
    const std::string first = desk.world.out + desk.world.err;
    desk.grade();
    CHECK(first == desk.world.out + desk.world.err);
  }
}

TEST_CASE("grade: without answers in the folder there is nothing to grade", "[app]") {
  Desk desk;
  std::filesystem::create_directory(desk.folder.path() / "nobody");
  desk.options.answers = (desk.folder.path() / "nobody").string();
  CHECK(desk.grade() == 2);
  CHECK(holds(desk.world.err, "there are no answers in"));
}
