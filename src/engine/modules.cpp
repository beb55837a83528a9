#include "engine/modules.h"
#include "engine/lacking.h"

#include <algorithm>
#include <array>

#include "engine/builtins.h"
#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/operations.h"
#include "engine/promise.h"
#include "program/unmodelled.h"

namespace asyncq::engine {
namespace {

Value make_events_module(Machine& machine) {
  return Value(host_state(machine).event_emitter);
}

Value make_process_module(Machine& machine) {
  return machine.realm.global->get(machine, "process");
}

// A module of some of the global object's properties.
Value make_of_globals(Machine& machine, std::span<const std::string_view> names) {
  Object* module = machine.create_object();
  for (const std::string_view name : names)
    module->define(machine, name, machine.realm.global->get(machine, name));
  return Value(module);
}

Value make_perf_hooks_module(Machine& machine) {
  constexpr std::string_view kNames[] = {"performance"};
  return make_of_globals(machine, kNames);
}

Value make_worker_threads_module(Machine& machine) {
  constexpr std::string_view kNames[] = {"MessagePort", "MessageChannel"};
  const Value module = make_of_globals(machine, kNames);
  Object* object = module.as_object();
  object->define(machine, "isMainThread", Value(true));
  object->define(machine, "threadId", Value(0));
  object->define(machine, "parentPort", Value::null());
  object->define(machine, "workerData", Value::null());
  object->define(machine, "receiveMessageOnPort",
                 Value(machine.create_native("receiveMessageOnPort", 1, receive_message_on_port)));
  return module;
}

Value make_console_module(Machine& machine) {
  return machine.realm.global->get(machine, "console");
}

struct ModuleRow {
  std::string_view name;
  Value (*make)(Machine& machine);
};
constexpr std::array<ModuleRow, 15> kModules = {{
    {"assert", make_assert_module},
    {"assert/strict", make_strict_assert_module},
    {"console", make_console_module},
    {"events", make_events_module},
    {"fs", make_fs_module},
    {"fs/promises", make_fs_promises_module},
    {"path", make_path_module},
    {"path/posix", make_path_module},
    {"perf_hooks", make_perf_hooks_module},
    {"process", make_process_module},
    {"timers", make_timers_module},
    {"timers/promises", make_timers_promises_module},
    {"util", make_util_module},
    {"util/types", make_util_types_module},
    {"worker_threads", make_worker_threads_module},
}};

const ModuleRow* find_row(std::string_view specifier) {
  const std::string_view name = program::without_scheme(specifier);
  const auto row = std::find_if(kModules.begin(), kModules.end(),
                                [&](const ModuleRow& candidate) { return candidate.name == name; });
  return row == kModules.end() ? nullptr : &*row;
}

// What a program gets that names a module: only what its runtime has.
Value module_for_program(Machine& machine, std::string_view specifier) {
  if (lacks_module(machine, program::without_scheme(specifier))) return Value::empty();
  return builtin_module(machine, specifier);
}

Value require(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_string()) throw_invalid_argument(machine, "id", "of type string", arguments[0]);
  const std::string specifier = machine.to_utf8(arguments[0]);
  if (specifier.empty()) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_ARG_VALUE",
                     "The argument 'id' must be a non-empty string. Received ''");
  }
  const Value module = module_for_program(machine, specifier);
  if (module.is_empty()) throw_no_module(machine, specifier);
  return module;
}

// The module namespace object [10.4.6] of a built-in module.
Object* create_namespace(Machine& machine, Value module) {
  Object* result = machine.create_object(nullptr);
  if (module.is_object()) {
    Object* exports = module.as_object();
    for (const PropertyKey key : exports->own_keys(machine)) {
      const auto property = exports->get_own(machine, key);
      if (key.is_string() && property && (property->attributes & kEnumerable) != 0 &&
          !property->is_accessor())
        result->define(machine, key, property->value, kWritable | kEnumerable);
    }
  }
  result->define(machine, machine.realm.keys.default_, module, kWritable | kEnumerable);
  result->define(machine, PropertyKey::from_symbol(machine.realm.symbol_to_string_tag),
                 machine.string("Module"), 0);
  result->prevent_extensions();
  return result;
}

Value module_namespace(Machine& machine, std::string_view specifier, Value module) {
  HostState& host = host_state(machine);
  Value& cached = host.namespaces[std::string(program::without_scheme(specifier))];
  if (cached.is_undefined()) cached = Value(create_namespace(machine, module));
  return cached;
}

// The module that an import declaration or import() names.
Value imported_module(Machine& machine, std::string_view specifier) {
  const Value module = module_for_program(machine, specifier);
  if (!module.is_empty()) return module;
  const std::string quoted = "'" + std::string(specifier) + "'";
  if (module_status(specifier) == ModuleStatus::not_modelled) machine.not_modelled("the module " + quoted);
  const bool is_file = specifier.starts_with(".") || specifier.starts_with("/");
  throw_node_error(machine, ErrorKind::error, "ERR_MODULE_NOT_FOUND",
                   (is_file ? "Cannot find module " : "Cannot find package ") + quoted + " imported from " +
                       machine.file_name());
}

