// The lines of an error's stack, as V8 writes them (src/objects/call-site-info.cc): the functions of the
// program, and the language's own functions that call back into it.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/builtins/promise_element.h"
#include "engine/generator.h"
#include "engine/machine.h"
#include "engine/messages.h"
#include "engine/page/page.h"
#include "engine/promise.h"
#include "engine/script_wrapper.h"
#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

using program::Operation;

// V8's Error.stackTraceLimit, and how many it shows whatever that says.
constexpr std::size_t kMostFramesShown = 200;

std::size_t frames_shown(Machine& machine) {
  const Value error = peek(machine, machine.realm.global, machine.key("Error"));
  if (!error.is_object()) return 0;
  const auto limit = error.as_object()->get_own(machine, machine.key("stackTraceLimit"));
  if (!limit || limit->is_accessor() || !limit->value.is_number()) return 0;
  const double count = limit->value.as_number();
  return count > 0 ? static_cast<std::size_t>(std::min(count, static_cast<double>(kMostFramesShown))) : 0;
}

// The language's own functions that V8 shows no frame of: they go on to the function that they were given.
constexpr std::string_view kGoingOn[] = {"apply", "call", "construct"};
// Those that make the error which is shown, or throw without a frame of their own.
constexpr std::string_view kMakingErrors[] = {
    "AggregateError", "Array",       "Error",     "EvalError", "RangeError",
    "ReferenceError", "SyntaxError", "TypeError", "URIError",  "captureStackTrace",
};
// Where the language's functions are; those that Node and browsers add have frames of files that no puzzle
// shows.
constexpr std::string_view kConstructors[] = {
    "Array",  "BigInt", "Boolean", "Date",   "Error",   "Function", "Iterator",
    "JSON",   "Map",    "Math",    "Number", "Object",  "Promise",  "Reflect",
    "RegExp", "Set",    "String",  "Symbol", "WeakMap", "WeakRef",  "WeakSet",
};
constexpr std::string_view kGlobalFunctions[] = {
    "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "isFinite",
    "isNaN",     "parseFloat",         "parseInt",  "unescape",
};

template <typename List>
bool lists(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool belongs_to_language(Machine& machine, const NativeFunction* function, Value receiver) {
  const PropertyKey key = machine.strings.key(function->name->utf8());
  const auto holds = [&](Value holder) {
    if (!holder.is_object()) return false;
    const Value found = peek(machine, holder.as_object(), key);
    return found.is_object() && found.as_object() == function;
  };
  if (lists(kGlobalFunctions, function->name->utf8())) return holds(Value(machine.realm.global));
  if (receiver.is_object() &&
      (receiver.as_object()->kind() == CellKind::generator ||
       receiver.as_object()->kind() == CellKind::iterator) &&
      holds(receiver)) {
    return true;
  }
  for (const std::string_view name : kConstructors) {
    const Value constructor = peek(machine, machine.realm.global, machine.key(name));
    if (!constructor.is_object()) continue;
    if (constructor.as_object() == function || holds(constructor)) return true;
    if (holds(peek(machine, constructor.as_object(), machine.realm.keys.prototype))) return true;
  }
  return false;
}

// V8 before 10: a class is any function, and the name that was inferred of an assignment stands behind the
// type.
bool has_old_frames(const Machine& machine) {
  constexpr unsigned kNodeOfV8With10 = 17;
  return scheduler::is_node_before(machine.policy(), kNodeOfV8With10);
}

// The class of a receiver, for "at Foo.method"; empty for the global object and what is no object.
std::string type_name(Machine& machine, Value receiver) {
  if (!receiver.is_object() || receiver.as_object() == machine.realm.global) return {};
  Object* object = receiver.as_object();
  if (object == machine.process.object) return "process";
  if (is_callable(receiver)) {
    const Value name = peek(machine, object, machine.realm.keys.name);
    const std::string text = name.is_string() ? name.as_string()->utf8() : "";
    return text.empty() || has_old_frames(machine) ? "Function" : text;
  }
  const std::string name = constructor_name(machine, object);
  return name.empty() ? "Object" : name;
}

// The property of a receiver, or of what it inherits from, that holds a function; empty when there is not
// just one.
std::string method_name(Machine& machine, const std::string& type, Value receiver, const Closure* function) {
  if (type == "Timeout") return "_onTimeout";
  if (type == "Immediate") return "_onImmediate";
  constexpr std::size_t kMostProperties = 100;
  std::string found;
  for (Object* object = receiver.as_object(); object != nullptr; object = object->prototype()) {
    const std::vector<PropertyKey> keys = object->own_keys(machine);
    if (keys.size() > kMostProperties) return {};
    for (const PropertyKey key : keys) {
      if (key.is_symbol() || key.is_index()) continue;
      const std::optional<Property> property = object->get_own(machine, key);
      if (!property || property->is_accessor() || !property->value.is_object()) continue;
      if (property->value.as_object() != function) continue;
      if (!found.empty()) return {};
      found = key.utf8();
    }
  }
  return found;
}

bool is_identifier(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '$' || c >= 0x80;
  });
}

