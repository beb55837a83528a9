// match, matchAll, replace, replaceAll, search and split of strings [22.1.3], and the methods of RegExp
// objects that do the work for them [22.2.6]. Those here are for plain RegExps; regexp_protocol.h has the
// others.

#include <fmt/format.h>

#include <algorithm>

#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/regexp_protocol.h"
#include "engine/builtins/string_parts.h"
#include "engine/property_operations.h"
#include "engine/regexp_object.h"

namespace asyncq::engine {
namespace {

constexpr std::size_t kClaimedUnits = 1u << 16;

// What a method of RegExp.prototype works on; symbol as in "@@match".
Object* this_pattern(Machine& machine, const Arguments& arguments, std::string_view symbol) {
  if (arguments.this_value.is_object()) return arguments.this_value.as_object();
  throw_incompatible(machine, fmt::format("RegExp.prototype.{}", symbol), arguments.this_value);
}

// The same when it is plain; null: it asks for the protocol.
RegExpObject* this_plain_regexp(Machine& machine, const Arguments& arguments) {
  return is_plain_regexp(machine, arguments.this_value) ? find_regexp(arguments.this_value) : nullptr;
}

// How a method of strings starts [22.1.3.13 step 2, and its like]: an object that has a method of this symbol
// does the work, called with the string and what is given beside the pattern.
std::optional<Value> by_pattern(Machine& machine, const Arguments& arguments, Symbol* symbol,
                                std::string_view name) {
  require_coercible(machine, arguments.this_value, fmt::format("String.prototype.{}", name));
  if (!arguments[0].is_object()) return std::nullopt;
  const Value method = arguments[0].as_object()->get(machine, PropertyKey::from_symbol(symbol));
  if (method.is_nullish()) return std::nullopt;
  require_callable(machine, method);
  const bool takes_another = symbol == machine.realm.symbol_replace || symbol == machine.realm.symbol_split;
  if (takes_another) return machine.call(method, arguments[0], {arguments.this_value, arguments[1]});
  return machine.call(method, arguments[0], {arguments.this_value});
}

// RegExpCreate of a pattern that is none yet.
RegExpObject* to_regexp(Machine& machine, Value value, std::string_view flags) {
  String* source = value.is_undefined() ? machine.strings.intern("") : machine.to_string(value);
  return regexp_create(machine, source, machine.strings.intern(flags), machine.realm.regexp_prototype);
}

void set_last_index(Machine& machine, RegExpObject* regexp, std::size_t index) {
  set_or_throw(machine, regexp, machine.key("lastIndex"), Value(index));
}

// visit(match) for every match from the start of the text on; ends with lastIndex 0 [22.2.6.8 step 6].
template <typename Visit>
void each_match(Machine& machine, RegExpObject* regexp, String* text, Visit visit) {
  set_last_index(machine, regexp, 0);
  std::size_t index = 0;
  while (index <= text->length()) {
    const std::optional<RegExpMatch> match =
        regexp_match(machine, regexp, text, index, regexp->code->flags.sticky);
    if (!match.has_value()) break;
    visit(*match);
    index = match->end() == match->begin() ? regexp_advance(text, match->end(), regexp->code->flags.unicode)
                                           : match->end();
    machine.safe_point();
  }
}

// RegExp.prototype[Symbol.match] [22.2.6.8]
Value match_by_regexp(Machine& machine, RegExpObject* regexp, String* text) {
  if (!regexp->code->flags.global) {
    const std::optional<RegExpMatch> found = regexp_exec(machine, regexp, text);
    return found.has_value() ? Value(regexp_match_array(machine, regexp, text, *found)) : Value::null();
  }
  Array* all = machine.create_array();
  each_match(machine, regexp, text, [&](const RegExpMatch& found) {
    append_element(machine, all, text_between(machine, text, found.begin(), found.end()));
  });
  return all->elements.empty() ? Value::null() : Value(all);
}

Value match_text(Machine& machine, const Arguments& arguments) {
  Object* pattern = this_pattern(machine, arguments, "@@match");
  String* text = machine.to_string(arguments[0]);
  RegExpObject* regexp = this_plain_regexp(machine, arguments);
  return regexp != nullptr ? match_by_regexp(machine, regexp, text)
                           : match_by_protocol(machine, pattern, text);
}

Value match(Machine& machine, const Arguments& arguments) {
  if (const auto done = by_pattern(machine, arguments, machine.realm.symbol_match, "match")) return *done;
  String* text = this_text(machine, arguments, "match");
  return match_by_regexp(machine, to_regexp(machine, arguments[0], ""), text);
}

// Step 2.b of matchAll and replaceAll [22.1.3.14, 22.1.3.20].
void require_global(Machine& machine, Value pattern, std::string_view method) {
  if (!is_regexp(machine, pattern)) return;
  const Value flags = pattern.as_object()->get(machine, "flags");
  require_coercible(machine, flags, fmt::format("String.prototype.{}", method));
  if (machine.to_utf8(flags).find('g') != std::string::npos) return;
  machine.throw_type_error(
      fmt::format("String.prototype.{} called with a non-global RegExp argument", method));
}

// --- matchAll: %RegExpStringIteratorPrototype% [22.2.9] ---

class MatchIterator final : public Object {
 public:
  MatchIterator(Shape* shape, const MatchAllPattern& used, String* searched)
      : Object(shape, CellKind::iterator), matcher(used), text(searched) {}
  MatchAllPattern matcher;  // a copy of the program's, with a lastIndex of its own
  String* text;
  bool done = false;
  void trace(Marker& marker) override {
    Object::trace(marker);
    marker.mark(matcher.regexp);
    marker.mark(text);
  }
};

Value match_iterator_next(Machine& machine, const Arguments& arguments) {
  auto* iterator = arguments.this_value.is_object()
                       ? dynamic_cast<MatchIterator*>(arguments.this_value.as_object())
                       : nullptr;
  if (iterator == nullptr) {
    throw_incompatible(machine, "%RegExpStringIterator%.prototype.next", arguments.this_value);
  }
  if (iterator->done) return Value(machine.create_iterator_result(Value::undefined(), true));
  const Value found = next_match_by_protocol(machine, iterator->matcher, iterator->text);
  iterator->done = found.is_null() || !iterator->matcher.global;
  return Value(found.is_null() ? machine.create_iterator_result(Value::undefined(), true)
                               : machine.create_iterator_result(found, false));
}

// RegExp.prototype[Symbol.matchAll] [22.2.6.9]. The iterators' prototype is what this function carries.
Value match_all_of_text(Machine& machine, const Arguments& arguments) {
  Object* pattern = this_pattern(machine, arguments, "@@matchAll");
  String* text = machine.to_string(arguments[0]);
  const MatchAllPattern matcher = matcher_by_protocol(machine, pattern);
  Object* prototype = arguments.callee->captured[0].as_object();
  return Value(machine.heap.make<MatchIterator>(machine.shape_for(prototype), matcher, text));
}

Value match_all(Machine& machine, const Arguments& arguments) {
  require_global(machine, arguments[0], "matchAll");
  if (const auto done = by_pattern(machine, arguments, machine.realm.symbol_match_all, "matchAll"))
    return *done;
  String* text = this_text(machine, arguments, "matchAll");
  const MatchAllPattern matcher{to_regexp(machine, arguments[0], "g"), true, false};
  Object* prototype = arguments.callee->captured[0].as_object();
  return Value(machine.heap.make<MatchIterator>(machine.shape_for(prototype), matcher, text));
}

// --- replace ---

// Builds the result of a replacement: unchanged stretches and replacements in turn.
class Replacement {
 public:
  Replacement(Machine& machine, String* text, Value replace_value) : machine_(machine), text_(text) {
    if (is_callable(replace_value)) {
      function_ = replace_value;
    } else {
      template_ = machine.to_string(replace_value);
    }
  }

