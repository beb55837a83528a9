#include "explore/follow.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "explore/line_matcher.h"
#include "explore/walk.h"

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

class Follower final : public Walk {
 public:
  Follower(const program::Program& program, const engine::RunOptions& options,
           const trace::Prediction& prediction, const Budget& budget)
      : Walk(program, options, budget), lines_(prediction.size()), matcher_(prediction) {}

  Followed follow() {
    run_all();
    if (result_.verdict != Verdict::legal) {
      result_.shortfall = shortfall();
      if (result_.shortfall == Shortfall::none) result_.verdict = Verdict::illegal;
    }
    result_.runs = runs();
    result_.states = states();
    return std::move(result_);
  }

 private:
  void on_begin() override {
    matcher_.restart();
    experience_.won(0);
  }

  bool on_output(std::string_view bytes) override {
    const bool agrees = matcher_.write(bytes);
    if (!matcher_.last_line().empty()) experience_.printed(matcher_.last_line());
    return agrees;
  }

  // What was printed is what was predicted, up to where the run is.
  [[nodiscard]] support::Digest output() const override {
    support::Hash128 place;
    place.add(matcher_.matched());
    place.add(matcher_.blank());
    place.add_text(std::string_view(matcher_.unfinished()));
    return place.digest();
  }

  std::vector<std::uint32_t> ranking(const scheduler::ChoicePoint& point) override {
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
  void on_taken(const scheduler::Contender& contender) override { experience_.won(contender.key); }

  Next on_end(trace::Outcome outcome, Choices choices) override {
    const bool departed = outcome.ending.kind == trace::EndingKind::cut_short;
    if (!departed && !trace::came_to_an_end(outcome.ending)) return Next::go_on;
    if (!departed && matcher_.end()) {
      result_ = {Verdict::legal, std::move(choices), lines_, {}, false, Shortfall::none, 0, 0};
      return Next::stop;
    }
    note_departure(std::move(choices));
    return Next::go_on;
  }

  // Keeps what the runs that went furthest found there.
  void note_departure(Choices choices) {
    if (matcher_.matched() > result_.matched || !departed_) {
      departed_ = true;
      result_.matched = matcher_.matched();
      result_.next.clear();
      result_.may_end = false;
      result_.choices = std::move(choices);
    }
    if (matcher_.matched() < result_.matched) return;
    if (!matcher_.departure()) {
      result_.may_end = true;
    } else if (result_.next.size() < kMostNext && std::find(result_.next.begin(), result_.next.end(),
                                                            *matcher_.departure()) == result_.next.end()) {
      result_.next.push_back(*matcher_.departure());
    }
  }

  std::size_t lines_;
  LineMatcher matcher_;
  Experience experience_;
  Followed result_;
  bool departed_ = false;
};

}  // namespace

Followed follow(const program::Program& program, const engine::RunOptions& options,
                const trace::Prediction& prediction, const Budget& budget) {
  const trace::Prediction lines = trace::normalized(prediction);
  return Follower(program, options, lines, budget).follow();
}

}  // namespace asyncq::explore
