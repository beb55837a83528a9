#pragma once
// All that a program can print: its choice points walked exhaustively, within a budget.
//
// The subject of each function here is a program under engine::RunOptions, of which the policy, the limits
// and the lateness count; chooser, listener and watcher are the walk's own.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run.h"

namespace asyncq::explore {

// The alternative taken at each choice point that a run meets, from the first on; behind the last one given
// it is alternative 0 everywhere. So no choices are the nominal course.
using Choices = std::vector<std::uint32_t>;

// What tells two orders apart. Standard error never does: it is no part of an answer.
enum class Distinct : std::uint8_t {
  output,                // the bytes on standard output
  output_and_exit_code,  // these and the exit code
};

struct Budget {
  std::uint64_t max_orders = 1000;
  // Points of the walk: choice points met for the first time, and ends of runs.
  std::uint64_t max_states = 10'000;
  // Steps (engine::Limits) of all runs together, beyond those of the first; a run's start counts as some.
  std::uint64_t max_steps = 200'000'000;
};

// Why a walk is not known to have seen all there is.
enum class Shortfall : std::uint8_t {
  none,    // it has: every choice was followed to its end
  orders,  // max_orders
  states,  // max_states
  steps,   // max_steps
  run,     // a run came to a limit of its own, or starved: what it would print after that is unknown
  random,  // a run called Math.random(): other numbers may lead elsewhere
};

// One thing that the program can print.
struct Order {
  trace::Outcome outcome;  // of the first run that printed it
  Choices choices;         // of that run
};

struct Orders {
  std::vector<Order> orders;  // the nominal course is the first; never empty
  Shortfall shortfall = Shortfall::none;
  std::uint64_t states = 0;  // visited
  std::uint64_t runs = 0;

  // Every legal order is among `orders`. Otherwise some are.
  [[nodiscard]] bool exhausted() const { return shortfall == Shortfall::none; }
};

// Each legal order once. A run that comes to a limit prints no order, and makes the walk fall short; the
// nominal course is listed all the same.
[[nodiscard]] Orders explore_all(const program::Program& program, const engine::RunOptions& options,
                                 const Budget& budget = {}, Distinct distinct = Distinct::output);

// The run that makes these choices.
[[nodiscard]] trace::Outcome replay(const program::Program& program, const engine::RunOptions& options,
                                    const Choices& choices);

}  // namespace asyncq::explore
