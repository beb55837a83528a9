#include "explore/walk.h"

#include <utility>

namespace asyncq::explore {

namespace {

// A program that holds something that cannot be described nearly always does.
constexpr int kMostFailures = 8;

}  // namespace

Walk::Walk(const program::Program& program, const engine::RunOptions& options, const Budget& budget)
    : program_(program), options_(options), path_(this), meter_(budget) {
  options_.chooser = &path_;
  options_.listener = nullptr;
  options_.watcher = this;
}

void Walk::run_all() {
  const engine::Limits limits = options_.limits;
  for (;;) {
    on_begin();
    options_.limits = meter_.limits(limits);
    trace::Outcome outcome = engine::run(program_, options_);
    const bool first = meter_.runs() == 0;
    meter_.count_run(outcome);
    random_ = random_ || outcome.random_at;
    if (!path_.abandoned()) {
      const bool ended = trace::came_to_an_end(outcome.ending);
      if (!ended) shortfall_ = shortfall_of_run(options_.limits, limits);
      if ((ended || first) && on_end(std::move(outcome), path_.choices()) == Next::stop) return;
    }
    if (!path_.next_run()) return;
    if (const Shortfall exceeded = meter_.exceeded(path_.points_met()); exceeded != Shortfall::none) {
      shortfall_ = exceeded;
      return;
    }
  }
}

bool Walk::on_write(trace::Stream stream, std::string_view bytes) {
  if (path_.abandoned()) return false;
  return stream == trace::Stream::err || on_output(bytes);
}

std::vector<std::uint32_t> Walk::order_of(const scheduler::ChoicePoint& point) {
  if (was_here()) {
    path_.abandon();
    return {};
  }
  return ranking(point);
}

bool Walk::was_here() {
  const support::Digest out = output();
  if (outputs_met_.insert(out).second || fingerprints_failed_ >= kMostFailures) return false;
  const engine::Fingerprint state = state_->fingerprint();
  meter_.count_steps(state.cost);
  if (!state.digest) {
    ++fingerprints_failed_;
    return false;
  }
  support::Hash128 both;
  for (const std::uint64_t word : {out[0], out[1], (*state.digest)[0], (*state.digest)[1]}) both.add(word);
  return !states_met_.insert(both.digest()).second;
}

}  // namespace asyncq::explore
