// SerializeJSONProperty and its parts [25.5.2]. What is being written, with the keys on the way, is kept in
// an array, where the collector sees it and the error for cycles finds it.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/json_parts.h"
#include "engine/messages.h"
#include "engine/number_format.h"
#include "engine/property_operations.h"
#include "engine/unicode.h"
#include "scheduler/features.h"

namespace asyncq::engine {
namespace {

constexpr std::size_t kMostIndent = 10;
constexpr std::size_t kClaimedUnits = 1u << 16;

// A value in a wrapper object is written as its primitive would be [25.5.2.2 step 4].
Value unwrap(Machine& machine, Value value) {
  if (!value.is_object() || value.as_object()->kind() != CellKind::primitive_wrapper) return value;
  const Value primitive = static_cast<PrimitiveWrapper*>(value.as_object())->primitive;
  if (primitive.is_number()) return Value(machine.to_number(value));
  if (primitive.is_string()) return Value(machine.to_string(value));
  return primitive.is_boolean() || primitive.is_big_int() ? primitive : value;
}

class JsonWriter {
 public:
  JsonWriter(Machine& machine, Value replacer, Value space)
      : machine_(machine), path_(machine.create_array()), property_list_(nullptr) {
    if (is_callable(replacer)) {
      replacer_function_ = replacer;
    } else if (replacer.is_object() && replacer.as_object()->is_array()) {
      read_property_list(replacer.as_object());
    }
    read_gap(unwrap(machine, space));
  }

  Value write(Value value) {
    Object* holder = machine_.create_object();
    const PropertyKey key = machine_.key("");
    holder->define(machine_, key, value);
    if (!write_property(holder, key)) return Value::undefined();
    return machine_.string(std::move(out_));
  }

 private:
  void read_property_list(Object* replacer) {
    property_list_ = machine_.create_array();
    ArrayLike list(machine_, replacer);
    const std::uint64_t length = list.length();
    for (std::uint64_t i = 0; i < length; ++i) {
      machine_.safe_point();
      const Value item = list.get(i);
      const Value unwrapped = unwrap(machine_, item);
      if (!unwrapped.is_string() && !unwrapped.is_number()) continue;
      const Value name(machine_.to_string(item));
      const bool known = std::ranges::any_of(
          property_list_->elements, [&](Value other) { return machine_.strict_equals(other, name); });
      if (!known) property_list_->elements.push_back(name);
    }
  }

  void read_gap(Value space) {
    if (space.is_number()) {
      const double count = std::min(machine_.to_integer_or_infinity(space), static_cast<double>(kMostIndent));
      if (count >= 1) gap_.assign(static_cast<std::size_t>(count), u' ');
    } else if (space.is_string()) {
      gap_ = space.as_string()->view().substr(0, kMostIndent);
    }
  }

  // SerializeJSONProperty [25.5.2.2]; false: there is nothing to write.
  bool write_property(Object* holder, PropertyKey key) {
    machine_.safe_point();
    Value value = holder->get(machine_, key);
    if (value.is_object() || value.is_big_int()) {
      const Value to_json = machine_.get(value, machine_.realm.keys.to_json);
      if (is_callable(to_json)) value = machine_.call(to_json, value, {key_to_value(machine_, key)});
    }
    if (!replacer_function_.is_undefined()) {
      value = machine_.call(replacer_function_, Value(holder), {key_to_value(machine_, key), value});
    }
    return write_value(unwrap(machine_, value), key);
  }

  bool write_value(Value value, PropertyKey key) {
    if (value.is_null()) return append(u"null");
    if (value.is_boolean()) return append(value.as_boolean() ? u"true" : u"false");
    if (value.is_string()) {
      append_quoted_json(out_, value.as_string()->view());
      check_length();
      return true;
    }
    if (value.is_number()) {
      if (!std::isfinite(value.as_number())) return append(u"null");
      const std::string text = number_to_string(value.as_number());
      out_.append(text.begin(), text.end());
      return true;
    }
    if (value.is_big_int()) machine_.throw_type_error("Do not know how to serialize a BigInt");
    if (!value.is_object() || is_callable(value)) return false;
    enter(value.as_object(), key);
    if (value.as_object()->is_array()) {
      write_array(value.as_object());
    } else {
      write_object(value.as_object());
    }
    path_->elements.resize(path_->elements.size() - 2);
    return true;
  }

  bool append(std::u16string_view text) {
    out_ += text;
    return true;
  }

  void check_length() {
    if (out_.size() > String::kMaxLength) machine_.throw_range_error("Invalid string length");
    if (out_.size() < claimed_ + kClaimedUnits) return;
    claimed_ = out_.size();
    machine_.claim(claimed_ * sizeof(char16_t));
  }

  // path_ holds pairs: an object and the key that led to it.
  void enter(Object* object, PropertyKey key) {
    if (path_->elements.size() > 2 * kMostNestedJson)
      machine_.throw_range_error("Maximum call stack size exceeded");
    for (std::size_t i = 0; i < path_->elements.size(); i += 2) {
      if (path_->elements[i].same_bits(Value(object))) throw_cycle(i, key);
    }
    path_->elements.emplace_back(object);
    path_->elements.push_back(key.is_index() ? Value(key.index()) : Value(key.cell()));
  }

