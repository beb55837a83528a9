// What Bun's console shows of values. Models Formatter of Bun's src/bun.js/ConsoleObject.zig: every property
// on a line of its own, arrays on one line as long as it is short. Errors, which Bun shows with the source
// around them, are shown as Node does.

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "engine/inspect/bun.h"
#include "engine/inspect/inspect.h"
#include "engine/inspect/introspect.h"
#include "engine/inspect/text.h"
#include "engine/machine.h"
#include "engine/messages.h"
#include "engine/pinned.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

using inspection::FunctionDetails;

constexpr std::size_t kLongLine = 80;
constexpr std::uint32_t kManyElements = 10;  // more begin on a line of their own
constexpr std::uint32_t kShownElements = 100;

bool is_identifier(std::u16string_view name) {
  const auto starts = [](char16_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  };
  return !name.empty() && starts(name[0]) && std::all_of(name.begin(), name.end(), [&](char16_t c) {
    return starts(c) || (c >= '0' && c <= '9');
  });
}

// As JSON.stringify quotes.
std::u16string in_quotes(std::u16string_view text) {
  constexpr std::u16string_view kHex = u"0123456789abcdef";
  constexpr std::u16string_view kEscaped = u"\b\f\n\r\t\"\\";
  constexpr std::u16string_view kLetters = u"bfnrt\"\\";
  std::u16string out = u"\"";
  for (const char16_t unit : text) {
    if (const std::size_t escape = kEscaped.find(unit); escape != std::u16string_view::npos) {
      out += u'\\';
      out += kLetters[escape];
    } else if (unit < 0x20) {
      out += u"\\u00";
      out += kHex[unit >> 4];
      out += kHex[unit & 15];
    } else {
      out += unit;
    }
  }
  return out + u"\"";
}

std::u16string utf16(std::string_view text) {
  return support::utf16_from_wtf8(text);
}

class BunFormatter {
 public:
  // line_length: what the line has already.
  BunFormatter(Machine& machine, std::size_t indentation, double depth, std::size_t line_length = 0)
      : machine_(machine),
        pinned_(machine),
        indentation_(indentation),
        depth_(depth),
        line_length_(line_length) {}

  std::u16string show(Value value) {
    out_.clear();
    print(value);
    return std::move(out_);
  }

 private:
  // --- lines ---
  void add(std::u16string_view text) {
    out_ += text;
    line_length_ += text.size();
  }
  void new_line() {
    out_ += u"\n" + inspection::spaces(indentation_);
    line_length_ = indentation_;
  }
  bool line_is_long() {
    if (line_length_ <= kLongLine) return false;
    line_length_ = indentation_;
    return true;
  }

  // --- values ---
  void print(Value value) {
    machine_.safe_point();
    if (value.is_string()) {
      // The quotes do not count.
      out_ += in_quotes(value.as_string()->view());
      line_length_ += value.as_string()->length();
    } else if (value.is_number() && value.as_number() == 0 && std::signbit(value.as_number())) {
      add(u"-0");
    } else if (value.is_symbol()) {
      add(utf16(PropertyKey::from_symbol(value.as_symbol()).utf8()));
    } else if (value.is_object()) {
      print_object(value.as_object());
    } else if (value.is_big_int()) {
      add(std::u16string(machine_.to_text(value)) + u"n");
    } else {
      add(machine_.to_text(value));
    }
  }

  void print_object(Object* object) {
    if (std::find(around_.begin(), around_.end(), object) != around_.end()) return add(u"[Circular]");
    around_.push_back(object);
    print_new_object(object);
    around_.pop_back();
  }

  void print_new_object(Object* object) {
    struct Row {
      CellKind kind;
      void (BunFormatter::*print)(Object* object);
    };
    static constexpr Row kRows[] = {
        {CellKind::array, &BunFormatter::print_array},
        {CellKind::arguments, &BunFormatter::print_array},
        {CellKind::closure, &BunFormatter::print_function},
        {CellKind::native_function, &BunFormatter::print_function},
        {CellKind::bound_function, &BunFormatter::print_function},
        {CellKind::promise, &BunFormatter::print_promise},
        {CellKind::map, &BunFormatter::print_collection},
        {CellKind::set, &BunFormatter::print_collection},
        {CellKind::iterator, &BunFormatter::print_iterator},
        {CellKind::date, &BunFormatter::print_date},
        {CellKind::regexp, &BunFormatter::print_regexp},
        {CellKind::error, &BunFormatter::print_error},
        {CellKind::generator, &BunFormatter::print_generator},
        {CellKind::async_generator, &BunFormatter::print_generator},
        {CellKind::primitive_wrapper, &BunFormatter::print_wrapper},
    };
    for (const Row& row : kRows) {
      if (row.kind == object->kind()) return (this->*row.print)(object);
    }
    print_properties(object);
  }

