// The process object.

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "engine/big_int.h"
#include "engine/builtins.h"
#include "engine/builtins/events.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

Value next_tick(Machine& machine, const Arguments& arguments) {
  if (scheduler::is_node_before(machine.policy(), 10) && !is_callable(arguments[0])) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_INVALID_CALLBACK", "callback must be a function");
  }
  require_scheduled_function(machine, arguments[0]);
  machine.scheduler().enqueue_tick(machine.callback_job(arguments[0], Value::undefined(), arguments.rest(1)));
  return Value::undefined();
}

int to_exit_code(Machine& machine, Value value) {
  const double number = machine.to_number(value);
  if (value.is_number() && !std::isnan(number) && number != std::trunc(number))
    throw_out_of_range(machine, "code", "an integer", value);
  if (value.is_object() || std::isnan(number) || number != std::trunc(number)) {
    throw_invalid_argument(machine, "code", "of type number", value);
  }
  return static_cast<int>(machine.to_int32(Value(number)));
}

Value process_exit(Machine& machine, const Arguments& arguments) {
  std::optional<int> code;
  if (!arguments[0].is_undefined()) code = to_exit_code(machine, arguments[0]);
  machine.exit_process(code);
}

Value get_exit_code(Machine& machine, const Arguments&) {
  return machine.process.exit_code ? Value(*machine.process.exit_code) : Value::undefined();
}

Value set_exit_code(Machine& machine, const Arguments& arguments) {
  if (arguments[0].is_nullish()) {
    machine.process.exit_code.reset();
  } else {
    machine.process.exit_code = to_exit_code(machine, arguments[0]);
  }
  return Value::undefined();
}

// captured: false for standard output, true for standard error
Value stream_write(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_string()) {
    throw_invalid_argument(machine, "chunk",
                           "of type string or an instance of Buffer, TypedArray, or DataView", arguments[0]);
  }
  const bool is_error = arguments.callee->captured[0].is_true();
  machine.write(is_error ? trace::Stream::err : trace::Stream::out, machine.to_utf8(arguments[0]));
  // The callback of a write to a file or pipe comes with the next tick.
  const Value callback = arguments[arguments.count > 0 ? arguments.count - 1 : 0];
  if (is_callable(callback)) {
    machine.scheduler().enqueue_tick(
        machine.callback_job(callback, Value::undefined(), std::array{Value::null()}));
  }
  return Value(true);
}

Value hrtime(Machine& machine, const Arguments& arguments) {
  constexpr std::int64_t kSecond = 1'000'000;
  std::int64_t now = read_clock_us(machine);
  if (arguments[0].is_object()) {
    const double seconds =
        machine.to_number(arguments[0].as_object()->get(machine, PropertyKey::from_index(0)));
    const double nanoseconds =
        machine.to_number(arguments[0].as_object()->get(machine, PropertyKey::from_index(1)));
    now -= static_cast<std::int64_t>(seconds) * kSecond + static_cast<std::int64_t>(nanoseconds) / 1000;
  }
  const std::int64_t seconds = now / kSecond;
  return Value(machine.create_array(
      {Value(static_cast<double>(seconds)), Value(static_cast<double>(now % kSecond * 1000))}));
}

Value hrtime_big_int(Machine& machine, const Arguments&) {
  constexpr std::int64_t kNanoseconds = 1000;
  return big_int(machine, BigInteger(read_clock_us(machine) * kNanoseconds));
}

Value uptime(Machine& machine, const Arguments&) {
  return Value(static_cast<double>(read_clock_us(machine)) / 1e6);
}

Value emit_warning(Machine& machine, const Arguments& arguments) {
  const Value given = arguments[0];
  if (given.is_object() && given.as_object()->kind() == CellKind::error) {
    emit_warning(machine, given.as_object());
    return {};
  }
  if (!given.is_string())
    throw_invalid_argument(machine, "warning", "of type string or an instance of Error", given);
  const bool has_options = arguments[1].is_object() && !is_callable(arguments[1]);
  const auto option = [&](std::string_view name, std::uint32_t index) {
    const Value value = has_options ? machine.get(arguments[1], name) : arguments[index];
    return value.is_string() ? value.as_string()->utf8() : std::string();
  };
  const std::string name = option("type", 1);
  const std::string code = option("code", 2);
  const Value detail = has_options ? machine.get(arguments[1], "detail") : Value::undefined();
  // createWarningObject of lib/internal/process/warning.js
  Object* warning = machine.create_error(ErrorKind::error, given.as_string()->utf8());
  warning->define(machine, machine.realm.keys.name, machine.string(name.empty() ? "Warning" : name));
  if (!code.empty()) warning->define(machine, machine.realm.keys.code, machine.string(code));
  if (detail.is_string()) warning->define(machine, "detail", detail);
  emit_warning(machine, warning);
  return {};
}

Object* output_stream(Machine& machine, bool is_error) {
  Object* stream = machine.create_object();
  stream->define(machine, "write", Value(machine.create_native("write", 1, stream_write, {Value(is_error)})));
  return stream;
}

}  // namespace

void install_process(Machine& machine) {
  Realm& realm = machine.realm;
  constexpr MethodRow kMethods[] = {
      {"nextTick", 1, next_tick}, {"exit", 1, process_exit},        {"hrtime", 1, hrtime},
      {"uptime", 0, uptime},      {"emitWarning", 1, emit_warning},
  };
  Object* process = machine.create_object(host_state(machine).event_emitter_prototype);
  machine.process.object = process;
  initialize_emitter(machine, process);
  for (const MethodRow& row : kMethods)
    process->define(machine, row.name, Value(machine.create_native(row.name, row.length, row.code)));
  process->get(machine, "hrtime")
      .as_object()
      ->define(machine, "bigint", Value(machine.create_native("hrtimeBigInt", 0, hrtime_big_int)));
  const Value getter(machine.create_native("get exitCode", 0, get_exit_code));
  const Value setter(machine.create_native("set exitCode", 1, set_exit_code));
  process->define(machine, "exitCode", Value(machine.heap.make<Accessor>(getter, setter)),
                  kEnumerable | kConfigurable | kAccessor);
  process->define(machine, PropertyKey::from_symbol(realm.symbol_to_string_tag), machine.string("process"),
                  kHidden);
  process->define(machine, "stdout", Value(output_stream(machine, false)));
  process->define(machine, "stderr", Value(output_stream(machine, true)));
  const std::string file = machine.file_name();
  process->define(
      machine, "argv",
      Value(machine.create_array({machine.string("node"), machine.string(std::string_view(file))})));
  process->define(machine, "env", Value(machine.create_object()));
  process->define(machine, "platform", machine.string("linux"));
  process->define(machine, "pid", Value(1));
  process->define(machine, "version", machine.string("v24.0.0"));
  Object* versions = machine.create_object();
  versions->define(machine, "node", machine.string("24.0.0"));
  process->define(machine, "versions", Value(versions));
  realm.global->define(machine, "process", Value(process), kHidden);
}

}  // namespace asyncq::engine
