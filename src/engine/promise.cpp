// The promise core, step by step as ECMA-262 has it: where these steps are short cuts, other engines went
// wrong.

#include "engine/promise.h"

#include <utility>

#include "engine/builtins/promise_element.h"
#include "engine/messages.h"
#include "engine/operations.h"

namespace asyncq::engine {

// --- cells ---

Value PromiseCapability::promise_value() const {
  if (promise != nullptr) return Value(promise);
  return capability == nullptr ? Value::undefined() : capability->promise;
}

void Reaction::trace(Marker& marker) {
  marker.mark(next);
  marker.mark(on_fulfilled);
  marker.mark(on_rejected);
  marker.mark(result.promise);
  marker.mark(result.capability);
  marker.mark(frame);
}

void Promise::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(result_or_waiting_);
}

void watch_promises(Machine& machine) {
  Realm& realm = machine.realm;
  for (Object* object : {realm.promise_prototype, realm.promise_constructor}) {
    object->get_own(machine, realm.keys.name);  // makes what is made when first asked for
    object->watch(machine.heap);
  }
  realm.plain_promise_shape = realm.promise_shape;
}

namespace {

void enqueue_reaction_job(Machine& machine, Reaction* reaction, PromiseState state, Value argument) {
  const Value rejected(state == PromiseState::rejected);
  if (reaction->kind == Reaction::Kind::await) {
    machine.enqueue_microtask(JobKind::await_resume, Value(reaction->frame), argument, rejected);
  } else {
    machine.enqueue_microtask(JobKind::promise_reaction, Value(reaction), argument, rejected);
  }
}

// The first reaction of a ring of them, from which `next` leads to the last.
Reaction* cut_open(Value ring) {
  return std::exchange(static_cast<Reaction*>(ring.as_cell())->next, nullptr);
}

// 27.2.1.8 TriggerPromiseReactions, of what waited for a promise
[[gnu::noinline]] void trigger_promise_reactions(Machine& machine, Value waiting, PromiseState state,
                                                 Value argument) {
  if (waiting.as_cell()->kind() == CellKind::frame) {
    machine.enqueue_microtask(JobKind::await_resume, waiting, argument,
                              Value(state == PromiseState::rejected));
    return;
  }
  Reaction* next = cut_open(waiting);
  while (next != nullptr) {
    Reaction* const reaction = next;
    next = std::exchange(reaction->next, nullptr);
    enqueue_reaction_job(machine, reaction, state, argument);
  }
}

Reaction* new_await_reaction(Machine& machine, Frame* frame) {
  auto* reaction = machine.heap.make<Reaction>(Reaction::Kind::await);
  reaction->frame = frame;
  return reaction;
}

// PerformPromiseThen, step 9: behind those that wait already.
void append_reaction(Promise* promise, Reaction* reaction) {
  if (promise->waiting().is_undefined()) {
    reaction->next = reaction;
  } else {
    auto* last = static_cast<Reaction*>(promise->waiting().as_cell());
    reaction->next = std::exchange(last->next, reaction);
  }
  promise->set_waiting(Value(reaction));
}

// A frame that waits is no longer alone.
void separate_waiting_frame(Machine& machine, Promise* promise) {
  const Value waiting = promise->waiting();
  if (waiting.is_undefined() || waiting.as_cell()->kind() != CellKind::frame) return;
  promise->set_waiting(Value::undefined());
  append_reaction(promise, new_await_reaction(machine, static_cast<Frame*>(waiting.as_cell())));
}

// PerformPromiseThen, steps 11.c and 12
[[gnu::always_inline]] inline void note_handled(Machine& machine, Promise* promise) {
  if (promise->state() == PromiseState::rejected && !promise->is_handled) [[unlikely]]
    machine.track_rejection(promise, true);
  promise->is_handled = true;
}

// PerformPromiseThen from step 9 on: the reaction waits for the promise, or its job is enqueued at once.
void register_reaction(Machine& machine, Promise* promise, Reaction* reaction) {
  note_handled(machine, promise);
  if (promise->is_pending()) {
    separate_waiting_frame(machine, promise);
    append_reaction(promise, reaction);  // step 9
  } else {
    enqueue_reaction_job(machine, reaction, promise->state(), promise->result());  // steps 10-11
  }
}

}  // namespace

