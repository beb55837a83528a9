#include "scheduler/chooser.h"

#include <algorithm>

namespace asyncq::scheduler {

std::uint32_t ReplayChooser::choose(const ChoicePoint& point) {
  const std::size_t at = met_++;
  return at < choices_.size() ? std::min(choices_[at], point.alternatives - 1) : 0;
}

// SplitMix64; the highest bits of a product make the range.
std::uint32_t SeededChooser::choose(const ChoicePoint& point) {
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  mixed ^= mixed >> 31;
  return static_cast<std::uint32_t>(((mixed >> 32) * point.alternatives) >> 32);
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
