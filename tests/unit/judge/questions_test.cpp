#include "judge/questions.h"

#include "tests/support/catch.h"

using namespace asyncq;
using namespace asyncq::judge;
using trace::Question;

namespace {

const std::vector<trace::Item> kPairs = {{"A", {"a", "b"}}, {"B", {"b", "c"}}, {"C", {"c", "a"}}};

std::string words(Question question, const LegalOrders& legal) {
  const Truth truth = truth_of(trace::kind_of(question), kPairs, legal);
  std::string out;
  for (const std::string& word : truth.answer.words) out += (word.empty() ? "-" : word) + " ";
  return out;
}

std::string show(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& part : parts)
    out += "=!-+"[static_cast<std::size_t>(part.kind)] + std::to_string(part.index);
  return out;
}

}  // namespace

TEST_CASE("questions: which line comes first in every output", "[judge]") {
  const LegalOrders legal{{{"a", "b", "c"}, {"b", "a", "c"}}, {}, true};
  CHECK(words(Question::always, legal) == "either before after ");
  CHECK(words(Question::never, legal) == "either after before ");
}

TEST_CASE("questions: a pair is looked at in the outputs that have both lines", "[judge]") {
  CHECK(words(Question::always, {{{"a", "b"}, {"b", "c", "c"}}, {}, true}) == "before before - ");
  const Truth truth = truth_of(trace::kind_of(Question::never), kPairs, {{{"a", "b"}}, {}, true});
  CHECK(truth.vacuous == std::vector<std::size_t>{1, 2});
  CHECK_FALSE(truth.decided());
}

TEST_CASE("questions: a line that stands several times counts each time", "[judge]") {
  CHECK(words(Question::always, {{{"a", "b", "a", "c", "c"}}, {}, true}) == "either before after ");
}

TEST_CASE("questions: what was seen of an unfinished set proves what can be, never what cannot", "[judge]") {
  const LegalOrders part{{{"a", "b", "c"}, {"b", "a", "c"}}, {{"c"}}, false};
  CHECK(words(Question::always, part) == "either - - ");
  CHECK(truth_of(trace::kind_of(Question::always), kPairs, part).undecided == std::vector<std::size_t>{1, 2});
  const std::vector<trace::Item> outputs = {{"A", {"a", "b", "c"}}, {"B", {"c"}}, {"C", {"x"}}};
  const Truth possible = truth_of(trace::kind_of(Question::possible), outputs, part);
  CHECK(possible.answer.words == std::vector<std::string>{"yes", "no", ""});
  CHECK(possible.undecided == std::vector<std::size_t>{2});
  CHECK_FALSE(truth_of(trace::kind_of(Question::orders), {}, part).decided());
}

TEST_CASE("questions: words are scored item by item", "[judge]") {
  const trace::QuestionKind& kind = trace::kind_of(Question::always);
  const trace::Response truth{{}, {}, {"before", "either", "after", "after"}};
  const PartsVerdict some = judge_parts(kind, {{}, {}, {"before", "", "after", "before"}}, truth);
  CHECK_FALSE(some.correct);
  CHECK(show(some.parts) == "=0!1=2!3");
  CHECK(some.first_wrong == 1);
  CHECK(some.scores.exact == 0);
  CHECK(some.scores.prefix == 0.25);
  CHECK(some.scores.lcs == 0.5);
  const PartsVerdict all = judge_parts(kind, truth, truth);
  CHECK(all.correct);
  CHECK(all.scores.exact == 1);
  CHECK(show(judge_parts(kind, {}, truth).parts) == "!0!1!2!3");
}

TEST_CASE("questions: orders in any order; neither leaving out nor guessing gains", "[judge]") {
  const trace::QuestionKind& kind = trace::kind_of(Question::orders);
  const trace::Response truth{{}, {{"a", "b"}, {"b", "a"}}, {}};
  CHECK(judge_parts(kind, {{}, {{"b", "a"}, {"a", "b"}}, {}}, truth).correct);
  const PartsVerdict less = judge_parts(kind, {{}, {{"b", "a"}}, {}}, truth);
  CHECK(show(less.parts) == "=0+0");
  CHECK(less.scores.lcs == 0.5);
  const PartsVerdict guessed = judge_parts(kind, {{}, {{"a", "b"}, {"x"}, {"y"}, {"b", "a"}}, {}}, truth);
  CHECK(show(guessed.parts) == "=0-1-2=3");
  CHECK(guessed.scores.lcs == 0.5);
  CHECK(guessed.scores.prefix == 0.25);
}
