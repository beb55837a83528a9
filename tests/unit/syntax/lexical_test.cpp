// Tokens. [12]

#include "syntax/characters.h"
#include "syntax/token.h"
#include "tests/unit/syntax/reading.h"

using namespace asyncq;
using namespace asyncq::syntax;
using namespace asyncq::test;

TEST_CASE("syntax: 12.9.3 numeric literals", "[syntax]") {
  check_readings({
      {"0; 1.5; .5; 5.; 1e3; 1E-7; 1e21; 12e+2", "0;\n1.5;\n0.5;\n5;\n1000;\n1e-7;\n1e+21;\n1200;"},
      {"0xFF; 0o17; 0b101; 0XfF; 0O7; 0B1", "255;\n15;\n5;\n255;\n7;\n1;"},
      {"1_000_000; 0xFF_FF; 1_0.0_1e1_0", "1000000;\n65535;\n100100000000;"},
      {"9007199254740993; 0x20000000000001; 0x20000000000003",
       "9007199254740992;\n9007199254740992;\n9007199254740996;"},
      {"1.7976931348623157e308; 5e-324; 1e999; 1e-999", "1.7976931348623157e+308;\n5e-324;\n1e400;\n0;"},
      {"1..a; 1.5.a; (1).a; 1 .a; 1[0]", "(1).a;\n(1.5).a;\n(1).a;\n(1).a;\n1[0];"},
      {"1__0", "1:2: a numeric separator '_' may only stand between two digits"},
      {"1_", "1:2: a numeric separator '_' may only stand between two digits"},
      {"0x", "1:1: expected digits of base 16 after '0x'"},
      {"1e+", "1:1: expected digits in the exponent of the number"},
      {"3px", "1:2: unexpected 'p' right after a number [a name cannot begin with a digit]"},
      {"010",
       "1:1: a number with a leading zero is an octal number of old, which asyncq does not model [write 0o… "
       "for octal, "
       "or leave the zero out]"},
      {"10n; 0XFFn; 0b1_0n; 1_000n; -1n", "10n;\n0xffn;\n0b10n;\n1000n;\n-1n;"},
      {"1n.a; ({ 1n: x, 0x10n: y })", "1n.a;\n({ [1n]: x, [0x10n]: y });"},
      {"1.5n", "1:1: a BigInt has neither a fraction nor an exponent"},
      {"1e3n", "1:1: a BigInt has neither a fraction nor an exponent"},
      {"1nx", "1:3: unexpected 'x' right after a number [a name cannot begin with a digit]"},
      {std::string(80'000, '9') + "n", "1:1: asyncq does not model a BigInt of more than 262144 bits"},
  });
}

TEST_CASE("syntax: B.1.1 comments of old pages, in scripts only", "[syntax]") {
  check_readings({
      {"<!-- a\nb\n--> c\n/* d */ --> e\nf /*\n*/ --> g", "b;\nf;"},
      {"a = b --> c", "a = b-- > c;"},
      {"a<!--b\n;", "a;"},
  });
  check_readings({{"a<!--b", "a < !--b;"}, {"a\n--> b", "2:3: expected an expression, found '>'"}},
                 SourceKind::module);
}

TEST_CASE("syntax: 12.9.4 string literals", "[syntax]") {
  check_readings({
      {R"(x = "a'b"; y = 'a"b'; z = 'a\'b"c')", R"(x = "a'b";
y = 'a"b';
z = 'a\'b"c';)"},
      {R"('use'; x = '\n\t\\\b\f\v\r\0\x41\u0042\u{43}\z')",
       "'use';\n\nx = '\\n\\t\\\\\\b\\f\\v\\r\\0ABCz';"},
      {R"(x = '\0' + '\x001')", R"(x = '\0' + '\x001';)"},
      {"x = 'a\\\nb\\\r\nc'", "x = 'abc';"},
      {R"(x = '\ud83d\ude00' + '\u{1F600}' + '\ud800')", "x = '\U0001F600' + '\U0001F600' + '\\ud800';"},
      {"x = '\u2028'", R"(x = '\u2028';)"},
      {"x = 'a", "1:5: this string is never closed: expected '"},
      {"x = 'a\ny",
       "1:5: this string is never closed: expected ' [a string ends on the line it begins on; a template `…` "
       "may go on]"},
      {R"(x = '\x4g')", "1:6: expected two hexadecimal digits after '\\x'"},
      {R"(x = '\u12')", "1:6: expected four hexadecimal digits, or {…}, after '\\u'"},
      {R"(x = '\u{110000}')", "1:6: there is no character with this number: the last is \\u{10FFFF}"},
      {R"(x = '\07')",
       "1:6: an octal escape cannot stand in a string: asyncq does not model it [write \\xNN or \\u{N}]"},
  });
}

TEST_CASE("syntax: 12.9.6 templates", "[syntax]") {
  check_readings({
      {"`a${b}c${`d${e}`}`", "`a${b}c${`d${e}`}`;"},
      {"`\\`$\\${a}$${b}{c}`", "`\\`$\\${a}$${b}{c}`;"},
      {"`one\ntwo\r\nthree`", R"(`one\ntwo\nthree`;)"},
      {"`${a, b}${{c}.c}`", "`${a, b}${{ c }.c}`;"},
      {"`a", "1:1: this template is never closed: expected '`'"},
      {"f(`a${b`", "1:8: this template is never closed: expected '`'"},
      {"f(`a${b)`)",
       "1:8: expected '}' to close '${' in the template, found ')' [the '${' was opened at 1:5]"},
  });
}

TEST_CASE("syntax: 13.3.11 tagged templates", "[syntax]") {
  check_readings({
      {"a`b`", "a`b`;"},
      {"a\n`b`", "a`b`;"},
      {"a.b[c]`d${e}\\n${f, g}`.h`i`", "a.b[c]`d${e}\\n${f, g}`.h`i`;"},
      {"new a`b`(c)", "new (a`b`)(c);"},
      {"a?.b`c`", "1:5: a template cannot follow '?.'"},
  });
}

TEST_CASE("syntax: 12.9.5 regular expressions and division", "[syntax]") {
  check_readings({
      {"x = /a/g.test(b) / c / d", "x = /a/g.test(b) / c / d;"},
      {"x = a++ / b; y = (a) / b; z = a[0] / b / c", "x = a++ / b;\ny = a / b;\nz = a[0] / b / c;"},
      {"f(/[/\\]]/, /=/g, /\\//)", "f(/[/\\]]/, /=/g, /\\//);"},
      {"if (a) /b/.c; else /d/.e", "if (a) /b/.c;\nelse /d/.e;"},
      {"{}/a/g", "{}\n/a/g;"},
      {"x = {} / 1", "x = {} / 1;"},
      {"x = /a", "1:5: this regular expression is never closed: expected '/'"},
      {"x = /a/gx", "1:9: unknown regular expression flag 'x' [the flags are d, g, i, m, s, u, v and y]"},
      {"x = /a/gg", "1:9: regular expression flag 'g' given twice"},
  });
}

TEST_CASE("syntax: 12.7 names, keywords and escapes in them", "[syntax]") {
  check_readings({
      {"\\u0061bc = \\u{1d453}; été = 变量", "abc = \U0001D453;\nété = 变量;"},
      {"x.if.class; ({ v\\u0061r: 1, new: 2 })", "x.if.class;\n({ var: 1, new: 2 });"},
      {"v\\u0061r x",
       "1:1: 'var' is a reserved word\n1:10: expected ';' or a new line after the statement, found 'x'"},
      {"let, async, of, get, set, static, yield, await", "(let), async, of, get, set, static, yield, await;"},
      {"#x",
       "1:1: unexpected private name '#x' [a private name follows a dot, as in this.#name, or stands before "
       "'in']"},
      {"# comment", "1:1: unexpected character '#' [a comment begins with //]"},
      {"x = “a”", "1:5: unexpected character '“' [did you mean \" ?]"},
      {"x = \x01", "1:5: unexpected character U+0001"},
  });
}

TEST_CASE("syntax: 12.4 comments, the hashbang line and white space", "[syntax]") {
  check_readings({
      {"#!/usr/bin/env node\na", "a;"},
      {"\xEF\xBB\xBF"
       "a",
       "a;"},
      {"a /* b */ + /* \n */ c // d", "a + c;"},
      {"a\xC2\xA0+\xE3\x80\x80"
       "b",
       "a + b;"},
      {"a // b\xE2\x80\xA8"
       "c",
       "a;\nc;"},
      {"a /* b", "1:3: this comment is never closed: expected '*/'"},
  });
}

TEST_CASE("syntax: text that is not UTF-8 is refused at its place", "[syntax]") {
  CHECK(reading_of("a = 'é\xFF';") ==
        "1:7: this is not UTF-8 text: an invalid byte stands here [save the file as UTF-8]\n");
  CHECK(reading_of("a;\n\xED\xA0\x80") ==
        "2:1: this is not UTF-8 text: an invalid byte stands here [save the file as UTF-8]\n");
}

TEST_CASE("syntax: every punctuator and word is found by its spelling", "[syntax]") {
  for (std::size_t i = static_cast<std::size_t>(TokenKind::left_brace); i < kTokenKinds; ++i) {
    const auto kind = static_cast<TokenKind>(i);
    const std::string_view text = spelling(kind);
    INFO(text);
    REQUIRE_FALSE(text.empty());
    if (is_keyword(kind)) {
      CHECK(word_kind(text) == kind);
    } else {
      CHECK(match_punctuator(text).kind == kind);
      CHECK(match_punctuator(std::string(text) + " ").length == text.size());
    }
  }
  CHECK(word_kind("of") == TokenKind::identifier);
  CHECK(match_punctuator("?.5").kind == TokenKind::question);
}

TEST_CASE("syntax: identifier names and reserved words", "[syntax]") {
  CHECK(is_identifier_name("$_a1"));
  CHECK(is_identifier_name("été"));
  CHECK_FALSE(is_identifier_name(""));
  CHECK_FALSE(is_identifier_name("1a"));
  CHECK_FALSE(is_identifier_name("a-b"));
  CHECK_FALSE(is_identifier_name("a\xFF"));
  CHECK(is_reserved_word("typeof"));
  CHECK_FALSE(is_reserved_word("await"));
  CHECK(is_identifier_start(0x4E2D));
  CHECK(is_identifier_part(0x200D));
  CHECK_FALSE(is_identifier_start(0x2603));
  CHECK_FALSE(is_identifier_start(0x0301));
  CHECK(is_identifier_part(0x0301));
}
