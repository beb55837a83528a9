#include "explore/explore.h"

#include <unordered_set>
#include <utility>

#include "explore/walk.h"
#include "scheduler/chooser.h"

namespace asyncq::explore {

namespace {

// Orders are kept whole; together they may take no more than this.
constexpr std::size_t kMostBytesKept = std::size_t{256} << 20;

class Collection final : public Walk {
 public:
  Collection(const program::Program& program, const engine::RunOptions& options, const Budget& budget,
             Distinct distinct)
      : Walk(program, options, budget), most_orders_(budget.max_orders), distinct_(distinct) {}

  Orders orders() {
    run_all();
    Orders result;
    result.orders = std::move(orders_);
    result.shortfall = full_ ? Shortfall::orders : shortfall();
    result.states = states();
    result.runs = runs();
    return result;
  }

 private:
  void on_begin() override { out_ = {}; }
  bool on_output(std::string_view bytes) override {
    for (const char c : bytes) out_.add(static_cast<unsigned char>(c));
    return true;
  }
  [[nodiscard]] support::Digest output() const override { return out_.digest(); }

  Next on_end(trace::Outcome outcome, Choices choices) override {
    support::Hash128 key = out_;
    if (distinct_ == Distinct::output_and_exit_code) key.add_signed(outcome.ending.exit_code);
    if (seen_.count(key.digest()) == 1) return Next::go_on;
    for (const trace::Chunk& chunk : outcome.output) bytes_ += chunk.bytes.size();
    full_ = !orders_.empty() && (orders_.size() >= most_orders_ || bytes_ > kMostBytesKept);
    if (full_) return Next::stop;
    seen_.insert(key.digest());
    orders_.push_back({std::move(outcome), std::move(choices)});
    return Next::go_on;
  }

  std::uint64_t most_orders_;
  Distinct distinct_;
  support::Hash128 out_;  // of the present run
  std::unordered_set<support::Digest, support::DigestHash> seen_;
  std::vector<Order> orders_;
  std::size_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace

Orders explore_all(const program::Program& program, const engine::RunOptions& options, const Budget& budget,
                   Distinct distinct) {
  return Collection(program, options, budget, distinct).orders();
}

trace::Outcome replay(const program::Program& program, const engine::RunOptions& options,
                      const Choices& choices) {
  scheduler::ReplayChooser chooser(choices);
  engine::RunOptions run_options = options;
  run_options.chooser = &chooser;
  return engine::run(program, run_options);
}

}  // namespace asyncq::explore
