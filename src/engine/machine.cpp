#include "engine/machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/big_int.h"
#include "engine/error_stack.h"
#include "engine/errors.h"
#include "engine/generator.h"
#include "engine/level_guard.h"
#include "engine/messages.h"
#include "engine/operations.h"
#include "engine/page/page.h"
#include "engine/promise.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {

namespace {

// What one run of an interval counts like, for --max-steps.
constexpr std::uint64_t kStepsOfRepetition = 300;

scheduler::Job make_job(JobKind kind, Value a, Value b, Value c, Value d) {
  return {static_cast<std::uint32_t>(kind), 0, {a.bits(), b.bits(), c.bits(), d.bits()}};
}

}  // namespace

void Frame::trace(Marker& marker) {
  marker.mark(function);
  marker.mark(environment);
  marker.mark(caller);
  marker.mark(this_value);
  marker.mark(new_target);
  marker.mark(arguments);
  marker.mark(async_object);
  marker.mark_all(std::span<Value>(slots(), code->local_count));
  marker.mark_words(operands(), slots() + code->slot_count);
}

LinkedCode::LinkedCode(std::shared_ptr<const program::FunctionCode> function_code)
    : code(std::move(function_code)),
      instructions(code->instructions.data()),
      local_count(code->local_count),
      slot_count(code->local_count + code->stack_size),
      parameter_count(code->parameter_count),
      coerces_this(!code->is_strict && !code->is_arrow),
      is_plain(!code->is_async && !code->is_generator && !code->is_class_constructor &&
               !code->needs_arguments),
      is_class_constructor(code->is_class_constructor),
      is_arrow(code->is_arrow),
      caches(code->cache_count),
      functions(code->functions.size(), nullptr) {}

Machine::Machine(const program::Program& program, const RunOptions& options)
    : strings(heap),
      chance(options.chance),
      program_(program),
      policy_(*options.policy),
      limits_(options.limits),
      listener_(options.listener),
      watcher_(options.watcher) {
  scheduler::Chooser& chooser = options.chooser != nullptr ? *options.chooser : default_chooser_;
  scheduler_ = std::make_unique<scheduler::Scheduler>(policy_, *this, chooser, listener_,
                                                      scheduler::SchedulerOptions{options.lateness});
  time.start_ms += chance.date_shift_ms;
  create_realm(*this);  // in any case, however few steps are allowed
  limit_steps(limits_.max_steps);
}

Machine::~Machine() = default;

// --- calling ---

Value Machine::call_other(Value function, Value this_value, const Value* arguments, std::uint32_t count) {
  if (!is_callable(function)) throw_type_error(describe(*this, function) + " is not a function");
  safe_point();
  const LevelGuard level(*this, native_depth_, stack_end_);
  Object* object = function.as_object();
  if (object->kind() == CellKind::native_function) {
    auto* native = static_cast<NativeFunction*>(object);
    return native->code(*this, Arguments{this_value, arguments, count, Value::undefined(), native});
  }
  auto* bound = static_cast<BoundFunction*>(object);
  Array* all = create_array(bound->bound_arguments);
  all->elements.insert(all->elements.end(), arguments, arguments + count);
  return call_with(Value(bound->target), bound->bound_this, all);
}

Value Machine::call_with(Value function, Value this_value, Array* arguments) {
  const Value result = call(function, this_value, arguments->elements.data(),
                            static_cast<std::uint32_t>(arguments->elements.size()));
  keep_alive(arguments);
  return result;
}

Value Machine::call(Value function, Value this_value, std::initializer_list<Value> arguments) {
  return call(function, this_value, arguments.begin(), static_cast<std::uint32_t>(arguments.size()));
}

Value Machine::call(Value function, Value this_value, const std::vector<Value>& arguments) {
  return call_with(function, this_value, create_array(arguments));
}

Completion Machine::try_call(Value function, Value this_value, std::initializer_list<Value> arguments) {
  try {
    return {call(function, this_value, arguments), false};
  } catch (const Throw& thrown) {
    return {thrown.value, true};
  }
}

Value Machine::invoke(Value object, PropertyKey method, std::initializer_list<Value> arguments) {
  const Value function = get(object, method);
  if (!is_callable(function)) {
    throw_type_error(fmt::format("{}.{} is not a function", describe(*this, object), method.utf8()));
  }
  return call(function, object, arguments);
}

