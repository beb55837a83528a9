// String [22.1]: the constructor, what reads strings, and what makes new ones. Searching and replacing by
// pattern is in string_patterns.cpp.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/array_iterator.h"
#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/regexp_protocol.h"
#include "engine/builtins/string_parts.h"
#include "engine/collation.h"
#include "engine/messages.h"
#include "engine/normalization.h"
#include "engine/unicode.h"
#include "engine/wording.h"

namespace asyncq::engine {
namespace {

// [22.1.1.1]
Value string_constructor(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct() && arguments[0].is_symbol()) {
    return machine.string(PropertyKey::from_symbol(arguments[0].as_symbol()).utf8());
  }
  const Value text = arguments.count == 0 ? machine.string("") : Value(machine.to_string(arguments[0]));
  if (!arguments.is_construct()) return text;
  Object* prototype = machine.prototype_from(arguments.new_target, machine.realm.string_prototype);
  return Value(machine.heap.make<PrimitiveWrapper>(machine.shape_for(prototype), text));
}

Value from_char_code(Machine& machine, const Arguments& arguments) {
  std::u16string out;
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    out.push_back(static_cast<char16_t>(machine.to_uint32(arguments[i]) & 0xFFFF));
  }
  return machine.string(std::move(out));
}

Value from_code_point(Machine& machine, const Arguments& arguments) {
  std::u16string out;
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    const double point = machine.to_number(arguments[i]);
    if (!(point >= 0 && point <= 0x10FFFF) || point != std::trunc(point)) {
      machine.throw_range_error("Invalid code point " + message_text(machine, Value(point)));
    }
    append_utf16(out, static_cast<char32_t>(point));
  }
  return machine.string(std::move(out));
}

// [22.1.2.4]
Value raw(Machine& machine, const Arguments& arguments) {
  Object* strings = machine.to_object(machine.to_object(arguments[0])->get(machine, "raw"));
  ArrayLike literals(machine, strings);
  const std::uint64_t count = literals.length();
  std::u16string out;
  for (std::uint64_t i = 0; i < count; ++i) {
    machine.safe_point();
    out += machine.to_text(literals.get(i));
    if (i + 1 < count && i + 1 < arguments.count) {
      out += machine.to_text(arguments[static_cast<std::uint32_t>(i) + 1]);
    }
    if (out.size() > String::kMaxLength) machine.throw_range_error("Invalid string length");
  }
  return machine.string(std::move(out));
}

// --- code units and code points ---

Value at(Machine& machine, const Arguments& arguments) {
  const std::u16string_view text = this_text(machine, arguments, "at")->view();
  const double relative = machine.to_integer_or_infinity(arguments[0]);
  const double index = relative < 0 ? static_cast<double>(text.size()) + relative : relative;
  if (index < 0 || index >= static_cast<double>(text.size())) return Value::undefined();
  return machine.string(std::u16string(1, text[static_cast<std::size_t>(index)]));
}

// The place that an argument names, when the text has it.
std::optional<std::size_t> index_within(Machine& machine, Value argument, std::size_t size) {
  const double index = machine.to_integer_or_infinity(argument);
  if (index < 0 || index >= static_cast<double>(size)) return std::nullopt;
  return static_cast<std::size_t>(index);
}

Value char_at(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "charAt");
  const std::optional<std::size_t> index = index_within(machine, arguments[0], text->length());
  if (!index.has_value()) return machine.string("");
  return machine.string(std::u16string(1, text->view()[*index]));
}

Value char_code_at(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "charCodeAt");
  const std::optional<std::size_t> index = index_within(machine, arguments[0], text->length());
  return index.has_value() ? Value(static_cast<double>(text->view()[*index])) : Value(std::nan(""));
}

Value code_point_at_index(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "codePointAt");
  const std::optional<std::size_t> index = index_within(machine, arguments[0], text->length());
  if (!index.has_value()) return Value::undefined();
  return Value(static_cast<double>(code_point_at(text->view(), *index).value));
}

bool is_well_formed_at(std::u16string_view text, std::size_t index) {
  return !is_surrogate(text[index]) || code_point_at(text, index).units == 2;
}

