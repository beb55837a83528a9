#include "explore/follow.h"

#include <algorithm>
#include <numeric>

#include "support/text.h"
#include "tests/support/catch.h"
#include "tests/unit/explore/subject.h"

using namespace asyncq;
using namespace asyncq::explore;
using explore::test::subject;
using explore::test::with_io;

namespace {

using Lines = trace::Prediction;

Lines words(const std::string& text) {
  Lines lines;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      lines.push_back(std::exchange(word, {}));
    }
  }
  return lines;
}

Followed followed(const std::string& program, const Lines& lines, const Budget& budget = {}) {
  const auto racy = subject(program);
  return follow(racy.program, racy.options, lines, budget);
}

const char* const kRacers =
    "console.log('m');\n"
    "setTimeout(() => console.log('t'), 0);\n"
    "setImmediate(() => console.log('i'));\n";

// Twelve reads that complete in any order; each prints a line and resumes an async function.
const char* const kReads =
    "const fs = require('fs');\n"
    "const read = (n) => new Promise((resolve) => fs.stat('.', () => { console.log('read' + n); resolve(n); "
    "}));\n"
    "async function task(n) { await read(n); console.log('after' + n); }\n"
    "for (let i = 1; i <= 12; i++) task(i);\n";

Lines reads(const std::vector<int>& order) {
  Lines lines;
  for (const int n : order) {
    lines.push_back("read" + std::to_string(n));
    lines.push_back("after" + std::to_string(n));
  }
  return lines;
}

}  // namespace

TEST_CASE("follow: every legal order is legal, and its choices print it", "[explore]") {
  const auto racy = subject(kRacers);
  for (const char* const order : {"m t i", "m i t"}) {
    const Followed result = follow(racy.program, racy.options, words(order));
    CHECK(result.verdict == Verdict::legal);
    CHECK(result.matched == 3);
    CHECK(replay(racy.program, racy.options, result.choices).lines(trace::Stream::out) == words(order));
  }
}

TEST_CASE("follow: an operation may be late although its start is known by what came in order", "[explore]") {
  // The start of an interval's beat may be the reading that ended the last pass of timers.
  const char* const late =
      "const fs = require('fs');\n"
      "setImmediate(() => { console.log('check'); fs.stat('.', () => console.log('second')); });\n"
      "fs.stat('.', () => { console.log('first'); setTimeout(() => console.log('timer'), 2); });\n"
      "let beats = 0;\n"
      "const beat = setInterval(() => { console.log('beat'); if (++beats === 2) clearInterval(beat); }, "
      "1);\n";
  CHECK(followed(late, words("first check beat beat timer second")).verdict == Verdict::legal);
  CHECK(followed(late, words("first check beat beat second timer")).verdict == Verdict::legal);
  CHECK(followed(late, words("first check beat timer second beat")).verdict == Verdict::legal);
  CHECK(followed(late, words("check second first beat beat timer")).verdict == Verdict::illegal);
}

TEST_CASE("follow: a timer that becomes due while input is taken up waits for the rest of it", "[explore]") {
  const char* const reads =
      "const fs = require('fs');\n"
      "fs.stat('.', () => console.log('one'));\n"
      "setTimeout(() => console.log('timer'), 2);\n"
      "fs.stat('.', () => console.log('two'));\n"
      "for (const end = Date.now() + 2; Date.now() < end;);\n";
  CHECK(followed(reads, words("one two timer")).verdict == Verdict::legal);
  CHECK(followed(reads, words("one timer two")).verdict == Verdict::legal);
}

TEST_CASE("follow: a timer that is put off runs in one pass with what is due by then", "[explore]") {
  const char* const own_list =
      "let beats = 0;\n"
      "const beat = setInterval(() => { console.log('beat'); if (++beats === 2) clearInterval(beat); }, 2);\n"
      "setTimeout(() => { console.log('timer'); setImmediate(() => console.log('check')); }, 2);\n";
  CHECK(followed(own_list, words("beat timer beat check")).verdict == Verdict::legal);
  const char* const other_list =
      "setTimeout(() => { console.log('one'); setTimeout(() => console.log('inner'), 1); }, 0);\n"
      "setTimeout(() => { console.log('two'); setImmediate(() => console.log('check')); }, 2);\n"
      "for (const end = Date.now() + 2; Date.now() < end;);\n";
  CHECK(followed(other_list, words("one two inner check")).verdict == Verdict::legal);
  CHECK(followed(other_list, words("one two check inner")).verdict == Verdict::legal);
}

TEST_CASE("follow: an operation that a timer's callback started comes before the pass's next timer",
          "[explore]") {
  const std::string text =
      "const { stat } = require('fs');"
      "setImmediate(() => { console.log('check'); setTimeout(() => { console.log('timer');"
      "  stat('.', () => console.log('read')); }, 0); });"
      "let beats = 0; const beat = setInterval(() => { console.log('beat');"
      "  if (++beats === 2) clearInterval(beat); }, 1);";
  CHECK(followed(text, words("check beat timer read beat")).verdict == Verdict::legal);
  CHECK(followed(text, words("check beat timer beat read")).verdict == Verdict::legal);
}

