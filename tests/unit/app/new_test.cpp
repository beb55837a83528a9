#include "app/evaluate.h"
#include "puzzle/puzzle.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/app/fakes.h"

using namespace asyncq;
using test::FakeWorld;
using test::holds;

TEST_CASE("new: the template passes the author's check, in both notations", "[app]") {
  const test::TemporaryFolder folder;
  for (const bool code : {false, true}) {
    INFO(code);
    FakeWorld world;
    const std::string file = (folder.path() / (code ? "code.yaml" : "statements.yaml")).string();
    CHECK(app::new_puzzle({{}, file, code}, world) == 0);
    CHECK(world.out.empty());
    CHECK(world.err.empty());
    app::CheckOptions check;
    check.paths = {file};
    CHECK(app::check(check, world) == 0);
    CHECK(holds(world.out, "1 ok"));
  }
}

TEST_CASE("new: course.yaml is a course manifest, and an answer file is not made", "[app]") {
  const test::TemporaryFolder folder;
  FakeWorld world;
  const std::string course = (folder.path() / "course.yaml").string();
  CHECK(app::new_puzzle({{}, (folder.path() / "x.answer.yaml").string(), false}, world) == 2);
  CHECK(holds(world.err, "named like an answer file"));
  CHECK(app::new_puzzle({{}, course, true}, world) == 2);
  CHECK(app::new_puzzle({{}, course, false}, world) == 0);
  folder.write("puzzles/a.yaml", test::puzzle_text({"alpha"}, "expect: [alpha]\n"));
  app::CheckOptions check;
  check.paths = {course};
  CHECK(app::check(check, world) == 0);
  CHECK(holds(world.out, "A new course"));
}

TEST_CASE("new: what is there is left alone, and what is no puzzle's name refused", "[app]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("mine.yaml", "precious");
  FakeWorld world;
  CHECK(app::new_puzzle({{}, file, false}, world) == 2);
  CHECK(holds(world.err, "is there already"));
  CHECK(test::read_file(file) == "precious");
  CHECK(app::new_puzzle({{}, (folder.path() / "notes.txt").string(), false}, world) == 2);
  CHECK(app::new_puzzle({{}, (folder.path() / "absent" / "a.yaml").string(), false}, world) == 2);
}
