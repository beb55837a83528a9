// Promise [27.2.3-5]: the constructor, the combinators, then, catch, finally.

#include <fmt/format.h>

#include <utility>

#include "engine/builtins.h"
#include "engine/builtins/promise_element.h"
#include "engine/messages.h"
#include "engine/operations.h"
#include "engine/promise.h"
#include "engine/state_hash.h"

namespace asyncq::engine {

namespace {

Promise* require_promise(Machine& machine, Value value, std::string_view method) {
  if (!is_promise(value)) {
    machine.throw_type_error(fmt::format("Method Promise.prototype.{} called on incompatible receiver {}",
                                         method, describe(machine, value)));
  }
  return static_cast<Promise*>(value.as_object());
}

// 27.2.3.1 Promise ( executor )
Value promise_constructor(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    machine.throw_type_error(promise_message(machine, PromiseFault::without_new));
  }
  const Value executor = arguments[0];
  if (!is_callable(executor)) {
    const std::string_view message = promise_message(machine, PromiseFault::no_executor);
    machine.throw_type_error(fmt::format(fmt::runtime(message), message_text(machine, executor)));
  }
  Promise* promise = new_promise(machine);
  if (!arguments.new_target.same_bits(Value(machine.realm.promise_constructor))) {
    Object* prototype = machine.prototype_from(arguments.new_target, machine.realm.promise_prototype);
    promise->set_prototype(machine, prototype);
  }
  const ResolvingFunctions functions = create_resolving_functions(machine, promise);  // step 8
  const Completion completion =
      machine.try_call(executor, Value::undefined(), {functions.resolve, functions.reject});     // step 9
  if (completion.threw) machine.call(functions.reject, Value::undefined(), {completion.value});  // step 10
  return Value(promise);
}

// 7.3.22 SpeciesConstructor ( promise, %Promise% )
Value species_constructor(Machine& machine, Promise* promise) {
  const Value fallback(machine.realm.promise_constructor);
  const Value constructor = promise->get(machine, machine.realm.keys.constructor);
  if (constructor.is_undefined()) return fallback;
  if (!constructor.is_object()) machine.throw_type_error("The .constructor property is not an object");
  const Value species =
      constructor.as_object()->get(machine, PropertyKey::from_symbol(machine.realm.symbol_species));
  if (species.is_nullish()) return fallback;
  if (!is_constructor(species))
    machine.throw_type_error("object.constructor[Symbol.species] is not a constructor");
  return species;
}

// 27.2.5.4 Promise.prototype.then
[[gnu::noinline]] Value then_in_full(Machine& machine, const Arguments& arguments) {
  Promise* promise = require_promise(machine, arguments.this_value, "then");
  const Value constructor = species_constructor(machine, promise);                    // step 3
  const PromiseCapability capability = new_promise_capability(machine, constructor);  // step 4
  perform_promise_then(machine, promise, arguments[0], arguments[1], capability);     // step 5
  return capability.promise_value();
}
Value promise_then(Machine& machine, const Arguments& arguments) {
  if (!is_plain_promise(machine, arguments.this_value)) return then_in_full(machine, arguments);
  auto* promise = static_cast<Promise*>(arguments.this_value.as_cell());
  return then_of_plain_promise(machine, promise, arguments[0], arguments[1]);
}

// 27.2.5.1 Promise.prototype.catch
Value promise_catch(Machine& machine, const Arguments& arguments) {
  return machine.invoke(arguments.this_value, machine.realm.keys.then, {Value::undefined(), arguments[0]});
}

// --- finally [27.2.5.3]; captured: onFinally, C ---

Value return_captured(Machine&, const Arguments& arguments) {
  return arguments.callee->captured[0];
}
Value throw_captured(Machine&, const Arguments& arguments) {
  throw Throw{arguments.callee->captured[0]};
}

Value call_in_finally(Machine& machine, Value on_finally) {
  struct Mark {
    explicit Mark(bool& mark) : flag(mark) { flag = true; }
    ~Mark() { flag = false; }
    Mark(const Mark&) = delete;
    Mark& operator=(const Mark&) = delete;
    bool& flag;
  } const mark(machine.job_in_finally);
  return machine.call(on_finally, Value::undefined());
}

Value finally_with(Machine& machine, const Arguments& arguments, NativeCode outcome) {
  const NativeFunction::Captured& captured = arguments.callee->captured;
  const Value result = call_in_finally(machine, captured[0]);
  const Value promise = promise_resolve(machine, captured[1], result);
  const Value pass_on(machine.create_native("", 0, outcome, {arguments[0]}));
  return machine.invoke(promise, machine.realm.keys.then, {pass_on});
}
Value then_finally(Machine& machine, const Arguments& arguments) {
  return finally_with(machine, arguments, return_captured);
}
Value catch_finally(Machine& machine, const Arguments& arguments) {
  return finally_with(machine, arguments, throw_captured);
}

// --- finally as JavaScriptCore has it: what it returns is settled by what its callback returned ---

// What a finally passes on when its callback's result lets it.
struct PassedOn {
  Value derived;  // the promise that finally has returned
  Value outcome;
  Value rejected;  // true: the outcome is a rejection's reason
};

void pass_on(Machine& machine, const PassedOn& passed) {
  auto* derived = static_cast<Promise*>(passed.derived.as_object());
  if (passed.rejected.is_true()) {
    reject_promise(machine, derived, passed.outcome);
  } else {
    resolve_promise(machine, derived, passed.outcome);
  }
}
void fail(Machine& machine, const PassedOn& passed, Value reason) {
  reject_promise(machine, static_cast<Promise*>(passed.derived.as_object()), reason);
}

PassedOn captured_by(const Arguments& arguments) {
  const auto& captured = arguments.callee->captured;
  return {captured[0], captured[1], captured[2]};
}
Value settle_captured(Machine& machine, const Arguments& arguments) {
  pass_on(machine, captured_by(arguments));
  return Value::undefined();
}
Value reject_captured(Machine& machine, const Arguments& arguments) {
  fail(machine, captured_by(arguments), arguments[0]);
  return Value::undefined();
}

void wait_for_result(Machine& machine, const PassedOn& passed, Value result);

// captured: what is passed on, the flag that the two functions of a thenable share
bool take_captured_flag(const Arguments& arguments) {
  return static_cast<Flag*>(arguments.callee->captured[3].as_cell())->take();
}
Value thenable_resolved(Machine& machine, const Arguments& arguments) {
  if (!take_captured_flag(arguments)) wait_for_result(machine, captured_by(arguments), arguments[0]);
  return Value::undefined();
}
Value thenable_rejected(Machine& machine, const Arguments& arguments) {
  if (!take_captured_flag(arguments)) fail(machine, captured_by(arguments), arguments[0]);
  return Value::undefined();
}

// The job that asks a thenable, which is `this`, by its `then`, the argument; captured: what is passed on.
Value ask_thenable(Machine& machine, const Arguments& arguments) {
  const auto& captured = arguments.callee->captured;
  const Value flag(machine.heap.make<Flag>());
  const auto function = [&](auto* code) {
    return Value(machine.create_native("", 1, code, {captured[0], captured[1], captured[2], flag}));
  };
  const Value resolve = function(thenable_resolved);
  const Value reject = function(thenable_rejected);
  const Completion completion = machine.try_call(arguments[0], arguments.this_value, {resolve, reject});
  if (completion.threw) machine.call(reject, Value::undefined(), {completion.value});
  return Value::undefined();
}

// As 27.2.1.3.2, but what a value would fulfil is the promise of finally itself, with what it passes on.
void wait_for_result(Machine& machine, const PassedOn& passed, Value result) {
  if (!result.is_object()) return pass_on(machine, passed);
  if (is_plain_promise(machine, result)) {
    const auto function = [&](auto* code) {
      return Value(machine.create_native("", 1, code, {passed.derived, passed.outcome, passed.rejected}));
    };
    const Value fulfilled = function(settle_captured);
    perform_promise_then(machine, static_cast<Promise*>(result.as_object()), fulfilled,
                         function(reject_captured), {});
    return;
  }
  Value then;
  try {
    then = result.as_object()->get(machine, machine.realm.keys.then);
  } catch (const Throw& thrown) {
    return fail(machine, passed, thrown.value);
  }
  if (!is_callable(then)) return pass_on(machine, passed);
  const Value ask(
      machine.create_native("", 1, ask_thenable, {passed.derived, passed.outcome, passed.rejected}));
  machine.scheduler().enqueue_microtask(machine.callback_job(ask, result, {&then, 1}));
}

// captured: onFinally, what finally returned, true after a rejection
Value settle_directly(Machine& machine, const Arguments& arguments) {
  const auto& captured = arguments.callee->captured;
  const PassedOn passed{captured[1], arguments[0], captured[2]};
  const Completion result = machine.try_call(captured[0], Value::undefined());
  if (result.threw) {
    fail(machine, passed, result.value);
  } else {
    wait_for_result(machine, passed, result.value);
  }
  return Value::undefined();
}

Value finally_directly(Machine& machine, Promise* promise, Value on_finally) {
  const Value derived(new_promise(machine));
  const auto settle = [&](bool rejected) {
    return Value(machine.create_native("", 1, settle_directly, {on_finally, derived, Value(rejected)}));
  };
  perform_promise_then(machine, promise, settle(false), settle(true), {});
  return derived;
}

Value promise_finally(Machine& machine, const Arguments& arguments) {
  const Value promise = arguments.this_value;
  if (!promise.is_object()) {
    machine.throw_type_error("Promise.prototype.finally called on non-object");
  }
  const Value constructor = is_promise(promise)
                                ? species_constructor(machine, static_cast<Promise*>(promise.as_object()))
                                : Value(machine.realm.promise_constructor);
  const Value on_finally = arguments[0];
  if (!is_callable(on_finally))
    return machine.invoke(promise, machine.realm.keys.then, {on_finally, on_finally});  // step 5
  const bool direct =
      machine.policy().finally_cost == scheduler::FinallyCost::direct && is_promise(promise) &&
      constructor.same_bits(Value(machine.realm.promise_constructor)) &&
      peek(machine, promise.as_object(), machine.realm.keys.then).same_bits(machine.realm.promise_then);
  if (direct) {
    return finally_directly(machine, static_cast<Promise*>(promise.as_object()), on_finally);
  }
  const Value on_fulfilled(machine.create_native("", 1, then_finally, {on_finally, constructor}));
  const Value on_rejected(machine.create_native("", 1, catch_finally, {on_finally, constructor}));
  return machine.invoke(promise, machine.realm.keys.then, {on_fulfilled, on_rejected});  // step 7
}

// --- static functions ---

[[noreturn]] void throw_not_an_object(Machine& machine) {
  machine.throw_type_error("PromiseResolve called on non-object");
}

Value require_receiver(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object()) throw_not_an_object(machine);
  return arguments.this_value;
}