Value is_well_formed(Machine& machine, const Arguments& arguments) {
  const std::u16string_view text = this_text(machine, arguments, "isWellFormed")->view();
  for (std::size_t i = 0; i < text.size(); i += code_point_at(text, i).units) {
    if (!is_well_formed_at(text, i)) return Value(false);
  }
  return Value(true);
}

Value to_well_formed(Machine& machine, const Arguments& arguments) {
  std::u16string text(this_text(machine, arguments, "toWellFormed")->view());
  for (std::size_t i = 0; i < text.size(); i += code_point_at(text, i).units) {
    if (!is_well_formed_at(text, i)) text[i] = 0xFFFD;
  }
  return machine.string(std::move(text));
}

// --- searching ---

// Position arguments are clamped to the text.
std::size_t clamped(Machine& machine, Value position, std::size_t size, std::size_t fallback) {
  if (position.is_undefined()) return fallback;
  const double index = machine.to_integer_or_infinity(position);
  return static_cast<std::size_t>(std::clamp(index, 0.0, static_cast<double>(size)));
}

Value index_of(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "indexOf");
  String* wanted = machine.to_string(arguments[0]);
  const std::size_t from = clamped(machine, arguments[1], text->length(), 0);
  machine.count_work(text->length() / Machine::kUnitsPerStep);
  const std::size_t found = text->view().find(wanted->view(), from);
  return found == std::u16string_view::npos ? Value(-1) : Value(found);
}

Value last_index_of(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "lastIndexOf");
  String* wanted = machine.to_string(arguments[0]);
  const double position = machine.to_number(arguments[1]);
  const auto size = static_cast<double>(text->length());
  const double from = std::isnan(position) ? size : std::clamp(std::trunc(position), 0.0, size);
  machine.count_work(text->length() / Machine::kUnitsPerStep);
  const std::size_t found = text->view().rfind(wanted->view(), static_cast<std::size_t>(from));
  return found == std::u16string_view::npos ? Value(-1) : Value(found);
}

String* require_no_pattern(Machine& machine, Value wanted, std::string_view method) {
  if (is_regexp(machine, wanted)) {
    machine.throw_type_error(
        fmt::format("First argument to String.prototype.{} must not be a regular expression", method));
  }
  return machine.to_string(wanted);
}

Value includes(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "includes");
  String* wanted = require_no_pattern(machine, arguments[0], "includes");
  const std::size_t from = clamped(machine, arguments[1], text->length(), 0);
  machine.count_work(text->length() / Machine::kUnitsPerStep);
  return Value(text->view().find(wanted->view(), from) != std::u16string_view::npos);
}

Value starts_with(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "startsWith");
  String* wanted = require_no_pattern(machine, arguments[0], "startsWith");
  const std::size_t from = clamped(machine, arguments[1], text->length(), 0);
  return Value(text->view().substr(from).starts_with(wanted->view()));
}

Value ends_with(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "endsWith");
  String* wanted = require_no_pattern(machine, arguments[0], "endsWith");
  const std::size_t end = clamped(machine, arguments[1], text->length(), text->length());
  return Value(text->view().substr(0, end).ends_with(wanted->view()));
}

Value locale_compare(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "localeCompare");
  String* other = machine.to_string(arguments[0]);
  CollationOptions options;
  if (arguments[2].is_object()) {
    Object* given = arguments[2].as_object();
    options.numeric = machine.to_boolean(given->get(machine, "numeric"));
    const Value sensitivity = given->get(machine, "sensitivity");
    const std::string level = sensitivity.is_undefined() ? "variant" : machine.to_utf8(sensitivity);
    options.accents = level == "accent" || level == "variant";
    options.case_level = level == "case" || level == "variant";
  }
  return Value(compare_texts(text->view(), other->view(), options));
}

// --- parts ---

Value substring_value(Machine& machine, String* text, std::size_t begin, std::size_t end) {
  if (begin == 0 && end == text->length()) return Value(text);
  return machine.string(std::u16string(text->view().substr(begin, end > begin ? end - begin : 0)));
}

Value slice(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "slice");
  const std::uint64_t begin = relative_index(machine, arguments[0], text->length(), 0);
  const std::uint64_t end = relative_index(machine, arguments[1], text->length(), text->length());
  return substring_value(machine, text, begin, end);
}

Value substring(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "substring");
  const std::size_t first = clamped(machine, arguments[0], text->length(), 0);
  const std::size_t second = clamped(machine, arguments[1], text->length(), text->length());
  return substring_value(machine, text, std::min(first, second), std::max(first, second));
}

