#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/app/fakes.h"

using namespace asyncq;
using namespace asyncq::app;
using test::always;
using test::FakeWorld;
using test::holds;
using trace::EndingKind;
using trace::Stream;

namespace {

struct Runner {
  test::TemporaryFolder folder;
  FakeWorld world;
  RunOptions options;
  trace::Outcome outcome;

  Runner() { options.file = folder.write("puzzle.yaml", test::puzzle_text({"a"})); }
  int run() { return app::run(options, world, always(outcome)); }
};

}  // namespace

TEST_CASE("run: the program's bytes as they are, on their streams, in their order", "[app]") {
  Runner runner;
  runner.outcome.output = {
      {Stream::out, "a\x1b[1m"}, {Stream::out, "b\n"}, {Stream::err, "::error::\n"}, {Stream::out, "c"}};
  runner.outcome.ending = {EndingKind::uncaught, 1, "Error"};
  CHECK(runner.run() == 0);
  CHECK(runner.world.out == "a\x1b[1mb\nc");
  CHECK(runner.world.err == "::error::\n");
  CHECK(runner.world.order == "oeo");
}

TEST_CASE("run: --exit-code mirrors the program's", "[app]") {
  Runner runner;
  runner.options.exit_code = true;
  runner.outcome.ending = {EndingKind::exited, 7, ""};
  CHECK(runner.run() == 7);
  runner.outcome.ending = {EndingKind::limit, 0, "steps"};
  CHECK(runner.run() == 2);
}

TEST_CASE("run: where the model stopped a program it says so, on standard error", "[app]") {
  Runner runner;
  runner.outcome.output = {{Stream::out, "a\n"}};
  runner.outcome.ending = {EndingKind::starved, 0, ""};
  CHECK(runner.run() == 0);
  CHECK(runner.world.out == "a\n");
  CHECK(holds(runner.world.err, "never let the event loop move on"));
}

TEST_CASE("run: which limit stopped a program, or what is not modelled", "[app]") {
  Runner runner;
  runner.outcome.ending = {EndingKind::limit, 0, "output"};
  CHECK(runner.run() == 0);
  CHECK(holds(runner.world.err, "the program was stopped at the limit of "));
  runner.world.err.clear();
  runner.outcome.ending.error = "asyncq does not model the locale 'de', which line 1 uses";
  CHECK(runner.run() == 0);
  CHECK(runner.world.err == "asyncq: warning: asyncq does not model the locale 'de', which line 1 uses\n");
}

TEST_CASE("run: --output takes standard output alone", "[app]") {
  Runner runner;
  runner.outcome.output = {{Stream::err, "e\n"}, {Stream::out, "o\n"}};
  runner.options.common.output = (runner.folder.path() / "out").string();
  CHECK(runner.run() == 0);
  CHECK(test::read_file(runner.options.common.output) == "o\n");
  CHECK(runner.world.err == "e\n");
  CHECK(runner.world.out.empty());
}

TEST_CASE("run: what cannot be written ends with 2", "[app]") {
  Runner runner;
  runner.outcome.output = {{Stream::out, "o\n"}};
  runner.world.out_error = std::make_error_code(std::errc::no_space_on_device);
  CHECK(runner.run() == 2);
}

TEST_CASE("run: as JSON, a program that cannot be read too", "[app]") {
  Runner runner;
  runner.options.common.format = "json";
  runner.outcome.output = {{Stream::out, "o\n"}};
  CHECK(runner.run() == 0);
  CHECK(nlohmann::json::parse(runner.world.out)["puzzle"] == "puzzle");
  runner.world.out.clear();
  runner.folder.write("puzzle.yaml", "asyncq: [1\n");
  CHECK(runner.run() == 2);
  const auto failure = nlohmann::json::parse(runner.world.out);
  CHECK(failure["status"] == "error");
  CHECK(failure["problems"][0]["line"].is_number());
  CHECK_FALSE(runner.world.err.empty());
}

TEST_CASE("run: has no JUnit", "[app]") {
  Runner runner;
  runner.options.common.format = "junit";
  CHECK(runner.run() == 2);
  CHECK(holds(runner.world.err, "--format of run cannot be 'junit': it is one of text, json"));
}

TEST_CASE("runtime: an unknown one is an error where it is named", "[app]") {
  Runner runner;
  runner.folder.write("puzzle.yaml", test::puzzle_text({"a"}, "runtime: node2\n"));
  CHECK(app::run(runner.options, runner.world) == 2);
  CHECK(holds(runner.world.err, "puzzle.yaml:6:10: error: asyncq does not model a runtime 'node2'"));
  runner.world.err.clear();
  runner.options.common.runtime = "nod24";
  CHECK(app::run(runner.options, runner.world) == 2);
  CHECK(runner.world.err.starts_with("asyncq: error: asyncq does not model a runtime 'nod24'"));
  CHECK(holds(runner.world.err, "did you mean 'node24'?"));
}

TEST_CASE("show: JavaScript alone, or a handout", "[app]") {
  Runner runner;
  runner.folder.write("puzzle.yaml", test::puzzle_text({"a"}, "prompt: Say what comes.\nexpect: [secret]\n"));
  ShowOptions options;
  options.file = runner.options.file;
  CHECK(app::show(options, runner.world) == 0);
  CHECK(runner.world.out == "console.log('a');\n");
  runner.world.out.clear();
  options.markdown = true;
  CHECK(app::show(options, runner.world) == 0);
  CHECK(runner.world.out == "# A puzzle\n\nSay what comes.\n\n```js\nconsole.log('a');\n```\n");
  options.file = "/absent.js";
  CHECK(app::show(options, runner.world) == 2);
}
