#include "engine/builtins/dom_exception.h"

#include <array>

#include "engine/builtins.h"
#include "engine/builtins/events.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"

namespace asyncq::engine {
namespace {

struct CodeRow {
  std::string_view name;
  std::string_view constant;
  int code;
};
// Names without a row have code 0; a name that is no longer in use keeps its constant only.
constexpr std::array<CodeRow, 25> kCodes = {{
    {"IndexSizeError", "INDEX_SIZE_ERR", 1},
    {"", "DOMSTRING_SIZE_ERR", 2},
    {"HierarchyRequestError", "HIERARCHY_REQUEST_ERR", 3},
    {"WrongDocumentError", "WRONG_DOCUMENT_ERR", 4},
    {"InvalidCharacterError", "INVALID_CHARACTER_ERR", 5},
    {"", "NO_DATA_ALLOWED_ERR", 6},
    {"NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR", 7},
    {"NotFoundError", "NOT_FOUND_ERR", 8},
    {"NotSupportedError", "NOT_SUPPORTED_ERR", 9},
    {"InUseAttributeError", "INUSE_ATTRIBUTE_ERR", 10},
    {"InvalidStateError", "INVALID_STATE_ERR", 11},
    {"SyntaxError", "SYNTAX_ERR", 12},
    {"InvalidModificationError", "INVALID_MODIFICATION_ERR", 13},
    {"NamespaceError", "NAMESPACE_ERR", 14},
    {"InvalidAccessError", "INVALID_ACCESS_ERR", 15},
    {"", "VALIDATION_ERR", 16},
    {"TypeMismatchError", "TYPE_MISMATCH_ERR", 17},
    {"SecurityError", "SECURITY_ERR", 18},
    {"NetworkError", "NETWORK_ERR", 19},
    {"AbortError", "ABORT_ERR", 20},
    {"URLMismatchError", "URL_MISMATCH_ERR", 21},
    {"QuotaExceededError", "QUOTA_EXCEEDED_ERR", 22},
    {"TimeoutError", "TIMEOUT_ERR", 23},
    {"InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR", 24},
    {"DataCloneError", "DATA_CLONE_ERR", 25},
}};

PropertyKey name_key(Machine& machine) {
  return PropertyKey::from_symbol(host_state(machine).dom_exception_name);
}
PropertyKey message_key(Machine& machine) {
  return PropertyKey::from_symbol(host_state(machine).dom_exception_message);
}

Object* create(Machine& machine, Object* prototype, Value message, Value name) {
  auto* error = machine.heap.make<ErrorObject>(machine.shape_for(prototype));
  const std::string name_text = machine.to_utf8(name);
  const std::string message_text = machine.to_utf8(message);
  const std::string header = message_text.empty() ? name_text : name_text + ": " + message_text;
  error->define(machine, machine.realm.keys.stack, machine.string(machine.stack_trace(header)), kHidden);
  error->define(machine, name_key(machine), machine.string(name_text), 0);
  error->define(machine, message_key(machine), machine.string(message_text), 0);
  return error;
}

// new DOMException(message, name) or new DOMException(message, {name, cause})
Value construct(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct())
    machine.throw_type_error("Class constructor DOMException cannot be invoked without 'new'");
  const Value message =
      arguments[0].is_undefined() ? machine.string("") : Value(machine.to_string(arguments[0]));
  Object* prototype =
      machine.prototype_from(arguments.new_target, host_state(machine).dom_exception_prototype);
  if (!arguments[1].is_object()) {
    const Value name = arguments[1].is_undefined() ? machine.string("Error") : arguments[1];
    return Value(create(machine, prototype, message, name));
  }
  Object* options = arguments[1].as_object();
  Object* error = create(machine, prototype, message, options->get(machine, machine.realm.keys.name));
  if (options->has(machine, machine.realm.keys.cause))
    error->define(machine, machine.realm.keys.cause, options->get(machine, machine.realm.keys.cause),
                  kHidden);
  return Value(error);
}

Value own_field(Machine& machine, const Arguments& arguments, PropertyKey key) {
  if (arguments.this_value.is_object()) {
    if (const auto property = arguments.this_value.as_object()->get_own(machine, key)) return property->value;
  }
  throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_THIS",
                   "Value of \"this\" must be of DOMException");
}

Value get_name(Machine& machine, const Arguments& arguments) {
  return own_field(machine, arguments, name_key(machine));
}

Value get_message(Machine& machine, const Arguments& arguments) {
  return own_field(machine, arguments, message_key(machine));
}

Value get_code(Machine& machine, const Arguments& arguments) {
  const std::string name = machine.to_utf8(get_name(machine, arguments));
  for (const CodeRow& row : kCodes)
    if (!row.name.empty() && row.name == name) return Value(row.code);
  return Value(0);
}

constexpr GetterRow kGetters[] = {{"name", get_name}, {"message", get_message}, {"code", get_code}};

}  // namespace

Object* create_dom_exception(Machine& machine, std::string_view message, std::string_view name) {
  return create(machine, host_state(machine).dom_exception_prototype, machine.string(message),
                machine.string(name));
}

void install_dom_exception(Machine& machine) {
  HostState& host = host_state(machine);
  host.dom_exception_name = machine.heap.make<Symbol>(machine.string("#name"), /*is_private=*/true);
  host.dom_exception_message = machine.heap.make<Symbol>(machine.string("#message"), /*is_private=*/true);
  Object* prototype = machine.create_object(machine.realm.error_prototype);
  host.dom_exception_prototype = prototype;
  NativeFunction* constructor = define_constructor(machine, "DOMException", 0, construct, prototype);
  define_getters(machine, prototype, kGetters);
  define_tag(machine, prototype, "DOMException");
  for (const CodeRow& row : kCodes) {
    constructor->define(machine, machine.key(row.constant), Value(row.code), kEnumerable);
    prototype->define(machine, row.constant, Value(row.code), kEnumerable);
  }
}

}  // namespace asyncq::engine
