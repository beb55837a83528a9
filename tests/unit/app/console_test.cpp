#include "app/console.h"

#include "tests/support/catch.h"
#include "tests/unit/app/fakes.h"

using namespace asyncq;
using namespace asyncq::app;
using test::FakeWorld;
using test::holds;

TEST_CASE("console: a reader that went away is no error", "[app]") {
  FakeWorld world;
  world.out_error = std::make_error_code(std::errc::broken_pipe);
  const CommonOptions options;
  CHECK(Console(world, options).deliver("result", 1) == 1);
  CHECK(world.err.empty());
}

TEST_CASE("console: a full disk is said and ends with 2", "[app]") {
  FakeWorld world;
  world.out_error = std::make_error_code(std::errc::no_space_on_device);
  const CommonOptions options;
  CHECK(Console(world, options).deliver("result", 0) == 2);
  CHECK(holds(world.err, "cannot write standard output: No space left on device"));
}

TEST_CASE("console: an output file that cannot be written is said and ends with 2", "[app]") {
  FakeWorld world;
  CommonOptions options;
  options.output = "/absent/folder/file";
  CHECK(Console(world, options).deliver("result", 0) == 2);
  CHECK(holds(world.err, "cannot write '/absent/folder/file': No such file"));
  CHECK(world.out.empty());
}

TEST_CASE("console: colour on terminals, not against NO_COLOR, never in a file", "[app]") {
  FakeWorld world;
  CommonOptions options;
  const auto colored = [&] { return Console(world, options).style().color; };
  CHECK_FALSE(colored());
  world.terminal = true;
  CHECK(colored());
  world.variables["NO_COLOR"] = "1";
  CHECK_FALSE(colored());
  options.color = "always";
  CHECK(colored());
  options.output = "file";
  CHECK_FALSE(colored());
  options.output.clear();
  world.variables.clear();
  options.color = "never";
  CHECK_FALSE(colored());
  options.color = "auto";
  world.variables["TERM"] = "dumb";
  CHECK_FALSE(colored());
}

TEST_CASE("console: quiet leaves the errors", "[app]") {
  FakeWorld world;
  CommonOptions options;
  options.verbosity = report::Verbosity::quiet;
  Console console(world, options);
  console.warn("a warning");
  CHECK(world.err.empty());
  CHECK(console.fail("an error") == 2);
  CHECK(world.err == "asyncq: error: an error\n");
}

TEST_CASE("console: no line of a diagnostic is a command to a CI system", "[app]") {
  FakeWorld world;
  const CommonOptions options;
  const auto file = std::make_shared<support::SourceFile>("::error file=x::y", "::set-env\n");
  Console(world, options).diagnose({{support::Severity::error, file, {{1, 1}, {1, 3}}, "wrong", "::hint"}});
  CHECK_FALSE(world.err.starts_with("::"));
  CHECK_FALSE(holds(world.err, "\n::"));
}

TEST_CASE("console: a value that is no choice is said with the choices", "[app]") {
  FakeWorld world;
  const CommonOptions options;
  CHECK_FALSE(Console(world, options).choose("--reveal", "nevr", {"never", "always"}));
  CHECK(world.err ==
        "asyncq: error: --reveal cannot be 'nevr': it is one of never, always\n"
        "      = did you mean 'never'?\n");
}

TEST_CASE("console: progress is for terminals", "[app]") {
  FakeWorld world;
  const CommonOptions options;
  {
    Progress progress(world, options, "running", 2);
    progress.next();
    progress.next();
  }
  CHECK(world.err.empty());
}
