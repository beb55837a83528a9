// The schemas beside the reference say what the loaders do: both accept and refuse the same files. What no
// schema can see is left out here: JavaScript inside scalars, where await, yield and return may stand, keys
// that stand twice, and values that are not written at all.

#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "puzzle/course.h"
#include "puzzle/statements.h"
#include "puzzle/yaml_document.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"
#include "tests/unit/puzzle/loading.h"

using namespace asyncq;
using nlohmann::json;

namespace {

json schema(const char* name) {
  return json::parse(test::read_file(test::source_path(std::string("puzzles/") + name)));
}

// The file as a YAML 1.2 parser of an editor sees it.
json as_json(const puzzle::Node& node) {
  if (node.is_sequence()) {
    json list = json::array();
    for (const puzzle::Node* item : node.items) list.push_back(as_json(*item));
    return list;
  }
  if (node.is_mapping()) {
    json object = json::object();
    for (const puzzle::NodeEntry& entry : node.entries) object[entry.key->text] = as_json(*entry.value);
    return object;
  }
  switch (puzzle::scalar_type(node)) {
    case puzzle::ScalarType::null:
      return nullptr;
    case puzzle::ScalarType::boolean:
      return node.text[0] == 't' || node.text[0] == 'T';
    case puzzle::ScalarType::integer:
    case puzzle::ScalarType::floating:
      return std::stod(node.text);
    case puzzle::ScalarType::text:
      return node.text;
  }
  return nullptr;
}

std::string violations(const json& rules, const std::string& text) {
  const auto document = puzzle::parse_yaml(std::make_shared<support::SourceFile>("p.yaml", text));
  if (document->root == nullptr || !document->problems.empty()) return "not YAML";
  std::string out;
  for (const std::string& violation : test::schema_violations(rules, as_json(*document->root)))
    out += violation + "\n";
  return out;
}

std::string code_block(const std::string& text, std::size_t from) {
  const std::size_t begin = text.find('\n', from) + 1;
  return text.substr(begin, text.find("```", begin) - begin);
}

// The examples of the reference, as whole puzzles.
std::vector<std::string> reference_puzzles() {
  const std::string markdown = test::read_file(test::source_path("puzzles/README.md"));
  std::vector<std::string> out;
  for (std::size_t at = markdown.find("\n```yaml"); at != std::string::npos;
       at = markdown.find("\n```yaml", at + 1)) {
    const std::string text = code_block(markdown, at + 1);
    if (text.find("puzzles:") != std::string::npos) continue;
    if (text.find("asyncq: 1") != std::string::npos) {
      out.push_back(text);
    } else {
      out.push_back("asyncq: 1\nprogram:\n" + text);
    }
  }
  return out;
}

const char* const kGoodStatements[] = {
    "- log: 1",
    "- log: {args: []}",
    "- warn: {args: [[log: a], {await: a}]}",
    "- const: {a: {setTimeout: {ms: 1, do: f}}, b: [log: a], c: {as: [x], do: []}, d: null}",
    "- let: a",
    "- let: {a: 1}",
    "- call: f()\n  as: '[a]'",
    "- call: f\n  args: [[log: a], {do: g}]",
    "- return",
    "- return: {promise: []}",
    "- return: {promise: {as: [], do: []}}",
    "- return: {function: , do: []}",
    "- return: {function: f, as: a, generator: true, do: []}",
    "- break",
    "- break: label",
    "- {while: a, do: [continue], label: b}",
    "- {if: a, do: [], else: []}",
    "- {for: ';;', do: [break]}",
    "- {try: [], catch: []}",
    "- {try: [], catch: {do: []}, finally: []}",
    "- {try: [], catch: {as: e, do: []}}",
    "- {setTimeout: {ms: 1, do: [], as: a, args: [1]}, as: t}",
    "- setInterval: {ms: 1, do: f, args: []}",
    "- nextTick: {do: f, args: [1]}",
    "- setImmediate: f\n  as: i",
    "- queueMicrotask: {async: true, do: []}",
    "- {io: a, ms: any}",
    "- {io: a, ms: 5..20}",
    "- {io: a, ms: 0.5 .. 2.25, do: f}",
    "- {io: a, ms: 2147483647}",
    "- {io: a, ms: b * 2}",
    "- {io: a, ms: 1, as: p}",
    "- {io: a, ms: 1, do: f}",
    "- {io: a, ms: 1, as: [e, d], async: false, do: [log: a]}",
    "- {promise: p, do: f}",
    "- {promise: p, as: r, async: true, do: []}",
    "- {promise: [], as: p}",
    "- {on: p, chain: [then: f, then: {as: a, do: []}, catch: [], finally: [log: a]], as: q}",
    "- {on: {io: a, ms: 1}, chain: [{then: f, else: g}]}",
    "- {forEach: a, do: f}",
    "- {map: a, as: [x, i], async: true, do: []}",
    "- return: {map: a, as: x, do: []}",
    "- return: {io: a, ms: 1, as: x, do: []}",
    "- {await: a, as: '{b}'}",
};

const char* const kBadStatements[] = {
    "- a",
    "- []",
    "- {}",
    "- 1",
    "- null",
    "- log: []",
    "- log: {}",
    "- log: {args: 1}",
    "- log: {args: [], x: 1}",
    "- {log: a, call: f()}",
    "- {log: a, as: b}",
    "- const: a",
    "- const: {}",
    "- const: []",
    "- const: {a: []}",
    "- const: {a: [1]}",
    "- const: {a: [break]}",
    "- const: {a: {b: 1}}",
    "- const: {a: {log: b}}",
    "- const: {a: {if: b, do: []}}",
    "- const: {a: {call: f(), as: b}}",
    "- let: []",
    "- let: 1",
    "- let: {}",
    "- call: [f]",
    "- call: {f: 1}",
    "- {call: f, args: 1}",
    "- {call: f, args: {a: 1}}",
    "- js: [a]",
    "- function: f",
    "- {function: f, do: a}",
    "- {function: 1, do: []}",
    "- {function: a b, do: []}",
    "- {function: f, do: {log: a}}",
    "- {function: f, async: 1, do: []}",
    "- {function: f, async: 'true', do: []}",
    "- {function: f, as: {a: 1}, do: []}",
    "- {function: f, as: [[a]], do: []}",
    "- {function: null, do: []}",
    "- {if: a}",
    "- {if: [], do: []}",
    "- {if: a, do: {}}",
    "- {if: a, do: [], else: b}",
    "- {if: a, then: []}",
    "- {for: a}",
    "- {for: [a], do: []}",
    "- {while: a, do: 1}",
    "- {while: a, do: [], label: a b}",
    "- {while: a, do: [], label: 1}",
    "- break: [a]",
    "- break: 1",
    "- {break: a, do: []}",
    "- {try: []}",
    "- {try: a, catch: []}",
    "- {try: [], catch: f}",
    "- {try: [], catch: {as: e}}",
    "- {try: [], catch: {as: [e], do: []}}",
    "- {try: [], finally: {do: []}}",
    "- {try: [], catch: {async: true, do: []}}",
    "- setTimeout: 0",
    "- setTimeout: []",
    "- setTimeout: {ms: 0}",
    "- setTimeout: {do: []}",
    "- setTimeout: {ms: [1], do: []}",
    "- setTimeout: {ms: 1, do: [], as: a}",
    "- setTimeout: {ms: 1, do: f, as: a, args: [1]}",
    "- setTimeout: {ms: 1, do: f, async: true}",
    "- setTimeout: {ms: 1, do: {do: []}}",
    "- setTimeout: {ms: 1, do: [], args: 1}",
    "- setTimeout: {ms: 1, do: [], x: 1}",
    "- {setTimeout: {ms: 1, do: []}, as: [a]}",
    "- {nextTick: [], as: a}",
    "- nextTick: {}",
    "- nextTick: {log: a}",
    "- nextTick: {as: a, do: []}",
    "- queueMicrotask: {do: [], args: [1]}",
    "- queueMicrotask: {as: a, do: []}",
    "- clearTimeout: [a]",
    "- {clearTimeout: a, as: b}",
    "- busy: []",
    "- {io: a}",
    "- {io: [a], ms: 1}",
    "- {io: a, ms: []}",
    "- {io: a, ms: [5, 20]}",
    "- {io: a, ms: {least: 5}}",
    "- {io: a, ms: -1}",
    "- {io: a, ms: -5..20}",
    "- {io: a, ms: 5..}",
    "- {io: a, ms: ..20}",
    "- {io: a, ms: 5...20, do: f}",
    "- {io: a, ms: 5..any}",
    "- {io: a, ms: 1e3..2e3}",
    "- {io: a, ms: 2147483648}",
    "- {io: a, ms: 1, async: true}",
    "- {io: a, ms: 1, as: [b]}",
    "- {io: a, ms: 1, as: b, do: f}",
    "- {io: a, ms: 1, do: {do: []}}",
    "- {promise: p}",
    "- {promise: 1, do: []}",
    "- {promise: [], do: []}",
    "- {promise: [], async: true}",
    "- {promise: p, as: a, do: f}",
    "- {promise: {log: a}}",
    "- return: {promise: p, do: []}",
    "- return: {promise: {as: a}}",
    "- {on: p}",
    "- {on: p, chain: []}",
    "- {on: p, chain: f}",
    "- {on: p, chain: {then: f}}",
    "- {on: p, chain: [f]}",
    "- {on: p, chain: [{}]}",
    "- {on: p, chain: [{else: f}]}",
    "- {on: p, chain: [{then: f, catch: g}]}",
    "- {on: p, chain: [{catch: f, else: g}]}",
    "- {on: p, chain: [{then: {log: a}}]}",
    "- {on: p, chain: [{then: {as: a}}]}",
    "- {on: [], chain: [then: f]}",
    "- {forEach: a}",
    "- {forEach: a, as: b, do: f}",
    "- {forEach: a, do: {do: []}}",
    "- return: {on: p, chain: [then: f], as: q}",
    "- set: a",
    "- set: {}",
    "- throw: []",
};

const char* const kGoodFiles[] = {
    "asyncq: 1\ncode: f()",
    "asyncq: 1.0\ncode: f()",
    "asyncq: 1\nprogram: [log: a]\nlevel: 5\npoints: 0\n",
    "asyncq: 1\nprogram: [log: a]\nexpect: [1, true, null, a, '']\nprediction: []\n",
    "asyncq: 1\nprogram: [log: a]\nid: A.b_c-1\ntitle: ''\nhints: []\ntopics: ['1']\n",
    "asyncq: 1\ncode: a\norders: any\ntime: {jitter: 0}\n",
    "asyncq: 1\ncode: a\norders: one\ntime: {jitter: 1000}\nask: order\nexpect: [a]\n",
    "asyncq: 1\ncode: a\nask: orders\n",
    "asyncq: 1\ncode: a\nask: orders\nexpect: [[a, 1], [1, a]]\nprediction: []\n",
    "asyncq: 1\ncode: a\nask: orders\nexpect: [a, b]\n",
    "asyncq: 1\ncode: a\nask: possible\noutputs: [[a], [b, c], []]\nexpect: [A, c]\nprediction: [none]\n",
    "asyncq: 1\ncode: a\nask: possible\noutputs: {x: [a], y: [b]}\nexpect: {x: yes, y: No}\nprediction: {y: "
    "yes}\n",
    "asyncq: 1\ncode: a\nask: possible\noutputs: {x: [a], y: [b]}\nexpect: [yes, no]\n",
    "asyncq: 1\ncode: a\nask: always\npairs: {x: [a, b]}\nexpect: {x: before}\n",
    "asyncq: 1\ncode: a\nask: never\npairs: [[a, b], [1, a]]\nexpect: [after, either]\nprediction: ['B: "
    "after']\n",
};

const char* const kBadFiles[] = {
    "[]",
    "text",
    "1",
    "asyncq: 1",
    "code: f()",
    "asyncq: 2\ncode: f()",
    "asyncq: '1'\ncode: f()",
    "asyncq: [1]\ncode: f()",
    "asyncq: 1\ncode: f()\nprogram: [log: a]",
    "asyncq: 1\ncode: [a]",
    "asyncq: 1\ncode: 1",
    "asyncq: 1\ncode: ''",
    "asyncq: 1\nprogram: []",
    "asyncq: 1\nprogram: {log: a}",
    "asyncq: 1\nprogram: a",
    "asyncq: 1\ncode: a\nx: 1",
    "asyncq: 1\ncode: a\nid: 1",
    "asyncq: 1\ncode: a\nid: -a",
    "asyncq: 1\ncode: a\nid: a b",
    "asyncq: 1\ncode: a\nid: a/b",
    "asyncq: 1\ncode: a\nid: ''",
    "asyncq: 1\ncode: a\ntitle: 1",
    "asyncq: 1\ncode: a\ntitle: [a]",
    "asyncq: 1\ncode: a\nruntime: 24",
    "asyncq: 1\ncode: a\nmodule: 1",
    "asyncq: 1\ncode: a\nmodule: 'true'",
    "asyncq: 1\ncode: a\nmodule: yes",
    "asyncq: 1\ncode: a\nlevel: 0",
    "asyncq: 1\ncode: a\nlevel: 6",
    "asyncq: 1\ncode: a\nlevel: 1.5",
    "asyncq: 1\ncode: a\nlevel: '1'",
    "asyncq: 1\ncode: a\ntopics: a",
    "asyncq: 1\ncode: a\ntopics: [1]",
    "asyncq: 1\ncode: a\ntopics: [[a]]",
    "asyncq: 1\ncode: a\npoints: -1",
    "asyncq: 1\ncode: a\npoints: a",
    "asyncq: 1\ncode: a\nprompt: [a]",
    "asyncq: 1\ncode: a\nask: x",
    "asyncq: 1\ncode: a\nask: [order]",
    "asyncq: 1\ncode: a\nscoring: Exact",
    "asyncq: 1\ncode: a\nhints: a",
    "asyncq: 1\ncode: a\nhints: [true]",
    "asyncq: 1\ncode: a\nexplanation: 1",
    "asyncq: 1\ncode: a\nexpect: a",
    "asyncq: 1\ncode: a\nexpect: {a: b}",
    "asyncq: 1\ncode: a\nexpect: [[a]]",
    "asyncq: 1\ncode: a\nprediction: [{a: b}]",
    "asyncq: 1\ncode: a\norders: many",
    "asyncq: 1\ncode: a\norders: 1",
    "asyncq: 1\ncode: a\ntime: 4",
    "asyncq: 1\ncode: a\ntime: {}",
    "asyncq: 1\ncode: a\ntime: {jitter: -1}",
    "asyncq: 1\ncode: a\ntime: {jitter: 1001}",
    "asyncq: 1\ncode: a\ntime: {jitter: 1.5}",
    "asyncq: 1\ncode: a\ntime: {jitter: '4'}",
    "asyncq: 1\ncode: a\ntime: {jitter: 4, drift: 1}",
    "asyncq: 1\ncode: a\nask: possible",
    "asyncq: 1\ncode: a\noutputs: [[a]]",
    "asyncq: 1\ncode: a\nask: orders\noutputs: [[a]]",
    "asyncq: 1\ncode: a\nask: possible\npairs: [[a, b]]\noutputs: [[a]]",
    "asyncq: 1\ncode: a\nask: possible\noutputs: a",
    "asyncq: 1\ncode: a\nask: possible\noutputs: []",
    "asyncq: 1\ncode: a\nask: possible\noutputs: {}",
    "asyncq: 1\ncode: a\nask: possible\noutputs: [a]",
    "asyncq: 1\ncode: a\nask: possible\noutputs: {a b: [a]}",
    "asyncq: 1\ncode: a\nask: possible\noutputs: {Yes: [a]}",
    "asyncq: 1\ncode: a\nask: possible\noutputs: {none: [a]}",
    "asyncq: 1\ncode: a\nask: possible\noutputs: [[a]]\nexpect: A",
    "asyncq: 1\ncode: a\nask: possible\noutputs: [[a]]\nexpect: {A: [yes]}",
    "asyncq: 1\ncode: a\nask: possible\noutputs: [[a]]\nexpect: [[A]]",
    "asyncq: 1\ncode: a\nask: always",
    "asyncq: 1\ncode: a\nask: always\npairs: [[a]]",
    "asyncq: 1\ncode: a\nask: always\npairs: [[a, b, c]]",
    "asyncq: 1\ncode: a\nask: always\npairs: {x: a}",
    "asyncq: 1\ncode: a\nask: never\npairs: [[a, b]]\nexpect: before",
    "asyncq: 1\ncode: a\nask: orders\nexpect: {a: b}",
    "asyncq: 1\ncode: a\nask: orders\nexpect: [{a: b}]",
    "asyncq: 1\ncode: a\nask: orders\nexpect: a",
};

void check(const json& rules, const std::string& text, bool good) {
  INFO(text);
  const std::string loader = test::problems_in(text);
  const std::string by_schema = violations(rules, text);
  INFO("loader: " << loader << "\nschema: " << by_schema);
  CHECK(loader.empty() == good);
  CHECK(by_schema.empty() == good);
}

// Inside an async generator function, where every statement may stand.
std::string anywhere(std::string statement) {
  for (std::size_t at = 0; (at = statement.find('\n', at)) != std::string::npos; at += 7)
    statement.insert(at + 1, "      ");
  return "asyncq: 1\nprogram:\n- function: f\n  async: true\n  generator: true\n  do:\n    - while: a\n      "
         "do:\n      " +
         statement + "\n";
}

// Every file that comes of dropping, renaming or replacing one node.
void mutate(const json& value, std::vector<json>& out, const std::function<json(const json&)>& rebuild) {
  for (const json& other :
       {json(nullptr), json(7), json("word"), json::array(), json::array({1}), json::object(),
        json{{"log", "x"}}, json::array({json{{"log", "x"}}}), json{{"do", json::array()}}}) {
    out.push_back(rebuild(other));
  }
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      mutate(value[i], out, [&, i](const json& part) {
        json copy = value;
        copy[i] = part;
        return rebuild(copy);
      });
    }
  }
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.items()) {
    json without = value;
    without.erase(key);
    out.push_back(rebuild(without));
    for (const char* name : {"as", "do", "async", "args", "catch", "then", "log", "unknown"}) {
      json renamed = without;
      renamed[name] = member;
      out.push_back(rebuild(renamed));
      if (!value.contains(name)) {
        json more = value;
        more[name] = member;
        out.push_back(rebuild(more));
      }
    }
    mutate(member, out, [&, name = key](const json& part) {
      json copy = value;
      copy[name] = part;
      return rebuild(copy);
    });
  }
}

}  // namespace