// 27.2.4.7 Promise.resolve
Value static_resolve(Machine& machine, const Arguments& arguments) {
  return promise_resolve(machine, require_receiver(machine, arguments), arguments[0]);
}

// 27.2.4.6 Promise.reject
Value static_reject(Machine& machine, const Arguments& arguments) {
  const PromiseCapability capability = new_promise_capability(machine, require_receiver(machine, arguments));
  reject_capability(machine, capability, arguments[0]);
  return capability.promise_value();
}

// A capability's functions as values, made when somebody can see them.
ResolvingFunctions functions_of(Machine& machine, const PromiseCapability& capability) {
  if (capability.promise != nullptr) return create_resolving_functions(machine, capability.promise);
  return {capability.capability->resolve, capability.capability->reject};
}

// 27.2.4.8 Promise.withResolvers
Value static_with_resolvers(Machine& machine, const Arguments& arguments) {
  const PromiseCapability capability = new_promise_capability(machine, require_receiver(machine, arguments));
  const ResolvingFunctions functions = functions_of(machine, capability);
  Object* result = machine.create_object();
  result->define(machine, "promise", capability.promise_value());
  result->define(machine, "resolve", functions.resolve);
  result->define(machine, "reject", functions.reject);
  return Value(result);
}

// 27.2.4.9 Promise.try
Value static_try(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object()) machine.throw_type_error("Promise.try called on non-object");
  const PromiseCapability capability = new_promise_capability(machine, arguments.this_value);
  Completion completion;
  try {
    if (!is_callable(arguments[0]))
      machine.throw_type_error(call_site_text(machine, arguments[0]) + " is not a function");
    completion.value = machine.call(arguments[0], Value::undefined(), arguments.from(1));
  } catch (const Throw& thrown) {
    completion = {thrown.value, true};
  }
  if (completion.threw) {
    reject_capability(machine, capability, completion.value);
  } else {
    resolve_capability(machine, capability, completion.value);
  }
  return capability.promise_value();
}

