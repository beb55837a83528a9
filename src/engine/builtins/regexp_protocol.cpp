#include "engine/builtins/regexp_protocol.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/string_parts.h"
#include "engine/pinned.h"
#include "engine/property_operations.h"
#include "engine/regexp_object.h"
#include "scheduler/features.h"

namespace asyncq::engine {
namespace {

struct Flags {
  String* text = nullptr;
  [[nodiscard]] bool has(char16_t letter) const {
    return text->view().find(letter) != std::u16string_view::npos;
  }
  [[nodiscard]] bool global() const { return has('g'); }
  [[nodiscard]] bool full_unicode() const { return has('u') || has('v'); }
};

struct ReplaceFlags {
  bool global = false;
  bool full_unicode = false;
};

Flags flags_of(Machine& machine, Object* regexp) {
  return {machine.to_string(regexp->get(machine, "flags"))};
}

// Steps 7 and 11.a of [22.2.6.11]. V8 read the single flags until Node 26, as older editions have it.
ReplaceFlags replace_flags_of(Machine& machine, Object* regexp) {
  constexpr unsigned kFirstWithText = 26;
  if (!scheduler::is_node_before(machine.policy(), kFirstWithText)) {
    const Flags flags = flags_of(machine, regexp);
    return {flags.global(), flags.full_unicode()};
  }
  const auto is_set = [&](std::string_view name) { return machine.to_boolean(regexp->get(machine, name)); };
  const bool global = is_set("global");
  return {global, global && is_set("unicode")};
}

Value last_index(Machine& machine, Object* regexp) {
  return regexp->get(machine, "lastIndex");
}

void set_last_index(Machine& machine, Object* regexp, Value value) {
  set_or_throw(machine, regexp, machine.key("lastIndex"), value);
}

// Past a match of nothing, so that the next one is another.
void step_over(Machine& machine, Object* regexp, String* text, bool full_unicode) {
  const std::uint64_t index = machine.to_length(last_index(machine, regexp));
  set_last_index(machine, regexp, Value(static_cast<double>(regexp_advance(text, index, full_unicode))));
}

Value element_of(Machine& machine, Object* match, std::uint32_t index) {
  return match->get(machine, PropertyKey::from_index(index));
}

// new (the constructor of this object's species)(regexp, flags)
Object* construct_like(Machine& machine, Object* regexp, String* flags) {
  Value constructor = species_of(machine, regexp);
  if (constructor.is_undefined())
    constructor = machine.realm.regexp_prototype->get(machine, machine.realm.keys.constructor);
  return machine.construct(constructor, {Value(regexp), Value(flags)}).as_object();
}

// Steps 11 and 14 of [22.2.6.11]: the results of matching, all found before anything is replaced.
Array* matches_to_replace(Machine& machine, Object* regexp, String* text, const ReplaceFlags& flags) {
  Array* results = machine.create_array();
  if (flags.global) set_last_index(machine, regexp, Value(0));
  while (true) {
    const Value result = regexp_exec_by_protocol(machine, regexp, text);
    if (result.is_null()) return results;
    append_element(machine, results, result);
    if (!flags.global) return results;
    if (machine.to_string(element_of(machine, result.as_object(), 0))->length() == 0)
      step_over(machine, regexp, text, flags.full_unicode);
    machine.safe_point();
  }
}

// One result of matching, as [22.2.6.11 step 14] reads it.
struct FoundMatch {
  String* matched = nullptr;
  std::size_t position = 0;
  Array* captures = nullptr;
  Value named;
};

FoundMatch read_match(Machine& machine, Object* result, String* text) {
  const std::uint64_t length = machine.to_length(result->get(machine, machine.realm.keys.length));
  FoundMatch found;
  found.matched = machine.to_string(element_of(machine, result, 0));
  const double position = machine.to_integer_or_infinity(result->get(machine, machine.realm.keys.index));
  found.position = static_cast<std::size_t>(std::clamp(position, 0.0, static_cast<double>(text->length())));
  found.captures = machine.create_array();
  for (std::uint64_t n = 1; n < length; ++n) {
    const Value capture = result->get(machine, machine.to_property_key(Value(static_cast<double>(n))));
    append_element(machine, found.captures,
                   capture.is_undefined() ? capture : Value(machine.to_string(capture)));
    machine.safe_point();
  }
  found.named = result->get(machine, "groups");
  return found;
}

std::u16string call_replacer(Machine& machine, const FoundMatch& found, String* text, Value replacer) {
  Array* arguments = machine.create_array({Value(found.matched)});
  for (const Value capture : found.captures->elements) arguments->elements.push_back(capture);
  arguments->elements.emplace_back(static_cast<double>(found.position));
  arguments->elements.emplace_back(text);
  if (!found.named.is_undefined()) arguments->elements.push_back(found.named);
  return std::u16string(machine.to_text(machine.call(replacer, Value::undefined(), arguments->elements)));
}

std::u16string fill_template(Machine& machine, const FoundMatch& found, String* text, String* replacement) {
  Substitution substitution;
  substitution.text = text->view();
  substitution.matched = found.matched->view();
  substitution.position = found.position;
  for (const Value capture : found.captures->elements) {
    if (capture.is_undefined()) {
      substitution.captures.emplace_back(std::nullopt);
    } else {
      substitution.captures.emplace_back(capture.as_string()->view());
    }
  }
  if (!found.named.is_undefined()) {
    Object* named = machine.to_object(found.named);
    substitution.named = [&machine, named](std::u16string_view name) {
      const Value value = named->get(machine, machine.strings.key(name));
      return std::u16string(value.is_undefined() ? u"" : machine.to_text(value));
    };
  }
  std::u16string out;
  append_substitution(out, substitution, replacement->view());
  return out;
}

}  // namespace

bool is_plain_regexp(Machine& machine, Value value) {
  if (find_regexp(value) == nullptr) return false;
  Object* prototype = machine.realm.regexp_prototype;
  Shape* shape = value.as_object()->shape();
  // Its one property is lastIndex.
  if (shape->prototype() != prototype || shape->slot_count() != 1) return false;
  const std::optional<Property> exec = prototype->get_own(machine, machine.key("exec"));
  return exec.has_value() && exec->value.same_bits(machine.realm.regexp_exec);
}

bool is_regexp(Machine& machine, Value value) {
  if (!value.is_object()) return false;
  const Value matcher = value.as_object()->get(machine, PropertyKey::from_symbol(machine.realm.symbol_match));
  return matcher.is_undefined() ? find_regexp(value) != nullptr : machine.to_boolean(matcher);
}

Value regexp_exec_by_protocol(Machine& machine, Object* regexp, String* text) {
  const Value exec = regexp->get(machine, "exec");
  if (is_callable(exec)) {
    const Value result = machine.call(exec, Value(regexp), {Value(text)});
    if (result.is_object() || result.is_null()) return result;
    machine.throw_type_error("RegExp exec method returned something other than an Object or null");
  }
  RegExpObject* native = find_regexp(Value(regexp));
  if (native == nullptr) throw_incompatible(machine, "RegExp.prototype.exec", Value(regexp));
  const std::optional<RegExpMatch> match = regexp_exec(machine, native, text);
  return match.has_value() ? Value(regexp_match_array(machine, native, text, *match)) : Value::null();
}

Value match_by_protocol(Machine& machine, Object* regexp, String* text) {
  const Flags flags = flags_of(machine, regexp);
  if (!flags.global()) return regexp_exec_by_protocol(machine, regexp, text);
  set_last_index(machine, regexp, Value(0));
  Array* all = machine.create_array();
  while (true) {
    const Value result = regexp_exec_by_protocol(machine, regexp, text);
    if (result.is_null()) return all->elements.empty() ? Value::null() : Value(all);
    String* matched = machine.to_string(element_of(machine, result.as_object(), 0));
    append_element(machine, all, Value(matched));
    if (matched->length() == 0) step_over(machine, regexp, text, flags.full_unicode());
    machine.safe_point();
  }
}

Value replace_by_protocol(Machine& machine, Object* regexp, String* text, Value replace_value) {
  const bool is_function = is_callable(replace_value);
  String* replacement = is_function ? nullptr : machine.to_string(replace_value);
  const ReplaceFlags flags = replace_flags_of(machine, regexp);
  Array* results = matches_to_replace(machine, regexp, text, flags);
  std::u16string out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < results->elements.size(); ++i) {
    const FoundMatch found = read_match(machine, results->elements[i].as_object(), text);
    const std::u16string part = is_function ? call_replacer(machine, found, text, replace_value)
                                            : fill_template(machine, found, text, replacement);
    machine.safe_point();
    if (found.position < next) continue;
    out += text->view().substr(next, found.position - next);
    out += part;
    if (out.size() > String::kMaxLength) machine.throw_range_error("Invalid string length");
    machine.claim(part.size() * sizeof(char16_t));
    next = found.position + found.matched->length();
  }
  if (next < text->length()) out += text->view().substr(next);
  return machine.string(std::move(out));
}

