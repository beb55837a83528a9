#include "engine/errors.h"

#include "engine/error_stack.h"

#include <fmt/format.h>

#include <charconv>

#include "engine/builtins.h"
#include "engine/generator.h"
#include "engine/messages.h"
#include "engine/operations.h"
#include "engine/promise.h"
#include "engine/script_wrapper.h"

namespace asyncq::engine {

Value unhandled_rejection_error(Machine& machine, Value reason) {
  // isErrorLike
  const bool is_error = reason.is_object() && reason.as_object()->kind() == CellKind::error;
  if (is_error && reason.as_object()->get_own(machine, machine.realm.keys.stack)) return reason;
  const std::string shown = message_text(machine, reason);
  const std::string message =
      "This error originated either by throwing inside of an async function without a catch block, or by "
      "rejecting a "
      "promise which was not handled with .catch(). The promise rejected with the reason \"" +
      shown + "\".";
  Object* error = machine.create_error(ErrorKind::error, message);
  error->define(machine, machine.realm.keys.code, machine.string("ERR_UNHANDLED_REJECTION"));
  error->define(machine, machine.realm.keys.stack, machine.string("UnhandledPromiseRejection: " + message),
                kHidden);
  return Value(error);
}

std::string Machine::source_text(support::SourcePosition begin, support::SourcePosition end) const {
  return program_.file ? std::string(program_.file->slice(begin, end)) : "";
}

// Reads "file:line:column" off the first frame of the stack.
support::SourcePosition position_of_error(Machine& machine, Value error) {
  if (!error.is_object() || error.as_object()->kind() != CellKind::error) return machine.current_position();
  const std::string stack = captured_stack(machine, error.as_object());
  std::size_t begin = stack.find("\n    at ");
  if (begin == std::string::npos) return {};
  std::string_view line = std::string_view(stack).substr(begin + 1);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with(')')) line.remove_suffix(1);
  const std::size_t column_at = line.rfind(':');
  if (column_at == std::string_view::npos || column_at == 0) return {};
  const std::size_t line_at = line.rfind(':', column_at - 1);
  if (line_at == std::string_view::npos) return {};
  support::SourcePosition position;
  std::from_chars(line.data() + line_at + 1, line.data() + column_at, position.line);
  std::from_chars(line.data() + column_at + 1, line.data() + line.size(), position.column);
  if (position.line == 1 && wraps_first_line(machine.policy()) && position.column > kScriptWrapper.size())
    position.column -= static_cast<std::uint32_t>(kScriptWrapper.size());
  return position;
}

namespace {

Value module_failed(Machine& machine, const Arguments& arguments) {
  machine.fail_module(arguments[0]);
  return Value::undefined();
}

}  // namespace

void watch_main_promise(Machine& machine, Promise* promise) {
  perform_promise_then(machine, promise, Value::undefined(),
                       Value(machine.create_native("", 1, module_failed)), {});
}

}  // namespace asyncq::engine
