#include "engine/generator.h"

#include <fmt/format.h>

#include <utility>

#include "engine/operations.h"

namespace asyncq::engine {

void Generator::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(frame);
}

// --- GeneratorStart [27.5.3.1] and its relatives ---

Object* create_generator(Machine& machine, Frame* frame) {
  const bool is_async = frame->code->code->is_async;
  Value prototype = Value(frame->function).as_object()->get(machine, machine.realm.keys.prototype);
  Object* fallback = is_async ? machine.realm.async_generator_prototype : machine.realm.generator_prototype;
  Shape* shape = machine.heap.make<Shape>(nullptr, prototype.is_object() ? prototype.as_object() : fallback);
  if (is_async) return machine.heap.make<AsyncGenerator>(shape, frame);
  return machine.heap.make<Generator>(shape, frame);
}

Value generator_resume(Machine& machine, Generator* generator, ResumeMode mode, Value value) {
  using State = Generator::State;
  if (generator->state == State::executing) machine.throw_type_error("Generator is already running");
  // GeneratorResumeAbrupt, step 2: a generator that has not begun ends at once.
  if (generator->state == State::suspended_start && mode != ResumeMode::normal) {
    generator->state = State::completed;
    generator->frame = nullptr;
  }
  if (generator->state == State::completed) {
    if (mode == ResumeMode::thrown) throw Throw{value};
    return Value(
        machine.create_iterator_result(mode == ResumeMode::returned ? value : Value::undefined(), true));
  }
  const bool begins = generator->state == State::suspended_start;
  generator->state = State::executing;
  return machine.resume(generator->frame, begins ? ResumeMode::normal : mode, value);
}

namespace {

constexpr const char* kNoThrowMethod = "The iterator does not provide a 'throw' method.";

// yield* was to throw at a delegate that has no method for it: the delegate is closed, and the lack of the
// method is the error. What an async delegate answers is awaited first; delegate_check goes on then.
bool close_delegate(Machine& machine, Frame* frame, Value iterator) {
  Value* const sp = frame->sp;
  frame->mode = ResumeMode::normal;
  if (!frame->code->code->is_async) {
    machine.iterator_close({iterator, sp[-2]});
    machine.throw_type_error(kNoThrowMethod);
  }
  const Value method = machine.get_method(iterator, machine.realm.keys.return_);
  if (method.is_undefined()) machine.throw_type_error(kNoThrowMethod);
  sp[-1] = machine.call(method, iterator);
  frame->mode = ResumeMode::thrown;
  return true;
}

}  // namespace

void delegate_check_closed(Machine& machine, Value result) {
  if (!result.is_object()) throw_not_iterator_result(machine, result);
  machine.throw_type_error(kNoThrowMethod);
}

bool delegate_call(Machine& machine, Frame* frame) {
  Value* const sp = frame->sp;
  const Value received = sp[-1];
  const Value iterator = sp[-3];
  // The pair is the short form of an array's iteration: make the iterator that can be called.
  if (sp[-2].is_number()) {
    sp[-3] = machine.call(machine.realm.array_values, iterator);
    sp[-2] = sp[-3].as_object()->get(machine, machine.realm.keys.next);
    return delegate_call(machine, frame);
  }
  switch (frame->mode) {
    case ResumeMode::normal:
      sp[-1] = machine.call(sp[-2], iterator, {received});
      return true;
    case ResumeMode::thrown: {
      const Value method = machine.get_method(iterator, machine.realm.keys.throw_);
      if (method.is_undefined()) return close_delegate(machine, frame, iterator);
      sp[-1] = machine.call(method, iterator, {received});
      frame->mode = ResumeMode::normal;
      return true;
    }
    case ResumeMode::returned: {
      const Value method = machine.get_method(iterator, machine.realm.keys.return_);
      if (method.is_undefined()) {
        frame->mode = ResumeMode::normal;
        return false;
      }
      frame->mode = ResumeMode::normal;  // as long as the call may throw
      sp[-1] = machine.call(method, iterator, {received});
      frame->mode = ResumeMode::returned;
      return true;
    }
  }
  return true;
}

}  // namespace asyncq::engine
