// asyncq runtimes, compare and verify as commands.

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"
#include "tests/support/process.h"

using namespace asyncq;
using test::ProcessResult;
using test::run_asyncq;

namespace {

const char* const kAwait =
    "(async () => { await Promise.resolve(); console.log('await'); })();\n"
    "Promise.resolve().then(() => console.log('1')).then(() => console.log('2'));\n";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

nlohmann::json schema() {
  return nlohmann::json::parse(test::read_file(test::source_path("puzzles/output.schema.json")));
}

}  // namespace

TEST_CASE("cli: runtimes lists the rows and what sets them apart", "[cli]") {
  const ProcessResult listed = run_asyncq({"runtimes"});
  CHECK(listed.exit_code == 0);
  CHECK(holds(listed.out, "node10: Node.js 10.24, main script as CommonJS\n"));
  CHECK(holds(listed.out, "proved on 10.24.1 (recorded as node10)"));
  CHECK(holds(listed.out, "ticks and microtasks run only after all timers of a duration"));
  const auto json = nlohmann::json::parse(run_asyncq({"runtimes", "--format", "json"}).out);
  CHECK(test::schema_violations(schema(), json).empty());
}

TEST_CASE("cli: compare groups by output and names the decision", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("await.js", kAwait);
  const ProcessResult text = run_asyncq({"compare", file, "--runtimes", "node11,node12,node24"});
  CHECK(text.exit_code == 0);
  CHECK(holds(text.out, "node11\n  1\n  2\n  await\n"));
  CHECK(holds(text.out, "node12, node24\n  await\n  1\n  2\n"));
  CHECK(holds(text.out, "node11 and node12 part:\n  node11: await wraps a native promise in a new one"));
  const auto json = nlohmann::json::parse(
      run_asyncq({"compare", file, "--runtimes", "node11,node12", "--format", "json"}).out);
  CHECK(test::schema_violations(schema(), json).empty());
  REQUIRE(json["boundaries"].size() == 1);
  CHECK(json["boundaries"][0]["decisions"].size() == 1);
  CHECK(json["boundaries"][0]["decisions"][0]["decision"] == "await_promise");
}

TEST_CASE("cli: compare says who cannot run the program", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("any.js", "Promise.any([1]).then(console.log);\n");
  const ProcessResult text = run_asyncq({"compare", file, "--runtimes", "node14,node15"});
  CHECK(text.exit_code == 0);
  CHECK(
      holds(text.out,
            "node14 cannot run it: Node 14, CommonJS has no Promise.any; Node 15 is the first that has it"));
  CHECK(run_asyncq({"compare", file, "--runtimes", "node14"}).exit_code == 2);
  CHECK(run_asyncq({"compare", file, "--runtimes", "node7"}).exit_code == 2);
}

TEST_CASE("cli: what a puzzle's runtime lacks is an error at its place", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string puzzle = folder.write(
      "p.yaml", "asyncq: 1\nruntime: node10\nprogram:\n  - log: a\n  - queueMicrotask:\n      - log: b\n");
  const ProcessResult refused = run_asyncq({"run", puzzle});
  CHECK(refused.exit_code == 2);
  CHECK(holds(refused.err, "Node 10 has no queueMicrotask"));
  CHECK(holds(refused.err, "Node 11 is the first that has it"));
  CHECK(run_asyncq({"run", puzzle, "--runtime", "node11"}).out == "a\nb\n");
}

TEST_CASE("cli: verify runs nothing that it was not told of, and says how to install what is missing",
          "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("await.js", kAwait);
  const test::ProcessOptions empty_cache{.environment = {{"ASYNCQ_CACHE", folder.path().string()}}};
  const ProcessResult refused = run_asyncq({"verify", file, "--engine", "node18"}, empty_cache);
  CHECK(refused.exit_code == 2);
  CHECK(holds(refused.err, "there is no engine 'node18' on this machine"));
  CHECK(holds(refused.err, "tests/engines/fetch node18"));
  CHECK(run_asyncq({"verify", file, "--engine", folder.path().string() + "/none"}).exit_code == 2);
  CHECK(run_asyncq({"verify", file, "--times", "0"}).exit_code == 2);
}

TEST_CASE("cli: verify compares output and exit code, and counts", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("await.js", kAwait);
  // An engine that is told what to print.
  const std::string engine = folder.write("engine",
                                          "#!/bin/sh\n"
                                          "if [ \"$1\" = --version ]; then echo v24.5.0; exit; fi\n"
                                          "printf 'await\\n1\\n2\\n'\n");
  const std::string wrong = folder.write("wrong",
                                         "#!/bin/sh\n"
                                         "if [ \"$1\" = --version ]; then echo v24.5.0; exit; fi\n"
                                         "printf 'await\\n1\\n2\\n'; exit 3\n");
  for (const std::string& path : {engine, wrong}) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
  const ProcessResult good = run_asyncq({"verify", file, "--engine", engine, "--times", "3"});
  CHECK(good.exit_code == 0);
  CHECK(holds(good.out, "3 of 3 (100 %)\n"));
  const ProcessResult bad = run_asyncq({"verify", file, "--engine", wrong});
  CHECK(bad.exit_code == 1);
  CHECK(holds(bad.out, "1 of 1, exit code 3, which the model does not allow"));
  const auto json =
      nlohmann::json::parse(run_asyncq({"verify", file, "--engine", wrong, "--format", "json"}).out);
  CHECK(test::schema_violations(schema(), json).empty());
  CHECK(json["verifications"][0]["runtime"] == "node24");
}

