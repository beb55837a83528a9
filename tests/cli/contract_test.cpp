// What the command line promises: streams, exit statuses, help, output files. The built program, as users run
// it.

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"
#include "tests/support/process.h"

using namespace asyncq;
using test::ProcessResult;
using test::run_asyncq;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPuzzle =
    "asyncq: 1\n"
    "title: Timer and tick\n"
    "program:\n"
    "  - setTimeout: {ms: 0, do: [log: timer]}\n"
    "  - nextTick: [log: tick]\n"
    "  - log: end\n";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

ProcessResult shell(const std::string& command, const std::string& folder) {
  return test::run_process({"sh", "-c", "asyncq() { '" + test::asyncq_path() + "' \"$@\"; }\n" + command},
                           {.input = "", .folder = folder, .environment = {}, .timeout_ms = 60'000});
}

// Usage errors say what is wrong on standard error and nothing on standard output.
void check_refused(const ProcessResult& result, std::string_view why) {
  INFO(result.err);
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK(holds(result.err, why));
}

}  // namespace

TEST_CASE("cli: every command has help with examples", "[cli]") {
  for (const char* command :
       {"grade", "run", "show", "check", "verify", "compare", "runtimes", "new", "generate"}) {
    INFO(command);
    const ProcessResult result = run_asyncq({command, "--help"});
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    CHECK(holds(result.out, "Examples:"));
    CHECK(holds(result.out, std::string("asyncq ") + command));
    CHECK(holds(run_asyncq({"--help"}).out, command));
  }
  CHECK(holds(run_asyncq({"grade", "--help"}).out, "--reveal"));
  CHECK(run_asyncq({"grade", "--help"}).out == run_asyncq({"grade", "-h"}).out);
}

TEST_CASE("cli: the version", "[cli]") {
  CHECK(run_asyncq({"--version"}).out == run_asyncq({"-V"}).out);
  CHECK(run_asyncq({"--version"}).out.starts_with("asyncq 1."));
}

TEST_CASE("cli: slips are named, with what is likely meant", "[cli]") {
  check_refused(run_asyncq({}), "asyncq: error: ");
  check_refused(run_asyncq({"grde", "x.yaml"}), "did you mean 'grade'?");
  check_refused(run_asyncq({"explode"}), "there is no command 'explode'");
  check_refused(run_asyncq({"grade", "x.yaml", "--anwsers", "y"}), "did you mean '--answers'?");
  check_refused(run_asyncq({"grade", "x.yaml", "--revel=never"}), "did you mean '--reveal'?");
  check_refused(run_asyncq({"grade"}), "targets");
  check_refused(run_asyncq({"run", "a.js", "b.js"}), "'b.js' is one argument too many");
  check_refused(run_asyncq({"run", "a.js", "--max-steps", "many"}), "--max-steps");
  check_refused(run_asyncq({"run", "a.js", "--max-memory", "-5"}), "--max-memory");
  check_refused(run_asyncq({"run", "a.js", "--color", "blue"}), "--color");
  check_refused(run_asyncq({"run", "a.js", "--quiet", "--verbose"}), "excludes");
  check_refused(run_asyncq({"show", "a.js", "--reveal", "always"}), "there is no option '--reveal'");
}

TEST_CASE("cli: an empty value is no value left out", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string script = folder.write("a.js", "console.log(1);\n");
  const auto refused = [&](const char* command, const char* option, const char* name) {
    INFO(command << " " << option);
    const ProcessResult result = run_asyncq({command, script, option, ""});
    check_refused(result, name);
    CHECK(holds(result.err, "empty"));
  };
  refused("run", "-r", "--runtime");
  refused("run", "--replay", "--replay");
  refused("run", "-o", "--output");
  refused("grade", "--answers", "--answers");
  refused("verify", "--engine", "--engine");
  refused("compare", "--runtimes", "--runtimes");
}

TEST_CASE("cli: compare takes several runtimes, and says so to who names one", "[cli]") {
  check_refused(run_asyncq({"compare", "a.js", "-r", "node10"}), "--runtimes node10");
  check_refused(run_asyncq({"compare", "a.js", "--runtime=node10"}), "--runtimes node10");
  CHECK_FALSE(holds(run_asyncq({"compare", "--help"}).out, "-r,"));
}

TEST_CASE("cli: with --format json a failure is JSON as well", "[cli]") {
  const auto schema = nlohmann::json::parse(test::read_file(test::source_path("puzzles/output.schema.json")));
  const std::vector<std::vector<std::string>> failures = {
      {"run", "absent.js", "-f", "json"},
      {"compare", "absent.js", "-f", "json"},
      {"compare", "absent.js", "--format=json", "-r", "node10"},
      {"grade", "absent", "extra.yaml", "--answers", "absent", "-fjson"},
      {"grade", "--reveal", "no", "--format", "json", "absent.yaml"},
      {"verify", "absent.js", "--engine", "./absent", "-f", "json"},
      {"verify", "--format", "json"},
  };
  for (const std::vector<std::string>& arguments : failures) {
    INFO(arguments.front());
    const ProcessResult result = run_asyncq(arguments);
    INFO(result.out);
    CHECK(result.exit_code == 2);
    CHECK_FALSE(result.err.empty());
    const auto failure = nlohmann::json::parse(result.out);
    CHECK(test::schema_violations(schema, failure).empty());
    CHECK(failure["command"] == arguments.front());
    CHECK(failure["problems"].size() == 1);
  }
}

TEST_CASE("cli: grade ends with 0, 1 or 2 and writes its result to standard output", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string puzzle = folder.write("puzzle.yaml", kPuzzle);
  const ProcessResult right = run_asyncq({"grade", puzzle, "--predict", "end, tick, timer"});
  CHECK(right.exit_code == 0);
  CHECK(holds(right.out, "right"));
  CHECK(right.err.empty());
  const ProcessResult wrong = run_asyncq({"grade", puzzle, "-p", "tick, end, timer"});
  CHECK(wrong.exit_code == 1);
  CHECK(holds(wrong.out, "wrong"));
  CHECK(run_asyncq({"grade", puzzle, "--predict", "x", "--exit-zero"}).exit_code == 0);
  CHECK(run_asyncq({"grade", puzzle}).exit_code == 1);
  CHECK(run_asyncq({"grade", puzzle, "/absent.yaml"}).exit_code == 2);
}

TEST_CASE("cli: the answer may start with a dash", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string script = folder.write("dash.js", "console.log('-a'); console.log('--b');\n");
  CHECK(run_asyncq({"grade", script, "--predict", "-a, --b"}).exit_code == 0);
  CHECK(run_asyncq({"grade", script, "--predict=-a, --b"}).exit_code == 0);
}

TEST_CASE("cli: '-' is the puzzle, or after another target the answer", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string puzzle = folder.write("puzzle.yaml", kPuzzle);
  const std::string answer = "end\ntick\ntimer\n";
  const auto with_input = [](std::vector<std::string> arguments, std::string input) {
    return run_asyncq(std::move(arguments),
                      {.input = std::move(input), .folder = "", .environment = {}, .timeout_ms = 60'000});
  };
  CHECK(with_input({"grade", puzzle, "-"}, answer).exit_code == 0);
  CHECK(with_input({"grade", puzzle, "--answers", "-"}, answer).exit_code == 0);
  CHECK(with_input({"grade", puzzle, "--predict", "-"}, answer).exit_code == 0);
  CHECK(with_input({"grade", puzzle, "-"}, "").exit_code == 1);
  CHECK(with_input({"grade", "-", "--predict", "end, tick, timer"}, kPuzzle).exit_code == 0);
  CHECK(with_input({"run", "-"}, kPuzzle).out == answer);
  CHECK(with_input({"run", "-"}, "console.log(1)").out == "1\n");
  CHECK(holds(with_input({"show", "-"}, kPuzzle).out, "setTimeout("));
  CHECK(with_input({"check", "-"}, kPuzzle).exit_code == 0);
}

TEST_CASE("cli: run prints the program's bytes, show JavaScript that says the same", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string puzzle = folder.write("puzzle.yaml", kPuzzle);
  const ProcessResult run = run_asyncq({"run", puzzle});
  CHECK(run.out == "end\ntick\ntimer\n");
  CHECK(run.err.empty());
  CHECK(run.exit_code == 0);
  const std::string shown = folder.write("shown.js", run_asyncq({"show", puzzle}).out);
  CHECK(run_asyncq({"run", shown}).out == run.out);
}

TEST_CASE("cli: run keeps streams apart and ends as asked", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string script =
      folder.write("fails.js", "console.log('out');\nconsole.error('err');\nprocess.exitCode = 5;\n");
  const ProcessResult result = run_asyncq({"run", script});
  CHECK(result.out == "out\n");
  CHECK(result.err == "err\n");
  CHECK(result.exit_code == 0);
  CHECK(run_asyncq({"run", script, "--exit-code"}).exit_code == 5);
}

TEST_CASE("cli: a .mjs file and module: true take the module flavour", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string program =
      "process.nextTick(() => console.log('tick'));\nPromise.resolve().then(() => console.log('then'));\n";
  const auto runtime = [](const std::string& path) {
    return nlohmann::json::parse(run_asyncq({"run", path, "--format", "json"}).out)["runtime"];
  };
  const std::string script = folder.write("a.js", program);
  const std::string module = folder.write("a.mjs", program);
  CHECK(run_asyncq({"run", script}).out == "tick\nthen\n");
  CHECK(run_asyncq({"run", module}).out == "then\ntick\n");
  CHECK(runtime(script) == "node26");
  CHECK(runtime(module) == "node26-esm");
  CHECK(run_asyncq({"run", module, "--runtime", "node24"}).out == "then\ntick\n");
  CHECK(run_asyncq({"run", script, "--runtime", "node24-esm"}).out == "then\ntick\n");
  check_refused(run_asyncq({"run", script, "--runtime", "nod24"}), "did you mean 'node24'?");
}

TEST_CASE("cli: --output is written whole or not at all", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string puzzle = folder.write("puzzle.yaml", kPuzzle);
  const std::string out = folder.write("out.txt", "old");
  const std::string bad = folder.write("bad.js", "let let = ;");
  CHECK(run_asyncq({"run", bad, "--output", out}).exit_code == 2);
  CHECK(test::read_file(out) == "old");
  const ProcessResult result = run_asyncq({"run", puzzle, "-o", out});
  CHECK(result.exit_code == 0);
  CHECK(result.out.empty());
  CHECK(test::read_file(out) == "end\ntick\ntimer\n");
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator{}) == 3);
  const ProcessResult dash =
      run_asyncq({"run", puzzle, "-o", "-"}, {.input = "", .folder = folder.path().string()});
  CHECK(dash.out == "end\ntick\ntimer\n");
  CHECK_FALSE(fs::exists(folder.path() / "-"));
  check_refused(run_asyncq({"run", puzzle, "-o", folder.path().string()}), "Is a directory");
  check_refused(run_asyncq({"run", puzzle, "-o", "/absent/out.txt"}), "No such file or directory");
  check_refused(run_asyncq({"run", puzzle, "-o", "/dev/full"}), "No space left on device");
  CHECK(run_asyncq({"grade", puzzle, "-o", "/dev/null"}).exit_code == 1);
}

TEST_CASE("cli: a broken pipe is quiet, a full disk is not", "[cli]") {
  const test::TemporaryFolder folder;
  folder.write("long.js", "for (let i = 0; i < 100000; i++) console.log('a line that is not short', i);\n");
  const ProcessResult head =
      shell("{ asyncq run long.js; echo $? > status; } | head -n 1", folder.path().string());
  CHECK(head.out == "a line that is not short 0\n");
  CHECK(head.err.empty());
  CHECK(test::read_file(folder.path() / "status") == "0\n");
  const ProcessResult full = shell("asyncq run long.js > /dev/full", folder.path().string());
  CHECK(full.exit_code == 2);
  CHECK(holds(full.err, "cannot write standard output: No space left on device"));
  CHECK(shell("asyncq --help > /dev/full", folder.path().string()).exit_code == 2);
  CHECK(shell("asyncq run long.js >&-", folder.path().string()).exit_code == 2);
}

TEST_CASE("cli: works from any folder, names files as they were given", "[cli]") {
  const test::TemporaryFolder folder;
  folder.write("sub/bad.yaml", "asyncq: 1\nprograms: []\n");
  const ProcessResult result = shell("cd sub && asyncq check ../sub/bad.yaml", folder.path().string());
  CHECK(result.exit_code == 2);
  CHECK(holds(result.err, "../sub/bad.yaml:2:1: error: "));
}

TEST_CASE("cli: no colour unless asked for or on a terminal", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string puzzle = folder.write("puzzle.yaml", kPuzzle);
  CHECK_FALSE(holds(run_asyncq({"grade", puzzle, "-p", "x"}).out, "\x1b"));
  CHECK(holds(run_asyncq({"grade", puzzle, "-p", "x", "--color=always"}).out, "\x1b[31m"));
}

TEST_CASE("cli: show --yaml is a puzzle of the same program, without its key", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string script =
      folder.write("program.js", "setTimeout(() => console.log('b'), 0);\nconsole.log('a');\n");
  const ProcessResult yaml = run_asyncq({"show", script, "--yaml"});
  CHECK(yaml.exit_code == 0);
  CHECK(yaml.out == "asyncq: 1\nid: program\nprogram:\n  - setTimeout: {ms: 0, do: [log: b]}\n  - log: a\n");
  const std::string puzzle = folder.write("puzzle.yaml", yaml.out);
  CHECK(run_asyncq({"show", puzzle}).out == run_asyncq({"show", script}).out);
  const std::string keyed =
      folder.write("keyed.yaml",
                   std::string(kPuzzle) +
                       "expect: [end, tick, timer]\nprediction: [x]\nhints: [secret]\nexplanation: secret\n");
  const std::string shown = run_asyncq({"show", keyed, "--yaml"}).out;
  CHECK(holds(shown, "title: Timer and tick\n"));
  for (const char* hidden : {"expect", "prediction", "secret", "hints", "explanation"})
    CHECK_FALSE(holds(shown, hidden));
  check_refused(run_asyncq({"show", script, "--yaml", "--markdown"}), "excludes");
}

TEST_CASE("cli: generate makes the same program for the same seed", "[cli]") {
  const ProcessResult first = run_asyncq({"generate", "--seed", "7", "--level", "4"});
  CHECK(first.exit_code == 0);
  CHECK(first.out.starts_with("// asyncq generate --seed 7 --level 4\n"));
  CHECK(run_asyncq({"generate", "--seed", "7", "--level", "4"}).out == first.out);
  CHECK(run_asyncq({"generate", "--seed", "8", "--level", "4"}).out != first.out);
  const ProcessResult three = run_asyncq({"generate", "--seed", "6", "--level", "4", "--count", "3"});
  CHECK(holds(three.out, first.out));
  const test::TemporaryFolder folder;
  CHECK(run_asyncq({"run", folder.write("made.js", first.out)}).exit_code == 0);
}

TEST_CASE("cli: generate keeps to the topics asked for", "[cli]") {
  const ProcessResult ticks = run_asyncq({"generate", "--topics", "ticks,microtasks", "--count", "20"});
  CHECK(ticks.exit_code == 0);
  CHECK(holds(ticks.out, "// asyncq generate --seed 20 --level 3 --topics ticks,microtasks\n"));
  CHECK(holds(ticks.out, "process.nextTick("));
  CHECK_FALSE(holds(ticks.out, "setTimeout("));
}

TEST_CASE("cli: generate's JSON is what its schema says", "[cli]") {
  const auto schema = nlohmann::json::parse(test::read_file(test::source_path("puzzles/output.schema.json")));
  const auto made =
      nlohmann::json::parse(run_asyncq({"generate", "--count", "3", "--level", "5", "--format", "json"}).out);
  CHECK(test::schema_violations(schema, made).empty());
  REQUIRE(made["programs"].size() == 3);
  CHECK(made["programs"][2]["command"] == "asyncq generate --seed 3 --level 5");
}

TEST_CASE("cli: generate refuses what it cannot make", "[cli]") {
  check_refused(run_asyncq({"generate", "--level", "6"}), "--level is from 1 to 5, not 6");
  check_refused(run_asyncq({"generate", "--level", "0"}), "--level is from 1 to 5");
  check_refused(run_asyncq({"generate", "--level", "hard"}), "--level");
  check_refused(run_asyncq({"generate", "--count", "0"}), "--count is from 1 to 100000, not 0");
  check_refused(run_asyncq({"generate", "--count", "100001"}), "--count is from 1 to 100000");
  check_refused(run_asyncq({"generate", "--count", "-1"}), "--count");
  check_refused(run_asyncq({"generate", "--seed", "x"}), "--seed");
  check_refused(run_asyncq({"generate", "--topics", "ticks,timer"}), "did you mean 'timers'?");
  check_refused(run_asyncq({"generate", "--format", "junit"}), "--format of generate");
  check_refused(run_asyncq({"generate", "--seed", "18446744073709551616"}), "larger than 2^64 - 1");
  check_refused(run_asyncq({"generate", "--seed", "18446744073709551615", "--count", "2"}), "2^64 - 1");
  check_refused(run_asyncq({"generate", "--count", "2", "-o", "made.js"}), "--format json");
  check_refused(run_asyncq({"generate", "3"}), "'3' is one argument too many");
}

TEST_CASE("cli: a script may return; as a module it may not", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string program =
      "console.log(new.target === undefined);\nif (process) return;\nconsole.log('unreachable');\n";
  const std::string script = folder.write("a.js", program);
  CHECK(run_asyncq({"run", script}).out == "true\n");
  CHECK(run_asyncq({"run", folder.write("a.cjs", program)}).out == "true\n");
  const std::string module = folder.write("a.mjs", program);
  check_refused(run_asyncq({"run", module}),
                "a.mjs:1:13: error: 'new.target' is only valid inside a function");
  check_refused(run_asyncq({"run", module}), "a.mjs:2:14: error: 'return' is only valid inside a function");
  check_refused(run_asyncq({"run", script, "--runtime", "node24-esm"}),
                "'return' is only valid inside a function, and node24-esm runs the program as a module");
  const std::string puzzle =
      folder.write("p.yaml", "asyncq: 1\nprogram:\n  - log: a\n  - return\n  - log: b\n");
  CHECK(run_asyncq({"run", puzzle}).out == "a\n");
  CHECK(run_asyncq({"show", puzzle}).out == "console.log('a');\nreturn;\nconsole.log('b');\n");
}
