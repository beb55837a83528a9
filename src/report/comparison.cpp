#include "report/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "explain/phrases.h"
#include "report/escape.h"
#include "report/paint.h"
#include "support/text.h"

namespace asyncq::report {

namespace {

using judge::Row;
using judge::RowKind;

// A column gets no wider for a line that is longer than this: such a line just pushes what follows it.
constexpr std::size_t kWidestColumn = 48;
// Of a stretch of equal lines so many stay at each end; a stretch is cut only if that hides enough.
constexpr std::size_t kContextRows = 5;
constexpr std::size_t kLeastHiddenRows = 10;
// No more rows than this are shown of one table, so many of them before the first difference.
constexpr std::size_t kMostRows = 300;
constexpr std::size_t kRowsBefore = 50;

struct Columns {
  std::size_t number;
  std::size_t left;
  std::size_t right;
};

std::size_t widest(Side side) {
  std::size_t width = support::display_width(side.heading);
  for (const std::string& line : side.lines) {
    width = std::max(width, support::display_width(terminal_text(line)));
  }
  return std::min(width, kWidestColumn);
}

std::size_t digits(std::size_t number) {
  return fmt::formatted_size("{}", number);
}

std::string cell(const trace::Prediction& lines, std::optional<std::size_t> index, std::size_t number_width) {
  if (!index) return std::string(number_width + 2, ' ');
  return fmt::format("{:>{}}  {}", *index + 1, number_width, terminal_text(lines[*index]));
}

struct Mark {
  std::string_view sign;
  Ink ink;
  std::string words;
};

Mark mark_of(const Row& row, Side left, Side right) {
  switch (row.kind) {
    case RowKind::match:
      return {"=", Ink::none, ""};
    case RowKind::moved: {
      const std::string_view elsewhere = row.predicted ? right.heading : left.heading;
      return {"~", Ink::notice, fmt::format("moved: {} at line {}", elsewhere, *row.counterpart + 1)};
    }
    case RowKind::extra:
      return {"-", Ink::bad, "extra"};
    case RowKind::missing:
      return {"+", Ink::good, "missing"};
  }
  return {"", Ink::none, ""};
}

std::string row_text(const Row& row, Side left, Side right, const Columns& columns, Style style) {
  const Mark mark = mark_of(row, left, right);
  std::string line =
      "  " + padded(cell(left.lines, row.predicted, columns.number), columns.number + 2 + columns.left);
  line += "  " + std::string(mark.sign) + "  ";
  line += padded(cell(right.lines, row.expected, columns.number), columns.number + 2 + columns.right);
  if (!mark.words.empty()) line += "  " + mark.words;
  return painted(support::trim_right(line), mark.ink, style.color);
}

// What is shown: a row, or the number of rows that agree and are left out.
struct Shown {
  std::size_t row = 0;
  std::size_t left_out = 0;  // 0: the row itself
};

// All rows, of long stretches that agree only their ends.
std::vector<Shown> shown_rows(const std::vector<Row>& rows, bool all) {
  std::vector<Shown> shown;
  const auto show = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) shown.push_back({i, 0});
  };
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    while (end < rows.size() && rows[end].kind == RowKind::match) ++end;
    const std::size_t equal = end - i;
    if (!all && equal >= 2 * kContextRows + kLeastHiddenRows) {
      show(i, i + kContextRows);
      shown.push_back({i + kContextRows, equal - 2 * kContextRows});
      show(end - kContextRows, end);
      i = end;
    } else {
      const std::size_t stop = std::max(end, i + 1);
      show(i, stop);
      i = stop;
    }
  }
  return shown;
}

// The part of a long table that is shown: so much of it, from a little before the place that matters.
struct Window {
  std::size_t begin;
  std::size_t end;
};

Window window_around(std::size_t place, std::size_t size) {
  if (size <= kMostRows) return {0, size};
  const std::size_t before = std::min(place, kRowsBefore);
  const std::size_t begin = std::min(place - before, size - kMostRows);
  return {begin, begin + kMostRows};
}

std::string left_out_text(std::size_t count, std::string_view indent, std::string_view what, Style style) {
  return painted(fmt::format("  {}({} left out)", indent, explain::counted(count, what)), Ink::dim,
                 style.color);
}

}  // namespace

std::string side_by_side(Side left, Side right, const std::vector<Row>& rows, Style style) {
  const Columns columns{digits(std::max(left.lines.size(), right.lines.size())), widest(left), widest(right)};
  const std::string indent(columns.number + 2, ' ');
  std::string out;
  append_line(out, painted(fmt::format("  {}{}     {}{}", indent, padded(left.heading, columns.left), indent,
                                       right.heading),
                           Ink::dim, style.color));
  const std::vector<Shown> shown = shown_rows(rows, style.verbosity == Verbosity::verbose);
  const auto first_wrong = std::find_if(
      shown.begin(), shown.end(), [&](const Shown& each) { return rows[each.row].kind != RowKind::match; });
  const Window window = window_around(static_cast<std::size_t>(first_wrong - shown.begin()), shown.size());
  const std::size_t before = shown.empty() ? 0 : shown[window.begin].row;
  if (before > 0) append_line(out, left_out_text(before, indent, "row", style));
  for (std::size_t i = window.begin; i < window.end; ++i) {
    if (shown[i].left_out == 0) {
      append_line(out, row_text(rows[shown[i].row], left, right, columns, style));
    } else {
      append_line(out, painted(fmt::format("  {}({} more that agree)", indent,
                                           explain::counted(shown[i].left_out, "line")),
                               Ink::dim, style.color));
    }
  }
  if (window.end < shown.size()) {
    append_line(out, left_out_text(rows.size() - shown[window.end].row, indent, "row", style));
  }
  return out;
}

std::string own_lines(const trace::Prediction& lines, std::size_t first_divergence, Style style) {
  const Side side{"predicted", lines};
  const std::size_t number = digits(lines.size());
  const std::size_t width = widest(side);
  std::string out;
  append_line(
      out, painted(fmt::format("  {}{}", std::string(number + 2, ' '), side.heading), Ink::dim, style.color));
  const std::string indent(number + 2, ' ');
  const Window window = window_around(std::min(first_divergence, lines.size()), lines.size());
  if (window.begin > 0) append_line(out, left_out_text(window.begin, indent, "line", style));
  for (std::size_t i = window.begin; i < window.end; ++i) {
    std::string line = "  " + padded(cell(lines, i, number), number + 2 + width);
    if (i < first_divergence) line += "  =";
    if (i == first_divergence) line += "  <  not here";
    const Ink ink = i < first_divergence ? Ink::none : i == first_divergence ? Ink::bad : Ink::dim;
    append_line(out, painted(support::trim_right(line), ink, style.color));
  }
  if (window.end < lines.size()) {
    append_line(out, left_out_text(lines.size() - window.end, indent, "line", style));
  }
  return out;
}

}  // namespace asyncq::report
