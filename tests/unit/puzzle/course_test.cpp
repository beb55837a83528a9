#include "puzzle/course.h"

#include <fmt/format.h>

#include "puzzle/glob.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

using namespace asyncq;

namespace {

class CourseFolder : public test::TemporaryFolder {
 public:
  [[nodiscard]] std::string relative(const std::string& file) const {
    const std::string prefix = path().string() + "/";
    return file.starts_with(prefix) ? file.substr(prefix.size()) : file;
  }

  // The entries as "section/path=points", or the problems as "file:line:column message".
  [[nodiscard]] std::string load(const std::string& name = "course.yaml") const {
    const auto course = puzzle::load_course((path() / name).string());
    std::string out;
    if (!course) {
      for (const support::Diagnostic& problem : course.errors()) {
        out += fmt::format("{}:{}:{} {}\n", relative(problem.file->name()), problem.range.begin.line,
                           problem.range.begin.column, problem.message);
      }
      return out;
    }
    for (const puzzle::CourseEntry& entry : course->entries) {
      for (const std::string& section : entry.section) out += "[" + section + "]";
      out += relative(entry.path);
      if (entry.points) out += fmt::format("={}", *entry.points);
      if (entry.scoring) out += fmt::format(" scoring {}", static_cast<int>(*entry.scoring));
      out += "\n";
    }
    return out;
  }
};

}  // namespace

TEST_CASE("course: paths, patterns, sections and nested sets, in order", "[puzzle][course]") {
  const CourseFolder folder;
  for (const char* name : {"b.yaml", "a.yaml", "deep/x/one.js", "deep/two.mjs", "sets/p.yaml",
                           "sets/more/q.yaml", "a.answer.yaml", ".hidden.yaml", "notes.txt"}) {
    folder.write(name, "");
  }
  folder.write("sets/course.yaml",
               "asyncq: 1\ntitle: Set\nscoring: prefix\npuzzles: [p.yaml, {set: more/course.yaml}]\n");
  folder.write("sets/more/course.yaml", "asyncq: 1\ntitle: More\npuzzles: [q.yaml]\n");
  folder.write("course.yaml",
               "asyncq: 1\n"
               "title: All\n"
               "puzzles:\n"
               "  - '*.yaml'\n"
               "  - {puzzle: deep/two.mjs, points: 2.5}\n"
               "  - title: Rest\n"
               "    puzzles:\n"
               "      - deep/**/*.js\n"
               "      - set: sets/course.yaml\n");
  CHECK(folder.load() ==
        "a.yaml\nb.yaml\ndeep/two.mjs=2.5\n[Rest]deep/x/one.js\n[Rest][Set]sets/p.yaml scoring 1\n"
        "[Rest][Set][More]sets/more/q.yaml scoring 1\n");
}

TEST_CASE("course: what is wrong is told at its place", "[puzzle][course]") {
  const CourseFolder folder;
  folder.write("a.yaml", "");
  folder.write("sub/b.yaml", "");
  folder.write("course.yaml",
               "asyncq: 1\n"
               "titel: All\n"
               "puzzles:\n"
               "  - absent.yaml\n"
               "  - 'x*.yaml'\n"
               "  - a.yaml\n"
               "  - ./sub/../a.yaml\n"
               "  - sub\n"
               "  - ../outside.yaml\n"
               "  - /etc/passwd\n"
               "  - {puzzle: sub/b.yaml, points: -1}\n"
               "  - {points: 1}\n"
               "  - 3\n");
  const std::string root = folder.path().string() + "/";
  CHECK(folder.load() ==
        "course.yaml:2:1 unknown key 'titel' in a course\n"
        "course.yaml:4:5 there is no file '" +
            root +
            "absent.yaml'\n"
            "course.yaml:5:5 no puzzle matches 'x*.yaml'\n"
            "course.yaml:7:5 the puzzle '" +
            root +
            "a.yaml' is in the course twice\n"
            "course.yaml:8:5 '" +
            root +
            "sub' is a folder\n"
            "course.yaml:9:5 a path that leaves the course's folder\n"
            "course.yaml:10:5 a path that leaves the course's folder\n"
            "course.yaml:11:34 points must not be negative\n"
            "course.yaml:12:5 an entry needs 'puzzle' (a path), 'set' (a nested course) or 'title' and "
            "'puzzles'\n"
            "course.yaml:13:5 a puzzle's path must be text, not a number\n");
}

