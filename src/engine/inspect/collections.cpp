#include <algorithm>

#include "engine/inspect/inspector.h"
#include "engine/inspect/introspect.h"
#include "engine/inspect/text.h"

namespace asyncq::engine::inspection {
namespace {

std::u16string empty_items(std::size_t count) {
  return u"<" + decimal(count) + (count > 1 ? u" empty items>" : u" empty item>");
}

}  // namespace

std::size_t Inspector::shown_length(std::size_t length) const {
  const double limit = std::max(options_.max_array_length, 0.0);
  return static_cast<double>(length) > limit ? static_cast<std::size_t>(limit) : length;
}

// [formatArray]
std::vector<std::u16string> Inspector::format_array(Object* object, int depth) {
  auto* array = static_cast<Array*>(object);
  const std::size_t length = array->length();
  const std::size_t limit = shown_length(length);
  std::vector<std::u16string> out;
  for (std::size_t index = 0; index < limit; ++index) {
    const PropertyKey key = PropertyKey::from_index(static_cast<std::uint32_t>(index));
    const auto property = array->get_own(machine_, key);
    if (!property) {
      format_sparse(array, index, limit, depth, out);
      return out;
    }
    out.push_back(format_property(array, key, *property, Value(array), depth, PropertyForm::element));
  }
  if (length > limit) out.push_back(more_items(length - limit));
  return out;
}

// [formatSpecialArray] from: the first hole. A run of holes is one entry.
void Inspector::format_sparse(Array* array, std::size_t from, std::size_t limit, int depth,
                              std::vector<std::u16string>& out) {
  const std::size_t length = array->length();
  std::size_t index = from;
  while (out.size() < limit && index < length) {
    std::size_t next = index;
    const auto is_hole = [&](std::size_t at) {
      return array->elements[at].is_empty() &&
             !array->is_special(PropertyKey::from_index(static_cast<std::uint32_t>(at)));
    };
    while (next < array->elements.size() && is_hole(next)) ++next;
    if (next >= array->elements.size()) break;
    if (next > index) {
      out.push_back(styled(empty_items(next - index), Style::undefined));
      index = next;
      if (out.size() == limit) break;
    }
    const PropertyKey key = PropertyKey::from_index(static_cast<std::uint32_t>(index));
    if (const auto property = array->get_own(machine_, key))
      out.push_back(format_property(array, key, *property, Value(array), depth, PropertyForm::element));
    ++index;
  }
  if (index >= length) return;
  out.push_back(out.size() == limit ? more_items(length - index)
                                    : styled(empty_items(length - index), Style::undefined));
}

// [formatSet, formatSetIterInner]
std::vector<std::u16string> Inspector::format_set(const std::vector<Value>& members, int depth) {
  pinned_.keep_all(members);
  const std::size_t limit = shown_length(members.size());
  std::vector<std::u16string> out;
  indentation_ += inner_columns();
  for (std::size_t index = 0; index < limit; ++index) out.push_back(format_value(members[index], depth));
  indentation_ -= inner_columns();
  if (members.size() > limit) out.push_back(more_items(members.size() - limit));
  return out;
}

// [formatMap, formatMapIterInner] as_pairs: "[ key, value ]", as an iterator over entries shows them.
std::vector<std::u16string> Inspector::format_map(const std::vector<Value>& entries, int depth,
                                                  bool as_pairs) {
  pinned_.keep_all(entries);
  const std::size_t count = entries.size() / 2;
  const std::size_t limit = shown_length(count);
  std::vector<std::u16string> out;
  indentation_ += inner_columns();
  for (std::size_t index = 0; index < limit; ++index) {
    std::u16string key = format_value(entries[2 * index], depth);
    std::u16string value = format_value(entries[2 * index + 1], depth);
    out.push_back(as_pairs ? lay_out_list({std::move(key), std::move(value)}, depth) : key + u" => " + value);
  }
  indentation_ -= inner_columns();
  if (count > limit) out.push_back(more_items(count - limit));
  return out;
}

// [formatPromise]
std::vector<std::u16string> Inspector::format_promise(Object* object, int depth) {
  const PromiseDetails details = promise_details(object);
  if (details.status == PromiseStatus::pending) return {styled(u"<pending>", Style::special)};
  indentation_ += inner_columns();
  std::u16string text = format_value(details.result, depth);
  indentation_ -= inner_columns();
  if (details.status == PromiseStatus::rejected) text = styled(u"<rejected>", Style::special) + u" " + text;
  return {std::move(text)};
}

}  // namespace asyncq::engine::inspection
