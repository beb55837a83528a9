// Async generators [27.6]: their queue of requests, and the sync iterators that for await adapts [27.1.6].

#include <utility>

#include "engine/generator.h"
#include "engine/operations.h"
#include "engine/pinned.h"
#include "program/code.h"

namespace asyncq::engine {

using State = AsyncGenerator::State;

void AsyncGenerator::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(frame);
  for (const Request& request : queue) {
    marker.mark(request.value);
    marker.mark(request.capability.promise);
    marker.mark(request.capability.capability);
  }
}

namespace {

// 27.6.3.5 AsyncGeneratorCompleteStep
void complete_step(Machine& machine, AsyncGenerator* generator, bool threw, Value value, bool done) {
  const PromiseCapability capability = generator->queue.front().capability;
  generator->queue.pop_front();
  if (threw) {
    reject_capability(machine, capability, value);
  } else {
    resolve_capability(machine, capability, Value(machine.create_iterator_result(value, done)));
  }
}

void drain_queue(Machine& machine, AsyncGenerator* generator);

// The closures of AsyncGeneratorAwaitReturn [27.6.3.7]; captured: the generator.
Value return_fulfilled(Machine& machine, const Arguments& arguments) {
  auto* generator = static_cast<AsyncGenerator*>(arguments.callee->captured[0].as_object());
  complete_step(machine, generator, false, arguments[0], true);
  drain_queue(machine, generator);
  return Value::undefined();
}
Value return_rejected(Machine& machine, const Arguments& arguments) {
  auto* generator = static_cast<AsyncGenerator*>(arguments.callee->captured[0].as_object());
  complete_step(machine, generator, true, arguments[0], true);
  drain_queue(machine, generator);
  return Value::undefined();
}

// 27.6.3.7 AsyncGeneratorAwaitReturn
void await_return(Machine& machine, AsyncGenerator* generator) {
  generator->state = State::draining_queue;
  Value promise;
  try {
    promise = promise_to_await(machine, generator->queue.front().value);
  } catch (const Throw& thrown) {
    complete_step(machine, generator, true, thrown.value, true);
    drain_queue(machine, generator);
    return;
  }
  const Value fulfilled(machine.create_native("", 1, return_fulfilled, {Value(generator)}));
  const Value rejected(machine.create_native("", 1, return_rejected, {Value(generator)}));
  perform_promise_then(machine, static_cast<Promise*>(promise.as_object()), fulfilled, rejected, {});
}

// 27.6.3.10 AsyncGeneratorDrainQueue
void drain_queue(Machine& machine, AsyncGenerator* generator) {
  while (!generator->queue.empty()) {
    const AsyncGenerator::Request& next = generator->queue.front();
    if (next.mode == ResumeMode::returned) {
      await_return(machine, generator);
      return;
    }
    const bool threw = next.mode == ResumeMode::thrown;
    complete_step(machine, generator, threw, threw ? next.value : Value::undefined(), true);
  }
  generator->state = State::completed;
}

// Whether the generator waits in yield*, whose delegate takes what it is resumed with.
bool waits_in_delegation(const AsyncGenerator* generator) {
  using program::Operation;
  const std::uint32_t* pc = generator->frame->pc;
  const auto suspended_by = static_cast<Operation>(pc[-1] & 0xFF);
  if (suspended_by == Operation::yield_delegated) return true;
  return suspended_by == Operation::yield_async &&
         static_cast<Operation>(pc[0] & 0xFF) != Operation::jump_unless_return_mode;
}

Value fail_delegated_return(Machine& machine, AsyncGenerator* generator, Value error) {
  switch (machine.policy().delegated_return) {
    case scheduler::DelegatedReturn::throws_at_delegate:
      return machine.resume(generator->frame, ResumeMode::thrown, error);
    case scheduler::DelegatedReturn::calls_next:
      return machine.resume(generator->frame, ResumeMode::normal, error);
  }
  return Value::undefined();
}

// captured: the generator
Value delegated_return_fulfilled(Machine& machine, const Arguments& arguments) {
  auto* generator = static_cast<AsyncGenerator*>(arguments.callee->captured[0].as_object());
  return machine.resume(generator->frame, ResumeMode::returned, arguments[0]);
}
Value delegated_return_rejected(Machine& machine, const Arguments& arguments) {
  auto* generator = static_cast<AsyncGenerator*>(arguments.callee->captured[0].as_object());
  return fail_delegated_return(machine, generator, arguments[0]);
}

// 27.6.3.8 AsyncGeneratorYield, steps 12.b to 12.e, where yield* goes on with the outcome: what the generator
// is to return is awaited first.
void await_delegated_return(Machine& machine, AsyncGenerator* generator, Value value) {
  Value promise;
  try {
    promise = promise_to_await(machine, value);
  } catch (const Throw& thrown) {
    fail_delegated_return(machine, generator, thrown.value);
    return;
  }
  const Value fulfilled(machine.create_native("", 1, delegated_return_fulfilled, {Value(generator)}));
  const Value rejected(machine.create_native("", 1, delegated_return_rejected, {Value(generator)}));
  perform_promise_then(machine, static_cast<Promise*>(promise.as_object()), fulfilled, rejected, {});
}

// 27.6.3.9 AsyncGeneratorResume with the first request of the queue
void resume_with_first_request(Machine& machine, AsyncGenerator* generator) {
  const AsyncGenerator::Request request = generator->queue.front();
  generator->state = State::executing;
  if (request.mode == ResumeMode::returned && waits_in_delegation(generator)) {
    await_delegated_return(machine, generator, request.value);
    return;
  }
  machine.resume(generator->frame, request.mode, request.value);
}

}  // namespace