// --- settling ---

namespace {

[[gnu::always_inline]] inline void fulfill(Machine& machine, Promise* promise, Value value) {
  const Value waiting = promise->settle(PromiseState::fulfilled, value);  // steps 2-6
  machine.note(trace::EventKind::settled, promise);
  if (!waiting.is_undefined())
    trigger_promise_reactions(machine, waiting, PromiseState::fulfilled, value);  // step 7
}

}  // namespace

void fulfill_promise(Machine& machine, Promise* promise, Value value) {
  fulfill(machine, promise, value);
}

void reject_promise(Machine& machine, Promise* promise, Value reason) {
  const Value waiting = promise->settle(PromiseState::rejected, reason);  // steps 2-6
  machine.note(trace::EventKind::settled, promise);
  if (!promise->is_handled) machine.track_rejection(promise, false);  // step 7
  if (!waiting.is_undefined())
    trigger_promise_reactions(machine, waiting, PromiseState::rejected, reason);  // step 8
}

namespace {

// V8 5.8 to 6.2 (ResolvePromise): the outcome of a settled promise that nobody tampered with is taken over.
bool settle_at_once(Machine& machine, Promise* promise, Value resolution) {
  if (machine.policy().settled_resolution == scheduler::SettledResolution::in_a_job) return false;
  if (!is_plain_promise(machine, resolution)) return false;
  auto* settled = static_cast<Promise*>(resolution.as_object());
  if (settled->is_pending()) return false;
  note_handled(machine, settled);
  if (settled->state() == PromiseState::fulfilled) {
    fulfill_promise(machine, promise, settled->result());
  } else {
    reject_promise(machine, promise, settled->result());
  }
  return true;
}

struct FaultRow {
  std::string_view names_new, undefined_is_no_promise, javascriptcore;
};
constexpr FaultRow kFaults[] = {
    {"Promise constructor cannot be invoked without 'new'", "undefined is not a promise",
     "Cannot call a constructor Promise without |new|"},
    {"Promise resolver {} is not a function", "Promise resolver {} is not a function",
     "Promise constructor takes a function argument"},
    {"Chaining cycle detected for promise #<Promise>", "Chaining cycle detected for promise #<Promise>",
     "Cannot resolve a promise with itself"},
    {"All promises were rejected", "All promises were rejected", ""},
};

}  // namespace

std::string_view promise_message(const Machine& machine, PromiseFault fault) {
  const FaultRow& row = kFaults[static_cast<std::size_t>(fault)];
  switch (machine.policy().promise_wording) {
    case scheduler::PromiseWording::names_new:
      return row.names_new;
    case scheduler::PromiseWording::undefined_is_no_promise:
      return row.undefined_is_no_promise;
    case scheduler::PromiseWording::javascriptcore:
      return row.javascriptcore;
  }
  return row.names_new;
}

namespace {

[[gnu::noinline]] void resolve_with_object(Machine& machine, Promise* promise, Value resolution) {
  // Step 7: a promise cannot wait for itself.
  if (resolution.same_bits(Value(promise))) {
    reject_promise(machine, promise,
                   Value(machine.create_error(ErrorKind::type_error,
                                              promise_message(machine, PromiseFault::of_itself))));
    return;
  }
  // Steps 9-11: `then` is read here, at once; if the reading throws, the promise is rejected.
  Value then;
  if (is_plain_promise(machine, resolution)) {
    then = machine.realm.promise_then;
  } else {
    try {
      then = resolution.as_object()->get(machine, machine.realm.keys.then);
    } catch (const Throw& thrown) {
      reject_promise(machine, promise, thrown.value);
      return;
    }
  }
  // Step 12: an object that is no thenable fulfills.
  if (!is_callable(then)) {
    fulfill_promise(machine, promise, resolution);
    return;
  }
  if (then.same_bits(machine.realm.promise_then) && settle_at_once(machine, promise, resolution)) return;
  // Steps 13-15: `then` is called in a job of its own, never from here.
  machine.enqueue_microtask(JobKind::resolve_thenable, Value(promise), resolution, then);
}

[[gnu::always_inline]] inline void resolve(Machine& machine, Promise* promise, Value resolution) {
  // Step 8: anything but an object fulfills.
  if (resolution.is_object()) [[unlikely]] {
    resolve_with_object(machine, promise, resolution);
  } else {
    fulfill(machine, promise, resolution);
  }
}

}  // namespace

