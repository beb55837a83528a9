// fs: a file system in which there is one file, the program itself. Operations take an unknown short time and
// complete in the poll phase; reading a file takes several trips to the thread pool, one after another.

#include <array>
#include <utility>

#include "engine/builtins/event.h"
#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/modules.h"
#include "engine/pinned.h"
#include "engine/promise.h"
#include "engine/state_hash.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

// In milliseconds. The first trip of a process waits for the pool's threads to be made.
constexpr scheduler::Latency kFirstTripLatency = {0.05, 2, 1.2};
constexpr scheduler::Latency kTripLatency = {0.05, 1};
constexpr int kReadFileTrips = 4;  // open, fstat, read, close
constexpr int kNoEntry = -2;       // ENOENT
constexpr int kRegularFileMode = 0100644;

bool exists(Machine& machine, std::string_view path) {
  if (path == machine.file_name() || path == "/" || path == ".") return true;
  const Value process = machine.realm.global->get(machine, "process");
  const Value argv = process.is_object() ? machine.get(process, "argv") : Value::undefined();
  if (!argv.is_object()) return false;
  const Value own = machine.get(argv, PropertyKey::from_index(1));
  return own.is_string() && own.as_string()->utf8() == path;
}

std::string require_path(Machine& machine, Value path) {
  if (!path.is_string())
    throw_invalid_argument(machine, "path", "of type string or an instance of Buffer or URL", path);
  return machine.to_utf8(path);
}

// Node's UVException. Without frames when no function of the program is running.
Object* create_no_entry(Machine& machine, std::string_view call, std::string_view path) {
  Object* error =
      machine.create_error(ErrorKind::error, "ENOENT: no such file or directory, " + std::string(call) +
                                                 " '" + std::string(path) + "'");
  error->define(machine, "errno", Value(kNoEntry));
  error->define(machine, "code", machine.string("ENOENT"));
  error->define(machine, "syscall", machine.string(call));
  error->define(machine, "path", machine.string(path));
  return error;
}

// --- what operations give ---

template <bool answer>
Value always(Machine&, const Arguments&) {
  return Value(answer);
}

constexpr MethodRow kStatsMethods[] = {
    {"isFile", 0, always<true>},          {"isDirectory", 0, always<false>},
    {"isSymbolicLink", 0, always<false>}, {"isBlockDevice", 0, always<false>},
    {"isFIFO", 0, always<false>},         {"isCharacterDevice", 0, always<false>},
    {"isSocket", 0, always<false>},
};

// An object of a class that programs meet only through this module.
Object* create_of_class(Machine& machine, std::string_view name, std::span<const MethodRow> methods) {
  Object* prototype = machine.create_object();
  define_constructor(machine, name, 0, always<false>, prototype, /*global=*/false);
  define_methods(machine, prototype, methods);
  return machine.create_object(prototype);
}

Object* create_stats(Machine& machine) {
  Object* stats = create_of_class(machine, "Stats", kStatsMethods);
  const auto size = static_cast<double>(machine.source_text().size());
  const auto epoch = static_cast<double>(machine.time.start_ms);
  const std::pair<std::string_view, double> fields[] = {{"dev", 1},         {"mode", kRegularFileMode},
                                                        {"nlink", 1},       {"uid", 0},
                                                        {"gid", 0},         {"rdev", 0},
                                                        {"blksize", 4096},  {"ino", 1},
                                                        {"size", size},     {"blocks", 8},
                                                        {"atimeMs", epoch}, {"mtimeMs", epoch},
                                                        {"ctimeMs", epoch}, {"birthtimeMs", epoch}};
  for (const auto& [name, value] : fields) stats->define(machine, name, Value(value));
  return stats;
}

Value buffer_to_string(Machine& machine, const Arguments&) {
  return machine.string(machine.source_text());
}

// <Buffer 63 6f …>: the first fifty bytes.
Value inspect_buffer(Machine& machine, const Arguments&) {
  constexpr std::size_t kShownBytes = 50;
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::string_view bytes = machine.source_text();
  std::string text = "<Buffer";
  for (const char byte : bytes.substr(0, kShownBytes)) {
    const auto code = static_cast<unsigned char>(byte);
    text += {' ', kDigits[code >> 4], kDigits[code & 15]};
  }
  if (bytes.size() > kShownBytes) text += " ... " + std::to_string(bytes.size() - kShownBytes) + " more byte";
  if (bytes.size() > kShownBytes + 1) text += 's';
  return machine.string(text + ">");
}

