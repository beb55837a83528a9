#pragma once
// Compares a prediction with what is true: alignment, first divergence, scores. Runs nothing.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "trace/prediction.h"

namespace asyncq::judge {

enum class RowKind {
  match,    // predicted and expected at this place
  moved,    // predicted here, expected elsewhere (a row for each of the two places)
  extra,    // predicted, never printed (that often)
  missing,  // printed, never predicted (that often)
};

// One row of the side-by-side view. An index is into the prediction or the expected lines, from 0.
struct Row {
  RowKind kind = RowKind::match;
  std::optional<std::size_t> predicted;
  std::optional<std::size_t> expected;
  // moved: the index at the other side that this line was paired with.
  std::optional<std::size_t> counterpart;
  bool operator==(const Row&) const = default;
};

// Each is 1 exactly when the two are equal, and from 0 to 1 otherwise. "lines" is the length of the longer
// of the two, so that neither leaving lines out nor guessing more of them can gain anything.
struct Scores {
  double exact = 0;   // 1 or 0
  double prefix = 0;  // lines that are right before the first divergence / lines
  // 1 - edits / lines, where an edit puts one line right: it moves it, rewrites it, adds it or drops it.
  // The fewest edits that turn the prediction into the expected lines are lines - (the length of a longest
  // common subsequence): one line at a wrong place among six costs one sixth, however far it strayed.
  double lcs = 0;
};

struct Verdict {
  bool correct = false;
  std::optional<std::size_t> first_divergence;  // the first index at which the two differ
  std::vector<Row> rows;                        // every line of both sides, each in its own order
  Scores scores;
};

[[nodiscard]] Verdict judge(const trace::Prediction& predicted, const trace::Prediction& expected);

}  // namespace asyncq::judge