bool is_constructor(Value value) {
  if (!value.is_object()) return false;
  const Object* object = value.as_object();
  if (object->kind() == CellKind::closure) {
    const program::FunctionCode& code = *static_cast<const Closure*>(object)->code->code;
    return !code.is_arrow && !code.is_method && !code.is_async && !code.is_generator;
  }
  if (object->kind() == CellKind::native_function)
    return static_cast<const NativeFunction*>(object)->constructor;
  if (object->kind() == CellKind::bound_function) {
    return is_constructor(Value(static_cast<const BoundFunction*>(object)->target));
  }
  return false;
}

Value Machine::construct(Value constructor, const std::vector<Value>& arguments, Value new_target) {
  if (!is_constructor(constructor)) throw_type_error(describe(*this, constructor) + " is not a constructor");
  if (new_target.is_undefined()) new_target = constructor;
  Object* object = constructor.as_object();
  Array* kept = create_array(arguments);
  Value result;
  if (object->kind() == CellKind::bound_function) {
    auto* bound = static_cast<BoundFunction*>(object);
    kept->elements.insert(kept->elements.begin(), bound->bound_arguments.begin(),
                          bound->bound_arguments.end());
    const Value target(bound->target);
    return construct(target, kept->elements, new_target.same_bits(constructor) ? target : new_target);
  }
  const auto count = static_cast<std::uint32_t>(kept->elements.size());
  if (object->kind() == CellKind::native_function) {
    const LevelGuard level(*this, native_depth_, stack_end_);
    auto* native = static_cast<NativeFunction*>(object);
    result =
        native->code(*this, Arguments{Value::undefined(), kept->elements.data(), count, new_target, native});
  } else {
    result = construct_closure(static_cast<Closure*>(object), kept->elements.data(), count, new_target);
  }
  keep_alive(kept);
  return result;
}

// [[Construct]] of a function of the program [10.2.2]
Value Machine::construct_closure(Closure* closure, const Value* arguments, std::uint32_t count,
                                 Value new_target) {
  const LevelGuard level(*this, native_depth_, stack_end_);
  const bool derived = closure->code->code->is_derived;
  Value this_value = Value::empty();
  if (!derived) this_value = Value(create_object(prototype_from(new_target, realm.object_prototype)));
  Frame* frame = push_frame(closure, this_value, arguments, count, new_target);
  frame->is_construct = true;
  frame->ends_plainly = false;
  if (!derived) {
    try {
      initialize_instance(this_value.as_object(), closure);
    } catch (...) {
      pop_frame(frame);
      throw;
    }
  }
  return execute(frame);
}

Value Machine::super_construct(Frame* frame, Value function, Value new_target,
                               const std::vector<Value>& arguments) {
  auto* active = static_cast<Closure*>(function.as_object());
  Object* parent = active->prototype();
  if (parent == nullptr || !is_constructor(Value(parent))) {
    const std::string& name = active->code->code->name;
    const bool has_parent = parent != nullptr && parent != realm.function_prototype;
    throw_type_error(fmt::format("Super constructor {} of {} is not a constructor",
                                 has_parent ? describe(*this, Value(parent)) : "null",
                                 name.empty() ? "anonymous class" : name));
  }
  const Value result = construct(Value(parent), arguments, new_target);
  if (frame->function == active) {
    if (!frame->this_value.is_empty())
      throw_error(ErrorKind::reference_error, "Super constructor may only be called once");
    frame->this_value = result;
  }
  initialize_instance(result.as_object(), active);
  return result;
}

Object* Machine::prototype_from(Value new_target, Object* fallback) {
  if (!new_target.is_object()) return fallback;
  const Value prototype = new_target.as_object()->get(*this, realm.keys.prototype);
  return prototype.is_object() ? prototype.as_object() : fallback;
}

Value Machine::get_method(Value object, PropertyKey name) {
  const Value method = get(object, name);
  if (method.is_nullish()) return Value::undefined();
  if (!is_callable(method)) throw_type_error(call_site_text(*this, method) + " is not a function");
  return method;
}

