#include "puzzle/written_answer.h"

#include <fmt/format.h>

#include <algorithm>

namespace asyncq::puzzle {

namespace {

std::optional<trace::WrittenAnswer> read_lists(Reader& reader, const Node& node, std::string_view what) {
  trace::Orders orders;
  bool good = true;
  for (const Node* item : node.items) {
    const auto lines = reader.lines(*item, fmt::format("each list of {}", what));
    if (lines) orders.list.push_back(trace::normalized(*lines));
    good = good && lines.has_value();
  }
  if (!good) return std::nullopt;
  return orders;
}

std::optional<trace::WrittenAnswer> read_words(Reader& reader, const Node& node, std::string_view what) {
  trace::NamedWords words;
  bool good = true;
  for (const NodeEntry& entry : node.entries) {
    const bool is_word = entry.value->is_scalar() && !entry.value->absent;
    if (is_word) words.push_back({entry.key->text, entry.value->text});
    if (!is_word) {
      reader.error(*entry.value, fmt::format("'{}' in {} must be a word, not {}", entry.key->text, what,
                                             describe(*entry.value)));
    }
    good = good && is_word;
  }
  if (!good) return std::nullopt;
  return words;
}

}  // namespace

bool holds_lists(const Node& node) {
  return node.is_sequence() && std::any_of(node.items.begin(), node.items.end(),
                                           [](const Node* item) { return item->is_sequence(); });
}

std::optional<trace::WrittenAnswer> read_answer(Reader& reader, const Node& node, std::string_view what) {
  if (holds_lists(node)) return read_lists(reader, node, what);
  if (node.is_mapping()) return read_words(reader, node, what);
  const auto lines = reader.lines(node, what);
  if (!lines) return std::nullopt;
  return trace::normalized(*lines);
}

}  // namespace asyncq::puzzle
