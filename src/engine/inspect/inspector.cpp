#include "engine/inspect/inspector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/host.h"
#include "engine/inspect/introspect.h"
#include "engine/inspect/text.h"
#include "engine/modules.h"

namespace asyncq::engine::inspection {
namespace {

// Text produced at one indentation after which nothing more is entered (Node: 2^27).
constexpr std::size_t kTextBudget = std::size_t{1} << 24;

class PinScope {
 public:
  explicit PinScope(Pinned& pinned) : pinned_(pinned), size_(pinned.size()) {}
  ~PinScope() { pinned_.shrink(size_); }
  PinScope(const PinScope&) = delete;
  PinScope& operator=(const PinScope&) = delete;

 private:
  Pinned& pinned_;
  std::size_t size_;
};

class Indentation {
 public:
  Indentation(std::size_t& columns, std::size_t by) : columns_(columns), by_(by) { columns_ += by_; }
  ~Indentation() { columns_ -= by_; }
  Indentation(const Indentation&) = delete;
  Indentation& operator=(const Indentation&) = delete;

 private:
  std::size_t& columns_;
  std::size_t by_;
};

std::u16string_view symbol_text(const Symbol& symbol) {
  return symbol.description().is_string() ? symbol.description().as_string()->view() : std::u16string_view{};
}

}  // namespace

Inspector::Inspector(Machine& machine, const InspectOptions& options)
    : machine_(machine), options_(options), pinned_(machine) {
  // Node 12 made 3 of `compact: true`, and 80 of the 60 columns.
  const InspectOptions defaults;
  const bool by_default =
      options.compact == defaults.compact && options.break_length == defaults.break_length;
  if (by_default && before(ConsoleFormat::node12)) {
    constexpr double kOldBreakLength = 60;
    options_.compact = kAlwaysCompact;
    options_.break_length = kOldBreakLength;
  }
  if (options.user_options != nullptr) pinned_.keep(Value(options.user_options));
}

std::u16string Inspector::format_value(Value value, int depth) {
  const bool follows_name = std::exchange(follows_name_, false);
  if (!value.is_object()) return format_primitive(value);
  machine_.safe_point();
  Object* object = value.as_object();
  const PinScope scope(pinned_);
  pinned_.keep(value);
  if (options_.custom_inspect) {
    if (auto text = custom_text(object, depth)) return *std::move(text);
  }
  if (std::find(seen_.begin(), seen_.end(), object) != seen_.end()) return circular_reference(object);
  return format_object(object, depth, follows_name);
}

std::optional<std::u16string> Inspector::custom_text(Object* object, int depth) {
  const HostState& host = host_state(machine_);
  const Value custom = object->get(machine_, PropertyKey::from_symbol(host.inspect_custom));
  if (!is_callable(custom) || custom.same_bits(host.util_inspect)) return std::nullopt;
  // A prototype object is no instance of its class.
  const auto constructor = object->get_own(machine_, machine_.realm.keys.constructor);
  if (constructor && !constructor->is_accessor() && constructor->value.is_object() &&
      constructor->value.as_object()->get(machine_, machine_.realm.keys.prototype).same_bits(Value(object))) {
    return std::nullopt;
  }
  if (host.util_inspect.is_undefined()) static_cast<void>(builtin_module(machine_, "util"));
  const double remaining = options_.depth - depth;
  const Value result = machine_.call(custom, Value(object),
                                     {std::isinf(remaining) ? Value::null() : Value(remaining),
                                      Value(inspect_options_object(machine_, options_)), host.util_inspect});
  if (result.same_bits(Value(object))) return std::nullopt;
  if (!result.is_string()) return format_value(result, depth);
  return indent_lines(result.as_string()->view(), indentation_);
}

std::u16string Inspector::circular_reference(Object* object) {
  if (before(ConsoleFormat::node14)) return styled(u"[Circular]", Style::special);
  auto found = std::find(circular_.begin(), circular_.end(), object);
  if (found == circular_.end()) found = circular_.insert(circular_.end(), object);
  const auto index = static_cast<std::size_t>(found - circular_.begin()) + 1;
  return styled(u"[Circular *" + decimal(index) + u"]", Style::special);
}

std::u16string Inspector::format_object(Object* object, int depth, bool follows_name) {
  Description description = describe(object, depth);
  description.on_own_line = follows_name && before(ConsoleFormat::node10);
  if (description.complete) return std::move(description.base);
  const auto named = [&] {
    std::u16string name = plain_prefix(object, description.constructor, description.tag);
    name.pop_back();
    return name;
  };
  if (beyond_depth(depth))
    return styled(description.constructor ? u"[" + named() + u"]" : named(), Style::special);
  if (depth >= kDeepestLevel) {
    return styled(
        u"[" + named() + u": Inspection interrupted prematurely. Maximum call stack size exceeded.]",
        Style::special);
  }
  return format_contents(description, depth + 1);
}

std::u16string Inspector::format_contents(Description& description, int depth) {
  Object* object = description.object;
  seen_.push_back(object);
  current_depth_ = depth;
  std::vector<std::u16string> texts;
  switch (description.content) {
    case Content::properties:
      break;
    case Content::array:
      texts = format_array(object, depth);
      break;
    case Content::set:
      texts = format_set(set_members(object), depth);
      break;
    case Content::map:
      texts = format_map(map_entries(object), depth, false);
      break;
    case Content::promise:
      texts = format_promise(object, depth);
      break;
    case Content::weak_collection:
      texts = {
          styled(before(ConsoleFormat::node11) ? u"[items unknown]" : u"<items unknown>", Style::special)};
      break;
    case Content::set_iterator:
    case Content::map_iterator: {
      const IteratorPreview preview = iterator_preview(object);
      if (preview.pairs) {
        // "[Map Iterator] {" becomes "[Map Entries] {"
        const std::u16string_view ending = u" Iterator] {";
        description.open.replace(description.open.size() - ending.size(), ending.size(), u" Entries] {");
      }
      texts = preview.pairs ? format_map(preview.values, depth, true) : format_set(preview.values, depth);
      break;
    }
  }
  for (const PropertyKey key : description.keys) {
    if (const auto property = object->get_own(machine_, key))
      texts.push_back(format_property(object, key, *property, Value(object), depth, PropertyForm::named));
  }
  for (auto& text : description.prototype_properties) texts.push_back(std::move(text));
  seen_.pop_back();
  return finish(description, std::move(texts), depth);
}

std::u16string Inspector::finish(Description& description, std::vector<std::u16string> texts, int depth) {
  Object* object = description.object;
  const auto circular = std::find(circular_.begin(), circular_.end(), object);
  if (circular != circular_.end()) {
    const auto index = static_cast<std::size_t>(circular - circular_.begin()) + 1;
    const std::u16string reference = styled(u"<ref *" + decimal(index) + u">", Style::special);
    if (options_.compact == kAlwaysCompact) {
      description.open = reference + u" " + description.open;
    } else {
      description.base = description.base.empty() ? reference : reference + u" " + description.base;
    }
  }
  if (options_.sorted) {
    const std::size_t from = description.is_list ? texts.size() - description.keys.size() : 0;
    std::sort(texts.begin() + static_cast<std::ptrdiff_t>(from), texts.end());
  }
  Entries entries;
  if (description.is_list && object->is_array()) {
    auto* array = static_cast<Array*>(object);
    entries.all_numbers = texts.size() <= array->elements.size() &&
                          std::all_of(array->elements.begin(),
                                      array->elements.begin() + static_cast<std::ptrdiff_t>(texts.size()),
                                      [](Value value) { return value.is_number() || value.is_big_int(); });
  }
  entries.texts = std::move(texts);
  entries.base = std::move(description.base);
  entries.open = std::move(description.open);
  entries.close = std::move(description.close);
  entries.is_list = description.is_list;
  entries.innermost = current_depth_ - depth < options_.compact;
  entries.on_own_line = description.on_own_line;
  entries.indentation = indentation_;
  std::u16string text = lay_out(std::move(entries), line_rules());
  std::size_t& produced = produced_[indentation_];
  produced += text.size();
  if (produced > kTextBudget) options_.depth = -1;
  return text;
}

std::u16string Inspector::lay_out_list(std::vector<std::u16string> texts, int depth) {
  Entries entries;
  entries.texts = std::move(texts);
  entries.open = u"[";
  entries.close = u"]";
  entries.is_list = true;
  entries.all_numbers = true;
  entries.innermost = current_depth_ - depth < options_.compact;
  entries.indentation = indentation_;
  return lay_out(std::move(entries), line_rules());
}

std::vector<PropertyKey> Inspector::shown_keys(Object* object) {
  // The elements of an array are shown as its contents.
  std::vector<PropertyKey> keys =
      object->is_array() ? object->Object::own_keys(machine_) : object->own_keys(machine_);
  std::erase_if(keys, [&](PropertyKey key) {
    if (key.is_private() || (object->is_array() && key.is_index())) return true;
    if (options_.show_hidden) return false;
    const auto property = object->get_own(machine_, key);
    return !property || (property->attributes & kEnumerable) == 0;
  });
  if (object->is_array() && options_.show_hidden &&
      std::find(keys.begin(), keys.end(), machine_.realm.keys.length) == keys.end()) {
    keys.insert(keys.begin(), machine_.realm.keys.length);
  }
  pinned_.keep_all(keys);
  return keys;
}

std::u16string Inspector::format_property(Object* holder, PropertyKey key, const Property& property,
                                          Value receiver, int depth, PropertyForm form) {
  static_cast<void>(holder);
  std::u16string text;
  if (property.is_accessor()) {
    text = format_accessor(*property.accessor(), receiver, depth);
  } else {
    // Node indents by three columns under `compact: true`.
    const bool wide = options_.compact == kAlwaysCompact && form == PropertyForm::named;
    const Indentation indented(indentation_, wide ? 3 : 2);
    follows_name_ = wide;
    text = format_value(property.value, depth);
    if (wide && !before(ConsoleFormat::node10) && options_.break_length < static_cast<double>(width(text)))
      text = u'\n' + spaces(indentation_) + text;
    else if (form == PropertyForm::named)
      text = u' ' + text;
    if (form == PropertyForm::element) return text;
  }
  if (form == PropertyForm::element) return text;
  if (property.is_accessor()) text = u' ' + text;

  std::u16string name;
  if (key.is_symbol()) {
    name = styled(escaped(u"Symbol(" + std::u16string(symbol_text(*key.symbol())) + u")"), Style::symbol);
    if (before(ConsoleFormat::node24)) return u"[" + name + u"]:" + text;
  } else {
    const std::u16string key_text =
        key.is_index() ? decimal(key.index()) : std::u16string(key.string()->view());
    name = property_name(key_text, quotes());
    if (!is_identifier_like(key_text)) name = styled(name, Style::string);
  }
  if ((property.attributes & kEnumerable) == 0) name = u"[" + name + u"]";
  return name + u":" + text;
}

std::u16string Inspector::format_accessor(const Accessor& accessor, Value receiver, int depth) {
  const bool readable = !accessor.getter.is_undefined();
  const bool writable = !accessor.setter.is_undefined();
  if (!readable) {
    return writable ? styled(u"[Setter]", Style::special) : styled(u"undefined", Style::undefined);
  }
  const std::u16string label = writable ? u"Getter/Setter" : u"Getter";
  using Getters = InspectOptions::Getters;
  const bool run = options_.getters == Getters::run ||
                   (options_.getters == Getters::run_without_setter && !writable) ||
                   (options_.getters == Getters::run_with_setter && writable);
  if (!run) return styled(u"[" + label + u"]", Style::special);
  const Indentation indented(indentation_, 2);
  const std::u16string start = styled(u"[" + label + u":", Style::special);
  const std::u16string end = styled(u"]", Style::special);
  try {
    const Value value = machine_.call(accessor.getter, receiver);
    if (value.is_object())
      return styled(u"[" + label + u"]", Style::special) + u" " + format_value(value, depth);
    return start + u" " + format_primitive(value) + end;
  } catch (const Throw& thrown) {
    const Value error = thrown.value;
    return start + u" <Inspection threw (" + format_value(error, depth) + u")>" + end;
  }
}

}  // namespace asyncq::engine::inspection
