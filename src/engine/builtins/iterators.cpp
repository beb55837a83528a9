// Iterators and generators: %IteratorPrototype% [27.1.2], generators' methods [27.5.1, 27.6.1].

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/iterator_parts.h"
#include "engine/generator.h"
#include "engine/operations.h"
#include "engine/promise.h"
#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

// %IteratorPrototype%[@@dispose]
Value dispose(Machine& machine, const Arguments& arguments) {
  const Value method = machine.get(arguments.this_value, machine.realm.keys.return_);
  if (!method.is_nullish()) machine.call(method, arguments.this_value);
  return Value::undefined();
}

Value return_undefined(Machine&, const Arguments&) {
  return Value::undefined();
}

// %AsyncIteratorPrototype%[@@asyncDispose]; `return` is called with one argument, as V8 does.
Value async_dispose(Machine& machine, const Arguments& arguments) {
  const Value constructor(machine.realm.promise_constructor);
  const PromiseCapability result = new_promise_capability(machine, constructor);
  try {
    const Value method = machine.get(arguments.this_value, machine.realm.keys.return_);
    const Value returned = method.is_nullish()
                               ? Value::undefined()
                               : machine.call(method, arguments.this_value, {Value::undefined()});
    const Value settled = promise_resolve(machine, constructor, returned);
    perform_promise_then(machine, static_cast<Promise*>(settled.as_object()),
                         Value(machine.create_native("", 1, return_undefined)), Value::undefined(), result);
  } catch (const Throw& thrown) {
    reject_capability(machine, result, thrown.value);
  }
  return result.promise_value();
}

Value generator_method(Machine& machine, const Arguments& arguments, ResumeMode mode, std::string_view name) {
  const Value receiver = arguments.this_value;
  if (!receiver.is_object() || receiver.as_object()->kind() != CellKind::generator) {
    machine.throw_type_error("Method [Generator].prototype." + std::string(name) +
                             " called on incompatible receiver " + describe(machine, receiver));
  }
  return generator_resume(machine, static_cast<Generator*>(receiver.as_object()), mode, arguments[0]);
}

Value generator_next(Machine& machine, const Arguments& a) {
  return generator_method(machine, a, ResumeMode::normal, "next");
}
Value generator_return(Machine& machine, const Arguments& a) {
  return generator_method(machine, a, ResumeMode::returned, "return");
}
Value generator_throw(Machine& machine, const Arguments& a) {
  return generator_method(machine, a, ResumeMode::thrown, "throw");
}

Value async_next(Machine& machine, const Arguments& a) {
  return async_generator_enqueue(machine, a.this_value, ResumeMode::normal, a[0]);
}
Value async_return(Machine& machine, const Arguments& a) {
  return async_generator_enqueue(machine, a.this_value, ResumeMode::returned, a[0]);
}
Value async_throw(Machine& machine, const Arguments& a) {
  return async_generator_enqueue(machine, a.this_value, ResumeMode::thrown, a[0]);
}

}  // namespace

void install_iterators(Machine& machine) {
  Realm& realm = machine.realm;
  constexpr MethodRow kIterator[] = {{"@@iterator", 0, return_this}};
  constexpr MethodRow kAsyncIterator[] = {{"@@asyncIterator", 0, return_this}};
  constexpr MethodRow kGenerator[] = {
      {"next", 1, generator_next}, {"return", 1, generator_return}, {"throw", 1, generator_throw}};
  constexpr MethodRow kAsyncGenerator[] = {
      {"next", 1, async_next}, {"return", 1, async_return}, {"throw", 1, async_throw}};
  define_methods(machine, realm.iterator_prototype, kIterator);
  define_methods(machine, realm.async_iterator_prototype, kAsyncIterator);
  define_methods(machine, realm.generator_prototype, kGenerator);
  define_methods(machine, realm.async_generator_prototype, kAsyncGenerator);
  define_tag(machine, realm.generator_prototype, "Generator");
  define_tag(machine, realm.async_generator_prototype, "AsyncGenerator");
  // map and filter of iterators have the names of others, so the table of features cannot tell their use.
  constexpr unsigned kFirstWithHelpers = 22;
  if (!scheduler::is_node_before(machine.policy(), kFirstWithHelpers)) install_iterator_helpers(machine);
  constexpr unsigned kFirstWithDisposal = 24;
  if (scheduler::is_node_before(machine.policy(), kFirstWithDisposal)) return;
  constexpr MethodRow kDispose[] = {{"@@dispose", 0, dispose}};
  constexpr MethodRow kAsyncDispose[] = {{"@@asyncDispose", 0, async_dispose}};
  define_methods(machine, realm.iterator_prototype, kDispose);
  define_methods(machine, realm.async_iterator_prototype, kAsyncDispose);
}

// The prototypes of async functions and generator functions [27.3.3, 27.4.3, 27.7.3].
void install_async(Machine& machine) {
  Realm& realm = machine.realm;
  const NativeCode not_modelled = [](Machine& m, const Arguments&) -> Value {
    m.not_modelled("functions made from text");
  };
  define_constructor(machine, "AsyncFunction", 1, not_modelled, realm.async_function_prototype, false);
  define_constructor(machine, "GeneratorFunction", 1, not_modelled, realm.generator_function_prototype,
                     false);
  define_constructor(machine, "AsyncGeneratorFunction", 1, not_modelled,
                     realm.async_generator_function_prototype, false);
  // [27.3.3.1, 27.3.3.2] and their like
  for (Object* prototype : {realm.async_function_prototype, realm.generator_function_prototype,
                            realm.async_generator_function_prototype}) {
    prototype->define(machine, realm.keys.constructor, prototype->get(machine, realm.keys.constructor),
                      kConfigurable);
  }
  realm.generator_prototype->define(machine, realm.keys.constructor,
                                    Value(realm.generator_function_prototype), kConfigurable);
  realm.async_generator_prototype->define(machine, realm.keys.constructor,
                                          Value(realm.async_generator_function_prototype), kConfigurable);
  define_tag(machine, realm.async_function_prototype, "AsyncFunction");
  define_tag(machine, realm.generator_function_prototype, "GeneratorFunction");
  define_tag(machine, realm.async_generator_function_prototype, "AsyncGeneratorFunction");
  realm.generator_function_prototype->define(machine, realm.keys.prototype, Value(realm.generator_prototype),
                                             kConfigurable);
  realm.async_generator_function_prototype->define(machine, realm.keys.prototype,
                                                   Value(realm.async_generator_prototype), kConfigurable);
}

}  // namespace asyncq::engine
