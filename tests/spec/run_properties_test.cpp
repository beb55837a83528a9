// What holds for every run: it is a pure function of its inputs, causes precede effects, limits end it.

#include <set>

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::execute;
using asyncq::test::ExecuteOptions;
using asyncq::trace::EndingKind;
using asyncq::trace::Trace;

namespace {

constexpr const char* kBusyProgram =
    "const log = console.log; setTimeout(() => log('timer'), 1); setImmediate(() => log('immediate'));"
    "(async () => { for await (const x of [1, 2]) log(x); try { await Promise.reject(new Error('no')); } "
    "catch (e) { log(e.message); } })();"
    "process.nextTick(log, 'tick'); Promise.resolve().then(() => log('then')).finally(() => log('finally'));";

Trace trace_of(const char* source) {
  Trace trace;
  ExecuteOptions options;
  options.listener = &trace;
  REQUIRE(execute("test.js", source, options).accepted());
  return trace;
}

EndingKind ending_of(const std::string& source, asyncq::engine::Limits limits = {}) {
  ExecuteOptions options;
  options.limits = limits;
  return execute("test.js", source, options).outcome.ending.kind;
}

}  // namespace

TEST_CASE("run: twice the same program is twice the same trace", "[spec]") {
  const Trace first = trace_of(kBusyProgram);
  const Trace second = trace_of(kBusyProgram);
  REQUIRE(first.events().size() == second.events().size());
  for (std::size_t i = 0; i < first.events().size(); ++i) {
    CHECK(first.events()[i].kind == second.events()[i].kind);
    CHECK(first.events()[i].cause == second.events()[i].cause);
    CHECK(first.events()[i].subject == second.events()[i].subject);
    CHECK(first.events()[i].text == second.events()[i].text);
  }
}

TEST_CASE("run: causes precede effects, and every kind of event is told", "[spec]") {
  const Trace trace = trace_of(kBusyProgram);
  std::set<asyncq::trace::EventKind> kinds;
  for (std::size_t i = 0; i < trace.events().size(); ++i) {
    CHECK(trace.events()[i].cause <= i);
    kinds.insert(trace.events()[i].kind);
  }
  using asyncq::trace::EventKind;
  for (const EventKind kind :
       {EventKind::enqueued, EventKind::started, EventKind::finished, EventKind::settled,
        EventKind::suspended, EventKind::resumed, EventKind::output}) {
    CHECK(kinds.count(kind) == 1);
  }
}

TEST_CASE("run: endless programs end at a limit, starving ones are told apart", "[spec]") {
  asyncq::engine::Limits limits;
  limits.max_steps = 200'000;
  CHECK(ending_of("while (true);", limits) == EndingKind::limit);
  CHECK(ending_of("setInterval(() => {}, 1);", limits) == EndingKind::limit);
  CHECK(ending_of("(async () => { for (;;) await null; })();", limits) == EndingKind::starved);
  CHECK(ending_of("(function again() { process.nextTick(again); })();", limits) == EndingKind::starved);
  CHECK(ending_of("Promise.resolve().then(function again() { return Promise.resolve().then(again); });",
                  limits) == EndingKind::starved);
}

TEST_CASE("run: memory and output are bounded", "[spec]") {
  asyncq::engine::Limits limits;
  limits.max_memory = 8 << 20;
  limits.max_output = 1 << 16;
  CHECK(ending_of("const all = []; for (;;) all.push({});", limits) == EndingKind::limit);
  CHECK(ending_of("let s = 'x'; for (;;) s += s;", limits) == EndingKind::limit);
  CHECK(ending_of("for (let i = 0; i < 1e7; i++) setTimeout(() => {}, 1);", limits) == EndingKind::limit);
  CHECK(ending_of("for (;;) console.log('x'.repeat(100));", limits) == EndingKind::limit);
}

TEST_CASE("run: runaway recursion is a RangeError of the program", "[spec]") {
  CHECK(asyncq::test::lines_of(
            "function f() { f(); } try { f(); } catch (e) { console.log(e.name, e.message); }") ==
        std::vector<std::string>{"RangeError Maximum call stack size exceeded"});
  CHECK(asyncq::test::lines_of(
            "function f() { [1].forEach(f); } try { f(); } catch (e) { console.log(e.name); }") ==
        std::vector<std::string>{"RangeError"});
}

TEST_CASE("run: millions of turns stay in steady memory", "[spec]") {
  asyncq::engine::Limits limits;
  limits.max_memory = 16 << 20;
  CHECK(ending_of("(async () => { for (let i = 0; i < 300000; i++) await Promise.resolve({ i }); })();",
                  limits) == EndingKind::completed);
}