TEST_CASE("course: manifests that contain each other end", "[puzzle][course]") {
  const CourseFolder folder;
  folder.write("course.yaml", "asyncq: 1\npuzzles: [{set: sub/course.yaml}]\n");
  folder.write("sub/course.yaml", "asyncq: 1\npuzzles:\n  - set: ../course.yaml\n");
  CHECK(folder.load() ==
        "sub/course.yaml:3:10 '../course.yaml' contains this set: the course would never end\n");
  CHECK(folder.load("sub/course.yaml").find("a path that leaves the course's folder") != std::string::npos);
}

TEST_CASE("course: a manifest that is none", "[puzzle][course]") {
  const CourseFolder folder;
  CHECK(folder.load().find(":0:0 there is no such file") != std::string::npos);
  folder.write("course.yaml", "");
  CHECK(folder.load().find("an empty file where a course is expected") != std::string::npos);
  folder.write("course.yaml", "- a\n");
  CHECK(folder.load() ==
        "course.yaml:1:1 a course is a mapping with the keys asyncq, title and puzzles, not a list\n");
  folder.write("course.yaml", "asyncq: 2\n");
  CHECK(folder.load() == "course.yaml:1:9 format version 2 is not known: this asyncq reads version 1\n");
  folder.write("course.yaml", "title: x\n");
  CHECK(folder.load() ==
        "course.yaml:1:1 a course begins with 'asyncq: 1', the version of its format\n"
        "course.yaml:1:1 the key 'puzzles' is missing: a list of puzzle files\n");
}

TEST_CASE("course: patterns", "[puzzle][course]") {
  using puzzle::matches_component;
  CHECK(matches_component("abc", "abc"));
  CHECK(matches_component("abc", "*"));
  CHECK(matches_component("abc", "a*c"));
  CHECK(matches_component("a-b-c", "*-*"));
  CHECK(matches_component("01-x", "[0-9][0-9]-?"));
  CHECK(matches_component("b", "[!a]"));
  CHECK(matches_component("]", "[]]"));
  CHECK(matches_component("[x", "[x"));
  CHECK_FALSE(matches_component("abc", "ab"));
  CHECK_FALSE(matches_component("abc", "a?"));
  CHECK_FALSE(matches_component("a", "[!a]"));
  CHECK_FALSE(matches_component(std::string(2000, 'a'), "*a*a*a*a*a*a*a*a*b"));
}

TEST_CASE("course: the nearest manifest says how late things may be", "[puzzle][course]") {
  const test::TemporaryFolder folder;
  folder.write("a.yaml", "");
  folder.write("b/c.yaml", "");
  folder.write("b/d/e.yaml", "");
  folder.write("b/d/course.yaml", "asyncq: 1\npuzzles: [e.yaml]\n");
  folder.write("b/course.yaml", "asyncq: 1\ntime: {jitter: 9}\npuzzles: [c.yaml, set: d/course.yaml]\n");
  const auto course =
      puzzle::load_course(folder.write("course.yaml", "asyncq: 1\npuzzles: [a.yaml, set: b/course.yaml]\n"));
  REQUIRE(course.ok());
  CHECK_FALSE(course->entries.at(0).jitter_ms);
  CHECK(course->entries.at(1).jitter_ms == 9);
  CHECK(course->entries.at(2).jitter_ms == 9);
}