constexpr MethodRow kBufferMethods[] = {{"toString", 1, buffer_to_string}};

Value file_content(Machine& machine, Value options) {
  const Value encoding = options.is_object() ? machine.get(options, "encoding") : options;
  if (encoding.is_string()) return machine.string(machine.source_text());
  Object* buffer = create_of_class(machine, "Buffer", kBufferMethods);
  const Value length(static_cast<double>(machine.source_text().size()));
  buffer->define(machine, "length", length, kHidden);
  buffer->define(machine, "byteLength", length, kHidden);
  define_custom_inspect(machine, buffer, inspect_buffer);
  return Value(buffer);
}

// --- the operations ---

enum class Operation : std::uint8_t { stat, lstat, access, read_file };

struct OperationRow {
  Operation operation;
  std::string_view name;  // of the function
  std::string_view call;  // that fails when there is no such file
  int trips;              // to the thread pool when all goes well; failing takes one
};
constexpr std::array<OperationRow, 4> kOperations = {{
    {Operation::stat, "stat", "stat", 1},
    {Operation::lstat, "lstat", "lstat", 1},
    {Operation::access, "access", "access", 1},
    {Operation::read_file, "readFile", "open", kReadFileTrips},
}};

const OperationRow& row_of(Operation operation) {
  return kOperations[static_cast<std::size_t>(operation)];
}

// The result of an operation on the file that there is.
Value perform(Machine& machine, Operation operation, Value options) {
  switch (operation) {
    case Operation::stat:
    case Operation::lstat:
      return Value(create_stats(machine));
    case Operation::access:
      return Value::undefined();
    case Operation::read_file:
      return file_content(machine, options);
  }
  return {};
}

// An operation in progress.
class Request final : public Cell {
 public:
  Request() : Cell(CellKind::internal) {}
  Operation operation = Operation::stat;
  std::string path;
  Value options;
  Value callback;              // a function, or
  Promise* promise = nullptr;  // the promise of fs.promises
  bool found = false;
  int trips_left = 1;

  void trace(Marker& marker) override {
    marker.mark(options);
    marker.mark(callback);
    marker.mark(promise);
  }
  bool describe(StateHash& hash) override {
    hash.add(operation);
    hash.words().add_text(std::string_view(path));
    hash.add(options);
    hash.add(callback);
    hash.add(static_cast<Cell*>(promise));
    hash.add(found);
    hash.add(trips_left);
    return true;
  }
};

void start_trip(Machine& machine, Request& request);

void complete(Machine& machine, Request& request) {
  const OperationRow& row = row_of(request.operation);
  const Value outcome = request.found ? perform(machine, request.operation, request.options)
                                      : Value(create_no_entry(machine, row.call, request.path));
  if (request.promise != nullptr) {
    if (request.found) {
      resolve_promise(machine, request.promise, outcome);
    } else {
      reject_promise(machine, request.promise, outcome);
    }
  } else if (!request.found) {
    machine.call(request.callback, Value::undefined(), {outcome});
  } else if (request.operation == Operation::access) {
    machine.call(request.callback, Value::undefined(), {Value::null()});
  } else {
    machine.call(request.callback, Value::undefined(), {Value::null(), outcome});
  }
}

// captured[0]: the request. A trip to the thread pool has ended.
Value trip_ended(Machine& machine, const Arguments& arguments) {
  auto& request = *static_cast<Request*>(arguments.callee->captured[0].as_cell());
  if (--request.trips_left > 0) {
    start_trip(machine, request);
  } else {
    complete(machine, request);
  }
  return {};
}

void start_trip(Machine& machine, Request& request) {
  const Value ended(machine.create_native("", 0, trip_ended, {Value(&request)}));
  const bool is_first = !std::exchange(host_state(machine).used_thread_pool, true);
  machine.scheduler().start_operation(machine.callback_job(ended, Value::undefined(), {}),
                                      is_first ? kFirstTripLatency : kTripLatency);
}

int trips(Machine& machine, Operation operation) {
  const bool one = machine.policy().file_reading == scheduler::FileReading::one_trip;
  return one ? 1 : row_of(operation).trips;
}

