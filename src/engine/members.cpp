// Properties, literals, functions and classes: what the interpreter's instructions for them do.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "engine/arguments_object.h"
#include "engine/messages.h"
#include "engine/operations.h"
#include "engine/page/page.h"
#include "engine/private_name.h"
#include "engine/property_operations.h"
#include "engine/wording.h"
#include "scheduler/features.h"

namespace asyncq::engine {

using program::Operation;

// --- names ---

void throw_uninitialized(Machine& machine, PropertyKey name) {
  if (is_page(machine) && declared_later(machine, name))
    machine.throw_error(ErrorKind::reference_error, fmt::format("{} is not defined", name.utf8()));
  machine.throw_error(ErrorKind::reference_error, worded(machine, Message::uninitialized, name.utf8()));
}

Value get_global(Machine& machine, PropertyKey name, PropertyCache& cache, bool or_undefined) {
  Object* global = machine.realm.global;
  if (const std::optional<PropertySlot> found = global->shape()->find(name)) {
    if ((found->attributes & kAccessor) == 0) {
      cache.shape = global->shape();
      cache.slot = found->index;
      return global->slot(found->index);
    }
    return global->get(machine, name);
  }
  if (global->has(machine, name)) return global->get(machine, name);
  if (or_undefined) return Value::undefined();
  machine.throw_error(ErrorKind::reference_error, fmt::format("{} is not defined", name.utf8()));
}

void set_global(Machine& machine, PropertyKey name, Value value, bool strict) {
  Object* global = machine.realm.global;
  if (strict && !global->has(machine, name)) {
    machine.throw_error(ErrorKind::reference_error, fmt::format("{} is not defined", name.utf8()));
  }
  if (strict) {
    set_or_throw(machine, global, name, value);
  } else {
    global->set(machine, name, value);
  }
}

namespace {

// %ThrowTypeError% [10.2.4]
Value throw_restricted(Machine& machine, const Arguments&) {
  machine.throw_type_error(
      "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the "
      "arguments objects for calls to them");
}

}  // namespace

Value create_arguments_object(Machine& machine, Frame* frame, std::uint32_t mapped) {
  const auto* all = static_cast<Array*>(frame->arguments.as_object());
  auto* object = machine.heap.make<ArgumentsObject>(machine.realm.empty_object_shape,
                                                    mapped > 0 ? frame->environment : nullptr);
  const auto count = static_cast<std::uint32_t>(all->elements.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    object->define(machine, PropertyKey::from_index(i), all->elements[i], kDataDefault);
  }
  object->map_first(std::min(mapped, count));
  object->define(machine, machine.realm.keys.length, Value(count), kHidden);
  object->define(machine, PropertyKey::from_symbol(machine.realm.symbol_iterator), machine.realm.array_values,
                 kHidden);
  if (frame->code->code->is_strict) {
    const Value thrower(machine.create_native("", 0, throw_restricted));
    object->define(machine, machine.realm.keys.callee, Value(machine.heap.make<Accessor>(thrower, thrower)),
                   kAccessor);
  } else {
    object->define(machine, machine.realm.keys.callee, Value(frame->function), kHidden);
  }
  return Value(object);
}

// --- reading ---

void throw_read_of_nullish(Machine& machine, Value object, PropertyKey key) {
  if (key == PropertyKey::from_symbol(machine.realm.symbol_iterator)) {
    machine.throw_type_error(worded(machine, Message::nullish_not_iterable, call_site_text(machine, object),
                                    message_text(machine, object)));
  }
  machine.throw_type_error(
      worded(machine, Message::read_of_nullish, message_text(machine, object), key.utf8()));
}

namespace {

Object* prototype_of_primitive(Machine& machine, Value value) {
  if (value.is_string()) return machine.realm.string_prototype;
  if (value.is_number()) return machine.realm.number_prototype;
  if (value.is_boolean()) return machine.realm.boolean_prototype;
  if (value.is_big_int()) return machine.realm.big_int_prototype;
  return machine.realm.symbol_prototype;
}

// Objects whose named properties are not all in their shape.
bool is_exotic_for(const Object* object, PropertyKey key, const Machine& machine) {
  if (object->kind() == CellKind::array) return key == machine.realm.keys.length;
  return object->kind() == CellKind::primitive_wrapper;
}

}  // namespace

Value Machine::get(Value value, PropertyKey name) {
  if (value.is_object()) return value.as_object()->get(*this, name);
  if (value.is_nullish()) throw_read_of_nullish(*this, value, name);
  if (value.is_string()) {
    String* text = value.as_string();
    if (name == realm.keys.length) return Value(text->length());
    if (name.is_index()) {
      if (name.index() >= text->length()) return Value::undefined();
      return string(std::u16string(1, text->view()[name.index()]));
    }
  }
  return prototype_of_primitive(*this, value)->get(*this, name, value);
}

Value Machine::get_cached(Value value, PropertyKey name, PropertyCache& cache) {
  if (!value.is_object()) return get(value, name);
  Object* object = value.as_object();
  if (object->has_lazy_properties() || is_exotic_for(object, name, *this)) return object->get(*this, name);
  if (const std::optional<PropertySlot> found = object->shape()->find(name)) {
    if ((found->attributes & kAccessor) != 0) return object->get(*this, name);
    cache = {object->shape(), nullptr, nullptr, found->index};
    return object->slot(found->index);
  }
  Object* holder = object->prototype();
  if (holder == nullptr || object->shape()->is_unique() || holder->has_lazy_properties() ||
      is_exotic_for(holder, name, *this)) {
    return object->get(*this, name);
  }
  const std::optional<PropertySlot> found = holder->shape()->find(name);
  if (!found || (found->attributes & kAccessor) != 0) return object->get(*this, name);
  cache = {object->shape(), holder, holder->shape(), found->index};
  return holder->slot(found->index);
}

Value Machine::get_element(Value object, Value key_value) {
  if (object.is_object() && key_value.is_number()) {
    Object* target = object.as_object();
    if (target->is_array()) {
      const auto& elements = static_cast<Array*>(target)->elements;
      const double number = key_value.as_number();
      if (number >= 0 && number < static_cast<double>(elements.size())) {
        const auto index = static_cast<std::size_t>(number);
        if (static_cast<double>(index) == number && !elements[index].is_empty()) return elements[index];
      }
    }
  }
  if (object.is_nullish()) {
    if (key_value.is_symbol())
      throw_read_of_nullish(*this, object, PropertyKey::from_symbol(key_value.as_symbol()));
    const std::string name = key_value.is_symbol() ? PropertyKey::from_symbol(key_value.as_symbol()).utf8()
                                                   : to_utf8(to_primitive(key_value, "string"));
    throw_type_error(worded(*this, Message::read_of_nullish, message_text(*this, object), name));
  }
  return get(object, to_property_key(key_value));
}

// --- writing ---

void Machine::set_property(Value object, PropertyKey name, Value value, bool strict) {
  if (object.is_nullish()) {
    throw_type_error(worded(*this, Message::set_of_nullish, message_text(*this, object), name.utf8()));
  }
  if (!object.is_object()) {
    const bool written = prototype_of_primitive(*this, object)->set(*this, name, value, object);
    if (!written && strict) {
      if (object.is_string() && (name == realm.keys.length || name.is_index())) {
        throw_type_error(fmt::format("Cannot assign to read only property '{}' of string '{}'", name.utf8(),
                                     to_utf8(object)));
      }
      throw_type_error(fmt::format("Cannot create property '{}' on {} '{}'", name.utf8(),
                                   type_of(object)->utf8(), message_text(*this, object)));
    }
    return;
  }
  Object* target = object.as_object();
  if (target->set(*this, name, value) || !strict) return;
  if (const std::string why = length_refusal(*this, target, name); !why.empty()) throw_type_error(why);
  const std::optional<Property> own = target->get_own(*this, name);
  if (!own && !target->extensible()) {
    throw_type_error(fmt::format("Cannot add property {}, object is not extensible", name.utf8()));
  }
  bool accessor = false;
  for (Object* holder = target; holder != nullptr; holder = holder->prototype()) {
    if (const std::optional<Property> found = holder->get_own(*this, name)) {
      accessor = found->is_accessor();
      break;
    }
  }
  if (accessor) {
    throw_type_error(fmt::format("Cannot set property {} of {} which has only a getter", name.utf8(),
                                 message_text(*this, object)));
  }
  throw_type_error(fmt::format("Cannot assign to read only property '{}' of {} '{}'", name.utf8(),
                               type_of(object)->utf8(), message_text(*this, object)));
}

void Machine::set_cached(Value object, PropertyKey name, Value value, PropertyCache& cache, bool strict) {
  if (object.is_object()) {
    Object* target = object.as_object();
    if (!target->has_lazy_properties() && !target->shape()->is_watched() &&
        !is_exotic_for(target, name, *this)) {
      const std::optional<PropertySlot> found = target->shape()->find(name);
      if (found && (found->attributes & (kAccessor | kWritable)) == kWritable) {
        cache = {target->shape(), nullptr, nullptr, found->index};
        target->set_slot(found->index, value);
        return;
      }
    }
  }
  set_property(object, name, value, strict);
}

void Machine::set_element(Value object, Value key_value, Value value, bool strict) {
  if (object.is_object() && key_value.is_number() && object.as_object()->is_array()) {
    auto* array = static_cast<Array*>(object.as_object());
    const double number = key_value.as_number();
    if (!array->frozen && number >= 0 && number < static_cast<double>(array->elements.size())) {
      const auto index = static_cast<std::size_t>(number);
      if (static_cast<double>(index) == number && !array->elements[index].is_empty()) {
        array->elements[index] = value;
        return;
      }
    }
  }
  set_property(object, to_property_key(key_value), value, strict);
}

Value property_key_value(Machine& machine, PropertyKey key) {
  if (key.is_index()) return Value(machine.to_string(Value(key.index())));
  return Value(key.cell());
}

bool has_property(Machine& machine, Value key, Value object) {
  if (!object.is_object()) {
    machine.throw_type_error(fmt::format("Cannot use 'in' operator to search for '{}' in {}",
                                         key.is_object()   ? message_text(machine, key)
                                         : key.is_symbol() ? describe(machine, key)
                                                           : machine.to_utf8(key),
                                         message_text(machine, object)));
  }
  return object.as_object()->has(machine, machine.to_property_key(key));
}

bool delete_property(Machine& machine, Value object, Value key, bool strict) {
  if (object.is_nullish()) {
    machine.throw_type_error("Cannot convert undefined or null to object");
  }
  Object* holder = machine.to_object(object);
  const PropertyKey name = machine.to_property_key(key);
  const bool of_text = object.is_string() && holder->get_own(machine, name).has_value();
  const bool deleted = !of_text && holder->remove(machine, name);
  if (!deleted && strict) {
    machine.throw_type_error(
        fmt::format("Cannot delete property '{}' of {}", name.utf8(), message_text(machine, Value(holder))));
  }
  return deleted;
}

Value get_super_property(Machine& machine, Value home, Value receiver, Value key) {
  Object* prototype = home.as_object()->prototype();
  if (prototype == nullptr) return Value::undefined();
  return prototype->get(machine, machine.to_property_key(key), receiver);
}

void set_super_property(Machine& machine, Value home, Value receiver, Value key, Value value) {
  Object* prototype = home.as_object()->prototype();
  const PropertyKey name = machine.to_property_key(key);
  if (prototype != nullptr) {
    prototype->set(machine, name, value, receiver);
  } else if (receiver.is_object()) {
    receiver.as_object()->set(machine, name, value);
  }
}

// --- private names [7.3.28-32] ---

namespace {

// A private name that an object has not.
[[noreturn]] void throw_no_private(Machine& machine, Value object, Value name, const char* verb) {
  const auto* brand = dynamic_cast<const PrivateName*>(name.as_symbol());
  const std::string owner = brand == nullptr ? "" : brand->owner->utf8();
  const std::string key = PropertyKey::from_symbol(name.as_symbol()).utf8();
  const std::string_view action = verb == std::string_view("write") ? "set" : "read";
  if (object.is_nullish() && !owner.starts_with("class ")) {
    // V8 looks for a method by its class.
    const std::string sought = owner.empty() ? key : owner.substr(owner.find("class ") + 6);
    const bool sets = owner.empty() && action == "set";
    machine.throw_type_error(worded(machine, sets ? Message::set_of_nullish : Message::read_of_nullish,
                                    message_text(machine, object), sought));
  }
  if (!owner.empty()) machine.throw_type_error("Receiver must be " + owner);
  machine.throw_type_error(
      fmt::format("Cannot {} private member {} {} an object whose class did not declare it", verb, key,
                  action == "set" ? "to" : "from"));
}

std::optional<Property> find_private(Machine& machine, Value object, Value name) {
  if (!object.is_object()) return std::nullopt;
  return object.as_object()->get_own(machine, PropertyKey::from_symbol(name.as_symbol()));
}

}  // namespace

Value private_get(Machine& machine, Value object, Value name) {
  const std::optional<Property> found = find_private(machine, object, name);
  if (!found) throw_no_private(machine, object, name, "read");
  if (!found->is_accessor()) return found->value;
  const Value getter = found->accessor()->getter;
  if (getter.is_undefined()) {
    machine.throw_type_error(
        fmt::format("'{}' was defined without a getter", PropertyKey::from_symbol(name.as_symbol()).utf8()));
  }
  return machine.call(getter, object);
}

void private_set(Machine& machine, Value object, Value name, Value value) {
  const PropertyKey key = PropertyKey::from_symbol(name.as_symbol());
  const std::optional<Property> found = find_private(machine, object, name);
  if (!found) throw_no_private(machine, object, name, "write");
  if (found->is_accessor()) {
    const Value setter = found->accessor()->setter;
    if (setter.is_undefined())
      machine.throw_type_error(fmt::format("'{}' was defined without a setter", key.utf8()));
    machine.call(setter, object, {value});
    return;
  }
  if ((found->attributes & kWritable) == 0) {
    machine.throw_type_error(fmt::format("Private method '{}' is not writable", key.utf8()));
  }
  object.as_object()->define(machine, key, value, found->attributes);
}

bool has_private(Machine& machine, Value object, Value name) {
  if (!object.is_object()) {
    const auto* brand = dynamic_cast<const PrivateName*>(name.as_symbol());
    const std::string owner = brand == nullptr ? "" : brand->owner->utf8();
    const std::string sought = owner.empty() ? PropertyKey::from_symbol(name.as_symbol()).utf8()
                                             : owner.substr(owner.find("class ") + 6);
    machine.throw_type_error(
        fmt::format("Cannot use 'in' operator to search for '{}' in {}", sought, machine.to_utf8(object)));
  }
  return find_private(machine, object, name).has_value();
}

// --- copying ---

void copy_data_properties(Machine& machine, Object* target, Value source,
                          const std::vector<PropertyKey>& excluded) {
  if (source.is_nullish()) return;
  Object* from = machine.to_object(source);
  for (const PropertyKey key : from->own_keys(machine)) {
    if (std::find(excluded.begin(), excluded.end(), key) != excluded.end()) continue;
    const std::optional<Property> own = from->get_own(machine, key);
    if (!own || (own->attributes & kEnumerable) == 0) continue;
    target->define(machine, key, from->get(machine, key), kDataDefault);
  }
}

Value copy_rest(Machine& machine, Value source, const Value* keys, std::uint32_t count) {
  std::vector<PropertyKey> excluded;
  for (std::uint32_t i = 0; i < count; ++i) excluded.push_back(machine.to_property_key(keys[i]));
  Object* rest = machine.create_object();
  copy_data_properties(machine, rest, source, excluded);
  return Value(rest);
}

Array* enumerable_keys(Machine& machine, Value value) {
  Array* keys = machine.create_array();
  Object* const enumerated = value.is_nullish() ? nullptr : machine.to_object(value);
  std::unordered_set<PropertyKey> seen;
  for (Object* object = enumerated; object != nullptr; object = object->prototype()) {
    for (const PropertyKey key : object->own_keys(machine)) {
      if (key.is_symbol() || seen.count(key) == 1) continue;
      const std::optional<Property> own = object->get_own(machine, key);
      if (!own) continue;
      const bool has_more =
          object->prototype() != nullptr && object->prototype() != machine.realm.object_prototype;
      if (has_more || !seen.empty()) seen.insert(key);
      if ((own->attributes & kEnumerable) != 0) keys->elements.push_back(property_key_value(machine, key));
    }
  }
  keys->elements.push_back(enumerated == nullptr ? Value::undefined() : Value(enumerated));
  return keys;
}

// --- literals, functions, classes ---

void define_member(Machine& machine, Object* target, PropertyKey key, Closure* function, Operation kind,
                   bool enumerable) {
  function->parts(machine.heap).home_object = target;
  const auto hidden = static_cast<std::uint8_t>(enumerable ? kEnumerable | kConfigurable : kConfigurable);
  if (kind == Operation::define_method) {
    target->define(machine, key, Value(function), static_cast<std::uint8_t>(hidden | kWritable));
    return;
  }
  const std::optional<Property> own = target->get_own(machine, key);
  Value getter;
  Value setter;
  if (own && own->is_accessor()) {
    getter = own->accessor()->getter;
    setter = own->accessor()->setter;
  }
  (kind == Operation::define_getter ? getter : setter) = Value(function);
  target->define(machine, key, Value(machine.heap.make<Accessor>(getter, setter)),
                 static_cast<std::uint8_t>(hidden | kAccessor));
}

void set_function_name(Machine& machine, Value function, Value key, std::uint32_t prefix) {
  if (!function.is_object() || function.as_object()->kind() != CellKind::closure) return;
  auto* closure = static_cast<Closure*>(function.as_object());
  if (!closure->code->code->name.empty() || closure->name_override() != nullptr) return;
  const PropertyKey name = machine.to_property_key(key);
  std::string text = name.is_symbol() ? (name.symbol()->description().is_undefined()
                                             ? std::string{}
                                             : "[" + name.symbol()->description().as_string()->utf8() + "]")
                                      : name.utf8();
  if (prefix == 1) text = "get " + text;
  if (prefix == 2) text = "set " + text;
  String* interned = machine.strings.intern(std::string_view(text));
  closure->parts(machine.heap).name_override = interned;
  // A class has its properties already, and one of its own making may be called name.
  if (closure->has_lazy_properties()) return;
  const std::optional<Property> present = closure->get_own(machine, machine.realm.keys.name);
  const bool is_unnamed = present.has_value() && present->value.same_bits(Value(machine.realm.empty_string));
  if (is_unnamed) closure->define(machine, machine.realm.keys.name, Value(interned), kConfigurable);
}

void Machine::make_class(Frame* frame, std::uint32_t function, bool has_heritage) {
  Value*& sp = frame->sp;
  Object* prototype_parent = realm.object_prototype;
  Object* constructor_parent = realm.function_prototype;
  if (has_heritage) {
    const Value heritage = *--sp;
    if (heritage.is_null()) {
      prototype_parent = nullptr;
    } else if (!is_constructor(heritage)) {
      throw_type_error(
          fmt::format("Class extends value {} is not a constructor or null", message_text(*this, heritage)));
    } else {
      const Value parent = heritage.as_object()->get(*this, realm.keys.prototype);
      if (!parent.is_object() && !parent.is_null()) {
        throw_type_error(
            fmt::format("Class extends value does not have valid prototype property {}", to_utf8(parent)));
      }
      prototype_parent = parent.is_null() ? nullptr : parent.as_object();
      constructor_parent = heritage.as_object();
    }
  }
  Closure* constructor = make_closure(frame, function);
  Object* prototype = create_object(prototype_parent);
  if (constructor_parent != realm.function_prototype) constructor->set_prototype(*this, constructor_parent);
  ClosureParts& parts = constructor->parts(heap);
  parts.home_object = prototype;
  parts.class_data = heap.make<ClassData>();
  constructor->define(*this, realm.keys.prototype, Value(prototype), 0);
  prototype->define(*this, realm.keys.constructor, Value(constructor), kHidden);
  *sp++ = Value(constructor);
  *sp++ = Value(prototype);
}

void add_private_method(Machine& machine, Closure* constructor, Object* home, Value name, Closure* function,
                        std::uint32_t kind) {
  function->parts(machine.heap).home_object = home;
  std::vector<ClassData::Field>& fields = constructor->class_data()->fields;
  const PropertyKey key = PropertyKey::from_symbol(name.as_symbol());
  // Private methods exist before any field is initialized [7.3.34].
  const auto end_of_methods =
      std::find_if(fields.begin(), fields.end(), [](const auto& f) { return !f.is_method; });
  ClassData::Field method;
  method.key = key;
  method.is_method = true;
  if (kind == 0) {
    method.method = Value(function);
    fields.insert(end_of_methods, method);
    return;
  }
  auto existing =
      std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.is_method && f.key == key; });
  if (existing == fields.end()) {
    method.attributes = kAccessor;
    method.method = Value(machine.heap.make<Accessor>(Value::undefined(), Value::undefined()));
    existing = fields.insert(end_of_methods, method);
  }
  auto* accessor = static_cast<Accessor*>(existing->method.as_cell());
  (kind == 1 ? accessor->getter : accessor->setter) = Value(function);
}

