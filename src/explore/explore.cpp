#include "explore/explore.h"

#include <map>
#include <utility>

#include "explore/meter.h"
#include "explore/path.h"
#include "scheduler/chooser.h"

namespace asyncq::explore {

namespace {

// Orders are kept whole; together they may take no more than this.
constexpr std::size_t kMostBytesKept = std::size_t{256} << 20;

// The orders seen so far.
class Collection {
 public:
  Collection(const Budget& budget, Distinct distinct) : budget_(budget), distinct_(distinct) {}

  // False: it is one too many.
  bool add(trace::Outcome outcome, Choices choices) {
    std::string out = outcome.bytes(trace::Stream::out);
    const int exit_code = distinct_ == Distinct::output ? 0 : outcome.ending.exit_code;
    const auto key = std::pair(std::move(out), exit_code);
    if (seen_.count(key) == 1) return true;
    if (orders_.size() >= budget_.max_orders) return false;
    for (const trace::Chunk& chunk : outcome.output) bytes_ += chunk.bytes.size();
    if (bytes_ > kMostBytesKept && !orders_.empty()) return false;
    seen_.emplace(key, orders_.size());
    orders_.push_back({std::move(outcome), std::move(choices)});
    return true;
  }
  std::vector<Order> take() { return std::move(orders_); }

 private:
  const Budget& budget_;
  Distinct distinct_;
  std::map<std::pair<std::string, int>, std::size_t> seen_;
  std::vector<Order> orders_;
  std::size_t bytes_ = 0;
};

}  // namespace

Orders explore_all(const program::Program& program, const engine::RunOptions& options, const Budget& budget,
                   Distinct distinct) {
  Path path;
  Meter meter(budget);
  Collection collection(budget, distinct);
  Orders result;
  for (;;) {
    engine::RunOptions run_options = options;
    run_options.chooser = &path;
    run_options.listener = nullptr;
    run_options.watcher = nullptr;
    run_options.limits = meter.limits(options.limits);
    trace::Outcome outcome = engine::run(program, run_options);
    const bool ended = came_to_an_end(outcome.ending);
    if (!ended) result.shortfall = shortfall_of_run(run_options.limits, options.limits);
    if (ended || meter.runs() == 0) {
      if (!collection.add(outcome, path.choices())) result.shortfall = Shortfall::orders;
    }
    meter.count_run(outcome);
    if (result.shortfall == Shortfall::orders || !path.next_run()) break;
    if (const Shortfall exceeded = meter.exceeded(path.points_met()); exceeded != Shortfall::none) {
      result.shortfall = exceeded;
      break;
    }
  }
  result.orders = collection.take();
  result.states = meter.states(path.points_met());
  result.runs = meter.runs();
  return result;
}

trace::Outcome replay(const program::Program& program, const engine::RunOptions& options,
                      const Choices& choices) {
  scheduler::ReplayChooser chooser(choices);
  engine::RunOptions run_options = options;
  run_options.chooser = &chooser;
  return engine::run(program, run_options);
}

}  // namespace asyncq::explore
