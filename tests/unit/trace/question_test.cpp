#include "trace/question.h"

#include "tests/support/catch.h"

using namespace asyncq;
using namespace asyncq::trace;

namespace {

const std::vector<Item> kItems = {{"A", {"x", "y"}}, {"B", {"y", "x"}}, {"late", {"x", "z"}}};

std::string show(Question question, const WrittenAnswer& answer) {
  const auto response = interpret(answer, kind_of(question), kItems);
  if (!response) return response.errors().front().message;
  std::string out;
  for (const std::string& line : response->lines) out += line + "|";
  for (const Prediction& order : response->orders) {
    for (const std::string& line : order) out += line + "|";
    out += "/";
  }
  for (const std::string& word : response->words) out += word + ",";
  return out;
}

}  // namespace

TEST_CASE("question: each kind is found by its number", "[trace]") {
  for (const QuestionKind& kind : question_kinds()) CHECK(kind_of(kind.question).word == kind.word);
}

TEST_CASE("question: lines in order", "[trace]") {
  CHECK(show(Question::order, Prediction{"a ", "b", ""}) == "a|b|");
  CHECK(show(Question::order, Orders{{{"a"}}}) ==
        "an answer must be a list of printed lines, not a list of lists");
  CHECK(show(Question::order, NamedWords{{"A", "yes"}}) ==
        "an answer must be a list of printed lines, not a mapping");
}

TEST_CASE("question: all orders, each once; an empty line parts them in plain text", "[trace]") {
  CHECK(show(Question::orders, Orders{{{"a", "b"}, {"b", "a"}, {"a", "b "}}}) == "a|b|/b|a|/");
  CHECK(show(Question::orders, Prediction{"a", "b", "", "", "b", "a"}) == "a|b|/b|a|/");
  CHECK(show(Question::orders, NamedWords{{"A", "yes"}}) ==
        "the question is 'ask: orders', and the answer is a mapping");
}

TEST_CASE("question: which items, by name, by word and by place", "[trace]") {
  CHECK(show(Question::possible, Prediction{"A", "LATE"}) == "yes,no,yes,");
  CHECK(show(Question::possible, Prediction{"none"}) == "no,no,no,");
  CHECK(show(Question::possible, Prediction{"Yes", "no", "no"}) == "yes,no,no,");
  CHECK(show(Question::possible, Prediction{"A: yes", "late = no"}) == "yes,,no,");
  CHECK(show(Question::possible, NamedWords{{"B", "NO"}}) == ",no,,");
  CHECK(show(Question::possible, Prediction{"A", "C"}) == "there is no output named 'C'");
  CHECK(show(Question::possible, NamedWords{{"A", "before"}}) ==
        "the words for an answer are yes, no, not 'before'");
  CHECK(show(Question::possible, NamedWords{{"A", "no"}, {"a", "no"}}) == "'a' is answered twice");
  CHECK(show(Question::possible, Prediction{"yes", "no"}) ==
        "an answer has 3 words, one for each item, not 2");
  CHECK(show(Question::possible, Orders{{{"A"}}}) ==
        "the question is 'ask: possible', and the answer is a list of lists");
}

TEST_CASE("question: which line comes first", "[trace]") {
  CHECK(show(Question::always, Prediction{"before", "After", "either"}) == "before,after,either,");
  CHECK(show(Question::never, NamedWords{{"late", "either"}}) == ",,either,");
  CHECK(show(Question::always, Prediction{"A"}) ==
        "the words for an answer are before, after, either, not 'A'");
  CHECK(show(Question::always, Prediction{}) == "an answer has 3 words, one for each item, not 0");
  CHECK(show(Question::always, NamedWords{{"pair", "before"}}) == "there is no pair of lines named 'pair'");
}

TEST_CASE("question: names that answers can tell from words", "[trace]") {
  CHECK(may_name_item("A"));
  CHECK_FALSE(may_name_item("None"));
  CHECK_FALSE(may_name_item("yes"));
  CHECK_FALSE(may_name_item("BEFORE"));
}
