#pragma once
// Programs that race, against the model itself: whatever is printed when all times are drawn at random,
// within the bounds of the model of time, is among the orders that its choice points lead to. One that is not
// shows that a choice was not offered, and needs no real engine, and no thousand runs of it, to be seen.

#include <cstddef>
#include <cstdint>

namespace asyncq::test {

struct CourseOptions {
  std::uint64_t seed = 1;   // of the first generated program
  std::size_t count = 20;   // generated programs of each kind, besides those of known_races()
  std::size_t times = 200;  // courses of each
};

// The exit status: 0 when all that was printed is legal.
[[nodiscard]] int draw_courses(const CourseOptions& options);

}  // namespace asyncq::test
