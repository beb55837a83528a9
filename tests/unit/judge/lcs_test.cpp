#include "judge/lcs.h"

#include <algorithm>
#include <chrono>
#include <random>

#include "tests/support/catch.h"

using namespace asyncq::judge;

namespace {

using Sequence = std::vector<Symbol>;

std::size_t naive_length(const Sequence& a, const Sequence& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      table[i][j] =
          a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    }
  }
  return table[a.size()][b.size()];
}

bool is_common_subsequence(const std::vector<Match>& matches, const Sequence& a, const Sequence& b) {
  for (std::size_t k = 0; k < matches.size(); ++k) {
    if (matches[k].left >= a.size() || matches[k].right >= b.size()) return false;
    if (a[matches[k].left] != b[matches[k].right]) return false;
    if (k > 0 && (matches[k].left <= matches[k - 1].left || matches[k].right <= matches[k - 1].right))
      return false;
  }
  return true;
}

Sequence random_sequence(std::mt19937& random, std::size_t size, Symbol alphabet) {
  std::uniform_int_distribution<Symbol> pick(0, alphabet - 1);
  Sequence sequence(size);
  for (Symbol& symbol : sequence) symbol = pick(random);
  return sequence;
}

}  // namespace

TEST_CASE("lcs: as long as the naive quadratic table's, on random sequences", "[judge]") {
  std::mt19937 random(20);
  for (int round = 0; round < 3000; ++round) {
    const Symbol alphabet = 1 + static_cast<Symbol>(random() % 9);
    const Sequence a = random_sequence(random, random() % 30, alphabet);
    const Sequence b = random_sequence(random, random() % 30, alphabet);
    const auto matches = align(a, b, alphabet);
    REQUIRE(is_common_subsequence(matches, a, b));
    REQUIRE(matches.size() == naive_length(a, b));
  }
}

TEST_CASE("lcs: carries run over many machine words", "[judge]") {
  std::mt19937 random(21);
  for (const Symbol alphabet : {1u, 2u, 3u, 40u, 700u}) {
    for (int round = 0; round < 12; ++round) {
      const Sequence a = random_sequence(random, 100 + random() % 400, alphabet);
      const Sequence b = random_sequence(random, 100 + random() % 400, alphabet);
      const auto matches = align(a, b, alphabet);
      REQUIRE(is_common_subsequence(matches, a, b));
      REQUIRE(matches.size() == naive_length(a, b));
    }
  }
}

TEST_CASE("lcs: above the bound, place by place", "[judge]") {
  const Sequence a{0, 1, 2, 3, 4, 5};
  const Sequence b{1, 0, 2, 3, 5, 4};
  CHECK(align(a, b, 6).size() == 4);
  const auto matches = align(a, b, 6, 1);
  CHECK(matches == std::vector<Match>{{2, 2}, {3, 3}});
}

TEST_CASE("lcs: thirty thousand repeated lines against thirty thousand others in bounded time", "[judge]") {
  std::mt19937 random(22);
  const Sequence a = random_sequence(random, 30'000, 2);
  const Sequence b = random_sequence(random, 30'000, 2);
  const auto start = std::chrono::steady_clock::now();
  const auto matches = align(a, b, 2);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  CHECK(is_common_subsequence(matches, a, b));
  CHECK(matches.size() > 22'000);
  INFO("seconds: " << took.count());
  CHECK(took.count() < 30);  // generous: sanitizers and busy machines
}
