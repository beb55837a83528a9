// Hostile and broken input: a clear error or a modelled ending, the right exit status, never a crash or a
// hang.

#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

using namespace asyncq;
using test::ProcessResult;
namespace fs = std::filesystem;

namespace {

constexpr int kLongestMs = 10'000;
// Sanitizers and busy machines.
constexpr int kPatience = 6;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

ProcessResult tried(std::vector<std::string> arguments) {
  ProcessResult result =
      test::run_asyncq(std::move(arguments),
                       {.input = "", .folder = "", .environment = {}, .timeout_ms = kLongestMs * kPatience});
  CHECK_FALSE(result.timed_out);
  CHECK(result.exit_code < 3);  // 3 is our fault, 128 and more a crash
  return result;
}

// Every command refuses the file: status 2, an error on standard error, no half result.
void check_refused(const std::string& path, std::string_view why) {
  for (const char* command : {"grade", "run", "show", "check"}) {
    const ProcessResult result = tried({command, path});
    INFO(command << " " << path << "\n" << result.err);
    CHECK(result.exit_code == 2);
    CHECK(holds(result.err, "error: "));
    CHECK(holds(result.err, why));
  }
}

nlohmann::json ending_of(const std::string& path, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"run", path, "--format", "json"});
  const ProcessResult result = tried(more);
  INFO(path << "\n" << result.err);
  REQUIRE(result.exit_code == 0);
  return nlohmann::json::parse(result.out)["ending"];
}

