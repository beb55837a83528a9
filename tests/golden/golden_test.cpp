// asyncq's own words, approved by a person. NAME.cmd is a shell command, run in the folder inputs/; NAME.out
// is what it prints: standard output, then standard error and an exit status other than 0 under headings.
// tests/golden/promote rewrites every NAME.out.

#include <cstdlib>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

using namespace asyncq;
namespace fs = std::filesystem;

namespace {

bool promoting() {
  return std::getenv("ASYNCQ_PROMOTE") != nullptr;
}

std::string transcript(const std::string& command) {
  const std::string define = "asyncq() { \"$ASYNCQ\" \"$@\"; }\n";
  test::ProcessOptions options;
  options.folder = test::source_path("tests/golden/inputs").string();
  options.environment = {{"ASYNCQ", test::asyncq_path()}, {"LC_ALL", "C.UTF-8"}};
  const test::ProcessResult result = test::run_process({"sh", "-c", define + command}, options);
  REQUIRE_FALSE(result.timed_out);
  std::string text = result.out;
  if (!result.err.empty()) text += "--- standard error\n" + result.err;
  if (result.exit_code != 0) text += "--- exit status " + std::to_string(result.exit_code) + "\n";
  return text;
}

}  // namespace

TEST_CASE("golden: what asyncq prints is what was approved", "[golden]") {
  const std::vector<fs::path> commands = test::files_below(test::source_path("tests/golden"), {".cmd"});
  CHECK_FALSE(commands.empty());
  for (const fs::path& command : commands) {
    INFO(command.filename().string());
    const std::string text = transcript(test::read_file(command));
    const fs::path approved = fs::path(command).replace_extension(".out");
    if (promoting()) test::write_file(approved, text);
    if (!fs::exists(approved)) {
      FAIL_CHECK("there is no approved output; see tests/golden/promote");
    } else {
      CHECK(text == test::read_file(approved));
    }
  }
}

TEST_CASE("golden: every approved output has its command", "[golden]") {
  for (const fs::path& approved : test::files_below(test::source_path("tests/golden"), {".out"})) {
    INFO(approved.filename().string());
    CHECK(fs::exists(fs::path(approved).replace_extension(".cmd")));
  }
}
