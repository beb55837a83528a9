#include "judge/judge.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "judge/lcs.h"

namespace asyncq::judge {

namespace {

using Partners = std::vector<std::optional<std::size_t>>;

// Both sides with equal lines as equal numbers.
struct Symbols {
  std::vector<Symbol> predicted;
  std::vector<Symbol> expected;
  std::size_t count = 0;
};

Symbols intern(const trace::Prediction& predicted, const trace::Prediction& expected) {
  std::unordered_map<std::string_view, Symbol> known;
  const auto symbols_of = [&](const trace::Prediction& lines) {
    std::vector<Symbol> symbols;
    symbols.reserve(lines.size());
    for (const std::string& line : lines) {
      symbols.push_back(known.try_emplace(line, static_cast<Symbol>(known.size())).first->second);
    }
    return symbols;
  };
  Symbols result;
  result.predicted = symbols_of(predicted);
  result.expected = symbols_of(expected);
  result.count = known.size();
  return result;
}

// Where a line that was predicted at a wrong place belongs, and the reverse.
struct Moves {
  Partners of_predicted;
  Partners of_expected;
};

// Pairs the lines that the alignment left over on both sides: the first with the first of equal text.
Moves pair_moved(const Symbols& symbols, const std::vector<Match>& matches) {
  std::vector<bool> predicted_matched(symbols.predicted.size());
  std::vector<bool> expected_matched(symbols.expected.size());
  for (const Match& match : matches) {
    predicted_matched[match.left] = true;
    expected_matched[match.right] = true;
  }
  std::vector<std::vector<std::size_t>> waiting(symbols.count);  // by symbol, last first
  for (std::size_t j = symbols.expected.size(); j-- > 0;) {
    if (!expected_matched[j]) waiting[symbols.expected[j]].push_back(j);
  }
  Moves moves{Partners(symbols.predicted.size()), Partners(symbols.expected.size())};
  for (std::size_t i = 0; i < symbols.predicted.size(); ++i) {
    std::vector<std::size_t>& candidates = waiting[symbols.predicted[i]];
    if (predicted_matched[i] || candidates.empty()) continue;
    moves.of_predicted[i] = candidates.back();
    moves.of_expected[candidates.back()] = i;
    candidates.pop_back();
  }
  return moves;
}

std::vector<Row> rows_of(const Symbols& symbols, const std::vector<Match>& matches) {
  const Moves moves = pair_moved(symbols, matches);
  std::vector<Row> rows;
  rows.reserve(symbols.predicted.size() + symbols.expected.size() - matches.size());
  std::size_t i = 0;
  std::size_t j = 0;
  const auto take_until = [&](std::size_t predicted_end, std::size_t expected_end) {
    for (; i < predicted_end; ++i) {
      const auto& elsewhere = moves.of_predicted[i];
      rows.push_back({elsewhere ? RowKind::moved : RowKind::extra, i, std::nullopt, elsewhere});
    }
    for (; j < expected_end; ++j) {
      const auto& elsewhere = moves.of_expected[j];
      rows.push_back({elsewhere ? RowKind::moved : RowKind::missing, std::nullopt, j, elsewhere});
    }
  };
  for (const Match& match : matches) {
    take_until(match.left, match.right);
    rows.push_back({RowKind::match, i++, j++, std::nullopt});
  }
  take_until(symbols.predicted.size(), symbols.expected.size());
  return rows;
}

}  // namespace

Verdict judge(const trace::Prediction& predicted, const trace::Prediction& expected) {
  const Symbols symbols = intern(predicted, expected);
  const std::vector<Match> matches = align(symbols.predicted, symbols.expected, symbols.count);
  const std::size_t shorter = std::min(predicted.size(), expected.size());
  const std::size_t lines = std::max(predicted.size(), expected.size());
  std::size_t same = 0;
  while (same < shorter && symbols.predicted[same] == symbols.expected[same]) ++same;

  const auto share = [&](std::size_t right) {
    return lines == 0 ? 1.0 : static_cast<double>(right) / static_cast<double>(lines);
  };
  Verdict verdict;
  verdict.correct = same == lines;
  if (!verdict.correct) verdict.first_divergence = same;
  verdict.rows = rows_of(symbols, matches);
  verdict.scores = {verdict.correct ? 1.0 : 0.0, share(same), share(matches.size())};
  return verdict;
}

}  // namespace asyncq::judge