// --- combinators [27.2.4.1-3, 27.2.4.5] ---

enum class Combinator { all, all_settled, any, race };

// What the element functions of one call share: the values (or errors) and how many are still to come.
class Gathering final : public Cell {
 public:
  Gathering() : Cell(CellKind::internal) {}
  Array* values = nullptr;
  std::uint32_t remaining = 1;
  PromiseCapability capability;
  Combinator combinator = Combinator::all;
  void trace(Marker& marker) override {
    marker.mark(values);
    marker.mark(capability.promise);
    marker.mark(capability.capability);
  }
  bool describe(StateHash& hash) override {
    hash.add(static_cast<Cell*>(values));
    hash.add(remaining);
    capability.describe(hash);
    hash.add(combinator);
    return true;
  }
};

void finish_gathering(Machine& machine, Gathering* gathering) {
  if (--gathering->remaining > 0) return;
  if (gathering->combinator != Combinator::any) {
    resolve_capability(machine, gathering->capability, Value(gathering->values));
    return;
  }
  Object* error =
      machine.create_error(ErrorKind::aggregate_error, promise_message(machine, PromiseFault::all_rejected));
  error->define(machine, machine.realm.keys.errors, Value(gathering->values), kHidden);
  reject_capability(machine, gathering->capability, Value(error));
}

