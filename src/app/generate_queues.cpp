// Productions: output, the queues, timers.

#include "app/fill.h"
#include "app/program_generator.h"

namespace asyncq::app {

std::string ProgramGenerator::log_statement(Context&) {
  if (random_.chance(8)) return fill("console.log('@1', @2);\n", {label(), value()});
  return fill("console.log('@1');\n", {label()});
}

std::string ProgramGenerator::tick(Context& context) {
  if (random_.chance(15)) {
    return fill("process.nextTick((a, b) => console.log('@1', a, b), @2, @3);\n",
                {label(), value(), value()});
  }
  return fill("process.nextTick(@1);\n", {callback(context, context.now)});
}

std::string ProgramGenerator::microtask(Context& context) {
  return fill("queueMicrotask(@1);\n", {callback(context, context.now)});
}

std::string ProgramGenerator::immediate(Context& context) {
  if (!with_immediates_) return {};
  const std::string call = fill("setImmediate(@1)", {callback(context, context.now)});
  if (!random_.chance(10)) return call + ";\n";
  const std::string name = fresh("immediate");
  return fill("const @1 = @2;\nclearImmediate(@1);\n", {name, call});
}

std::string ProgramGenerator::timer(Context& context) {
  if (!context.now) return {};
  const Time due = free_slot(*context.now);
  if (!due) return {};
  return fill("setTimeout(@1, @2);\n", {callback(context, due), *due - *context.now});
}

// Due at once. Those of one program keep their order among themselves, whenever they are due.
std::string ProgramGenerator::short_timer(Context& context) {
  if (with_immediates_) return {};
  static constexpr std::array<std::string_view, 6> kDelays = {", 0", ", 0", ", 1", "", ", -5", ", NaN"};
  const std::string_view delay = kDelays[random_.below(kDelays.size())];
  return fill("setTimeout(@1@2);\n", {callback(context, context.now), delay});
}

std::string ProgramGenerator::cleared_timer(Context& context) {
  if (!context.now) return {};
  const Time clears = free_slot(*context.now);
  if (!clears) return {};
  const Time due = free_slot(*clears);
  if (!due) return {};
  const std::string name = fresh("timer");
  return fill(
      "const @1 = setTimeout(@2, @3);\n"
      "setTimeout(() => {\n"
      "clearTimeout(@4);\n"
      "@5}, @6);\n",
      {name, callback(context, due), *due - *context.now, name, log_statement(context),
       *clears - *context.now});
}

std::string ProgramGenerator::interval(Context& context) {
  if (!context.now) return {};
  const Time first = free_slot(*context.now);
  if (!first) return {};
  const int period = *first - *context.now;
  int beats = 1;
  while (beats < 3 && take_slot(*first + beats * period)) ++beats;
  const std::string timer_name = fresh("interval");
  const std::string count = fresh("beats");
  return fill(
      "let @2 = 0;\n"
      "const @1 = setInterval(() => {\n"
      "@2 += 1;\n"
      "console.log('@3', @2);\n"
      "if (@2 === @4) clearInterval(@1);\n"
      "@5}, @6);\n",
      {timer_name, count, label(), beats, body(inside(context, std::nullopt), 0, 1), period});
}

}  // namespace asyncq::app