Value substr(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "substr");
  const std::uint64_t begin = relative_index(machine, arguments[0], text->length(), 0);
  const std::size_t rest = text->length() - begin;
  return substring_value(machine, text, begin, begin + clamped(machine, arguments[1], rest, rest));
}

template <bool start, bool end>
Value trim(Machine& machine, const Arguments& arguments) {
  constexpr std::string_view kMethod = start && end ? "trim" : start ? "trimLeft" : "trimRight";
  String* text = this_text(machine, arguments, kMethod);
  std::u16string_view trimmed = text->view();
  if (start) trimmed = trim_start(trimmed);
  if (end) trimmed = trim_end(trimmed);
  return trimmed.size() == text->length() ? Value(text) : machine.string(std::u16string(trimmed));
}

// --- longer ones ---

Value concat(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "concat");
  for (std::uint32_t i = 0; i < arguments.count; ++i)
    text = machine.concat(text, machine.to_string(arguments[i]));
  return Value(text);
}

Value repeat(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "repeat");
  const double count = machine.to_integer_or_infinity(arguments[0]);
  if (count < 0 || std::isinf(count)) {
    machine.throw_range_error(worded(machine, Message::repeat_count, message_text(machine, arguments[0])));
  }
  if (text->length() == 0 || count == 0) return machine.string("");
  if (count * text->length() > String::kMaxLength) machine.throw_range_error("Invalid string length");
  const std::size_t length = static_cast<std::size_t>(count) * text->length();
  machine.claim(length * sizeof(char16_t));
  std::u16string out;
  out.reserve(length);
  while (out.size() < length) out += text->view();
  return machine.string(std::move(out));
}

template <bool at_start>
Value pad(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, at_start ? "padStart" : "padEnd");
  const std::uint64_t wanted = machine.to_length(arguments[0]);
  if (wanted <= text->length()) return Value(text);
  const std::u16string filler =
      arguments[1].is_undefined() ? u" " : std::u16string(machine.to_string(arguments[1])->view());
  if (filler.empty()) return Value(text);
  if (wanted > String::kMaxLength) machine.throw_range_error("Invalid string length");
  machine.claim(wanted * sizeof(char16_t));
  const std::size_t missing = wanted - text->length();
  std::u16string padding;
  padding.reserve(missing);
  while (padding.size() < missing) padding += filler.substr(0, missing - padding.size());
  std::u16string out(at_start ? padding : text->view());
  out += at_start ? text->view() : std::u16string_view(padding);
  return machine.string(std::move(out));
}

template <bool upper, bool locale>
Value map_case(Machine& machine, const Arguments& arguments) {
  constexpr std::string_view kMethod =
      upper ? (locale ? "toLocaleUpperCase" : "toUpperCase") : (locale ? "toLocaleLowerCase" : "toLowerCase");
  String* text = this_text(machine, arguments, kMethod);
  machine.claim(text->length() * sizeof(char16_t));
  return machine.string(upper ? to_upper(text->view()) : to_lower(text->view()));
}

// Texts beyond ASCII are given back as they are: compositions are not modelled.
Value normalize(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "normalize");
  const std::string form = arguments[0].is_undefined() ? "NFC" : machine.to_utf8(arguments[0]);
  constexpr std::string_view kForms[] = {"NFC", "NFD", "NFKC", "NFKD"};
  const auto* found = std::find(std::begin(kForms), std::end(kForms), form);
  if (found == std::end(kForms)) {
    machine.throw_range_error("The normalization form should be one of NFC, NFD, NFKC, NFKD.");
  }
  machine.claim(text->length() * sizeof(char32_t));
  Normalized normalized = normalize(text->view(), static_cast<NormalizationForm>(found - std::begin(kForms)));
  if (normalized.unknown) {
    machine.not_modelled(fmt::format("String.prototype.normalize of U+{:04X}",
                                     static_cast<std::uint32_t>(*normalized.unknown)));
  }
  return machine.string(std::move(normalized.text));
}

