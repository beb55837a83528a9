#include "engine/builtins/checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/messages.h"
#include "engine/property_operations.h"
#include "engine/wording.h"

namespace asyncq::engine {

Value require_callable(Machine& machine, Value value) {
  if (!is_callable(value)) {
    machine.throw_type_error(worded(machine, Message::callback_not_callable, call_site_text(machine, value),
                                    message_text(machine, value)));
  }
  return value;
}

void require_coercible(Machine& machine, Value this_value, std::string_view method) {
  if (this_value.is_nullish()) {
    machine.throw_type_error(fmt::format("{} called on null or undefined", method));
  }
}

void require_iterable(Machine& machine, Value value) {
  if (!value.is_nullish() &&
      is_callable(machine.get(value, PropertyKey::from_symbol(machine.realm.symbol_iterator)))) {
    return;
  }
  const Message message = value.is_nullish() ? Message::nullish_not_iterable : Message::value_not_iterable;
  machine.throw_type_error(
      worded(machine, message, call_site_text(machine, value), message_text(machine, value)));
}

void require_new(Machine& machine, const Arguments& arguments, std::string_view constructor) {
  if (!arguments.is_construct()) {
    machine.throw_type_error(fmt::format("Constructor {} requires 'new'", constructor));
  }
}

void throw_incompatible(Machine& machine, std::string_view method, Value receiver) {
  machine.throw_type_error(
      fmt::format("Method {} called on incompatible receiver {}", method, message_text(machine, receiver)));
}

Value species_of(Machine& machine, Object* object) {
  const Value constructor = object->get(machine, machine.realm.keys.constructor);
  if (constructor.is_undefined()) return constructor;
  if (!constructor.is_object()) machine.throw_type_error("object.constructor is not an object");
  const Value species =
      constructor.as_object()->get(machine, PropertyKey::from_symbol(machine.realm.symbol_species));
  if (species.is_nullish()) return Value::undefined();
  if (!is_constructor(species))
    machine.throw_type_error("object.constructor[Symbol.species] is not a constructor");
  return species;
}

std::uint64_t relative_index(Machine& machine, Value index, std::uint64_t length, std::uint64_t fallback) {
  if (index.is_undefined()) return fallback;
  const double relative = machine.to_integer_or_infinity(index);
  const auto bound = static_cast<double>(length);
  const double absolute = relative < 0 ? std::max(bound + relative, 0.0) : std::min(relative, bound);
  return static_cast<std::uint64_t>(absolute);
}

void refuse_locale(Machine& machine, Value locales, Value options, std::string_view method,
                   std::span<const std::string_view> known) {
  Value locale = locales;
  if (locales.is_object()) locale = locales.as_object()->get(machine, PropertyKey::from_index(0));
  if (locale.is_string()) {
    const std::string name = locale.as_string()->utf8();
    if (name != "en" && name != "en-US") machine.not_modelled(fmt::format("the locale '{}'", name));
  }
  if (!options.is_object()) return;
  for (const PropertyKey key : KeyList(machine, options.as_object())) {
    if (!key.is_string() || std::ranges::find(known, key.utf8()) != known.end()) continue;
    machine.not_modelled(fmt::format("the option '{}' of {}", key.utf8(), method));
  }
}

Value return_this(Machine&, const Arguments& arguments) {
  return arguments.this_value;
}

void define_alias(Machine& machine, Object* target, std::string_view name, PropertyKey alias) {
  target->define(machine, alias, target->get(machine, name), kHidden);
}

}  // namespace asyncq::engine
