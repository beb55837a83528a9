#include <algorithm>
#include <array>

#include "engine/inspect/inspector.h"
#include "engine/inspect/introspect.h"
#include "engine/inspect/text.h"

namespace asyncq::engine::inspection {
namespace {

constexpr std::array<std::u16string_view, 100> kBuiltInNames = {u"Object",
                                                                u"Function",
                                                                u"Array",
                                                                u"Number",
                                                                u"Infinity",
                                                                u"NaN",
                                                                u"Boolean",
                                                                u"String",
                                                                u"Symbol",
                                                                u"Date",
                                                                u"Promise",
                                                                u"RegExp",
                                                                u"Error",
                                                                u"AggregateError",
                                                                u"EvalError",
                                                                u"RangeError",
                                                                u"ReferenceError",
                                                                u"SyntaxError",
                                                                u"TypeError",
                                                                u"URIError",
                                                                u"JSON",
                                                                u"Math",
                                                                u"Intl",
                                                                u"ArrayBuffer",
                                                                u"Atomics",
                                                                u"Uint8Array",
                                                                u"Int8Array",
                                                                u"Uint16Array",
                                                                u"Int16Array",
                                                                u"Uint32Array",
                                                                u"Int32Array",
                                                                u"BigUint64Array",
                                                                u"BigInt64Array",
                                                                u"Uint8ClampedArray",
                                                                u"Float32Array",
                                                                u"Float64Array",
                                                                u"DataView",
                                                                u"Map",
                                                                u"BigInt",
                                                                u"Set",
                                                                u"Iterator",
                                                                u"WeakMap",
                                                                u"WeakSet",
                                                                u"Proxy",
                                                                u"Reflect",
                                                                u"FinalizationRegistry",
                                                                u"WeakRef",
                                                                u"Buffer",
                                                                u"URL",
                                                                u"URLSearchParams",
                                                                u"DOMException",
                                                                u"AbortController",
                                                                u"AbortSignal",
                                                                u"Event",
                                                                u"EventTarget",
                                                                u"CustomEvent",
                                                                u"TextEncoder",
                                                                u"TextDecoder",
                                                                u"TransformStream",
                                                                u"TransformStreamDefaultController",
                                                                u"WritableStream",
                                                                u"WritableStreamDefaultController",
                                                                u"WritableStreamDefaultWriter",
                                                                u"ReadableStream",
                                                                u"ReadableStreamDefaultReader",
                                                                u"ReadableStreamBYOBReader",
                                                                u"ReadableStreamBYOBRequest",
                                                                u"ReadableByteStreamController",
                                                                u"ReadableStreamDefaultController",
                                                                u"ByteLengthQueuingStrategy",
                                                                u"CountQueuingStrategy",
                                                                u"TextEncoderStream",
                                                                u"TextDecoderStream",
                                                                u"CompressionStream",
                                                                u"DecompressionStream",
                                                                u"BroadcastChannel",
                                                                u"MessageChannel",
                                                                u"MessagePort",
                                                                u"Blob",
                                                                u"File",
                                                                u"Performance",
                                                                u"PerformanceEntry",
                                                                u"PerformanceMark",
                                                                u"PerformanceMeasure",
                                                                u"PerformanceObserver",
                                                                u"PerformanceObserverEntryList",
                                                                u"PerformanceResourceTiming",
                                                                u"URLPattern",
                                                                u"FormData",
                                                                u"Headers",
                                                                u"Request",
                                                                u"Response",
                                                                u"MessageEvent",
                                                                u"CloseEvent",
                                                                u"WebSocket",
                                                                u"Crypto",
                                                                u"CryptoKey",
                                                                u"SubtleCrypto",
                                                                u"WebAssembly",
                                                                u"Navigator"};

struct WellKnownPrototype {
  Object* Realm::*prototype;
  std::u16string_view name;
};
// Named whatever their `constructor` property says.
constexpr std::array<WellKnownPrototype, 14> kWellKnown = {{
    {&Realm::object_prototype, u"Object"},
    {&Realm::array_prototype, u"Array"},
    {&Realm::function_prototype, u"Function"},
    {&Realm::map_prototype, u"Map"},
    {&Realm::set_prototype, u"Set"},
    {&Realm::regexp_prototype, u"RegExp"},
    {&Realm::date_prototype, u"Date"},
    {&Realm::error_prototype, u"Error"},
    {&Realm::boolean_prototype, u"Boolean"},
    {&Realm::number_prototype, u"Number"},
    {&Realm::string_prototype, u"String"},
    {&Realm::promise_prototype, u"Promise"},
    {&Realm::weak_map_prototype, u"WeakMap"},
    {&Realm::weak_set_prototype, u"WeakSet"},
}};

std::optional<std::u16string> well_known_name(const Realm& realm, const Object* prototype) {
  for (const WellKnownPrototype& row : kWellKnown)
    if (realm.*row.prototype == prototype) return std::u16string(row.name);
  return std::nullopt;
}

struct BuiltInClass {
  CellKind kind;
  std::u16string_view name;
  std::u16string_view weak_name = {};
};
constexpr std::array<BuiltInClass, 7> kBuiltInClasses = {{{CellKind::array, u"Array"},
                                                          {CellKind::promise, u"Promise"},
                                                          {CellKind::error, u"Error"},
                                                          {CellKind::map, u"Map", u"WeakMap"},
                                                          {CellKind::set, u"Set", u"WeakSet"},
                                                          {CellKind::regexp, u"RegExp"},
                                                          {CellKind::date, u"Date"}}};

bool is_lower_case_or_caseless(char16_t unit) {
  return unit < u'A' || unit > u'Z';
}

constexpr int kPrototypeLayers = 3;

}  // namespace

bool is_built_in_name(std::u16string_view name) {
  return std::find(kBuiltInNames.begin(), kBuiltInNames.end(), name) != kBuiltInNames.end();
}

std::u16string_view built_in_class(Object* object) {
  if (object->is_callable()) return u"Function";
  if (object->kind() == CellKind::primitive_wrapper) {
    const Value primitive = static_cast<PrimitiveWrapper*>(object)->primitive;
    return primitive.is_number()    ? u"Number"
           : primitive.is_boolean() ? u"Boolean"
           : primitive.is_string()  ? u"String"
           : primitive.is_big_int() ? u"BigInt"
                                    : u"Symbol";
  }
  const bool weak = is_weak_collection(object);
  for (const BuiltInClass& row : kBuiltInClasses)
    if (row.kind == object->kind()) return weak ? row.weak_name : row.name;
  return u"Object";
}

bool has_as_word(std::u16string_view name, std::u16string_view word) {
  const std::size_t found = name.find(word);
  const std::size_t end = found + word.size();
  return found != name.npos && (end == name.size() || !is_lower_case_or_caseless(name[end]));
}

std::u16string prefix(const std::optional<std::u16string>& constructor, std::u16string_view tag,
                      std::u16string_view fallback, std::u16string_view size) {
  const std::u16string tag_part = u"[" + std::u16string(tag) + u"] ";
  if (!constructor) {
    const std::u16string start =
        u"[" + std::u16string(fallback) + std::u16string(size) + u": null prototype] ";
    return !tag.empty() && fallback != tag ? start + tag_part : start;
  }
  std::u16string result = *constructor + std::u16string(size) + u" ";
  if (!tag.empty() && tag != *constructor) result += tag_part;
  return result;
}

std::u16string plain_prefix(Object* object, const std::optional<std::u16string>& constructor,
                            std::u16string_view tag) {
  std::u16string_view fallback;
  if (!constructor) {
    fallback = built_in_class(object);
    if (fallback == tag) fallback = u"Object";
  }
  return prefix(constructor, tag, fallback);
}

bool is_error(Machine& machine, Object* object) {
  if (object->kind() == CellKind::error) return true;
  for (Object* link = object->prototype(); link != nullptr; link = link->prototype())
    if (link == machine.realm.error_prototype) return true;
  return false;
}

bool Inspector::instance_of_quietly(Object* object, Value constructor) {
  try {
    return machine_.instance_of(Value(object), constructor);
  } catch (const Throw&) {
    return false;
  }
}

// [getConstructorName]
std::optional<std::u16string> Inspector::constructor_name(Object* object, int depth,
                                                          std::vector<std::u16string>* prototype_properties) {
  Object* first = object->prototype();
  const auto add_properties = [&](Object* found_at) {
    if (prototype_properties == nullptr) return;
    add_prototype_properties(object, found_at == object ? object : first, depth, *prototype_properties);
  };
  std::size_t layers = 0;
  for (Object* link = object; link != nullptr; link = link->prototype()) {
    if (++layers % 64 == 0) machine_.safe_point();
    auto known = well_known_name(machine_.realm, link);
    if (known && link != object) {
      if (link != first) add_properties(link);
      return known;
    }
    const auto property = link->get_own(machine_, machine_.realm.keys.constructor);
    if (!property || property->is_accessor() || !is_callable(property->value)) continue;
    const Value name = property->value.as_object()->get(machine_, machine_.realm.keys.name);
    if ((name.is_string() && name.as_string()->length() == 0) ||
        !instance_of_quietly(object, property->value))
      continue;
    const std::u16string text(machine_.to_text(name));
    if (link != first || !is_built_in_name(text)) add_properties(link);
    return text;
  }
  if (first == nullptr) return std::nullopt;
  if (before(ConsoleFormat::node11)) return u"Object";
  const std::u16string made_as(built_in_class(object));
  if (beyond_depth(depth) || depth >= kDeepestLevel) return made_as + u" <Complex prototype>";
  const auto prototype_name = constructor_name(first, depth + 1, prototype_properties);
  if (prototype_name) return made_as + u" <" + *prototype_name + u">";
  InspectOptions options = options_;
  options.custom_inspect = false;
  options.depth = -1;
  return made_as + u" <" + inspect_text(machine_, Value(first), options) + u">";
}

// [addPrototypeProperties] What the classes of an instance add to it, other than methods.
void Inspector::add_prototype_properties(Object* main, Object* first, int depth,
                                         std::vector<std::u16string>& out) {
  std::vector<PropertyKey> above;
  Object* layer = first;
  for (int count = 0; count < kPrototypeLayers; ++count) {
    if (count > 0 || layer == main) {
      layer = layer->prototype();
      if (layer == nullptr) return;
      const auto constructor = layer->get_own(machine_, machine_.realm.keys.constructor);
      if (constructor && !constructor->is_accessor() && is_callable(constructor->value) &&
          is_built_in_name(machine_.to_text(machine_.get(constructor->value, machine_.realm.keys.name))))
        return;
    }
    const std::vector<PropertyKey> keys = layer->own_keys(machine_);
    pinned_.keep_all(keys);
    seen_.push_back(main);
    for (const PropertyKey key : keys) {
      if (key == machine_.realm.keys.constructor || key.is_private() || main->get_own(machine_, key) ||
          std::find(above.begin(), above.end(), key) != above.end())
        continue;
      const auto property = layer->get_own(machine_, key);
      if (!property || (!property->is_accessor() && is_callable(property->value))) continue;
      const std::u16string text =
          format_property(layer, key, *property, Value(main), depth, PropertyForm::named);
      out.push_back(options_.colors ? u"\x1b[2m" + text + u"\x1b[22m" : text);
    }
    seen_.pop_back();
    above.insert(above.end(), keys.begin(), keys.end());
  }
}

// Symbol.toStringTag, unless it is among the properties that are shown anyway, or the class's name says it.
std::u16string Inspector::own_tag(Object* object, const std::optional<std::u16string>& constructor) {
  const PropertyKey key = PropertyKey::from_symbol(machine_.realm.symbol_to_string_tag);
  Value tag;
  try {
    tag = object->get(machine_, key);
  } catch (const Throw&) {
    return {};
  }
  if (!tag.is_string()) return {};
  const auto own = object->get_own(machine_, key);
  if (own && !before(ConsoleFormat::node11) && (options_.show_hidden || (own->attributes & kEnumerable) != 0))
    return {};
  const std::u16string_view text = tag.as_string()->view();
  switch (machine_.policy().repeated_tag) {
    case scheduler::RepeatedTag::left_out:
      if (constructor && has_as_word(*constructor, text)) return {};
      break;
    case scheduler::RepeatedTag::shown:
      break;
  }
  return std::u16string(text);
}

// [getClassBase]
std::u16string Inspector::class_base(const Description& description) {
  Object* object = description.object;
  const auto& keys = machine_.realm.keys;
  std::u16string name = u"(anonymous)";
  if (object->get_own(machine_, keys.name)) {
    const Value own_name = object->get(machine_, keys.name);
    if (machine_.to_boolean(own_name)) name = machine_.to_text(own_name);
  }
  std::u16string text = u"[class " + name;
  if (description.constructor && description.constructor != u"Function")
    text += u" [" + *description.constructor + u"]";
  if (!description.tag.empty() && description.constructor != description.tag)
    text += u" [" + description.tag + u"]";
  if (!description.constructor) return text + u" extends [null prototype]]";
  if (Object* parent = object->prototype(); parent != nullptr) {
    const Value parent_name = parent->get(machine_, keys.name);
    if (machine_.to_boolean(parent_name))
      text += u" extends " + std::u16string(machine_.to_text(parent_name));
  }
  return text + u"]";
}

// [getFunctionBase]
std::u16string Inspector::function_base(const Description& description) {
  const FunctionDetails details = function_details(description.object);
  const std::u16string type = std::u16string(details.is_async ? u"Async" : u"") +
                              (details.is_generator ? u"GeneratorFunction" : u"Function");
  std::u16string text = u"[" + type;
  if (!description.constructor) text += u" (null prototype)";
  const Value name = description.object->get(machine_, machine_.realm.keys.name);
  if (name.is_string() && name.as_string()->length() == 0) {
    if (!before(ConsoleFormat::node14)) text += u" (anonymous)";
  } else {
    text += u": " + (name.is_string() ? std::u16string(name.as_string()->view()) : format_value(name, 0));
  }
  text += u"]";
  if (description.constructor && description.constructor != type) text += u" " + *description.constructor;
  if (!description.tag.empty() && description.constructor != description.tag)
    text += u" [" + description.tag + u"]";
  return text;
}

}  // namespace asyncq::engine::inspection
