// assert [Node's lib/assert.js]: checks, and the text of what failed.

#include <algorithm>
#include <limits>

#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"
#include "engine/deep_equal.h"
#include "engine/host.h"
#include "engine/inspect/inspect.h"
#include "engine/inspect/introspect.h"
#include "engine/modules.h"
#include "engine/pinned.h"
#include "engine/promise.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

// --- failures ---

struct Failure {
  std::string message;
  Value actual;
  Value expected;
  std::string_view operation;
  bool generated = true;
};

[[noreturn]] void fail(Machine& machine, const Failure& failure) {
  Object* error = create_node_error(machine, ErrorKind::error, "ERR_ASSERTION", failure.message);
  Object* prototype = host_state(machine).assertion_error_prototype;
  const auto& keys = machine.realm.keys;
  std::string stack = machine.to_utf8(error->get(machine, keys.stack));
  if (stack.starts_with("Error")) stack = "Assertion" + stack;
  error->define(machine, keys.stack, machine.string(stack), kHidden);
  error->set_prototype(machine, prototype);
  error->remove(machine, keys.code);
  error->define(machine, "generatedMessage", Value(failure.generated));
  error->define(machine, keys.code, machine.string("ERR_ASSERTION"));
  error->define(machine, "actual", failure.actual);
  error->define(machine, "expected", failure.expected);
  error->define(machine, "operator", machine.string(failure.operation));
  error->define(machine, "diff", machine.string("simple"));
  throw Throw{Value(error)};
}

// The message argument of an assertion: an Error is thrown as it is, anything else replaces the text.
void apply_message(Machine& machine, Value message, Failure& failure) {
  if (message.is_undefined()) return;
  if (message.is_object() && message.as_object()->kind() == CellKind::error) throw Throw{message};
  failure.message = machine.to_utf8(message);
  failure.generated = false;
}

// The call as the program wrote it, from the function's name to the closing parenthesis.
std::string call_text(Machine& machine) {
  const support::SourceFile file("", std::string(machine.source_text()));
  const support::SourcePosition at = machine.current_position();
  const std::u16string line = support::utf16_from_wtf8(file.line(at.line));
  const std::size_t start = at.column == 0 ? 0 : at.column - 1;
  int open = 0;
  for (std::size_t index = start; index < line.size(); ++index) {
    if (line[index] == u'(') ++open;
    if (line[index] == u')' && --open == 0)
      return support::utf8_from_utf16(std::u16string_view(line).substr(start, index + 1 - start));
  }
  return start < line.size() ? support::utf8_from_utf16(std::u16string_view(line).substr(start))
                             : std::string{};
}

std::string shown(Machine& machine, Value value) {
  InspectOptions options;
  options.compact = inspection::kNeverCompact;
  options.depth = 1000;
  options.max_array_length = std::numeric_limits<double>::infinity();
  options.custom_inspect = false;
  options.sorted = true;
  return inspect(machine, value, options);
}

[[noreturn]] void fail_comparison(Machine& machine, const Arguments& arguments, std::string text,
                                  std::string_view operation) {
  // Since Node 20 a message stands in place of the first line where the values are compared below it.
  const bool keeps_comparison = (operation == "strictEqual" || operation == "deepStrictEqual") &&
                                !scheduler::is_node_before(machine.policy(), 20);
  const std::string comparison = keeps_comparison ? text.substr(std::min(text.find('\n'), text.size())) : "";
  Failure failure{std::move(text), arguments[0], arguments[1], operation};
  apply_message(machine, arguments[2], failure);
  if (!failure.generated) failure.message += comparison;
  fail(machine, failure);
}