TEST_CASE("schema: accepts and refuses the puzzles that the loader does", "[puzzle][schema]") {
  const json rules = schema("puzzle.schema.json");
  for (const char* statement : kGoodStatements) check(rules, anywhere(statement), true);
  for (const char* statement : kBadStatements) check(rules, anywhere(statement), false);
  for (const char* file : kGoodFiles) check(rules, file, true);
  for (const char* file : kBadFiles) check(rules, file, false);
}

TEST_CASE("schema: accepts the reference's examples and all puzzles", "[puzzle][schema]") {
  const json rules = schema("puzzle.schema.json");
  for (const std::string& text : reference_puzzles()) {
    INFO(text);
    CHECK(violations(rules, text) == "");
  }
  for (const auto& path : test::files_below(test::source_path("puzzles"), {".yaml", ".yml"})) {
    const std::string name = path.filename().string();
    if (puzzle::is_course_file(name) || name.find(".answer.") != std::string::npos) continue;
    INFO(path.string());
    CHECK(violations(rules, test::read_file(path)) == "");
  }
}

// What is no fault of the form: JavaScript, or a statement in a place where it cannot stand.
TEST_CASE("schema: accepts whatever the loader accepts, one change away from the reference",
          "[puzzle][schema]") {
  const json rules = schema("puzzle.schema.json");
  std::size_t accepted = 0;
  std::size_t tried = 0;
  std::set<std::string> seen;
  for (const std::string& text : reference_puzzles()) {
    const auto document = puzzle::parse_yaml(std::make_shared<support::SourceFile>("p.yaml", text));
    std::vector<json> changed;
    mutate(as_json(*document->root), changed, [](const json& part) { return part; });
    for (const json& one : changed) {
      const std::string dumped = one.dump();
      if (!seen.insert(dumped).second || ++tried % 13 != 0) continue;
      if (!test::problems_in(dumped).empty()) continue;
      ++accepted;
      INFO(dumped);
      CHECK(violations(rules, dumped) == "");
    }
  }
  CHECK(accepted > 50);
}