  void print_date(Object* date) { add(inspection::date_text(machine_, date)); }
  void print_regexp(Object* regexp) { add(inspection::regexp_text(machine_, regexp)); }
  void print_error(Object* error) { add(inspect_text(machine_, Value(error))); }
  void print_generator(Object*) { add(u"{}"); }

  bool is_too_deep() const { return static_cast<double>(around_.size()) - 1 > depth_; }

  void print_wrapper(Object* wrapper) {
    const Value primitive = static_cast<PrimitiveWrapper*>(wrapper)->primitive;
    if (primitive.is_string()) return print(primitive);
    add(primitive.is_number()    ? u"[Number: "
        : primitive.is_boolean() ? u"[Boolean: "
        : primitive.is_big_int() ? u"[BigInt: "
                                 : u"[Symbol: ");
    print(primitive);
    add(u"]");
  }

  void print_promise(Object* promise) {
    switch (inspection::promise_details(promise).status) {
      case inspection::PromiseStatus::pending:
        return add(u"Promise { <pending> }");
      case inspection::PromiseStatus::fulfilled:
        return add(u"Promise { <resolved> }");
      case inspection::PromiseStatus::rejected:
        return add(u"Promise { <rejected> }");
    }
  }

  void print_function(Object* function) {
    const FunctionDetails details = inspection::function_details(function);
    const Value given = peek(machine_, function, machine_.realm.keys.name);
    const std::u16string name(given.is_string() ? given.as_string()->view() : u"");
    if (details.is_class) {
      const Object* parent = function->prototype();
      const bool extends =
          parent != nullptr && parent->is_callable() && parent != machine_.realm.function_prototype;
      add(u"[class " + (name.empty() ? u"(anonymous)" : name));
      if (extends) {
        const Value base = peek(machine_, function->prototype(), machine_.realm.keys.name);
        add(u" extends " + std::u16string(base.is_string() ? base.as_string()->view() : u""));
      }
      return add(u"]");
    }
    std::u16string kind = details.is_async ? u"Async" : u"";
    if (details.is_generator) kind += u"Generator";
    add(u"[" + kind + u"Function" + (name.empty() ? u"" : u": " + name) + u"]");
  }

  // --- arrays ---
  // What stands on a line of its own when it comes first.
  static bool is_like_primitive(Value value) {
    return !value.is_object() || value.as_object()->kind() == CellKind::regexp ||
           (value.as_object()->kind() == CellKind::primitive_wrapper);
  }

  void print_array(Object* object) {
    const std::vector<Value> elements = elements_of(object);
    if (elements.empty()) return add(u"[]");
    if (is_too_deep()) return add(u"[Array ...]");
    indentation_ += 2;
    line_length_ += 2;
    bool on_lines = elements.size() > kManyElements;
    on_lines = on_lines || (!elements[0].is_empty() && !is_like_primitive(elements[0])) || line_is_long();
    if (on_lines) {
      add(u"[");
      new_line();
      ++line_length_;
    } else {
      add(u"[ ");
    }
    const auto separate = [&] {
      add(u",");
      if (line_is_long()) {
        on_lines = true;
        new_line();
      } else {
        add(u" ");
      }
    };
    std::uint32_t shown = 0;
    for (std::size_t i = 0; i < elements.size();) {
      if (shown >= kShownElements) {
        add(u",");
        new_line();
        add(u"... " + inspection::decimal(elements.size() - i) + u" more items");
        break;
      }
      if (i > 0) separate();
      if (elements[i].is_empty()) {
        i += print_holes(elements, i);
      } else {
        print(elements[i++]);
      }
      ++shown;
    }
    print_extra_properties(object, separate);
    indentation_ -= 2;
    if (on_lines) {
      new_line();
      add(u"]");
    } else {
      line_length_ = indentation_;
      add(u" ]");
    }
  }

