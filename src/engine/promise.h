#pragma once
// Promises [27.2]: the objects, and the abstract operations whose order of steps shows in output.

#include <cstdint>
#include <string_view>
#include <utility>

#include "engine/frame.h"
#include "engine/machine.h"

namespace asyncq::engine {

class Promise;

// A record that functions share to act once only: [[AlreadyResolved]], [[AlreadyCalled]].
class Flag final : public Cell {
 public:
  Flag() : Cell(CellKind::internal) {}
  bool take() { return std::exchange(taken_, true); }  // true: it was taken before
  void trace(Marker&) override {}
  bool describe(StateHash& hash) override;

 private:
  bool taken_ = false;
};

// What may be wrong with a promise, in the words of the runtime; of no_executor {} is what was given instead.
enum class PromiseFault : std::uint8_t { without_new, no_executor, of_itself, all_rejected };
[[nodiscard]] std::string_view promise_message(const Machine& machine, PromiseFault fault);

// PromiseCapability Record [27.2.1.1] of a constructor that is not %Promise%.
class Capability final : public Cell {
 public:
  Capability() : Cell(CellKind::capability) {}
  Value promise;
  Value resolve;
  Value reject;
  void trace(Marker& marker) override {
    marker.mark(promise);
    marker.mark(resolve);
    marker.mark(reject);
  }
  bool describe(StateHash& hash) override;
};

// The promise that an operation settles, in one of three forms.
struct PromiseCapability {
  Promise* promise = nullptr;        // a plain %Promise%: settled directly, its functions are never seen
  Capability* capability = nullptr;  // any other constructor's
  // both null: undefined (await)

  [[nodiscard]] Value promise_value() const;
  void describe(StateHash& hash) const;
};

// PromiseReaction Record [27.2.1.2]; one for both ways of settling.
class Reaction final : public Cell {
 public:
  enum class Kind : std::uint8_t {
    then,   // handlers and a capability
    await,  // an async function to resume
    adopt,  // NewPromiseResolveThenableJob's then of a native promise: settles `target`
  };
  explicit Reaction(Kind reaction_kind) : Cell(CellKind::reaction), kind(reaction_kind) {}
  Kind kind;
  Reaction* next = nullptr;  // of a promise's ring
  Value on_fulfilled;        // undefined: the identity function
  Value on_rejected;         // undefined: the thrower
  PromiseCapability result;
  Frame* frame = nullptr;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

enum class PromiseState : std::uint8_t { pending, fulfilled, rejected };

class Promise final : public Object {
 public:
  explicit Promise(Shape* shape) : Object(shape, CellKind::promise) {}
  // One that is fulfilled from the start.
  Promise(Shape* shape, Value value)
      : Object(shape, CellKind::promise), state_(PromiseState::fulfilled), result_or_waiting_(value) {}
  [[nodiscard]] PromiseState state() const { return state_; }
  [[nodiscard]] bool is_pending() const { return state_ == PromiseState::pending; }
  // Of a promise that is not pending.
  [[nodiscard]] Value result() const { return result_or_waiting_; }
  // Of a pending promise: undefined; the frame of the async function that alone awaits it; or its reactions
  // [[PromiseFulfillReactions]], a ring in order of registration of which this is the last.
  [[nodiscard]] Value waiting() const { return result_or_waiting_; }
  void set_waiting(Value waiting) { result_or_waiting_ = waiting; }
  // Returns what waited.
  Value settle(PromiseState state, Value result) {
    const Value waited = is_pending() ? result_or_waiting_ : Value::undefined();
    state_ = state;
    result_or_waiting_ = result;
    return waited;
  }
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;

  bool is_handled = false;
  bool stands_for_thenable = false;  // made for the operand of await, which waits for what that resolves with

 private:
  PromiseState state_ = PromiseState::pending;
  Value result_or_waiting_;
};

[[nodiscard]] inline Promise* new_promise(Machine& machine) {
  return machine.heap.make<Promise>(machine.realm.promise_shape);
}
// Once the realm is made: from here on its changes are what is_plain_promise() tells.
void watch_promises(Machine& machine);
// A promise without members of its own, while those of %Promise.prototype% and %Promise% are as the realm
// made them: looking up its constructor, the species of that, or its `then` cannot be seen, nor can what
// calling then() does apart from the result of PerformPromiseThen.
[[nodiscard]] inline bool is_plain_promise(Machine& machine, Value value) {
  return value.is_cell() && value.as_cell()->kind() == CellKind::promise &&
         value.as_object()->shape() == machine.realm.plain_promise_shape;
}
// 27.2.1.3.2 Promise Resolve Functions, steps 7 on: what calling resolve(resolution) does to an unresolved
// promise.
void resolve_promise(Machine& machine, Promise* promise, Value resolution);
// 27.2.1.4 FulfillPromise, 27.2.1.7 RejectPromise
void fulfill_promise(Machine& machine, Promise* promise, Value value);
void reject_promise(Machine& machine, Promise* promise, Value reason);
// 27.2.1.3 CreateResolvingFunctions
struct ResolvingFunctions {
  Value resolve;
  Value reject;
};
ResolvingFunctions create_resolving_functions(Machine& machine, Promise* promise);
// 27.2.1.5 NewPromiseCapability
PromiseCapability new_promise_capability(Machine& machine, Value constructor);
void resolve_capability(Machine& machine, const PromiseCapability& capability, Value value);
void reject_capability(Machine& machine, const PromiseCapability& capability, Value reason);
// 27.2.4.7.1 PromiseResolve
Value promise_resolve(Machine& machine, Value constructor, Value value);
// The same for a value that is awaited, as the runtime's edition of the language has it.
Value promise_to_await(Machine& machine, Value value);
// 27.2.5.4.1 PerformPromiseThen
void perform_promise_then(Machine& machine, Promise* promise, Value on_fulfilled, Value on_rejected,
                          const PromiseCapability& result);
// Promise.prototype.then [27.2.5.4] of a plain promise.
[[nodiscard]] Value then_of_plain_promise(Machine& machine, Promise* promise, Value on_fulfilled,
                                          Value on_rejected);
// 27.7.5.3 Await: registers the frame, which the caller suspends, to go on in a job. May throw before that.
void await(Machine& machine, Frame* frame, Value value);

// Jobs
void run_promise_reaction_job(Machine& machine, Reaction* reaction, PromiseState state, Value argument);
// The same for a reaction to a promise that was settled already: it has no record, only the handler for this
// way of settling, what the promise was settled with, and the plain promise to settle (or undefined).
void run_settled_reaction_job(Machine& machine, Value handler, Value argument, bool rejected, Value result);
// The job of an element of Promise.all whose promise was fulfilled already [27.2.4.1.3].
void run_element_job(Machine& machine, Cell* gathering, Value value, Value index);
void run_resolve_thenable_job(Machine& machine, Promise* promise, Value thenable, Value then);

[[nodiscard]] inline bool is_promise(Value value) {
  return value.is_object() && value.as_object()->kind() == CellKind::promise;
}

}  // namespace asyncq::engine