Value async_generator_enqueue(Machine& machine, Value value, ResumeMode mode, Value argument) {
  PromiseCapability capability;
  capability.promise = new_promise(machine);
  if (!value.is_object() || value.as_object()->kind() != CellKind::async_generator) {
    const char* name = mode == ResumeMode::normal   ? "next method called on incompatible receiver "
                       : mode == ResumeMode::thrown ? "throw method called on incompatible receiver "
                                                    : "return method called on incompatible receiver ";
    reject_promise(machine, capability.promise,
                   Value(machine.create_error(ErrorKind::type_error, name + describe(machine, value))));
    return Value(capability.promise);
  }
  auto* generator = static_cast<AsyncGenerator*>(value.as_object());
  if (generator->state == State::suspended_start && mode != ResumeMode::normal) {
    generator->state = State::completed;
    generator->frame = nullptr;
  }
  if (generator->state == State::completed) {
    if (mode == ResumeMode::normal) {
      resolve_promise(machine, capability.promise,
                      Value(machine.create_iterator_result(Value::undefined(), true)));
      return Value(capability.promise);
    }
    if (mode == ResumeMode::thrown) {
      reject_promise(machine, capability.promise, argument);
      return Value(capability.promise);
    }
    generator->queue.push_back({mode, argument, capability});
    await_return(machine, generator);
    return Value(capability.promise);
  }
  generator->queue.push_back({mode, argument, capability});  // AsyncGeneratorEnqueue
  if (generator->state == State::suspended_start || generator->state == State::suspended_yield) {
    resume_with_first_request(machine, generator);
  }
  return Value(capability.promise);
}

// 27.6.3.8 AsyncGeneratorYield, from step 6 on
void async_generator_yield(Machine& machine, AsyncGenerator* generator, Value value) {
  complete_step(machine, generator, false, value, false);
  if (generator->queue.empty()) {
    generator->state = State::suspended_yield;
  } else {
    resume_with_first_request(machine, generator);
  }
}

// 27.6.3.2 AsyncGeneratorStart, step 4.g on
void async_generator_finish(Machine& machine, AsyncGenerator* generator, bool threw, Value value) {
  generator->state = State::draining_queue;
  generator->frame = nullptr;
  complete_step(machine, generator, threw, value, true);
  drain_queue(machine, generator);
}

// --- async-from-sync iterators [27.1.6] ---