TEST_CASE("schema: names the statements and options of the table", "[puzzle][schema]") {
  const json rules = schema("puzzle.schema.json");
  std::size_t named = 0;
  for (const auto& [name, definition] : rules["definitions"].items()) {
    const std::string prefix = "statement_";
    if (!name.starts_with(prefix)) continue;
    ++named;
    INFO(name);
    const puzzle::StatementRow* row = puzzle::find_statement(name.substr(prefix.size()));
    REQUIRE(row != nullptr);
    std::set<std::string> keys;
    for (const json& variant :
         definition.contains("properties") ? json::array({definition}) : definition["anyOf"]) {
      for (const auto& property : variant["properties"].items()) keys.insert(property.key());
    }
    std::set<std::string> expected{std::string(row->key)};
    for (const std::string_view option : row->options) {
      if (!option.empty()) expected.emplace(option);
    }
    if (row->as == puzzle::As::yes) expected.insert("as");
    CHECK(keys == expected);
  }
  CHECK(named == puzzle::statement_rows().size());
}

TEST_CASE("schema: accepts and refuses the courses that the loader does", "[puzzle][schema]") {
  const json rules = schema("course.schema.json");
  const test::TemporaryFolder folder;
  folder.write("a.yaml", "");
  folder.write("b/c.yaml", "");
  folder.write("b/course.yaml", "asyncq: 1\npuzzles: []\n");
  const auto check_course = [&](const std::string& text, bool good) {
    INFO(text);
    CHECK(puzzle::load_course(folder.write("course.yaml", text)).ok() == good);
    CHECK(violations(rules, text).empty() == good);
  };
  for (const char* text :
       {"asyncq: 1\npuzzles: []", "asyncq: 1\ntitle: a\nscoring: lcs\npuzzles: [a.yaml, 'b/*.yaml']",
        "asyncq: 1\npuzzles: [{puzzle: a.yaml, points: 1.5}, {title: b, puzzles: [b/c.yaml, set: "
        "b/course.yaml]}]",
        "asyncq: 1\npuzzles: [{puzzle: a.yaml}, {title: b, puzzles: []}]",
        "asyncq: 1\ntime: {jitter: 3}\npuzzles: [a.yaml]"}) {
    check_course(text, true);
  }
  for (const char* text : {"[]",
                           "a",
                           "asyncq: 1",
                           "puzzles: []",
                           "asyncq: 2\npuzzles: []",
                           "asyncq: 1\npuzzles: a.yaml",
                           "asyncq: 1\npuzzles: {}",
                           "asyncq: 1\npuzzles: []\nx: 1",
                           "asyncq: 1\npuzzles: []\ntitle: 1",
                           "asyncq: 1\npuzzles: []\nscoring: x",
                           "asyncq: 1\npuzzles: []\ntime: 1",
                           "asyncq: 1\npuzzles: []\ntime: {jitter: x}",
                           "asyncq: 1\npuzzles: []\ntime: {x: 1}",
                           "asyncq: 1\npuzzles: [1]",
                           "asyncq: 1\npuzzles: [[a.yaml]]",
                           "asyncq: 1\npuzzles: [{}]",
                           "asyncq: 1\npuzzles: [{points: 1}]",
                           "asyncq: 1\npuzzles: [{puzzle: a.yaml, points: -1}]",
                           "asyncq: 1\npuzzles: [{puzzle: a.yaml, points: '1'}]",
                           "asyncq: 1\npuzzles: [{puzzle: [a.yaml]}]",
                           "asyncq: 1\npuzzles: [{puzzle: a.yaml, title: x}]",
                           "asyncq: 1\npuzzles: [{puzzles: [a.yaml]}]",
                           "asyncq: 1\npuzzles: [{title: 1, puzzles: []}]",
                           "asyncq: 1\npuzzles: [{title: a, puzzles: a.yaml}]",
                           "asyncq: 1\npuzzles: [{set: b/course.yaml, title: x}]",
                           "asyncq: 1\npuzzles: [{set: 1}]",
                           "asyncq: 1\npuzzles: [{set: b/course.yaml, puzzles: []}]"}) {
    check_course(text, false);
  }
}