// Lines of both texts: common ones, those of the first only after "+", those of the second only after "-".
std::string line_difference(const std::string& actual, const std::string& expected) {
  constexpr std::size_t kMostLines = 500;
  const std::vector<std::string> left = support::split_lines(actual);
  const std::vector<std::string> right = support::split_lines(expected);
  if (left.size() > kMostLines || right.size() > kMostLines) return "+ " + actual + "\n- " + expected + "\n";
  // The longest common subsequence of what is left from each pair of lines on.
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> common((left.size() + 1) * width, 0);
  for (std::size_t i = left.size(); i-- > 0;)
    for (std::size_t j = right.size(); j-- > 0;)
      common[i * width + j] = left[i] == right[j]
                                  ? common[(i + 1) * width + j + 1] + 1
                                  : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  std::string out;
  for (std::size_t i = 0, j = 0; i < left.size() || j < right.size();) {
    if (i < left.size() && j < right.size() && left[i] == right[j]) {
      out += "  " + left[i++] + "\n";
      ++j;
    } else if (j == right.size() ||
               (i < left.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      out += "+ " + left[i++] + "\n";
    } else {
      out += "- " + right[j++] + "\n";
    }
  }
  return out;
}

std::string strict_text(Machine& machine, const Arguments& arguments, std::string_view relation) {
  const std::string actual = shown(machine, arguments[0]);
  const std::string expected = shown(machine, arguments[1]);
  const bool objects = arguments[0].is_object() && arguments[1].is_object();
  if (objects && actual == expected)
    return "Values have same structure but are not reference-equal:\n\n" + actual + "\n";
  const std::string head = "Expected values to be " + std::string(relation) + ":\n";
  if (!arguments[0].is_object() && !arguments[1].is_object())
    return head + "\n" + actual + " !== " + expected + "\n";
  return head + "+ actual - expected\n\n" + line_difference(actual, expected);
}

Value assert_ok(Machine& machine, const Arguments& arguments) {
  if (machine.to_boolean(arguments[0])) return {};
  Failure failure{arguments.count == 0
                      ? "No value argument passed to `assert.ok()`"
                      : "The expression evaluated to a falsy value:\n\n  " + call_text(machine) + "\n",
                  arguments[0], Value(true), "=="};
  apply_message(machine, arguments[1], failure);
  fail(machine, failure);
}

Value assert_equal(Machine& machine, const Arguments& arguments) {
  const auto is_nan = [](Value value) { return value.is_number() && value.as_number() != value.as_number(); };
  if (machine.loosely_equals(arguments[0], arguments[1]) || (is_nan(arguments[0]) && is_nan(arguments[1])))
    return {};
  fail_comparison(machine, arguments, shown(machine, arguments[0]) + " == " + shown(machine, arguments[1]),
                  "==");
}

Value assert_not_equal(Machine& machine, const Arguments& arguments) {
  if (!machine.loosely_equals(arguments[0], arguments[1])) return {};
  fail_comparison(machine, arguments, shown(machine, arguments[0]) + " != " + shown(machine, arguments[1]),
                  "!=");
}

Value assert_strict_equal(Machine& machine, const Arguments& arguments) {
  if (machine.same_value(arguments[0], arguments[1])) return {};
  fail_comparison(machine, arguments, strict_text(machine, arguments, "strictly equal"), "strictEqual");
}

// What stands behind the colon where one value is shown: on the same line when it is short, and not more
// than 46 lines of a long one [lib/internal/assert/assertion_error.js].
std::string single_value(std::string text) {
  constexpr std::size_t kShort = 5;
  constexpr std::size_t kMostLines = 50;
  constexpr std::size_t kLinesKept = 46;
  const auto breaks = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  if (breaks == 0) return (text.size() > kShort ? "\n\n" : " ") + text;
  if (breaks + 1 > kMostLines) {
    std::size_t end = 0;
    for (std::size_t line = 0; line < kLinesKept; ++line) end = text.find('\n', end) + 1;
    text.resize(end);
    text += "...";
  }
  return "\n\n" + text + "\n";
}

Value assert_not_strict_equal(Machine& machine, const Arguments& arguments) {
  if (!machine.same_value(arguments[0], arguments[1])) return {};
  fail_comparison(machine, arguments,
                  (arguments[0].is_object() ? "Expected \"actual\" not to be reference-equal to \"expected\":"
                                            : "Expected \"actual\" to be strictly unequal to:") +
                      single_value(shown(machine, arguments[0])),
                  "notStrictEqual");
}

Value assert_deep_equal(Machine& machine, const Arguments& arguments) {
  if (deeply_equal(machine, arguments[0], arguments[1], false)) return {};
  fail_comparison(machine, arguments,
                  "Expected values to be loosely deep-equal:\n\n" + shown(machine, arguments[0]) +
                      "\n\nshould loosely deep-equal\n\n" + shown(machine, arguments[1]),
                  "deepEqual");
}

Value assert_deep_strict_equal(Machine& machine, const Arguments& arguments) {
  if (deeply_equal(machine, arguments[0], arguments[1], true)) return {};
  fail_comparison(machine, arguments, strict_text(machine, arguments, "strictly deep-equal"),
                  "deepStrictEqual");
}

Value assert_not_deep_strict_equal(Machine& machine, const Arguments& arguments) {
  if (!deeply_equal(machine, arguments[0], arguments[1], true)) return {};
  fail_comparison(
      machine, arguments,
      "Expected \"actual\" not to be strictly deep-equal to:" + single_value(shown(machine, arguments[0])),
      "notDeepStrictEqual");
}

Value assert_not_deep_equal(Machine& machine, const Arguments& arguments) {
  if (!deeply_equal(machine, arguments[0], arguments[1], false)) return {};
  fail_comparison(machine, arguments,
                  "Expected \"actual\" not to be loosely deep-equal to:\n\n" + shown(machine, arguments[0]),
                  "notDeepEqual");
}

// assert.match and assert.doesNotMatch
template <bool wanted>
Value assert_matches(Machine& machine, const Arguments& arguments) {
  const Value pattern = arguments[1];
  if (!pattern.is_object() || pattern.as_object()->kind() != CellKind::regexp)
    throw_invalid_argument(machine, "regexp", "an instance of RegExp", pattern);
  const bool matches =
      arguments[0].is_string() && machine.to_boolean(machine.invoke(pattern, "test", {arguments[0]}));
  if (arguments[0].is_string() && matches == wanted) return {};
  std::string text = "The \"string\" argument must be of type string. Received type " +
                     machine.type_of(arguments[0])->utf8() + " (" + inspect(machine, arguments[0]) + ")";
  if (arguments[0].is_string()) {
    text = std::string(wanted ? "The input did not match the regular expression "
                              : "The input was expected to not match the regular expression ") +
           inspect(machine, pattern) + ". Input:\n\n" + inspect(machine, arguments[0]) + "\n";
  }
  fail_comparison(machine, arguments, std::move(text), wanted ? "match" : "doesNotMatch");
}

Value assert_if_error(Machine& machine, const Arguments& arguments) {
  const Value value = arguments[0];
  if (value.is_nullish()) return {};
  const Value message = value.is_object() ? machine.get(value, "message") : Value::undefined();
  const std::string text = message.is_string() ? message.as_string()->utf8() : inspect(machine, value);
  fail(machine, {"ifError got unwanted exception: " + text, value, Value::null(), "ifError", false});
}

Value assert_fail(Machine& machine, const Arguments& arguments) {
  Failure failure{"Failed", Value::undefined(), Value::undefined(), "fail"};
  apply_message(machine, arguments[0], failure);
  fail(machine, failure);
}

// --- functions that must throw, promises that must reject ---

// The compared properties of an error, as an object of a class of their own [Comparison].
std::string compared(Machine& machine, Value error, const std::vector<PropertyKey>& keys) {
  Object* comparison = machine.create_object();
  for (const PropertyKey key : keys) {
    if (error.is_object() && error.as_object()->has(machine, key))
      comparison->define(machine, key, error.as_object()->get(machine, key));
  }
  return "Comparison " + shown(machine, Value(comparison));
}

// "Missing expected rejection (TypeError): message" [expectsError]
std::string missing_text(Machine& machine, std::string_view what, Value expected, Value message) {
  if (expected.is_string()) std::swap(expected, message);
  std::string text = "Missing expected " + std::string(what);
  if (expected.is_object()) {
    const Value name = machine.get(expected, machine.realm.keys.name);
    if (machine.to_boolean(name)) text += " (" + machine.to_utf8(name) + ")";
  }
  return text + (machine.to_boolean(message) ? ": " + machine.to_utf8(message) : ".");
}

// What the second argument of throws and rejects asks of an error: a class, a predicate, or properties.
void check_error(Machine& machine, Value error, Value expected, std::string_view operation) {
  if (expected.is_undefined() || expected.is_string()) return;
  if (is_callable(expected)) {
    const Value prototype = machine.get(expected, machine.realm.keys.prototype);
    if (prototype.is_object() && machine.instance_of(error, expected)) return;
    const bool is_error_class =
        prototype.is_object() && expected.as_object()->has(machine, machine.key("stackTraceLimit"));
    if (is_error_class) throw Throw{error};
    if (machine.call(expected, Value(machine.create_object()), {error}).is_true()) return;
    fail(machine, {"The validation function is expected to return \"true\".", error, expected, operation});
  }
  if (!expected.is_object()) return;
  if (expected.as_object()->kind() == CellKind::regexp) {
    if (machine.to_boolean(machine.invoke(expected, "test", {Value(machine.to_string(error))}))) return;
    fail(machine, {"The input did not match the regular expression " + inspect(machine, expected) +
                       ". Input:\n\n" + inspect(machine, Value(machine.to_string(error))) + "\n",
                   error, expected, operation});
  }
  std::vector<PropertyKey> keys = expected.as_object()->own_keys(machine);
  if (expected.as_object()->kind() == CellKind::error) {
    for (const PropertyKey key : {machine.realm.keys.name, machine.realm.keys.message})
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    std::erase(keys, machine.realm.keys.stack);
  }
  Pinned pinned(machine);
  pinned.keep_all(keys);
  for (const PropertyKey key : keys) {
    const Value wanted = expected.as_object()->get(machine, key);
    const Value found = machine.get(error, key);
    const bool pattern =
        wanted.is_object() && wanted.as_object()->kind() == CellKind::regexp && found.is_string();
    if (pattern ? machine.to_boolean(machine.invoke(wanted, "test", {found}))
                : deeply_equal(machine, found, wanted, true))
      continue;
    fail(machine, {"Expected values to be strictly deep-equal:\n+ actual - expected\n\n" +
                       line_difference(compared(machine, error, keys), compared(machine, expected, keys)),
                   error, expected, operation});
  }
}

Value assert_throws(Machine& machine, const Arguments& arguments) {
  require_function(machine, "fn", arguments[0]);
  const Completion completion = machine.try_call(arguments[0], Value::undefined());
  if (!completion.threw)
    fail(machine, {missing_text(machine, "exception", arguments[1], arguments[2]), Value::undefined(),
                   arguments[1], "throws", false});
  check_error(machine, completion.value, arguments[1], "throws");
  return {};
}

Value assert_does_not_throw(Machine& machine, const Arguments& arguments) {
  require_function(machine, "fn", arguments[0]);
  const Completion completion = machine.try_call(arguments[0], Value::undefined());
  if (!completion.threw) return {};
  const Value message =
      completion.value.is_object() ? machine.get(completion.value, "message") : Value::undefined();
  fail(machine, {"Got unwanted exception.\nActual message: \"" + machine.to_utf8(message) + "\"",
                 completion.value, arguments[1], "doesNotThrow", false});
}

// --- rejects and doesNotReject: two async functions, one within the other [waitForActual] ---

bool is_promise_like(Machine& machine, Value value) {
  if (!value.is_object() || is_callable(value)) return false;
  if (value.as_object()->kind() == CellKind::promise) return true;
  return is_callable(machine.get(value, machine.realm.keys.then)) && is_callable(machine.get(value, "catch"));
}

// The promise that is watched: the argument, or what it returns when it is a function.
Value watched_promise(Machine& machine, Value given) {
  if (is_callable(given)) {
    const Value returned = machine.call(given, Value::undefined());
    if (is_promise_like(machine, returned)) return returned;
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_RETURN_VALUE",
                     "Expected instance of Promise to be returned from the \"promiseFn\" function but got " +
                         received(machine, returned) + ".");
  }
  if (is_promise_like(machine, given)) return given;
  throw_invalid_argument(machine, "promiseFn", "of type function or an instance of Promise", given);
}