// V8 takes the function for the constructor of its generators.
std::string generator_name(Machine& machine, const Frame* frame) {
  const Value name = peek(machine, frame->function, machine.realm.keys.name);
  const std::string text = name.is_string() ? name.as_string()->utf8() : frame->code->code->name;
  if (!text.empty()) return text;
  return frame->code->code->is_async ? "AsyncGenerator" : "Generator";
}

std::string place(Machine& machine, const program::Program& program, const Frame* frame) {
  const program::FunctionCode& code = *frame->code->code;
  support::SourcePosition at =
      code.position_of(static_cast<std::uint32_t>(frame->pc - code.instructions.data()) - 1);
  if (at.line == 1 && wraps_first_line(machine.policy()))
    at.column += static_cast<std::uint32_t>(kScriptWrapper.size());
  return fmt::format("{}:{}:{}", program.file ? program.file->name() : "<program>", at.line, at.column);
}

// AppendMethodCall
std::string method_call(Machine& machine, Frame* frame, const std::string& type, const std::string& name) {
  const std::string method = method_name(machine, type, frame->this_value, frame->function);
  if (name.empty()) return fmt::format("{}.{}", type, method.empty() ? "<anonymous>" : method);
  const bool is_denos = machine.policy().family == scheduler::Family::deno;
  const bool is_plain = is_identifier(name) || is_denos || has_old_frames(machine);
  const bool qualified = is_plain && !name.starts_with(type);
  const bool alias = is_plain && !method.empty() && !name.ends_with(method);
  return fmt::format("{}{}{}{}", qualified ? type : "", qualified ? "." : "", name,
                     alias ? fmt::format(" [as {}]", method) : "");
}

// One line of a stack, without "    at ".
std::string frame_line(Machine& machine, const program::Program& program, Frame* frame, bool is_async) {
  const program::FunctionCode& code = *frame->code->code;
  const std::string where = place(machine, program, frame);
  const std::string prefix = is_async ? "async " : "";
  if (code.is_main) {
    if (is_async || program.kind == syntax::SourceKind::module || is_page(machine)) return prefix + where;
    return fmt::format("Object.<anonymous> ({})", where);
  }
  std::string name =
      frame->function->name_override() != nullptr ? frame->function->name_override()->utf8() : code.name;
  if (name.empty()) name = code.inferred_name;
  if (frame->is_construct) return fmt::format("new {} ({})", name.empty() ? "<anonymous>" : name, where);
  const std::string type = type_name(machine, frame->this_value);
  if (!type.empty()) name = method_call(machine, frame, type, name);
  if (name.empty()) return prefix + where;
  return fmt::format("{}{} ({})", prefix, name, where);
}

// The native function that a frame runs: its callee is still among the frame's operands.
struct NativeCall {
  NativeFunction* function = nullptr;
  Value receiver;  // undefined: constructed
};

