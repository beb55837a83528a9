// asyncq's own words, approved by a person. NAME.cmd is a shell command, run in the folder inputs/; NAME.out
// is what it prints: standard output, then standard error and an exit status other than 0 under headings.
// readme-NAME.cmd is a command that README.md shows with its standard output, run in the repository's folder.
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

bool is_of_readme(const fs::path& command) {
  return command.filename().string().starts_with("readme-");
}

test::ProcessResult run_in(const fs::path& folder, const std::string& command) {
  const std::string define = "asyncq() { \"$ASYNCQ\" \"$@\"; }\n";
  test::ProcessOptions options;
  options.folder = folder.string();
  options.environment = {{"ASYNCQ", test::asyncq_path()}, {"LC_ALL", "C.UTF-8"}};
  test::ProcessResult result = test::run_process({"sh", "-c", define + command}, options);
  REQUIRE_FALSE(result.timed_out);
  return result;
}

std::string transcript(const fs::path& command) {
  const test::ProcessResult result =
      run_in(test::source_path(is_of_readme(command) ? "" : "tests/golden/inputs"), test::read_file(command));
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
    const std::string text = transcript(command);
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

TEST_CASE("golden: the README shows what asyncq prints", "[golden]") {
  const std::string readme = test::read_file(test::source_path("README.md"));
  std::size_t shown = 0;
  for (const fs::path& command : test::files_below(test::source_path("tests/golden"), {".cmd"})) {
    if (!is_of_readme(command)) continue;
    INFO(command.filename().string());
    ++shown;
    const std::string output = run_in(test::source_path(""), test::read_file(command)).out;
    CHECK(readme.find("$ " + test::read_file(command) + output) != std::string::npos);
  }
  std::size_t examples = 0;
  for (std::size_t at = readme.find("\n$ "); at != std::string::npos; at = readme.find("\n$ ", at + 1))
    ++examples;
  CHECK(examples == shown);
}

TEST_CASE("golden: the README's first command grades a puzzle", "[golden]") {
  const std::string readme = test::read_file(test::source_path("README.md"));
  constexpr std::string_view kBuilt = "&& build/release/asyncq ";
  const std::size_t at = readme.find(kBuilt);
  REQUIRE(at != std::string::npos);
  const std::size_t begin = at + kBuilt.size();
  const test::ProcessResult result =
      run_in(test::source_path(""), "asyncq " + readme.substr(begin, readme.find('\n', begin) - begin));
  CHECK(result.exit_code == 0);
  CHECK(result.out.find("\nright: every line is right\n") != std::string::npos);
}