Request* create_request(Machine& machine, Operation operation, Value path, Value options) {
  auto* request = machine.heap.make<Request>();
  request->operation = operation;
  request->path = require_path(machine, path);
  request->options = options;
  request->found = exists(machine, request->path);
  request->trips_left = request->found ? trips(machine, operation) : 1;
  return request;
}

// fs.stat(path[, options], callback) and the like.
template <Operation operation>
Value with_callback(Machine& machine, const Arguments& arguments) {
  const Value callback = arguments.count > 2 ? arguments[2] : arguments[1];
  require_function(machine, "cb", callback);
  Request* request = create_request(machine, operation, arguments[0],
                                    arguments.count > 2 ? arguments[1] : Value::undefined());
  request->callback = callback;
  start_trip(machine, *request);
  return {};
}

// fs.promises.stat(path[, options]) and the like.
template <Operation operation>
Value with_promise(Machine& machine, const Arguments& arguments) {
  Promise* promise = new_promise(machine);
  try {
    Request* request = create_request(machine, operation, arguments[0], arguments[1]);
    request->promise = promise;
    start_trip(machine, *request);
  } catch (const Throw& thrown) {
    reject_promise(machine, promise, thrown.value);
  }
  return Value(promise);
}

// fs.statSync(path[, options]) and the like.
template <Operation operation>
Value at_once(Machine& machine, const Arguments& arguments) {
  const std::string path = require_path(machine, arguments[0]);
  if (!exists(machine, path)) throw Throw{Value(create_no_entry(machine, row_of(operation).call, path))};
  return perform(machine, operation, arguments[1]);
}

Value exists_at_once(Machine& machine, const Arguments& arguments) {
  return Value(arguments[0].is_string() && exists(machine, machine.to_utf8(arguments[0])));
}

Value refuse(Machine& machine, const Arguments& arguments) {
  machine.not_modelled("fs." + arguments.callee->name->utf8());
}

constexpr MethodRow kFunctions[] = {
    {"stat", 3, with_callback<Operation::stat>},
    {"lstat", 3, with_callback<Operation::lstat>},
    {"access", 3, with_callback<Operation::access>},
    {"readFile", 3, with_callback<Operation::read_file>},
    {"statSync", 2, at_once<Operation::stat>},
    {"lstatSync", 2, at_once<Operation::lstat>},
    {"accessSync", 2, at_once<Operation::access>},
    {"readFileSync", 2, at_once<Operation::read_file>},
    {"existsSync", 1, exists_at_once},
};

constexpr MethodRow kPromiseFunctions[] = {
    {"stat", 2, with_promise<Operation::stat>},
    {"lstat", 2, with_promise<Operation::lstat>},
    {"access", 2, with_promise<Operation::access>},
    {"readFile", 2, with_promise<Operation::read_file>},
};

// Functions that programs may call and that are not modelled; Sync stands for their other form.
constexpr std::string_view kRefused[] = {"appendFile", "chmod",   "close",  "copyFile", "mkdir", "open",
                                         "read",       "readdir", "rename", "rm",       "rmdir", "unlink",
                                         "utimes",     "watch",   "write",  "writeFile"};
constexpr std::string_view kRefusedStreams[] = {"createReadStream", "createWriteStream"};

void define_refused(Machine& machine, Object* module, std::string_view name) {
  module->define(machine, name, Value(machine.create_native(name, 0, refuse)));
}

}  // namespace

Value make_fs_promises_module(Machine& machine) {
  Object* module = machine.create_object();
  define_functions(machine, module, kPromiseFunctions);
  for (const std::string_view name : kRefused) define_refused(machine, module, name);
  return Value(module);
}

Value make_fs_module(Machine& machine) {
  machine.scheduler().make_tick_queue();  // Bun's fs loads its streams, which ask for ticks
  static_cast<void>(machine.realm.global->get(machine, "process"));  // a first use, which shows in Deno
  Object* module = machine.create_object();
  define_functions(machine, module, kFunctions);
  for (const std::string_view name : kRefused) {
    define_refused(machine, module, name);
    define_refused(machine, module, std::string(name) + "Sync");
  }
  for (const std::string_view name : kRefusedStreams) define_refused(machine, module, name);
  module->define(machine, "promises", builtin_module(machine, "fs/promises"));
  return Value(module);
}

}  // namespace asyncq::engine