TEST_CASE("follow: a timer may be left behind by those of its list that are just due", "[explore]") {
  const std::string text =
      "setTimeout(() => console.log('two'), 2);"
      "setTimeout(() => { console.log('one'); setTimeout(() => console.log('inner'), 0); }, 1);"
      "require('fs').stat('.', () => console.log('read'));"
      "setTimeout(() => console.log('other two'), 2);";
  CHECK(followed(text, {"one", "two", "read", "other two", "inner"}).verdict == Verdict::legal);
}

TEST_CASE("follow: a timer that may be due as the loop looks first comes before what is complete",
          "[explore]") {
  const std::string text = with_io(
      "simulateIo('read', () => console.log('read'), 0);"
      "setTimeout(() => console.log('timer'), 8);"
      "for (const end = Date.now() + 6; Date.now() < end;);");
  CHECK(followed(text, words("timer read")).verdict == Verdict::legal);
  CHECK(followed(text, words("read timer")).verdict == Verdict::legal);
}

TEST_CASE("follow: a timer that became due in a pass waits another millisecond, whichever list is first",
          "[explore]") {
  const std::string text =
      "setImmediate(() => { console.log('check'); require('fs').stat('.', () => console.log('read')); });"
      "setTimeout(() => console.log('two'), 2);"
      "setTimeout(() => { console.log('other two'); setTimeout(() => console.log('inner'), 1); }, 2);"
      "setTimeout(() => console.log('last two'), 2);";
  CHECK(followed(text, {"two", "other two", "check", "read", "last two", "inner"}).verdict == Verdict::legal);
}

TEST_CASE("follow: an operation may end while the callback of another runs", "[explore]") {
  const std::string text = with_io(
      "simulateIo('short', () => { console.log('short');"
      "  for (const end = Date.now() + 12; Date.now() < end;);"
      "  setImmediate(() => console.log('check')); }, 2);"
      "simulateIo('long', () => console.log('long'), 8);");
  CHECK(followed(text, words("short long check")).verdict == Verdict::legal);
  CHECK(followed(text, words("short check long")).verdict == Verdict::legal);
}

TEST_CASE("follow: where no run goes on as predicted", "[explore]") {
  const Followed first = followed(kRacers, words("t m i"));
  CHECK(first.verdict == Verdict::illegal);
  CHECK(first.matched == 0);
  CHECK(first.next == words("m"));

  Followed second = followed(kRacers, words("m x"));
  std::sort(second.next.begin(), second.next.end());
  CHECK(second.verdict == Verdict::illegal);
  CHECK(second.matched == 1);
  CHECK(second.next == words("i t"));
  CHECK_FALSE(second.may_end);
}

TEST_CASE("follow: a prediction too short or too long", "[explore]") {
  const Followed shorter = followed(kRacers, words("m i"));
  CHECK(shorter.verdict == Verdict::illegal);
  CHECK(shorter.matched == 2);
  CHECK(shorter.next == words("t"));
  const Followed longer = followed(kRacers, words("m i t x"));
  CHECK(longer.verdict == Verdict::illegal);
  CHECK(longer.matched == 3);
  CHECK(longer.next.empty());
  CHECK(longer.may_end);
}

TEST_CASE("follow: lines are compared as answers are", "[explore]") {
  CHECK(followed("console.log('a  '); console.log(''); process.stdout.write('b\\n\\n\\n');", {"a", "", "b "})
            .verdict == Verdict::legal);
  CHECK(followed("process.stdout.write('a'); process.stdout.write('b\\nc');", {"ab", "c"}).verdict ==
        Verdict::legal);
  CHECK(followed("console.log('a'); console.log(); console.log('b');", {"a", "b"}).next == Lines{""});
  CHECK(followed("console.error('a'); console.log('b');", {"b"}).verdict == Verdict::legal);
  CHECK(followed("", {}).verdict == Verdict::legal);
  CHECK(followed("", {"", "\n"}).verdict == Verdict::legal);
}

TEST_CASE("follow: of twelve reads, any order is found by few runs", "[explore]") {
  std::vector<int> order(12);
  std::iota(order.begin(), order.end(), 1);
  for (int round = 0; round < 5; ++round) {
    const Followed result = followed(kReads, reads(order));
    CHECK(result.verdict == Verdict::legal);
    CHECK(result.runs <= 20);
    std::rotate(order.begin(), order.begin() + 5, order.end());
    std::swap(order[3], order[9]);
  }
}

TEST_CASE("follow: of twelve reads, a wrong order is refuted by few runs", "[explore]") {
  Lines lines = reads({12, 1, 7, 3, 2, 11, 5, 4, 10, 6, 9, 8});
  std::swap(lines[12], lines[15]);
  const Followed result = followed(kReads, lines);
  CHECK(result.verdict == Verdict::illegal);
  CHECK(result.matched == 12);
  CHECK(result.next.size() == 6);
  CHECK(result.runs <= 100);
}

TEST_CASE("follow: what was not seen to its end refutes nothing", "[explore]") {
  CHECK(followed(kReads, words("x"), {.max_states = 40}).verdict == Verdict::illegal);
  CHECK(followed(kReads, reads({12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1}), {.max_states = 30}).verdict ==
        Verdict::unknown);
  const Followed endless = followed("console.log('a'); for (;;);", {"a"});
  CHECK(endless.verdict == Verdict::unknown);
  CHECK(endless.shortfall == Shortfall::run);
}
