#pragma once
// Who may be first: the timer lists and operations of a moment whose order the model of time leaves open.

#include <cstdint>
#include <optional>
#include <vector>

#include "scheduler/chooser.h"
#include "scheduler/operation_table.h"
#include "scheduler/time_model.h"
#include "scheduler/timer_table.h"

namespace asyncq::scheduler {

// More alternatives than this are not told apart at one choice point.
inline constexpr std::size_t kMaxAlternatives = 64;

// Stands for the unknown part of an unbounded latency: longer than any timer, and addable without overflow.
inline constexpr std::int64_t kLongestUnknownMs = std::int64_t{1} << 32;

// Keys of contenders, by the kind of the job.
enum class ContenderKind : std::uint8_t { timer, operation, immediate, other };
[[nodiscard]] constexpr std::uint64_t contender_key(ContenderKind kind, std::uint64_t number) {
  return number << 2 | static_cast<std::uint64_t>(kind);
}

// Something that becomes runnable at a moment in [start + least, start + most + late].
struct Racer {
  bool is_list = false;
  std::uint32_t list = kNoSlot;  // in the timer table
  std::size_t operation = 0;     // index in the operation table
  Reading start;
  std::int64_t least_ms = 0;
  std::int64_t most_ms = 0;
  std::int64_t late_ms = 0;     // of an operation in flight
  std::int64_t nominal_us = 0;  // of the earliest moment; a list's is that of a clock of milliseconds
  Clock::Moment due;            // the earliest moment
  std::uint64_t number = 0;     // among its kind: a tie goes to the smaller one
  Contender contender;
};

class Racers {
 public:
  Racers(const Clock& clock, const TimerTable& timers, const OperationTable& operations)
      : clock_(clock), timers_(timers), operations_(operations) {}

  // Those that may be the first of all timer lists, of the operations started before a reading, or of both
  // together; in nominal order, an operation before a timer of the same moment (poll comes before timers).
  // The references hold until the next call.
  const std::vector<Racer>& lists();
  const std::vector<Racer>& operations(const Reading& started_before);
  // Lists as the timer handle sees them.
  const std::vector<Racer>& all(const Reading& started_before, const std::optional<Reading>& last_pass_ended);

  // Whether a list other than `timer`'s, or an operation, may come before the timer; which job that would be.
  [[nodiscard]] bool any_may_precede(const Racer& timer, Contender& rival);
  [[nodiscard]] bool any_operation_may_precede(const Racer& timer, Contender& rival);
  // Whether a list other than `timer`'s may be due at a moment; which job that would be.
  [[nodiscard]] bool any_other_may_be_due(const Racer& timer, const Reading& now, Contender& rival);
  // Whether a timer that is not sure to run in the pass of `now` may run in one pass with this one when that
  // is put off: before immediates, then, that this one makes. Which job that would be.
  [[nodiscard]] bool any_may_join(const Racer& timer, const Reading& now, Contender& rival);
  // Whether a timer that is not sure to run in the pass of `now` may be left behind when this one runs in it:
  // in a later pass, then, than this one, and after what comes between. Which job that would be.
  [[nodiscard]] bool any_may_be_left(const Racer& timer, const Reading& now, Contender& rival);
  // Whether an operation certainly comes before the timer when that does not run in the pass of `now`.
  [[nodiscard]] bool any_operation_must_precede(const Racer& timer, const Reading& now, Contender& rival);

  [[nodiscard]] bool certainly_before(const Racer& a, const Racer& b) const;
  [[nodiscard]] Racer of_list(std::uint32_t list) const;
  // The list, or, when it was overdue for certain as the last pass ended, 1 ms from then.
  [[nodiscard]] Racer of_timer_handle(Racer list, const std::optional<Reading>& last_pass_ended) const;
  // The list as an overdue one: 1 ms from the end of a pass.
  [[nodiscard]] Racer behind_pass(Racer list, const Reading& last_pass_ended) const;
  // As if the timer were alone in its list, behind all lists of the same moment.
  [[nodiscard]] Racer of_timer(std::uint32_t timer) const;

 private:
  [[nodiscard]] Contender contender(std::uint32_t timer) const;
  // Whether another list, or a timer of the same one that was started after a reading, is not sure to be due
  // in the pass of `now`.
  [[nodiscard]] bool any_may_miss(const Racer& timer, const Reading& now, std::uint64_t reading,
                                  Contender& rival);
  const std::vector<Racer>& operations_until(std::uint64_t last_reading);
  // The latest moment of the loop's clock, nominally, at which a rival of the timer may be due.
  [[nodiscard]] std::int64_t latest_ms(const Racer& timer) const;
  // Whether a list other than `timer`'s that nominally expires until then fits; which job that would be.
  template <typename Fits>
  bool any_other_list(const Racer& timer, std::int64_t until_ms, Fits&& fits, Contender& rival);
  void add_lists();
  void add_operations(std::uint64_t last_reading);  // those started until then
  // Removes those that another is certainly before; are_ordered: lists are not compared with lists.
  enum class Lists : std::uint8_t { compete, are_ordered };
  void keep_possible(Lists lists = Lists::compete);

  const Clock& clock_;
  const TimerTable& timers_;
  const OperationTable& operations_;
  std::vector<Racer> racers_;
  std::vector<std::uint32_t> near_lists_;
  std::vector<std::size_t> near_operations_;
};

}  // namespace asyncq::scheduler
