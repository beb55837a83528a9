#pragma once
// Grades for the tests of the renderers.

#include <string>

#include "report/model.h"

namespace asyncq::test {

// A graded answer, with everything that is known about it.
inline report::Grade graded(trace::Prediction predicted, trace::Prediction expected) {
  const judge::Verdict verdict = judge::judge(predicted, expected);
  report::Grade grade;
  grade.puzzle = "who-resumes-first";
  grade.title = "Who resumes first?";
  grade.file = "await/who.yaml";
  grade.runtime = "node24";
  grade.status = verdict.correct ? report::Status::right : report::Status::wrong;
  grade.scoring = "lcs";
  grade.score = verdict.scores.lcs;
  grade.points = 2 * grade.score;
  grade.max_points = 2;
  grade.first_divergence = verdict.first_divergence;
  grade.rows = verdict.rows;
  grade.scores = verdict.scores;
  grade.predicted = std::move(predicted);
  grade.expected = std::move(expected);
  grade.ending = trace::Ending{};
  grade.explanation = "Ticks go first.\nThen promises.";
  return grade;
}

inline report::Grade ungraded(report::Status status) {
  report::Grade grade;
  grade.puzzle = "three-queues";
  grade.title = "Three queues";
  grade.file = "queues/three.yaml";
  grade.status = status;
  grade.max_points = 1;
  return grade;
}

}  // namespace asyncq::test
