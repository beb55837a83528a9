#pragma once
// Every real race of a runtime is a choice point; a Chooser takes it. A run is a pure function of
// (program, policy, choices, limits).

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "trace/event.h"

namespace asyncq::scheduler {

// A job that competes to be the first.
struct Contender {
  // Which one it is among the jobs of its kind: the same in each run that has made the same choices up to its
  // enqueueing. 0: unknown.
  std::uint64_t key = 0;
  trace::EventId event = 0;  // its enqueued event; 0: nobody listens, or unknown
};

// What is chosen, by kind. The model of time (scheduler/time_model.h) says when there is a choice.
//   timer_due    2 alternatives: whether a timer runs in this pass of the timers phase, before what waits in
//                the phases after it, or in the next one, after that.
//   timer_order  which of several timer lists expires first.
//   poll_order   which of several operations completes first.
//   poll_ready   in a poll phase that must not wait: whether an operation is complete already, and which, or
//                none (n operations, n + 1 alternatives); in one that waits: which of several operations and
//                timers ends the wait.
struct ChoicePoint {
  trace::ChoiceKind kind = trace::ChoiceKind::timer_due;
  std::uint32_t alternatives = 2;  // at least 2; 0 is what happens when nothing is late
  // What each alternative runs first; empty: not told.
  std::span<const Contender> contenders = {};
};

class Chooser {
 public:
  virtual ~Chooser() = default;
  // An alternative, from 0 to point.alternatives - 1.
  virtual std::uint32_t choose(const ChoicePoint& point) = 0;
};

// Takes alternative 0 everywhere: every duration is exactly its nominal value.
class DefaultChooser final : public Chooser {
 public:
  std::uint32_t choose(const ChoicePoint&) override { return 0; }
};

// Takes the alternatives of a recorded sequence, then alternative 0. One that is out of range counts as the
// last of its point.
class ReplayChooser final : public Chooser {
 public:
  explicit ReplayChooser(std::vector<std::uint32_t> choices) : choices_(std::move(choices)) {}
  std::uint32_t choose(const ChoicePoint& point) override;
  // How many choice points were met.
  [[nodiscard]] std::size_t met() const { return met_; }

 private:
  std::vector<std::uint32_t> choices_;
  std::size_t met_ = 0;
};

// Takes alternatives at random: the same ones for the same seed, on every platform.
class SeededChooser final : public Chooser {
 public:
  explicit SeededChooser(std::uint64_t seed) : state_(seed) {}
  std::uint32_t choose(const ChoicePoint& point) override;

 private:
  std::uint64_t state_;
};

// Visits all sequences of choices, depth first: run the program once with it, and again for as long as
// next_run() says that there is another.
class ExhaustiveChooser final : public Chooser {
 public:
  std::uint32_t choose(const ChoicePoint& point) override;
  bool next_run();
  // Of the present run, for a ReplayChooser.
  [[nodiscard]] std::vector<std::uint32_t> choices() const;

 private:
  struct Branch {
    std::uint32_t taken = 0;
    std::uint32_t alternatives = 2;
  };
  std::vector<Branch> path_;
  std::size_t depth_ = 0;
};

}  // namespace asyncq::scheduler