  // The line ends and indents inside what path_ says.
  void new_line(std::size_t depth) {
    if (gap_.empty()) return;
    out_.push_back('\n');
    for (std::size_t i = 0; i < depth; ++i) out_ += gap_;
    check_length();
  }

  // SerializeJSONObject [25.5.2.4]
  void write_object(Object* object) {
    const std::size_t depth = path_->elements.size() / 2;
    out_.push_back('{');
    bool first = true;
    const auto write_member = [&](PropertyKey key) {
      const std::size_t before = out_.size();
      if (!first) out_.push_back(',');
      new_line(depth);
      append_quoted_json(out_, machine_.to_text(key_to_value(machine_, key)));
      append(gap_.empty() ? u":" : u": ");
      if (write_property(object, key)) {
        first = false;
      } else {
        out_.resize(before);
      }
    };
    if (property_list_ != nullptr) {
      for (std::size_t i = 0; i < property_list_->elements.size(); ++i) {
        write_member(machine_.to_property_key(property_list_->elements[i]));
      }
    } else {
      const KeyList keys(machine_, object);
      for (const PropertyKey key : keys) {
        if (key.is_symbol()) continue;
        const std::optional<Property> property = object->get_own(machine_, key);
        if (property.has_value() && (property->attributes & kEnumerable) != 0) write_member(key);
      }
    }
    if (!first) new_line(depth - 1);
    out_.push_back('}');
  }

  // SerializeJSONArray [25.5.2.5]
  void write_array(Object* array) {
    const std::size_t depth = path_->elements.size() / 2;
    const std::uint64_t length = ArrayLike(machine_, array).length();
    out_.push_back('[');
    for (std::uint64_t i = 0; i < length; ++i) {
      if (i > 0) out_.push_back(',');
      new_line(depth);
      if (!write_property(array, element_key(machine_, i))) append(u"null");
      check_length();
    }
    if (length > 0) new_line(depth - 1);
    out_.push_back(']');
  }

  // --- the error for cycles, as V8 words it ---

  [[nodiscard]] std::string constructor_text(std::size_t index) const {
    const std::string name = constructor_name(machine_, path_->elements[index].as_object());
    return fmt::format("object with constructor '{}'", name.empty() ? "Object" : name);
  }
  [[nodiscard]] static std::string key_text(Value key) {
    if (key.is_number()) return "index " + number_to_string(key.as_number());
    return fmt::format("property '{}'", key.as_string()->utf8());
  }

  [[noreturn]] void throw_cycle(std::size_t begin, PropertyKey closing) {
    if (scheduler::is_node_before(machine_.policy(), 12)) {
      machine_.throw_type_error("Converting circular structure to JSON");
    }
    constexpr std::size_t kShownAtBegin = 2;  // lines of a longer way, and its last one
    std::string message =
        "Converting circular structure to JSON\n    --> starting at " + constructor_text(begin);
    const std::size_t count = (path_->elements.size() - begin) / 2 - 1;  // objects between
    for (std::size_t i = 1; i <= count; ++i) {
      if (i > kShownAtBegin && i < count) {
        message += "\n    |     ...";
        i = count;
      }
      const std::size_t at = begin + 2 * i;
      message += fmt::format("\n    |     {} -> {}", key_text(path_->elements[at + 1]), constructor_text(at));
    }
    const Value key = closing.is_index() ? Value(closing.index()) : Value(closing.cell());
    machine_.throw_type_error(fmt::format("{}\n    --- {} closes the circle", message, key_text(key)));
  }

  Machine& machine_;
  Array* path_;
  Array* property_list_;  // null: all properties
  Value replacer_function_;
  std::u16string gap_;
  std::u16string out_;
  std::size_t claimed_ = 0;
};

}  // namespace

Value stringify_json(Machine& machine, Value value, Value replacer, Value space) {
  return JsonWriter(machine, replacer, space).write(value);
}

void append_quoted_json(std::u16string& out, std::u16string_view text) {
  constexpr std::u16string_view kHex = u"0123456789abcdef";
  constexpr std::u16string_view kEscaped = u"\b\t\n\f\r\"\\";
  constexpr std::u16string_view kLetters = u"btnfr\"\\";
  out.push_back('"');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t unit = text[i];
    const std::size_t escape = kEscaped.find(unit);
    if (escape != std::u16string_view::npos) {
      out.push_back('\\');
      out.push_back(kLetters[escape]);
    } else if (unit < 0x20 || (is_surrogate(unit) && code_point_at(text, i).units == 1)) {
      out += u"\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kHex[(unit >> shift) & 15]);
    } else {
      out.push_back(unit);
      if (is_surrogate(unit)) out.push_back(text[++i]);
    }
  }
  out.push_back('"');
}

}  // namespace asyncq::engine
