// What asyncq leaves out is said before the run, at its place.

#include "program/unmodelled.h"

#include <algorithm>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/execute.h"
#include "tests/unit/program/faults.h"

using namespace asyncq;
using asyncq::test::faults_of;

TEST_CASE("unmodelled: names, members and modules", "[program]") {
  CHECK(faults_of("f();\nfetch('x').then(f);") == "2:1: asyncq does not model fetch");
  CHECK(faults_of("const p = () => new Proxy({}, {});") == "1:21: asyncq does not model Proxy");
  CHECK(faults_of("console.log(typeof Intl);") == "1:20: asyncq does not model Intl");
  CHECK(faults_of("console.time('a'); console.log(1);") == "1:1: asyncq does not model console.time");
  CHECK(faults_of("process.stdin.on('data', () => {});") == "1:1: asyncq does not model process.stdin");
  CHECK(faults_of("const h = require('node:http');\nrequire('fs'); require('worker_threads');") ==
        "1:11: asyncq does not model the module 'node:http'");
  CHECK(faults_of("import http from 'http';\nimport { a } from './a.js';", true) ==
        "1:1: asyncq does not model the module 'http'\n"
        "2:1: asyncq does not model modules in other files: './a.js'");
}

TEST_CASE("unmodelled: members of modules that are modelled in part", "[program]") {
  CHECK(faults_of("const util = require('node:util');\nutil.styleText('red', '');") ==
        "2:1: asyncq does not model styleText of the module 'util'");
  CHECK(faults_of("const { Worker, isMainThread: main } = require('worker_threads');") ==
        "1:9: asyncq does not model Worker of the module 'worker_threads'");
  CHECK(faults_of("f(require('path').parse('a/b'));") ==
        "1:19: asyncq does not model parse of the module 'path'");
  CHECK(faults_of("import { parseArgs } from 'util';\nimport p from 'path';\np.relative('a', 'b');", true) ==
        "1:1: asyncq does not model parseArgs of the module 'util'\n"
        "3:1: asyncq does not model relative of the module 'path'");
  CHECK(faults_of("const util = require('util'); util.inspect(1); util.nothingSuch;") == "");
  CHECK(faults_of("(require) => require('path').parse; const util = {}; util.styleText;") == "");
}

TEST_CASE("unmodelled: what a program makes by itself is its own", "[program]") {
  CHECK(faults_of(
            "function fetch() {} fetch(); const URL = 1; (Proxy) => Proxy; f({ fetch: 1 }, a.fetch);") == "");
  CHECK(faults_of("globalThis.fetch = () => {}; fetch();") == "");
  CHECK(faults_of("const console = {}; console.time();") == "");
  CHECK(faults_of("(require) => require('http');") == "");
  CHECK(faults_of("notDefined(); window.x; require(name); require('lodash');") == "");
}

TEST_CASE("unmodelled: the engine has every known global and none that is called unmodelled", "[program]") {
  const std::string program = "for (const name of Object.getOwnPropertyNames(globalThis)) console.log(name);";
  const std::string names =
      test::execute("a.js", program).out() + test::execute("a.js", program, {.runtime = "browser"}).out();
  std::set<std::string, std::less<>> present;
  for (std::size_t begin = 0; begin < names.size(); begin = names.find('\n', begin) + 1)
    present.insert(names.substr(begin, names.find('\n', begin) - begin));
  const auto& known = program::known_globals();
  CHECK(std::is_sorted(known.begin(), known.end()));
  for (const std::string& name : present) {
    INFO(name);
    CHECK(std::binary_search(known.begin(), known.end(), name));
    CHECK_FALSE(program::is_unmodelled_global(name));
  }
  for (const std::string_view name : known) {
    INFO(name);
    CHECK((name == "arguments" || present.contains(name)));
  }
  for (const char* name : {"Intl", "Proxy", "fetch", "Buffer", "ArrayBuffer", "navigator"})
    CHECK(program::is_unmodelled_global(name));
}
