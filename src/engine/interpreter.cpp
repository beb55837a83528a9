// The interpreter: executes flat code (program/code.h) in heap frames.

#include <cmath>
#include <limits>
#include <utility>

#include "engine/big_int.h"
#include "engine/generator.h"
#include "engine/level_guard.h"
#include "engine/machine.h"
#include "engine/operations.h"
#include "engine/private_name.h"
#include "engine/promise.h"

namespace asyncq::engine {

using program::Operation;

namespace {

constexpr std::uint32_t kOperandShift = 8;
// Calls within calls; about what V8's default stack holds of small functions.
constexpr std::uint32_t kMostFrames = 10'400;

std::int32_t signed_operand(std::uint32_t word) {
  return static_cast<std::int32_t>(word) >> 8;
}

Environment* environment_at(Frame* frame, std::uint32_t operand) {
  Environment* environment = frame->environment;
  for (std::uint32_t depth = operand >> program::kSlotBits; depth > 0; --depth)
    environment = environment->parent;
  return environment;
}

// Puts the property that the cache knows of an object of this shape; false: it knows of another shape.
[[gnu::always_inline]] inline bool read_by_cache(const PropertyCache& cache, Value object, Value& value) {
  if (!object.is_object() || object.as_object()->shape() != cache.shape) return false;
  if (cache.holder == nullptr) {
    value = object.as_object()->slot(cache.slot);
    return true;
  }
  if (cache.holder->shape() != cache.holder_shape) return false;
  value = cache.holder->slot(cache.slot);
  return true;
}

// What follows a call whose value nobody wants: it is not put on the stack then.
bool is_pop(std::uint32_t word) {
  return static_cast<Operation>(word & 0xFF) == Operation::pop;
}

// Of positive integers of 32 bits; false: of other numbers, for which fmod() is needed.
[[gnu::always_inline]] inline bool remainder_of_integers(double left, double right, Value& result) {
  constexpr double kMost = std::numeric_limits<std::uint32_t>::max();
  if (!(left >= 1 && left <= kMost && right >= 1 && right <= kMost)) return false;
  const auto dividend = static_cast<std::uint32_t>(left);
  const auto divisor = static_cast<std::uint32_t>(right);
  if (dividend != left || divisor != right) return false;
  result = Value(dividend % divisor);
  return true;
}

std::uint32_t slot_of(std::uint32_t operand) {
  return operand & (program::kMaxSlots - 1);
}

}  // namespace

// --- frames ---

namespace {

[[gnu::always_inline]] inline void set_locals(Frame* frame, const LinkedCode& linked, const Value* arguments,
                                              std::uint32_t count) {
  Value* locals = frame->slots();
  const std::uint32_t copied = std::min(count, linked.parameter_count);
  std::uint32_t local = 0;
  for (; local < copied; ++local) locals[local] = arguments[local];
  for (; local < linked.local_count; ++local) locals[local] = Value::undefined();
}

// Sloppy functions see the global object for undefined and null, and objects for primitives [10.2.1.2].
[[gnu::always_inline]] inline Value this_of_call(Machine& machine, const LinkedCode& linked,
                                                 Value this_value) {
  if (!linked.coerces_this) return this_value;
  if (this_value.is_nullish()) return Value(machine.realm.global);
  if (this_value.is_object() || this_value.is_empty()) return this_value;
  return Value(machine.to_object(this_value));
}

}  // namespace

// Memory of a call that has ended, or new memory. Of the former pc and sp are old.
[[gnu::always_inline]] inline Frame* Machine::take_frame(Closure* closure, LinkedCode* linked) {
  Frame* frame = linked->spare;
  if (frame == nullptr) [[unlikely]]
    return heap.make_sized<Frame>(linked->slot_count * sizeof(Value), linked, closure, current_frame_);
  linked->spare = frame->caller;
  frame->begin_again(closure, current_frame_);
  return frame;
}

// Counted like the many calls that it ends: a program that goes on at each overflow would never end.
void Machine::overflow_stack() {
  constexpr std::uint64_t kSteps = 1000;
  count_work(kSteps);
  safe_point();
  throw_range_error("Maximum call stack size exceeded");
}

// A call of a function that is plain. Inlined, with the next, where most frames are made.
[[gnu::always_inline]] inline Frame* Machine::new_plain_frame(Closure* closure, LinkedCode* linked,
                                                              Value this_value, const Value* arguments,
                                                              std::uint32_t count) {
  if (frame_depth_ >= kMostFrames) [[unlikely]]
    overflow_stack();
  Frame* frame = take_frame(closure, linked);
  set_locals(frame, *linked, arguments, count);
  frame->this_value = this_of_call(*this, *linked, this_value);
  ++frame_depth_;
  current_frame_ = frame;
  return frame;
}

Frame* Machine::push_frame(Closure* closure, Value this_value, const Value* arguments, std::uint32_t count,
                           Value new_target) {
  LinkedCode* linked = closure->code;
  if (frame_depth_ >= kMostFrames) overflow_stack();
  Frame* frame = take_frame(closure, linked);
  frame->pc = linked->instructions;
  frame->sp = frame->operands();
  set_locals(frame, *linked, arguments, count);
  frame->this_value = this_of_call(*this, *linked, this_value);
  frame->new_target = new_target;
  if (!linked->is_plain) {
    const program::FunctionCode& code = *linked->code;
    if (code.needs_arguments)
      frame->arguments = Value(create_array(std::vector<Value>(arguments, arguments + count)));
    if (code.is_async && !code.is_generator) frame->async_object = new_promise(*this);
  }
  ++frame_depth_;
  current_frame_ = frame;
  return frame;
}

void Machine::pop_frame(Frame* frame) {
  current_frame_ = frame->caller;
  --frame_depth_;
}

[[gnu::always_inline]] inline Machine::Exit Machine::run_frame(Frame* entry) {
  Frame* const outer = entry->caller;
  const std::uint32_t outer_depth = frame_depth_ - 1;
  entry->is_entry = true;
  // How to go on in the current frame. What is thrown on the way is another beginning.
  ResumeMode mode = std::exchange(entry->pending, ResumeMode::normal);
  Value given;
  if (mode != ResumeMode::normal) given = *--entry->sp;
  // generator.throw(): V8 throws at the yield.
  if (mode == ResumeMode::thrown && !entry->code->code->is_async) thrown_ = {given, current_position()};
  Exit exit;
  const auto restore = [&] {
    current_frame_ = outer;
    frame_depth_ = outer_depth;
  };
  while (true) {
    try {
      if (mode != ResumeMode::normal) {
        exit = std::exchange(mode, ResumeMode::normal) == ResumeMode::thrown ? unwind(given)
                                                                             : unwind_return(given);
        if (exit.left) break;
      }
      exit = interpret();
      break;
    } catch (const Throw& thrown) {
      mode = ResumeMode::thrown;
      given = thrown.value;
    } catch (...) {
      restore();
      throw;
    }
  }
  restore();
  return exit;
}

Value Machine::execute(Frame* entry) {
  const Exit exit = run_frame(entry);
  if (exit.threw) throw Throw{exit.value};
  return exit.value;
}

Value Machine::call_closure(Closure* closure, Value this_value, const Value* arguments, std::uint32_t count) {
  safe_point();
  const LevelGuard level(*this, native_depth_, stack_end_);
  LinkedCode* linked = closure->code;
  if (linked->is_plain) [[likely]] {
    Frame* frame = new_plain_frame(closure, linked, this_value, arguments, count);
    frame->pc = linked->instructions;
    frame->sp = frame->slots() + linked->local_count;
    const Exit exit = run_frame(frame);
    if (exit.threw) throw Throw{exit.value};
    return exit.value;
  }
  if (linked->is_class_constructor) throw_class_called(*this, closure);
  return execute(push_frame(closure, this_value, arguments, count, Value::undefined()));
}

// --- jobs ---

// A job that calls a plain function. Its outcome settles a promise, if there is one.
[[gnu::always_inline]] inline bool Machine::begin_handler(Value function, Value this_value,
                                                          const Value* arguments, std::uint32_t count,
                                                          Promise* settles) {
  if (!is_closure(function)) return false;
  auto* closure = static_cast<Closure*>(function.as_cell());
  LinkedCode* linked = closure->code;
  if (!linked->is_plain) return false;
  Frame* frame = new_plain_frame(closure, linked, this_value, arguments, count);
  frame->pc = linked->instructions;
  frame->sp = frame->slots() + linked->local_count;
  frame->is_entry = frame->is_job = true;
  frame->async_object = settles;
  return true;
}

// A job that goes on behind an await, with a value.
[[gnu::always_inline]] inline bool Machine::begin_resumption(Frame* frame, Value value) {
  if (static_cast<Operation>(frame->pc[-1] & 0xFF) != Operation::await) return false;
  frame->caller = current_frame_;
  frame->resumed = frame->is_entry = frame->is_job = true;
  current_frame_ = frame;
  note(trace::EventKind::resumed, frame->async_object);
  ++frame_depth_;
  *frame->sp++ = value;
  return true;
}

// Makes the frame of a job that is little more than running one. False: it is another kind of job.
[[gnu::always_inline]] inline bool Machine::begin_job(const scheduler::Job& job) {
  const Value a = Value::from_bits(job.data[0]);
  const Value b = Value::from_bits(job.data[1]);
  const Value c = Value::from_bits(job.data[2]);
  const auto kind = static_cast<JobKind>(job.kind);
  if (kind == JobKind::settled_reaction) {  // of all jobs the most frequent
    const Value derived = Value::from_bits(job.data[3]);
    return !derived.is_undefined() &&
           begin_handler(a, Value::undefined(), &b, 1, static_cast<Promise*>(derived.as_cell()));
  }
  switch (kind) {
    case JobKind::promise_reaction: {
      const auto* reaction = static_cast<Reaction*>(a.as_cell());
      if (reaction->kind != Reaction::Kind::then || reaction->result.promise == nullptr) return false;
      return begin_handler(c.is_true() ? reaction->on_rejected : reaction->on_fulfilled, Value::undefined(),
                           &b, 1, reaction->result.promise);
    }
    case JobKind::await_resume:
      return c.is_false() && begin_resumption(static_cast<Frame*>(a.as_cell()), b);
    case JobKind::call:
      return c.is_undefined() && begin_handler(a, b, nullptr, 0, nullptr);
    case JobKind::call_with_one:
      return begin_handler(a, b, &c, 1, nullptr);
    case JobKind::main:
    case JobKind::settled_reaction:
    case JobKind::element:
    case JobKind::resolve_thenable:
    case JobKind::run_microtasks:
      break;
  }
  return false;
}

// In place of a return to the scheduler: the next microtask, where that is due and can be begun.
[[gnu::always_inline]] inline bool Machine::begin_next_job() {
  if (watcher_ != nullptr) return false;
  const scheduler::Job* next = scheduler_->next_microtask();
  if (next == nullptr) return false;
  charge_job();
  if (!begin_job(*next)) return false;
  scheduler_->take_next_microtask();
  time.reset();
  safe_point();
  return true;
}

void Machine::charge_job() {
  constexpr std::uint64_t kStepsNotWorthCharging = 1000;
  if (steps() - steps_charged_ > kStepsNotWorthCharging) charge_steps();
}

[[gnu::always_inline]] inline bool Machine::run_job_in_frame(const scheduler::Job& job) {
  const LevelGuard level(*this, native_depth_, stack_end_);
  if (!begin_job(job)) return false;
  const Exit exit = run_frame(current_frame_);
  if (exit.threw) throw Throw{exit.value};
  return true;
}

scheduler::JobResult Machine::run(const scheduler::Job& job) {
  time.reset();
  try {
    safe_point();
    if (watcher_ != nullptr && !watcher_->on_job()) cut_short();
    if (!run_job_in_frame(job)) run_job(job);
    charge_job();
    return scheduler::JobResult::done;
  } catch (const Throw& thrown) {
    const bool is_main = static_cast<JobKind>(job.kind) == JobKind::main;
    if (is_main && keep_main_exception(thrown.value, false)) return scheduler::JobResult::done;
    return report_uncaught(thrown.value, false);
  } catch (const Halt&) {
    return scheduler::JobResult::stop;
  }
}

Machine::Exit Machine::unwind(Value thrown) {
  while (true) {
    Frame* frame = current_frame_;
    const program::FunctionCode& code = *frame->code->code;
    const auto at = static_cast<std::uint32_t>(frame->pc - code.instructions.data()) - 1;
    for (const program::Handler& handler : code.handlers) {
      if (at < handler.begin || at >= handler.end) continue;
      for (; frame->environment_depth > handler.environment_depth; --frame->environment_depth) {
        frame->environment = frame->environment->parent;
      }
      frame->sp = frame->operands() + handler.stack_depth;
      frame->pc = code.instructions.data() + handler.target;
      if (handler.is_finally) {
        frame->slots()[handler.kind_local] = Value(program::finally_kind::kThrown);
        frame->slots()[handler.value_local] = thrown;
      } else {
        *frame->sp++ = thrown;
      }
      return {};
    }
    const bool is_entry = frame->is_entry;
    if (code.is_async && !code.is_generator) {
      // AsyncBlockStart [27.7.5.2], step 3.g: a throw rejects the function's promise.
      auto* promise = static_cast<Promise*>(frame->async_object);
      const bool resumed = frame->resumed;
      pop_frame(frame);
      reject_promise(*this, promise, thrown);
      heap.release(frame, frame->slot_bytes());
      if (is_entry || resumed) return {Value(promise), false, true};
      *current_frame_->sp++ = Value(promise);
      return {};
    }
    pop_frame(frame);
    if (code.is_generator && frame->async_object != nullptr) {
      if (code.is_async) {
        async_generator_finish(*this, static_cast<AsyncGenerator*>(frame->async_object), true, thrown);
        return {Value::undefined(), false, true};
      }
      auto* generator = static_cast<Generator*>(frame->async_object);
      generator->state = Generator::State::completed;
      generator->frame = nullptr;
    }
    auto* settles = frame->ends_plainly ? static_cast<Promise*>(frame->async_object) : nullptr;
    heap.release(frame, frame->slot_bytes());
    if (settles != nullptr) {
      reject_promise(*this, settles, thrown);
      return {Value::undefined(), false, true};
    }
    if (is_entry) return {thrown, true, true};
  }
}

Machine::Exit Machine::unwind_return(Value value) {
  Frame* frame = current_frame_;
  const program::FunctionCode& code = *frame->code->code;
  const auto at = static_cast<std::uint32_t>(frame->pc - code.instructions.data()) - 1;
  for (const program::Handler& handler : code.handlers) {
    if (at < handler.begin || at >= handler.end || !handler.is_finally) continue;
    for (; frame->environment_depth > handler.environment_depth; --frame->environment_depth) {
      frame->environment = frame->environment->parent;
    }
    frame->sp = frame->operands() + handler.stack_depth;
    frame->pc = code.instructions.data() + handler.target;
    frame->slots()[handler.kind_local] = Value(program::finally_kind::kReturned);
    frame->slots()[handler.value_local] = value;
    return {};
  }
  return finish_frame(value);
}

Machine::Exit Machine::finish_frame(Value value) {
  Frame* frame = current_frame_;
  const program::FunctionCode& code = *frame->code->code;
  const bool is_entry = frame->is_entry;
  bool left = is_entry;
  if (frame->is_construct && !value.is_object()) {
    if (code.is_derived && value.is_empty()) {
      throw_error(ErrorKind::reference_error,
                  "Must call super constructor in derived class before accessing 'this' or "
                  "returning from derived constructor");
    }
    if (code.is_derived && !value.is_undefined()) {  // [10.2.2], step 12.c: no handler of the constructor's
      pop_frame(frame);
      heap.release(frame, frame->slot_bytes());
      const Value error(
          create_error(ErrorKind::type_error, "Derived constructors may only return object or undefined"));
      if (is_entry) return {error, true, true};
      throw Throw{error};
    }
    value = frame->this_value;
  }
  if (code.is_async || code.is_generator) {
    if (code.is_generator && frame->async_object != nullptr) {
      pop_frame(frame);
      if (code.is_async) {
        async_generator_finish(*this, static_cast<AsyncGenerator*>(frame->async_object), false, value);
        return {Value::undefined(), false, true};
      }
      auto* generator = static_cast<Generator*>(frame->async_object);
      generator->state = Generator::State::completed;
      generator->frame = nullptr;
      heap.release(frame, frame->slot_bytes());
      return {Value(create_iterator_result(value, true)), false, true};
    }
    // AsyncBlockStart [27.7.5.2], step 3.e-f: a return resolves the function's promise.
    auto* promise = static_cast<Promise*>(frame->async_object);
    left = is_entry || frame->resumed;
    pop_frame(frame);
    frame->code->keep_spare(frame);
    resolve_promise(*this, promise, value);
    value = Value(promise);
  } else {
    pop_frame(frame);
    heap.release(frame, frame->slot_bytes());
  }
  if (!left) *current_frame_->sp++ = value;
  return {value, false, left};
}

// The running async function stops at an await. The first time its caller goes on, with the promise.
Machine::Exit Machine::suspend(Frame* frame) {
  const bool first = !frame->resumed;
  frame->resumed = true;
  pop_frame(frame);
  frame->caller = nullptr;
  if (frame->is_entry || !first)
    return {first ? Value(frame->async_object) : Value::undefined(), false, true};
  *current_frame_->sp++ = Value(frame->async_object);
  return {};
}

[[gnu::always_inline]] inline Closure* Machine::new_closure(Frame* frame, std::uint32_t index) {
  LinkedCode* linked = frame->code->functions[index];
  if (linked == nullptr) [[unlikely]]
    linked = frame->code->functions[index] = link(frame->code->code->functions[index]);
  auto* closure = heap.make<Closure>(linked->closure_shape, linked, frame->environment);
  if (linked->is_arrow && frame->function->home_object() != nullptr) [[unlikely]]
    closure->parts(heap).home_object = frame->function->home_object();
  return closure;
}

Closure* Machine::make_closure(Frame* frame, std::uint32_t index) {
  return new_closure(frame, index);
}

// --- the loop ---

// Each operation jumps to the next one's by itself: one test of its number less, and a place of its own for
// the processor's prediction. Labels as values are GCC's and Clang's.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#define ASYNCQ_LABEL(name, a, b) &&on_##name,
// Taken out of the instruction where an operation asks for it: half of them do not.
#define OPERAND() (word >> kOperandShift)
// The stack's top, and above all the next instruction's place, are moved where they are: the compiler would
// keep the old and the new one beside each other.
#define PUSH(value) \
  do {              \
    *sp = (value);  \
    ++sp;           \
  } while (false)
#define NEXT()                 \
  do {                         \
    ++pc;                      \
    asm("" : "+r"(pc));        \
    word = pc[-1];             \
    goto* labels[word & 0xFF]; \
  } while (false)
// Where the frame is, for all that looks at it: before anything that may throw, call, suspend or name its
// place, and before pc moves on to the operation's further words.
#define SAVE()      \
  do {              \
    frame->pc = pc; \
    frame->sp = sp; \
  } while (false)

Machine::Exit Machine::interpret() {
  static constexpr const void* kLabels[] = {ASYNCQ_OPERATIONS(ASYNCQ_LABEL)};
  // Their address in a register: left to itself the compiler forms it anew at each jump.
  const void* const* labels = kLabels;
  asm("" : "+r"(labels));
  std::uint32_t word = 0;
  Frame* frame = nullptr;
  const std::uint32_t* pc = nullptr;
  Value* sp = nullptr;
  LinkedCode* linked = nullptr;
  Value* callee = nullptr;  // of a call: where its function stands
  Value returned;
// The running frame's state is kept in locals that nothing else refers to, so that they live in registers.
reload:
  frame = current_frame_;
  pc = frame->pc;
  sp = frame->sp;
  linked = frame->code;
  NEXT();
// --- constants and the stack ---
on_load_constant:
  PUSH(linked->constants[OPERAND()]);
  NEXT();
on_load_integer:
  PUSH(Value(static_cast<double>(signed_operand(word))));
  NEXT();
on_load_undefined:
  PUSH(Value::undefined());
  NEXT();
on_load_null:
  PUSH(Value::null());
  NEXT();
on_load_true:
  PUSH(Value(true));
  NEXT();
on_load_false:
  PUSH(Value(false));
  NEXT();
on_load_empty:
  PUSH(Value::empty());
  NEXT();
on_pop:
  --sp;
  NEXT();
on_duplicate:
  sp[0] = sp[-1];
  ++sp;
  NEXT();
on_duplicate_pair:
  sp[0] = sp[-2];
  sp[1] = sp[-1];
  sp += 2;
  NEXT();
on_swap:
  std::swap(sp[-1], sp[-2]);
  NEXT();
on_rotate3 : {
  const Value top = sp[-1];
  sp[-1] = sp[-2];
  sp[-2] = sp[-3];
  sp[-3] = top;
}
  NEXT();
on_rotate4 : {
  const Value top = sp[-1];
  sp[-1] = sp[-2];
  sp[-2] = sp[-3];
  sp[-3] = sp[-4];
  sp[-4] = top;
}
  NEXT();
on_rotate5 : {
  const Value top = sp[-1];
  sp[-1] = sp[-2];
  sp[-2] = sp[-3];
  sp[-3] = sp[-4];
  sp[-4] = sp[-5];
  sp[-5] = top;
}
  NEXT();

// --- bindings ---
on_get_local:
  PUSH(frame->slots()[OPERAND()]);
  NEXT();
on_get_local_checked:
  if (frame->slots()[OPERAND()].is_empty()) goto uninitialized;
  ++pc;
  PUSH(frame->slots()[OPERAND()]);
  NEXT();
on_set_local:
  frame->slots()[OPERAND()] = sp[-1];
  NEXT();
on_set_local_checked:
  if (frame->slots()[OPERAND()].is_empty()) goto uninitialized;
  ++pc;
  frame->slots()[OPERAND()] = sp[-1];
  NEXT();
on_store_local:
  frame->slots()[OPERAND()] = *--sp;
  NEXT();
on_get_slot:
  PUSH(environment_at(frame, OPERAND())->slots()[slot_of(OPERAND())]);
  NEXT();
on_get_slot_checked : {
  const Value value = environment_at(frame, OPERAND())->slots()[slot_of(OPERAND())];
  if (value.is_empty()) goto uninitialized;
  ++pc;
  PUSH(value);
}
  NEXT();
on_set_slot:
  environment_at(frame, OPERAND())->slots()[slot_of(OPERAND())] = sp[-1];
  NEXT();
on_set_slot_checked : {
  Value& slot = environment_at(frame, OPERAND())->slots()[slot_of(OPERAND())];
  if (slot.is_empty()) goto uninitialized;
  ++pc;
  slot = sp[-1];
}
  NEXT();
on_store_slot:
  environment_at(frame, OPERAND())->slots()[slot_of(OPERAND())] = *--sp;
  NEXT();
on_store_slot_checked : {
  Value& slot = environment_at(frame, OPERAND())->slots()[slot_of(OPERAND())];
  if (slot.is_empty()) goto uninitialized;
  ++pc;
  slot = *--sp;
}
  NEXT();
uninitialized:
  SAVE();
  throw_uninitialized(*this, linked->names[*pc]);
on_push_environment:
  frame->environment = heap.make_sized<Environment>(OPERAND() * sizeof(Value), frame->environment, OPERAND());
  ++frame->environment_depth;
  NEXT();
on_pop_environment:
  frame->environment = frame->environment->parent;
  --frame->environment_depth;
  NEXT();
on_copy_environment : {
  Environment* old = frame->environment;
  auto* copy = heap.make_sized<Environment>(old->count * sizeof(Value), old->parent, old->count);
  for (std::uint32_t i = 0; i < old->count; ++i) copy->slots()[i] = old->slots()[i];
  frame->environment = copy;
}
  NEXT();
on_get_global:
on_get_global_or_undefined : {
  PropertyCache& cache = linked->caches[*pc];
  if (cache.shape == realm.global->shape()) {
    PUSH(realm.global->slot(cache.slot));
  } else {
    SAVE();
    *sp++ = get_global(*this, linked->names[OPERAND()], cache,
                       static_cast<Operation>(word & 0xFF) == Operation::get_global_or_undefined);
  }
  ++pc;
}
  NEXT();
on_set_global:
  SAVE();
  set_global(*this, linked->names[OPERAND()], sp[-1], linked->code->is_strict);
  NEXT();
on_throw_constant:
  SAVE();
  throw_type_error("Assignment to constant variable.");
on_load_this:
  PUSH(frame->this_value);
  NEXT();
on_check_this:
  SAVE();
  if (sp[-1].is_empty()) {
    throw_error(ErrorKind::reference_error,
                "Must call super constructor in derived class before accessing 'this' or returning from "
                "derived constructor");
  }
  NEXT();
on_load_new_target:
  PUSH(frame->new_target);
  NEXT();
on_load_function:
  PUSH(Value(frame->function));
  NEXT();
on_load_home_object:
  PUSH(frame->function->home_object() == nullptr ? Value::undefined()
                                                 : Value(frame->function->home_object()));
  NEXT();
on_create_arguments:
  SAVE();
  PUSH(create_arguments_object(*this, frame, OPERAND()));
  NEXT();
on_create_rest : {
  SAVE();
  const auto& all = static_cast<Array*>(frame->arguments.as_object())->elements;
  *sp++ = Value(create_array(OPERAND() < all.size() ? std::vector<Value>(all.begin() + OPERAND(), all.end())
                                                    : std::vector<Value>{}));
}
  NEXT();

// --- properties ---
on_get_property : {
  PropertyCache& cache = linked->caches[*pc];
  const Value object = sp[-1];
  if (!read_by_cache(cache, object, sp[-1])) {
    SAVE();
    sp[-1] = get_cached(object, linked->names[OPERAND()], cache);
  }
  ++pc;
}
  NEXT();
on_get_method : {
  PropertyCache& cache = linked->caches[*pc];
  const Value object = sp[-1];
  PUSH(object);
  if (!read_by_cache(cache, object, sp[-2])) {
    SAVE();
    sp[-2] = get_cached(object, linked->names[OPERAND()], cache);
  }
  ++pc;
}
  NEXT();
on_set_property : {
  PropertyCache& cache = linked->caches[*pc];
  const Value object = sp[-2];
  const Value value = sp[-1];
  if (object.is_object() && object.as_object()->shape() == cache.shape && cache.holder == nullptr) {
    object.as_object()->set_slot(cache.slot, value);
  } else {
    SAVE();
    set_cached(object, linked->names[OPERAND()], value, cache, linked->code->is_strict);
  }
  sp[-2] = value;
  --sp;
  ++pc;
}
  NEXT();
on_get_element:
  SAVE();
  sp[-2] = get_element(sp[-2], sp[-1]);
  --sp;
  NEXT();
on_get_element_method : {
  SAVE();
  const Value object = sp[-2];
  sp[-2] = get_element(object, sp[-1]);
  sp[-1] = object;
}
  NEXT();
on_set_element:
  SAVE();
  set_element(sp[-3], sp[-2], sp[-1], linked->code->is_strict);
  sp[-3] = sp[-1];
  sp -= 2;
  NEXT();
on_get_super:
  SAVE();
  sp[-3] = get_super_property(*this, sp[-3], sp[-2], sp[-1]);
  sp -= 2;
  NEXT();
on_get_super_method : {
  SAVE();
  const Value function = get_super_property(*this, sp[-3], sp[-2], sp[-1]);
  sp[-3] = function;
  --sp;
}
  NEXT();
on_set_super:
  SAVE();
  set_super_property(*this, sp[-4], sp[-3], sp[-2], sp[-1]);
  sp[-4] = sp[-1];
  sp -= 3;
  NEXT();
on_delete_element:
  SAVE();
  sp[-2] = Value(delete_property(*this, sp[-2], sp[-1], linked->code->is_strict));
  --sp;
  NEXT();
on_get_private:
  SAVE();
  sp[-2] = private_get(*this, sp[-2], sp[-1]);
  --sp;
  NEXT();
on_get_private_method : {
  SAVE();
  const Value object = sp[-2];
  sp[-2] = private_get(*this, object, sp[-1]);
  sp[-1] = object;
}
  NEXT();
on_set_private:
  SAVE();
  private_set(*this, sp[-3], sp[-2], sp[-1]);
  sp[-3] = sp[-1];
  sp -= 2;
  NEXT();
on_has_private:
  SAVE();
  sp[-2] = Value(has_private(*this, sp[-1], sp[-2]));
  --sp;
  NEXT();
on_new_private_name:
  SAVE();
  PUSH(Value(heap.make<PrivateName>(Value(linked->names[OPERAND()].string()), linked->names[*pc].string())));
  ++pc;
  NEXT();
on_to_property_key:
  SAVE();
  sp[-1] = property_key_value(*this, to_property_key(sp[-1]));
  NEXT();
on_check_object_coercible:
  SAVE();
  if (sp[-1].is_nullish()) throw_not_destructurable(*this, frame, sp[-1]);
  NEXT();
on_copy_rest : {
  SAVE();
  Value* base = sp - OPERAND() - 1;
  const Value rest = copy_rest(*this, base[0], base + 1, OPERAND());
  sp = base;
  PUSH(rest);
}
  NEXT();

// --- literals ---
on_new_object:
  SAVE();
  PUSH(Value(create_object()));
  NEXT();
on_new_array : {
  SAVE();
  sp -= OPERAND();
  Array* array = create_array(std::vector<Value>(sp, sp + OPERAND()));
  PUSH(Value(array));
}
  NEXT();
on_append_element:
  SAVE();
  static_cast<Array*>(sp[-2].as_object())->elements.push_back(sp[-1]);
  --sp;
  NEXT();
on_append_hole:
  SAVE();
  static_cast<Array*>(sp[-1].as_object())->elements.push_back(Value::empty());
  NEXT();
on_append_spread : {
  SAVE();
  auto* target = static_cast<Array*>(sp[-2].as_object());
  append_spread(*this, target, sp[-1], source_text_at(frame));
  --sp;
}
  NEXT();
on_define_property:
  SAVE();
  sp[-2].as_object()->define(*this, linked->names[OPERAND()], sp[-1], kDataDefault);
  --sp;
  NEXT();
on_define_element:
  SAVE();
  sp[-3].as_object()->define(*this, to_property_key(sp[-2]), sp[-1], kDataDefault);
  sp -= 2;
  NEXT();
on_define_method:
on_define_getter:
on_define_setter:
  SAVE();
  define_member(*this, sp[-3].as_object(), to_property_key(sp[-2]), static_cast<Closure*>(sp[-1].as_object()),
                static_cast<Operation>(word & 0xFF), OPERAND() != 0);
  sp -= 2;
  NEXT();
on_copy_properties:
  SAVE();
  copy_data_properties(*this, sp[-2].as_object(), sp[-1], {});
  --sp;
  NEXT();
on_set_literal_prototype:
  SAVE();
  if (sp[-1].is_object()) sp[-2].as_object()->set_prototype(*this, sp[-1].as_object());
  if (sp[-1].is_null()) sp[-2].as_object()->set_prototype(*this, nullptr);
  --sp;
  NEXT();
on_template_string : {
  SAVE();
  const Value text = concat_all(*this, sp - OPERAND(), OPERAND());
  sp -= OPERAND();
  PUSH(text);
}
  NEXT();
on_template_object:
  SAVE();
  *sp = template_object(*this, *linked, OPERAND());
  ++sp;
  NEXT();
on_new_regexp : {
  SAVE();
  const std::uint32_t flags = *pc++;
  PUSH(create_regexp(*this, linked->constants[OPERAND()].as_string(), linked->constants[flags].as_string()));
}
  NEXT();
on_make_closure:
  PUSH(Value(new_closure(frame, OPERAND())));
  NEXT();
on_set_function_name:
  SAVE();
  set_function_name(*this, sp[-1], sp[-2], OPERAND());
  NEXT();
on_set_class_name:
  SAVE();
  set_function_name(*this, sp[-2], sp[-3], 0);
  NEXT();

// --- classes ---
on_make_class : {
  SAVE();
  const bool has_heritage = *pc++ != 0;
  make_class(frame, OPERAND(), has_heritage);
  sp = frame->sp;
}
  NEXT();
on_add_field : {
  SAVE();
  auto* data = static_cast<Closure*>(sp[-4].as_object())->class_data();
  ClassData::Field field;
  field.key = to_property_key(sp[-2]);
  field.names_value = OPERAND() != 0;
  if (sp[-1].is_object()) {
    field.initializer = static_cast<Closure*>(sp[-1].as_object());
    field.initializer->parts(heap).home_object = sp[-3].as_object();
  }
  data->fields.push_back(field);
  sp -= 2;
}
  NEXT();
on_add_private_method:
  SAVE();
  add_private_method(*this, static_cast<Closure*>(sp[-4].as_object()), sp[-3].as_object(), sp[-2],
                     static_cast<Closure*>(sp[-1].as_object()), OPERAND());
  sp -= 2;
  NEXT();
on_define_static_private:
  SAVE();
  define_static_private(*this, sp[-4].as_object(), sp[-2], static_cast<Closure*>(sp[-1].as_object()),
                        OPERAND());
  sp -= 2;
  NEXT();
on_add_static_part:
  SAVE();
  add_static_part(*this, static_cast<Closure*>(sp[-4].as_object()),
                  OPERAND() == program::static_part::kBlock ? PropertyKey() : to_property_key(sp[-2]), sp[-1],
                  OPERAND());
  sp -= 2;
  NEXT();
on_run_static_parts:
  SAVE();
  run_static_parts(*this, static_cast<Closure*>(sp[-2].as_object()));
  NEXT();
on_super_construct : {
  SAVE();
  Value* base = sp - OPERAND() - 2;
  base[0] = super_construct(frame, base[0], base[1], std::vector<Value>(base + 2, sp));
  sp = base + 1;
}
  NEXT();
on_super_construct_spread:
  SAVE();
  sp[-3] = super_construct(frame, sp[-3], sp[-2], static_cast<Array*>(sp[-1].as_object())->elements);
  sp -= 2;
  NEXT();

// --- calls ---
// A call whose function stands `below` its arguments. Written out twice, so that the hot ways need few
// registers.
#define ASYNCQ_CALL(below, receiver_)                                                                  \
  {                                                                                                    \
    frame->pc = pc;                                                                                    \
    safe_point();                                                                                      \
    Value* const arguments = sp - OPERAND();                                                           \
    const Value function = arguments[-(below)];                                                        \
    const CellKind kind = function.is_cell() ? function.as_cell()->kind() : CellKind::free;            \
    if (kind == CellKind::native_function) {                                                           \
      auto* native = static_cast<NativeFunction*>(function.as_cell());                                 \
      frame->sp = sp;                                                                                  \
      const Value result =                                                                             \
          native->code(*this, Arguments{receiver_, arguments, OPERAND(), Value::undefined(), native}); \
      sp = arguments - (below);                                                                        \
      if (is_pop(*pc)) {                                                                               \
        ++pc;                                                                                          \
        NEXT();                                                                                        \
      }                                                                                                \
      PUSH(result);                                                                                    \
      NEXT();                                                                                          \
    }                                                                                                  \
    if (kind == CellKind::closure) {                                                                   \
      auto* closure = static_cast<Closure*>(function.as_cell());                                       \
      frame->sp = arguments - (below);                                                                 \
      linked = closure->code;                                                                          \
      if (linked->is_plain) [[likely]] {                                                               \
        frame = new_plain_frame(closure, linked, receiver_, arguments, OPERAND());                     \
        pc = linked->instructions;                                                                     \
        sp = frame->slots() + linked->local_count;                                                     \
        NEXT();                                                                                        \
      }                                                                                                \
    }                                                                                                  \
    callee = arguments - (below);                                                                      \
    goto call_in_full;                                                                                 \
  }
on_call:
  ASYNCQ_CALL(2, arguments[-1])
on_call_plain:
  ASYNCQ_CALL(1, Value::undefined())
#undef ASYNCQ_CALL
call_in_full : {
  const std::uint32_t count = OPERAND();
  const Value function = *callee;
  const Value receiver = sp - count - callee == 2 ? callee[1] : Value::undefined();
  if (is_closure(function)) {
    auto* closure = static_cast<Closure*>(function.as_cell());
    if (closure->code->is_class_constructor) throw_class_called(*this, closure);
    push_frame(closure, receiver, sp - count, count, Value::undefined());
    goto reload;
  }
  if (!is_callable(function)) throw_not_callable(frame, pc, function, false);
  SAVE();
  *callee = call(function, receiver, sp - count, count);
  sp = callee + 1;
}
  linked = frame->code;
  NEXT();
on_call_spread : {
  SAVE();
  safe_point();
  if (!is_callable(sp[-3])) throw_not_callable(frame, pc, sp[-3], false);
  const auto& all = static_cast<Array*>(sp[-1].as_object())->elements;
  sp[-3] = call(sp[-3], sp[-2], all.data(), static_cast<std::uint32_t>(all.size()));
  sp -= 2;
}
  NEXT();
on_construct : {
  SAVE();
  safe_point();
  Value* base = sp - OPERAND() - 1;
  if (!is_constructor(base[0])) throw_not_callable(frame, pc, base[0], true);
  Object* object = base[0].as_object();
  if (object->kind() == CellKind::native_function) {
    auto* native = static_cast<NativeFunction*>(object);
    base[0] = native->code(*this, Arguments{Value::undefined(), base + 1, OPERAND(), base[0], native});
  } else if (object->kind() == CellKind::closure) {
    base[0] = construct_closure(static_cast<Closure*>(object), base + 1, OPERAND(), base[0]);
  } else {
    base[0] = construct(base[0], std::vector<Value>(base + 1, sp));
  }
  sp = base + 1;
}
  NEXT();
on_construct_spread:
  SAVE();
  safe_point();
  if (!is_constructor(sp[-2])) throw_not_callable(frame, pc, sp[-2], true);
  sp[-2] = construct(sp[-2], static_cast<Array*>(sp[-1].as_object())->elements);
  --sp;
  NEXT();
on_return_undefined:
  returned = Value::undefined();
  goto leave;
on_return_value:
  returned = sp[-1];
leave : {
  if (frame->ends_plainly) {
    Frame* const caller = frame->caller;
    linked->keep_spare(frame);
    if (frame->is_entry) {
      if (!frame->is_job) return {returned, false, true};  // execute() knows where it was
      current_frame_ = caller;
      --frame_depth_;
      if (frame->async_object != nullptr) {
        auto* settles = static_cast<Promise*>(std::exchange(frame->async_object, nullptr));
        resolve_promise(*this, settles, returned);
      }
      goto next_job;
    }
    current_frame_ = frame = caller;
    --frame_depth_;
    linked = frame->code;
    pc = frame->pc;
    sp = frame->sp;
    if (is_pop(*pc)) {
      ++pc;
      NEXT();
    }
    PUSH(returned);
    NEXT();
  }
  SAVE();
  const bool is_job = frame->is_job;
  const Exit exit = finish_frame(returned);
  if (!exit.left) goto reload;
  if (!is_job) return exit;
}
next_job:
  if (!begin_next_job()) return {Value::undefined(), false, true};
  goto reload;
on_start_operation : {
  const std::uint32_t count = OPERAND();
  SAVE();
  const Value result = start_operation(*this, sp - count, count);
  sp -= count;
  PUSH(result);
}
  NEXT();
on_import_call:
  SAVE();
  sp[-1] = dynamic_import(*this, sp[-1]);
  NEXT();
on_import_meta:
  SAVE();
  PUSH(import_meta(*this));
  NEXT();
on_get_import : {
  SAVE();
  const std::uint32_t name = *pc++;
  PUSH(import_binding(*this, linked->constants[OPERAND()].as_string(), linked->constants[name].as_string()));
}
  NEXT();

// --- operators ---
on_add:
  if (sp[-2].is_number() && sp[-1].is_number()) {
    sp[-2] = Value(sp[-2].as_number() + sp[-1].as_number());
  } else {
    SAVE();
    sp[-2] = add(sp[-2], sp[-1]);
  }
  --sp;
  NEXT();
#define ASYNCQ_ARITHMETIC(name, operator_)                           \
  on_##name : if (sp[-2].is_number() && sp[-1].is_number()) {        \
    sp[-2] = Value(sp[-2].as_number() operator_ sp[-1].as_number()); \
    --sp;                                                            \
    NEXT();                                                          \
  }                                                                  \
  goto binary_in_full;
  ASYNCQ_ARITHMETIC(subtract, -)
  ASYNCQ_ARITHMETIC(multiply, *)
  ASYNCQ_ARITHMETIC(divide, /)
#undef ASYNCQ_ARITHMETIC
on_remainder:
  if (sp[-2].is_number() && sp[-1].is_number() &&
      remainder_of_integers(sp[-2].as_number(), sp[-1].as_number(), sp[-2])) {
    --sp;
    NEXT();
  }
binary_in_full:
on_exponent:
on_bitwise_and:
on_bitwise_or:
on_bitwise_xor:
on_shift_left:
on_shift_right:
on_shift_right_unsigned:
  SAVE();
  sp[-2] = binary(static_cast<Operation>(word & 0xFF), sp[-2], sp[-1]);
  --sp;
  NEXT();
on_equal:
  SAVE();
  sp[-2] = Value(loosely_equals(sp[-2], sp[-1]));
  --sp;
  NEXT();
on_not_equal:
  SAVE();
  sp[-2] = Value(!loosely_equals(sp[-2], sp[-1]));
  --sp;
  NEXT();
on_strict_equal:
  SAVE();
  sp[-2] = Value(strict_equals(sp[-2], sp[-1]));
  --sp;
  NEXT();
on_strict_not_equal:
  SAVE();
  sp[-2] = Value(!strict_equals(sp[-2], sp[-1]));
  --sp;
  NEXT();
on_instance_of:
  SAVE();
  sp[-2] = Value(instance_of(sp[-2], sp[-1]));
  --sp;
  NEXT();
on_in:
  SAVE();
  sp[-2] = Value(has_property(*this, sp[-2], sp[-1]));
  --sp;
  NEXT();
on_negate:
  if (sp[-1].is_number()) {
    sp[-1] = Value(-sp[-1].as_number());
  } else {
    SAVE();
    sp[-1] = negate(*this, sp[-1]);
  }
  NEXT();
on_to_numeric:
  if (!sp[-1].is_number()) {
    SAVE();
    sp[-1] = to_numeric(*this, sp[-1]);
  }
  NEXT();
on_to_number:
  if (!sp[-1].is_number()) {
    SAVE();
    sp[-1] = Value(to_number(sp[-1]));
  }
  NEXT();
on_logical_not:
  sp[-1] = Value(!to_boolean(sp[-1]));
  NEXT();
on_bitwise_not:
  SAVE();
  sp[-1] = bitwise_not(*this, sp[-1]);
  NEXT();
on_type_of:
  sp[-1] = Value(type_of(sp[-1]));
  NEXT();
on_increment:
  if (sp[-1].is_number()) {
    sp[-1] = Value(sp[-1].as_number() + 1);
  } else {
    SAVE();
    sp[-1] = add_one(*this, sp[-1], 1);
  }
  NEXT();
on_decrement:
  if (sp[-1].is_number()) {
    sp[-1] = Value(sp[-1].as_number() - 1);
  } else {
    SAVE();
    sp[-1] = add_one(*this, sp[-1], -1);
  }
  NEXT();

// --- control ---
on_jump:
  pc = linked->instructions + OPERAND();
  NEXT();
on_loop:
  SAVE();
  safe_point();
  pc = linked->instructions + OPERAND();
  NEXT();
on_count_idly:
  SAVE();
  sp[-2] = Value(count_idly(sp[-2].as_number(), sp[-1].as_number(), OPERAND() != 0));
  --sp;
  NEXT();
on_jump_if_false:
  if (!to_boolean(*--sp)) pc = linked->instructions + OPERAND();
  NEXT();
on_jump_if_true:
  if (to_boolean(*--sp)) pc = linked->instructions + OPERAND();
  NEXT();
on_jump_if_false_or_pop:
  to_boolean(sp[-1]) ? static_cast<void>(--sp) : static_cast<void>(pc = linked->instructions + OPERAND());
  NEXT();
on_jump_if_true_or_pop:
  to_boolean(sp[-1]) ? static_cast<void>(pc = linked->instructions + OPERAND()) : static_cast<void>(--sp);
  NEXT();
on_jump_if_defined_or_pop:
  sp[-1].is_undefined() ? static_cast<void>(--sp) : static_cast<void>(pc = linked->instructions + OPERAND());
  NEXT();
on_jump_if_not_nullish_or_pop:
  sp[-1].is_nullish() ? static_cast<void>(--sp) : static_cast<void>(pc = linked->instructions + OPERAND());
  NEXT();
on_jump_if_nullish:
  if (sp[-1].is_nullish()) {
    sp[-1] = Value::undefined();
    pc = linked->instructions + OPERAND();
  }
  NEXT();
on_jump_if_callee_nullish:
  if (sp[-2].is_nullish()) {
    --sp;
    sp[-1] = Value::undefined();
    pc = linked->instructions + OPERAND();
  }
  NEXT();
on_jump_if_case:
  SAVE();
  --sp;
  if (strict_equals(sp[-1], sp[0])) {
    --sp;
    pc = linked->instructions + OPERAND();
  }
  NEXT();
#define ASYNCQ_COMPARISON(name, operator_, converted)                                              \
  on_##name : if (sp[-2].is_number() && sp[-1].is_number()) {                                      \
    sp[-2] = Value(sp[-2].as_number() operator_ sp[-1].as_number());                               \
  }                                                                                                \
  else {                                                                                           \
    SAVE();                                                                                        \
    sp[-2] = Value(converted(sp[-2], sp[-1]));                                                     \
  }                                                                                                \
  --sp;                                                                                            \
  NEXT();                                                                                          \
  on_jump_unless_##name : if (sp[-2].is_number() && sp[-1].is_number()) {                          \
    if (!(sp[-2].as_number() operator_ sp[-1].as_number())) pc = linked->instructions + OPERAND(); \
  }                                                                                                \
  else {                                                                                           \
    SAVE();                                                                                        \
    if (!converted(sp[-2], sp[-1])) pc = linked->instructions + OPERAND();                         \
  }                                                                                                \
  sp -= 2;                                                                                         \
  NEXT();
  ASYNCQ_COMPARISON(less, <, is_less)
  ASYNCQ_COMPARISON(less_equal, <=, is_less_equal)
  ASYNCQ_COMPARISON(greater, >, is_greater)
  ASYNCQ_COMPARISON(greater_equal, >=, is_greater_equal)
