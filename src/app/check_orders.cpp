#include "app/check_orders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/delay_finder.h"
#include "app/event_name.h"
#include "app/finding.h"
#include "app/legal_orders.h"
#include "app/runtimes.h"
#include "app/solve_question.h"
#include "explain/question_feedback.h"
#include "explore/races.h"

namespace asyncq::app {

namespace {

using support::Severity;

constexpr int kMostChange = 20;         // milliseconds, of a delay
constexpr std::size_t kMostRacers = 4;  // whose delays are tried
constexpr std::size_t kMostOrders = 8;  // whose races are looked at
constexpr std::uint64_t kTrialStates = 500;
constexpr std::uint64_t kTrialSteps = 2'000'000;

// "the timer set at 5:3"
std::string described(const explore::Racer& racer) {
  if (!racer.at.known()) return fmt::format("a {}", event_name(racer.queue));
  return fmt::format("the {} set at {}:{}", event_name(racer.queue), racer.at.line, racer.at.column);
}

// A changed delay, in milliseconds.
struct Change {
  explore::Racer racer;
  double delay = 0;
};

// Tries delays of the timers and operations that race, the nearest to the present ones first.
class Trials {
 public:
  Trials(const puzzle::Puzzle& puzzle, const CommonOptions& options, trace::Prediction wanted)
      : puzzle_(puzzle), options_(options), wanted_(std::move(wanted)) {}

  void add(const explore::Racer& racer) {
    if (racers_.size() >= kMostRacers) return;
    const auto known = [&](const Change& each) { return each.racer.at == racer.at; };
    if (std::any_of(racers_.begin(), racers_.end(), known)) return;
    syntax::Program program = puzzle_.program;
    const syntax::NumberLiteral* delay = find_delay(program, racer.at);
    if (delay != nullptr) racers_.push_back({racer, delay->value});
  }

  [[nodiscard]] std::optional<Change> smallest() const {
    for (int by = 1; by <= kMostChange; ++by) {
      for (const double sign : {1.0, -1.0}) {
        for (const Change& present : racers_) {
          const Change change{present.racer, present.delay + sign * by};
          if (change.delay >= 0 && settles(change)) return change;
        }
      }
    }
    return std::nullopt;
  }

 private:
  // Whether the program has one legal order then, and the one that it nominally has now.
  [[nodiscard]] bool settles(const Change& change) const {
    puzzle::Puzzle changed = puzzle_;
    find_delay(changed.program, change.racer.at)->value = change.delay;
    const support::Result<Executable> executable = prepare(changed, options_.runtime);
    if (!executable) return false;
    const explore::Orders orders =
        explore::explore_all(executable->program, run_options_for(*executable, options_.limits),
                             {.max_orders = 1, .max_states = kTrialStates, .max_steps = kTrialSteps});
    return orders.exhausted() && lines_printed(orders.orders.front().outcome) == wanted_;
  }

