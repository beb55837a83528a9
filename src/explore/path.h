#pragma once
// The walk through a program's choices, depth first, by running it again from the start for each path.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scheduler/chooser.h"

namespace asyncq::explore {

// The chooser of a walk: each run takes the next path that no run has taken before.
class Path final : public scheduler::Chooser {
 public:
  // Called at a choice point that no run has met before.
  class Guide {
   public:
    virtual ~Guide() = default;
    // A permutation of the alternatives: the order in which to try them; empty: 0, 1, 2, …
    virtual std::vector<std::uint32_t> order_of(const scheduler::ChoicePoint& point) = 0;
    // An alternative is taken, at an old point or a new one.
    virtual void taken(const scheduler::Contender& contender) = 0;
  };

  explicit Path(Guide* guide = nullptr) : guide_(guide) {}

  std::uint32_t choose(const scheduler::ChoicePoint& point) override;

  // The present run goes no further along its path: what it meets from here on is not walked.
  void abandon() { abandoned_ = true; }
  [[nodiscard]] bool abandoned() const { return abandoned_; }

  // Prepares the next path. False: all were taken.
  bool next_run();
  [[nodiscard]] std::uint64_t points_met() const { return points_met_; }
  // Of the present run, without the zeros at the end.
  [[nodiscard]] std::vector<std::uint32_t> choices() const;

 private:
  struct Branch {
    std::uint32_t alternatives = 2;
    std::uint32_t tried = 0;           // how many before the present one
    std::vector<std::uint32_t> order;  // empty: 0, 1, 2, …

    [[nodiscard]] std::uint32_t taken() const { return order.empty() ? tried : order[tried]; }
  };

  Guide* guide_;
  std::vector<Branch> path_;
  std::size_t depth_ = 0;  // choice points passed in the present run
  std::uint64_t points_met_ = 0;
  bool abandoned_ = false;
};

}  // namespace asyncq::explore