void Machine::throw_not_callable(Frame* frame, const std::uint32_t*, Value value, bool constructor) {
  std::string text = source_text_at(frame);
  if (text.empty())
    text =
        value.is_object() || value.is_string() || value.is_symbol() ? describe(*this, value) : to_utf8(value);
  throw_type_error(fmt::format("{} is not a {}", text, constructor ? "constructor" : "function"));
}

// --- suspended frames ---

Value Machine::resume(Frame* frame, ResumeMode mode, Value value) {
  safe_point();
  const LevelGuard level(*this, native_depth_, stack_end_);
  frame->caller = current_frame_;
  frame->resumed = true;
  frame->is_job = false;
  current_frame_ = frame;
  note(trace::EventKind::resumed, frame->async_object);
  ++frame_depth_;
  const auto suspended_by = static_cast<program::Operation>(frame->pc[-1] & 0xFF);
  const bool looks_itself =
      suspended_by == program::Operation::yield_async || suspended_by == program::Operation::yield_delegated;
  if (suspended_by != program::Operation::initial_yield) *frame->sp++ = value;
  if (looks_itself) {
    frame->mode = mode;
  } else if (mode != ResumeMode::normal) {
    frame->mode =
        ResumeMode::normal;  // a return that yield* was asked for survives an await that does not throw
  }
  frame->pending = looks_itself ? ResumeMode::normal : mode;
  return execute(frame);
}

// --- jobs ---

scheduler::Job Machine::callback_job(Value function, Value this_value, std::span<const Value> arguments) {
  if (arguments.size() == 1) return make_job(JobKind::call_with_one, function, this_value, arguments[0], {});
  const Value list = arguments.empty()
                         ? Value::undefined()
                         : Value(create_array(std::vector<Value>(arguments.begin(), arguments.end())));
  return make_job(JobKind::call, function, this_value, list, {});
}

// An interval that is never cleared is the most usual of endless programs: it comes to its limit soon.
void Machine::on_repetition() {
  ++repetitions_;
  count_work(kStepsOfRepetition);
}

void Machine::run_job(const scheduler::Job& job) {
  const Value a = Value::from_bits(job.data[0]);
  const Value b = Value::from_bits(job.data[1]);
  const Value c = Value::from_bits(job.data[2]);
  switch (static_cast<JobKind>(job.kind)) {
    case JobKind::main:
      run_main();
      break;
    case JobKind::call:
      if (c.is_undefined()) {
        call(a, b);
      } else {
        call_with(a, b, static_cast<Array*>(c.as_object()));
      }
      break;
    case JobKind::call_with_one:
      call(a, b, &c, 1);
      break;
    case JobKind::promise_reaction:
      run_promise_reaction_job(*this, static_cast<Reaction*>(a.as_cell()),
                               c.is_true() ? PromiseState::rejected : PromiseState::fulfilled, b);
      break;
    case JobKind::settled_reaction:
      run_settled_reaction_job(*this, a, b, c.is_true(), Value::from_bits(job.data[3]));
      break;
    case JobKind::element:
      run_element_job(*this, a.as_cell(), b, c);
      break;
    case JobKind::resolve_thenable:
      run_resolve_thenable_job(*this, static_cast<Promise*>(a.as_object()), b, c);
      break;
    case JobKind::run_microtasks:  // runMicrotasksCallback
      rejection_tick_waits_ = false;
      if (!scheduler_->drain_microtasks()) throw Halt{};
      if (scheduler_->ticks_wait()) queue_rejection_tick();
      break;
    case JobKind::await_resume:
      resume(static_cast<Frame*>(a.as_cell()), c.is_true() ? ResumeMode::thrown : ResumeMode::normal, b);
      break;
  }
}

