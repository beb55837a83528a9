// What the console of a browser says of a value, without its preview [V8's src/inspector/value-mirror.cc].

#include <cmath>

#include "engine/error_stack.h"
#include "engine/inspect/inspect.h"
#include "engine/inspect/introspect.h"
#include "engine/inspect/text.h"
#include "engine/machine.h"
#include "engine/page/node.h"
#include "engine/page/page.h"
#include "support/text.h"

namespace asyncq::engine {

namespace {

// A data property of the object or its prototypes; undefined: none, or an accessor, which is not called.
Value data_property(Machine& machine, Object* object, PropertyKey key) {
  for (; object != nullptr; object = object->prototype()) {
    const std::optional<Property> property = object->get_own(machine, key);
    if (property) return property->is_accessor() ? Value::undefined() : property->value;
  }
  return Value::undefined();
}

std::u16string class_of(Machine& machine, Object* object) {
  const Value constructor = data_property(machine, object, machine.realm.keys.constructor);
  std::u16string name;
  if (is_callable(constructor)) {
    const Value given = data_property(machine, constructor.as_object(), machine.realm.keys.name);
    if (given.is_string()) name = given.as_string()->view();
  }
  if (!name.empty() && name != u"Object") return name;
  const Value tag =
      data_property(machine, object, PropertyKey::from_symbol(machine.realm.symbol_to_string_tag));
  if (tag.is_string()) return std::u16string(tag.as_string()->view());
  return u"Object";
}

std::u16string sized(const std::u16string& name, std::size_t size) {
  return name + u"(" + inspection::decimal(size) + u")";
}

// "div#id.class", "#text"
std::u16string node_description(const NodeObject& node) {
  switch (node.node_kind) {
    case NodeKind::text:
      return u"#text";
    case NodeKind::document:
      return u"#document";
    case NodeKind::element:
      break;
  }
  std::u16string text = node.name;
  if (const std::u16string* id = node.attribute(u"id"); id != nullptr && !id->empty()) text += u"#" + *id;
  if (const std::u16string* classes = node.attribute(u"class"); classes != nullptr && !classes->empty()) {
    text += u".";
    for (const char16_t letter : *classes) text += letter == u' ' ? u'.' : letter;
  }
  return text;
}

std::u16string error_description(Machine& machine, Object* error) {
  const std::string stack = captured_stack(machine, error);
  const std::u16string header(error_to_string(machine, error)->view());
  const std::u16string text = support::utf16_from_wtf8(stack);
  // Frames only, until the stack has been read for the first time.
  return text.empty() || text.starts_with(u"\n    at ") ? header + text : text;
}

std::u16string object_description(Machine& machine, Object* object) {
  if (auto* node = dynamic_cast<NodeObject*>(object)) return node_description(*node);
  const CellKind kind = object->kind();
  if (kind == CellKind::array) return sized(class_of(machine, object), static_cast<Array*>(object)->length());
  if ((kind == CellKind::map || kind == CellKind::set) && !inspection::is_weak_collection(object))
    return sized(class_of(machine, object), inspection::collection_size(object));
  if (kind == CellKind::error) return error_description(machine, object);
  if (kind == CellKind::regexp) return inspection::regexp_text(machine, object);
  if (object->is_callable() || kind == CellKind::date)
    return std::u16string(machine.to_text(machine.invoke(Value(object), "toString")));
  return class_of(machine, object);
}

}  // namespace

std::u16string description_of(Machine& machine, Value value) {
  if (value.is_object()) return object_description(machine, value.as_object());
  if (value.is_symbol()) return std::u16string(machine.to_text(machine.invoke(value, "toString")));
  if (value.is_number() && value.as_number() == 0 && std::signbit(value.as_number())) return u"-0";
  const std::u16string text(machine.to_text(value));
  return value.is_big_int() ? text + u"n" : text;
}

}  // namespace asyncq::engine