// setTimeout[util.promisify.custom]; captured: the name of the function of timers/promises.
Value get_promisified(Machine& machine, const Arguments& arguments) {
  const Value promises = builtin_module(machine, "timers/promises");
  return machine.get(promises, machine.strings.key(arguments.callee->captured[0].as_string()));
}

void define_promisified(Machine& machine, Value function, std::string_view name) {
  const Value getter(machine.create_native("get", 0, get_promisified, {machine.string(name)}));
  function.as_object()->define(machine, promisify_custom_key(machine),
                               Value(machine.heap.make<Accessor>(getter, Value::undefined())),
                               kEnumerable | kConfigurable | kAccessor);
}

}  // namespace

ModuleStatus module_status(std::string_view specifier) {
  if (find_row(specifier) != nullptr) return ModuleStatus::modelled;
  const bool real = program::is_unmodelled_module(program::without_scheme(specifier));
  return real ? ModuleStatus::not_modelled : ModuleStatus::unknown;
}

Value builtin_module(Machine& machine, std::string_view specifier) {
  const ModuleRow* row = find_row(specifier);
  if (row == nullptr) return Value::empty();
  HostState& host = host_state(machine);
  const auto loaded = host.modules.find(row->name);
  if (loaded != host.modules.end()) return loaded->second;
  const Value module = row->make(machine);
  remove_lacking_parts(machine, row->name, module);
  host.modules.emplace(row->name, module);
  return module;
}

void throw_no_module(Machine& machine, std::string_view specifier) {
  const std::string quoted = "'" + std::string(specifier) + "'";
  if (module_status(specifier) == ModuleStatus::not_modelled) machine.not_modelled("the module " + quoted);
  const std::string file = machine.file_name();
  Object* error =
      machine.create_error(ErrorKind::error, "Cannot find module " + quoted + "\nRequire stack:\n- " + file);
  error->define(machine, machine.realm.keys.code, machine.string("MODULE_NOT_FOUND"));
  error->define(machine, "requireStack", Value(machine.create_array({machine.string(file)})));
  throw Throw{Value(error)};
}

Value import_binding(Machine& machine, String* specifier, String* name) {
  const std::string from = specifier->utf8();
  const Value module = imported_module(machine, from);
  const PropertyKey key = machine.strings.key(name);
  if (name->view() == u"*") return module_namespace(machine, from, module);
  if (key == machine.realm.keys.default_) return module;
  if (!module.is_object() || !module.as_object()->has(machine, key)) {
    machine.throw_error(
        ErrorKind::syntax_error,
        "The requested module '" + from + "' does not provide an export named '" + name->utf8() + "'");
  }
  return module.as_object()->get(machine, key);
}

// 13.3.10 Import Calls, of a module that need not be waited for
Value dynamic_import(Machine& machine, Value specifier) {
  Promise* promise = new_promise(machine);
  try {
    const std::string name = machine.to_utf8(specifier);
    resolve_promise(machine, promise, module_namespace(machine, name, imported_module(machine, name)));
  } catch (const Throw& thrown) {
    reject_promise(machine, promise, thrown.value);
  }
  return Value(promise);
}

Value import_meta(Machine& machine) {
  Value& meta = host_state(machine).import_meta;
  if (meta.is_undefined()) {
    Object* object = machine.create_object(nullptr);
    const std::string file = machine.file_name();
    const std::size_t slash = file.rfind('/');
    object->define(machine, "dirname", machine.string(slash == file.npos ? "." : file.substr(0, slash)));
    object->define(machine, "filename", machine.string(file));
    object->define(machine, "main", Value(true));
    object->define(machine, "url", machine.string("file://" + file));
    meta = Value(object);
  }
  return meta;
}

void define_functions(Machine& machine, Object* module, std::span<const MethodRow> rows) {
  for (const MethodRow& row : rows)
    module->define(machine, row.name, Value(machine.create_native(row.name, row.length, row.code)));
}

void install_modules(Machine& machine) {
  for (const std::string_view name : {"setTimeout", "setImmediate"})
    define_promisified(machine, machine.realm.global->get(machine, name), name);
  if (machine.policy().module) return;
  Object* module = machine.create_object();
  Object* exports = machine.create_object();
  module->define(machine, "id", machine.string("."));
  module->define(machine, "exports", Value(exports));
  NativeFunction* require_function = machine.create_native("require", 1, require);
  require_function->define(machine, "main", Value(module));
  Object* global = machine.realm.global;
  global->define(machine, "require", Value(require_function), kHidden);
  global->define(machine, "module", Value(module), kHidden);
  global->define(machine, "exports", Value(exports), kHidden);
  const std::string file = machine.file_name();
  const std::size_t slash = file.rfind('/');
  global->define(machine, "__filename", machine.string(file), kHidden);
  global->define(machine, "__dirname", machine.string(slash == file.npos ? "." : file.substr(0, slash)),
                 kHidden);
  machine.realm.module_exports = Value(exports);
}

}  // namespace asyncq::engine
