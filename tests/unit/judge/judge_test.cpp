#include "judge/judge.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"

using namespace asyncq::judge;
using asyncq::trace::Prediction;

namespace {

std::size_t count(const Verdict& verdict, RowKind kind) {
  return static_cast<std::size_t>(std::count_if(verdict.rows.begin(), verdict.rows.end(),
                                                [&](const Row& row) { return row.kind == kind; }));
}

// Every line of each side stands in exactly one row, in its own order; kinds and counterparts agree.
void check_rows(const Verdict& verdict, const Prediction& predicted, const Prediction& expected) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (const Row& row : verdict.rows) {
    if (row.predicted) REQUIRE(*row.predicted == i++);
    if (row.expected) REQUIRE(*row.expected == j++);
    switch (row.kind) {
      case RowKind::match:
        REQUIRE((row.predicted && row.expected));
        REQUIRE(predicted[*row.predicted] == expected[*row.expected]);
        break;
      case RowKind::moved:
        REQUIRE(row.predicted.has_value() != row.expected.has_value());
        REQUIRE(row.counterpart.has_value());
        REQUIRE(predicted[row.predicted ? *row.predicted : *row.counterpart] ==
                expected[row.expected ? *row.expected : *row.counterpart]);
        break;
      case RowKind::extra:
        REQUIRE((row.predicted && !row.expected && !row.counterpart));
        break;
      case RowKind::missing:
        REQUIRE((row.expected && !row.predicted && !row.counterpart));
        break;
    }
  }
  REQUIRE(i == predicted.size());
  REQUIRE(j == expected.size());
  REQUIRE(count(verdict, RowKind::moved) % 2 == 0);
}

Prediction random_lines(std::mt19937& random, std::size_t size, int alphabet) {
  Prediction lines(size);
  for (std::string& line : lines)
    line = std::string(1, static_cast<char>('a' + static_cast<int>(random() % 26) % alphabet));
  return lines;
}

}  // namespace

TEST_CASE("judge: the same lines have full marks in every scoring", "[judge]") {
  for (const Prediction& lines : {Prediction{}, Prediction{"a"}, Prediction{"a", "b", "a", ""}}) {
    const Verdict verdict = judge(lines, lines);
    CHECK(verdict.correct);
    CHECK_FALSE(verdict.first_divergence.has_value());
    CHECK(count(verdict, RowKind::match) == lines.size());
    CHECK(verdict.scores.exact == 1);
    CHECK(verdict.scores.prefix == 1);
    CHECK(verdict.scores.lcs == 1);
  }
}

TEST_CASE("judge: one line at a wrong place is one edit", "[judge]") {
  const Verdict verdict = judge({"a", "c", "b", "d", "e", "f"}, {"a", "b", "c", "d", "e", "f"});
  CHECK_FALSE(verdict.correct);
  CHECK(verdict.first_divergence == 1u);
  CHECK(count(verdict, RowKind::match) == 5);
  CHECK(count(verdict, RowKind::moved) == 2);
  CHECK(verdict.scores.exact == 0);
  CHECK(verdict.scores.prefix == Approx(1.0 / 6));
  CHECK(verdict.scores.lcs == Approx(5.0 / 6));
}

TEST_CASE("judge: missing, extra and rewritten lines", "[judge]") {
  const Verdict left_out = judge({"a", "c"}, {"a", "b", "c"});
  CHECK(left_out.rows == std::vector<Row>{{RowKind::match, 0, 0, {}},
                                          {RowKind::missing, {}, 1, {}},
                                          {RowKind::match, 1, 2, {}}});
  CHECK(left_out.scores.lcs == Approx(2.0 / 3));

  const Verdict invented = judge({"a", "x", "b"}, {"a", "b"});
  CHECK(count(invented, RowKind::extra) == 1);
  CHECK(invented.first_divergence == 1u);
  CHECK(invented.scores.lcs == Approx(2.0 / 3));

  const Verdict rewritten = judge({"a", "x", "c"}, {"a", "b", "c"});
  CHECK(count(rewritten, RowKind::extra) == 1);
  CHECK(count(rewritten, RowKind::missing) == 1);
  CHECK(rewritten.scores.lcs == Approx(2.0 / 3));
}

TEST_CASE("judge: a line predicted more often than it is printed is extra, not moved", "[judge]") {
  const Verdict verdict = judge({"a", "a", "b"}, {"b", "a"});
  CHECK(count(verdict, RowKind::match) == 1);
  CHECK(count(verdict, RowKind::moved) == 2);
  CHECK(count(verdict, RowKind::extra) == 1);
}

TEST_CASE("judge: too short and too long part where the shorter ends", "[judge]") {
  CHECK(judge({"a"}, {"a", "b"}).first_divergence == 1u);
  CHECK(judge({"a", "b"}, {"a"}).first_divergence == 1u);
  CHECK(judge({}, {"a"}).first_divergence == 0u);
  CHECK(judge({"a"}, {}).scores.lcs == 0);
}

TEST_CASE("judge: writing every line twice gains nothing", "[judge]") {
  CHECK(judge({"a", "b", "b", "a"}, {"a", "b"}).scores.lcs == Approx(0.5));
  CHECK(judge({"a", "b", "b", "a"}, {"a", "b"}).scores.prefix == Approx(0.5));
}

TEST_CASE("judge: a permutation has matched and moved lines only", "[judge]") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const Prediction expected = random_lines(random, random() % 12, 6);
    Prediction predicted = expected;
    std::shuffle(predicted.begin(), predicted.end(), random);
    const Verdict verdict = judge(predicted, expected);
    check_rows(verdict, predicted, expected);
    REQUIRE(count(verdict, RowKind::extra) == 0);
    REQUIRE(count(verdict, RowKind::missing) == 0);
  }
}

TEST_CASE("judge: rows and scores are consistent on random answers", "[judge]") {
  std::mt19937 random(8);
  for (int round = 0; round < 2000; ++round) {
    const Prediction predicted = random_lines(random, random() % 10, 4);
    const Prediction expected = random_lines(random, random() % 10, 4);
    const Verdict verdict = judge(predicted, expected);
    check_rows(verdict, predicted, expected);
    for (const double score : {verdict.scores.exact, verdict.scores.prefix, verdict.scores.lcs}) {
      REQUIRE(score >= 0);
      REQUIRE(score <= 1);
      REQUIRE((score == 1) == (predicted == expected));
    }
    REQUIRE(verdict.scores.exact <= verdict.scores.prefix);
    REQUIRE(verdict.scores.prefix <= verdict.scores.lcs);
    REQUIRE(verdict.correct == (predicted == expected));
  }
}

TEST_CASE("judge: putting one more line right never lowers a score", "[judge]") {
  std::mt19937 random(9);
  for (int round = 0; round < 1000; ++round) {
    const Prediction expected = random_lines(random, 1 + random() % 8, 26);
    Prediction predicted = random_lines(random, expected.size(), 26);
    Scores before = judge(predicted, expected).scores;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      predicted[i] = expected[i];
      const Scores after = judge(predicted, expected).scores;
      REQUIRE(after.prefix >= before.prefix);
      before = after;
    }
    REQUIRE(before.lcs == 1);
  }
}
