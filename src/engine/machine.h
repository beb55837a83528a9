#pragma once
// The machine: one run's heap, realm and interpreter. Built-ins work through it.

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/frame.h"
#include "engine/function.h"
#include "engine/heap.h"
#include "engine/realm.h"
#include "engine/run.h"
#include "engine/string.h"
#include "engine/virtual_time.h"
#include "program/code.h"
#include "scheduler/scheduler.h"
#include "support/source.h"

namespace asyncq::engine {

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

// What a job of this engine does; its data are values: a, b, c, d.
enum class JobKind : std::uint32_t {
  main,              // the program's body
  call,              // a: function, b: this, c: an Array of arguments or undefined
  call_with_one,     // a: function, b: this, c: its only argument
  promise_reaction,  // a: Reaction, b: argument, c: true when rejected [27.2.2.1]
  settled_reaction,  // the same of a promise settled before: a: handler, b: argument, c: true when rejected,
                     // d: the plain promise that it settles; a and d may be undefined
  element,           // of Promise.all; a: what its elements share, b: the value, c: the index
  resolve_thenable,  // a: Promise, b: thenable, c: its then [27.2.2.2]
  run_microtasks,    // those that wait, before the ticks behind it
  await_resume,      // a: Frame, b: value, c: true when rejected
};

// What process.* has been told.
struct ProcessState {
  Object* object = nullptr;      // the process object, an EventEmitter
  std::optional<int> exit_code;  // process.exitCode
  bool exiting = false;
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

class Machine final : public scheduler::Host, public RunState {
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
  [[nodiscard]] const scheduler::Scheduler& scheduler() const { return *scheduler_; }

  // --- making values ---
  Value string(std::string_view utf8);
  Value string(std::u16string text);
  String* concat(String* left, String* right);  // RangeError when too long
  PropertyKey key(std::string_view utf8) { return strings.key(utf8); }
  Object* create_object();  // {} with Object.prototype
  Object* create_object(Object* prototype);
  // The shape of objects without properties that have this prototype.
  Shape* shape_for(Object* prototype);
  Array* create_array(std::vector<Value> elements = {});
  NativeFunction* create_native(std::string_view name, int length, NativeCode code,
                                std::initializer_list<Value> captured = {});
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
  Value call(Value function, Value this_value, const Value* arguments, std::uint32_t count) {
    if (is_closure(function)) [[likely]]
      return call_closure(static_cast<Closure*>(function.as_cell()), this_value, arguments, count);
    return call_other(function, this_value, arguments, count);
  }
  Value call_with(Value function, Value this_value, Array* arguments);
  Value construct(Value constructor, const std::vector<Value>& arguments,
                  Value new_target = Value::undefined());
  Completion try_call(Value function, Value this_value, std::initializer_list<Value> arguments = {});
  Value invoke(Value object, std::string_view method, std::initializer_list<Value> arguments = {}) {
    return invoke(object, key(method), arguments);
  }
  Value invoke(Value object, PropertyKey method, std::initializer_list<Value> arguments = {});

  // --- iteration [7.4] ---
  struct Iterator {
    Value object;
    Value next;  // a number where `object` is an array that iterates as arrays do: the next index
  };
  Iterator get_iterator(Value iterable);
  // Nothing when done.
  std::optional<Value> iterator_step(Iterator& iterator);
  void iterator_close(const Iterator& iterator);          // on a normal or return exit: may throw
  void iterator_close_quietly(const Iterator& iterator);  // on a throw: errors of return() are dropped
  // All values of an iterable, in a new array (which keeps them alive).
  Array* iterate(Value iterable);

  // The prototype that `new_target` asks for, or the default [10.1.14].
  Object* prototype_from(Value new_target, Object* fallback);

  // --- output ---
  void write(trace::Stream stream, std::string_view bytes);

  // Puts the work done so far on the scheduler's clock: before a moment that it is compared with.
  void charge_steps();
  // The same for a loop that does nothing but count up to `to`; what the counter is at its end.
  double count_idly(double from, double to, bool inclusive);

  // --- where we are ---
  // "file:line:column" frames of the running functions, innermost first, as an error's stack shows them.
  // Without those of `hidden`, a function, and of what it called.
  std::string stack_trace(std::string_view header, Value hidden = Value::undefined());
  [[nodiscard]] support::SourcePosition current_position() const;
  // The program's file as it was named to us, and its text.
  [[nodiscard]] std::string file_name() const { return program_.file ? program_.file->name() : "<program>"; }
  [[nodiscard]] const support::SourceFilePtr& source_file() const { return program_.file; }  // may be null
  [[nodiscard]] std::string source_text(support::SourcePosition begin, support::SourcePosition end) const;
  [[nodiscard]] std::string_view source_text() const {
    return program_.file ? std::string_view(program_.file->text()) : "";
  }

