#include <optional>
#include <string>
#include <variant>

#include "engine/regexp/matcher.h"
#include "tests/support/catch.h"

using namespace asyncq::engine::regexp;
using asyncq::program::regexp::parse_flags;
using asyncq::program::regexp::parse_pattern;
using asyncq::program::regexp::PatternFault;

namespace {

std::string error_of(std::u16string_view source, std::u16string_view flags = u"") {
  const auto parsed = parse_pattern(source, *parse_flags(flags));
  const auto* fault = std::get_if<PatternFault>(&parsed);
  if (fault == nullptr) return "";
  return fault->unmodelled ? "not modelled: " + fault->message : fault->message;
}

// "0-3 1-2 u": begin and end of each group, u for a group that took no part; "null": no match.
std::string match(std::u16string_view source, std::u16string_view input, std::u16string_view flags = u"") {
  const auto parsed = parse_pattern(source, *parse_flags(flags));
  REQUIRE(std::holds_alternative<Pattern>(parsed));
  const auto code = compile_pattern(std::get<Pattern>(parsed));
  Matcher matcher(*code, input, [] {});
  if (matcher.search(0) != MatchResult::match) return "null";
  std::string out;
  for (std::uint32_t group = 0; group < code->group_count; ++group) {
    if (group > 0) out += ' ';
    const bool unset = matcher.begin(group) == Matcher::kUnset;
    out += unset ? "u" : std::to_string(matcher.begin(group)) + "-" + std::to_string(matcher.end(group));
  }
  return out;
}

}  // namespace

TEST_CASE("regexp: characters, classes and escapes") {
  CHECK(match(u"b", u"abc") == "1-2");
  CHECK(match(u"[b-d]+", u"abcde") == "1-4");
  CHECK(match(u"[^a\\d]", u"a1-") == "2-3");
  CHECK(match(u"\\w+\\s\\W", u"ab1_ !") == "0-6");
  CHECK(match(u"\\x41\\u0042\\n\\cA", u"AB\n\x01") == "0-4");
  CHECK(match(u"[\\]]", u"]") == "0-1");
  CHECK(match(u".", u"\n") == "null");
  CHECK(match(u".", u"\n", u"s") == "0-1");
  CHECK(match(u"]}{", u"]}{") == "0-3");
  CHECK(match(u"[]", u"a") == "null");
  CHECK(match(u"[^]", u"\n") == "0-1");
}

TEST_CASE("regexp: quantifiers, greedy and lazy") {
  CHECK(match(u"a*", u"aab") == "0-2");
  CHECK(match(u"a*?b", u"aab") == "0-3");
  CHECK(match(u"a{2,3}", u"aaaa") == "0-3");
  CHECK(match(u"a{2,3}?", u"aaaa") == "0-2");
  CHECK(match(u"(ab){2}", u"ababab") == "0-4 2-4");
  CHECK(match(u"x{,2}", u"x{,2}") == "0-5");
  CHECK(match(u"<(.+?)>", u"<a><b>") == "0-3 1-2");
}

TEST_CASE("regexp: an iteration starts with its groups unset, and never takes nothing [22.2.2.3.1]") {
  CHECK(match(u"(z)((a+)?(b+)?(c))*", u"zaacbbbcac") == "0-10 0-1 8-10 8-9 u 9-10");
  CHECK(match(u"(a*)*", u"b") == "0-0 u");
  CHECK(match(u"(?:a*?)*b", u"aab") == "0-3");
  CHECK(match(u"(a*)?", u"b") == "0-0 u");
}

TEST_CASE("regexp: groups and back references") {
  CHECK(match(u"(a)|(b)", u"b") == "0-1 u 0-1");
  CHECK(match(u"(?<first>.)\\k<first>", u"xyyz") == "1-3 1-2");
  CHECK(match(u"(a)\\1", u"aA", u"i") == "0-2 0-1");
  CHECK(match(u"\\1(a)", u"a") == "0-1 0-1");
}