#undef ASYNCQ_COMPARISON
on_jump_unless_strict_equal:
  SAVE();
  sp -= 2;
  if (!strict_equals(sp[0], sp[1])) pc = linked->instructions + OPERAND();
  NEXT();
on_jump_unless_strict_not_equal:
  SAVE();
  sp -= 2;
  if (strict_equals(sp[0], sp[1])) pc = linked->instructions + OPERAND();
  NEXT();
on_throw_value:
  SAVE();
  thrown_ = {sp[-1], current_position()};
  goto raise;
on_throw_again:
  SAVE();
raise : {
  const Exit exit = unwind(sp[-1]);
  if (exit.left) return exit;
  goto reload;
}
on_jump_unless_kind : {
  const auto kind = static_cast<double>(static_cast<std::int32_t>(*pc++));
  if (sp[-1].is_number() && sp[-1].as_number() == kind) {
    --sp;
  } else {
    pc = linked->instructions + OPERAND();
  }
}
  NEXT();

// --- iteration ---
on_get_iterator:
  SAVE();
  begin_iteration(*this, frame);
  sp = frame->sp;
  NEXT();
on_get_async_iterator:
  SAVE();
  begin_async_iteration(*this, frame);
  sp = frame->sp;
  NEXT();
on_iterator_next : {
  if (sp[-1].is_number()) {  // an array that iterates as arrays do, and its next index
    const auto& elements = static_cast<Array*>(sp[-2].as_object())->elements;
    const auto index = static_cast<std::uint32_t>(sp[-1].as_number());
    if (index < elements.size() && !elements[index].is_empty()) {
      sp[-1] = Value(index + 1);
      PUSH(elements[index]);
      NEXT();
    }
  }
  SAVE();
  Value value;
  if (iteration_step(*this, sp, value)) {
    PUSH(value);
  } else {
    pc = linked->instructions + OPERAND();
  }
}
  NEXT();