  // A unit of work for --max-steps; collects garbage and ends the run at limits. Only where every live value
  // is in a frame, a root, or a local of native code.
  void safe_point() {
    if (--steps_left_ < 0 || heap.wants_collection()) [[unlikely]]
      slow_safe_point();
  }
  // A safe point before native code takes this many bytes outside the heap: ends the run where they would
  // break its memory limit.
  void claim(std::uint64_t bytes);
  // Ends the run: a limit is reached ("steps", "memory", "output").
  [[noreturn]] void halt_at_limit(std::string_view which);
  // Ends the run: what the program does here the real runtime can do, and we cannot. Nothing that the program
  // could catch, or what it prints then would be taken for the truth.
  [[noreturn]] void not_modelled(std::string_view what);
  // What native code does with so many code units or elements in the time of a step.
  static constexpr std::size_t kUnitsPerStep = 32;
  // Counts work that a single operation does like so many steps of the program; no safe point.
  void count_work(std::uint64_t units) { steps_left_ -= static_cast<std::int64_t>(units); }
  // Values that live as long as the machine.
  void keep(Value value) { kept_.push_back(value); }

  // --- jobs ---
  // A job that calls a function.
  scheduler::Job callback_job(Value function, Value this_value, std::span<const Value> arguments);
  // Ends the program as process.exit(code) does: 'exit' listeners run, nothing else. Throws Halt.
  [[noreturn]] void exit_process(std::optional<int> code);
  // The evaluation of the main module failed.
  void fail_module(Value error);
  void on_repetition() override;
  [[nodiscard]] bool ends_soon() const override { return ends_soon_; }
  // What an exception that nothing caught does: 'uncaughtException' listeners, or the end of the process.
  scheduler::JobResult report_uncaught(Value error, bool from_rejection);

  // --- for the promise algorithms ---
  void enqueue_microtask(JobKind kind, Value a, Value b = Value::undefined(), Value c = Value::undefined(),
                         Value d = Value::undefined()) {
    scheduler_->enqueue_microtask(
        {static_cast<std::uint32_t>(kind), 0, {a.bits(), b.bits(), c.bits(), d.bits()}});
  }
  // In a page: 'unhandledrejection' was dispatched for it; "Uncaught " with what it is.
  void note_reported(Promise* promise) { reported_rejections_.insert(promise); }
  void write_uncaught(std::string_view where, Value error);
  // HostPromiseRejectionTracker [27.2.1.9]
  void track_rejection(Promise* promise, bool handled);
  // Goes on with a suspended frame; returns when it is suspended again or has ended.
  Value resume(Frame* frame, ResumeMode mode, Value value);
  Frame* current_frame() { return current_frame_; }
  // Tells the listener, if there is one, what happened to a promise, a generator or the function that works
  // for it; its cause is the running job.
  void note(trace::EventKind kind, const Cell* subject) {
    if (listener_ != nullptr) tell(kind, subject);
  }

  // --- for built-ins that belong to the runtime ---
  bool job_in_finally = false;  // the job runs a callback of Promise.prototype.finally
  ProcessState process;
  VirtualTime time;
  const Chance chance;
  std::optional<support::SourcePosition> random_at;  // trace::Outcome

  // --- scheduler::Host ---
  scheduler::JobResult run(const scheduler::Job& job) override;
  RejectionResult process_rejections() override;
  EmptyResult loop_empty() override;
  [[nodiscard]] support::SourcePosition position() const override { return current_position(); }

  Fingerprint fingerprint() override;  // state_hash.cpp