void define_static_private(Machine& machine, Object* constructor, Value name, Closure* function,
                           std::uint32_t kind) {
  const PropertyKey key = PropertyKey::from_symbol(name.as_symbol());
  const Operation operation = kind == 0   ? Operation::define_method
                              : kind == 1 ? Operation::define_getter
                                          : Operation::define_setter;
  define_member(machine, constructor, key, function, operation, false);
}

void add_static_part(Machine& machine, Closure* constructor, PropertyKey key, Value initializer,
                     std::uint32_t kind) {
  ClassData::Field part;
  part.key = key;
  part.is_method = kind == program::static_part::kBlock;
  part.names_value = kind == program::static_part::kNamingField;
  if (initializer.is_object()) {
    part.initializer = static_cast<Closure*>(initializer.as_object());
    part.initializer->parts(machine.heap).home_object = constructor;
  }
  constructor->class_data()->static_parts.push_back(part);
}

void run_static_parts(Machine& machine, Closure* constructor) {
  const std::vector<ClassData::Field>& parts = constructor->class_data()->static_parts;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const ClassData::Field part = parts[index];
    const Value value = part.initializer == nullptr
                            ? Value::undefined()
                            : machine.call(Value(part.initializer), Value(constructor));
    if (part.names_value) set_function_name(machine, value, key_to_value(machine, part.key), 0);
    if (!part.is_method) constructor->define(machine, part.key, value, kDataDefault);
  }
  constructor->class_data()->static_parts.clear();
}