on_iterator_call_next : {
  SAVE();
  const Value result = call(sp[-1], sp[-2]);
  PUSH(result);
}
  NEXT();
on_iterator_unwrap : {
  SAVE();
  const Value result = sp[-1];
  if (!result.is_object()) throw_not_iterator_result(*this, result);
  if (to_boolean(result.as_object()->get(*this, realm.keys.done))) {
    --sp;
    pc = linked->instructions + OPERAND();
  } else {
    sp[-1] = result.as_object()->get(*this, realm.keys.value);
  }
}
  NEXT();
on_iterator_step : {
  SAVE();
  Value value;
  if (!sp[-1].is_undefined() && !iteration_step(*this, sp, value)) sp[-1] = Value::undefined();
  PUSH(value);
}
  NEXT();
on_iterator_rest : {
  SAVE();
  Array* rest = create_array();
  PUSH(Value(rest));
  SAVE();
  Value value;
  while (!sp[-2].is_undefined() && iteration_step(*this, sp - 1, value)) rest->elements.push_back(value);
  sp[-2] = Value::undefined();
}
  NEXT();
on_iterator_close : {
  const auto kind = static_cast<int>((*--sp).as_number());
  SAVE();
  close_iteration(*this, sp, kind == program::finally_kind::kThrown);
}
  NEXT();
