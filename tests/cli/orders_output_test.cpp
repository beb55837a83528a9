// Programs whose order a race decides, as users of the built program meet them.

#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"
#include "tests/support/process.h"

using namespace asyncq;
using test::ProcessResult;
using test::run_asyncq;

namespace {

constexpr const char* kRace =
    "setTimeout(() => console.log('timer'), 0);\n"
    "setImmediate(() => console.log('immediate'));\n";

constexpr const char* kEndless =
    "setTimeout(() => console.log('timer'), 0);\n"
    "setImmediate(() => console.log('immediate'));\n"
    "setTimeout(() => { for (;;); }, 20);\n";

// Each of these completes when it likes, prints a line and resumes a function.
constexpr const char* kReads =
    "const fs = require('fs');\n"
    "const read = (n) => new Promise((resolve) => fs.stat('.', () => { console.log('read ' + n); resolve(n); "
    "}));\n"
    "async function task(n) { await read(n); console.log('after ' + n); }\n"
    "for (let i = 1; i <= 12; i++) task(i);\n";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

nlohmann::json orders_of(const std::string& file) {
  const ProcessResult result = run_asyncq({"run", file, "--all", "--format", "json"});
  REQUIRE(result.exit_code == 0);
  return nlohmann::json::parse(result.out);
}

}  // namespace

TEST_CASE("orders: each has a token that replays it", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js", kRace);
  const nlohmann::json report = orders_of(file);
  CHECK(report["exhausted"] == true);
  std::set<std::string> outputs;
  for (const nlohmann::json& order : report["orders"]) {
    const ProcessResult replayed = run_asyncq({"run", file, "--replay", order["token"].get<std::string>()});
    CHECK(replayed.exit_code == 0);
    std::string lines;
    for (const nlohmann::json& line : order["stdout"]) lines += line.get<std::string>() + "\n";
    CHECK(replayed.out == lines);
    outputs.insert(lines);
  }
  CHECK(outputs == std::set<std::string>{"immediate\ntimer\n", "timer\nimmediate\n"});
}

TEST_CASE("orders: a token of another program is refused", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js", kRace);
  const std::string other = folder.write("other.js", std::string(kRace) + "console.log('more');\n");
  const std::string token = orders_of(file)["orders"][1]["token"];
  for (const std::string& wrong : {token + "0", std::string("?"), std::string("zzzz")}) {
    const ProcessResult refused = run_asyncq({"run", file, "--replay", wrong});
    CHECK(refused.exit_code == 2);
    CHECK(refused.out.empty());
    CHECK(holds(refused.err, "no token"));
  }
  CHECK(run_asyncq({"run", other, "--replay", token}).exit_code == 2);
  CHECK(run_asyncq({"run", file, "--replay", token, "--runtime", "node10"}).exit_code == 2);
}

TEST_CASE("orders: a seed takes one of them, the same each time", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js", kRace);
  std::set<std::string> outputs;
  for (int seed = 1; seed <= 12; ++seed) {
    const std::vector<std::string> command = {"run", file, "--seed", std::to_string(seed)};
    const ProcessResult once = run_asyncq(command);
    CHECK(once.out == run_asyncq(command).out);
    outputs.insert(once.out);
  }
  CHECK(outputs.size() == 2);
  CHECK(run_asyncq({"run", file, "--seed", "1", "--all"}).exit_code == 2);
  CHECK(run_asyncq({"run", file, "--seed", "-1"}).exit_code == 2);
  CHECK(run_asyncq({"run", file, "--all", "--max-orders", "0"}).exit_code == 2);
}

TEST_CASE("orders: what was not walked to its end is said to be so", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js", kRace);
  const ProcessResult cut = run_asyncq({"run", file, "--all", "--max-orders", "1"});
  CHECK(cut.exit_code == 0);
  CHECK(holds(cut.out, "at least 1 legal order: the walk stopped at --max-orders 1"));
  CHECK(holds(cut.err, "not all legal orders were found"));
  const ProcessResult few =
      run_asyncq({"run", folder.write("reads.js", kReads), "--all", "--max-steps", "5000"});
  CHECK(holds(few.out, "the walk stopped at --max-steps 5000"));
  const std::string endless = folder.write("endless.js", kEndless);
  const ProcessResult never = run_asyncq({"run", endless, "--all", "--max-steps", "100000"});
  CHECK(never.exit_code == 0);
  CHECK(holds(never.err, "never ends"));
}

TEST_CASE("orders: reports are as the schema has them", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js", kRace);
  const auto schema = nlohmann::json::parse(test::read_file(test::source_path("puzzles/output.schema.json")));
  const auto violations = [&](const nlohmann::json& document) {
    return test::schema_violations(schema, document);
  };
  CHECK(violations(orders_of(file)).empty());
  for (const char* const answer : {"timer, immediate", "timer, timer", "x"}) {
    const ProcessResult graded =
        run_asyncq({"grade", file, "--predict", answer, "--reveal", "always", "--format", "json"});
    CHECK(violations(nlohmann::json::parse(graded.out)).empty());
  }
  CHECK(violations(nlohmann::json::parse(run_asyncq({"run", file, "--format", "json"}).out)).empty());
}

TEST_CASE("orders: every legal order is right, every other one is wrong", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js", kRace);
  CHECK(run_asyncq({"grade", file, "--predict", "timer, immediate"}).exit_code == 0);
  CHECK(run_asyncq({"grade", file, "--predict", "immediate, timer"}).exit_code == 0);
  for (const char* const answer : {"timer", "timer, timer", "immediate, timer, timer", "x"}) {
    CHECK(run_asyncq({"grade", file, "--predict", answer}).exit_code == 1);
  }
}

TEST_CASE("orders: an answer to twelve reads is graded at once", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("reads.js", kReads);
  std::string right;
  for (const int n : {12, 1, 7, 3, 2, 11, 5, 4, 10, 6, 9, 8}) {
    right += "read " + std::to_string(n) + "\nafter " + std::to_string(n) + "\n";
  }
  std::string wrong = right;
  wrong.replace(wrong.find("after 5"), 7, "after 4");
  CHECK(run_asyncq({"grade", file, "--answers", folder.write("right.txt", right)}).exit_code == 0);
  CHECK(run_asyncq({"grade", file, "--answers", folder.write("wrong.txt", wrong)}).exit_code == 1);
}

TEST_CASE("orders: an answer that the budget does not decide is not marked wrong", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("reads.js", kReads);
  std::string text;
  for (int n = 12; n > 0; --n) text += "read " + std::to_string(n) + "\nafter " + std::to_string(n) + "\n";
  const std::string answer = folder.write("answer.txt", text + "more\n");
  const ProcessResult undecided = run_asyncq({"grade", file, "--answers", answer, "--max-states", "20"});
  CHECK(undecided.exit_code == 2);
  CHECK(holds(undecided.err, "was not found out"));
  CHECK(holds(undecided.err, "--max-states 20"));
  CHECK(run_asyncq({"grade", file, "--answers", answer}).exit_code == 1);
}

TEST_CASE("orders: --reveal never tells nothing of them", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("race.js", kRace);
  for (const char* const format : {"text", "json", "junit"}) {
    for (const char* const answer : {"timer, immediate", "timer, timer", "x"}) {
      const ProcessResult graded =
          run_asyncq({"grade", file, "--predict", answer, "--reveal", "never", "--format", format});
      for (const char* const word : {"timer", "immediate", "legal_next", "line 1", "line 2"}) {
        CHECK_FALSE(holds(graded.out + graded.err, word));
      }
    }
  }
}