// InitializeInstanceElements [7.3.34]
void Machine::initialize_instance(Object* object, Closure* constructor) {
  if (constructor->class_data() == nullptr) return;
  for (std::size_t i = 0; i < constructor->class_data()->fields.size(); ++i) {
    const ClassData::Field field = constructor->class_data()->fields[i];
    if (field.key.is_private() && object->get_own(*this, field.key)) {
      throw_type_error(fmt::format(
          "Cannot initialize {} twice on the same object",
          field.is_method ? "private methods of class " + constructor->code->code->name : field.key.utf8()));
    }
    if (field.is_method) {
      object->define(*this, field.key, field.method, field.attributes);
      continue;
    }
    const Value value =
        field.initializer == nullptr ? Value::undefined() : call(Value(field.initializer), Value(object));
    if (field.names_value) set_function_name(*this, value, key_to_value(*this, field.key), 0);
    object->define(*this, field.key, value, kDataDefault);
  }
}

void throw_class_called(Machine& machine, Closure* closure) {
  const std::string& name = closure->code->code->name;
  // V8 has a message of its own for classes without a name since Node 14.
  if (name.empty() && !scheduler::is_node_before(machine.policy(), 14)) {
    machine.throw_type_error("Class constructors cannot be invoked without 'new'");
  }
  machine.throw_type_error(fmt::format("Class constructor {} cannot be invoked without 'new'", name));
}