void resolve_promise(Machine& machine, Promise* promise, Value resolution) {
  resolve(machine, promise, resolution);
}

namespace {

// JavaScriptCore makes no promise for a thenable that is awaited: what would react to it reacts to the
// promise that the thenable resolves with.
[[gnu::noinline]] void hand_reactions_on(Machine& machine, Promise* promise, Value to) {
  separate_waiting_frame(machine, promise);
  if (promise->waiting().is_undefined()) return;
  Reaction* next = cut_open(promise->waiting());
  promise->set_waiting(Value::undefined());
  while (next != nullptr) {
    Reaction* const reaction = next;
    next = std::exchange(reaction->next, nullptr);
    register_reaction(machine, static_cast<Promise*>(to.as_object()), reaction);
  }
}

// The promise that await waits for in place of a value.
Value resolve_awaited(Machine& machine, Value value) {
  const Value constructor(machine.realm.promise_constructor);
  switch (machine.policy().thenable_await) {
    case scheduler::ThenableAwait::by_promise:
      break;
    case scheduler::ThenableAwait::direct:
      if (!value.is_object() || is_promise(value)) break;
      Promise* promise = new_promise(machine);
      promise->stands_for_thenable = true;
      resolve_promise(machine, promise, value);
      return Value(promise);
  }
  return promise_resolve(machine, constructor, value);
}

}  // namespace

// 27.2.2.2 NewPromiseResolveThenableJob, step 1
void run_resolve_thenable_job(Machine& machine, Promise* promise, Value thenable, Value then) {
  if (then.same_bits(machine.realm.promise_then) && is_plain_promise(machine, thenable)) {
    if (promise->stands_for_thenable) return hand_reactions_on(machine, promise, thenable);
    // What then() would do with the resolving functions, without making them.
    auto* reaction = machine.heap.make<Reaction>(Reaction::Kind::adopt);
    reaction->result.promise = promise;
    register_reaction(machine, static_cast<Promise*>(thenable.as_object()), reaction);
    return;
  }
  const ResolvingFunctions functions = create_resolving_functions(machine, promise);  // step 1.a
  const Completion completion =
      machine.try_call(then, thenable, {functions.resolve, functions.reject});                   // step 1.b
  if (completion.threw) machine.call(functions.reject, Value::undefined(), {completion.value});  // step 1.c
}

// --- resolving functions [27.2.1.3] ---

namespace {

// captured: the promise; the record [[AlreadyResolved]] that the pair shares.
bool take_already_resolved(const Arguments& arguments) {
  return static_cast<Flag*>(arguments.callee->captured[1].as_cell())->take();
}

Value resolve_function(Machine& machine, const Arguments& arguments) {
  if (take_already_resolved(arguments)) return Value::undefined();  // steps 4-6
  resolve_promise(machine, static_cast<Promise*>(arguments.callee->captured[0].as_object()), arguments[0]);
  return Value::undefined();
}

Value reject_function(Machine& machine, const Arguments& arguments) {
  if (take_already_resolved(arguments)) return Value::undefined();  // steps 4-6
  reject_promise(machine, static_cast<Promise*>(arguments.callee->captured[0].as_object()), arguments[0]);
  return Value::undefined();
}

// 27.2.1.5.1 GetCapabilitiesExecutor Functions
Value capability_executor(Machine& machine, const Arguments& arguments) {
  auto* capability = static_cast<Capability*>(arguments.callee->captured[0].as_cell());
  if (!capability->resolve.is_undefined())
    machine.throw_type_error("Promise executor has already been invoked with non-undefined arguments");
  if (!capability->reject.is_undefined())
    machine.throw_type_error("Promise executor has already been invoked with non-undefined arguments");
  capability->resolve = arguments[0];
  capability->reject = arguments[1];
  return Value::undefined();
}

}  // namespace