on_iterator_return : {
  SAVE();
  const Value method = get_method(sp[-2], realm.keys.return_);
  if (method.is_undefined()) {
    pc = linked->instructions + OPERAND();
  } else {
    const Value result = call(method, sp[-2]);
    PUSH(result);
  }
}
  NEXT();
on_check_iterator_result:
  SAVE();
  --sp;
  if (!sp[0].is_object()) throw_not_iterator_result(*this, sp[0]);
  NEXT();
on_enumerate:
  SAVE();
  PUSH(Value(enumerable_keys(*this, sp[-1])));
  sp[-2] = Value(0.0);
  NEXT();

// --- suspension ---
on_initial_yield : {
  SAVE();
  Object* generator = create_generator(*this, frame);
  frame->async_object = generator;
  pop_frame(frame);
  const bool is_entry = frame->is_entry;
  frame->caller = nullptr;
  if (is_entry) return {Value(generator), false, true};
  *current_frame_->sp++ = Value(generator);
  goto reload;
}
on_await : {
  const Value value = *--sp;
  SAVE();
  await(*this, frame, value);
  if (linked->code->is_generator) {
    pop_frame(frame);
    frame->caller = nullptr;
    return {Value::undefined(), false, true};
  }
  const Exit exit = suspend(frame);
  if (!exit.left) goto reload;
  if (!frame->is_job) return exit;
  goto next_job;
}
on_yield : {
  const Value value = *--sp;
  SAVE();
  static_cast<Generator*>(frame->async_object)->state = Generator::State::suspended_yield;
  pop_frame(frame);
  frame->caller = nullptr;
  return {Value(create_iterator_result(value, false)), false, true};
}
on_yield_async : {
  const Value value = *--sp;
  SAVE();
  pop_frame(frame);
  frame->caller = nullptr;
  async_generator_yield(*this, static_cast<AsyncGenerator*>(frame->async_object), value);
  return {Value::undefined(), false, true};
}
on_jump_unless_return_mode : {
  const ResumeMode mode = std::exchange(frame->mode, ResumeMode::normal);
  if (mode == ResumeMode::thrown) {
    SAVE();
    const Exit exit = unwind(sp[-1]);
    if (exit.left) return exit;
    goto reload;
  }
  if (mode == ResumeMode::normal) {
    pc = linked->instructions + OPERAND();
  }
}
  NEXT();