TEST_CASE("regexp: assertions") {
  CHECK(match(u"^b", u"a\nb") == "null");
  CHECK(match(u"^b$", u"a\nb\nc", u"m") == "2-3");
  CHECK(match(u"\\bcat\\b", u"concat cat") == "7-10");
  CHECK(match(u"a(?=b)", u"acab") == "2-3");
  CHECK(match(u"a(?!b)", u"abac") == "2-3");
  CHECK(match(u"(?<=\\$)\\d+", u"1 $23") == "3-5");
  CHECK(match(u"(?<!\\$)\\b\\d+", u"$1 23") == "3-5");
  CHECK(match(u"(?<=(\\d+)(\\d+))$", u"1053") == "4-4 0-1 1-4");
  CHECK(match(u"(?=(a+))a*b\\1", u"baaabac") == "3-6 3-4");
}

TEST_CASE("regexp: ignoring case, and code points with u") {
  CHECK(match(u"[a-z]+", u"ABC", u"i") == "0-3");
  CHECK(match(u"\u00e9", u"\u00c9", u"i") == "0-1");
  CHECK(match(u"^.$", u"\U0001F600") == "null");
  CHECK(match(u"^.$", u"\U0001F600", u"u") == "0-2");
  CHECK(match(u"\\u{1F600}+", u"\U0001F600\U0001F600", u"u") == "0-4");
}

TEST_CASE("regexp: what is wrong with a pattern, in V8's words") {
  CHECK(error_of(u"(") == "Unterminated group");
  CHECK(error_of(u")") == "Unmatched ')'");
  CHECK(error_of(u"*") == "Nothing to repeat");
  CHECK(error_of(u"a**") == "Nothing to repeat");
  CHECK(error_of(u"[a") == "Unterminated character class");
  CHECK(error_of(u"[b-a]") == "Range out of order in character class");
  CHECK(error_of(u"a{2,1}") == "numbers out of order in {} quantifier");
  CHECK(error_of(u"\\") == "\\ at end of pattern");
  CHECK(error_of(u"(?a)") == "Invalid group");
  CHECK(error_of(u"(?<a>)(?<a>)") == "Duplicate capture group name");
  CHECK(error_of(u"(?<a>)\\k<b>") == "Invalid named capture referenced");
  CHECK(error_of(u"\\e", u"u") == "Invalid escape");
  CHECK(error_of(std::u16string(100'000, u'(')) == "Regular expression too large");
  CHECK_FALSE(parse_flags(u"gg").has_value());
  CHECK_FALSE(parse_flags(u"x").has_value());
  CHECK_FALSE(parse_flags(u"uv").has_value());
}

TEST_CASE("regexp: what is not modelled of a pattern is not V8's fault in it") {
  CHECK(error_of(u"\\p{L}", u"u") == "not modelled: Unicode property escapes");
  CHECK(error_of(u"(?i:a)b") == "not modelled: modifiers of a group");
  CHECK(error_of(u"[a--b]", u"v") == "not modelled: the flag 'v' of regular expressions");
}

TEST_CASE("regexp: a match that would take for ever can be left, and its stack is bounded") {
  struct Stop {};
  const auto slow = parse_pattern(u"(a+)+b", {});
  const auto slow_code = compile_pattern(std::get<Pattern>(slow));
  const std::u16string input(40, u'a');
  int calls = 0;
  Matcher matcher(*slow_code, input, [&calls] {
    if (++calls == 1000) throw Stop{};
  });
  CHECK_THROWS_AS(matcher.search(0), Stop);

  const auto deep = parse_pattern(u"(?:a|b)*c", {});
  const auto deep_code = compile_pattern(std::get<Pattern>(deep));
  const std::u16string long_input(5'000'000, u'a');
  Matcher deep_matcher(*deep_code, long_input, [] {});
  CHECK(deep_matcher.match_at(0) == MatchResult::too_deep);
}
