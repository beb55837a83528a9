#pragma once
// Two lists of lines side by side, as text.

#include <string>
#include <string_view>
#include <vector>

#include "judge/judge.h"
#include "report/render.h"
#include "trace/prediction.h"

namespace asyncq::report {

struct Side {
  std::string_view heading;
  const trace::Prediction& lines;
};

// Aligned columns with a mark between them: '=' both, '~' moved, '-' on the left only, '+' on the right only,
// and words for all but '='. Long stretches that agree are cut short unless verbose.
[[nodiscard]] std::string side_by_side(Side left, Side right, const std::vector<judge::Row>& rows,
                                       Style style);

// The student's own lines alone, with a mark at the one from which on they are not right.
[[nodiscard]] std::string own_lines(const trace::Prediction& lines, std::size_t first_divergence,
                                    Style style);

}  // namespace asyncq::report
