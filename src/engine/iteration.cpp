// Iteration [7.4], for the interpreter and for built-ins.

#include <fmt/format.h>

#include <utility>

#include "engine/messages.h"
#include "engine/operations.h"
#include "engine/wording.h"
#include "program/iterable_text.h"

namespace asyncq::engine {

namespace {

// What the compiler notes of an argument that is spread.
constexpr std::string_view kSpreadArgument = "...";
// What ends its note of a call.
constexpr std::string_view kCalled = "(...)";

// V8's message for a value that the program's text does not name.
[[noreturn]] void throw_not_iterable_value(Machine& machine, Value value, Message message) {
  if (value.is_nullish()) message = Message::nullish_not_iterable;
  machine.throw_type_error(
      worded(machine, message, call_site_text(machine, value), message_text(machine, value)));
}

// V8's message: with the program's text when there is one, else with the value's type (and the value, if
// short).
[[noreturn]] void throw_not_iterable(Machine& machine, Value value, bool async, const std::string& text) {
  const char* what = async ? "async iterable" : "iterable";
  if (async && value.is_nullish()) {
    machine.throw_type_error(
        worded(machine, Message::read_of_nullish, machine.to_utf8(value), "Symbol(Symbol.asyncIterator)"));
  }
  if (text.starts_with(program::kWholeMessage)) machine.throw_type_error(text.substr(1));
  if (text.ends_with(kCalled)) {
    machine.throw_type_error(worded(machine, Message::called_result_not_iterable,
                                    text.substr(0, text.size() - kCalled.size()), what));
  }
  if (!text.empty()) machine.throw_type_error(fmt::format("{} is not {}", text, what));
  if (async) {
    machine.throw_type_error(
        fmt::format("{} is not async iterable (cannot read property Symbol(Symbol.asyncIterator))",
                    call_site_text(machine, value)));
  }
  throw_not_iterable_value(machine, value, Message::parameter_not_iterable);
}

Machine::Iterator iterator_from_method(Machine& machine, Value iterable, Value method) {
  const Value iterator = machine.call(method, iterable);
  if (!iterator.is_object()) {
    machine.throw_type_error("Result of the Symbol.iterator method is not an object");
  }
  return {iterator, next_method(machine, iterator)};
}

Value method_or_undefined(Machine& machine, Value iterable, Symbol* symbol) {
  if (iterable.is_nullish()) return Value::undefined();
  return machine.get(iterable, PropertyKey::from_symbol(symbol));
}

// The next of the keys that enumerable_keys() lists, from the index of `step[0]`, which has not been deleted
// meanwhile [14.7.5.10].
bool enumeration_step(Machine& machine, Value* step, Value& value) {
  const auto& keys = static_cast<Array*>(step[1].as_object())->elements;
  auto index = static_cast<std::size_t>(step[0].as_number());
  while (index + 1 < keys.size()) {
    value = keys[index++];
    step[0] = Value(static_cast<double>(index));
    if (keys.back().as_object()->has(machine, machine.to_property_key(value))) return true;
  }
  return false;
}

}  // namespace

bool iterates_as_array(Machine& machine, Value iterable) {
  if (!iterable.is_object() || !iterable.as_object()->is_array()) return false;
  Object* array = iterable.as_object();
  const PropertyKey iterator = PropertyKey::from_symbol(machine.realm.symbol_iterator);
  if (array->shape() != machine.realm.array_shape) return false;
  return array->get(machine, iterator).same_bits(machine.realm.array_values) &&
         machine.realm.array_iterator_prototype->get(machine, machine.realm.keys.next)
             .same_bits(machine.realm.array_iterator_next);
}

Value next_method(Machine& machine, Value iterator) {
  const Value next = iterator.as_object()->get(machine, machine.realm.keys.next);
  if (next.is_number()) machine.throw_type_error(call_site_text(machine, next) + " is not a function");
  return next;
}

void begin_iteration(Machine& machine, Frame* frame) {
  Value*& sp = frame->sp;
  const Value iterable = sp[-1];
  if (iterates_as_array(machine, iterable)) {
    *sp++ = Value(0.0);
    return;
  }
  const Value method = method_or_undefined(machine, iterable, machine.realm.symbol_iterator);
  if (!is_callable(method)) throw_not_iterable(machine, iterable, false, source_text_at(frame));
  const Machine::Iterator iterator = iterator_from_method(machine, iterable, method);
  sp[-1] = iterator.object;
  *sp++ = iterator.next;
}

bool iteration_step(Machine& machine, Value* sp, Value& value) {
  if (sp[-2].is_number()) return enumeration_step(machine, sp - 2, value);
  Machine::Iterator iterator{sp[-2], sp[-1]};
  sp[-1] = Value::undefined();  // an iterator whose next() throws is not closed
  const std::optional<Value> step = machine.iterator_step(iterator);
  if (!step) return false;
  sp[-1] = iterator.next;
  value = *step;
  return true;
}

void close_iteration(Machine& machine, Value* sp, bool quietly) {
  const Value next = sp[-1];
  if (next.is_undefined() || next.is_number()) return;
  sp[-1] = Value::undefined();
  const Machine::Iterator iterator{sp[-2], next};
  if (quietly) {
    machine.iterator_close_quietly(iterator);
  } else {
    machine.iterator_close(iterator);
  }
}

void append_spread(Machine& machine, Array* target, Value iterable, const std::string& text) {
  if (iterates_as_array(machine, iterable)) {
    auto* source = static_cast<Array*>(iterable.as_object());
    for (std::uint32_t i = 0; i < source->length(); ++i) {
      const Value element = i < source->elements.size() ? source->elements[i] : Value::undefined();
      target->elements.push_back(element.is_empty() ? source->get(machine, PropertyKey::from_index(i))
                                                    : element);
    }
    machine.heap.note_external(source->elements.size() * sizeof(Value));
    machine.count_work(source->elements.size() / Machine::kUnitsPerStep);
    return;
  }
  const Value method = method_or_undefined(machine, iterable, machine.realm.symbol_iterator);
  if (!is_callable(method)) {
    if (text.starts_with(kSpreadArgument)) {
      if (iterable.is_nullish()) {
        machine.throw_type_error(worded(machine, Message::nullish_argument_spread,
                                        text.substr(kSpreadArgument.size()), machine.to_utf8(iterable)));
      }
      machine.throw_type_error(worded(machine, Message::argument_spread));
    }
    if (text.empty()) throw_not_iterable_value(machine, iterable, Message::value_not_iterable);
    const bool is_named = !text.starts_with(program::kWholeMessage) && !text.ends_with(kCalled);
    if (is_named)
      machine.throw_type_error(
          worded(machine, Message::element_spread, text, call_site_text(machine, iterable)));
    throw_not_iterable(machine, iterable, false, text);
  }
  Machine::Iterator iterator = iterator_from_method(machine, iterable, method);
  while (const std::optional<Value> value = machine.iterator_step(iterator))
    target->elements.push_back(*value);
}

void throw_not_iterator_result(Machine& machine, Value result) {
  machine.throw_type_error(fmt::format("Iterator result {} is not an object", result.is_symbol()
                                                                                  ? describe(machine, result)
                                                                                  : machine.to_utf8(result)));
}

// --- for built-ins ---

Machine::Iterator Machine::get_iterator(Value iterable) {
  if (iterates_as_array(*this, iterable)) return {iterable, Value(0.0)};
  const Value method = method_or_undefined(*this, iterable, realm.symbol_iterator);
  if (!is_callable(method)) throw_not_iterable_value(*this, iterable, Message::value_not_iterable);
  return iterator_from_method(*this, iterable, method);
}

std::optional<Value> Machine::iterator_step(Iterator& iterator) {
  if (iterator.next.is_number()) {
    const auto* array = static_cast<Array*>(iterator.object.as_object());
    const auto index = static_cast<std::uint32_t>(iterator.next.as_number());
    if (index >= array->length()) return std::nullopt;
    iterator.next = Value(index + 1);
    const Value value = index < array->elements.size() ? array->elements[index] : Value::undefined();
    return value.is_empty() ? iterator.object.as_object()->get(*this, PropertyKey::from_index(index)) : value;
  }
  const Value result = call(iterator.next, iterator.object);
  if (!result.is_object()) throw_not_iterator_result(*this, result);
  if (to_boolean(result.as_object()->get(*this, realm.keys.done))) return std::nullopt;
  return result.as_object()->get(*this, realm.keys.value);
}

void Machine::iterator_close(const Iterator& iterator) {
  if (iterator.next.is_number()) return;
  const Value method = get_method(iterator.object, realm.keys.return_);
  if (method.is_undefined()) return;
  const Value result = call(method, iterator.object);
  if (!result.is_object()) throw_not_iterator_result(*this, result);
}

void Machine::iterator_close_quietly(const Iterator& iterator) {
  if (iterator.next.is_number()) return;
  try {
    const Value method = get_method(iterator.object, realm.keys.return_);
    if (!method.is_undefined()) call(method, iterator.object);
  } catch (const Throw&) {
    // The completion that closes the iterator is a throw already: it wins [7.4.11 step 5].
  }
}

Array* Machine::iterate(Value iterable) {
  Array* all = create_array();
  append_spread(*this, all, iterable, {});
  return all;
}

// --- async iteration [7.4.4, 27.1.6] ---

void begin_async_iteration(Machine& machine, Frame* frame) {
  Value*& sp = frame->sp;
  const Value iterable = sp[-1];
  Value method = method_or_undefined(machine, iterable, machine.realm.symbol_async_iterator);
  if (!method.is_nullish()) {
    if (!is_callable(method)) throw_not_iterable(machine, iterable, true, source_text_at(frame));
    const Value iterator = machine.call(method, iterable);
    if (!iterator.is_object())
      machine.throw_type_error("Result of the Symbol.asyncIterator method is not an object");
    sp[-1] = iterator;
    *sp++ = next_method(machine, iterator);
    return;
  }
  method = method_or_undefined(machine, iterable, machine.realm.symbol_iterator);
  if (!is_callable(method)) throw_not_iterable(machine, iterable, true, source_text_at(frame));
  const Machine::Iterator sync = iterator_from_method(machine, iterable, method);
  const Value wrapped = create_async_from_sync_iterator(machine, sync);
  sp[-1] = wrapped;
  *sp++ = wrapped.as_object()->get(machine, machine.realm.keys.next);
}

}  // namespace asyncq::engine
