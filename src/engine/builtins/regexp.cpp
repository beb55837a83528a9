// RegExp [22.2]: objects and their own methods. What strings do with patterns is in string_patterns.cpp.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/regexp_protocol.h"
#include "engine/builtins/string_parts.h"
#include "engine/messages.h"
#include "engine/property_operations.h"
#include "engine/regexp_object.h"
#include "engine/unicode.h"
#include "support/text.h"
#include "support/white_space.h"

namespace asyncq::engine {
namespace {

PropertyKey last_index_key(Machine& machine) {
  return machine.key("lastIndex");
}

RegExpObject* this_regexp(Machine& machine, const Arguments& arguments, std::string_view method) {
  RegExpObject* regexp = find_regexp(arguments.this_value);
  if (regexp == nullptr) throw_incompatible(machine, method, arguments.this_value);
  return regexp;
}

// [22.2.4.1]
Value regexp_constructor(Machine& machine, const Arguments& arguments) {
  const bool is_pattern = is_regexp(machine, arguments[0]);
  if (is_pattern && arguments[1].is_undefined() && !arguments.is_construct()) {
    const Value constructor = arguments[0].as_object()->get(machine, "constructor");
    if (machine.strict_equals(constructor, Value(arguments.callee))) return arguments[0];
  }
  Value source = arguments[0];
  Value flags = arguments[1];
  if (RegExpObject* regexp = find_regexp(arguments[0])) {
    source = Value(regexp->source);
    if (flags.is_undefined()) flags = Value(regexp->flags);
  } else if (is_pattern) {
    source = arguments[0].as_object()->get(machine, "source");
    if (flags.is_undefined()) flags = arguments[0].as_object()->get(machine, "flags");
  }
  const auto text = [&](Value value) {
    return value.is_undefined() ? machine.strings.intern("") : machine.to_string(value);
  };
  Object* prototype = machine.prototype_from(arguments.new_target, machine.realm.regexp_prototype);
  String* pattern = text(source);
  return Value(regexp_create(machine, pattern, text(flags), prototype));
}

Value exec(Machine& machine, const Arguments& arguments) {
  RegExpObject* regexp = this_regexp(machine, arguments, "RegExp.prototype.exec");
  String* text = machine.to_string(arguments[0]);
  const std::optional<RegExpMatch> match = regexp_exec(machine, regexp, text);
  return match.has_value() ? Value(regexp_match_array(machine, regexp, text, *match)) : Value::null();
}

Value test(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object())
    throw_incompatible(machine, "RegExp.prototype.test", arguments.this_value);
  Object* object = arguments.this_value.as_object();
  String* text = machine.to_string(arguments[0]);
  if (!is_plain_regexp(machine, arguments.this_value))
    return Value(!regexp_exec_by_protocol(machine, object, text).is_null());
  return Value(regexp_exec(machine, find_regexp(arguments.this_value), text).has_value());
}

Value to_string(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object()) {
    throw_incompatible(machine, "RegExp.prototype.toString", arguments.this_value);
  }
  Object* object = arguments.this_value.as_object();
  const std::string source = machine.to_utf8(object->get(machine, "source"));
  return machine.string(fmt::format("/{}/{}", source, machine.to_utf8(object->get(machine, "flags"))));
}

// EscapeRegExpPattern [22.2.6.13.1]
std::u16string escaped_source(std::u16string_view source) {
  if (source.empty()) return u"(?:)";
  std::u16string out;
  bool in_class = false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char16_t unit = source[i];
    if (unit == '\\' && i + 1 < source.size()) {
      out.push_back(unit);
      out.push_back(source[++i]);
    } else if (unit == '\n') {
      out += u"\\n";
    } else if (unit == '\r') {
      out += u"\\r";
    } else {
      if (unit == '/' && !in_class) out.push_back('\\');
      if (unit == '[') in_class = true;
      if (unit == ']') in_class = false;
      out.push_back(unit);
    }
  }
  return out;
}

Value get_source(Machine& machine, const Arguments& arguments) {
  if (arguments.this_value.same_bits(Value(machine.realm.regexp_prototype))) return machine.string("(?:)");
  return machine.string(
      escaped_source(this_regexp(machine, arguments, "RegExp.prototype.source getter")->source->view()));
}

struct FlagRow {
  std::string_view name;
  char16_t letter;
};
// In the order that `flags` shows them.
constexpr FlagRow kFlags[] = {
    {"hasIndices", u'd'}, {"global", u'g'},  {"ignoreCase", u'i'}, {"multiline", u'm'},
    {"dotAll", u's'},     {"unicode", u'u'}, {"sticky", u'y'},
};