  const puzzle::Puzzle& puzzle_;
  const CommonOptions& options_;
  trace::Prediction wanted_;
  std::vector<Change> racers_;  // as they are
};

// The races by which an order departs from the nominal one.
std::vector<explore::Race> departures(const Executable& executable, const engine::RunOptions& options,
                                      const explore::Order& order) {
  std::vector<explore::Race> races = explore::races_of(executable.program, options, order.choices);
  std::erase_if(races, [](const explore::Race& race) { return race.taken == 0; });
  return races;
}

support::Diagnostics race_findings(const puzzle::Puzzle& puzzle, const CommonOptions& options,
                                   const Executable& executable, const explore::Orders& orders) {
  const engine::RunOptions runs = run_options_for(executable, options.limits);
  Trials trials(puzzle, options, lines_printed(orders.orders.front().outcome));
  std::optional<explore::Race> first;
  for (std::size_t i = 1; i < std::min(orders.orders.size(), kMostOrders); ++i) {
    for (const explore::Race& race : departures(executable, runs, orders.orders[i])) {
      if (!first) first = race;
      trials.add(race.lost);
      trials.add(race.won);
    }
  }
  const std::optional<Change> change = trials.smallest();
  const std::string hint =
      change
          ? fmt::format("a delay of {} ms for {} would settle it; or is it meant? orders: any", change->delay,
                        described(change->racer))
          : "let delays differ clearly, or put the steps in order with promises; or is it meant? orders: any";
  if (!first) {
    return {
        finding(puzzle, Severity::error, "the order is not determined: real runs may print another", hint)};
  }
  return {finding_at(puzzle, first->lost.at, Severity::error,
                     fmt::format("the order is not determined: {} may run before or after {}",
                                 described(first->lost), described(first->won)),
                     hint),
          finding_at(puzzle, first->won.at, Severity::note,
                     fmt::format("{} is the other one in the race", described(first->won)))};
}

}  // namespace

support::Diagnostics check_orders(const puzzle::Puzzle& puzzle, const CommonOptions& options) {
  const support::Result<Executable> executable = prepare(puzzle, options.runtime);
  if (!executable || puzzle.orders == puzzle::LegalOrders::any) return {};
  const explore::Orders orders =
      explore::explore_all(executable->program, run_options_for(*executable, options.limits), options.budget);
  const trace::Prediction nominal = lines_printed(orders.orders.front().outcome);
  const bool several =
      std::any_of(orders.orders.begin(), orders.orders.end(),
                  [&](const explore::Order& order) { return lines_printed(order.outcome) != nominal; });
  if (several) return race_findings(puzzle, options, *executable, orders);
  if (orders.exhausted() || orders.shortfall == explore::Shortfall::random)
    return {};  // check_chance says so
  return {finding(puzzle, Severity::error, "whether the order is determined could not be decided",
                  shortfall_text(orders.shortfall, options.budget))};
}

support::Diagnostics check_question(const puzzle::Puzzle& puzzle, const CommonOptions& options,
                                    report::Check& check) {
  const support::Result<Executable> executable = prepare(puzzle, options.runtime);
  if (!executable) return executable.errors();
  const trace::QuestionKind& kind = trace::kind_of(puzzle.ask);
  const puzzle::SetQuestion& question = puzzle.about_orders;
  const QuestionTruth known = answer_question(puzzle, *executable, options.limits, options.budget);
  check.runtime = executable->policy->id;
  support::Diagnostics found;
  if (!known.truth.decided()) return question_obstacles(puzzle, known, options.budget);
  if (known.orders.exhausted() && known.orders.orders.size() == 1) {
    found.push_back(finding(puzzle, Severity::warning, "there is one legal order only, and nothing to choose",
                            "'ask: order' asks for it"));
  }
  if (!question.expect) {
    found.push_back(
        finding(puzzle, Severity::note, "there is no key to check the model against", "expect: … gives it"));
    return found;
  }
  const trace::Response& key = question.expect->value;
  const judge::PartsVerdict verdict = judge::judge_parts(kind, key, known.truth.answer);
  if (!verdict.correct) {
    found.push_back(finding_at(puzzle, question.expect->range.begin, Severity::error,
                               "the key and the model disagree: " +
                                   explain::first_wrong_part(puzzle.ask, question.items, key,
                                                             &known.truth.answer, *verdict.first_wrong)));
    check.question =
        report::QuestionGrade{puzzle.ask, question.items, key, known.truth.answer, verdict.parts};
  }
  const auto claimed = claimed_runtimes(puzzle);
  if (!claimed) {
    found.insert(found.end(), claimed.errors().begin(), claimed.errors().end());
    return found;
  }
  for (const scheduler::Policy* policy : *claimed) {
    const support::Result<Executable> other = prepare(puzzle, std::string(policy->id));
    const bool holds =
        other && judge::judge_parts(
                     kind, key, answer_question(puzzle, *other, options.limits, options.budget).truth.answer)
                     .correct;
    if (holds) continue;
    found.push_back(finding_at(puzzle, puzzle.runtimes.range.begin, Severity::error,
                               fmt::format("the key does not hold for {}", policy->id)));
  }
  return found;
}

}  // namespace asyncq::app
