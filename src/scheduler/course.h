#pragma once
// One course of time, drawn at random within the bounds of the model of time (time_model.h) instead of all
// courses at once: every moment is exact, and nothing is left to choose but the order of things that end in
// the same millisecond. Whatever a program prints in one is legal, or a choice point is missing.

#include <cstdint>

namespace asyncq::scheduler {

class Course {
 public:
  // seed 0: no course is drawn. budget_us: how much later than nominally things may be, all together.
  Course(std::uint64_t seed, std::int64_t budget_us) : state_(seed), budget_us_(budget_us) {}

  [[nodiscard]] bool drawn() const { return state_ != 0; }
  // Both included.
  [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most);
  // How long things stop here, in microseconds: mostly not at all.
  [[nodiscard]] std::int64_t stall_us();

 private:
  std::uint64_t state_;
  std::int64_t budget_us_;
};

}  // namespace asyncq::scheduler
