// Productions: the language around the queues: exceptions, loops, closures, classes.

#include "app/fill.h"
#include "app/program_generator.h"

namespace asyncq::app {

std::string ProgramGenerator::try_statement(Context& context) {
  if (context.depth >= kDeepestTry) return {};
  Context inner = context;
  inner.depth += 1;
  const bool throws = random_.chance(60);
  std::string text =
      fill("try {\n@1@2} catch (error) {\nconsole.log(`@3 ${error}`);\n@4}",
           {body(inner, 1, 2), throws ? fill("throw @1;\n", {reason()}) : "", label(), body(inner, 0, 1)});
  if (random_.chance(30)) text += fill(" finally {\n@1}", {body(inner, 1, 1)});
  if (context.in_async) context.now = std::nullopt;
  return text + "\n";
}

std::string ProgramGenerator::loop(Context& context) {
  Context inner = context;
  inner.depth += 1;
  inner.now = std::nullopt;
  inner.resolvers.clear();
  if (context.in_async) context.now = std::nullopt;
  const std::string name = fresh("i");
  const std::string inside_loop = body(inner, 0, 1);
  if (random_.chance(50)) {
    return fill("for (const @1 of ['a', 'b']) {\nconsole.log(`@2 ${@1}`);\n@3}\n",
                {name, label(), inside_loop});
  }
  return fill("for (let @1 = 0; @1 < @2; @1++) {\nconsole.log('@3', @1);\n@4}\n",
              {name, random_.between(1, 3), label(), inside_loop});
}

// Bindings that callbacks capture: one for each iteration, or one for all.
std::string ProgramGenerator::closure(Context&) {
  static constexpr std::array<std::string_view, 3> kQueues = {"queueMicrotask(", "process.nextTick(",
                                                              "Promise.resolve().then("};
  const std::string name = fresh("i");
  return fill("for (@1 @2 = 0; @2 < 3; @2++) @3() => console.log('@4', @2));\n",
              {random_.chance(60) ? "let" : "var", name, kQueues[random_.below(kQueues.size())], label()});
}

std::string ProgramGenerator::class_statement(Context& context) {
  const std::string name = fresh("C");
  const std::string object = fresh("o");
  Context method = inside(context, std::nullopt);
  bool may_reject = false;
  Time ends;
  const std::string inner = async_body(method, may_reject, ends);
  const PromiseCode call{fill("@1.run()", {object}), true, {}};
  return fill(
      "class @1 {\n"
      "value = @2;\n"
      "get double() {\n"
      "return this.value + this.value;\n"
      "}\n"
      "async run() {\n"
      "console.log('@3', this.double);\n"
      "@4}\n"
      "}\n"
      "const @5 = new @1();\n"
      "@6;\n",
      {name, random_.between(0, 9), label(), inner, object, handled(call).text});
}

}  // namespace asyncq::app
