// Which kind of value this is and what its text begins with: the first half of formatRaw.

#include "engine/inspect/inspector.h"
#include "engine/inspect/introspect.h"
#include "engine/inspect/text.h"

namespace asyncq::engine::inspection {

void Inspector::complete_if_empty(Description& description, std::u16string text) {
  if (!description.keys.empty() || !description.prototype_properties.empty()) return;
  description.base = std::move(text);
  description.complete = true;
}

Inspector::Description Inspector::describe(Object* object, int depth) {
  Description description;
  description.object = object;
  const bool with_prototype = options_.show_hidden && !beyond_depth(depth);
  description.constructor =
      constructor_name(object, depth, with_prototype ? &description.prototype_properties : nullptr);
  if (!before(ConsoleFormat::node10)) description.tag = own_tag(object, description.constructor);
  if (!description.constructor && before(ConsoleFormat::node10))
    description.constructor = built_in_class(object);
  const bool may_iterate = !description.constructor ||
                           object->has(machine_, PropertyKey::from_symbol(machine_.realm.symbol_iterator));
  if (!may_iterate || !describe_iterable(description)) describe_other(description, depth);
  return description;
}

bool Inspector::describe_iterable(Description& description) {
  Object* object = description.object;
  if (object->is_array()) {
    describe_array(description);
    return true;
  }
  if (object->kind() == CellKind::set || object->kind() == CellKind::map) {
    if (is_weak_collection(object)) return false;
    const bool is_set = object->kind() == CellKind::set;
    const std::size_t size = collection_size(object);
    const std::u16string shown_size =
        before(ConsoleFormat::node14) ? std::u16string{} : u"(" + decimal(size) + u")";
    const std::u16string start =
        prefix(description.constructor, description.tag, is_set ? u"Set" : u"Map", shown_size);
    description.keys = shown_keys(object);
    description.content = is_set ? Content::set : Content::map;
    description.open = start + u"{";
    if (size == 0) complete_if_empty(description, start + u"{}");
    return true;
  }
  const IteratedCollection collection = iterated_collection(object);
  if (collection == IteratedCollection::none) return false;
  const std::u16string type = collection == IteratedCollection::set ? u"Set" : u"Map";
  std::u16string tag = description.tag;
  if (tag != type + u" Iterator") {
    if (!tag.empty()) tag += u"] [";
    tag += type + u" Iterator";
  }
  description.keys = shown_keys(object);
  description.content = collection == IteratedCollection::set ? Content::set_iterator : Content::map_iterator;
  description.open = before(ConsoleFormat::node10) ? type + u"Iterator {" : u"[" + tag + u"] {";
  return true;
}

void Inspector::describe_array(Description& description) {
  auto* array = static_cast<Array*>(description.object);
  // Only arrays of a class of their own say so.
  const std::u16string start =
      description.constructor != u"Array" || !description.tag.empty()
          ? prefix(description.constructor, description.tag, u"Array",
                   before(ConsoleFormat::node12) ? std::u16string{} : u"(" + decimal(array->length()) + u")")
          : std::u16string{};
  description.keys = shown_keys(array);
  description.open = start + u"[";
  description.close = u"]";
  description.content = Content::array;
  description.is_list = true;
  if (array->length() == 0) complete_if_empty(description, description.open + u"]");
}

void Inspector::describe_other(Description& description, int depth) {
  Object* object = description.object;
  const auto& constructor = description.constructor;
  const auto& tag = description.tag;
  description.keys = shown_keys(object);
  // The prefix, unless it says no more than the value itself.
  const auto with_prefix = [&](std::u16string_view class_name, const std::u16string& text) {
    const std::u16string start = prefix(constructor, tag, class_name);
    return start == std::u16string(class_name) + u" " ? text : start + text;
  };
  if (object->is_callable()) {
    describe_function(description);
  } else if (constructor == u"Object") {
    if (object->kind() == CellKind::arguments && !before(ConsoleFormat::node10)) {
      description.open = u"[Arguments] {";
    } else if (!tag.empty()) {
      description.open = prefix(constructor, tag, u"Object") + u"{";
    }
    complete_if_empty(description, description.open + u"}");
  } else if (object->kind() == CellKind::regexp) {
    description.base = with_prefix(u"RegExp", regexp_text(machine_, object));
    complete_if_empty(description, styled(description.base, Style::regexp));
    if (!description.complete && beyond_depth(depth)) {
      description.base = styled(description.base, Style::regexp);
      description.complete = true;
    }
  } else if (object->kind() == CellKind::date) {
    description.base = with_prefix(u"Date", date_text(machine_, object));
    complete_if_empty(description, styled(description.base, Style::date));
  } else if (is_error(machine_, object)) {
    description.base = error_base(description);
    complete_if_empty(description, description.base);
  } else if (object->kind() == CellKind::promise) {
    description.open = prefix(constructor, tag, u"Promise") + u"{";
    description.content = Content::promise;
  } else if (is_weak_collection(object)) {
    description.open = prefix(constructor, tag, built_in_class(object)) + u"{";
    description.content = Content::weak_collection;
    if (before(ConsoleFormat::node10)) complete_if_empty(description, description.open + u"}");
  } else if (object->kind() == CellKind::primitive_wrapper) {
    describe_boxed(description);
  } else {
    const std::u16string start = plain_prefix(object, constructor, tag);
    description.open = start + u"{";
    complete_if_empty(description, start + u"{}");
  }
}

void Inspector::describe_function(Description& description) {
  const bool is_class = function_details(description.object).is_class && !before(ConsoleFormat::node12);
  description.base = is_class ? class_base(description) : function_base(description);
  complete_if_empty(description, styled(description.base, Style::special));
}

// [getBoxedBase]
void Inspector::describe_boxed(Description& description) {
  const Value primitive = static_cast<PrimitiveWrapper*>(description.object)->primitive;
  // The characters of a string object are not shown as properties.
  if (primitive.is_string()) std::erase_if(description.keys, [](PropertyKey key) { return key.is_index(); });
  const std::u16string type(built_in_class(description.object));
  std::u16string text = u"[" + type;
  if (!description.constructor) {
    text += u" (null prototype)";
  } else if (type != *description.constructor) {
    text += u" (" + *description.constructor + u")";
  }
  text += u": " + format_primitive(primitive, true) + u"]";
  if (!description.tag.empty() && description.tag != description.constructor)
    text += u" [" + description.tag + u"]";
  description.base = text;
  const Style style = primitive.is_number()    ? Style::number
                      : primitive.is_big_int() ? Style::number
                      : primitive.is_boolean() ? Style::boolean
                      : primitive.is_string()  ? Style::string
                                               : Style::symbol;
  complete_if_empty(description, styled(text, style));
}

}  // namespace asyncq::engine::inspection
