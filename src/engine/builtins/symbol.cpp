// Symbol [20.4].

#include <fmt/format.h>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/symbol_registry.h"
#include "engine/messages.h"
#include "engine/well_known_symbols.h"
#include "scheduler/features.h"

namespace asyncq::engine {
namespace {

Value symbol_constructor(Machine& machine, const Arguments& arguments) {
  if (arguments.is_construct()) machine.throw_type_error("Symbol is not a constructor");
  const Value description =
      arguments[0].is_undefined() ? Value::undefined() : Value(machine.to_string(arguments[0]));
  return Value(machine.heap.make<Symbol>(description));
}

// The registry [20.4.2.2] is an object that Symbol.for and Symbol.keyFor carry.
Object* registry_of(const Arguments& arguments) {
  return arguments.callee->captured[0].as_object();
}

Value symbol_of(Machine& machine, Object* registry, String* text) {
  const PropertyKey key = machine.strings.key(text);
  if (const std::optional<Property> found = registry->get_own(machine, key)) return found->value;
  const Value symbol(machine.heap.make<Symbol>(Value(text)));
  registry->define(machine, key, symbol);
  return symbol;
}

Value symbol_for(Machine& machine, const Arguments& arguments) {
  return symbol_of(machine, registry_of(arguments), machine.to_string(arguments[0]));
}

Value key_for(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_symbol()) {
    machine.throw_type_error(message_text(machine, arguments[0]) + " is not a symbol");
  }
  const Value description = arguments[0].as_symbol()->description();
  if (!description.is_string()) return Value::undefined();
  const std::optional<Property> found =
      registry_of(arguments)->get_own(machine, machine.strings.key(description.as_string()));
  return found.has_value() && found->value.same_bits(arguments[0]) ? description : Value::undefined();
}

Symbol* this_symbol(Machine& machine, const Arguments& arguments, std::string_view method) {
  if (arguments.this_value.is_symbol()) return arguments.this_value.as_symbol();
  if (arguments.this_value.is_object() &&
      arguments.this_value.as_object()->kind() == CellKind::primitive_wrapper) {
    const Value primitive = static_cast<PrimitiveWrapper*>(arguments.this_value.as_object())->primitive;
    if (primitive.is_symbol()) return primitive.as_symbol();
  }
  machine.throw_type_error(fmt::format("{} requires that 'this' be a Symbol", method));
}

Value to_string(Machine& machine, const Arguments& arguments) {
  Symbol* symbol = this_symbol(machine, arguments, "Symbol.prototype.toString");
  return machine.string(PropertyKey::from_symbol(symbol).utf8());
}

Value value_of(Machine& machine, const Arguments& arguments) {
  return Value(this_symbol(machine, arguments, "Symbol.prototype.valueOf"));
}

Value to_primitive(Machine& machine, const Arguments& arguments) {
  return Value(
      reinterpret_cast<const Cell*>(this_symbol(machine, arguments, "Symbol.prototype [ @@toPrimitive ]")));
}

Value description(Machine& machine, const Arguments& arguments) {
  return this_symbol(machine, arguments, "Symbol.prototype.description")->description();
}

constexpr MethodRow kMethods[] = {
    {"toString", 0, to_string},
    {"valueOf", 0, value_of},
};
constexpr GetterRow kGetters[] = {{"description", description}};

}  // namespace

Symbol* registered_symbol(Machine& machine, std::string_view name) {
  Object* constructor = machine.realm.global->get(machine, "Symbol").as_object();
  const auto* function = static_cast<NativeFunction*>(constructor->get(machine, "for").as_object());
  return symbol_of(machine, function->captured[0].as_object(), machine.string(name).as_string()).as_symbol();
}

void install_symbol(Machine& machine) {
  Realm& realm = machine.realm;
  NativeFunction* constructor =
      define_constructor(machine, "Symbol", 0, symbol_constructor, realm.symbol_prototype);
  const Value registry(machine.create_object(nullptr));
  constructor->define(machine, "for", Value(machine.create_native("for", 1, symbol_for, {registry})),
                      kHidden);
  constructor->define(machine, "keyFor", Value(machine.create_native("keyFor", 1, key_for, {registry})),
                      kHidden);
  for (const WellKnownSymbol& row : kWellKnownSymbols) {
    const scheduler::Feature* feature =
        scheduler::find_feature(scheduler::FeatureKind::member, "Symbol." + std::string(row.name));
    if (feature == nullptr || scheduler::has_feature(machine.policy(), *feature))
      constructor->define(machine, row.name, Value(realm.*row.symbol), 0);
  }
  define_methods(machine, realm.symbol_prototype, kMethods);
  define_getters(machine, realm.symbol_prototype, kGetters);
  const Value conversion(machine.create_native("[Symbol.toPrimitive]", 1, to_primitive));
  realm.symbol_prototype->define(machine, PropertyKey::from_symbol(realm.symbol_to_primitive), conversion,
                                 kConfigurable);
  define_tag(machine, realm.symbol_prototype, "Symbol");
}

}  // namespace asyncq::engine