  void replace(const RegExpMatch& match, RegExpObject* regexp) {
    const std::u16string_view all = text_->view();
    // The last part was further on already [22.2.6.11 step 14.m].
    if (match.begin() < position_) return;
    out_ += all.substr(position_, match.begin() - position_);
    position_ = match.end();
    if (template_ != nullptr) {
      append_template(match, regexp);
    } else {
      append_call(match, regexp);
    }
    if (out_.size() > String::kMaxLength) machine_.throw_range_error("Invalid string length");
    if (out_.size() > claimed_ + kClaimedUnits) {
      claimed_ = out_.size();
      machine_.claim(claimed_ * sizeof(char16_t));
    }
  }

  Value finish() {
    out_ += text_->view().substr(position_);
    return machine_.string(std::move(out_));
  }

 private:
  [[nodiscard]] std::optional<std::u16string_view> group(const RegExpMatch& match, std::size_t index) const {
    const RegExpMatch::Group& at = match.groups[index];
    if (!at.is_set()) return std::nullopt;
    const auto begin = static_cast<std::size_t>(at.begin);
    return text_->view().substr(begin, static_cast<std::size_t>(at.end) - begin);
  }

  void append_template(const RegExpMatch& match, RegExpObject* regexp) {
    Substitution substitution;
    substitution.text = text_->view();
    substitution.matched = *group(match, 0);
    substitution.position = match.begin();
    for (std::size_t i = 1; i < match.groups.size(); ++i) substitution.captures.push_back(group(match, i));
    if (regexp != nullptr && !regexp->code->names.empty()) {
      substitution.named = [&](std::u16string_view name) -> std::u16string {
        for (const auto& [other, number] : regexp->code->names) {
          if (other == name) return std::u16string(group(match, number).value_or(u""));
        }
        return {};
      };
    }
    append_substitution(out_, substitution, template_->view());
  }

