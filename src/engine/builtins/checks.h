#pragma once
// What natives check before they work, with V8's words when it fails; and how they work on many values.

#include <span>
#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

// The value itself when it can be called; "number 5 is not a function" otherwise.
Value require_callable(Machine& machine, Value value);
// RequireObjectCoercible [7.2.1]; method as in "String.prototype.trim".
void require_coercible(Machine& machine, Value this_value, std::string_view method);
void require_iterable(Machine& machine, Value value);
void require_new(Machine& machine, const Arguments& arguments, std::string_view constructor);
[[noreturn]] void throw_incompatible(Machine& machine, std::string_view method, Value receiver);

// SpeciesConstructor [7.3.22]: undefined for the default.
[[nodiscard]] Value species_of(Machine& machine, Object* object);

// ToIntegerOrInfinity of an index that counts from the end when negative, within 0 to length; the fallback
// when undefined.
[[nodiscard]] std::uint64_t relative_index(Machine& machine, Value index, std::uint64_t length,
                                           std::uint64_t fallback);

// For the functions of ECMA-402, modelled in English: ends the run for another locale and for an option that
// is not among the known; method as in "toLocaleString".
void refuse_locale(Machine& machine, Value locales, Value options, std::string_view method,
                   std::span<const std::string_view> known);

// get [Symbol.species], and iterators' [Symbol.iterator]
Value return_this(Machine& machine, const Arguments& arguments);

// Puts a function that is there under one name under another one, too.
void define_alias(Machine& machine, Object* target, std::string_view name, PropertyKey alias);

// Calls visit(value) for each value of an iterable, and closes the iterator when that throws [7.4.11].
template <typename Visit>
void for_each_value(Machine& machine, Value iterable, Visit visit) {
  require_iterable(machine, iterable);
  Machine::Iterator iterator = machine.get_iterator(iterable);
  while (const std::optional<Value> value = machine.iterator_step(iterator)) {
    try {
      visit(*value);
    } catch (const Throw& thrown) {
      const Value reason = thrown.value;  // on the stack, where the collector sees it
      machine.iterator_close_quietly(iterator);
      throw Throw{reason};
    }
  }
}

}  // namespace asyncq::engine
