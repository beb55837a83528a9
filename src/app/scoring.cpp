#include "app/scoring.h"

namespace asyncq::app {

double score_by(puzzle::Scoring scoring, const judge::Scores& scores) {
  switch (scoring) {
    case puzzle::Scoring::exact:
      return scores.exact;
    case puzzle::Scoring::prefix:
      return scores.prefix;
    case puzzle::Scoring::lcs:
      return scores.lcs;
  }
  return scores.exact;
}

}  // namespace asyncq::app
