// util [Node's lib/util.js].

#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"
#include "engine/deep_equal.h"
#include "engine/host.h"
#include "engine/inspect/inspect.h"
#include "engine/inspect/inspector.h"
#include "engine/inspect/introspect.h"
#include "engine/modules.h"
#include "engine/pinned.h"
#include "engine/promise.h"

namespace asyncq::engine {
namespace {

Value util_format(Machine& machine, const Arguments& arguments) {
  return machine.string(format_text(machine, arguments.values, arguments.count));
}

Value util_format_with_options(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_object())
    throw_invalid_argument(machine, "inspectOptions", "of type object", arguments[0]);
  return machine.string(format_text(machine, arguments.values + 1, arguments.count - 1,
                                    read_inspect_options(machine, arguments[0])));
}

// inspect(value, options), or as it once was: inspect(value, showHidden, depth, colors)
Value util_inspect(Machine& machine, const Arguments& arguments) {
  InspectOptions options;
  if (arguments[1].is_boolean()) options.show_hidden = arguments[1].as_boolean();
  if (arguments[1].is_object()) options = read_inspect_options(machine, arguments[1]);
  if (arguments[2].is_number()) options.depth = arguments[2].as_number();
  if (arguments[2].is_null()) options.depth = std::numeric_limits<double>::infinity();
  if (!arguments[3].is_undefined()) options.colors = machine.to_boolean(arguments[3]);
  return machine.string(inspect_text(machine, arguments[0], options));
}

// --- promisify ---

// captured: resolve, reject. The callback (error, value).
Value promisified_callback(Machine& machine, const Arguments& arguments) {
  const NativeFunction::Captured& settle = arguments.callee->captured;
  const bool failed = machine.to_boolean(arguments[0]);
  machine.call(failed ? settle[1] : settle[0], Value::undefined(), {failed ? arguments[0] : arguments[1]});
  return {};
}

// captured: the original function.
Value call_promisified(Machine& machine, const Arguments& arguments) {
  Promise* promise = new_promise(machine);
  const ResolvingFunctions settle = create_resolving_functions(machine, promise);
  std::vector<Value> values = arguments.from(0);
  values.emplace_back(machine.create_native("", 0, promisified_callback, {settle.resolve, settle.reject}));
  Pinned pinned(machine);
  pinned.keep_all(values);
  try {
    machine.call(arguments.callee->captured[0], arguments.this_value, values);
  } catch (const Throw& thrown) {
    machine.call(settle.reject, Value::undefined(), {thrown.value});
  }
  return Value(promise);
}

void copy_properties(Machine& machine, Object* from, Object* to) {
  const std::vector<PropertyKey> keys = from->own_keys(machine);
  Pinned pinned(machine);
  pinned.keep_all(keys);
  for (const PropertyKey key : keys)
    if (const auto property = from->get_own(machine, key))
      to->define(machine, key, property->value, property->attributes);
}

Value util_promisify(Machine& machine, const Arguments& arguments) {
  require_function(machine, "original", arguments[0]);
  Object* original = arguments[0].as_object();
  const PropertyKey custom = promisify_custom_key(machine);
  const Value own_version = original->get(machine, custom);
  if (machine.to_boolean(own_version)) {
    require_function(machine, "util.promisify.custom", own_version);
    own_version.as_object()->define(machine, custom, own_version, kConfigurable);
    return own_version;
  }
  NativeFunction* function = machine.create_native("", 0, call_promisified, {arguments[0]});
  function->set_prototype(machine, original->prototype());
  copy_properties(machine, original, function);
  function->define(machine, custom, Value(function), kConfigurable);
  return Value(function);
}

// --- callbackify ---

// captured: the callback, its `this`, whether the promise was rejected. Runs the callback from
// process.nextTick.
Value settle_callback(Machine& machine, const Arguments& arguments) {
  const NativeFunction::Captured& captured = arguments.callee->captured;
  std::vector<Value> values = {Value::null(), arguments[0]};
  if (captured[2].is_true()) {
    values = {arguments[0]};
    if (!machine.to_boolean(arguments[0])) {
      Object* error = create_node_error(machine, ErrorKind::error, "ERR_FALSY_VALUE_REJECTION",
                                        "Promise was rejected with falsy value");
      error->define(machine, "reason", arguments[0]);
      values = {Value(error)};
    }
  }
  machine.scheduler().enqueue_tick(machine.callback_job(captured[0], captured[1], values));
  return {};
}

// captured: the original function.
Value call_callbackified(Machine& machine, const Arguments& arguments) {
  const Value callback = arguments.count == 0 ? Value::undefined() : arguments[arguments.count - 1];
  if (!is_callable(callback)) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_ARG_TYPE",
                     "The last argument must be of type function. Received " + received(machine, callback));
  }
  const Value promise = machine.call(arguments.callee->captured[0], arguments.this_value, arguments.values,
                                     arguments.count - 1);
  const auto settle = [&](bool rejected) {
    return Value(
        machine.create_native("", 1, settle_callback, {callback, arguments.this_value, Value(rejected)}));
  };
  machine.invoke(promise, "then", {settle(false), settle(true)});
  return {};
}