// captured: the gathering, the index, the record [[AlreadyCalled]]
Gathering* take_element(const Arguments& arguments) {
  if (static_cast<Flag*>(arguments.callee->captured[2].as_cell())->take()) return nullptr;
  return static_cast<Gathering*>(arguments.callee->captured[0].as_cell());
}

void store_element(Machine& machine, Gathering* gathering, Value index, Value value) {
  gathering->values->elements[static_cast<std::size_t>(index.as_number())] = value;
  finish_gathering(machine, gathering);
}

Value element_value(Machine& machine, const Arguments& arguments) {
  if (Gathering* gathering = take_element(arguments))
    store_element(machine, gathering, arguments.callee->captured[1], arguments[0]);
  return Value::undefined();
}

Value settled_record(Machine& machine, std::string_view status, std::string_view key, Value value) {
  Object* record = machine.create_object();
  record->define(machine, "status", machine.string(status));
  record->define(machine, key, value);
  return Value(record);
}

Value element_fulfilled(Machine& machine, const Arguments& arguments) {
  if (Gathering* gathering = take_element(arguments)) {
    store_element(machine, gathering, arguments.callee->captured[1],
                  settled_record(machine, "fulfilled", "value", arguments[0]));
  }
  return Value::undefined();
}

Value element_rejected(Machine& machine, const Arguments& arguments) {
  if (Gathering* gathering = take_element(arguments)) {
    store_element(machine, gathering, arguments.callee->captured[1],
                  settled_record(machine, "rejected", "reason", arguments[0]));
  }
  return Value::undefined();
}

// PerformPromiseAll, -AllSettled, -Any, -Race: one loop, different element functions.
Value perform(Machine& machine, Machine::Iterator& iterator, bool& done, Value constructor,
              const PromiseCapability& capability, Value resolve, Combinator combinator) {
  auto* gathering = machine.heap.make<Gathering>();
  gathering->values = machine.create_array();
  gathering->capability = capability;
  gathering->combinator = combinator;
  const ResolvingFunctions functions = functions_of(machine, capability);
  // %Promise%.resolve of %Promise% itself need not be called to be followed.
  const bool resolves_plainly = resolve.same_bits(machine.realm.promise_resolve) &&
                                constructor.same_bits(Value(machine.realm.promise_constructor));
  for (std::uint32_t index = 0;; ++index) {
    std::optional<Value> next;
    try {
      next = machine.iterator_step(iterator);
    } catch (const Throw&) {
      done = true;  // an iterator that threw is not closed
      throw;
    }
    if (!next) {
      done = true;
      if (combinator != Combinator::race) finish_gathering(machine, gathering);
      keep_alive(gathering);
      return capability.promise_value();
    }
    if (combinator != Combinator::race) gathering->values->elements.push_back(Value::undefined());
    Value promise;
    if (resolves_plainly) {
      machine.safe_point();
      promise = is_plain_promise(machine, *next) ? *next : promise_resolve(machine, constructor, *next);
    } else {
      promise = machine.call(resolve, constructor, {*next});
    }
    if (combinator == Combinator::all && is_plain_promise(machine, promise)) {
      auto* element = static_cast<Promise*>(promise.as_object());
      if (element->state() == PromiseState::fulfilled) {  // its functions would be called by this job alone
        ++gathering->remaining;
        element->is_handled = true;
        machine.enqueue_microtask(JobKind::element, Value(gathering), element->result(), Value(index));
        continue;
      }
    }
    Value on_fulfilled = functions.resolve;
    Value on_rejected = functions.reject;
    if (combinator != Combinator::race) {
      const Value called(machine.heap.make<Flag>());
      const auto element = [&](NativeCode code) {
        return Value(machine.create_native("", 1, code, {Value(gathering), Value(index), called}));
      };
      if (combinator == Combinator::all) on_fulfilled = element(element_value);
      if (combinator == Combinator::any) on_rejected = element(element_value);
      if (combinator == Combinator::all_settled) {
        on_fulfilled = element(element_fulfilled);
        on_rejected = element(element_rejected);
      }
      ++gathering->remaining;
    }
    if (is_plain_promise(machine, promise)) {
      // Nobody can see the promise that this call of then() would return: the functions do not throw.
      perform_promise_then(machine, static_cast<Promise*>(promise.as_object()), on_fulfilled, on_rejected,
                           {});
    } else {
      machine.invoke(promise, machine.realm.keys.then, {on_fulfilled, on_rejected});
    }
  }
}

