#include "tests/differential/race_programs.h"

#include <iterator>
#include <string>

#include "app/random_source.h"
#include "syntax/printer.h"
#include "syntax/simulated_io.h"

namespace asyncq::test {

namespace {

constexpr RaceProgram kKnown[] = {
    {"timer or immediate", R"(setTimeout(() => console.log('timer'), 0);
setImmediate(() => console.log('immediate'));
)"},
    {"the same from an immediate", R"(setImmediate(() => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
});
)"},
    {"the same from a timer", R"(setTimeout(() => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
}, 1);
)"},
    {"two milliseconds, then one", R"(setTimeout(() => console.log('two'), 2);
setTimeout(() => console.log('one'), 1);
)"},
    {"neighbours of a millisecond",
     R"(for (const ms of [12, 9, 11, 10]) setTimeout(() => console.log(ms), ms);
)"},
    {"ten at once, five after five", R"(setTimeout(() => console.log('ten'), 10);
setTimeout(() => setTimeout(() => console.log('five and five'), 5), 5);
)"},
    {"two looks at one folder", R"(const fs = require('fs');
fs.stat('.', () => console.log('first'));
fs.stat('.', () => console.log('second'));
)"},
    {"two readings of one file", R"(const fs = require('fs');
fs.readFile(__filename, () => console.log('first'));
fs.readFile(__filename, () => console.log('second'));
)"},
    {"everything at once", R"(const fs = require('fs');
fs.stat('.', () => console.log('stat'));
fs.readFile(__filename, () => console.log('file'));
setTimeout(() => console.log('timer'), 0);
setImmediate(() => console.log('immediate'));
)"},
    {"an immediate between two timers of a list", R"(setTimeout(() => console.log('a'), 1);
const end = Date.now() + 1;
while (Date.now() < end);
setTimeout(() => console.log('b'), 1);
setImmediate(() => console.log('immediate'));
)"},
    {"an interval and timers of its beats", R"(let beats = 0;
const beat = setInterval(() => {
  console.log('beat', ++beats);
  if (beats === 3) clearInterval(beat);
}, 10);
setTimeout(() => console.log('twenty'), 20);
setTimeout(() => console.log('thirty'), 30);
)"},
    {"a late look, by what came in order", R"(const fs = require('fs');
setImmediate(() => { console.log('check'); fs.stat('.', () => console.log('second')); });
fs.stat('.', () => { console.log('first'); setTimeout(() => console.log('timer'), 2); });
let beats = 0;
const beat = setInterval(() => { console.log('beat'); if (++beats === 2) clearInterval(beat); }, 1);
)"},
    {"looks around a deadline", R"(const fs = require('fs');
fs.stat('.', () => console.log('one'));
setTimeout(() => console.log('timer'), 2);
fs.stat('.', () => console.log('two'));
for (const end = Date.now() + 2; Date.now() < end;);
)"},
    {"beats in one list with timers", R"(let beats = 0;
const beat = setInterval(() => { console.log('beat'); if (++beats === 2) clearInterval(beat); }, 2);
setTimeout(() => { console.log('timer'); setImmediate(() => console.log('check')); }, 2);
setTimeout(() => console.log('last'), 2);
)"},
    {"five milliseconds apart", R"(for (const ms of [20, 5, 15, 10]) setTimeout(() => console.log(ms), ms);
)"},
    {"busy over a deadline", R"(setTimeout(() => console.log('late'), 2);
setImmediate(() => {
  const end = Date.now() + 8;
  while (Date.now() < end);
  setTimeout(() => console.log('later'), 1);
  setImmediate(() => console.log('immediate'));
});
)"},
    {"an answer before a deadline", R"(const fs = require('fs');
const read = new Promise((resolve) => fs.stat('.', () => resolve('answer')));
const deadline = new Promise((resolve) => setTimeout(resolve, 2, 'too late'));
Promise.race([read, deadline]).then(console.log);
)"},
};

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  std::string program() {
    std::string text = "const fs = require('fs');\nlet n = 0;\n";
    const int statements = random_.between(2, 4);
    for (int i = 0; i < statements; ++i) text += statement(2) + "\n";
    return text + "process.on('exit', () => console.log('n', n));\n";
  }

 private:
  std::string name() { return std::string(1, static_cast<char>('a' + names_++ % 26)); }

  std::string body(int depth) {
    const std::string log = "console.log('" + name() + "'";
    switch (random_.below(depth > 0 ? 6 : 4)) {
      case 0:
        return log + ");";
      case 1:
        return "n += " + std::to_string(random_.between(1, 3)) + ";";
      case 2:
        return log + ", n++);";
      case 3:
        return "Promise.resolve().then(() => " + log + "));";
      default:
        return log + "); " + statement(depth - 1);
    }
  }

  std::string statement(int depth) {
    switch (random_.below(6)) {
      case 0:
      case 1: {
        const std::string ms = std::to_string(random_.below(3));
        return "setTimeout(() => { " + body(depth) + " }, " + ms + ");";
      }
      case 2:
        return "setImmediate(() => { " + body(depth) + " });";
      case 3:
        return "fs.stat('.', () => { " + body(depth) + " });";
      case 4: {
        const std::string timer = "t" + name();
        return "let k" + timer + " = 0; const " + timer + " = setInterval(() => { console.log('" + timer +
               "'); if (++k" + timer + " === 2) clearInterval(" + timer + "); }, " +
               std::to_string(random_.between(1, 2)) + ");";
      }
      default:
        return "for (const end = Date.now() + " + std::to_string(random_.between(1, 2)) +
               "; Date.now() < end;);";
    }
  }

  app::RandomSource random_;
  int names_ = 0;
};

}  // namespace

std::span<const RaceProgram> known_races() {
  return kKnown;
}

std::string racy_program(std::uint64_t seed) {
  return Writer(seed).program();
}

std::string latency_program(std::uint64_t seed) {
  constexpr std::string_view kLatencies[] = {"", "0", "3", "5", "9", "2, 6", "5, 20", "0, 3", "8, 40"};
  app::RandomSource random(seed);
  std::string text;
  for (const syntax::IoForm form : {syntax::IoForm::callback, syntax::IoForm::promise}) {
    for (const syntax::Statement& each : syntax::io_functions(form, syntax::SourceKind::script, {})) {
      text += syntax::print(each) + "\n";
    }
  }
  text += "let n = 0;\n";
  const int operations = random.between(2, 4);
  for (int i = 0; i < operations; ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    const std::string_view latency = kLatencies[random.below(std::size(kLatencies))];
    text += "simulateIoPromise('" + name + "'" + (latency.empty() ? "" : ", ") + std::string(latency) +
            ").then((data) => { " + (random.below(3) == 0 ? "n++;" : "console.log(data);") +
            (random.below(3) == 0 ? " setTimeout(() => console.log('after ' + data), 2);" : "") + " });\n";
  }
  if (random.below(2) == 0) {
    text += "setTimeout(() => console.log('timer', n), " + std::to_string(random.between(0, 9)) + ");\n";
  }
  if (random.below(3) == 0) text += "setImmediate(() => console.log('immediate', n));\n";
  if (random.below(3) == 0) text += "for (const end = Date.now() + 6; Date.now() < end;);\n";
  return text;
}

}  // namespace asyncq::test