std::optional<NativeCall> native_call(Frame* caller) {
  if (caller == nullptr || caller->sp == nullptr) return std::nullopt;
  const std::vector<std::uint32_t>& instructions = caller->code->code->instructions;
  const auto at = static_cast<std::size_t>(caller->pc - instructions.data()) - 1;
  if (at >= instructions.size()) return std::nullopt;
  const auto operation = static_cast<Operation>(instructions[at] & 0xFF);
  const std::ptrdiff_t count = instructions[at] >> 8;
  const bool has_receiver = operation == Operation::call || operation == Operation::call_spread;
  std::ptrdiff_t callee = 0;
  if (operation == Operation::call) callee = count + 2;
  if (operation == Operation::call_spread) callee = 3;
  if (operation == Operation::call_plain || operation == Operation::construct) callee = count + 1;
  if (callee == 0 || caller->sp - caller->operands() < callee) return std::nullopt;
  Value function = caller->sp[-callee];
  Value receiver = has_receiver ? caller->sp[1 - callee] : Value::undefined();
  // call() and apply() have no frames: what they call has one.
  if (operation == Operation::call && function.is_object() && receiver.is_object() &&
      function.as_object()->kind() == CellKind::native_function &&
      lists(kGoingOn, static_cast<NativeFunction*>(function.as_object())->name->utf8())) {
    function = receiver;
    receiver = count > 0 ? caller->sp[-count] : Value::undefined();
  }
  if (!function.is_object() || function.as_object()->kind() != CellKind::native_function) return std::nullopt;
  return NativeCall{static_cast<NativeFunction*>(function.as_object()), receiver};
}

bool calls_generator(Frame* caller) {
  const std::optional<NativeCall> call = native_call(caller);
  if (!call || !call->receiver.is_object()) return false;
  const CellKind kind = call->receiver.as_object()->kind();
  return kind == CellKind::generator || kind == CellKind::async_generator;
}

// The line of next(), return() or throw(), which a generator that runs was resumed by.
std::string generator_line(Machine& machine, Frame* frame) {
  const auto operation = static_cast<Operation>(frame->caller->pc[-1] & 0xFF);
  std::string method = operation == Operation::iterator_close ? "return" : "next";
  if (calls_generator(frame->caller)) method = native_call(frame->caller)->function->name->utf8();
  return fmt::format("{}.{} (<anonymous>)", generator_name(machine, frame), method);
}

// The class of what a native function was called on.
std::string receiver_name(Machine& machine, Value receiver) {
  if (receiver.is_string()) return "String";
  if (receiver.is_number()) return "Number";
  if (receiver.is_boolean()) return "Boolean";
  if (receiver.is_symbol()) return "Symbol";
  if (receiver.is_big_int()) return "BigInt";
  if (!receiver.is_object()) return {};
  Object* object = receiver.as_object();
  // V8 takes the names of its own constructors for the type from 13 on.
  constexpr unsigned kNodeWithNames = 24;
  if (object->kind() == CellKind::native_function &&
      scheduler::is_node_before(machine.policy(), kNodeWithNames)) {
    return "Function";
  }
  const std::string type = type_name(machine, receiver);
  const Value tag = peek(machine, object, PropertyKey::from_symbol(machine.realm.symbol_to_string_tag));
  if (!tag.is_string() || is_callable(receiver)) return type;
  const std::string text = tag.as_string()->utf8();
  if (object->kind() == CellKind::generator && static_cast<Generator*>(object)->frame != nullptr)
    return generator_name(machine, static_cast<Generator*>(object)->frame);
  if (text == "Iterator Helper") return "Iterator";
  const bool is_iterator = object->kind() == CellKind::iterator || object->kind() == CellKind::generator;
  return is_iterator || type == "Object" ? text : type;
}

enum class Doing : std::uint8_t { calling_back, making_an_error };

// The frame of the native function that another frame runs; empty when there is none.
std::string native_line(Machine& machine, Frame* caller, Doing doing) {
  const std::optional<NativeCall> call = native_call(caller);
  if (!call || call->function->name == nullptr) return {};
  const std::string name = call->function->name->utf8();
  if (lists(kGoingOn, name) || (doing == Doing::making_an_error && lists(kMakingErrors, name))) return {};
  if (!belongs_to_language(machine, call->function, call->receiver)) return {};
  const auto operation = static_cast<Operation>(caller->pc[-1] & 0xFF);
  if (operation == Operation::construct)
    return call->function->constructor ? fmt::format("new {} (<anonymous>)", name) : "";
  const std::string type = receiver_name(machine, call->receiver);
  return fmt::format("{}{}{} (<anonymous>)", type, type.empty() ? "" : ".", name);
}