void Machine::run_main() {
  LinkedCode* linked = link(program_.main);
  Closure* closure = heap.make<Closure>(realm.closure_shape, linked, nullptr);
  const bool is_module = program_.kind == syntax::SourceKind::module;
  const Value script_this = is_page(*this) ? Value(realm.global) : realm.module_exports;
  const Value this_value = is_module ? Value::undefined() : script_this;
  // The parameters of the function that Node wraps a CommonJS file in.
  std::vector<Value> wrapper;
  for (const char* name : {"exports", "require", "module", "__filename", "__dirname"}) {
    wrapper.push_back(realm.global->get(*this, name));
  }
  Frame* frame =
      push_frame(closure, this_value, wrapper.data(), static_cast<std::uint32_t>(wrapper.size()), {});
  if (is_module) main_promise_ = static_cast<Promise*>(frame->async_object);
  const auto& functions = program_.main->functions;
  if (!functions.empty() && functions.front()->is_main) {
    run_scripts(*this, *static_cast<Array*>(execute(frame).as_object()));
    return;
  }
  try {
    execute(frame);
  } catch (const Throw&) {
    if (is_page(*this)) finish_loading(*this);
    throw;
  }
  if (is_page(*this)) finish_loading(*this);
  if (is_module) watch_main_promise(*this, main_promise_);
}

// The loop has come to its end.
void Machine::end_at_rest() {
  const bool waits =
      !is_page(*this) && !ends_soon_ && main_promise_ != nullptr && main_promise_->is_pending();
  try {
    if (waits && end_unsettled()) return;
    const bool told_zero = policy_.unsettled_exit == scheduler::UnsettledExit::told_0;
    const int code = ending_.exit_code;
    emit_exit(ends_soon_ || (waits && told_zero) ? 0 : code, waits ? std::optional(code) : std::nullopt);
    if (ending_.exit_code == 0 || ends_soon_) ending_.exit_code = code;
  } catch (const Halt&) {
    // A listener called process.exit(), or hit a limit: ending_ says so.
  }
}

// Top-level await never settles. True: no listener of 'exit' is told.
bool Machine::end_unsettled() {
  constexpr int kUnsettledExitCode = 13;
  constexpr unsigned kFirstNodeToWarn = 22;
  const bool is_error = policy_.unsettled_exit == scheduler::UnsettledExit::is_error;
  ending_.kind = trace::EndingKind::unsettled_top_level_await;
  ending_.exit_code = is_error ? 1 : kUnsettledExitCode;
  if (is_error) {
    write(trace::Stream::err, "error: Top-level await promise never resolved\n");
  } else if (!scheduler::is_node_before(policy_, kFirstNodeToWarn)) {
    write(trace::Stream::err, "Warning: Detected unsettled top-level await\n");
  }
  return is_error;
}

trace::Outcome Machine::run() {
  stack_base_ = __builtin_frame_address(0);
  stack_end_ = static_cast<const char*>(stack_base_) - kMostStackBytes;
  if (watcher_ != nullptr) watcher_->on_start(*this);
  trace::Outcome outcome;
  const bool finished = scheduler_->run(make_job(JobKind::main, {}, {}, {}, {}));
  if (finished && !ended_) end_at_rest();
  outcome.output = std::move(output_);
  outcome.ending = ending_;
  outcome.elapsed_ms = static_cast<double>(scheduler_->now_us()) / 1000.0;
  outcome.steps = steps();
  outcome.determined = !scheduler_->met_choice() && !random_at;
  outcome.random_at = random_at;
  return outcome;
}

trace::Outcome run(const program::Program& program, const RunOptions& options) {
  Machine machine(program, options);
  return machine.run();
}

// --- limits and garbage ---

// From the beginning of the machine.
void Machine::limit_steps(std::uint64_t most) {
  const auto taken = static_cast<std::int64_t>(steps());
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  steps_allowed_ = static_cast<std::int64_t>(std::min(most, kMost));
  steps_left_ = steps_allowed_ - 1 - taken;
}

void Machine::slow_safe_point() {
  if (steps_left_ < 0) halt_at_limit(repetitions_ * kStepsOfRepetition > steps() / 2 ? "intervals" : "steps");
  if (!heap.wants_collection()) return;
  collect_garbage();
  const std::size_t live = heap.live_bytes_after_collection() + scheduler_->bytes_used();
  if (live > limits_.max_memory) halt_at_limit("memory");
}

void Machine::collect_garbage() {
  shapes_by_prototype_.clear();  // shapes that no object has any more may die
  heap.collect([this](Marker& marker) { mark_roots(marker); }, stack_base_);
}

