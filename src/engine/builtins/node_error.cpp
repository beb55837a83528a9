#include "engine/builtins/node_error.h"

#include "engine/host.h"

#include <array>
#include <cmath>
#include <limits>

#include "engine/builtins.h"
#include "engine/inspect/inspect.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

// Received values are quoted up to this many code units.
constexpr std::size_t kQuotedLength = 28;
constexpr std::size_t kCutLength = 25;

// NodeError.prototype.toString: the code belongs to the text.
Value node_error_to_string(Machine& machine, const Arguments& arguments) {
  const Value self = arguments.this_value;
  return machine.string(machine.to_utf8(machine.get(self, "name")) + " [" +
                        machine.to_utf8(machine.get(self, "code")) +
                        "]: " + machine.to_utf8(machine.get(self, "message")));
}

constexpr MethodRow kNodeErrorMethods[] = {{"toString", 0, node_error_to_string}};

std::string quoted_start(Machine& machine, Value text) {
  std::u16string_view view = text.as_string()->view();
  std::u16string shown(view);
  if (view.size() > kQuotedLength) {
    shown = view.substr(0, kCutLength);
    shown += u"...";
  }
  if (shown.find(u'\'') == shown.npos) return "'" + support::utf8_from_utf16(shown) + "'";
  return machine.to_utf8(machine.invoke(machine.realm.global->get(machine, "JSON"), "stringify",
                                        {machine.string(std::move(shown))}));
}

}  // namespace

Object* create_node_error(Machine& machine, ErrorKind kind, std::string_view code, std::string_view message) {
  Object* error = machine.create_error(kind, message);
  const auto& keys = machine.realm.keys;
  // The stack's header names the code: "TypeError [CODE]: message".
  const std::string name = machine.to_utf8(error->get(machine, keys.name));
  const std::string stack = machine.to_utf8(error->get(machine, keys.stack));
  if (stack.starts_with(name))
    error->define(machine, keys.stack,
                  machine.string(name + " [" + std::string(code) + "]" + stack.substr(name.size())), kHidden);
  error->define(machine, keys.code, machine.string(code));
  define_methods(machine, error, kNodeErrorMethods);
  // Until Node 12 the code was part of the name for good.
  if (scheduler::is_node_before(machine.policy(), 12))
    error->define(machine, keys.name, machine.string(name + " [" + std::string(code) + "]"), kHidden);
  return error;
}

void throw_node_error(Machine& machine, ErrorKind kind, std::string_view code, std::string_view message) {
  throw Throw{Value(create_node_error(machine, kind, code, message))};
}

std::string received(Machine& machine, Value actual) {
  if (actual.is_nullish()) return actual.is_null() ? "null" : "undefined";
  if (is_callable(actual)) {
    const std::string name = machine.to_utf8(machine.get(actual, "name"));
    return name.empty() ? "function " : "function " + name;
  }
  if (actual.is_object()) {
    const Value constructor = machine.get(actual, "constructor");
    if (constructor.is_object()) {
      const Value name = machine.get(constructor, "name");
      if (name.is_string() && name.as_string()->length() > 0)
        return "an instance of " + name.as_string()->utf8();
    }
    InspectOptions options;
    options.depth = -1;
    return inspect(machine, actual, options);
  }
  const std::string type = machine.type_of(actual)->utf8();
  if (actual.is_string()) return "type string (" + quoted_start(machine, actual) + ")";
  return "type " + type + " (" + inspect(machine, actual) + ")";
}

Object* create_invalid_argument(Machine& machine, std::string_view name, std::string_view expected,
                                Value actual) {
  // Node 10 and 11 named the type alone.
  const bool names_type = scheduler::is_node_before(machine.policy(), 12);
  if (names_type && expected == "of type function") expected = "of type Function";
  const bool property = name.find('.') != name.npos;
  return create_node_error(
      machine, ErrorKind::type_error, "ERR_INVALID_ARG_TYPE",
      "The \"" + std::string(name) + "\" " + (property ? "property" : "argument") + " must be " +
          std::string(expected) + ". Received " +
          (names_type ? "type " + machine.type_of(actual)->utf8() : received(machine, actual)));
}