ResolvingFunctions create_resolving_functions(Machine& machine, Promise* promise) {
  const Value already_resolved(machine.heap.make<Flag>());
  return {Value(machine.create_native("", 1, resolve_function, {Value(promise), already_resolved})),
          Value(machine.create_native("", 1, reject_function, {Value(promise), already_resolved}))};
}

const Promise* promise_resolved_by(Value function) {
  if (!function.is_object() || function.as_object()->kind() != CellKind::native_function) return nullptr;
  const auto* native = static_cast<const NativeFunction*>(function.as_object());
  if (native->code != resolve_function) return nullptr;
  return static_cast<const Promise*>(native->captured[0].as_object());
}

PromiseCapability new_promise_capability(Machine& machine, Value constructor) {
  PromiseCapability result;
  if (constructor.same_bits(Value(machine.realm.promise_constructor))) {
    result.promise = new_promise(machine);
    return result;
  }
  if (!is_constructor(constructor)) {  // step 1
    machine.throw_type_error(message_text(machine, constructor) + " is not a constructor");
  }
  auto* capability = machine.heap.make<Capability>();                                            // step 3
  const Value executor(machine.create_native("", 2, capability_executor, {Value(capability)}));  // steps 4-5
  capability->promise = machine.construct(constructor, {executor});                              // step 6
  if (!is_callable(capability->resolve) || !is_callable(capability->reject)) {                   // steps 7-8
    machine.throw_type_error("Promise resolve or reject function is not callable");
  }
  result.capability = capability;
  return result;
}

void resolve_capability(Machine& machine, const PromiseCapability& capability, Value value) {
  if (capability.promise != nullptr) {
    resolve_promise(machine, capability.promise, value);
  } else if (capability.capability != nullptr) {
    machine.call(capability.capability->resolve, Value::undefined(), {value});
  }
}

void reject_capability(Machine& machine, const PromiseCapability& capability, Value reason) {
  if (capability.promise != nullptr) {
    reject_promise(machine, capability.promise, reason);
  } else if (capability.capability != nullptr) {
    machine.call(capability.capability->reject, Value::undefined(), {reason});
  }
}

namespace {

[[gnu::noinline]] Value promise_resolve_in_full(Machine& machine, Value constructor, Value value) {
  if (is_promise(value)) {  // step 1: a promise of this very constructor is itself
    const bool plain = is_plain_promise(machine, value);
    const Value own = plain ? Value(machine.realm.promise_constructor)
                            : value.as_object()->get(machine, machine.realm.keys.constructor);
    if (own.same_bits(constructor)) return value;
  }
  const PromiseCapability capability = new_promise_capability(machine, constructor);  // step 2
  resolve_capability(machine, capability, value);                                     // step 3
  return capability.promise_value();
}

}  // namespace

Value promise_resolve(Machine& machine, Value constructor, Value value) {
  if (!value.is_object() && constructor.same_bits(Value(machine.realm.promise_constructor))) {
    auto* promise = machine.heap.make<Promise>(machine.realm.promise_shape, value);  // steps 2-3
    machine.note(trace::EventKind::settled, promise);
    return Value(promise);
  }
  return promise_resolve_in_full(machine, constructor, value);
}

// Before 2019 a promise was wrapped in a new one like any other value.
Value promise_to_await(Machine& machine, Value value) {
  if (machine.policy().await_promise == scheduler::AwaitPromise::reuse) {
    return resolve_awaited(machine, value);
  }
  Promise* wrapper = new_promise(machine);
  resolve_promise(machine, wrapper, value);
  return Value(wrapper);
}

// --- then ---

namespace {

// PerformPromiseThen of a promise that is settled; result: a plain promise or undefined. The reaction needs
// no record: its job has all that is left of it.
[[gnu::always_inline]] inline void react_at_once(Machine& machine, Promise* promise, Value on_fulfilled,
                                                 Value on_rejected, Value result) {
  note_handled(machine, promise);
  const bool rejected = promise->state() == PromiseState::rejected;
  const Value handler = rejected ? on_rejected : on_fulfilled;
  machine.enqueue_microtask(JobKind::settled_reaction, is_callable(handler) ? handler : Value::undefined(),
                            promise->result(), Value(rejected), result);
}

[[gnu::noinline]] void react_later(Machine& machine, Promise* promise, Value on_fulfilled, Value on_rejected,
                                   PromiseCapability result) {
  auto* reaction = machine.heap.make<Reaction>(Reaction::Kind::then);
  reaction->on_fulfilled = is_callable(on_fulfilled) ? on_fulfilled : Value::undefined();  // steps 3-4
  reaction->on_rejected = is_callable(on_rejected) ? on_rejected : Value::undefined();     // steps 5-6
  reaction->result = result;                                                               // steps 7-8
  register_reaction(machine, promise, reaction);                                           // steps 9-12
}

}  // namespace

