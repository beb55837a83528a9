#include "engine/normalization.h"

#include "tests/support/catch.h"

using namespace asyncq::engine;
using Form = NormalizationForm;

namespace {

std::u16string in(Form form, std::u16string_view text) {
  const Normalized result = normalize(text, form);
  CHECK_FALSE(result.unknown.has_value());
  return result.text;
}

}  // namespace

TEST_CASE("normalization: Latin letters and their marks", "[engine]") {
  CHECK(in(Form::nfd, u"Caf\u00E9 \u0160") == u"Cafe\u0301 S\u030C");
  CHECK(in(Form::nfc, u"Cafe\u0301 S\u030C") == u"Caf\u00E9 \u0160");
  CHECK(in(Form::nfc, u"\u00F8\u0142\u00DF\u20AC\u4E2D\U0001F600") ==
        u"\u00F8\u0142\u00DF\u20AC\u4E2D\U0001F600");
}

TEST_CASE("normalization: marks are put in order, a blocked one stays", "[engine]") {
  CHECK(in(Form::nfd, u"c\u0301\u0327") == u"c\u0327\u0301");
  CHECK(in(Form::nfd, u"e\u0301\u0300") == u"e\u0301\u0300");
  CHECK(in(Form::nfc, u"\u0301e") == u"\u0301e");
}

TEST_CASE("normalization: Hangul", "[engine]") {
  CHECK(in(Form::nfd, u"\uD55C\uAE00") == u"\u1112\u1161\u11AB\u1100\u1173\u11AF");
  CHECK(in(Form::nfc, u"\u1112\u1161\u11AB\u1100\u1173\u11AF") == u"\uD55C\uAE00");
}

TEST_CASE("normalization: compatible characters", "[engine]") {
  CHECK(in(Form::nfkc, u"\uFB01\u2026\uFF21\u00B2\u00BD") == u"fi...A21\u20442");
  CHECK(in(Form::nfc, u"\uFB01\u2026") == u"\uFB01\u2026");
}

TEST_CASE("normalization: what is not known is said", "[engine]") {
  CHECK(normalize(u"a\u304C", Form::nfd).unknown == U'\u304C');
  CHECK(normalize(u"e\u0303", Form::nfc).unknown == U'\u0303');
  CHECK_FALSE(normalize(u"e\u0303", Form::nfd).unknown.has_value());
}