// What waits for a promise: an async function, or a combinator on its behalf.
struct Waiting {
  Frame* frame = nullptr;
  std::string combinator;            // "Promise.all (index 0)"
  const Promise* promise = nullptr;  // its result
};

// CaptureAsyncStackTrace: by way of the promise's first reaction.
std::optional<Waiting> waiting_for(Machine& machine, const Promise* promise) {
  constexpr int kMostHops = 8;
  for (int hops = 0; hops < kMostHops && promise != nullptr; ++hops) {
    if (!promise->is_pending() || promise->waiting().is_undefined()) return std::nullopt;
    Cell* waiting = promise->waiting().as_cell();
    if (waiting->kind() == CellKind::frame) return Waiting{static_cast<Frame*>(waiting), "", nullptr};
    const Reaction* reaction = static_cast<Reaction*>(waiting)->next;  // the first of the ring
    if (reaction->kind == Reaction::Kind::await) return Waiting{reaction->frame, "", nullptr};
    if (reaction->kind == Reaction::Kind::then) {
      if (const auto element = promise_element(machine, *reaction)) {
        return Waiting{nullptr, fmt::format("Promise.{} (index {})", element->combinator, element->index),
                       element->result};
      }
      if (const Promise* resolved = promise_resolved_by(reaction->on_fulfilled)) {
        promise = resolved;
        continue;
      }
    }
    promise = reaction->result.promise;  // then: the derived promise; return p: the outer one
  }
  return std::nullopt;
}

// What the function settles next: its promise, or that of the first request of an async generator.
const Promise* promise_of(const Frame* frame) {
  const Object* object = frame->async_object;
  if (object == nullptr) return nullptr;
  if (object->kind() == CellKind::promise) return static_cast<const Promise*>(object);
  if (object->kind() != CellKind::async_generator) return nullptr;
  const auto& queue = static_cast<const AsyncGenerator*>(object)->queue;
  return queue.empty() ? nullptr : queue.front().capability.promise;
}

}  // namespace

std::string Machine::stack_trace(std::string_view header, Value hidden) {
  std::string out(header);
  const std::size_t most = frames_shown(*this);
  std::size_t shown = 0;
  const auto show = [&](const std::string& line) {
    if (line.empty() || shown == most) return;
    out += "\n    at " + line;
    ++shown;
  };
  Frame* last = nullptr;
  Frame* first = current_frame_;
  if (!hidden.is_object()) show(native_line(*this, first, Doing::making_an_error));
  if (hidden.is_object()) {
    while (first != nullptr && first->function != hidden.as_object()) first = first->caller;
    first = first == nullptr ? current_frame_ : first->caller;
  }
  for (Frame* frame = first; frame != nullptr && shown < most; frame = frame->caller) {
    // V8 marks a resumed function async only below the frames that really run.
    show(frame_line(*this, program_, frame, false));
    const bool is_generator = frame->code->code->is_generator && frame->caller != nullptr;
    if (is_generator) show(generator_line(*this, frame));
    if (frame->is_entry && !(is_generator && calls_generator(frame->caller)))
      show(native_line(*this, frame->caller, Doing::calling_back));
    last = frame;
  }
  if (last != nullptr && last->is_entry && job_in_finally) show("<anonymous>");
  const Promise* promise = last == nullptr ? nullptr : promise_of(last);
  while (promise != nullptr && shown < most) {
    const std::optional<Waiting> waiting = waiting_for(*this, promise);
    if (!waiting) break;
    show(waiting->frame != nullptr ? frame_line(*this, program_, waiting->frame, true)
                                   : "async " + waiting->combinator);
    promise = waiting->frame != nullptr ? promise_of(waiting->frame) : waiting->promise;
  }
  return out;
}

}  // namespace asyncq::engine