 private:
  struct Exit {
    Value value;
    bool threw = false;
    bool left = false;  // the entry frame has ended or is suspended
  };
  Value execute(Frame* entry);
  // Until the entry frame has ended or is suspended.
  Exit run_frame(Frame* entry);
  Value call_closure(Closure* closure, Value this_value, const Value* arguments, std::uint32_t count);
  Value call_other(Value function, Value this_value, const Value* arguments, std::uint32_t count);
  Exit interpret();
  // Looks for a handler from the current frame outwards, up to the entry frame.
  Exit unwind(Value thrown);
  // A return completion inside a generator: runs its finally blocks.
  Exit unwind_return(Value value);
  // The running async function stops at an await.
  Exit suspend(Frame* frame);
  // The current frame's function has ended with a value.
  Exit finish_frame(Value value);
  Frame* take_frame(Closure* closure, LinkedCode* linked);
  Frame* new_plain_frame(Closure* closure, LinkedCode* linked, Value this_value, const Value* arguments,
                         std::uint32_t count);
  Frame* push_frame(Closure* closure, Value this_value, const Value* arguments, std::uint32_t count,
                    Value new_target);
  void pop_frame(Frame* frame);
  [[noreturn]] void throw_not_callable(Frame* frame, const std::uint32_t* pc, Value value, bool constructor);
  LinkedCode* link(std::shared_ptr<const program::FunctionCode> code);
  Closure* new_closure(Frame* frame, std::uint32_t index);
  Closure* make_closure(Frame* frame, std::uint32_t index);
  Value get_cached(Value object, PropertyKey key, PropertyCache& cache);
  void set_cached(Value object, PropertyKey key, Value value, PropertyCache& cache, bool strict);
  Value get_element(Value object, Value key);
  void set_element(Value object, Value key, Value value, bool strict);
  void set_property(Value object, PropertyKey key, Value value, bool strict);
  Value binary(program::Operation operation, Value left, Value right);
  Value add(Value left, Value right);
  // IsLessThan [7.2.12], and the four operators by it [13.10.1]: a > b is b < a, a <= b is not b < a, and the
  // left operand is converted first all the same.
  bool less_than(Value left, Value right, bool left_first, bool& undefined);
  bool is_less(Value left, Value right) {
    bool undefined = false;
    return less_than(left, right, true, undefined);
  }
  bool is_less_equal(Value left, Value right) {
    bool undefined = false;
    return !less_than(right, left, false, undefined) && !undefined;
  }
  bool is_greater(Value left, Value right) {
    bool undefined = false;
    return less_than(right, left, false, undefined);
  }
  bool is_greater_equal(Value left, Value right) {
    bool undefined = false;
    return !less_than(left, right, true, undefined) && !undefined;
  }
  void make_class(Frame* frame, std::uint32_t function, bool has_heritage);
  void initialize_instance(Object* object, Closure* constructor);
  Value super_construct(Frame* frame, Value function, Value new_target, const std::vector<Value>& arguments);
  Value construct_closure(Closure* closure, const Value* arguments, std::uint32_t count, Value new_target);
  void slow_safe_point();
  [[noreturn]] void cut_short();
  void tell(trace::EventKind kind, const Cell* subject);
  [[nodiscard]] trace::Event new_event(trace::EventKind kind) const;
  void collect_garbage();
  void mark_roots(Marker& marker);
  bool begin_job(const scheduler::Job& job);
  bool begin_handler(Value function, Value this_value, const Value* arguments, std::uint32_t count,
                     Promise* settles);
  bool begin_resumption(Frame* frame, Value value);
  bool begin_next_job();
  bool run_job_in_frame(const scheduler::Job& job);
  [[noreturn]] void overflow_stack();
  void run_job(const scheduler::Job& job);
  void charge_job();
  void run_main();
  void queue_rejection_tick();
  scheduler::JobResult end_by_rejection(Promise* promise);
  scheduler::JobResult end_by_exception(Value error, bool from_rejection, bool handler_failed = false);
  scheduler::JobResult rejection_listener_failed(Value error, std::size_t untold);
  [[nodiscard]] scheduler::JobResult after_exception() const;
  void end_soon(trace::EndingKind kind, Value error);
  // Where an exception of the main program does not count at once: keeps it for take_main_exception().
  bool keep_main_exception(Value error, bool from_rejection);
  RejectionResult take_main_exception();
  void end_at_rest();
  bool end_unsettled();
  [[nodiscard]] std::string unsettled_warning() const;
  void emit_exit(int told, std::optional<int> seen);
  void limit_steps(std::uint64_t steps);
  [[nodiscard]] std::uint64_t steps() const {
    return static_cast<std::uint64_t>(steps_allowed_ - 1 - steps_left_);
  }

  const program::Program& program_;
  const scheduler::Policy& policy_;
  Limits limits_;
  trace::Listener* listener_;
  Watcher* watcher_;
  scheduler::DefaultChooser default_chooser_;
  std::unique_ptr<scheduler::Scheduler> scheduler_;
  std::vector<Value> kept_;
  std::deque<LinkedCode> linked_;
  std::unordered_map<const program::FunctionCode*, LinkedCode*> linked_by_code_;
  Frame* current_frame_ = nullptr;
  std::uint32_t frame_depth_ = 0;
  std::uint32_t native_depth_ = 0;
  const void* stack_base_ = nullptr;
  const char* stack_end_ = nullptr;  // how deep native code may go; null before the run
  // Counted down below zero, which is cheapest: those before the one that ends the run.
  std::int64_t steps_allowed_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t steps_left_ = steps_allowed_ - 1;
  std::uint64_t steps_charged_ = 0;
  std::vector<trace::Chunk> output_;
  std::uint64_t output_bytes_ = 0;
  bool rejection_tick_waits_ = false;
  std::vector<Promise*> pending_rejections_;
  std::vector<Promise*> late_handled_;  // handled after they were reported: 'rejectionHandled' is due
  std::unordered_set<Promise*> reported_rejections_;  // reported to listeners, not handled since
  std::unordered_map<const Promise*, std::uint64_t> rejection_numbers_;  // of those in the three above
  std::uint64_t rejections_ = 0;
  bool warned_of_rejection_ = false;
  // Where the last throw statement was executed, for the report of an uncaught exception.
  struct {
    Value value;
    support::SourcePosition at;
  } thrown_;
  std::unordered_map<Object*, Shape*> shapes_by_prototype_;
  std::unordered_map<const Cell*, std::uint64_t> subjects_;  // numbers of what events are about; kept alive
  Promise* main_promise_ = nullptr;                          // a module's evaluation
  trace::Ending ending_;
  bool ended_ = false;
  bool ends_soon_ = false;
  std::uint64_t repetitions_ = 0;     // of intervals
  bool main_program_failed_ = false;  // its exception is being reported
  struct {
    bool waits = false;
    bool from_rejection = false;
    Value error;
  } main_exception_;
};

}  // namespace asyncq::engine
