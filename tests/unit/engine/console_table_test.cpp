#include "engine/builtins/console_table.h"

#include "support/text.h"
#include "tests/support/catch.h"

using asyncq::engine::draw_table;
using asyncq::support::utf8_from_utf16;

TEST_CASE("console.table: columns are as wide as their widest cell, cells are on the left") {
  const auto text = draw_table(
      {{u"(index)", {{0, u"0"}, {1, u"1"}}}, {u"a", {{0, u"1"}, {1, u"true"}}}, {u"b", {{0, u"'日本'"}}}},
      1000);
  CHECK(utf8_from_utf16(text) ==
        "┌─────────┬──────┬────────┐\n"
        "│ (index) │ a    │ b      │\n"
        "├─────────┼──────┼────────┤\n"
        "│ 0       │ 1    │ '日本' │\n"
        "│ 1       │ true │        │\n"
        "└─────────┴──────┴────────┘");
}

TEST_CASE("console.table: nothing to show is a head alone") {
  CHECK(utf8_from_utf16(draw_table({{u"(index)", {}}}, 1000)) ==
        "┌─────────┐\n"
        "│ (index) │\n"
        "├─────────┤\n"
        "└─────────┘");
}

TEST_CASE("console.table: rows end at the limit") {
  asyncq::engine::TableColumn column{u"x", {}};
  for (std::size_t row = 0; row < 1000; ++row) column.cells[row] = u"cell";
  CHECK(draw_table({column}, 100).size() < 200);
}
