#pragma once
// The score that a puzzle's scoring asks for, and its name in reports.

#include "judge/judge.h"
#include "puzzle/puzzle.h"

namespace asyncq::app {

[[nodiscard]] double score_by(puzzle::Scoring scoring, const judge::Scores& scores);

}  // namespace asyncq::app