on_raise_return : {
  const Value value = *--sp;
  SAVE();
  const Exit exit = unwind_return(value);
  if (exit.left) return exit;
  goto reload;
}
on_delegate_call:
  SAVE();
  if (!delegate_call(*this, frame)) pc = linked->instructions + OPERAND();
  NEXT();
on_delegate_check : {
  SAVE();
  const Value result = sp[-1];
  const ResumeMode asked = std::exchange(frame->mode, ResumeMode::normal);
  if (asked == ResumeMode::thrown) delegate_check_closed(*this, result);
  if (!result.is_object()) throw_not_iterator_result(*this, result);
  if (to_boolean(result.as_object()->get(*this, realm.keys.done))) {
    sp[-1] = result.as_object()->get(*this, realm.keys.value);
    frame->mode = asked;  // delegate_return looks at it
    pc = linked->instructions + OPERAND();
  }
}
  NEXT();
on_yield_delegated : {
  const Value result = *--sp;
  SAVE();
  if (linked->code->is_async) {
    const Value value = result.as_object()->get(*this, realm.keys.value);
    pop_frame(frame);
    frame->caller = nullptr;
    async_generator_yield(*this, static_cast<AsyncGenerator*>(frame->async_object), value);
    return {Value::undefined(), false, true};
  }
  static_cast<Generator*>(frame->async_object)->state = Generator::State::suspended_yield;
  pop_frame(frame);
  frame->caller = nullptr;
  return {result, false, true};
}
on_delegate_return:
  if (std::exchange(frame->mode, ResumeMode::normal) == ResumeMode::returned) {
    const Value value = *--sp;
    SAVE();
    const Exit exit = unwind_return(value);
    if (exit.left) return exit;
    goto reload;
  }
  NEXT();
}
#undef SAVE
#undef PUSH
#undef OPERAND
#undef NEXT
#undef ASYNCQ_LABEL
#pragma GCC diagnostic pop

}  // namespace asyncq::engine
