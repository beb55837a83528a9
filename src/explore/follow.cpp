#include "explore/follow.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "explore/line_matcher.h"
#include "explore/meter.h"
#include "explore/path.h"

namespace asyncq::explore {

namespace {

// Different lines that are legal at one place, and told.
constexpr std::size_t kMostNext = 64;

// What the jobs that won races have printed in the runs so far: nothing that a verdict rests on, but it tells
// which alternative is worth trying first.
class Experience {
 public:
  void won(std::uint64_t key) { winner_ = key; }
  void printed(const std::string& line) {
    if (winner_ != 0) first_line_[std::exchange(winner_, 0)] = line;
  }
  // The smaller, the better.
  [[nodiscard]] int rank(std::uint64_t key, std::string_view expected) const {
    const auto known = first_line_.find(key);
    if (key == 0 || known == first_line_.end()) return 1;
    return known->second == expected ? 0 : 2;
  }

 private:
  std::uint64_t winner_ = 0;  // whose first line is yet to come
  std::unordered_map<std::uint64_t, std::string> first_line_;
};

class Follower final : public engine::Watcher, public Path::Guide {
 public:
  explicit Follower(const trace::Prediction& prediction) : matcher_(prediction) {}

  void restart() {
    matcher_.restart();
    experience_.won(0);
  }
  LineMatcher& matcher() { return matcher_; }

  bool on_write(trace::Stream stream, std::string_view bytes) override {
    if (stream == trace::Stream::err) return true;
    const bool agrees = matcher_.write(bytes);
    if (!matcher_.last_line().empty()) experience_.printed(matcher_.last_line());
    return agrees;
  }

  std::vector<std::uint32_t> order_of(const scheduler::ChoicePoint& point) override {
    if (point.contenders.empty()) return {};
    std::vector<std::pair<int, std::uint32_t>> ranked;
    for (std::uint32_t i = 0; i < point.alternatives; ++i) {
      ranked.emplace_back(experience_.rank(point.contenders[i].key, matcher_.expected()), i);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::uint32_t> order;
    for (const auto& [rank, alternative] : ranked) order.push_back(alternative);
    return order;
  }
  void taken(const scheduler::Contender& contender) override { experience_.won(contender.key); }

 private:
  LineMatcher matcher_;
  Experience experience_;
};

// Keeps what the runs that went furthest found there.
void note_departure(Followed& result, const LineMatcher& matcher, Choices choices) {
  if (matcher.matched() > result.matched || result.runs == 0) {
    result.matched = matcher.matched();
    result.next.clear();
    result.may_end = false;
    result.choices = std::move(choices);
  }
  if (matcher.matched() < result.matched) return;
  if (!matcher.departure()) {
    result.may_end = true;
  } else if (result.next.size() < kMostNext &&
             std::find(result.next.begin(), result.next.end(), *matcher.departure()) == result.next.end()) {
    result.next.push_back(*matcher.departure());
  }
}

}  // namespace

Followed follow(const program::Program& program, const engine::RunOptions& options,
                const trace::Prediction& prediction, const Budget& budget) {
  const trace::Prediction lines = trace::normalized(prediction);
  Follower follower(lines);
  Path path(&follower);
  Meter meter(budget);
  Followed result;
  for (;;) {
    follower.restart();
    engine::RunOptions run_options = options;
    run_options.chooser = &path;
    run_options.listener = nullptr;
    run_options.watcher = &follower;
    run_options.limits = meter.limits(options.limits);
    const trace::Outcome outcome = engine::run(program, run_options);
    LineMatcher& matcher = follower.matcher();
    const bool departed = outcome.ending.kind == trace::EndingKind::cut_short;
    if (!departed && !came_to_an_end(outcome.ending)) {
      result.shortfall = shortfall_of_run(run_options.limits, options.limits);
    } else if (!departed && matcher.end()) {
      result.verdict = Verdict::legal;
      result.choices = path.choices();
      result.matched = lines.size();
      result.next.clear();
      result.may_end = false;
    } else {
      note_departure(result, matcher, path.choices());
    }
    meter.count_run(outcome);
    result.runs = meter.runs();
    result.states = meter.states(path.points_met());
    if (result.verdict == Verdict::legal) {
      result.shortfall = Shortfall::none;
      return result;
    }
    if (!path.next_run()) break;
    if (const Shortfall exceeded = meter.exceeded(path.points_met()); exceeded != Shortfall::none) {
      result.shortfall = exceeded;
      break;
    }
  }
  if (result.shortfall == Shortfall::none) result.verdict = Verdict::illegal;
  return result;
}

}  // namespace asyncq::explore