void perform_promise_then(Machine& machine, Promise* promise, Value on_fulfilled, Value on_rejected,
                          const PromiseCapability& result) {
  if (!promise->is_pending() && result.capability == nullptr) {
    const Value derived = result.promise != nullptr ? Value(result.promise) : Value::undefined();
    return react_at_once(machine, promise, on_fulfilled, on_rejected, derived);
  }
  react_later(machine, promise, on_fulfilled, on_rejected, result);
}

Value then_of_plain_promise(Machine& machine, Promise* promise, Value on_fulfilled, Value on_rejected) {
  Promise* derived = new_promise(machine);
  if (!promise->is_pending()) {
    react_at_once(machine, promise, on_fulfilled, on_rejected, Value(derived));
  } else {
    react_later(machine, promise, on_fulfilled, on_rejected, {derived, nullptr});
  }
  return Value(derived);
}

void run_settled_reaction_job(Machine& machine, Value handler, Value argument, bool rejected, Value result) {
  Completion completion{argument, rejected};
  // Steps 1.d-e: no handler passes the outcome on, one job later.
  if (!handler.is_undefined()) completion = machine.try_call(handler, Value::undefined(), {argument});
  if (result.is_undefined()) return;
  auto* promise = static_cast<Promise*>(result.as_cell());
  if (completion.threw) {  // step 1.h
    reject_promise(machine, promise, completion.value);
  } else {  // step 1.i
    resolve(machine, promise, completion.value);
  }
}

// 27.2.2.1 NewPromiseReactionJob, step 1
void run_promise_reaction_job(Machine& machine, Reaction* reaction, PromiseState state, Value argument) {
  const bool rejected = state == PromiseState::rejected;
  if (reaction->kind == Reaction::Kind::adopt) {
    if (rejected) {
      reject_promise(machine, reaction->result.promise, argument);
    } else {
      resolve_promise(machine, reaction->result.promise, argument);
    }
    return;
  }
  const Value handler = rejected ? reaction->on_rejected : reaction->on_fulfilled;
  Completion completion{argument, rejected};
  // Steps 1.d-e: no handler passes the outcome on, one job later.
  if (!handler.is_undefined()) completion = machine.try_call(handler, Value::undefined(), {argument});
  if (completion.threw) {  // step 1.h
    reject_capability(machine, reaction->result, completion.value);
  } else {  // step 1.i
    resolve_capability(machine, reaction->result, completion.value);
  }
}

// --- await ---

void await(Machine& machine, Frame* frame, Value value) {
  machine.note(trace::EventKind::suspended, frame->async_object);
  // Step 2: promise = PromiseResolve(%Promise%, value). A value that is no object would make a fulfilled
  // promise whose only reaction is the one below: its job is enqueued directly.
  if (!value.is_object()) {
    machine.enqueue_microtask(JobKind::await_resume, Value(frame), value, Value(false));
    return;
  }
  // An abrupt PromiseResolve throws at the await itself: the interpreter has not suspended the frame yet.
  const Value promise = promise_to_await(machine, value);
  auto* awaited = static_cast<Promise*>(promise.as_object());
  // Steps 3-7: PerformPromiseThen without a capability, with closures that resume the frame: of a reaction
  // with them only the frame is left.
  if (!awaited->is_pending()) {
    note_handled(machine, awaited);
    machine.enqueue_microtask(JobKind::await_resume, Value(frame), awaited->result(),
                              Value(awaited->state() == PromiseState::rejected));
  } else if (awaited->waiting().is_undefined()) {
    awaited->is_handled = true;
    awaited->set_waiting(Value(frame));
  } else {
    register_reaction(machine, awaited, new_await_reaction(machine, frame));
  }
}

}  // namespace asyncq::engine
