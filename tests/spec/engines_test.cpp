// What the table of features and the texts of uncaught errors say of old releases, against the pinned engines
// that are in the cache (tests/engines/fetch); nothing is fetched for it.

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "scheduler/features.h"
#include "support/text.h"
#include "tests/support/catch.h"
#include "tests/support/execute.h"
#include "tests/support/files.h"
#include "tests/support/node.h"

using namespace asyncq;
using scheduler::Feature;
using scheduler::FeatureKind;

namespace {

struct Row {
  const scheduler::Policy* policy;
  test::Node engine;
};

// The rows of Node as CommonJS whose engines are there.
std::vector<Row> rows() {
  std::vector<Row> found;
  for (const scheduler::Policy& policy : scheduler::policies()) {
    if (policy.family != scheduler::Family::node || policy.module) continue;
    for (const test::Node& engine : test::find_pinned(policy.id)) found.push_back({&policy, engine});
  }
  return found;
}

// An expression that is true where the feature is; empty where none tells.
std::string probe_of(const Feature& feature) {
  static const std::map<std::string_view, std::string> kSyntax = {
      {"asynchronous iteration", "async () => { for await (const x of []); }"},
      {"a catch clause without a parameter", "() => { try {} catch {} }"},
      {"class fields", "class { x = 1 }"},
      {"private names", "class { #x = 1; }"},
      {"optional chaining", "a => a?.b"},
      {"the operator ??", "a => a ?? 1"},
      {"private methods", "class { #m() {} }"},
      {"logical assignment", "a => { a ||= 1; }"},
      {"static blocks", "class { static {} }"},
      {"#name in object", "class { #x = 1; static f(o) { return #x in o; } }"},
  };
  const std::string name(feature.name);
  switch (feature.kind) {
    case FeatureKind::global:
    case FeatureKind::member:
      return "typeof " + name + " !== 'undefined'";
    case FeatureKind::module:
      return "require('" + (name == "node:" ? "node:fs" : name) + "') !== 0";
    case FeatureKind::part: {
      const std::size_t dot = name.find('.');
      return "require('" + name.substr(0, dot) + "')" + name.substr(dot) + " !== undefined";
    }
    case FeatureKind::syntax:
      break;
  }
  const auto row = kSyntax.find(feature.name);
  return row == kSyntax.end() ? "" : "eval(\"(" + row->second + ")\") !== 0";
}

// The names of the features that an engine has.
std::set<std::string> features_of(const test::Node& engine) {
  std::string program =
      "const has = (name, test) => { try { if (test()) console.log(name); } catch (e) {} };\n";
  for (const Feature& feature : scheduler::features()) {
    const std::string probe = probe_of(feature);
    if (!probe.empty()) program += "has('" + std::string(feature.name) + "', () => " + probe + ");\n";
  }
  const std::string out = test::run_process({engine.path, "-e", program}).out;
  std::set<std::string> names;
  for (const std::string& line : support::split_lines(out)) names.insert(line);
  return names;
}

// Standard error without what a puzzle cannot depend on: the engine's own frames and source lines, the
// process' number, the version.
std::string essence(std::string text, const std::string& folder) {
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder))
    text.erase(at, folder.size());
  text = std::regex_replace(text, std::regex(R"(\(node:[0-9]+\))"), "(node)");
  text = std::regex_replace(text, std::regex(R"(Node\.js v[0-9.]+)"), "Node.js");
  std::string out;
  for (const std::string& line : support::split_lines(text)) {
    static const std::regex kOwn(
        R"(^(    at .*|node:internal.*|internal/.*| +(triggerUncaught|new Unhandled).*| *\^)$)");
    if (std::regex_match(line, kOwn)) {
      if (line.starts_with("    at ") && line.ends_with(" {")) out += " {";
      continue;
    }
    if (!line.empty()) out += "\n" + line;
  }
  return out;
}

}  // namespace

TEST_CASE("engines: each release has what the table of features says it has", "[engines]") {
  for (const Row& row : rows()) {
    const std::set<std::string> real = features_of(row.engine);
    for (const Feature& feature : scheduler::features()) {
      if (probe_of(feature).empty()) continue;
      INFO(row.engine.version << " " << feature.name);
      CHECK(scheduler::has_feature(*row.policy, feature) == (real.count(std::string(feature.name)) == 1));
    }
  }
}

TEST_CASE("engines: what goes to standard error when nothing handles an error", "[engines]") {
  const std::string kPrograms[] = {
      "process.exitCode = 3;\nthrow new TypeError('main');\n",
      "setTimeout(() => {\n  throw new Error('timer');\n}, 1);\n",
      "throw 'text';\n",
      "throw { code: 7 };\n",
      "queueMicrotask(() => {\n  throw new Error('microtask');\n});\n",
      "Promise.reject(new Error('lost'));\nPromise.reject('text');\n",
      "(async () => {\n  throw new RangeError('async');\n})();\n",
      "Promise.reject({ a: 1 });\n",
      "const late = Promise.reject(1);\nsetTimeout(() => late.catch(() => {}), 5);\n",
      "process.on('unhandledRejection', e => { throw e; });\nPromise.reject(new Error('again'));\n",
  };
  for (const Row& row : rows()) {
    for (const std::string& program : kPrograms) {
      if (test::lacks_something(program, row.policy->id)) continue;
      const test::TemporaryFolder folder;
      const std::string file = folder.write("program.js", program);
      const test::ProcessResult real = test::run_node(row.engine, file);
      const test::Execution model = test::execute("program.js", program, {.runtime = row.policy->id});
      INFO(row.engine.version << "\n" << program);
      const std::string parent = file.substr(0, file.size() - std::string("program.js").size());
      CHECK(essence(model.outcome.bytes(trace::Stream::err), parent) == essence(real.err, parent));
      CHECK(model.outcome.ending.exit_code == real.exit_code);
    }
  }
}
