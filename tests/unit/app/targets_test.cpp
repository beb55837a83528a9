#include "app/targets.h"

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/app/fakes.h"

using namespace asyncq;
using namespace asyncq::app;

namespace {

// The paths found, relative to the folder.
std::vector<std::string> names(const Targets& targets, const test::TemporaryFolder& folder) {
  std::vector<std::string> found;
  for (const Target& target : targets.puzzles) {
    found.push_back(std::filesystem::path(target.path).lexically_relative(folder.path()).string());
  }
  return found;
}

Targets find(const test::TemporaryFolder& folder, const std::string& path, Folders folders,
             const std::string& except = "") {
  return find_targets({(folder.path() / path).string()}, folders, {}, except);
}

}  // namespace

TEST_CASE("targets: a folder's puzzle files, sorted, and what is none", "[app]") {
  const test::TemporaryFolder folder;
  for (const char* name :
       {"b.yaml", "a.yml", "c.js", "sub/d.mjs", "sub/deeper/e.cjs",  //
        "a.answer.yaml", "answers/ada.yaml", ".hidden.yaml", ".git/x.js", "notes.md", "mine.yaml"}) {
    folder.write(name, "");
  }
  const Targets targets = find(folder, "", Folders::as_courses, (folder.path() / "mine.yaml").string());
  CHECK(names(targets, folder) ==
        std::vector<std::string>{"a.yml", "b.yaml", "c.js", "sub/d.mjs", "sub/deeper/e.cjs"});
}

TEST_CASE("targets: a file named twice is taken once", "[app]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a.yaml", "");
  CHECK(find_targets({path, folder.path().string(), path}, Folders::as_courses, {}).puzzles.size() == 1);
}

TEST_CASE("targets: what does not exist is left to the loader to say", "[app]") {
  const Targets targets = find_targets({"/absent/puzzle.yaml", "-"}, Folders::as_courses, {});
  CHECK(targets.puzzles.size() == 2);
}

TEST_CASE("targets: a folder without puzzles is an error", "[app]") {
  const test::TemporaryFolder folder;
  folder.write("readme.md", "");
  const Targets targets = find(folder, "", Folders::as_courses);
  REQUIRE(targets.problems.size() == 1);
  CHECK(test::holds(targets.problems[0].message, "there are no puzzles"));
}

TEST_CASE("targets: a folder with a manifest is that course, for its author all that is in it", "[app]") {
  const test::TemporaryFolder folder;
  folder.write("b.yaml", test::puzzle_text({"x"}));
  folder.write("a.yaml", test::puzzle_text({"x"}));
  folder.write("other.yaml", test::puzzle_text({"x"}));
  folder.write(
      "course.yaml",
      "asyncq: 1\ntitle: A course\nscoring: lcs\npuzzles:\n  - {puzzle: b.yaml, points: 3}\n  - a.yaml\n");
  const Targets course = find(folder, "", Folders::as_courses);
  CHECK(course.problems.empty());
  CHECK(course.title == "A course");
  CHECK(names(course, folder) == std::vector<std::string>{"b.yaml", "a.yaml"});
  REQUIRE(course.puzzles.size() == 2);
  CHECK(course.puzzles[0].points == 3.0);
  CHECK(course.puzzles[1].scoring == puzzle::Scoring::lcs);

  const Targets tree = find(folder, "", Folders::as_trees);
  CHECK(tree.manifests.size() == 1);
  CHECK(names(tree, folder) == std::vector<std::string>{"b.yaml", "a.yaml", "other.yaml"});
  CHECK(tree.title.empty());
}

TEST_CASE("targets: a manifest that cannot be read is kept with its problems", "[app]") {
  const test::TemporaryFolder folder;
  folder.write("course.yaml", "asyncq: 1\npuzzles: [absent.yaml]\n");
  const Targets targets = find(folder, "", Folders::as_courses);
  REQUIRE(targets.manifests.size() == 1);
  CHECK(support::has_errors(targets.manifests[0].problems));
}