  std::size_t print_holes(const std::vector<Value>& elements, std::size_t first) {
    std::size_t end = first;
    while (end < elements.size() && elements[end].is_empty()) ++end;
    add(end - first == 1 ? u"empty item" : inspection::decimal(end - first) + u" x empty items");
    return end - first;
  }

  std::vector<Value> elements_of(Object* object) {
    std::vector<Value> elements;
    if (object->is_array()) {
      const auto* array = static_cast<Array*>(object);
      elements = array->elements;
      constexpr std::size_t kMost = 100'000;
      const std::size_t length = std::min<std::size_t>(array->length(), std::max(kMost, elements.size()));
      machine_.claim((elements.size() + length) * sizeof(Value));
      elements.resize(length, Value::empty());
    } else {
      const double length = machine_.to_number(peek(machine_, object, machine_.realm.keys.length));
      for (std::uint32_t i = 0; i < length; ++i) {
        elements.push_back(peek(machine_, object, PropertyKey::from_index(i)));
      }
    }
    pinned_.keep_all(elements);
    return elements;
  }

  template <typename Separate>
  void print_extra_properties(Object* object, Separate separate) {
    if (!object->is_array()) return;
    for (const PropertyKey key : object->own_keys(machine_)) {
      if (key.is_index() || key == machine_.realm.keys.length) continue;
      const std::optional<Property> property = object->get_own(machine_, key);
      if (!property) continue;
      separate();
      print_property(key, *property);
    }
  }

  // --- objects ---
  struct Shown {
    PropertyKey key;
    Property property;
  };

  // Those of the object, and of what it inherits from as far as that is the program's.
  std::vector<Shown> properties_of(Object* object) {
    std::vector<Shown> shown;
    const PropertyKey tag = PropertyKey::from_symbol(machine_.realm.symbol_to_string_tag);
    for (Object* at = object; at != nullptr && at != machine_.realm.object_prototype; at = at->prototype()) {
      for (const PropertyKey key : at->own_keys(machine_)) {
        const bool hidden = key == machine_.realm.keys.constructor || key == tag;
        const bool known =
            std::any_of(shown.begin(), shown.end(), [&](const Shown& s) { return s.key == key; });
        const std::optional<Property> property = at->get_own(machine_, key);
        if (hidden || known || !property) continue;
        pinned_.keep(key);
        pinned_.keep(property->value);
        shown.push_back({key, *property});
      }
    }
    return shown;
  }

  void print_iterator(Object* iterator) {
    const inspection::IteratedCollection collection = inspection::iterated_collection(iterator);
    if (collection == inspection::IteratedCollection::none) return print_properties(iterator);
    const inspection::IteratorPreview preview = inspection::iterator_preview(iterator);
    pinned_.keep_all(preview.values);
    add(collection == inspection::IteratedCollection::map ? u"MapIterator { " : u"SetIterator { ");
    indentation_ += 2;
    for (std::size_t i = 0; i < preview.values.size(); i += preview.pairs ? 2 : 1) {
      new_line();
      if (preview.pairs) {
        add(u"[ ");
        print(preview.values[i]);
        add(u", ");
        print(preview.values[i + 1]);
        add(u" ]");
      } else {
        print(preview.values[i]);
      }
      add(u",");
    }
    indentation_ -= 2;
    new_line();
    add(u"}");
  }

  void print_properties(Object* object) {
    if (is_too_deep()) return add(u"[Object ...]");
    add(class_prefix(object));
    const std::vector<Shown> shown = properties_of(object);
    if (shown.empty()) return add(u"{}");
    add(u"{");
    indentation_ += 2;
    for (const Shown& each : shown) {
      new_line();
      print_property(each.key, each.property);
      add(u",");
    }
    indentation_ -= 2;
    new_line();
    add(u"}");
  }

  std::u16string class_prefix(Object* object) {
    if (object->prototype() == nullptr) return u"[Object: null prototype] ";
    std::string name = constructor_name(machine_, object);
    if (name.empty() || name == "Object") {
      const Value tag = peek(machine_, object, PropertyKey::from_symbol(machine_.realm.symbol_to_string_tag));
      if (tag.is_string()) name = tag.as_string()->utf8();
    }
    return name.empty() || name == "Object" ? u"" : utf16(name) + u" ";
  }

