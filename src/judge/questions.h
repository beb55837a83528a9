#pragma once
// Answers to questions about all legal orders: what is true, and how right an answer is. Runs nothing.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "judge/judge.h"
#include "trace/question.h"

namespace asyncq::judge {

// What is known of the outputs that a program can print.
struct LegalOrders {
  std::vector<trace::Prediction> orders;   // some that it can, each once
  std::vector<trace::Prediction> refuted;  // some that it cannot
  bool exhausted = true;                   // there are no more than `orders`
};

struct Truth {
  trace::Response answer;
  // Indices of items: those of which too little is known, and those whose two lines no output has together.
  // No answer can be graded when there are any.
  std::vector<std::size_t> undecided;
  std::vector<std::size_t> vacuous;
  bool all_known = true;  // ask: orders: there are no more orders than these
  [[nodiscard]] bool decided() const { return undecided.empty() && vacuous.empty() && all_known; }
};

// A pair of lines is looked at in the outputs that have both; where a line stands several times, each time
// counts. So "always before" is the same as "never after".
[[nodiscard]] Truth truth_of(const trace::QuestionKind& kind, std::span<const trace::Item> items,
                             const LegalOrders& legal);

enum class PartKind {
  right,    // an item with the right word; an order that is legal
  wrong,    // an item with a wrong word or none
  extra,    // an order that is not legal
  missing,  // a legal order that is not listed
};

// Words: index is the item's. Orders: among those of the answer, and for `missing` among the legal ones.
struct Part {
  PartKind kind = PartKind::right;
  std::size_t index = 0;
  bool operator==(const Part&) const = default;
};

// Scores: the parts that are right / all parts; prefix: those before the first that is not.
struct PartsVerdict {
  bool correct = false;
  std::optional<std::size_t> first_wrong;  // an index into parts
  std::vector<Part> parts;  // in the order of the items, or of the answered orders and then the missing ones
  Scores scores;
};

[[nodiscard]] PartsVerdict judge_parts(const trace::QuestionKind& kind, const trace::Response& answer,
                                       const trace::Response& truth);

}  // namespace asyncq::judge
