#include "scheduler/chooser.h"

#include <algorithm>

#include "support/split_mix.h"

namespace asyncq::scheduler {

std::uint32_t ReplayChooser::choose(const ChoicePoint& point) {
  const std::size_t at = met_++;
  return at < choices_.size() ? std::min(choices_[at], point.alternatives - 1) : 0;
}

// The highest bits of a product make the range.
std::uint32_t SeededChooser::choose(const ChoicePoint& point) {
  return static_cast<std::uint32_t>(((support::split_mix(state_) >> 32) * point.alternatives) >> 32);
}

std::uint32_t ExhaustiveChooser::choose(const ChoicePoint& point) {
  if (depth_ == path_.size()) path_.push_back({0, point.alternatives});
  return path_[depth_++].taken;
}

bool ExhaustiveChooser::next_run() {
  path_.resize(depth_);
  while (!path_.empty() && path_.back().taken + 1 == path_.back().alternatives) path_.pop_back();
  depth_ = 0;
  if (path_.empty()) return false;
  ++path_.back().taken;
  return true;
}

std::vector<std::uint32_t> ExhaustiveChooser::choices() const {
  std::vector<std::uint32_t> taken;
  for (const Branch& branch : path_) taken.push_back(branch.taken);
  return taken;
}

}  // namespace asyncq::scheduler