  void print_property(PropertyKey key, const Property& property) {
    if (key.is_symbol()) {
      add(u"[" + utf16(key.utf8()) + u"]");
    } else {
      const std::u16string name = utf16(key.utf8());
      add(is_identifier(name) ? name : in_quotes(name));
    }
    add(u": ");
    if (!property.is_accessor()) return print(property.value);
    const Accessor& accessor = *property.accessor();
    const bool reads = !accessor.getter.is_undefined();
    const bool writes = !accessor.setter.is_undefined();
    add(reads && writes ? u"[Getter/Setter]" : reads ? u"[Getter]" : u"[Setter]");
  }

  // --- collections ---
  void print_collection(Object* object) {
    const bool is_map = object->kind() == CellKind::map;
    const std::u16string name = is_map ? u"Map" : u"Set";
    if (inspection::is_weak_collection(object)) return add(u"Weak" + name + u" {}");
    const std::size_t size = inspection::collection_size(object);
    if (size == 0) return add(name + u" {}");
    if (is_too_deep()) return add(u"[" + name + u" ...]");
    add(name + u"(" + inspection::decimal(size) + u") {");
    const std::vector<Value> values =
        is_map ? inspection::map_entries(object) : inspection::set_members(object);
    pinned_.keep_all(values);
    indentation_ += 2;
    for (std::size_t i = 0; i < values.size(); i += is_map ? 2 : 1) {
      new_line();
      print(values[i]);
      if (is_map) {
        add(u": ");
        print(values[i + 1]);
      }
      add(u",");
    }
    indentation_ -= 2;
    new_line();
    add(u"}");
  }

  Machine& machine_;
  Pinned pinned_;
  std::size_t indentation_;      // columns
  double depth_;                 // levels below the value that are shown
  std::size_t line_length_;      // about
  std::vector<Object*> around_;  // the present value's, outermost first
  std::u16string out_;
};

// --- directives ---

std::u16string number_text(Machine& machine, double number) {
  if (number == 0 && std::signbit(number)) return u"-0";
  return std::u16string(machine.to_text(Value(number)));
}

// What a directive makes of an argument; nothing: it is no directive.
std::optional<std::u16string> directive(Machine& machine, char16_t letter, Value argument,
                                        std::size_t indentation) {
  switch (letter) {
    case u's':
      return std::u16string(machine.to_text(argument));
    case u'd':
    case u'i': {
      const double number = argument.is_object() ? std::nan("") : machine.to_number(argument);
      return number_text(machine, std::trunc(number));
    }
    case u'f':
      return number_text(machine, argument.is_object() ? std::nan("") : machine.to_number(argument));
    case u'j': {
      const Value json = machine.realm.global->get(machine, "JSON");
      return std::u16string(machine.to_text(machine.invoke(json, "stringify", {argument})));
    }
    case u'o':
    case u'O':
      return BunFormatter(machine, indentation, kBunDepth).show(argument);
    case u'c':
      return std::u16string();
    default:
      return std::nullopt;
  }
}

}  // namespace

std::u16string bun_text(Machine& machine, Value value, std::size_t indentation, double depth) {
  return BunFormatter(machine, indentation, depth).show(value);
}

// Any string with arguments behind it may have directives.
std::u16string bun_log_text(Machine& machine, const Value* arguments, std::uint32_t count,
                            std::size_t indentation) {
  std::u16string out;
  std::size_t line_length = 0;  // of texts alone, whatever lines they have
  for (std::uint32_t next = 0; next < count;) {
    if (next > 0) out += u' ';
    const Value value = arguments[next++];
    if (!value.is_string()) {
      const std::u16string shown = BunFormatter(machine, indentation, kBunDepth, line_length).show(value);
      line_length = value.is_object() ? 0 : line_length + shown.size();
      out += shown;
      continue;
    }
    const std::u16string_view text = value.as_string()->view();
    line_length += text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool may_be_directive = text[i] == u'%' && i + 1 < text.size() && next < count;
      if (may_be_directive && text[i + 1] == u'%') {
        out += text[i++];
        continue;
      }
      const std::optional<std::u16string> replaced =
          may_be_directive ? directive(machine, text[i + 1], arguments[next], indentation) : std::nullopt;
      if (!replaced) {
        out += text[i];
        continue;
      }
      out += *replaced;
      ++next;
      ++i;
    }
  }
  return out;
}

}  // namespace asyncq::engine