Value combine(Machine& machine, const Arguments& arguments, Combinator combinator) {
  const Value constructor = arguments.this_value;
  if (!constructor.is_object()) machine.throw_type_error("Promise.all called on non-object");
  const PromiseCapability capability = new_promise_capability(machine, constructor);
  const Value promise = capability.promise_value();
  try {
    // GetPromiseResolve [27.2.4.1.1], then GetIterator
    const Value resolve = machine.get(constructor, machine.realm.keys.resolve);
    if (!is_callable(resolve)) machine.throw_type_error("resolve is not a function");
    Machine::Iterator iterator = machine.get_iterator(arguments[0]);
    bool done = false;
    try {
      return perform(machine, iterator, done, constructor, capability, resolve, combinator);
    } catch (const Throw&) {
      if (!done) machine.iterator_close_quietly(iterator);
      throw;
    }
  } catch (const Throw& thrown) {
    reject_capability(machine, capability, thrown.value);  // IfAbruptRejectPromise
  }
  return promise;
}

Value static_all(Machine& machine, const Arguments& a) {
  return combine(machine, a, Combinator::all);
}
Value static_all_settled(Machine& machine, const Arguments& a) {
  return combine(machine, a, Combinator::all_settled);
}
Value static_any(Machine& machine, const Arguments& a) {
  return combine(machine, a, Combinator::any);
}
Value static_race(Machine& machine, const Arguments& a) {
  return combine(machine, a, Combinator::race);
}

}  // namespace

void run_element_job(Machine& machine, Cell* gathering, Value value, Value index) {
  machine.safe_point();  // the call of the element's function
  store_element(machine, static_cast<Gathering*>(gathering), index, value);
}

namespace {

std::string_view name_of(Combinator combinator) {
  switch (combinator) {
    case Combinator::all:
      return "all";
    case Combinator::all_settled:
      return "allSettled";
    case Combinator::any:
      return "any";
    case Combinator::race:
      return "race";
  }
  return "";
}

Value species_getter(Machine&, const Arguments& arguments) {
  return arguments.this_value;
}

}  // namespace

std::optional<PromiseElement> promise_element(Machine&, const Reaction& reaction) {
  for (const Value handler : {reaction.on_fulfilled, reaction.on_rejected}) {
    if (!handler.is_object() || handler.as_object()->kind() != CellKind::native_function) continue;
    const auto* native = static_cast<const NativeFunction*>(handler.as_object());
    if (native->code != element_value && native->code != element_fulfilled &&
        native->code != element_rejected)
      continue;
    const auto* gathering = static_cast<const Gathering*>(native->captured[0].as_cell());
    return PromiseElement{name_of(gathering->combinator),
                          static_cast<std::uint32_t>(native->captured[1].as_number()),
                          gathering->capability.promise};
  }
  return std::nullopt;
}

void install_promise(Machine& machine) {
  Realm& realm = machine.realm;
  constexpr MethodRow kPrototype[] = {
      {"then", 2, promise_then}, {"catch", 1, promise_catch}, {"finally", 1, promise_finally}};
  constexpr MethodRow kStatic[] = {
      {"all", 1, static_all},
      {"allSettled", 1, static_all_settled},
      {"any", 1, static_any},
      {"race", 1, static_race},
      {"resolve", 1, static_resolve},
      {"reject", 1, static_reject},
      {"withResolvers", 0, static_with_resolvers},
      {"try", 1, static_try},
  };
  constexpr GetterRow kGetters[] = {{"@@species", species_getter}};
  realm.promise_constructor =
      define_constructor(machine, "Promise", 1, promise_constructor, realm.promise_prototype);
  define_methods(machine, realm.promise_constructor, kStatic);
  define_getters(machine, realm.promise_constructor, kGetters);
  define_methods(machine, realm.promise_prototype, kPrototype);
  define_tag(machine, realm.promise_prototype, "Promise");
  realm.promise_then = realm.promise_prototype->get(machine, realm.keys.then);
  realm.promise_resolve = realm.promise_constructor->get(machine, realm.keys.resolve);
}

}  // namespace asyncq::engine