Value util_callbackify(Machine& machine, const Arguments& arguments) {
  require_function(machine, "original", arguments[0]);
  Object* original = arguments[0].as_object();
  NativeFunction* function = machine.create_native("", 0, call_callbackified, {arguments[0]});
  copy_properties(machine, original, function);
  const auto& keys = machine.realm.keys;
  const Value length = original->get(machine, keys.length);
  if (length.is_number())
    function->define(machine, keys.length, Value(length.as_number() + 1), kConfigurable);
  const Value name = original->get(machine, keys.name);
  if (name.is_string()) {
    function->define(machine, keys.name, machine.string(name.as_string()->utf8() + "Callbackified"),
                     kConfigurable);
  }
  return Value(function);
}

// --- the rest ---

Value util_inherits(Machine& machine, const Arguments& arguments) {
  require_function(machine, "ctor", arguments[0]);
  require_function(machine, "superCtor", arguments[1]);
  Object* constructor = arguments[0].as_object();
  constructor->define(machine, "super_", arguments[1], kHidden);
  const Value prototype = machine.get(arguments[0], machine.realm.keys.prototype);
  const Value parent = machine.get(arguments[1], machine.realm.keys.prototype);
  if (!parent.is_object()) throw_invalid_argument(machine, "superCtor.prototype", "of type object", parent);
  if (prototype.is_object()) prototype.as_object()->set_prototype(machine, parent.as_object());
  return {};
}

// captured: the function, the message, the code, whether it has warned.
Value deprecated(Machine& machine, const Arguments& arguments) {
  NativeFunction::Captured& captured = arguments.callee->captured;
  if (!captured[3].is_true()) {
    captured[3] = Value(true);
    const std::string code = captured[2].is_string() ? captured[2].as_string()->utf8() : "";
    emit_warning(machine, "DeprecationWarning", machine.to_utf8(captured[1]), code);
  }
  if (arguments.is_construct())
    return machine.construct(captured[0], arguments.from(0), arguments.new_target);
  return machine.call(captured[0], arguments.this_value, arguments.from(0));
}

Value util_deprecate(Machine& machine, const Arguments& arguments) {
  require_function(machine, "fn", arguments[0]);
  Object* function = arguments[0].as_object();
  NativeFunction* wrapper = machine.create_native("deprecated", 0, deprecated,
                                                  {arguments[0], arguments[1], arguments[2], Value(false)});
  wrapper->constructor = true;
  wrapper->set_prototype(machine, function);
  const auto& keys = machine.realm.keys;
  wrapper->define(machine, keys.length, function->get(machine, keys.length), kConfigurable);
  const Value prototype = function->get(machine, keys.prototype);
  if (machine.to_boolean(prototype)) wrapper->define(machine, keys.prototype, prototype);
  return Value(wrapper);
}

Value do_nothing(Machine&, const Arguments&) {
  return {};
}

Value util_debuglog(Machine& machine, const Arguments&) {
  Object* logger = machine.create_native("debuglog", 0, do_nothing);
  logger->define(machine, "enabled", Value(false));
  return Value(logger);
}

Value util_is_deep_strict_equal(Machine& machine, const Arguments& arguments) {
  return Value(deeply_equal(machine, arguments[0], arguments[1], true));
}

// Without the escape sequences of terminals: ESC [ … letter.
Value util_strip_control(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_string()) throw_invalid_argument(machine, "str", "of type string", arguments[0]);
  const std::u16string_view text = arguments[0].as_string()->view();
  std::u16string out;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] != u'\u001b' || index + 1 >= text.size() || text[index + 1] != u'[') {
      out += text[index];
      continue;
    }
    index += 2;
    while (index < text.size() && (text[index] < u'@' || text[index] > u'~')) ++index;
  }
  return machine.string(out);
}

Value util_is_array(Machine&, const Arguments& arguments) {
  return Value(arguments[0].is_object() && arguments[0].as_object()->is_array());
}

// --- util.types ---

bool is_kind(Value value, CellKind kind) {
  return value.is_object() && value.as_object()->kind() == kind;
}

template <CellKind kind>
Value is_of_kind(Machine&, const Arguments& arguments) {
  return Value(is_kind(arguments[0], kind));
}

template <CellKind kind, bool weak>
Value is_collection(Machine&, const Arguments& arguments) {
  return Value(is_kind(arguments[0], kind) &&
               inspection::is_weak_collection(arguments[0].as_object()) == weak);
}