// What became of it: an array, of the reason where it was rejected.
Value outcome_fulfilled(Machine& machine, const Arguments&) {
  return Value(machine.create_array());
}
Value outcome_rejected(Machine& machine, const Arguments& arguments) {
  return Value(machine.create_array({arguments[0]}));
}

// judge(outcome): throws where the assertion fails.
Value watch_promise(Machine& machine, Value given, Value judge) {
  Promise* outcome = new_promise(machine);
  try {
    const Value promise = watched_promise(machine, given);
    const Value resolved = promise_resolve(machine, Value(machine.realm.promise_constructor), promise);
    PromiseCapability seen;
    seen.promise = outcome;
    perform_promise_then(machine, static_cast<Promise*>(resolved.as_object()),
                         Value(machine.create_native("", 1, outcome_fulfilled)),
                         Value(machine.create_native("", 1, outcome_rejected)), seen);
  } catch (const Throw& thrown) {
    reject_promise(machine, outcome, thrown.value);
  }
  PromiseCapability judged;
  judged.promise = new_promise(machine);
  perform_promise_then(machine, outcome, judge, Value::undefined(), judged);
  return Value(judged.promise);
}

Value judge_rejects(Machine& machine, const Arguments& arguments) {
  const std::vector<Value>& outcome = static_cast<Array*>(arguments[0].as_object())->elements;
  const Value expected = arguments.callee->captured[0];
  if (outcome.empty())
    fail(machine, {missing_text(machine, "rejection", expected, arguments.callee->captured[1]),
                   Value::undefined(), expected, "rejects", false});
  check_error(machine, outcome.front(), expected, "rejects");
  return {};
}