void throw_invalid_argument(Machine& machine, std::string_view name, std::string_view expected,
                            Value actual) {
  throw Throw{Value(create_invalid_argument(machine, name, expected, actual))};
}

void require_function(Machine& machine, std::string_view name, Value value) {
  if (is_callable(value)) return;
  if (scheduler::is_node_before(machine.policy(), 10))
    machine.throw_type_error("\"" + std::string(name) + "\" argument must be a function");
  throw_invalid_argument(machine, name, "of type function", value);
}

void require_scheduled_function(Machine& machine, Value value) {
  const scheduler::Policy& policy = machine.policy();
  const bool has_own_code = scheduler::is_node_before(policy, 18) && !scheduler::is_node_before(policy, 10);
  if (!has_own_code) return require_function(machine, "callback", value);
  if (is_callable(value)) return;
  const bool names_value = !scheduler::is_node_before(policy, 12);
  constexpr std::string_view kCode = "ERR_INVALID_CALLBACK";
  Object* error =
      create_node_error(machine, ErrorKind::type_error, kCode,
                        "Callback must be a function" +
                            (names_value ? ". Received " + inspect(machine, value) : std::string()));
  throw Throw{Value(error)};
}

void throw_out_of_range(Machine& machine, std::string_view name, std::string_view range, Value value) {
  throw_node_error(machine, ErrorKind::range_error, "ERR_OUT_OF_RANGE",
                   "The value of \"" + std::string(name) + "\" is out of range. It must be " +
                       std::string(range) + ". Received " + inspect(machine, value));
}

Object* create_abort_error(Machine& machine, Value cause) {
  const auto& keys = machine.realm.keys;
  Object* error = machine.create_error(ErrorKind::error, "The operation was aborted");
  error->define(machine, keys.cause, cause, kHidden);
  error->define(machine, keys.code, machine.string("ABORT_ERR"));
  error->define(machine, keys.name, machine.string("AbortError"));
  return error;
}

namespace {

std::string text_of(Machine& machine, Object* object, std::string_view key) {
  const Value value = object->get(machine, key);
  return value.is_string() ? value.as_string()->utf8() : "";
}

// onWarning and doEmitWarning of lib/internal/process/warning.js
Value warn(Machine& machine, const Arguments& arguments) {
  Object* warning = arguments[0].as_object();
  const std::string code = text_of(machine, warning, "code");
  const std::string name = text_of(machine, warning, "name");
  const std::string detail = text_of(machine, warning, "detail");
  std::string out = "(node:1) " + (code.empty() ? "" : "[" + code + "] ") + name + ": " +
                    text_of(machine, warning, "message") + (detail.empty() ? "" : "\n" + detail) + "\n";
  HostState& host = host_state(machine);
  const bool deprecation = name == "DeprecationWarning";
  if (!host.warned && !scheduler::is_node_before(machine.policy(), 14)) {
    out += std::string("(Use `node --trace-") + (deprecation ? "deprecation" : "warnings") +
           " ...` to show where the warning was created)\n";
  }
  host.warned = true;
  machine.write(trace::Stream::err, out);
  machine.invoke(Value(machine.process.object), "emit", {machine.string("warning"), Value(warning)});
  return {};
}

}  // namespace

void emit_warning(Machine& machine, Object* warning) {
  const Value job(machine.create_native("", 1, warn));
  machine.scheduler().enqueue_tick(machine.callback_job(job, Value::undefined(), std::array{Value(warning)}));
}

void emit_warning(Machine& machine, std::string_view name, std::string_view text, std::string_view code) {
  Object* warning = machine.create_error(ErrorKind::error, text);
  warning->define(machine, machine.realm.keys.name, machine.string(name));
  if (!code.empty()) warning->define(machine, machine.realm.keys.code, machine.string(code));
  emit_warning(machine, warning);
}

}  // namespace asyncq::engine
