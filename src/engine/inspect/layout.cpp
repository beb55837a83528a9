#include "engine/inspect/layout.h"

#include <algorithm>
#include <cmath>

#include "engine/inspect/text.h"

namespace asyncq::engine::inspection {
namespace {

constexpr std::size_t kSeparator = 2;  // a comma and a space
constexpr std::size_t kGroupFrom = 6;  // more entries than this may be set in columns

std::u16string join(const std::vector<std::u16string>& texts, std::u16string_view separator) {
  std::size_t length = 0;
  for (const auto& text : texts) length += text.size() + separator.size();
  std::u16string out;
  out.reserve(length);
  for (std::size_t index = 0; index < texts.size(); ++index) {
    if (index > 0) out += separator;
    out += texts[index];
  }
  return out;
}

bool has_line_break(const std::vector<std::u16string>& texts) {
  return std::any_of(texts.begin(), texts.end(), [](const auto& text) { return contains(text, u"\n"); });
}

// Every entry costs its length and two columns; start is what else stands on the line.
bool fits_one_line(const Entries& entries, std::size_t start, const LineRules& rules) {
  if (!rules.broken_base && contains(entries.base, u"\n")) return false;
  if (std::isinf(rules.break_length)) return !has_line_break(entries.texts);
  std::size_t total = entries.texts.size() + start;
  if (static_cast<double>(total + entries.texts.size()) > rules.break_length) return false;
  for (const auto& text : entries.texts) {
    total += rules.colors ? without_colors(text).size() : text.size();
    if (static_cast<double>(total) > rules.break_length) return false;
  }
  return true;
}

// The number of columns that makes a block of entries about 2.5 times as wide as high; 1 or less: none.
double column_count(const std::vector<std::size_t>& widths, std::size_t total_entries,
                    std::size_t indentation, const LineRules& rules) {
  std::size_t total = 0;
  std::size_t longest = 0;
  for (const std::size_t entry : widths) {
    total += entry + kSeparator;
    longest = std::max(longest, entry);
  }
  const auto cell = static_cast<double>(longest + kSeparator);
  const auto total_width = static_cast<double>(total);
  // Three entries must fit side by side, and no entry may be far longer than the others.
  if (!(cell * 3 + static_cast<double>(indentation) < rules.break_length)) return 0;
  if (!(total_width / cell > 5 || longest <= 6)) return 0;
  const double average_bias = std::sqrt(cell - total_width / static_cast<double>(total_entries));
  const double biased_cell = std::max(cell - 3 - average_bias, 1.0);
  const double square =
      std::floor(std::sqrt(2.5 * biased_cell * static_cast<double>(widths.size())) / biased_cell + 0.5);
  return std::min({square, std::floor((rules.break_length - static_cast<double>(indentation)) / cell),
                   rules.compact * 4.0, 15.0});
}

void append_padded(std::u16string& line, std::u16string_view text, std::size_t padding, bool at_start) {
  if (at_start) line += spaces(padding);
  line += text;
  if (!at_start) line += spaces(padding);
}

}  // namespace

std::vector<std::u16string> group_in_columns(std::vector<std::u16string> texts, bool all_numbers,
                                             std::size_t indentation, const LineRules& rules) {
  // A final "... n more items" gets a line of its own.
  const bool has_rest = rules.max_array_length < static_cast<double>(texts.size());
  const std::size_t count = texts.size() - (has_rest ? 1 : 0);
  std::vector<std::size_t> widths(count);
  for (std::size_t index = 0; index < count; ++index) widths[index] = width(texts[index]);
  const double wanted = column_count(widths, texts.size(), indentation, rules);
  if (!(wanted > 1)) return texts;
  const auto columns = static_cast<std::size_t>(wanted);

  std::vector<std::size_t> column_widths(columns, 0);
  for (std::size_t index = 0; index < count; ++index)
    column_widths[index % columns] = std::max(column_widths[index % columns], widths[index]);

  std::vector<std::u16string> lines;
  for (std::size_t first = 0; first < count; first += columns) {
    const std::size_t end = std::min(first + columns, count);
    std::u16string line;
    for (std::size_t index = first; index < end; ++index) {
      const std::size_t padding = column_widths[index - first] - widths[index];
      const bool last = index + 1 == end;
      const std::u16string text = last ? std::move(texts[index]) : texts[index] + u", ";
      append_padded(line, text, last && !all_numbers ? 0 : padding, all_numbers);
    }
    lines.push_back(std::move(line));
  }
  if (has_rest) lines.push_back(std::move(texts.back()));
  return lines;
}

// An error whose frames name places is longer than any line: those of Node itself, which are left out,
// follow.
bool has_frames(const std::vector<std::u16string>& texts) {
  const auto has_frame = [](std::u16string_view text) {
    for (std::size_t at = text.find(u'\n'); at != text.npos; at = text.find(u'\n', at + 1)) {
      const std::size_t begin = text.find_first_not_of(u' ', at + 1);
      if (begin == text.npos || !text.substr(begin).starts_with(u"at ")) continue;
      std::u16string_view line = text.substr(begin, text.find(u'\n', begin) - begin);
      if (line.ends_with(u')')) line.remove_suffix(1);
      if (line.back() >= u'0' && line.back() <= u'9') return true;
    }
    return false;
  };
  return std::any_of(texts.begin(), texts.end(), has_frame);
}

std::u16string lay_out(Entries entries, const LineRules& rules) {
  const std::u16string before = entries.base.empty() ? std::u16string{} : entries.base + u" ";
  const std::u16string line_start = u'\n' + spaces(entries.indentation);
  if (rules.compact == kAlwaysCompact) {
    if (fits_one_line(entries, 0, rules)) {
      return entries.open + (entries.base.empty() ? u"" : u" " + entries.base) + u" " +
             join(entries.texts, u", ") + u" " + entries.close;
    }
    const std::u16string first =
        entries.base.empty() && entries.open.size() == 1
            ? std::u16string(u" ")
            : (entries.base.empty() ? u"" : u" " + entries.base) + line_start + u"  ";
    return (entries.on_own_line ? line_start : u"") + entries.open + first +
           join(entries.texts, u"," + line_start + u"  ") + u" " + entries.close;
  }
  if (rules.compact != kNeverCompact) {
    const std::size_t ungrouped = entries.texts.size();
    if (entries.is_list && ungrouped > kGroupFrom)
      entries.texts =
          group_in_columns(std::move(entries.texts), entries.all_numbers, entries.indentation, rules);
    if (entries.innermost && ungrouped == entries.texts.size()) {
      const std::size_t start =
          ungrouped + entries.indentation + entries.open.size() + entries.base.size() + 10;
      if (fits_one_line(entries, start, rules) &&
          (rules.broken_entries ? !has_frames(entries.texts) : !has_line_break(entries.texts)))
        return before + entries.open + u" " + join(entries.texts, u", ") + u" " + entries.close;
    }
  }
  return before + entries.open + line_start + u"  " + join(entries.texts, u"," + line_start + u"  ") +
         line_start + entries.close;
}

}  // namespace asyncq::engine::inspection
