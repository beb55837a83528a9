#include "tests/differential/legal_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/run.h"
#include "scheduler/chooser.h"
#include "support/text.h"
#include "tests/differential/race_programs.h"

namespace asyncq::test {

namespace {

Outcome told_apart(const trace::Outcome& outcome) {
  return {outcome.bytes(trace::Stream::out), outcome.ending.exit_code};
}

}  // namespace

std::vector<RacyCase> racy_cases(std::uint64_t seed, std::size_t count) {
  std::vector<RacyCase> cases;
  for (const RaceProgram& known : known_races())
    cases.push_back({std::string(known.name), std::string(known.text)});
  for (std::uint64_t each = seed; each < seed + count; ++each) {
    cases.push_back({fmt::format("generated {}", each), racy_program(each)});
    cases.push_back({fmt::format("generated {}, with latencies", each), latency_program(each)});
  }
  return cases;
}

LegalSet::LegalSet(const std::string& text) : subject_(explore::test::subject(text)) {
  const explore::Orders orders =
      explore::explore_all(subject_.program, subject_.options, {}, explore::Distinct::output_and_exit_code);
  exhausted_ = orders.exhausted();
  for (const explore::Order& order : orders.orders) outcomes_.insert(told_apart(order.outcome));
}

explore::Verdict LegalSet::judge(const Outcome& outcome) const {
  if (outcomes_.count(outcome) == 1) return explore::Verdict::legal;
  return exhausted_ ? explore::Verdict::illegal : follow(outcome, subject_.options);
}

std::optional<int> LegalSet::lateness_for(const Outcome& outcome) const {
  constexpr int kMostMs = 256;
  engine::RunOptions later = subject_.options;
  const auto usual_ms = static_cast<int>(later.lateness.jitter_us / 1000);
  for (int ms = usual_ms + 1; ms <= kMostMs; ms += std::max(1, ms / 8)) {
    later.lateness.jitter_us = std::int64_t{1000} * ms;
    if (follow(outcome, later) == explore::Verdict::legal) return ms - usual_ms;
  }
  return std::nullopt;
}

Outcome LegalSet::draw(std::uint64_t course) const {
  scheduler::SeededChooser chooser(course);
  engine::RunOptions options = subject_.options;
  options.lateness.course = course;
  options.chooser = &chooser;
  return told_apart(engine::run(subject_.program, options));
}

explore::Verdict LegalSet::follow(const Outcome& outcome, const engine::RunOptions& options) const {
  return explore::follow(subject_.program, options, support::split_lines(outcome.first)).verdict;
}

}  // namespace asyncq::test