void Machine::claim(std::uint64_t bytes) {
  safe_point();
  if (heap.bytes_in_use() + scheduler_->bytes_used() + bytes <= limits_.max_memory) return;
  collect_garbage();
  if (heap.bytes_in_use() + scheduler_->bytes_used() + bytes > limits_.max_memory) halt_at_limit("memory");
}

void Machine::halt_at_limit(std::string_view which) {
  // A drain this long has kept the event loop from moving on for ever, as far as anybody can tell.
  constexpr std::uint64_t kStarvingJobs = 10'000;
  const bool starves = scheduler_->jobs_in_drain() >= kStarvingJobs;
  ending_.kind = starves ? trace::EndingKind::starved : trace::EndingKind::limit;
  ending_.error = starves ? std::string_view{} : which;
  ending_.exit_code = 0;
  ended_ = true;
  throw Halt{};
}

void Machine::not_modelled(std::string_view what) {
  const support::SourcePosition at = current_position();
  ending_.kind = trace::EndingKind::limit;
  ending_.error = fmt::format("asyncq does not model {}", what);
  if (at.known()) ending_.error += fmt::format(", which line {} uses", at.line);
  ending_.exit_code = 0;
  ended_ = true;
  throw Halt{};
}

void Machine::cut_short() {
  ending_ = {trace::EndingKind::cut_short, 0, ""};
  ended_ = true;
  throw Halt{};
}

void Machine::mark_roots(Marker& marker) {
  class Visitor final : public scheduler::JobVisitor {
   public:
    explicit Visitor(Marker& into) : marker_(into) {}
    void visit(const scheduler::Job& job) override {
      for (const std::uint64_t word : job.data) marker_.mark(Value::from_bits(word));
    }

   private:
    Marker& marker_;
  };
  Visitor visitor(marker);
  scheduler_->visit_jobs(visitor);
  realm.trace(marker);
  marker.mark_all(kept_);
  marker.mark(current_frame_);
  marker.mark(process.object);
  marker.mark(main_promise_);
  marker.mark(main_exception_.error);
  for (Promise* promise : pending_rejections_) marker.mark(promise);
  for (Promise* promise : late_handled_) marker.mark(promise);
  for (Promise* promise : reported_rejections_) marker.mark(promise);
  for (const auto& [subject, number] : subjects_) marker.mark(const_cast<Cell*>(subject));
  for (LinkedCode& linked : linked_) {
    linked.spare = nullptr;  // to be swept, or never to be a spare again
    marker.mark_all(linked.constants);
    marker.mark_all(linked.templates);
    marker.mark(linked.name);
    for (const PropertyKey name : linked.names) {
      if (!name.is_index()) marker.mark(name.cell());
    }
    // Caches hold shapes that may die: they are filled again.
    std::fill(linked.caches.begin(), linked.caches.end(), PropertyCache{});
  }
}

// --- output ---

double Machine::count_idly(double from, double to, bool inclusive) {
  // Beyond it nobody waits; and as long as the counter is exact, so is the number of turns.
  constexpr double kMostTurns = 1e12;
  constexpr double kExact = 9007199254740992.0;
  const double turns = std::max(0.0, inclusive ? std::floor(to - from) + 1 : std::ceil(to - from));
  if (turns == 0) return from;
  if (!(turns <= kMostTurns && std::abs(from) + turns < kExact)) halt_at_limit("steps");
  safe_point();
  scheduler_->compute(static_cast<std::uint64_t>(turns));
  return from + turns;
}

void Machine::charge_steps() {
  scheduler_->compute(steps() - steps_charged_);
  steps_charged_ = steps();
}

void Machine::write(trace::Stream stream, std::string_view bytes) {
  charge_steps();
  scheduler_->spend(scheduler::Cost::write);
  output_bytes_ += bytes.size();
  if (output_bytes_ > limits_.max_output) halt_at_limit("output");
  if (!output_.empty() && output_.back().stream == stream) {
    output_.back().bytes += bytes;
  } else {
    output_.push_back({stream, std::string(bytes)});
  }
  if (listener_ != nullptr) {
    trace::Event event = new_event(trace::EventKind::output);
    event.text = bytes;
    listener_->on_event(std::move(event));
  }
  if (watcher_ != nullptr && !watcher_->on_write(stream, bytes)) cut_short();
}