Value search_by_protocol(Machine& machine, Object* regexp, String* text) {
  const Value previous = last_index(machine, regexp);
  if (!machine.same_value(previous, Value(0))) set_last_index(machine, regexp, Value(0));
  const Value result = regexp_exec_by_protocol(machine, regexp, text);
  if (!machine.same_value(last_index(machine, regexp), previous)) set_last_index(machine, regexp, previous);
  return result.is_null() ? Value(-1) : result.as_object()->get(machine, machine.realm.keys.index);
}

Value split_by_protocol(Machine& machine, Object* regexp, String* text, Value limit) {
  const Flags flags = flags_of(machine, regexp);
  String* sticky =
      flags.has('y') ? flags.text : machine.string(std::u16string(flags.text->view()) + u"y").as_string();
  Object* splitter = construct_like(machine, regexp, sticky);
  Array* parts = machine.create_array();
  const std::uint32_t most = split_limit(machine, limit);
  if (most == 0) return Value(parts);
  const std::size_t size = text->length();
  if (size == 0) {
    if (regexp_exec_by_protocol(machine, splitter, text).is_null())
      append_element(machine, parts, Value(text));
    return Value(parts);
  }
  std::size_t begin = 0;
  std::size_t index = 0;
  while (index < size) {
    machine.safe_point();
    set_last_index(machine, splitter, Value(static_cast<double>(index)));
    const Value result = regexp_exec_by_protocol(machine, splitter, text);
    const std::uint64_t end =
        result.is_null() ? begin
                         : std::min<std::uint64_t>(machine.to_length(last_index(machine, splitter)), size);
    if (end == begin) {
      index = static_cast<std::size_t>(regexp_advance(text, index, flags.full_unicode()));
      continue;
    }
    append_element(machine, parts, text_between(machine, text, begin, index));
    if (parts->elements.size() == most) return Value(parts);
    begin = static_cast<std::size_t>(end);
    const std::uint64_t groups =
        machine.to_length(result.as_object()->get(machine, machine.realm.keys.length));
    for (std::uint64_t group = 1; group < groups; ++group) {
      const PropertyKey key = machine.to_property_key(Value(static_cast<double>(group)));
      append_element(machine, parts, result.as_object()->get(machine, key));
      if (parts->elements.size() == most) return Value(parts);
      machine.safe_point();
    }
    index = begin;
  }
  append_element(machine, parts, text_between(machine, text, begin, size));
  return Value(parts);
}

MatchAllPattern matcher_by_protocol(Machine& machine, Object* regexp) {
  const Flags flags = flags_of(machine, regexp);
  MatchAllPattern matcher{construct_like(machine, regexp, flags.text), flags.global(), flags.full_unicode()};
  const std::uint64_t index = machine.to_length(last_index(machine, regexp));
  set_last_index(machine, matcher.regexp, Value(static_cast<double>(index)));
  return matcher;
}

Value next_match_by_protocol(Machine& machine, const MatchAllPattern& matcher, String* text) {
  const Value result = regexp_exec_by_protocol(machine, matcher.regexp, text);
  if (result.is_null() || !matcher.global) return result;
  if (machine.to_string(element_of(machine, result.as_object(), 0))->length() == 0)
    step_over(machine, matcher.regexp, text, matcher.full_unicode);
  return result;
}

}  // namespace asyncq::engine
