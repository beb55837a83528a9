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

struct Author {
  test::TemporaryFolder folder;
  FakeWorld world;
  CheckOptions options;
  trace::Outcome outcome = printing({"a", "b"});

  explicit Author(const std::string& text) { options.paths = {folder.write("puzzle.yaml", text)}; }

  int check() {
    world.out.clear();
    world.err.clear();
    return app::check(options, world, always(outcome));
  }
  json report() {
    options.common.format = "json";
    check();
    return json::parse(world.out);
  }
};

}  // namespace

TEST_CASE("check: a puzzle that holds", "[app]") {
  Author author(puzzle_text({"a", "b"}, "expect: [a, b]\n"));
  CHECK(author.check() == 0);
  CHECK(author.world.err.empty());
  CHECK(holds(author.world.out, "ok "));
}

TEST_CASE("check: where the key and the model part", "[app]") {
  Author author(puzzle_text({"a", "b"}, "expect: [a, x]\n"));
  CHECK(author.check() == 1);
  CHECK(holds(author.world.err,
              "the key and the model part at line 2: the key says 'x', the model prints 'b'"));
  CHECK(holds(author.world.err, "puzzle.yaml:6:"));
  CHECK(holds(author.world.out, "failed"));
  CHECK(holds(author.world.out, "extra"));
  CHECK(holds(author.world.out, "missing"));
}

TEST_CASE("check: programs that do not end, starve, race or print nothing", "[app]") {
  Author author(puzzle_text({"a", "b"}));
  author.outcome.ending = {trace::EndingKind::limit, 0, "steps"};
  CHECK(author.check() == 1);
  CHECK(holds(author.world.err, "error: the program was stopped at the limit"));
  author.outcome.ending = {trace::EndingKind::starved, 0, ""};
  CHECK(author.check() == 0);
  CHECK(holds(author.world.err, "warning: the program never lets the event loop move on"));
  author.outcome = printing({"a", "b"});
  author.outcome.determined = false;
  CHECK(author.check() == 1);
  CHECK(holds(author.world.err, "error: the order is not determined"));
  author.outcome = printing({});
  CHECK(author.check() == 0);
  CHECK(holds(author.world.err, "warning: the program prints nothing"));
}

TEST_CASE("check: starvation with a key is meant", "[app]") {
  Author author(puzzle_text({"a", "b"}, "expect: [a, b]\n"));
  author.outcome.ending.kind = trace::EndingKind::starved;
  CHECK(author.check() == 0);
  CHECK(author.world.err.empty());
}

TEST_CASE("check: style is warned about and never fails", "[app]") {
  Author author("asyncq: 1\nprogram: [{log: a}]\n");
  author.outcome = printing({"a", "a"});
  CHECK(author.check() == 0);
  for (const char* wanted :
       {"no title", "no explanation", "no level", "no topics", "no key", "lines 1 and 2 are both 'a'"}) {
    INFO(wanted);
    CHECK(holds(author.world.err, wanted));
  }
  CHECK(author.report()["results"][0]["status"] == "warning");
}

TEST_CASE("check: a file that cannot be read is an error, the others are checked", "[app]") {
  Author author(puzzle_text({"a", "b"}));
  author.options.paths.insert(author.options.paths.begin(),
                              author.folder.write("bad.yaml", "asyncq: 1\nprograms: []\n"));
  CHECK(author.check() == 2);
  CHECK(holds(author.world.err, "did you mean 'program'?"));
  CHECK(holds(author.world.out, "2 checked: 1 ok, 1 error"));
}

TEST_CASE("check: two puzzles with one id fail", "[app]") {
  Author author(puzzle_text({"a", "b"}));
  author.options.paths.push_back(author.folder.write("other.yaml", puzzle_text({"a", "b"}, "id: puzzle\n")));
  CHECK(author.check() == 1);
  CHECK(holds(author.world.err, "the id 'puzzle' is also that of"));
}

TEST_CASE("check: a course's points are summed", "[app]") {
  Author author(puzzle_text({"a", "b"}, "points: 2\n"));
  author.folder.write("other.yaml", puzzle_text({"a", "b"}));
  author.folder.write(
      "course.yaml", "asyncq: 1\ntitle: C\npuzzles:\n  - puzzle.yaml\n  - {puzzle: other.yaml, points: 3}\n");
  author.options.paths = {author.folder.path().string()};
  const json report = author.report();
  CHECK(report["exit_status"] == 0);
  CHECK(report["results"][2]["puzzles"] == 2);
  CHECK(report["results"][2]["points"] == 5);
}

TEST_CASE("check: several orders that are meant", "[app]") {
  Author author(puzzle_text({"a", "b"}, "orders: any\n"));
  author.outcome.determined = false;
  CHECK(author.check() == 0);
}

TEST_CASE("check: a question that cannot be answered is an error", "[app]") {
  Author author(puzzle_text({"a", "b"}, "ask: orders\n"));
  CHECK(author.check() == 2);
  CHECK(holds(author.world.err, "asyncq cannot answer 'ask: orders' yet"));
}
