#include "engine/inspect/text.h"

#include "tests/support/catch.h"

using namespace asyncq::engine::inspection;

TEST_CASE("inspect text: the quote that needs least escaping is taken") {
  CHECK(quoted(u"plain") == u"'plain'");
  CHECK(quoted(u"a'b") == u"\"a'b\"");
  CHECK(quoted(u"a'\"b") == u"`a'\"b`");
  CHECK(quoted(u"a'\"`b") == u"'a\\'\"`b'");
  CHECK(quoted(u"'\"${") == u"'\\'\"${'");
}

TEST_CASE("inspect text: control characters and lone surrogates are escaped") {
  CHECK(quoted(std::u16string_view(u"\0\x1b\n\x7f\u009f\u00a0\\", 7)) ==
        u"'\\x00\\x1B\\n\\x7F\\x9F\u00a0\\\\'");
  CHECK(quoted(std::u16string{u'a', char16_t{0xd800}, u'b'}) == u"'a\\ud800b'");
  CHECK(quoted(std::u16string{char16_t{0xdc00}}) == u"'\\udc00'");
  CHECK(quoted(u"\U0001F600") == u"'\U0001F600'");
}

TEST_CASE("inspect text: property names are quoted unless they are plain identifiers") {
  CHECK(property_name(u"name_1") == u"name_1");
  CHECK(property_name(u"1a") == u"'1a'");
  CHECK(property_name(u"$x") == u"'$x'");
  CHECK(property_name(u"") == u"''");
  CHECK(property_name(u"__proto__") == u"['__proto__']");
}

TEST_CASE("inspect text: colours have no width, wide characters two columns") {
  CHECK(width(u"\x1b[33m12\x1b[39m") == 2);
  CHECK(width(u"a日本") == 5);
}

TEST_CASE("inspect text: numbers with separators") {
  CHECK(with_separators(u"1234567") == u"1_234_567");
  CHECK(with_separators(u"-123") == u"-123");
  CHECK(with_separators(u"123456789.12345") == u"123_456_789.123_45");
  CHECK(with_separators(u"1e+21") == u"1e+21");
  CHECK(with_separators(u"NaN") == u"NaN");
}

TEST_CASE("inspect text: line ends are indented") {
  CHECK(indent_lines(u"a\nb\n", 2) == u"a\n  b\n  ");
  CHECK(indent_lines(u"a\nb", 0) == u"a\nb");
  CHECK(more_items(1) == u"... 1 more item");
  CHECK(more_items(2) == u"... 2 more items");
}