std::string yaml(const std::string& program) {
  return "asyncq: 1\nprogram:\n" + program;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("bad input: files that cannot be files", "[cli]") {
  const test::TemporaryFolder folder;
  check_refused((folder.path() / "absent.yaml").string(), "absent.yaml");
  fs::create_directory(folder.path() / "folder.yaml");
  check_refused((folder.path() / "folder.yaml").string(), "folder.yaml");
  const std::string big = folder.write("big.yaml", "asyncq: 1\n# " + std::string(1024 * 1024, 'x') + "\n");
  check_refused(big, "--max-input");
  const std::string secret = folder.write("secret.yaml", yaml("  - log: a\n"));
  REQUIRE(chmod(secret.c_str(), 0) == 0);
  if (access(secret.c_str(), R_OK) != 0) check_refused(secret, "secret.yaml");  // root may read it
  check_refused("/dev/zero", "/dev/zero");
}

TEST_CASE("bad input: bytes that are no text", "[cli]") {
  const test::TemporaryFolder folder;
  check_refused(folder.write("utf8.yaml", "asyncq: 1\ntitle: \xFF\n"), "UTF-8");
  check_refused(folder.write("nul.yaml", std::string("asyncq: 1\ntitle: a\0b\n", 21)), "NUL");
  check_refused(folder.write("utf8.js", "console.log('\xC3');"), "UTF-8");
}

TEST_CASE("bad input: YAML that is invalid or means two things", "[cli]") {
  const test::TemporaryFolder folder;
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "asyncq: 1"},
      {"asyncq: [1\n", ":"},
      {"asyncq: 2\nprogram: [{log: a}]\n", "1"},
      {"program: [{log: a}]\n", "asyncq"},
      {"asyncq: 1\n", "program"},
      {"asyncq: 1\nprogram: 7\n", "program"},
      {"asyncq: 1\nprogram: [{log: a}]\nprogram: [{log: b}]\n", "program"},
      {"asyncq: 1\nprogramm: [{log: a}]\n", "did you mean 'program'?"},
      {"asyncq: 1\nprogram: [{lgo: a}]\n", "did you mean 'log'?"},
      {"asyncq: 1\nmodule: \"no\"\nprogram: [{log: a}]\n", "module"},
      {"asyncq: 1\nlevel: 9\nprogram: [{log: a}]\n", "level"},
      {"asyncq: 1\nprogram: [{log: a}]\n---\nasyncq: 1\n", "document"},
      {"asyncq: 1\nprogram: &p [*p]\n", ""},
      {yaml("  - call: nobody()\n"), "nobody"},
      {yaml("  - log: \"${1 +}\"\n"), ""},
      {"asyncq: 1\ncode: |\n  let x = ;\n", ""},
      {"asyncq: 1\nprogram: " + repeated("[", 5000) + "\n", ""},
      {"asyncq: 1\nprogram:\n  - log: ${" + repeated("(", 100'000) + "}\n", ""},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    check_refused(folder.write(std::to_string(i) + ".yaml", cases[i].first), cases[i].second);
  }
}

TEST_CASE("bad input: all problems of a file in one go, with line and caret", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string path =
      folder.write("two.yaml", "asyncq: 1\nlevel: nine\npoints: many\nprogram: [{log: a}]\n");
  const ProcessResult result = tried({"check", path});
  CHECK(holds(result.err, "two.yaml:2:8: error: "));
  CHECK(holds(result.err, "two.yaml:3:9: error: "));
  CHECK(holds(result.err, "    2 | level: nine\n"));
  CHECK(holds(result.err, "^~~~"));
}

TEST_CASE("bad input: JavaScript that no program is", "[cli]") {
  const test::TemporaryFolder folder;
  const std::vector<std::string> cases = {"let x = ;",
                                          "'unterminated",
                                          "`${",
                                          "/* open",
                                          "a b c",
                                          "with (x) {}",
                                          "eval('1')",
                                          "let a; let a;",
                                          "break;",
                                          repeated("(", 100'000),
                                          repeated("[", 100'000),
                                          repeated("a=>", 100'000) + ";"};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    check_refused(folder.write(std::to_string(i) + ".js", cases[i]), ".js:");
  }
}

TEST_CASE("bad input: programs that never end, end", "[cli]") {
  const test::TemporaryFolder folder;
  const auto js = [&](const char* name, const std::string& text) { return folder.write(name, text); };
  const std::vector<std::string> soon = {"--max-steps", "1000000"};
  CHECK(ending_of(js("loop.js", "while (true) {}"))["kind"] == "limit");
  CHECK(ending_of(js("timers.js", "setInterval(() => {}, 1);"), soon)["kind"] == "limit");
  CHECK(ending_of(js("starve.js", "const f = () => process.nextTick(f); f();"), soon)["kind"] == "starved");
  CHECK(ending_of(js("starve2.js", "const f = () => Promise.resolve().then(f); f();"), soon)["kind"] ==
        "starved");
  CHECK(ending_of(js("many.js", "for (let i = 0; i < 1e7; i++) setTimeout(() => {}, i);"))["kind"] ==
        "limit");
  CHECK(ending_of(js("string.js", "let s = 'x'; while (true) s += s;"))["kind"] != "completed");
  CHECK(ending_of(js("print.js", "while (true) console.log('" + std::string(1000, 'x') + "');"))["kind"] ==
        "limit");
  CHECK(ending_of(js("recursion.js", "const f = () => f(); f();"))["kind"] == "uncaught");
  CHECK(ending_of(js("length.js", "const a = new Array(4e9); a.fill(0);"))["kind"] != "completed");
  CHECK(ending_of(js("steps.js", "for (let i = 0; i < 1000; i++) i;"), {"--max-steps", "100"})["kind"] ==
        "limit");
}

TEST_CASE("bad input: a program that does not end cannot be graded", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("loop.js", "console.log(1); while (true) {}");
  const ProcessResult grade = tried({"grade", path, "--predict", "1", "--max-steps", "100000"});
  CHECK(grade.exit_code == 2);
  CHECK(holds(grade.err, "stopped at the limit of 100000 steps"));
  CHECK(tried({"check", path, "--max-steps", "100000"}).exit_code == 1);
}

TEST_CASE("bad input: labels with escape sequences, commands and newlines", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string path =
      folder.write("evil.js",
                   "console.log('::error::owned');\nconsole.log('\\x1b[2J\\u202e##[error]x');\n"
                   "console.log('two\\n::warning::lines');\n");
  const std::string answer = folder.write("a.txt", "::error::owned\n\x1b[2J##[error]y\n");
  for (const char* format : {"text", "json", "junit"}) {
    const ProcessResult result =
        tried({"grade", path, "--answers", answer, "--reveal", "always", "--format", format});
    CHECK(result.exit_code == 1);
    CHECK_FALSE(holds(result.out, "\x1b"));
    CHECK_FALSE(holds("\n" + result.out, "\n::"));
    if (format == std::string("text")) CHECK_FALSE(holds(result.out, "##["));
  }
}

TEST_CASE("bad input: answers that are huge, binary or broken", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("one.js", "console.log(1);\n");
  const auto status = [&](const std::string& name, const std::string& bytes) {
    const ProcessResult result =
        tried({"grade", path, "--answers", folder.write(name, bytes), "--format", "json"});
    return nlohmann::json::parse(result.out)["results"][0]["status"].get<std::string>();
  };
  CHECK(status("long.txt", repeated("a\nb\n", 5'000)) == "wrong");
  CHECK(status("longer.txt", repeated("a\nb\n", 50'000)) == "malformed");
  CHECK(status("big.txt", std::string(2 * 1024 * 1024, 'x')) == "malformed");
  CHECK(status("binary.txt", "\xFF\xFE\x00") == "malformed");
  CHECK(status("broken.yaml", "[1, 2") == "malformed");
  CHECK(status("map.yaml", "one: {a: 1}\n") == "malformed");
  CHECK(status("blank.txt", "\n \n\t\n") == "empty");
  CHECK(status("other.yaml", "two: [1]\n") == "missing");
  CHECK(status("fine.yaml", "one: [1]\n") == "right");
}

TEST_CASE("bad input: a folder of anything", "[cli]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder.path() / "deep" / "er");
  fs::create_symlink("..", folder.path() / "deep" / "loop");
  fs::create_symlink("absent", folder.path() / "dangling.yaml");
  folder.write("deep/er/fine.js", "console.log(1);\n");
  const ProcessResult result = tried({"check", folder.path().string()});
  CHECK(result.exit_code == 2);
  CHECK(holds(result.out, "dangling.yaml"));
  CHECK(holds(result.out, "2 checked"));
}
