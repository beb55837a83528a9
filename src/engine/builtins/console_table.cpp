#include "engine/builtins/console_table.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/inspect/text.h"
#include "engine/number_format.h"

namespace asyncq::engine {
namespace {

using inspection::spaces;
using inspection::width;

std::u16string rule(const std::vector<std::size_t>& widths, std::u16string_view left,
                    std::u16string_view middle, std::u16string_view right) {
  std::u16string out(left);
  for (std::size_t index = 0; index < widths.size(); ++index) {
    if (index > 0) out += middle;
    out += std::u16string(widths[index] + 2, u'─');
  }
  return out += right;
}

enum class Side { left, centre, right };

void append_cell(std::u16string& line, std::u16string_view text, std::size_t columns, Side side) {
  const std::size_t free = columns + 2 - width(text);
  const std::size_t before = side == Side::left ? 1 : side == Side::centre ? free / 2 : free - 1;
  line += spaces(before);
  line += text;
  line += spaces(free - before) + u"│";
}

bool is_integer(std::u16string_view text) {
  const double number = string_to_number(text);
  return std::isfinite(number) && number == std::trunc(number);
}

// Where the cells of a column stand.
Side side_of(const TableColumn& column, CellAlignment alignment) {
  switch (alignment) {
    case CellAlignment::left:
      return Side::left;
    case CellAlignment::centre:
      return Side::centre;
    case CellAlignment::integers_right:
      break;
  }
  const bool integers = std::all_of(column.cells.begin(), column.cells.end(),
                                    [](const auto& cell) { return is_integer(cell.second); });
  return integers ? Side::right : Side::left;
}

}  // namespace

std::u16string draw_table(const std::vector<TableColumn>& columns, std::size_t limit,
                          CellAlignment alignment) {
  std::vector<std::size_t> widths;
  std::vector<Side> sides;
  const Side head_side = alignment == CellAlignment::centre ? Side::centre : Side::left;
  std::size_t rows = 0;
  for (const TableColumn& column : columns) {
    std::size_t widest = width(column.head);
    for (const auto& [row, cell] : column.cells) widest = std::max(widest, width(cell));
    widths.push_back(widest);
    sides.push_back(side_of(column, alignment));
    if (!column.cells.empty()) rows = std::max(rows, column.cells.rbegin()->first + 1);
  }
  std::u16string out = rule(widths, u"┌", u"┬", u"┐") + u"\n│";
  for (std::size_t index = 0; index < columns.size(); ++index)
    append_cell(out, columns[index].head, widths[index], head_side);
  out += u'\n' + rule(widths, u"├", u"┼", u"┤") + u'\n';
  for (std::size_t row = 0; row < rows && out.size() <= limit; ++row) {
    out += u"│";
    for (std::size_t index = 0; index < columns.size(); ++index) {
      const auto cell = columns[index].cells.find(row);
      append_cell(out, cell != columns[index].cells.end() ? std::u16string_view(cell->second) : u"",
                  widths[index], sides[index]);
    }
    out += u'\n';
  }
  return out + rule(widths, u"└", u"┴", u"┘");
}

}  // namespace asyncq::engine