Value is_async_function(Machine&, const Arguments& arguments) {
  return Value(is_callable(arguments[0]) && inspection::function_details(arguments[0].as_object()).is_async);
}

Value is_generator_function(Machine&, const Arguments& arguments) {
  return Value(is_callable(arguments[0]) &&
               inspection::function_details(arguments[0].as_object()).is_generator);
}

bool (Value::*const kPrimitiveKinds[])() const = {&Value::is_string, &Value::is_number, &Value::is_boolean,
                                                  &Value::is_symbol, &Value::is_big_int};

// isStringObject and its like, by the row of kPrimitiveKinds.
template <std::size_t row>
Value is_boxed(Machine&, const Arguments& arguments) {
  if (!is_kind(arguments[0], CellKind::primitive_wrapper)) return Value(false);
  const Value primitive = static_cast<PrimitiveWrapper*>(arguments[0].as_object())->primitive;
  return Value((primitive.*kPrimitiveKinds[row])());
}

// isProxy, isTypedArray and its like: no program has one.
Value is_never(Machine&, const Arguments&) {
  return Value(false);
}

Value is_generator_object(Machine&, const Arguments& arguments) {
  return Value(is_kind(arguments[0], CellKind::generator) ||
               is_kind(arguments[0], CellKind::async_generator));
}

constexpr MethodRow kTypes[] = {
    {"isPromise", 1, is_of_kind<CellKind::promise>},
    {"isDate", 1, is_of_kind<CellKind::date>},
    {"isRegExp", 1, is_of_kind<CellKind::regexp>},
    {"isNativeError", 1, is_of_kind<CellKind::error>},
    {"isArgumentsObject", 1, is_of_kind<CellKind::arguments>},
    {"isBoxedPrimitive", 1, is_of_kind<CellKind::primitive_wrapper>},
    {"isMap", 1, is_collection<CellKind::map, false>},
    {"isSet", 1, is_collection<CellKind::set, false>},
    {"isWeakMap", 1, is_collection<CellKind::map, true>},
    {"isWeakSet", 1, is_collection<CellKind::set, true>},
    {"isAsyncFunction", 1, is_async_function},
    {"isGeneratorFunction", 1, is_generator_function},
    {"isGeneratorObject", 1, is_generator_object},
    {"isStringObject", 1, is_boxed<0>},
    {"isNumberObject", 1, is_boxed<1>},
    {"isBooleanObject", 1, is_boxed<2>},
    {"isSymbolObject", 1, is_boxed<3>},
    {"isBigIntObject", 1, is_boxed<4>},
    {"isProxy", 1, is_never},
    {"isExternal", 1, is_never},
    {"isTypedArray", 1, is_never},
    {"isUint8Array", 1, is_never},
    {"isArrayBuffer", 1, is_never},
    {"isAnyArrayBuffer", 1, is_never},
    {"isSharedArrayBuffer", 1, is_never},
    {"isDataView", 1, is_never},
};

constexpr MethodRow kFunctions[] = {
    {"callbackify", 1, util_callbackify},
    {"debuglog", 2, util_debuglog},
    {"deprecate", 4, util_deprecate},
    {"format", 0, util_format},
    {"formatWithOptions", 1, util_format_with_options},
    {"inherits", 2, util_inherits},
    {"inspect", 2, util_inspect},
    {"isArray", 1, util_is_array},
    {"isDeepStrictEqual", 2, util_is_deep_strict_equal},
    {"promisify", 1, util_promisify},
    {"stripVTControlCharacters", 1, util_strip_control},
};

}  // namespace

PropertyKey promisify_custom_key(Machine& machine) {
  const Value symbol_constructor = machine.realm.global->get(machine, "Symbol");
  return PropertyKey::from_symbol(
      machine.invoke(symbol_constructor, "for", {machine.string("nodejs.util.promisify.custom")})
          .as_symbol());
}

Value make_util_types_module(Machine& machine) {
  Object* module = machine.create_object();
  define_functions(machine, module, kTypes);
  return Value(module);
}

Value make_util_module(Machine& machine) {
  HostState& host = host_state(machine);
  Object* module = machine.create_object();
  define_functions(machine, module, kFunctions);
  module->define(machine, "types", builtin_module(machine, "util/types"));

  host.util_inspect = module->get(machine, "inspect");
  host.util_inspect.as_object()->define(machine, "custom", Value(host.inspect_custom));
  Object* defaults = inspect_options_object(machine, {});
  defaults->remove(machine, machine.key("stylize"));
  host.util_inspect.as_object()->define(machine, "defaultOptions", Value(defaults));

  const PropertyKey custom = promisify_custom_key(machine);
  module->get(machine, "promisify").as_object()->define(machine, "custom", Value(custom.symbol()));
  return Value(module);
}

}  // namespace asyncq::engine
