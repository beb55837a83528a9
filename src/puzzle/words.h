#pragma once
// The words that keys of puzzles and courses take, and what they mean.

#include "puzzle/puzzle.h"
#include "puzzle/reader.h"

namespace asyncq::puzzle {

inline constexpr Word<Scoring> kScorings[] = {
    {"exact", Scoring::exact}, {"prefix", Scoring::prefix}, {"lcs", Scoring::lcs}};
inline constexpr Word<LegalOrders> kLegalOrders[] = {{"one", LegalOrders::one}, {"any", LegalOrders::any}};

}  // namespace asyncq::puzzle
