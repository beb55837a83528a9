#pragma once
// The model of time: what is certain about the order of two moments, and what is a race.
//
// A program's clock is virtual and has two hands. What programs read is the program's hand: synchronous code
// takes no time, busy code exactly what it says, a timer fires and an operation completes exactly when it is
// due, and an idle loop sleeps until then. The loop's hand goes the same way and counts besides what the
// runtime's own work usually costs (enum Cost): it says which of two near moments usually comes first, the
// nominal course. A real clock is late, by amounts that nobody knows. The rule, in milliseconds of the loop's
// own clock, which counts whole ones:
//
//   1. Of two readings, the later exceeds the earlier by at most what it exceeds it nominally, plus jitter,
//      plus drift for each callback begun between them. (One stall anywhere, and a little for everything.)
//   2. It exceeds it by no less than what certainly passed when the loop did not sleep between them: busy
//      code, and the least that costs can be; except that busy code which watches a clock of whole
//      milliseconds may end up to 1 ms early.
//   3. When the loop slept between them, the earlier one may have been late itself and the sleep that much
//      shorter: by jitter, and drift for each callback begun before it. But never is the later the earlier.
//   4. A timer is due from start + delay on; a sleep that a timer ends lasts at most jitter longer.
//   5. An operation completes between start + least latency and start + greatest latency + jitter; one with
//      latency 0 is complete from the start. (Seen from before its start, jitter counts once for start and
//      completion.) A sleep that it ends leaves open, for 1 and 3, what its latency leaves open.
//   6. What an earlier choice of this run has settled stays settled.
//
// Two moments are ordered when no readings that obey the rule order them otherwise. All else is a choice
// point, and its first alternative is the nominal course.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "scheduler/course.h"

namespace asyncq::scheduler {

// How late things may be, in microseconds. The defaults make racers of timers up to 4 ms apart that are set
// by the same callback, and leave gaps of 5 ms in order.
struct Lateness {
  std::int64_t jitter_us = 4000;
  std::int64_t drift_us = 100;
  std::uint64_t course = 0;  // not 0: the seed of one course of time, instead of all (scheduler/course.h)
};

// What a runtime does besides running the program, with a cost that can decide who is first.
// The first of a kind may cost more, for what it loads and sets up.
enum class Cost : std::uint8_t {
  write,       // to the standard streams
  inspection,  // of an object that console prints
  timer,       // to be set
  turn,        // of the event loop
};
inline constexpr std::size_t kCosts = 4;

// Whose costs: a page's console is another process, and nobody waits for it.
enum class Costs : std::uint8_t { node, page };

// One reading of the loop's clock.
struct Reading {
  std::int64_t nominal_us = 0;  // the loop's hand
  std::int64_t program_us = 0;  // the program's
  std::int64_t certain_us = 0;  // what has passed at least, of what was not slept
  std::uint64_t order = 0;      // readings are numbered in the order in which they are taken
  std::int64_t unknown_ms = 0;  // rule 3: unknown sleep before it
  std::uint32_t callbacks = 0;  // begun before it
  std::uint32_t sleeps = 0;     // of the loop before it

  [[nodiscard]] std::int64_t nominal_ms() const { return nominal_us / 1000; }
};

// Milliseconds, both included.
struct Bounds {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

enum class Answer : std::uint8_t { no, yes, open };

// Stands for "no bound"; sums of a few stay in range.
inline constexpr std::int64_t kUnbounded = std::int64_t{1} << 50;

class LoopHash;

class Clock {
 public:
  explicit Clock(const Lateness& lateness, Costs costs = Costs::node);

  [[nodiscard]] std::int64_t now_us() const { return program_us_; }  // the program's hand
  [[nodiscard]] std::uint32_t sleeps() const { return sleeps_; }
  [[nodiscard]] std::uint32_t callbacks() const { return callbacks_; }  // begun
  [[nodiscard]] std::int64_t jitter_ms() const { return course_.drawn() ? 0 : lateness_.jitter_us / 1000; }
  // How much earlier than nominally another moment may come, seen from a moment that is counted from `start`.
  [[nodiscard]] std::int64_t greatest_lateness_ms(const Reading& start) const {
    return course_.drawn() ? 0 : lateness(start.callbacks) + start.unknown_ms;
  }

  // Busy code: time passes for certain. Not negative; the clock stops at its greatest value.
  void advance_us(std::int64_t microseconds);
  // The runtime works: the loop's hand moves by what that usually costs.
  void spend(Cost cost);
  // Synchronous code runs: so many calls and turns of loops.
  void compute(std::uint64_t steps);
  // The loop sleeps until a moment, given for both hands (no effect on one that is past it), longer by
  // unknown_ms perhaps.
  struct Moment {
    std::int64_t nominal_us = 0;
    std::int64_t program_us = 0;
  };
  void sleep_until(Moment moment, std::int64_t unknown_ms);
  // The program's hand goes to a moment that the loop's has passed; whether it moved.
  bool catch_up(std::int64_t program_us);
  void begin_callback() { ++callbacks_; }
  // The latency of an operation in a course that is drawn.
  [[nodiscard]] double draw_latency_ms(double least_ms, double most_ms);
  [[nodiscard]] bool is_drawn() const { return course_.drawn(); }