Value assert_rejects(Machine& machine, const Arguments& arguments) {
  return watch_promise(machine, arguments[0],
                       Value(machine.create_native("", 1, judge_rejects, {arguments[1], arguments[2]})));
}

Value judge_does_not_reject(Machine& machine, const Arguments& arguments) {
  const std::vector<Value>& outcome = static_cast<Array*>(arguments[0].as_object())->elements;
  if (outcome.empty()) return {};
  const Value reason = outcome.front();
  const Value message = reason.is_object() ? machine.get(reason, "message") : Value::undefined();
  fail(machine, {"Got unwanted rejection.\nActual message: \"" + machine.to_utf8(message) + "\"", reason,
                 Value::undefined(), "doesNotReject", false});
}

Value assert_does_not_reject(Machine& machine, const Arguments& arguments) {
  return watch_promise(machine, arguments[0], Value(machine.create_native("", 1, judge_does_not_reject)));
}

Value construct_assertion_error(Machine& machine, const Arguments& arguments) {
  const Value message = arguments[0].is_object() ? machine.get(arguments[0], "message") : Value::undefined();
  Object* error = create_node_error(machine, ErrorKind::error, "ERR_ASSERTION",
                                    message.is_undefined() ? "Failed" : machine.to_utf8(message));
  error->set_prototype(machine, host_state(machine).assertion_error_prototype);
  return Value(error);
}