template <bool to_string>
Value value_of(Machine& machine, const Arguments& arguments) {
  if (arguments.this_value.is_string()) return arguments.this_value;
  if (arguments.this_value.is_object() &&
      arguments.this_value.as_object()->kind() == CellKind::primitive_wrapper) {
    const Value primitive = static_cast<PrimitiveWrapper*>(arguments.this_value.as_object())->primitive;
    if (primitive.is_string()) return primitive;
  }
  machine.throw_type_error(fmt::format("String.prototype.{} requires that 'this' be a String",
                                       to_string ? "toString" : "valueOf"));
}

// --- iterator [22.1.5] ---

Value iterate(Machine& machine, const Arguments& arguments) {
  String* text = this_text(machine, arguments, "[Symbol.iterator]");
  return Value(
      machine.heap.make<StringIterator>(machine.shape_for(machine.realm.string_iterator_prototype), text));
}

Value iterator_next(Machine& machine, const Arguments& arguments) {
  auto* iterator = arguments.this_value.is_object()
                       ? dynamic_cast<StringIterator*>(arguments.this_value.as_object())
                       : nullptr;
  if (iterator == nullptr)
    throw_incompatible(machine, "String Iterator.prototype.next", arguments.this_value);
  const std::u16string_view text = iterator->iterated->view();
  if (iterator->next_index >= text.size()) {
    return Value(machine.create_iterator_result(Value::undefined(), true));
  }
  const std::size_t begin = iterator->next_index;
  const std::uint32_t units = code_point_at(text, begin).units;
  iterator->next_index += units;
  return Value(
      machine.create_iterator_result(machine.string(std::u16string(text.substr(begin, units))), false));
}

constexpr MethodRow kStaticMethods[] = {
    {"fromCharCode", 1, from_char_code},
    {"fromCodePoint", 1, from_code_point},
    {"raw", 1, raw},
};

constexpr MethodRow kMethods[] = {
    {"at", 1, at},
    {"charAt", 1, char_at},
    {"charCodeAt", 1, char_code_at},
    {"codePointAt", 1, code_point_at_index},
    {"concat", 1, concat},
    {"endsWith", 1, ends_with},
    {"includes", 1, includes},
    {"indexOf", 1, index_of},
    {"isWellFormed", 0, is_well_formed},
    {"lastIndexOf", 1, last_index_of},
    {"localeCompare", 1, locale_compare},
    {"normalize", 0, normalize},
    {"padEnd", 1, pad<false>},
    {"padStart", 1, pad<true>},
    {"repeat", 1, repeat},
    {"slice", 2, slice},
    {"substr", 2, substr},
    {"substring", 2, substring},
    {"startsWith", 1, starts_with},
    {"toString", 0, value_of<true>},
    {"toWellFormed", 0, to_well_formed},
    {"trim", 0, trim<true, true>},
    {"trimStart", 0, trim<true, false>},
    {"trimEnd", 0, trim<false, true>},
    {"toLocaleLowerCase", 0, map_case<false, true>},
    {"toLocaleUpperCase", 0, map_case<true, true>},
    {"toLowerCase", 0, map_case<false, false>},
    {"toUpperCase", 0, map_case<true, false>},
    {"valueOf", 0, value_of<false>},
    {"@@iterator", 0, iterate},
};

}  // namespace

String* this_text(Machine& machine, const Arguments& arguments, std::string_view method) {
  if (arguments.this_value.is_string()) return arguments.this_value.as_string();
  if (arguments.this_value.is_nullish()) {
    require_coercible(machine, arguments.this_value, fmt::format("String.prototype.{}", method));
  }
  return machine.to_string(arguments.this_value);
}

void install_string(Machine& machine) {
  Realm& realm = machine.realm;
  Object* prototype = realm.string_prototype;
  NativeFunction* constructor = define_constructor(machine, "String", 1, string_constructor, prototype);
  define_methods(machine, constructor, kStaticMethods);
  define_methods(machine, prototype, kMethods);
  define_alias(machine, prototype, "trimStart", machine.key("trimLeft"));
  define_alias(machine, prototype, "trimEnd", machine.key("trimRight"));
  install_string_patterns(machine);
  install_string_markup(machine);
  static constexpr MethodRow kNext[] = {{"next", 0, iterator_next}};
  define_methods(machine, realm.string_iterator_prototype, kNext);
  define_tag(machine, realm.string_iterator_prototype, "String Iterator");
  install_uri(machine);
}

}  // namespace asyncq::engine
