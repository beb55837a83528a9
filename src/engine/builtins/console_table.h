#pragma once
// The box that console.table draws. Pure. Models Node's lib/internal/cli_table.js.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace asyncq::engine {

struct TableColumn {
  std::u16string head;
  std::map<std::size_t, std::u16string> cells;  // by row; missing ones are empty
};

// integers_right: columns of nothing but integers stand at the right, as Deno draws them.
enum class CellAlignment { left, centre, integers_right };

// Stops growing some rows after limit code units: a few long rows may be many columns wide.
[[nodiscard]] std::u16string draw_table(const std::vector<TableColumn>& columns, std::size_t limit,
                                        CellAlignment alignment = CellAlignment::left);

}  // namespace asyncq::engine