namespace {

// captured: whether it was the last one
Value unwrap_result(Machine& machine, const Arguments& arguments) {
  return Value(machine.create_iterator_result(arguments[0], arguments.callee->captured[0].is_true()));
}

// captured: the sync iterator, to be closed before the error goes on
Value close_and_rethrow(Machine& machine, const Arguments& arguments) {
  machine.iterator_close_quietly({arguments.callee->captured[0], Value::undefined()});
  throw Throw{arguments[0]};
}

bool closes_failed(Machine& machine) {
  return machine.policy().failed_sync_iterator == scheduler::FailedSyncIterator::is_closed;
}

// Closes the sync iterator after an error of its own, as V8 does; then the promise is rejected with that.
Value fail_from_sync(Machine& machine, Value error, Promise* promise, Value iterator) {
  Pinned pinned(machine);
  pinned.keep(error);
  pinned.keep(Value(promise));
  if (closes_failed(machine)) machine.iterator_close_quietly({iterator, Value::undefined()});
  reject_promise(machine, promise, error);
  return Value(promise);
}

// 27.1.6.4 AsyncFromSyncIteratorContinuation
Value continue_from_sync(Machine& machine, Value result, Promise* promise, Value iterator,
                         bool close_on_rejection) {
  bool done = false;
  Value value;
  try {
    if (!result.is_object()) throw_not_iterator_result(machine, result);
    done = machine.to_boolean(result.as_object()->get(machine, machine.realm.keys.done));
    value = result.as_object()->get(machine, machine.realm.keys.value);
  } catch (const Throw& thrown) {
    if (close_on_rejection) return fail_from_sync(machine, thrown.value, promise, iterator);
    reject_promise(machine, promise, thrown.value);
    return Value(promise);
  }
  try {
    Value wrapper;
    try {
      wrapper = promise_to_await(machine, value);  // step 6
    } catch (const Throw&) {
      if (!done && close_on_rejection)
        machine.iterator_close_quietly({iterator, Value::undefined()});  // step 7
      throw;
    }
    const Value unwrap(machine.create_native("", 1, unwrap_result, {Value(done)}));  // steps 9-10
    Value on_rejected;
    if (!done && close_on_rejection) {  // steps 12-13
      on_rejected = Value(machine.create_native("", 1, close_and_rethrow, {iterator}));
    }
    PromiseCapability capability;
    capability.promise = promise;
    perform_promise_then(machine, static_cast<Promise*>(wrapper.as_object()), unwrap, on_rejected,
                         capability);
  } catch (const Throw& thrown) {
    reject_promise(machine, promise, thrown.value);
  }
  return Value(promise);
}

// captured: the sync iterator, its next method
Value from_sync_next(Machine& machine, const Arguments& arguments) {
  const NativeFunction::Captured& captured = arguments.callee->captured;
  Promise* promise = new_promise(machine);
  const Completion result = arguments.count > 0 ? machine.try_call(captured[1], captured[0], {arguments[0]})
                                                : machine.try_call(captured[1], captured[0]);
  if (result.threw) return fail_from_sync(machine, result.value, promise, captured[0]);
  return continue_from_sync(machine, result.value, promise, captured[0], closes_failed(machine));
}

Value from_sync_return(Machine& machine, const Arguments& arguments) {
  const Value iterator = arguments.callee->captured[0];
  Promise* promise = new_promise(machine);
  try {
    const Value method = machine.get_method(iterator, machine.realm.keys.return_);
    if (method.is_undefined()) {
      resolve_promise(machine, promise, Value(machine.create_iterator_result(arguments[0], true)));
      return Value(promise);
    }
    const Value result =
        arguments.count > 0 ? machine.call(method, iterator, {arguments[0]}) : machine.call(method, iterator);
    if (!result.is_object()) throw_not_iterator_result(machine, result);
    return continue_from_sync(machine, result, promise, iterator, false);
  } catch (const Throw& thrown) {
    reject_promise(machine, promise, thrown.value);
    return Value(promise);
  }
}

Value from_sync_throw(Machine& machine, const Arguments& arguments) {
  const Value iterator = arguments.callee->captured[0];
  Promise* promise = new_promise(machine);
  try {
    const Value method = machine.get_method(iterator, machine.realm.keys.throw_);
    if (method.is_undefined()) {
      if (!closes_failed(machine)) {
        reject_promise(machine, promise, arguments[0]);
        return Value(promise);
      }
      machine.iterator_close({iterator, Value::undefined()});
      machine.throw_type_error("The iterator does not provide a 'throw' method.");
    }
    const Completion result = machine.try_call(method, iterator, {arguments[0]});
    if (result.threw) return fail_from_sync(machine, result.value, promise, iterator);
    return continue_from_sync(machine, result.value, promise, iterator, closes_failed(machine));
  } catch (const Throw& thrown) {
    reject_promise(machine, promise, thrown.value);
    return Value(promise);
  }
}

}  // namespace

Value create_async_from_sync_iterator(Machine& machine, const Machine::Iterator& sync) {
  Object* wrapper = machine.create_object(machine.realm.async_iterator_prototype);
  const Value next(machine.create_native("next", 1, from_sync_next, {sync.object, sync.next}));
  wrapper->define(machine, machine.realm.keys.next, next);
  wrapper->define(machine, machine.realm.keys.return_,
                  Value(machine.create_native("return", 1, from_sync_return, {sync.object})));
  wrapper->define(machine, machine.realm.keys.throw_,
                  Value(machine.create_native("throw", 1, from_sync_throw, {sync.object})));
  return Value(wrapper);
}

}  // namespace asyncq::engine