constexpr MethodRow kFunctions[] = {
    {"ok", 0, assert_ok},
    {"fail", 1, assert_fail},
    {"equal", 3, assert_equal},
    {"notEqual", 3, assert_not_equal},
    {"deepEqual", 3, assert_deep_equal},
    {"deepStrictEqual", 3, assert_deep_strict_equal},
    {"notDeepStrictEqual", 3, assert_not_deep_strict_equal},
    {"strictEqual", 3, assert_strict_equal},
    {"notStrictEqual", 3, assert_not_strict_equal},
    {"throws", 1, assert_throws},
    {"doesNotThrow", 1, assert_does_not_throw},
    {"rejects", 1, assert_rejects},
    {"doesNotReject", 1, assert_does_not_reject},
    {"ifError", 1, assert_if_error},
    {"match", 3, assert_matches<true>},
    {"doesNotMatch", 3, assert_matches<false>},
    {"notDeepEqual", 3, assert_not_deep_equal},
};

// assert.strict: the loose names mean the strict comparisons.
struct StrictName {
  std::string_view loose;
  std::string_view strict;
};
constexpr StrictName kStrictNames[] = {{"equal", "strictEqual"},
                                       {"notEqual", "notStrictEqual"},
                                       {"deepEqual", "deepStrictEqual"},
                                       {"notDeepEqual", "notDeepStrictEqual"}};

}  // namespace

Value make_assert_module(Machine& machine) {
  HostState& host = host_state(machine);
  Object* prototype = machine.create_object(machine.realm.error_prototype);
  host.assertion_error_prototype = prototype;
  NativeFunction* assertion_error = define_constructor(
      machine, "AssertionError", 1, construct_assertion_error, prototype, /*global=*/false);
  prototype->define(machine, machine.realm.keys.name, machine.string("AssertionError"), kHidden);
  Object* module = machine.create_native("ok", 0, assert_ok);
  Object* strict = machine.create_native("ok", 0, assert_ok);
  define_functions(machine, module, kFunctions);
  module->define(machine, "AssertionError", Value(assertion_error));
  for (const PropertyKey key : module->own_keys(machine)) {
    const auto property = module->get_own(machine, key);
    if ((property->attributes & kEnumerable) != 0) strict->define(machine, key, property->value);
  }
  for (const StrictName& name : kStrictNames)
    strict->define(machine, name.loose, module->get(machine, name.strict));
  module->define(machine, "strict", Value(strict));
  strict->define(machine, "strict", Value(strict));
  return Value(module);
}

Value make_strict_assert_module(Machine& machine) {
  return builtin_module(machine, "assert").as_object()->get(machine, "strict");
}

}  // namespace asyncq::engine
