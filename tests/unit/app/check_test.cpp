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

TEST_CASE("check: programs that do not end, starve or print nothing", "[app]") {
  Author author(puzzle_text({"a", "b"}));
  author.outcome.ending = {trace::EndingKind::limit, 0, "steps"};
  CHECK(author.check() == 1);
  CHECK(holds(author.world.err, "error: the program was stopped at the limit"));
  author.outcome.ending = {trace::EndingKind::starved, 0, ""};
  CHECK(author.check() == 0);
  CHECK(holds(author.world.err, "warning: the program never lets the event loop move on"));
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

namespace {

// Checked by the model itself.
struct RacyAuthor {
  test::TemporaryFolder folder;
  FakeWorld world;
  CheckOptions options;
  int status = 0;

  explicit RacyAuthor(const std::string& more, const std::string& code = kTwoTimers) {
    options.paths = {
        folder.write("puzzle.yaml",
                     "asyncq: 1\ntitle: A\nlevel: 1\ntopics: [a]\nexplanation: b\ncode: |\n" + code + more)};
    status = app::check(options, world);
  }
  static constexpr const char* kTwoTimers =
      "  setTimeout(() => console.log('two'), 2);\n  setTimeout(() => console.log('one'), 1);\n";
};

}  // namespace

TEST_CASE("check: names what races, where, and what settles it", "[app]") {
  const RacyAuthor author("expect: [one, two]\n");
  INFO(author.world.err);
  CHECK(author.status == 1);
  CHECK(holds(author.world.err, "error: the order is not determined: the timer set at "));
  CHECK(holds(author.world.err, "puzzle.yaml:7:"));
  CHECK(holds(author.world.err, "puzzle.yaml:8:"));
  CHECK(holds(author.world.err, " would settle it"));
}

TEST_CASE("check: a key that is one of several legal orders is not told to be wrong as well", "[app]") {
  const RacyAuthor author("expect: [two, one]\n");
  CHECK(author.status == 1);
  CHECK(holds(author.world.err, "error: the order is not determined"));
  CHECK_FALSE(holds(author.world.err, "the key and the model part"));
  CHECK(holds(RacyAuthor("expect: [two, two]\n").world.err, "the key and the model part"));
}

TEST_CASE("check: what the proposal says holds", "[app]") {
  const RacyAuthor author("expect: [one, two]\n");
  const std::size_t at = author.world.err.find("a delay of ");
  REQUIRE(at != std::string::npos);
  const int delay = std::stoi(author.world.err.substr(at + 11));
  CHECK(delay > 2);
  const std::string changed = "  setTimeout(() => console.log('two'), " + std::to_string(delay) +
                              ");\n  setTimeout(() => console.log('one'), 1);\n";
  CHECK(RacyAuthor("expect: [one, two]\n", changed).status == 0);
}

TEST_CASE("check: several orders that are meant, and no jitter", "[app]") {
  CHECK(RacyAuthor("expect: [one, two]\norders: any\n").status == 0);
  CHECK(RacyAuthor("expect: [two, one]\norders: any\n").status == 0);
  const RacyAuthor wrong("expect: [two, two]\norders: any\n");
  CHECK(wrong.status == 1);
  CHECK(RacyAuthor("time: {jitter: 0}\nexpect: [one, two]\n").status == 0);
}

TEST_CASE("check: questions about all orders", "[app]") {
  CHECK(RacyAuthor("ask: orders\nexpect: [[one, two], [two, one]]\n").status == 0);
  const RacyAuthor less("ask: orders\nexpect: [[one, two]]\n");
  CHECK(less.status == 1);
  CHECK(holds(less.world.err, "the key and the model disagree: the program can print every output"));
  CHECK(holds(less.world.out, "+  two, one   (missing)"));
  const RacyAuthor pairs("ask: never\npairs: [[one, two]]\nexpect: [before]\n");
  CHECK(pairs.status == 1);
  CHECK(holds(pairs.world.err, "the answer to 'A' is not right: 'before', where 'either' is true"));
  const RacyAuthor single("ask: orders\nexpect: [[one, two]]\ntime: {jitter: 0}\n");
  CHECK(holds(single.world.err, "warning: there is one legal order only"));
}