template <std::size_t row>
Value get_flag(Machine& machine, const Arguments& arguments) {
  if (arguments.this_value.same_bits(Value(machine.realm.regexp_prototype))) return Value::undefined();
  const RegExpObject* regexp = find_regexp(arguments.this_value);
  if (regexp == nullptr) {
    machine.throw_type_error(
        fmt::format("RegExp.prototype.{} getter called on non-RegExp object", kFlags[row].name));
  }
  return Value(regexp->flags->view().find(kFlags[row].letter) != std::u16string_view::npos);
}

Value get_flags(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object()) {
    throw_incompatible(machine, "RegExp.prototype.flags getter", arguments.this_value);
  }
  std::u16string out;
  for (const FlagRow& row : kFlags) {
    if (machine.to_boolean(arguments.this_value.as_object()->get(machine, row.name)))
      out.push_back(row.letter);
  }
  return machine.string(std::move(out));
}

// EncodeForRegExpEscape [22.2.5.1.1]
void append_escaped(std::u16string& out, char32_t code_point) {
  constexpr std::u32string_view kSyntax = U"^$\\.*+?()[]{}|/";
  constexpr std::u32string_view kControls = U"\t\n\v\f\r";
  constexpr std::u16string_view kControlLetters = u"tnvfr";
  constexpr std::u32string_view kOtherPunctuators = U",-=<>#&!%:;@~'`\"";
  constexpr char32_t kLastOfTwoDigits = 0xFF;
  if (kSyntax.find(code_point) != std::u32string_view::npos) {
    out.push_back('\\');
    append_utf16(out, code_point);
  } else if (const std::size_t control = kControls.find(code_point); control != std::u32string_view::npos) {
    out.push_back('\\');
    out.push_back(kControlLetters[control]);
  } else if (kOtherPunctuators.find(code_point) != std::u32string_view::npos ||
             support::is_white_space(code_point) || is_surrogate(code_point)) {
    const auto number = static_cast<std::uint32_t>(code_point);
    out += support::utf16_from_wtf8(code_point <= kLastOfTwoDigits ? fmt::format("\\x{:02x}", number)
                                                                   : fmt::format("\\u{:04x}", number));
  } else {
    append_utf16(out, code_point);
  }
}

// RegExp.escape [22.2.5.1]
Value escape(Machine& machine, const Arguments& arguments) {
  if (!arguments[0].is_string()) machine.throw_type_error("input argument must be a string");
  const std::u16string_view text = arguments[0].as_string()->view();
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint at = code_point_at(text, i);
    const bool is_alphanumeric = (at.value >= '0' && at.value <= '9') ||
                                 (at.value >= 'A' && at.value <= 'Z') || (at.value >= 'a' && at.value <= 'z');
    if (i == 0 && is_alphanumeric) {
      out += support::utf16_from_wtf8(fmt::format("\\x{:02x}", static_cast<std::uint32_t>(at.value)));
    } else {
      append_escaped(out, at.value);
    }
    i += at.units;
  }
  return machine.string(std::move(out));
}

constexpr MethodRow kStatics[] = {{"escape", 1, escape}};
constexpr MethodRow kMethods[] = {
    {"exec", 1, exec},
    {"test", 1, test},
    {"toString", 0, to_string},
};
constexpr GetterRow kGetters[] = {
    {"dotAll", get_flag<4>},     {"flags", get_flags},        {"global", get_flag<1>},
    {"hasIndices", get_flag<0>}, {"ignoreCase", get_flag<2>}, {"multiline", get_flag<3>},
    {"source", get_source},      {"sticky", get_flag<6>},     {"unicode", get_flag<5>},
};

// The value of each named group, by what `value_of` makes of a group; undefined when there are no names.
template <typename ValueOf>
Value named_groups(Machine& machine, const regexp::Code& code, ValueOf value_of) {
  if (code.names.empty()) return Value::undefined();
  Object* groups = machine.create_object(nullptr);
  for (const auto& [name, group] : code.names) {
    groups->define(machine, machine.strings.key(std::u16string_view(name)), value_of(group));
  }
  return Value(groups);
}

// MakeMatchIndicesIndexPairArray [22.2.7.8]
Value match_indices(Machine& machine, RegExpObject* regexp, const RegExpMatch& match) {
  const auto pair = [&](std::size_t group) {
    const RegExpMatch::Group& at = match.groups[group];
    if (!at.is_set()) return Value::undefined();
    return Value(machine.create_array({Value(at.begin), Value(at.end)}));
  };
  Array* indices = machine.create_array();
  for (std::size_t i = 0; i < match.groups.size(); ++i) indices->elements.push_back(pair(i));
  indices->define(machine, "groups", named_groups(machine, *regexp->code, pair));
  return Value(indices);
}

}  // namespace

