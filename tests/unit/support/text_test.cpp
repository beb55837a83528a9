#include "support/text.h"

#include "tests/support/catch.h"

using namespace asyncq::support;

TEST_CASE("support: UTF-16 and WTF-8 round trip, lone surrogates included") {
  const std::u16string text = u"a\u00e9\u4e2d\U0001F600";
  CHECK(utf16_from_wtf8(wtf8_from_utf16(text)) == text);
  const std::u16string lone{u'x', char16_t{0xD800}, u'y'};
  CHECK(utf16_from_wtf8(wtf8_from_utf16(lone)) == lone);
  CHECK(utf8_from_utf16(lone) == "x\xEF\xBF\xBDy");
}

TEST_CASE("support: invalid UTF-8 is found where it begins") {
  CHECK_FALSE(find_invalid_utf8("plain, \xC3\xA9").has_value());
  CHECK(find_invalid_utf8("ab\xFFz") == 2u);
  CHECK(find_invalid_utf8("\xC0\x80") == 0u);
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0u);
}

TEST_CASE("support: control characters are shown, never sent") {
  CHECK(escape_controls("a\x1b[31mb\n") == "a\\x1b[31mb\\x0a");
  CHECK(escape_controls("caf\xC3\xA9") == "caf\xC3\xA9");
}