void throw_not_destructurable(Machine& machine, Frame* frame, Value value) {
  const char* what = value.is_null() ? "null" : "undefined";
  std::string text = source_text_at(frame);
  // Of "property 'name' of 'value'" or "(reading 'name')".
  const bool names_property = text.starts_with("property '") || text.starts_with('(');
  const std::size_t name_begin = text.find('\'') + 1;
  const std::string name =
      names_property ? text.substr(name_begin, text.find('\'', name_begin) - name_begin) : std::string();
  if (scheduler::is_node_before(machine.policy(), 12)) {
    const std::string property = names_property ? fmt::format("property `{}` of ", name) : std::string();
    machine.throw_type_error(fmt::format("Cannot destructure {}'undefined' or 'null'.", property));
  }
  if (text.empty()) machine.throw_type_error(fmt::format("Cannot destructure '{}' as it is {}.", what, what));
  if (text.starts_with('(')) machine.throw_type_error(worded(machine, Message::read_of_nullish, what, name));
  if (text.ends_with("''"))
    text.insert(text.size() - 1,
                call_site_text(machine, value));  // the source has no text: its value stands for it
  machine.throw_type_error(fmt::format("Cannot destructure {} as it is {}.", text, what));
}

std::string source_text_at(Frame* frame) {
  const program::FunctionCode& code = *frame->code->code;
  const auto at = static_cast<std::uint32_t>(frame->pc - code.instructions.data()) - 1;
  const auto found = code.texts.find(at);
  return found == code.texts.end() ? std::string{} : found->second;
}

Value template_object(Machine& machine, LinkedCode& linked, std::uint32_t index) {
  linked.templates.resize(linked.code->templates.size(), Value::undefined());
  if (!linked.templates[index].is_undefined()) return linked.templates[index];
  const program::TemplateStrings& strings = linked.code->templates[index];
  Array* cooked = machine.create_array();
  Array* raw = machine.create_array();
  linked.templates[index] = Value(cooked);
  cooked->define(machine, "raw", Value(raw), 0);
  for (std::size_t i = 0; i < strings.cooked.size(); ++i) {
    const std::optional<std::string>& part = strings.cooked[i];
    cooked->elements.push_back(part.has_value() ? machine.string(*part) : Value::undefined());
    raw->elements.push_back(machine.string(strings.raw[i]));
  }
  set_integrity_level(machine, raw, IntegrityLevel::frozen);
  set_integrity_level(machine, cooked, IntegrityLevel::frozen);
  return Value(cooked);
}

}  // namespace asyncq::engine
