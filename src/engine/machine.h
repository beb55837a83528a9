#pragma once
// The machine: one run's heap, realm and interpreter. Built-ins work through it.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/function.h"
#include "engine/heap.h"
#include "engine/realm.h"
#include "engine/run.h"
#include "engine/string.h"
#include "scheduler/scheduler.h"
#include "support/source.h"

namespace asyncq::engine {

class Frame;
class Promise;

// An abrupt completion on its way through native code: the value that the modelled program throws. Native
// code throws and catches it inside the engine only.
struct Throw {
  Value value;
};

// The run is over at once: a limit, process.exit(). Passes through every native frame.
struct Halt {};

// How a computation ended [6.2.4]: with a value, or by throwing one.
struct [[nodiscard]] Completion {
  Value value;
  bool threw = false;
};

enum class ErrorKind {
  error,
  type_error,
  range_error,
  reference_error,
  syntax_error,
  eval_error,
  uri_error,
  aggregate_error
};

class Machine final : public scheduler::Host {
 public:
  Machine(const program::Program& program, const RunOptions& options);
  ~Machine() override;

  // Runs the whole program and its event loop.
  trace::Outcome run();

  // --- the parts ---
  Heap heap;
  StringTable strings;
  Realm realm;
  [[nodiscard]] const scheduler::Policy& policy() const { return policy_; }
  [[nodiscard]] scheduler::Scheduler& scheduler() { return *scheduler_; }

  // --- making values ---
  Value string(std::string_view utf8);
  Value string(std::u16string text);
  String* concat(String* left, String* right);  // RangeError when too long
  PropertyKey key(std::string_view utf8) { return strings.key(utf8); }
  Object* create_object();  // {} with Object.prototype
  Object* create_object(Object* prototype);
  Array* create_array(std::vector<Value> elements = {});
  NativeFunction* create_native(std::string_view name, int length, NativeCode code,
                                std::vector<Value> captured = {});
  // {value, done}
  Object* create_iterator_result(Value value, bool done);
  Object* create_error(ErrorKind kind, std::string_view message);

  // --- throwing ---
  [[noreturn]] void throw_error(ErrorKind kind, std::string_view message);
  [[noreturn]] void throw_type_error(std::string_view message) {
    throw_error(ErrorKind::type_error, message);
  }
  [[noreturn]] void throw_range_error(std::string_view message) {
    throw_error(ErrorKind::range_error, message);
  }

  // --- abstract operations [7] ---
  bool to_boolean(Value value);
  double to_number(Value value);
  double to_integer_or_infinity(Value value);
  std::int32_t to_int32(Value value);
  std::uint32_t to_uint32(Value value);
  std::uint64_t to_length(Value value);
  String* to_string(Value value);
  std::u16string_view to_text(Value value) { return to_string(value)->view(); }
  std::string to_utf8(Value value) { return to_string(value)->utf8(); }
  Object* to_object(Value value);
  Value to_primitive(Value value, std::string_view hint);  // "default", "number", "string"
  PropertyKey to_property_key(Value value);
  bool strict_equals(Value a, Value b);
  bool loosely_equals(Value a, Value b);
  bool same_value(Value a, Value b);
  bool same_value_zero(Value a, Value b);
  String* type_of(Value value);
  bool instance_of(Value value, Value target);

  // --- properties of any value (primitives have prototypes) ---
  Value get(Value object, PropertyKey key);
  Value get(Value object, std::string_view name) { return get(object, key(name)); }
  // A method, or undefined for undefined and null; TypeError when it is neither nor callable [7.3.10].
  Value get_method(Value object, PropertyKey key);

  // --- calling; exceptions arrive as Throw, or as a Completion from the try_ forms ---
  Value call(Value function, Value this_value, std::initializer_list<Value> arguments = {});
  Value call(Value function, Value this_value, const std::vector<Value>& arguments);
  Value call(Value function, Value this_value, const Value* arguments, std::uint32_t count);
  Value construct(Value constructor, const std::vector<Value>& arguments,
                  Value new_target = Value::undefined());
  Completion try_call(Value function, Value this_value, std::initializer_list<Value> arguments = {});
  Value invoke(Value object, std::string_view method, std::initializer_list<Value> arguments = {});

  // --- iteration [7.4] ---
  struct Iterator {
    Value object;
    Value next;
  };
  Iterator get_iterator(Value iterable);
  // Nothing when done.
  std::optional<Value> iterator_step(const Iterator& iterator);
  void iterator_close(const Iterator& iterator);          // on a normal or return exit: may throw
  void iterator_close_quietly(const Iterator& iterator);  // on a throw: errors of return() are dropped
  // All values of an iterable; arrays with the built-in iterator take a short way.
  std::vector<Value> iterate(Value iterable);

  // The prototype that `new_target` asks for, or the default [10.1.14].
  Object* prototype_from(Value new_target, Object* fallback);

  // --- output ---
  void write(trace::Stream stream, std::string_view bytes);

  // --- where we are ---
  // "file:line:column" frames of the running functions, innermost first, as an error's stack shows them.
  std::string stack_trace(std::string_view header);
  [[nodiscard]] support::SourcePosition current_position() const;

  // A unit of work for --max-steps; collects garbage and ends the run at limits. Only where every live value
  // is in a frame, a root, or a local of native code.
  void safe_point();
  // Values that live as long as the machine.
  void keep(Value value) { kept_.push_back(value); }

  // --- scheduler::Host ---
  scheduler::JobResult run(const scheduler::Job& job) override;
  RejectionResult process_rejections() override;
  EmptyResult loop_empty() override;

 private:
  friend class Interpreter;
  const scheduler::Policy& policy_;
  std::unique_ptr<scheduler::Scheduler> scheduler_;
  std::vector<Value> kept_;
};

}  // namespace asyncq::engine
