#include "engine/errors.h"

#include "engine/error_stack.h"

#include <fmt/format.h>

#include <charconv>

#include "engine/builtins.h"
#include "engine/generator.h"
#include "engine/operations.h"
#include "engine/promise.h"

namespace asyncq::engine {

namespace {

constexpr std::size_t kMostFramesShown = 10;  // V8's Error.stackTraceLimit

// The name of a receiver's class, for "at Foo.method"; empty when there is nothing to say.
std::string type_name(Machine& machine, Value receiver) {
  if (!receiver.is_object() || receiver.as_object() == machine.realm.global) return {};
  for (Object* object = receiver.as_object(); object != nullptr; object = object->prototype()) {
    const std::optional<Property> own = object->get_own(machine, machine.realm.keys.constructor);
    if (!own || own->is_accessor() || !own->value.is_object()) continue;
    const std::optional<Property> name = own->value.as_object()->get_own(machine, machine.realm.keys.name);
    if (name && name->value.is_string()) return name->value.as_string()->utf8();
  }
  return "Object";
}

std::string place(const program::Program& program, const Frame* frame) {
  const program::FunctionCode& code = *frame->code->code;
  const support::SourcePosition at =
      code.position_of(static_cast<std::uint32_t>(frame->pc - code.instructions.data()) - 1);
  return fmt::format("{}:{}:{}", program.file ? program.file->name() : "<program>", at.line, at.column);
}

// One line of a stack, without "    at ".
std::string frame_line(Machine& machine, const program::Program& program, Frame* frame, bool is_async) {
  const program::FunctionCode& code = *frame->code->code;
  const std::string where = place(program, frame);
  const std::string prefix = is_async ? "async " : "";
  if (code.is_main) {
    if (is_async || program.kind == syntax::SourceKind::module) return prefix + where;
    return fmt::format("Object.<anonymous> ({})", where);
  }
  std::string name = frame->function->name_override != nullptr ? frame->function->name_override->utf8() : code.name;
  if (frame->is_construct) return fmt::format("new {} ({})", name.empty() ? "<anonymous>" : name, where);
  std::string type = code.is_arrow || code.is_strict || is_async ? std::string{} : type_name(machine, frame->this_value);
  if (code.is_method && !is_async) type = type_name(machine, frame->this_value);
  if (code.is_method && frame->this_value.is_object() && frame->this_value.as_object()->is_callable()) {
    const Value own = frame->this_value.as_object()->get(machine, machine.realm.keys.name);
    type = own.is_string() ? "Function" : type;
  }
  if (name.empty()) {
    if (type.empty()) return prefix + where;
    name = "<anonymous>";
  }
  return fmt::format("{}{}{}{} ({})", prefix, type, type.empty() ? "" : ".", name, where);
}

// The async function that waits for what this frame works for, by way of its promise's first reaction.
Frame* awaiting_frame(Frame* frame) {
  if (frame->async_object == nullptr || frame->async_object->kind() != CellKind::promise) return nullptr;
  const auto* promise = static_cast<Promise*>(frame->async_object);
  for (int hops = 0; hops < 8; ++hops) {
    const Reaction* reaction = promise->first_reaction;
    if (reaction == nullptr) return nullptr;
    if (reaction->kind == Reaction::Kind::await) return reaction->frame;
    if (reaction->kind != Reaction::Kind::adopt) return nullptr;
    promise = reaction->result.promise;  // return p: whoever awaits the outer promise
  }
  return nullptr;
}

}  // namespace

std::string Machine::stack_trace(std::string_view header) {
  std::string out(header);
  std::size_t shown = 0;
  Frame* last = nullptr;
  for (Frame* frame = current_frame_; frame != nullptr && shown < kMostFramesShown; frame = frame->caller) {
    // V8 marks a resumed function async only below the frames that really run.
    out += "\n    at " + frame_line(*this, program_, frame, false);
    last = frame;
    ++shown;
  }
  for (; last != nullptr && shown < kMostFramesShown; ++shown) {
    last = awaiting_frame(last);
    if (last == nullptr) break;
    out += "\n    at " + frame_line(*this, program_, last, true);
  }
  return out;
}

Value unhandled_rejection_error(Machine& machine, Value reason) {
  if (reason.is_object() && reason.as_object()->kind() == CellKind::error) return reason;
  const std::string shown = reason.is_object() || reason.is_symbol() ? describe(machine, reason) : machine.to_utf8(reason);
  const std::string message =
      "This error originated either by throwing inside of an async function without a catch block, or by rejecting a "
      "promise which was not handled with .catch(). The promise rejected with the reason \"" + shown + "\".";
  Object* error = machine.create_error(ErrorKind::error, message);
  error->define(machine, machine.realm.keys.code, machine.string("ERR_UNHANDLED_REJECTION"));
  error->define(machine, machine.realm.keys.stack,
                machine.string("UnhandledPromiseRejection: " + message), kHidden);
  return Value(error);
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
  return position;
}

namespace {

Value module_failed(Machine& machine, const Arguments& arguments) {
  machine.fail_module(arguments[0]);
  return Value::undefined();
}

}  // namespace

void watch_main_promise(Machine& machine, Promise* promise) {
  perform_promise_then(machine, promise, Value::undefined(), Value(machine.create_native("", 1, module_failed)), {});
}

}  // namespace asyncq::engine
