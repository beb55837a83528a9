#include "tests/differential/courses.h"

#include <fmt/format.h>

#include <map>

#include "tests/differential/legal_set.h"

namespace asyncq::test {

namespace {

struct Drawn {
  std::size_t times = 0;
  std::uint64_t course = 0;  // the first
};

}  // namespace

int draw_courses(const CourseOptions& options) {
  std::size_t programs = 0;
  std::size_t outside = 0;
  std::size_t legal = 0;
  std::size_t seen = 0;
  for (const RacyCase& program : racy_cases(options.seed, options.count)) {
    ++programs;
    const LegalSet model(program.text);
    legal += model.outcomes().size();
    std::map<Outcome, Drawn> drawn;
    for (std::uint64_t course = 1; course <= options.times; ++course) {
      Drawn& entry = drawn[model.draw(course)];
      if (entry.times++ == 0) entry.course = course;
    }
    bool all_legal = true;
    for (const auto& [outcome, entry] : drawn) {
      const explore::Verdict verdict = model.judge(outcome);
      seen += verdict == explore::Verdict::legal ? 1 : 0;
      if (verdict != explore::Verdict::illegal) continue;
      all_legal = false;
      fmt::print("OUTSIDE, {}:\n{}--- {} of {} courses, the first of them {} (exit code {}), printed:\n{}",
                 program.name, program.text, entry.times, options.times, entry.course, outcome.second,
                 outcome.first);
    }
    outside += all_legal ? 0 : 1;
  }
  fmt::print(
      "{} programs, {} courses of time each: {} with an output that is not legal; {} of {} legal "
      "orders were printed\n",
      programs, options.times, outside, seen, legal);
  return outside == 0 ? 0 : 1;
}

}  // namespace asyncq::test