trace::Event Machine::new_event(trace::EventKind kind) const {
  trace::Event event;
  event.kind = kind;
  event.queue = scheduler_->current_queue();
  event.phase = scheduler_->current_phase();
  event.cause = scheduler_->current_event();
  event.at = current_position();
  event.time_ms = static_cast<double>(scheduler_->now_us()) / 1000.0;
  return event;
}

void Machine::tell(trace::EventKind kind, const Cell* subject) {
  trace::Event event = new_event(kind);
  std::uint64_t& number = subjects_[subject];
  if (number == 0) number = subjects_.size();
  event.subject = number;
  listener_->on_event(std::move(event));
}

// --- making values ---

Object* Machine::create_object() {
  return heap.make<Object>(realm.empty_object_shape);
}

Object* Machine::create_object(Object* prototype) {
  return heap.make<Object>(shape_for(prototype));
}

Shape* Machine::shape_for(Object* prototype) {
  if (prototype == realm.object_prototype) return realm.empty_object_shape;
  Shape*& shape = shapes_by_prototype_[prototype];
  if (shape == nullptr) shape = heap.make<Shape>(nullptr, prototype);
  return shape;
}

Array* Machine::create_array(std::vector<Value> elements) {
  heap.note_external(elements.capacity() * sizeof(Value));
  count_work(elements.size() / kUnitsPerStep);
  auto* array = heap.make<Array>(realm.array_shape);
  array->elements = std::move(elements);
  return array;
}

NativeFunction* Machine::create_native(std::string_view name, int length, NativeCode code,
                                       std::initializer_list<Value> captured) {
  auto* function =
      heap.make<NativeFunction>(realm.native_function_shape, code,
                                name.empty() ? realm.empty_string : strings.intern(name), length, false);
  std::copy_n(captured.begin(), std::min(captured.size(), NativeFunction::kMostCaptured),
              function->captured.begin());
  return function;
}

Object* Machine::create_iterator_result(Value value, bool done) {
  auto* result = heap.make<Object>(realm.iterator_result_shape);
  result->append_slot(value);
  result->append_slot(Value(done));
  return result;
}

LinkedCode* Machine::link(std::shared_ptr<const program::FunctionCode> code) {
  LinkedCode*& known = linked_by_code_[code.get()];
  if (known != nullptr) return known;
  LinkedCode& linked = linked_.emplace_back(std::move(code));
  known = &linked;
  for (const program::Constant& constant : linked.code->constants) {
    if (const auto* number = std::get_if<double>(&constant)) {
      linked.constants.emplace_back(*number);
    } else if (const auto* big = std::get_if<program::BigIntText>(&constant)) {
      linked.constants.push_back(big_int_of_literal(*this, big->digits));
    } else {
      linked.constants.emplace_back(strings.intern(std::string_view(std::get<std::string>(constant))));
    }
  }
  for (const std::string& name : linked.code->names)
    linked.names.push_back(strings.key(std::string_view(name)));
  linked.name = strings.intern(std::string_view(linked.code->name));
  const bool async = linked.code->is_async;
  linked.closure_shape = linked.code->is_generator
                             ? (async ? realm.async_generator_closure_shape : realm.generator_closure_shape)
                             : (async ? realm.async_closure_shape : realm.closure_shape);
  return &linked;
}

// --- errors ---

Object* Machine::create_error(ErrorKind kind, std::string_view message) {
  Object* prototype = realm.error_prototypes[static_cast<std::size_t>(kind)];
  auto* error = heap.make<ErrorObject>(shape_for(prototype));
  capture_stack(*this, error);
  error->define(*this, realm.keys.message, string(message), kHidden);
  return error;
}

void Machine::throw_error(ErrorKind kind, std::string_view message) {
  throw Throw{Value(create_error(kind, message))};
}

support::SourcePosition Machine::current_position() const {
  // Code that stands for something else has no places: then its caller's counts.
  for (const Frame* frame = current_frame_; frame != nullptr; frame = frame->caller) {
    const program::FunctionCode& code = *frame->code->code;
    if (code.positions.empty()) continue;
    return code.position_of(static_cast<std::uint32_t>(frame->pc - code.instructions.data()) - 1);
  }
  return {};
}

}  // namespace asyncq::engine
