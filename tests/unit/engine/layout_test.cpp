#include "engine/inspect/layout.h"

#include <limits>

#include "engine/inspect/text.h"
#include "support/text.h"
#include "tests/support/catch.h"

using namespace asyncq::engine::inspection;
using asyncq::support::utf8_from_utf16;

namespace {

std::vector<std::u16string> numbers(int count, int (*value)(int)) {
  std::vector<std::u16string> texts;
  for (int index = 0; index < count; ++index)
    texts.push_back(decimal(static_cast<std::size_t>(value(index))));
  return texts;
}

std::string list_of(std::vector<std::u16string> texts, bool all_numbers, LineRules rules = {}) {
  Entries entries;
  entries.texts = std::move(texts);
  entries.open = u"[";
  entries.close = u"]";
  entries.is_list = true;
  entries.all_numbers = all_numbers;
  entries.innermost = true;
  return utf8_from_utf16(lay_out(entries, rules));
}

Entries object_of(std::vector<std::u16string> texts) {
  Entries entries;
  entries.texts = std::move(texts);
  entries.open = u"{";
  entries.close = u"}";
  entries.innermost = true;
  return entries;
}

std::string object_text(std::vector<std::u16string> texts, LineRules rules = {}) {
  return utf8_from_utf16(lay_out(object_of(std::move(texts)), rules));
}

}  // namespace

TEST_CASE("layout: six entries stay on a line, more are set in columns") {
  CHECK(list_of(numbers(6, [](int i) { return i; }), true) == "[ 0, 1, 2, 3, 4, 5 ]");
  CHECK(list_of(numbers(7, [](int i) { return i + 1; }), true) ==
        "[\n"
        "  1, 2, 3, 4,\n"
        "  5, 6, 7\n"
        "]");
}

TEST_CASE("layout: numbers are aligned on the right, other entries on the left") {
  CHECK(list_of(numbers(27, [](int i) { return i * i; }), true) ==
        "[\n"
        "    0,   1,   4,   9,  16,  25,  36,\n"
        "   49,  64,  81, 100, 121, 144, 169,\n"
        "  196, 225, 256, 289, 324, 361, 400,\n"
        "  441, 484, 529, 576, 625, 676\n"
        "]");
  std::vector<std::u16string> items;
  for (std::size_t index = 0; index < 20; ++index)
    items.push_back(u"'item" + std::u16string(index % 4, u'x') + u"'");
  LineRules narrow;
  narrow.compact = 1;
  CHECK(list_of(items, false, narrow) ==
        "[\n"
        "  'item',    'itemx',   'itemxx',\n"
        "  'itemxxx', 'item',    'itemx',\n"
        "  'itemxx',  'itemxxx', 'item',\n"
        "  'itemx',   'itemxx',  'itemxxx',\n"
        "  'item',    'itemx',   'itemxx',\n"
        "  'itemxxx', 'item',    'itemx',\n"
        "  'itemxx',  'itemxxx'\n"
        "]");
}

TEST_CASE("layout: the count of further items stands alone on the last line") {
  auto texts = numbers(100, [](int i) { return i % 7; });
  texts.push_back(more_items(1));
  const std::string text = list_of(texts, true);
  CHECK(text.ends_with("\n  5, 6, 0, 1,\n  ... 1 more item\n]"));
}

TEST_CASE("layout: wide characters count two columns") {
  std::vector<std::u16string> texts;
  for (std::size_t index = 0; index < 9; ++index) {
    std::u16string text = u"'";
    for (std::size_t part = 0; part <= index % 3; ++part) text += u"日本語";
    texts.push_back(text + u"'");
  }
  // Entries of 8, 14 and 20 columns: too different in length to be set in columns.
  CHECK(list_of(texts, false).find(", ") == std::string::npos);
}

TEST_CASE("layout: an object takes one line of at most 72 columns") {
  CHECK(object_text({u"a: 1", u"b: 2"}) == "{ a: 1, b: 2 }");
  // Two entries may have 80 - 2 - (2 + 1 + 10) = 65 code units together.
  const std::u16string value(54, u'x');
  CHECK(object_text({u"a: '" + value + u"'", u"b: 1"}).find('\n') == std::string::npos);
  CHECK(object_text({u"a: '" + value + u"xxx'", u"b: 1"}).find('\n') != std::string::npos);
}

TEST_CASE("layout: an entry or a base with a line break keeps entries apart") {
  CHECK(object_text({u"a: {\n  b: 1\n}", u"c: 2"}) == "{\n  a: {\n  b: 1\n},\n  c: 2\n}");
  Entries entries = object_of({u"code: 'E1'"});
  entries.base = u"Error: x\n    at y";
  CHECK(utf8_from_utf16(lay_out(entries, {})) == "Error: x\n    at y {\n  code: 'E1'\n}");
  entries.base = u"[Error: x]";
  CHECK(utf8_from_utf16(lay_out(entries, {})) == "[Error: x] { code: 'E1' }");
}

TEST_CASE("layout: compact false gives every entry a line, compact true fills lines") {
  LineRules never;
  never.compact = kNeverCompact;
  CHECK(object_text({u"a: 1"}, never) == "{\n  a: 1\n}");
  LineRules always;
  always.compact = kAlwaysCompact;
  CHECK(object_text({u"a: 1", u"b: 2"}, always) == "{ a: 1, b: 2 }");
  CHECK(object_text({u"a: '" + std::u16string(80, u'x') + u"'", u"b: 2"}, always) ==
        "{ a: '" + std::string(80, 'x') + "',\n  b: 2 }");
}

TEST_CASE("layout: an infinite break length keeps everything on one line") {
  LineRules rules;
  rules.break_length = std::numeric_limits<double>::infinity();
  CHECK(object_text({u"a: '" + std::u16string(200, u'x') + u"'", u"b: 1"}, rules).find('\n') ==
        std::string::npos);
}
