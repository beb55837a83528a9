#include "explore/path.h"

#include <utility>

namespace asyncq::explore {

std::uint32_t Path::choose(const scheduler::ChoicePoint& point) {
  if (abandoned_) return 0;
  if (depth_ == path_.size()) {
    ++points_met_;
    Branch branch;
    branch.alternatives = point.alternatives;
    if (guide_ != nullptr) branch.order = guide_->order_of(point);
    if (abandoned_) return 0;  // the guide has seen that there is nothing new from here on
    path_.push_back(std::move(branch));
  }
  const std::uint32_t taken = path_[depth_++].taken();
  if (guide_ != nullptr && !point.contenders.empty()) guide_->taken(point.contenders[taken]);
  return taken;
}

bool Path::next_run() {
  path_.resize(depth_);
  while (!path_.empty() && path_.back().tried + 1 == path_.back().alternatives) path_.pop_back();
  depth_ = 0;
  abandoned_ = false;
  if (path_.empty()) return false;
  ++path_.back().tried;
  return true;
}

std::vector<std::uint32_t> Path::choices() const {
  std::vector<std::uint32_t> taken;
  for (std::size_t i = 0; i < depth_; ++i) taken.push_back(path_[i].taken());
  while (!taken.empty() && taken.back() == 0) taken.pop_back();
  return taken;
}

}  // namespace asyncq::explore