  // libuv's uv_update_time: a reading of its own, later than every other.
  Reading read();

  // What (to - from) may be, from rules 1 to 3 and the sleeps of rule 5.
  [[nodiscard]] Bounds direct(const Reading& from, const Reading& to) const;
  // The same from all rules.
  [[nodiscard]] Bounds difference(const Reading& from, const Reading& to) const;
  // Whether (to - from) is at least so much, from all rules; cheaper than difference().
  [[nodiscard]] Answer passed(const Reading& from, const Reading& to, std::int64_t milliseconds) const;

  // From now on least <= (to - from) <= most: by rule 6; by rules 4 and 5, of what ended a sleep.
  void settle(const Reading& from, const Reading& to, Bounds bounds);
  void settle_wake(const Reading& from, const Reading& to, Bounds bounds);
  // Of what was settled, keeps what it says of these readings and of `now`: of each of them and now, and of
  // those two that a choice was about. Ways to the same point are the same from here on when only the past
  // tells them apart. No effect on more than kMostLive readings.
  static constexpr std::size_t kMostLive = 12;
  void keep_only(std::span<const Reading> live, const Reading& now);

  void hash_state(LoopHash& hash) const;  // scheduler/state_hash.h

 private:
  [[nodiscard]] static std::uint64_t slow_steps();
  struct Constraint {
    Reading from;
    Reading to;
    Bounds bounds;
  };
  // The newest of each are kept, and none that choices settle once a run has made more than kMostSettled:
  // forgetting one only makes more moments race. The cost of difference() grows with the square.
  static constexpr std::size_t kSettled = 16;
  static constexpr std::size_t kWakes = 4;
  static constexpr std::uint64_t kMostSettled = 4096;
  static constexpr std::size_t kConstraints = kSettled + kWakes;

  [[nodiscard]] std::size_t settled_kept() const;
  [[nodiscard]] std::int64_t lateness(std::uint32_t callbacks) const {
    return (lateness_.jitter_us + lateness_.drift_us * static_cast<std::int64_t>(callbacks)) / 1000;
  }
  [[nodiscard]] std::int64_t most_direct(const Reading& from, const Reading& to) const;
  using Relevant = std::array<const Constraint*, kConstraints>;
  [[nodiscard]] std::size_t relevant(const Reading& a, const Reading& b, Relevant& out) const;
  [[nodiscard]] std::int64_t most(const Reading& from, const Reading& to, const Relevant& constraints,
                                  std::size_t count) const;

  // The last answer of passed() that took more than the direct rules. It holds for every start between which
  // and the one that was asked about nothing lies that the rules look at: thousands of timers set in a row.
  struct LastAnswer {
    Reading from;
    std::uint64_t to_order = 0;  // 0: nothing was asked yet
    std::int64_t milliseconds = 0;
    std::uint64_t changes = 0;
    std::uint64_t next_order = 0;  // of the next reading after `from` that a constraint is about
    Answer answer = Answer::open;
  };
  [[nodiscard]] bool answers(const LastAnswer& last, const Reading& from, const Reading& to,
                             std::int64_t milliseconds) const;
  [[nodiscard]] Answer passed_by_all_rules(const Reading& from, const Reading& to,
                                           std::int64_t milliseconds) const;

  // In a course that is drawn, time passes on both of the loop's hands.
  void stall();

  Lateness lateness_;
  Costs costs_of_;
  Course course_;
  mutable LastAnswer last_answer_;
  std::int64_t nominal_us_ = 0;
  std::int64_t program_us_ = 0;
  std::int64_t certain_us_ = 0;
  std::int64_t computed_ns_ = 0;  // not yet on the loop's hand
  std::uint64_t steps_ = 0;
  std::array<bool, kCosts> spent_{};
  std::uint64_t order_ = 0;
  std::int64_t unknown_ms_ = 0;
  std::uint32_t callbacks_ = 0;
  std::uint32_t sleeps_ = 0;

  std::array<Constraint, kConstraints> constraints_{};  // wakes first
  std::uint64_t settled_ = 0;                           // of those kept, and their places used again
  std::uint64_t wakes_ = 0;
  std::uint64_t settled_in_all_ = 0;
  std::uint64_t changes_ = 0;  // of constraints_
};

}  // namespace asyncq::scheduler
