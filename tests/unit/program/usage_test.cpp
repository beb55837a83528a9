#include "program/usage.h"

#include <algorithm>

#include "syntax/parser.h"
#include "tests/support/catch.h"

using namespace asyncq;
using program::UsageKind;

namespace {

bool uses(const std::string& text, UsageKind kind, const std::string& name,
          syntax::SourceKind source = syntax::SourceKind::script) {
  syntax::ParseOptions options;
  options.kind = source;
  const auto tree = syntax::parse_program(text, options);
  REQUIRE(tree);
  const std::vector<program::Usage> found = program::usages(*tree);
  return std::any_of(found.begin(), found.end(),
                     [&](const program::Usage& usage) { return usage.kind == kind && usage.name == name; });
}

}  // namespace

TEST_CASE("usage: global names, unless the program declares them or only asks for them", "[program]") {
  CHECK(uses("queueMicrotask(f);", UsageKind::global, "queueMicrotask"));
  CHECK(uses("const a = {b: [() => queueMicrotask]};", UsageKind::global, "queueMicrotask"));
  CHECK_FALSE(uses("function queueMicrotask() {} queueMicrotask();", UsageKind::global, "queueMicrotask"));
  CHECK_FALSE(uses("const {queueMicrotask} = lib; queueMicrotask();", UsageKind::global, "queueMicrotask"));
  CHECK_FALSE(uses("console.log(typeof queueMicrotask);", UsageKind::global, "queueMicrotask"));
  CHECK_FALSE(uses("if (typeof queueMicrotask === 'function') queueMicrotask(f);", UsageKind::global,
                   "queueMicrotask"));
}

TEST_CASE("usage: members, unless the program's own", "[program]") {
  CHECK(uses("Promise.any([]);", UsageKind::member, "Promise.any"));
  CHECK(uses("p.then(f).finally(g);", UsageKind::member, ".finally"));
  CHECK_FALSE(uses("class Promise { static any() {} } Promise.any();", UsageKind::member, "Promise.any"));
  CHECK_FALSE(uses("const o = {at() {}}; o.at();", UsageKind::member, ".at"));
  CHECK_FALSE(uses("o.at = f; o.at();", UsageKind::member, ".at"));
}

TEST_CASE("usage: modules, required and imported", "[program]") {
  CHECK(uses("require('timers/promises');", UsageKind::module, "timers/promises"));
  CHECK(uses("require('node:fs');", UsageKind::module, "fs"));
  CHECK(uses("require('node:fs');", UsageKind::module, "node:"));
  CHECK_FALSE(uses("require('fs');", UsageKind::module, "node:"));
  CHECK(uses("import fs from 'node:fs/promises';", UsageKind::module, "fs/promises",
             syntax::SourceKind::module));
}

TEST_CASE("usage: syntax", "[program]") {
  CHECK(uses("a?.b;", UsageKind::syntax, "optional chaining"));
  CHECK(uses("a ?? b;", UsageKind::syntax, "the operator ??"));
  CHECK(
      uses("a ?"
           "?= b;",
           UsageKind::syntax, "logical assignment"));
  CHECK(
      uses("async function f() { for await (const a of b); }", UsageKind::syntax, "asynchronous iteration"));
  CHECK(uses("async function* f() {}", UsageKind::syntax, "asynchronous iteration"));
  CHECK(uses("try {} catch {}", UsageKind::syntax, "a catch clause without a parameter"));
  CHECK(uses("class A { a = 1; }", UsageKind::syntax, "class fields"));
  CHECK(uses("class A { #a = 1; }", UsageKind::syntax, "private names"));
  CHECK(uses("class A { #a() {} }", UsageKind::syntax, "private methods"));
  CHECK(uses("class A { static { f(); } }", UsageKind::syntax, "static blocks"));
  CHECK(uses("class A { #a; static is(o) { return #a in o; } }", UsageKind::syntax, "#name in object"));
  CHECK(uses("await 1;", UsageKind::syntax, "top-level await", syntax::SourceKind::module));
  CHECK_FALSE(uses("async function f() { await 1; }", UsageKind::syntax, "top-level await",
                   syntax::SourceKind::module));
}