  void append_call(const RegExpMatch& match, RegExpObject* regexp) {
    Array* call_arguments = machine_.create_array();
    const auto value = [&](std::size_t index) {
      const std::optional<std::u16string_view> found = group(match, index);
      return found.has_value() ? machine_.string(std::u16string(*found)) : Value::undefined();
    };
    for (std::size_t i = 0; i < match.groups.size(); ++i) call_arguments->elements.push_back(value(i));
    call_arguments->elements.emplace_back(match.begin());
    call_arguments->elements.emplace_back(text_);
    if (regexp != nullptr && !regexp->code->names.empty()) {
      Object* groups = machine_.create_object(nullptr);
      for (const auto& [name, number] : regexp->code->names) {
        groups->define(machine_, machine_.strings.key(std::u16string_view(name)), value(number));
      }
      call_arguments->elements.emplace_back(groups);
    }
    out_ += machine_.to_text(machine_.call(function_, Value::undefined(), call_arguments->elements));
  }

  Machine& machine_;
  String* text_;
  Value function_;
  String* template_ = nullptr;
  std::u16string out_;
  std::size_t position_ = 0;
  std::size_t claimed_ = 0;
};

RegExpMatch plain_match(std::size_t begin, std::size_t length) {
  return {{{static_cast<std::int32_t>(begin), static_cast<std::int32_t>(begin + length)}}};
}

// RegExp.prototype[Symbol.replace] [22.2.6.11]
Value replace_by_regexp(Machine& machine, RegExpObject* regexp, String* text, Value replace_value) {
  Replacement replacement(machine, text, replace_value);
  if (!regexp->code->flags.global) {
    const std::optional<RegExpMatch> found = regexp_exec(machine, regexp, text);
    if (found.has_value()) replacement.replace(*found, regexp);
    return replacement.finish();
  }
  // All matches are found before the first function is called [22.2.6.11 step 11].
  std::vector<RegExpMatch> matches;
  each_match(machine, regexp, text, [&](const RegExpMatch& found) {
    matches.push_back(found);
    machine.heap.note_external(sizeof(RegExpMatch) + found.groups.size() * sizeof(RegExpMatch::Group));
  });
  for (const RegExpMatch& found : matches) {
    replacement.replace(found, regexp);
    machine.safe_point();
  }
  keep_alive(regexp);
  return replacement.finish();
}

Value replace_text(Machine& machine, const Arguments& arguments) {
  Object* pattern = this_pattern(machine, arguments, "@@replace");
  String* text = machine.to_string(arguments[0]);
  RegExpObject* regexp = this_plain_regexp(machine, arguments);
  return regexp != nullptr ? replace_by_regexp(machine, regexp, text, arguments[1])
                           : replace_by_protocol(machine, pattern, text, arguments[1]);
}

Value replace(Machine& machine, const Arguments& arguments) {
  if (const auto done = by_pattern(machine, arguments, machine.realm.symbol_replace, "replace")) return *done;
  String* text = this_text(machine, arguments, "replace");
  String* wanted = machine.to_string(arguments[0]);
  Replacement replacement(machine, text, arguments[1]);
  const std::size_t found = text->view().find(wanted->view());
  if (found == std::u16string_view::npos) return Value(text);
  replacement.replace(plain_match(found, wanted->length()), nullptr);
  return replacement.finish();
}

Value replace_all(Machine& machine, const Arguments& arguments) {
  require_global(machine, arguments[0], "replaceAll");
  if (const auto done = by_pattern(machine, arguments, machine.realm.symbol_replace, "replaceAll"))
    return *done;
  String* text = this_text(machine, arguments, "replaceAll");
  String* wanted = machine.to_string(arguments[0]);
  Replacement replacement(machine, text, arguments[1]);
  const std::size_t step = std::max<std::size_t>(wanted->length(), 1);
  std::size_t found = text->view().find(wanted->view());
  while (found != std::u16string_view::npos) {
    replacement.replace(plain_match(found, wanted->length()), nullptr);
    machine.safe_point();
    found = found + step <= text->length() ? text->view().find(wanted->view(), found + step)
                                           : std::u16string_view::npos;
  }
  return replacement.finish();
}

// RegExp.prototype[Symbol.search] [22.2.6.12]
Value search_by_regexp(Machine& machine, RegExpObject* regexp, String* text) {
  const std::optional<RegExpMatch> found = regexp_match(machine, regexp, text, 0, regexp->code->flags.sticky);
  return found.has_value() ? Value(found->begin()) : Value(-1);
}

Value search_text(Machine& machine, const Arguments& arguments) {
  Object* pattern = this_pattern(machine, arguments, "@@search");
  String* text = machine.to_string(arguments[0]);
  RegExpObject* regexp = this_plain_regexp(machine, arguments);
  return regexp != nullptr ? search_by_regexp(machine, regexp, text)
                           : search_by_protocol(machine, pattern, text);
}

Value search(Machine& machine, const Arguments& arguments) {
  if (const auto done = by_pattern(machine, arguments, machine.realm.symbol_search, "search")) return *done;
  String* text = this_text(machine, arguments, "search");
  return search_by_regexp(machine, to_regexp(machine, arguments[0], ""), text);
}

// --- split ---

// RegExp.prototype[Symbol.split] [22.2.6.14]
Value split_by_regexp(Machine& machine, RegExpObject* regexp, String* text, std::uint32_t limit) {
  Array* parts = machine.create_array();
  const auto add = [&](Value part) {
    append_element(machine, parts, part);
    return parts->elements.size() == limit;
  };
  const std::size_t size = text->length();
  if (limit == 0) return Value(parts);
  if (size == 0) {
    if (!regexp_match(machine, regexp, text, 0, true).has_value()) parts->elements.emplace_back(text);
    return Value(parts);
  }
  std::size_t part_begin = 0;
  std::size_t index = 0;
  while (index < size) {
    // A search finds what trying at each place in turn would find.
    const std::optional<RegExpMatch> found = regexp_match(machine, regexp, text, index, false);
    if (!found.has_value() || found->begin() >= size) break;
    if (found->end() == part_begin) {
      index = regexp_advance(text, found->begin(), regexp->code->flags.unicode);
      continue;
    }
    if (add(text_between(machine, text, part_begin, found->begin()))) return Value(parts);
    part_begin = found->end();
    for (std::size_t i = 1; i < found->groups.size(); ++i) {
      const RegExpMatch::Group& group = found->groups[i];
      const Value capture = group.is_set()
                                ? text_between(machine, text, static_cast<std::size_t>(group.begin),
                                               static_cast<std::size_t>(group.end))
                                : Value::undefined();
      if (add(capture)) return Value(parts);
    }
    index = part_begin;
    machine.safe_point();
  }
  add(text_between(machine, text, part_begin, size));
  return Value(parts);
}

Value split_text(Machine& machine, const Arguments& arguments) {
  Object* pattern = this_pattern(machine, arguments, "@@split");
  String* text = machine.to_string(arguments[0]);
  RegExpObject* regexp = this_plain_regexp(machine, arguments);
  return regexp != nullptr ? split_by_regexp(machine, regexp, text, split_limit(machine, arguments[1]))
                           : split_by_protocol(machine, pattern, text, arguments[1]);
}

// [22.1.3.23]
Value split(Machine& machine, const Arguments& arguments) {
  if (const auto done = by_pattern(machine, arguments, machine.realm.symbol_split, "split")) return *done;
  String* text = this_text(machine, arguments, "split");
  const std::uint32_t limit = split_limit(machine, arguments[1]);
  String* separator = machine.to_string(arguments[0]);
  if (limit == 0) return Value(machine.create_array());
  if (arguments[0].is_undefined()) return Value(machine.create_array({Value(text)}));
  Array* parts = machine.create_array();
  const std::size_t size = text->length();
  if (separator->length() == 0) {
    for (std::size_t i = 0; i < size && i < limit; ++i) {
      append_element(machine, parts, text_between(machine, text, i, i + 1));
      machine.safe_point();
    }
    return Value(parts);
  }
  std::size_t begin = 0;
  std::size_t found = text->view().find(separator->view());
  for (; found != std::u16string_view::npos; found = text->view().find(separator->view(), begin)) {
    append_element(machine, parts, text_between(machine, text, begin, found));
    if (parts->elements.size() == limit) return Value(parts);
    begin = found + separator->length();
    machine.safe_point();
  }
  append_element(machine, parts, text_between(machine, text, begin, size));
  return Value(parts);
}

constexpr MethodRow kMethods[] = {
    {"match", 1, match},   {"replace", 2, replace}, {"replaceAll", 2, replace_all},
    {"search", 1, search}, {"split", 2, split},
};
constexpr MethodRow kRegExpMethods[] = {
    {"@@match", 1, match_text},
    {"@@replace", 2, replace_text},
    {"@@search", 1, search_text},
    {"@@split", 2, split_text},
};

}  // namespace

Value text_between(Machine& machine, String* text, std::size_t begin, std::size_t end) {
  return machine.string(std::u16string(text->view().substr(begin, end - begin)));
}

std::uint32_t split_limit(Machine& machine, Value limit) {
  constexpr std::uint32_t kNoLimit = 0xFFFFFFFF;
  return limit.is_undefined() ? kNoLimit : machine.to_uint32(limit);
}

void append_substitution(std::u16string& out, const Substitution& match, std::u16string_view replacement) {
  const auto digit_at = [&](std::size_t i) -> int {
    return i < replacement.size() && replacement[i] >= '0' && replacement[i] <= '9' ? replacement[i] - '0'
                                                                                    : -1;
  };
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '$' || i + 1 >= replacement.size()) {
      out.push_back(replacement[i]);
      continue;
    }
    const char16_t next = replacement[i + 1];
    const int first = digit_at(i + 1);
    if (next == '$') {
      out.push_back('$');
      ++i;
    } else if (next == '&') {
      out += match.matched;
      ++i;
    } else if (next == '`') {
      out += match.text.substr(0, match.position);
      ++i;
    } else if (next == '\'') {
      out += match.text.substr(std::min(match.text.size(), match.position + match.matched.size()));
      ++i;
    } else if (first >= 0) {
      // Two digits when there is such a group, one otherwise.
      const int second = digit_at(i + 2);
      const auto groups = static_cast<int>(match.captures.size());
      const bool both = second >= 0 && first * 10 + second >= 1 && first * 10 + second <= groups;
      const int number = both ? first * 10 + second : first;
      if (number < 1 || number > groups) {
        out.push_back('$');
        continue;
      }
      out += match.captures[static_cast<std::size_t>(number) - 1].value_or(u"");
      i += both ? 2 : 1;
    } else if (next == '<' && match.named) {
      const std::size_t end = replacement.find('>', i + 2);
      if (end == std::u16string_view::npos) {
        out.push_back('$');
        continue;
      }
      out += match.named(replacement.substr(i + 2, end - i - 2));
      i = end;
    } else {
      out.push_back('$');
    }
  }
}

void install_string_patterns(Machine& machine) {
  Object* prototype = machine.realm.string_prototype;
  define_methods(machine, prototype, kMethods);
  Object* iterator_prototype = machine.create_object(machine.realm.iterator_prototype);
  static constexpr MethodRow kNext[] = {{"next", 0, match_iterator_next}};
  define_methods(machine, iterator_prototype, kNext);
  define_tag(machine, iterator_prototype, "RegExp String Iterator");
  const Value function(machine.create_native("matchAll", 1, match_all, {Value(iterator_prototype)}));
  prototype->define(machine, "matchAll", function, kHidden);
  Object* regexp_prototype = machine.realm.regexp_prototype;
  define_methods(machine, regexp_prototype, kRegExpMethods);
  const Value of_text(
      machine.create_native("[Symbol.matchAll]", 1, match_all_of_text, {Value(iterator_prototype)}));
  regexp_prototype->define(machine, PropertyKey::from_symbol(machine.realm.symbol_match_all), of_text,
                           kHidden);
}

}  // namespace asyncq::engine
