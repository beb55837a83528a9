#include "puzzle/statements.h"

#include "puzzle/statement_builders.h"

namespace asyncq::puzzle {

namespace {

// Keys, an example, options, statement, value, may take `as`, may stand bare.
constexpr StatementRow kRows[] = {
    // output
    {"log", "log: text with ${expression}", {}, build_output},
    {"info", "info: text with ${expression}", {}, build_output},
    {"debug", "debug: text with ${expression}", {}, build_output},
    {"warn", "warn: text with ${expression}", {}, build_output},
    {"error", "error: text with ${expression}", {}, build_output},
    // variables
    {"const", "const: {total: a + b}", {}, build_declarations},
    {"let", "let: {count: 0}", {}, build_declarations},
    {"var", "var: {count: 0}", {}, build_declarations},
    {"set", "set: {count: count + 1}", {}, build_set},
    // calls and raw JavaScript
    {"call", "call: start(1)", {"args"}, nullptr, build_call, As::yes},
    {"js", "js: count += 1", {}, build_raw},
    // functions
    {"function",
     "{function: start, as: [a, b], do: [log: started]}",
     {"async", "generator", "do"},
     build_function,
     build_function_value,
     As::yes},
    {"return", "return: a + b", {}, build_return, nullptr, As::no, Bare::yes},
    {"await", "{await: ready, as: value}", {}, nullptr, build_await, As::yes},
    {"yield", "yield: value", {}, nullptr, build_yield, As::yes, Bare::no},
    {"yield*", "yield*: values()", {}, nullptr, build_yield, As::yes},
    // plain control flow
    {"if", "{if: a > b, do: [log: more], else: [log: less]}", {"do", "else"}, build_if},
    {"for", "{for: const item of items, do: [log: '${item}']}", {"do", "label"}, build_for},
    {"for await", "{for await: const item of items, do: [log: '${item}']}", {"do", "label"}, build_for},
    {"while", "{while: count > 0, do: [js: count -= 1]}", {"do", "label"}, build_while},
    {"break", "break", {}, build_jump, nullptr, As::no, Bare::yes},
    {"continue", "continue", {}, build_jump, nullptr, As::no, Bare::yes},
    {"throw", "throw: new Error('no')", {}, build_throw},
    {"try",
     "{try: [call: start()], catch: {as: e, do: [log: '${e.message}']}}",
     {"catch", "finally"},
     build_try},
    // timers, ticks, microtasks
    {"setTimeout", "setTimeout: {ms: 0, do: [log: timer]}", {}, nullptr, build_timer, As::yes},
    {"setInterval", "setInterval: {ms: 10, do: [log: beat]}", {}, nullptr, build_timer, As::yes},
    {"setImmediate", "setImmediate: [log: immediate]", {}, nullptr, build_soon, As::yes},
    {"nextTick", "nextTick: [log: tick]", {}, nullptr, build_soon},
    {"queueMicrotask", "queueMicrotask: [log: microtask]", {}, nullptr, build_soon},
    {"clearTimeout", "clearTimeout: timer", {}, nullptr, build_clear},
    {"clearInterval", "clearInterval: timer", {}, nullptr, build_clear},
    {"clearImmediate", "clearImmediate: immediate", {}, nullptr, build_clear},
    // blocking work, simulated I/O
    {"busy", "busy: 20", {}, build_busy},
    {"io",
     "{io: config, ms: 20, do: [log: config is read]}",
     {"ms", "async", "do"},
     nullptr,
     build_io,
     As::yes},
    // promises
    {"promise",
     "{promise: gate, as: resolve, do: [call: resolve(1)]}",
     {"async", "do"},
     build_promise,
     build_promise_value,
     As::yes},
    {"on", "{on: gate, chain: [then: [log: open]]}", {"chain"}, nullptr, build_on, As::yes},
    {"forEach",
     "{forEach: items, as: item, do: [log: '${item}']}",
     {"async", "do"},
     nullptr,
     build_array_method,
     As::yes},
    {"map",
     "{map: items, as: item, do: [return: item + 1]}",
     {"async", "do"},
     nullptr,
     build_array_method,
     As::yes},
};

}  // namespace

std::span<const StatementRow> statement_rows() {
  return kRows;
}

const StatementRow* find_statement(std::string_view key) {
  for (const StatementRow& row : kRows) {
    if (row.key == key) return &row;
  }
  return nullptr;
}

}  // namespace asyncq::puzzle
