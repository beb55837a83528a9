#include "report/escape.h"

#include "tests/support/catch.h"

using namespace asyncq::report;

TEST_CASE("escape: a terminal is sent no control characters and no overrides of direction", "[report]") {
  CHECK(terminal_text("a\x1b[2Jb\rc\n") == "a\\x1b[2Jb\\x0dc\\x0a");
  CHECK(terminal_text("\xE2\x80\xAEgpj.exe") == "\\u{202e}gpj.exe");
  CHECK(terminal_text("\xFFz") == "\\xffz");
  CHECK(terminal_text("na\xC3\xAFve \xE2\x9C\x93") == "na\xC3\xAFve \xE2\x9C\x93");
}

TEST_CASE("escape: no line of a log is a command to the CI system", "[report]") {
  CHECK(log_text("::error::x") == "\\x3a:error::x");
  CHECK(log_text("fine\n \t::set-output\nmid ::dle") == "fine\n \t\\x3a:set-output\nmid ::dle");
  CHECK(log_text("\xC2\xA0::error::") == "\xC2\xA0\\x3a:error::");
  CHECK(log_text("a ##[error]b") == "a \\x23#[error]b");
  CHECK(log_text("##vso[task.setvariable]") == "\\x23#vso[task.setvariable]");
  CHECK(log_text("# heading ## [x]\n") == "# heading ## [x]\n");
  CHECK(log_text("").empty());
}

TEST_CASE("escape: XML holds only XML's characters", "[report]") {
  const std::string replacement = "\xEF\xBF\xBD";
  CHECK(xml_text("a\x01z\x1b\tb\n") == "a" + replacement + "z" + replacement + "\tb\n");
  CHECK(xml_text("\xEF\xBF\xBE") == replacement);  // U+FFFE
  CHECK(xml_text("x\xFFy\xC3") == "x" + replacement + "y" + replacement);
  CHECK(xml_text("\xF0\x9F\x98\x80 <&>") == "\xF0\x9F\x98\x80 <&>");
  CHECK(xml_text(std::string("a\0b", 3)) == "a" + replacement + "b");
}

TEST_CASE("escape: what XML and JSON allow and terminals obey", "[report]") {
  const std::string replacement = "\xEF\xBF\xBD";
  CHECK(xml_text("a\xC2\x9B"
                 "b\xE2\x80\xAE") == "a" + replacement + "b" + replacement);
  CHECK(json_text("\"\xC2\x9B\xE2\x80\xAE\xE2\x81\xA6\x7F\"") == "\"\\u009b\\u202e\\u2066\\u007f\"");
  CHECK(json_text("\"na\xC3\xAFve \xF0\x9F\x98\x80\"\n") == "\"na\xC3\xAFve \xF0\x9F\x98\x80\"\n");
}

TEST_CASE("escape: a document keeps its lines and tabs", "[report]") {
  CHECK(document_text("a\tb\x1b[2J\n::error::\x07\n") == "a\tb\\x1b[2J\n\\x3a:error::\\x07\n");
  CHECK(document_text("\xE2\x80\xAEx") == "\\u{202e}x");
}

TEST_CASE("escape: Markdown shows a title as it is written", "[report]") {
  CHECK(markdown_text("a *b* [c](d) <e>") == "a \\*b\\* \\[c\\]\\(d\\) \\<e\\>");
  CHECK(markdown_text("plain words, 7") == "plain words, 7");
}

TEST_CASE("escape: a fence is longer than any run of backticks inside it", "[report]") {
  CHECK(markdown_fence("x;\n", "js") == "```js\nx;\n```\n");
  CHECK(markdown_fence("`a`", "") == "```\n`a`\n```\n");
  CHECK(markdown_fence("````\n```", "js") == "`````js\n````\n```\n`````\n");
}
