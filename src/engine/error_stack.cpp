#include "engine/error_stack.h"
#include "engine/state_hash.h"

#include "engine/frame.h"
#include "engine/messages.h"

namespace asyncq::engine {
namespace {

// The value of the private property behind `stack`, as long as nobody has read it.
class PendingStack final : public Cell {
 public:
  explicit PendingStack(String* lines) : Cell(CellKind::internal), frames(lines) {}
  String* frames;
  void trace(Marker& marker) override { marker.mark(frames); }
  bool describe(StateHash& hash) override {
    hash.add(static_cast<Cell*>(frames));
    return true;
  }
};

PropertyKey private_key(Machine& machine) {
  return PropertyKey::from_symbol(machine.realm.symbol_stack);
}

PendingStack* as_pending(Value value) {
  const bool pending = value.is_cell() && value.as_cell()->kind() == CellKind::internal;
  return pending ? static_cast<PendingStack*>(value.as_cell()) : nullptr;
}

// The object that holds the stack: the receiver or one of its prototypes.
Object* holder_of(Machine& machine, Value receiver) {
  if (!receiver.is_object()) return nullptr;
  for (Object* object = receiver.as_object(); object != nullptr; object = object->prototype()) {
    if (object->get_own(machine, private_key(machine)).has_value()) return object;
  }
  return nullptr;
}

bool in_immediate(Machine& machine) {
  for (const Frame* frame = machine.current_frame(); frame != nullptr; frame = frame->caller)
    if (frame->this_value.is_object() &&
        constructor_name(machine, frame->this_value.as_object()) == "Immediate")
      return true;
  return false;
}

// The frames as they read now. V8 names the methods when a stack is first read, and processImmediate takes
// _onImmediate away from an immediate that has run.
std::string settled_frames(Machine& machine, std::string lines) {
  constexpr std::string_view kMethod = "at Immediate._onImmediate (";
  constexpr std::string_view kAlias = " [as _onImmediate] (";
  const std::size_t method = lines.find(kMethod);
  const std::size_t alias = lines.find(kAlias);
  if ((method == std::string::npos && alias == std::string::npos) || in_immediate(machine)) return lines;
  if (method != std::string::npos) {
    lines.replace(method, kMethod.size(), "at Immediate.<anonymous> (");
  } else {
    lines.replace(alias, kAlias.size(), " (");
  }
  return lines;
}

Value get_stack(Machine& machine, const Arguments& arguments) {
  Object* holder = holder_of(machine, arguments.this_value);
  if (holder == nullptr) return Value::undefined();
  const Value value = holder->get_own(machine, private_key(machine))->value;
  PendingStack* pending = as_pending(value);
  if (pending == nullptr) return value;
  const Value lines = machine.string(settled_frames(machine, pending->frames->utf8()));
  String* header = nullptr;
  try {
    header = error_to_string(machine, holder);
  } catch (const Throw&) {
    header = machine.strings.intern("<error>");
  }
  const Value text(machine.concat(header, lines.as_string()));
  holder->define(machine, private_key(machine), text, kWritable);
  return text;
}

Value set_stack(Machine& machine, const Arguments& arguments) {
  Object* holder = holder_of(machine, arguments.this_value);
  if (holder != nullptr) holder->define(machine, private_key(machine), arguments[0], kWritable);
  return Value::undefined();
}

}  // namespace

void capture_stack(Machine& machine, Object* object, Value hidden) {
  const Value frames = machine.string(machine.stack_trace("", hidden));
  object->define(machine, machine.realm.keys.stack, Value(machine.realm.stack_accessor),
                 kConfigurable | kAccessor);
  object->define(machine, private_key(machine), Value(machine.heap.make<PendingStack>(frames.as_string())),
                 kWritable);
}

std::string captured_stack(Machine& machine, Object* object) {
  const std::optional<Property> own = object->get_own(machine, machine.realm.keys.stack);
  if (!own.has_value()) return "";
  Value value = own->value;
  if (own->is_accessor()) {
    const std::optional<Property> captured = object->get_own(machine, private_key(machine));
    if (!captured.has_value()) return "";
    value = captured->value;
    if (const PendingStack* pending = as_pending(value))
      return settled_frames(machine, pending->frames->utf8());
  }
  return value.is_string() ? value.as_string()->utf8() : "";
}

String* error_to_string(Machine& machine, Object* error) {
  const Value name_value = error->get(machine, machine.realm.keys.name);
  String* name = name_value.is_undefined() ? machine.strings.intern("Error") : machine.to_string(name_value);
  const Value message_value = error->get(machine, machine.realm.keys.message);
  String* message =
      message_value.is_undefined() ? machine.strings.intern("") : machine.to_string(message_value);
  if (name->length() == 0) return message;
  if (message->length() == 0) return name;
  return machine.concat(machine.concat(name, machine.strings.intern(": ")), message);
}

void install_error_stack(Machine& machine) {
  machine.realm.symbol_stack = machine.heap.make<Symbol>(machine.string("stack"), true);
  machine.realm.stack_accessor = machine.heap.make<Accessor>(Value(machine.create_native("", 0, get_stack)),
                                                             Value(machine.create_native("", 1, set_stack)));
}

}  // namespace asyncq::engine
