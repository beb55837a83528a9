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

struct Scores {
  double exact = 0;   // 1 or 0
  double prefix = 0;  // correct lines before the first divergence / lines
  double lcs = 0;     // 1 - edits / lines, at least 0; edits: insertions and deletions of the shortest script… see .cpp
};

struct Verdict {
  bool correct = false;
  std::optional<std::size_t> first_divergence;  // the first index at which the two differ
  std::vector<Row> rows;
  Scores scores;
};

[[nodiscard]] Verdict judge(const trace::Prediction& predicted, const trace::Prediction& expected);

}  // namespace asyncq::judge
