// Productions: promises, chains, combinators, thenables, subclasses.

#include <algorithm>

#include "app/fill.h"
#include "app/program_generator.h"

namespace asyncq::app {

ProgramGenerator::PromiseCode ProgramGenerator::resolved(Context& context) {
  return {fill("Promise.resolve(@1)", {random_.chance(85) ? value() : ""}), false, context.now};
}

ProgramGenerator::PromiseCode ProgramGenerator::rejected(Context& context) {
  return {fill("Promise.reject(@1)", {reason()}), true, context.now};
}

ProgramGenerator::PromiseCode ProgramGenerator::existing(Context& context) {
  if (context.promises.empty()) return {};
  const PromiseName& chosen = context.promises[random_.below(context.promises.size())];
  Time settles;
  if (context.now && chosen.settles) settles = std::max(*context.now, *chosen.settles);
  return {chosen.name, chosen.may_reject, settles};
}

// new Promise(executor): settled at once, later, twice, or by a throw.
ProgramGenerator::PromiseCode ProgramGenerator::constructed(Context& context) {
  Context executor = inside(context, context.now);
  const std::string before = random_.chance(60) ? log_statement(executor) : "";
  const std::string after = random_.chance(50) ? log_statement(executor) : "";
  switch (random_.between(0, 5)) {
    case 0:
      return {fill("new Promise((resolve, reject) => {\n@1resolve(@2);\nreject(@3);\n@4})",
                   {before, value(), reason(), after}),
              false, context.now};
    case 1:
      return {fill("new Promise((resolve) => {\n@1queueMicrotask(() => resolve(@2));\n@3})",
                   {before, value(), after}),
              false, context.now};
    case 2:
      if (!allowed("errors")) break;
      return {fill("new Promise((resolve, reject) => {\n@1reject(@2);\n@3})", {before, reason(), after}),
              true, context.now};
    case 3:
      if (!allowed("errors")) break;
      return {fill("new Promise(() => {\n@1throw @2;\n})", {before, reason()}), true, context.now};
    default:
      break;
  }
  return {fill("new Promise((resolve) => {\n@1resolve(@2);\n@3})", {before, value(), after}), false,
          context.now};
}

// A promise resolved with another promise.
ProgramGenerator::PromiseCode ProgramGenerator::adopted(Context& context) {
  if (context.depth >= 3) return {};
  Context executor = inside(context, context.now);
  PromiseCode inner = promise(executor);
  const char* form = random_.chance(30) ? "Promise.resolve(@1)" : "new Promise((resolve) => resolve(@1))";
  inner.text = fill(form, {inner.text});
  return inner;
}

ProgramGenerator::PromiseCode ProgramGenerator::delayed(Context& context) {
  if (!context.now) return {};
  const Time due = free_slot(*context.now);
  if (!due) return {};
  return {fill("new Promise((resolve) => setTimeout(resolve, @1, @2))", {*due - *context.now, value()}),
          false, due};
}

ProgramGenerator::PromiseCode ProgramGenerator::chained(Context& context) {
  if (context.depth >= 3) return {};
  return link(promise(context), context);
}

ProgramGenerator::PromiseCode ProgramGenerator::combined(Context& context) {
  if (context.depth >= 2) return {};
  Context element_context = context;
  element_context.depth += 1;
  std::string elements;
  bool may_reject = false;
  Time last = context.now;
  const int count = random_.between(0, 3);
  for (int i = 0; i < count; ++i) {
    PromiseCode element{value(), false, context.now};
    if (random_.chance(80)) element = promise(element_context);
    elements += (i == 0 ? "" : ", ") + element.text;
    may_reject = may_reject || element.may_reject;
    last = last && element.settles ? Time(std::max(*last, *element.settles)) : Time();
  }
  switch (random_.between(0, 3)) {
    case 0:
      return {fill("Promise.all([@1])", {elements}), may_reject, may_reject ? Time() : last};
    case 1:
      return {
          fill("Promise.allSettled([@1]).then((results) => results.map((r) => r.status).join())", {elements}),
          false, last};
    case 2:
      return {fill("Promise.race([@1])", {elements}), may_reject, std::nullopt};
    default:
      return {fill("Promise.any([@1])", {elements}), true, std::nullopt};
  }
}

ProgramGenerator::PromiseCode ProgramGenerator::thenable_adopted(Context& context) {
  if (context.thenables.empty()) return {};
  const std::string& name = context.thenables[random_.below(context.thenables.size())];
  const char* form = random_.chance(50) ? "Promise.resolve(@1)" : "new Promise((resolve) => resolve(@1))";
  return {fill(form, {name}), true, std::nullopt};
}

// A callback of then, catch or finally: logs, does something, hands something on.
ProgramGenerator::Handler ProgramGenerator::handler(const Context& context, Time now, bool takes_reason) {
  Context callee = inside(context, now);
  callee.in_async = allowed("async") && random_.chance(12);
  const std::string name = takes_reason ? "error" : "value";
  const std::string shown =
      random_.chance(70) ? fill("`@1 ${@2}`", {label(), name}) : fill("'@1'", {label()});
  if (!callee.in_async && random_.chance(30)) {
    return {fill("(@1) => console.log(@2)", {name, shown}), false, now};
  }
  std::string text = fill("@1(@2) => {\nconsole.log(@3);\n@4",
                          {callee.in_async ? "async " : "", name, shown, body(callee, 0, 1)});
  Handler result{{}, callee.in_async, callee.in_async ? Time() : now};
  const int ending = random_.between(0, 9);
  if (ending < 3) {
    text += fill("return @1;\n", {random_.chance(40) ? name : value()});
  } else if (ending < 6 && context.depth < 2) {
    const PromiseCode code = promise(callee);
    text += fill("return @1;\n", {code.text});
    result.may_reject = result.may_reject || code.may_reject;
    result.settles = result.settles ? code.settles : result.settles;
  } else if (ending == 6 && allowed("errors")) {
    text += fill("throw @1;\n", {random_.chance(30) ? name : reason()});
    result.may_reject = true;
  }
  result.text = text + "}";
  return result;
}

// One more then, catch or finally.
ProgramGenerator::PromiseCode ProgramGenerator::link(PromiseCode source, Context& context) {
  const int kind = random_.between(0, 9);
  if (kind == 0) return {source.text + ".then(null)", source.may_reject, source.settles};
  if (kind <= 2 && allowed("errors")) {
    const Handler on_rejected = handler(context, std::nullopt, true);
    return {fill("@1.catch(@2)", {source.text, on_rejected.text}), on_rejected.may_reject, std::nullopt};
  }
  if (kind == 3 && allowed("errors")) {
    Context callee = inside(context, std::nullopt);
    return {fill("@1.finally(() => {\n@2@3})", {source.text, log_statement(callee), body(callee, 0, 1)}),
            source.may_reject, std::nullopt};
  }
  const Handler on_fulfilled = handler(context, source.settles, false);
  if (kind == 4 && allowed("errors")) {
    const Handler on_rejected = handler(context, std::nullopt, true);
    return {fill("@1.then(@2, @3)", {source.text, on_fulfilled.text, on_rejected.text}),
            on_fulfilled.may_reject || on_rejected.may_reject, std::nullopt};
  }
  return {fill("@1.then(@2)", {source.text, on_fulfilled.text}), source.may_reject || on_fulfilled.may_reject,
          on_fulfilled.settles};
}

// A promise that nobody looks at any more gets a catch, nearly always.
ProgramGenerator::PromiseCode ProgramGenerator::handled(PromiseCode source) {
  if (!source.may_reject || random_.chance(2)) return source;
  return {fill("@1.catch((error) => console.log(`@2 ${error}`))", {source.text, label()}), false,
          std::nullopt};
}

std::string ProgramGenerator::declared_promise(Context& context) {
  PromiseCode code = promise(context);
  const std::string name = fresh("p");
  // The name itself may be left alone, so its rejection must be looked at here.
  std::string text = fill("const @1 = @2;\n", {name, code.text});
  if (code.may_reject) text += handled({name, true, {}}).text + ";\n";
  context.promises.push_back({name, code.may_reject, code.settles});
  return text;
}

std::string ProgramGenerator::chain_statement(Context& context) {
  PromiseCode code = promise(context);
  const int links = random_.between(1, 3);
  for (int i = 0; i < links; ++i) code = link(std::move(code), context);
  return handled(std::move(code)).text + ";\n";
}

std::string ProgramGenerator::deferred(Context& context) {
  const std::string name = fresh("p");
  const std::string resolver = fresh("resolve");
  context.promises.push_back({name, false, std::nullopt});
  context.resolvers.push_back(resolver);
  if (level_ >= 4 && random_.chance(40)) {
    return fill("const { promise: @1, resolve: @2 } = Promise.withResolvers();\n", {name, resolver});
  }
  return fill("let @2;\nconst @1 = new Promise((resolve) => {\n@2 = resolve;\n});\n", {name, resolver});
}

// Fulfils a promise that was made earlier, now or from a queue.
std::string ProgramGenerator::settle_deferred(Context& context) {
  if (context.resolvers.empty()) return {};
  const std::string resolver = context.resolvers.back();
  if (random_.chance(70)) context.resolvers.pop_back();
  const std::string call = fill("@1(@2)", {resolver, value()});
  switch (random_.between(0, 3)) {
    case 0:
      return fill("queueMicrotask(() => {\n@1@2;\n});\n", {log_statement(context), call});
    case 1:
      return fill("process.nextTick(() => {\n@1@2;\n});\n", {log_statement(context), call});
    default:
      return call + ";\n";
  }
}

std::string ProgramGenerator::thenable_declaration(Context& context) {
  const std::string name = fresh("thenable");
  std::string action;
  switch (random_.between(0, 5)) {
    case 0:
      action = fill("resolve(@1);\nresolve(@2);\n", {value(), value()});
      break;
    case 1:
      action = fill("queueMicrotask(() => resolve(@1));\n", {value()});
      break;
    case 2:
      action = allowed("errors") ? fill("reject(@1);\n", {reason()}) : fill("resolve(@1);\n", {value()});
      break;
    case 3:
      action = fill("resolve(@1);\nthrow @2;\n", {value(), reason()});
      break;
    case 4:
      action = fill("resolve(Promise.resolve(@1));\n", {value()});
      break;
    default:
      action = fill("resolve(@1);\n", {value()});
      break;
  }
  context.thenables.push_back(name);
  const std::string then = fill("then(resolve, reject) {\nconsole.log('@1');\n@2}", {label(), action});
  if (level_ == 5 && random_.chance(25)) {
    return fill(
        "const @1 = {\n"
        "get then() {\n"
        "console.log('@2');\n"
        "return (resolve) => resolve(@3);\n"
        "}\n"
        "};\n",
        {name, label(), value()});
  }
  return fill("const @1 = {\n@2\n};\n", {name, then});
}

std::string ProgramGenerator::subclass_promise(Context& context) {
  const std::string name = fresh("Sub");
  const std::string promise_name = fresh("p");
  std::string member;
  if (random_.chance(50)) {
    member = fill(
        "then(onFulfilled, onRejected) {\n"
        "console.log('@1');\n"
        "return super.then(onFulfilled, onRejected);\n"
        "}\n",
        {label()});
  }
  context.promises.push_back({promise_name, false, context.now});
  return fill("class @1 extends Promise {\n@2}\nconst @3 = @1.resolve(@4);\n",
              {name, member, promise_name, value()});
}

}  // namespace asyncq::app
