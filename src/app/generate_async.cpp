// Productions: async functions, generators, for await.

#include <algorithm>

#include "app/fill.h"
#include "app/program_generator.h"

namespace asyncq::app {

// The inside of an async function that runs once, from the context's time on.
std::string ProgramGenerator::async_body(Context& context, bool& may_reject, Time& ends) {
  context.in_async = true;
  context.in_function = true;
  std::string text = log_statement(context);
  const int count = random_.between(1, 3);
  for (int i = 0; i < count; ++i)
    text += statements_left_ > 0 ? statement(context) : await_statement(context);
  ends = context.now;
  may_reject = true;  // what it awaits may be rejected
  switch (random_.between(0, 9)) {
    case 0:
    case 1:
      return text + fill("return @1;\n", {value()});
    case 2: {
      const PromiseCode code = promise(context);
      ends = code.settles;
      return text + fill("return @1;\n", {code.text});
    }
    case 3: {
      const PromiseCode code = promise(context);
      ends = code.settles;
      return text + fill("return await @1;\n", {code.text});
    }
    case 4:
      if (!allowed("errors")) return text;
      return text + fill("throw @1;\n", {reason()});
    default:
      return text;
  }
}

std::string ProgramGenerator::async_function(Context& context) {
  const std::string name = fresh("f");
  const bool called_once = random_.chance(50);
  Context callee = inside(context, called_once ? context.now : Time());
  bool may_reject = false;
  Time ends;
  std::string text = fill("async function @1(x) {\n@2}\n", {name, async_body(callee, may_reject, ends)});
  const PromiseCode call{fill("@1(@2)", {name, value()}), may_reject, ends};
  if (!called_once) {
    context.async_functions.push_back({name, may_reject});
    return text;
  }
  if (random_.chance(40)) {
    const std::string promise_name = fresh("p");
    text += fill("const @1 = @2;\n@3;\n", {promise_name, call.text, handled({promise_name, true, {}}).text});
    context.promises.push_back({promise_name, true, ends});
    return text;
  }
  return text + handled(random_.chance(60) ? link(call, context) : call).text + ";\n";
}

std::string ProgramGenerator::async_block(Context& context) {
  return handled(async_arrow_call(context)).text + ";\n";
}

ProgramGenerator::PromiseCode ProgramGenerator::async_call(Context& context) {
  if (context.async_functions.empty()) return {};
  const Callable& callee = context.async_functions[random_.below(context.async_functions.size())];
  return {fill("@1(@2)", {callee.name, value()}), callee.may_reject, std::nullopt};
}

ProgramGenerator::PromiseCode ProgramGenerator::async_arrow_call(Context& context) {
  if (context.depth >= 3) return {};
  Context callee = inside(context, context.now);
  PromiseCode code;
  const std::string text = async_body(callee, code.may_reject, code.settles);
  code.text = fill("(async () => {\n@1})()", {text});
  return code;
}

std::string ProgramGenerator::await_statement(Context& context) {
  const PromiseCode code = random_.chance(20) ? PromiseCode{value(), false, context.now} : promise(context);
  if (code.may_reject && !context.in_try && random_.chance(60)) return {};
  context.now = code.settles;
  return fill("await @1;\nconsole.log('@2');\n", {code.text, label()});
}

std::string ProgramGenerator::await_value(Context& context) {
  const PromiseCode code = promise(context);
  if (code.may_reject && !context.in_try && random_.chance(60)) return {};
  context.now = code.settles;
  const std::string name = fresh("v");
  return fill("const @1 = await @2;\nconsole.log(`@3 ${@1}`);\n", {name, code.text, label()});
}

std::string ProgramGenerator::try_await(Context& context) {
  if (context.depth >= kDeepestTry) return {};
  Context inner = context;
  inner.in_try = true;
  inner.depth += 1;
  std::string text = "try {\n";
  const PromiseCode code = random_.chance(50) ? rejected(inner) : promise(inner);
  text += fill("console.log(`@1 ${await @2}`);\n@3}", {label(), code.text, body(inner, 0, 1)});
  Context after = inside(context, std::nullopt);
  after.in_async = true;
  after.in_try = context.in_try;
  const bool caught = random_.chance(85);
  if (caught)
    text += fill(" catch (error) {\nconsole.log(`@1 ${error}`);\n@2}", {label(), body(after, 0, 1)});
  if (!caught || random_.chance(35)) {
    text += fill(" finally {\nconsole.log('@1');\n@2}", {label(), body(after, 0, 1)});
  }
  context.now = std::nullopt;
  return text + "\n";
}

std::string ProgramGenerator::await_loop(Context& context) {
  Context inner = context;
  inner.depth += 1;
  inner.now = std::nullopt;
  const std::string name = fresh("i");
  const PromiseCode code = promise(inner);
  context.now = std::nullopt;
  if (code.may_reject && !context.in_try) return {};
  return fill("for (let @1 = 0; @1 < @2; @1++) {\nawait @3;\nconsole.log('@4', @1);\n}\n",
              {name, random_.between(1, 3), code.text, label()});
}

std::string ProgramGenerator::for_await(Context& context) {
  const std::string name = fresh("x");
  Context inner = context;
  inner.now = std::nullopt;
  std::string items;
  const int count = random_.between(1, 3);
  for (int i = 0; i < count; ++i) {
    const PromiseCode code = random_.chance(50) ? PromiseCode{value(), false, {}} : promise(inner);
    items += (i == 0 ? "" : ", ") + (code.may_reject ? value() : code.text);
  }
  context.now = std::nullopt;
  const std::string leave = random_.chance(25) ? "break;\n" : "";
  return fill("for await (const @1 of [@2]) {\nconsole.log(`@3 ${@1}`);\n@4}\n",
              {name, items, label(), leave});
}

std::string ProgramGenerator::async_for_each(Context&) {
  const std::string method = random_.chance(50) ? "forEach" : "map";
  return fill("[1, 2].@1(async (@2) => {\nconsole.log('@3', @2);\nawait @2;\nconsole.log('@4', @2);\n});\n",
              {method, fresh("x"), label(), label()});
}

std::string ProgramGenerator::return_statement(Context& context) {
  if (!context.in_function || random_.chance(70)) return {};
  // Conditional, so that what follows is not dead.
  return fill("if (@1 > 1) return;\n", {random_.between(0, 2)});
}

std::string ProgramGenerator::generator(Context& context) {
  const std::string name = fresh("g");
  const std::string item = fresh("x");
  std::string inner = fill("console.log('@1');\nyield @2;\n@3yield @4;\n",
                           {label(), value(), body(inside(context, std::nullopt), 0, 1), value()});
  if (random_.chance(40)) inner = fill("try {\n@1} finally {\nconsole.log('@2');\n}\n", {inner, label()});
  return fill("function* @1() {\n@2}\nfor (const @3 of @1()) {\nconsole.log(`@4 ${@3}`);\n@5}\n",
              {name, inner, item, label(), random_.chance(30) ? "break;\n" : ""});
}

// An async generator, its requests queued at once or taken by for await.
std::string ProgramGenerator::async_generator(Context& context) {
  const std::string name = fresh("ag");
  const std::string object = fresh("it");
  Context callee = inside(context, std::nullopt);
  callee.in_async = true;
  std::string inner;
  const int yields = random_.between(1, 3);
  for (int i = 0; i < yields; ++i) {
    const PromiseCode code = random_.chance(50) ? PromiseCode{value(), false, {}} : resolved(callee);
    inner += fill("console.log('@1');\n@2yield @3;\n",
                  {label(), random_.chance(30) ? await_statement(callee) : std::string(), code.text});
  }
  if (random_.chance(30)) {
    inner = fill("try {\n@1} finally {\nconsole.log('@2');\n@3}\n",
                 {inner, label(), random_.chance(50) ? "await null;\n" : ""});
  }
  std::string text = fill("async function* @1() {\n@2}\nconst @3 = @1();\n", {name, inner, object});
  const int requests = random_.between(1, 4);
  for (int i = 0; i < requests; ++i) {
    const bool last = i + 1 == requests;
    const std::string request = last && random_.chance(30)
                                    ? fill("return(@1)", {value()})
                                    : fill("next(@1)", {random_.chance(20) ? value() : ""});
    text += fill(
        "@1.@2.then((r) => console.log(`@3 ${r.value} ${r.done}`), (error) => console.log(`@4 ${error}`));\n",
        {object, request, label(), label()});
  }
  return text;
}

}  // namespace asyncq::app
