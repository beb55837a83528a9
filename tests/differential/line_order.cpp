#include "tests/differential/line_order.h"

namespace asyncq::test {

namespace {

// Calls visit(earlier, later) for each two lines that stand in the output once.
template <typename Visit>
void each_pair(const LineOrder::Lines& output, Visit&& visit) {
  std::map<std::string, std::size_t> times;
  for (const std::string& line : output) ++times[line];
  for (std::size_t first = 0; first < output.size(); ++first) {
    if (times[output[first]] > 1) continue;
    for (std::size_t second = first + 1; second < output.size(); ++second) {
      if (times[output[second]] == 1) visit(output[first], output[second]);
    }
  }
}

}  // namespace

void LineOrder::add_legal(const Lines& output) {
  each_pair(output, [&](const std::string& first, const std::string& second) {
    ++before_[{first, second}].legal;
  });
}

void LineOrder::add_seen(const Lines& output, std::size_t runs) {
  each_pair(output, [&](const std::string& first, const std::string& second) {
    before_[{first, second}].seen += runs;
  });
}

std::vector<LineOrder::Pair> LineOrder::pairs() const {
  std::vector<Pair> pairs;
  for (const auto& [lines, counts] : before_) {
    const auto other = before_.find({lines.second, lines.first});
    const Counts opposite = other == before_.end() ? Counts{} : other->second;
    if (counts.legal == 0 || opposite.legal > 0) continue;
    pairs.push_back({lines.first, lines.second, counts.seen + opposite.seen, opposite.seen});
  }
  return pairs;
}

}  // namespace asyncq::test