TEST_CASE("cli: verify says when engine and model agree and the key does not", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string engine = folder.write("engine",
                                          "#!/bin/sh\n"
                                          "if [ \"$1\" = --version ]; then echo v24.5.0; exit; fi\n"
                                          "echo a\n");
  std::filesystem::permissions(engine, std::filesystem::perms::owner_all);
  const auto verified = [&](const std::string& keys) {
    const std::string file = folder.write("p.yaml", "asyncq: 1\n" + keys + "program: [log: a]\n");
    return run_asyncq({"verify", file, "--engine", engine});
  };
  const ProcessResult good = verified("expect: [a]\nruntime: node24\n");
  CHECK(good.exit_code == 0);
  CHECK(holds(good.out, "p.yaml [model node24]\n"));
  CHECK(holds(good.out, "1 of 1 program agrees with the model"));
  const ProcessResult relative = run_asyncq({"verify", "p.yaml", "--engine", "./engine", "-r", "node24"},
                                            {.folder = folder.path().string()});
  CHECK(holds(relative.out, "1 of 1 program agrees"));
  const ProcessResult bad = verified("expect: [b]\nruntime: node24\n");
  CHECK(bad.exit_code == 1);
  CHECK(holds(bad.err, "p.yaml:2:9: error: the key does not hold on this engine"));
  CHECK(verified("expect: [b]\nruntimes: [node12+]\n").exit_code == 1);
  const ProcessResult elsewhere = verified("expect: [b]\nruntime: node10\n");
  CHECK(elsewhere.exit_code == 0);
  CHECK(holds(elsewhere.err, "note: the key does not hold on this engine"));
}

TEST_CASE("cli: verify refuses what is no engine", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("await.js", kAwait);
  const std::string other = folder.write("other", "#!/bin/sh\necho 'true (GNU coreutils) 9.1'\n");
  std::filesystem::permissions(other, std::filesystem::perms::owner_all);
  const ProcessResult program = run_asyncq({"verify", file, "--engine", other});
  CHECK(program.exit_code == 2);
  CHECK(holds(program.err, "is no engine that asyncq knows"));
  const ProcessResult unknown = run_asyncq({"verify", file, "--engine", "nix"});
  CHECK(unknown.exit_code == 2);
  CHECK(holds(unknown.err, "asyncq knows no engine 'nix'"));
  CHECK_FALSE(holds(unknown.err, "fetch"));
}

TEST_CASE("cli: verify lists the legal outputs that no run printed, and says when there may be more",
          "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js",
                                        "setTimeout(() => console.log('timer'), 0);\n"
                                        "setImmediate(() => console.log('immediate'));\n");
  const std::string engine = folder.write("engine",
                                          "#!/bin/sh\n"
                                          "if [ \"$1\" = --version ]; then echo v24.5.0; exit; fi\n"
                                          "printf 'timer\\nimmediate\\n'\n");
  std::filesystem::permissions(engine, std::filesystem::perms::owner_all);
  const auto verified = [&](std::vector<std::string> options) {
    std::vector<std::string> command{"verify", file, "--engine", engine, "--times", "2"};
    command.insert(command.end(), options.begin(), options.end());
    return run_asyncq(command);
  };
  const ProcessResult text = verified({});
  CHECK(text.exit_code == 0);
  CHECK(holds(text.out, "2 of 2 (100 %)\n  timer\n  immediate\n"));
  CHECK(holds(text.out, "never seen, though the model allows it\n  immediate\n  timer\n"));
  CHECK_FALSE(holds(text.out, "may allow more"));

  const auto of = [&](std::vector<std::string> options) {
    options.insert(options.end(), {"--format", "json"});
    const auto json = nlohmann::json::parse(verified(options).out);
    CHECK(test::schema_violations(schema(), json).empty());
    return json["verifications"][0];
  };
  const auto whole = of({});
  CHECK(whole["exhausted"] == true);
  CHECK(whole["unseen"] == nlohmann::json::parse(R"([["immediate", "timer"]])"));
  // A part of the set lists what it has; an output that is not in the part is looked for by itself.
  const auto part = of({"--max-orders", "1"});
  CHECK(part["exhausted"] == false);
  CHECK(part["status"] == "agrees");
  CHECK(holds(verified({"--max-orders", "1"}).out, "the model may allow more than was found"));
}

TEST_CASE("cli: verify tells what a late machine prints from what no machine does", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("late.js",
                                        "setTimeout(() => console.log('20'), 20);\n"
                                        "setTimeout(() => setTimeout(() => console.log('1 + 5'), 5), 1);\n");
  const auto verified = [&](const std::string& printed) {
    const std::string engine = folder.write("engine",
                                            "#!/bin/sh\n"
                                            "if [ \"$1\" = --version ]; then echo v24.5.0; exit; fi\n"
                                            "printf '" +
                                                printed + "'\n");
    std::filesystem::permissions(engine, std::filesystem::perms::owner_all);
    return run_asyncq({"verify", file, "--engine", engine});
  };
  CHECK(verified("1 + 5\\n20\\n").exit_code == 0);
  const ProcessResult late = verified("20\\n1 + 5\\n");
  CHECK(late.exit_code == 1);
  CHECK(holds(late.out, "1 of 1, which the model allows only where things are late by up to 16 ms"));
  CHECK(holds(verified("20\\n").out, "1 of 1, which the model does not allow"));
}

TEST_CASE("cli: verify runs a page in a real Chromium, if there is one", "[cli]") {
  if (test::run_process({"chromium", "--version"}).exit_code != 0) return;
  const test::TemporaryFolder folder;
  const std::string page = folder.write(
      "page.js",
      "setTimeout(() => console.log('timer', [1]), 0);\nconsole.log('%s', 'main');\nPromise.reject(1);\n");
  const test::ProcessResult agrees = test::run_asyncq({"verify", "--engine", "chromium", page});
  CHECK(agrees.exit_code == 0);
  CHECK(agrees.out.find("1 of 1 program agree") != std::string::npos);
}