RegExpObject* regexp_create(Machine& machine, String* pattern, String* flags, Object* prototype) {
  const std::optional<program::regexp::Flags> parsed_flags = program::regexp::parse_flags(flags->view());
  if (!parsed_flags.has_value()) {
    machine.throw_error(ErrorKind::syntax_error,
                        fmt::format("Invalid flags supplied to RegExp constructor '{}'", flags->utf8()));
  }
  const std::variant<program::regexp::Pattern, program::regexp::PatternFault> parsed =
      program::regexp::parse_pattern(pattern->view(), *parsed_flags);
  if (const auto* fault = std::get_if<program::regexp::PatternFault>(&parsed)) {
    if (fault->unmodelled) machine.not_modelled(fault->message);
    machine.throw_error(ErrorKind::syntax_error, fmt::format("Invalid regular expression: /{}/{}: {}",
                                                             pattern->utf8(), flags->utf8(), fault->message));
  }
  auto* regexp =
      machine.heap.make<RegExpObject>(machine.shape_for(prototype), pattern, flags,
                                      regexp::compile_pattern(std::get<program::regexp::Pattern>(parsed)));
  regexp->define(machine, last_index_key(machine), Value(0.0), kWritable);
  return regexp;
}

std::u16string regexp_text(RegExpObject* regexp) {
  std::u16string out = u"/" + escaped_source(regexp->source->view()) + u"/";
  for (const FlagRow& row : kFlags) {
    if (regexp->flags->view().find(row.letter) != std::u16string_view::npos) out.push_back(row.letter);
  }
  return out;
}

std::optional<RegExpMatch> regexp_match(Machine& machine, RegExpObject* regexp, String* text,
                                        std::size_t index, bool sticky) {
  const regexp::Code& code = *regexp->code;
  regexp::Matcher matcher(code, text->view(), [&machine] {
    machine.count_work(regexp::Matcher::kStepsPerCall);
    machine.safe_point();
  });
  const regexp::MatchResult result = sticky ? matcher.match_at(index) : matcher.search(index);
  keep_alive(text);
  keep_alive(regexp);
  if (result == regexp::MatchResult::too_deep) machine.throw_range_error("Maximum call stack size exceeded");
  if (result == regexp::MatchResult::no_match) return std::nullopt;
  RegExpMatch match;
  for (std::uint32_t group = 0; group < code.group_count; ++group) {
    match.groups.push_back({matcher.begin(group), matcher.end(group)});
  }
  return match;
}

std::optional<RegExpMatch> regexp_exec(Machine& machine, RegExpObject* regexp, String* text) {
  const PropertyKey key = last_index_key(machine);
  const regexp::Flags& flags = regexp->code->flags;
  const bool keeps_index = flags.global || flags.sticky;
  const std::uint64_t last_index = machine.to_length(regexp->get(machine, key));
  const std::uint64_t index = keeps_index ? last_index : 0;
  std::optional<RegExpMatch> match;
  if (index <= text->length()) match = regexp_match(machine, regexp, text, index, flags.sticky);
  if (keeps_index) set_or_throw(machine, regexp, key, match.has_value() ? Value(match->end()) : Value(0.0));
  return match;
}

Array* regexp_match_array(Machine& machine, RegExpObject* regexp, String* text, const RegExpMatch& match) {
  const auto group_text = [&](std::size_t group) {
    const RegExpMatch::Group& at = match.groups[group];
    if (!at.is_set()) return Value::undefined();
    return text_between(machine, text, static_cast<std::size_t>(at.begin), static_cast<std::size_t>(at.end));
  };
  Array* result = machine.create_array();
  for (std::size_t i = 0; i < match.groups.size(); ++i) result->elements.push_back(group_text(i));
  result->define(machine, machine.realm.keys.index, Value(match.begin()), kDataDefault);
  result->define(machine, "input", Value(text));
  result->define(machine, "groups", named_groups(machine, *regexp->code, group_text));
  if (regexp->code->flags.has_indices) {
    result->define(machine, "indices", match_indices(machine, regexp, match));
  }
  return result;
}

std::uint64_t regexp_advance(String* text, std::uint64_t index, bool full_unicode) {
  if (!full_unicode || index >= text->length()) return index + 1;
  return index + code_point_at(text->view(), static_cast<std::size_t>(index)).units;
}

// The value of a literal [13.2.7.3].
Value create_regexp(Machine& machine, String* pattern, String* flags) {
  return Value(regexp_create(machine, pattern, flags, machine.realm.regexp_prototype));
}

void install_regexp(Machine& machine) {
  Object* prototype = machine.realm.regexp_prototype;
  NativeFunction* constructor = define_constructor(machine, "RegExp", 2, regexp_constructor, prototype);
  static constexpr GetterRow kSpecies[] = {{"@@species", return_this}};
  define_getters(machine, constructor, kSpecies);
  define_methods(machine, constructor, kStatics);
  define_methods(machine, prototype, kMethods);
  define_getters(machine, prototype, kGetters);
  machine.realm.regexp_exec = prototype->get(machine, "exec");
}

}  // namespace asyncq::engine
