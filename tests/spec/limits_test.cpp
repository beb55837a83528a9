// What ends a run that would have no end, and what a program cannot catch.

#include "tests/support/catch.h"
#include "tests/support/execute.h"

using namespace asyncq;
using test::execute;

namespace {

trace::Ending ending_of(const std::string& text, std::uint64_t max_steps = 1'000'000) {
  engine::Limits limits;
  limits.max_steps = max_steps;
  return execute("a.js", text, {.limits = limits}).outcome.ending;
}

}  // namespace

TEST_CASE("limits: an interval that is never cleared comes to its limit soon, and by its name", "[spec]") {
  CHECK(ending_of("setInterval(() => {}, 1000);").error == "intervals");
  CHECK(ending_of("let n = 0; const t = setInterval(() => { if (++n === 1000) clearInterval(t); }, 1000);")
            .kind == trace::EndingKind::completed);
  CHECK(ending_of("while (true) ;").error == "steps");
}

TEST_CASE("limits: what goes on at each overflow of the stack ends", "[spec]") {
  CHECK(ending_of("function again() { try { again(); } finally { again(); } } again();", 30'000'000).error ==
        "steps");
  CHECK(ending_of("/^(a+)+$/.test('a'.repeat(40) + 'b');").error == "steps");
}

TEST_CASE("limits: work of built-in functions counts", "[spec]") {
  CHECK(ending_of("const s = 'x'.repeat(1e6); for (;;) s.indexOf('y');").error == "steps");
  CHECK(ending_of("const s = 'x'.repeat(1e6); for (;;) s.toUpperCase();").error == "steps");
  CHECK(ending_of("const a = new Array(1e5).fill(0); for (;;) a.reverse();").error == "steps");
  CHECK(ending_of("const a = new Array(1e5).fill(0); for (;;) { a.unshift(1); a.shift(); }").error ==
        "steps");
}

TEST_CASE("limits: a text grows by its end without a copy each time", "[spec]") {
  // 20 MB each time would be more than this run may take.
  engine::Limits limits;
  limits.max_memory = 32 * 1024 * 1024;
  CHECK(execute("a.js", "let s = ''; for (let i = 0; i < 100000; i++) s += 'b'; console.log(s.length);",
                {.limits = limits})
            .out() == "100000\n");
}

TEST_CASE("limits: what is not modelled ends the run, whatever the program catches", "[spec]") {
  const trace::Ending ending =
      ending_of("try { '\\ufdfa'.normalize('NFKD'); } catch (error) { console.log('caught'); }");
  CHECK(ending.kind == trace::EndingKind::limit);
  CHECK(ending.error == "asyncq does not model String.prototype.normalize of U+FDFA, which line 1 uses");
  CHECK(ending_of("try { [][1e8] = 1; } catch {}").error ==
        "asyncq does not model arrays of so many elements, which line 1 uses");
  CHECK(
      ending_of("import('stream').catch(() => console.log('caught'));").error.starts_with("asyncq does not"));
}

TEST_CASE("limits: an event that Node emits and asyncq does not is refused, where Node has it", "[spec]") {
  const std::string text = "process.on('multipleResolves', () => {});";
  const auto ending_in = [&](std::string_view runtime) {
    return test::execute("program.js", text, {.runtime = runtime}).outcome.ending.kind;
  };
  CHECK(ending_in("node24") == trace::EndingKind::limit);
  CHECK(ending_in("node26") == trace::EndingKind::completed);
  CHECK(ending_in("node8") == trace::EndingKind::completed);
}

TEST_CASE("limits: what functions of ECMA-402 do in no English and no UTC cannot be caught", "[spec]") {
  const auto error_of = [](const std::string& expression) {
    const trace::Ending ending =
        ending_of("try { " + expression + "; } catch (error) { console.log('caught'); }");
    CHECK(ending.kind == trace::EndingKind::limit);
    return ending.error;
  };
  CHECK(error_of("(1).toLocaleString('de')") == "asyncq does not model the locale 'de', which line 1 uses");
  CHECK(error_of("1n.toLocaleString('en', { style: 'percent' })") ==
        "asyncq does not model the option 'style' of toLocaleString, which line 1 uses");
  CHECK(error_of("(1).toLocaleString('en', { style: 'currency', currency: 'JPY' })") ==
        "asyncq does not model the style 'currency' of toLocaleString in JPY, which line 1 uses");
  CHECK(error_of("new Date(0).toLocaleString('en', { timeZone: 'Europe/Berlin' })") ==
        "asyncq does not model other time zones than UTC, which line 1 uses");
}

TEST_CASE("limits: a pattern made at run time that is not modelled cannot be caught", "[spec]") {
  const auto error_of = [](const std::string& expression) {
    return ending_of("let p; try { p = " + expression + "; } catch (error) { console.log('caught'); }").error;
  };
  CHECK(error_of("new RegExp('\\\\p{L}', 'u')") ==
        "asyncq does not model Unicode property escapes, which line 1 uses");
  CHECK(error_of("RegExp('(?i:a)b')") == "asyncq does not model modifiers of a group, which line 1 uses");
  CHECK(error_of("new RegExp('[a--b]', 'v')") ==
        "asyncq does not model the flag 'v' of regular expressions, which line 1 uses");
  CHECK(error_of("new RegExp('(')").empty());
  CHECK(error_of("new RegExp('a', 'uv')").empty());
}
