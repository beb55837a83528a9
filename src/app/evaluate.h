#pragma once
// The pipeline from a puzzle to what its program prints.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/legal_orders.h"
#include "engine/run.h"
#include "explore/explore.h"
#include "program/program.h"
#include "puzzle/puzzle.h"
#include "scheduler/policy.h"
#include "scheduler/time_model.h"
#include "support/result.h"
#include "trace/output.h"

namespace asyncq::app {

// A program that is ready to run, and what to run it under.
struct Executable {
  const scheduler::Policy* policy = nullptr;
  program::Program program;
  scheduler::Lateness lateness;
};

// What the puzzle says of the model of time, or the model's own.
[[nodiscard]] scheduler::Lateness lateness_of(const puzzle::Puzzle& puzzle);

// Resolves the runtime (an id or alias; empty: the puzzle's own) and compiles. The errors are those of the
// input: an unknown runtime, a program with early errors.
[[nodiscard]] support::Result<Executable> prepare(const puzzle::Puzzle& puzzle, const std::string& runtime);

// How it is run: the nominal course, with nobody listening.
[[nodiscard]] engine::RunOptions run_options_for(const Executable& executable, const engine::Limits& limits);

// What it printed on standard output, as answers are compared with it.
[[nodiscard]] trace::Prediction lines_printed(const trace::Outcome& outcome);

// What makes a token a program's own: the program, the runtime and the limits of lateness.
[[nodiscard]] std::uint64_t token_subject(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy,
                                          const scheduler::Lateness& lateness);

// What the program does under one policy, which need not be a row of the table. The errors are those of
// prepare.
[[nodiscard]] support::Result<trace::Outcome> run_under(const puzzle::Puzzle& puzzle,
                                                        const scheduler::Policy& policy,
                                                        const engine::Limits& limits);

// Which course a run takes where events race; at most one of the two is given, none is the nominal course.
struct Course {
  std::string token;                  // of an order (explore/token.h)
  std::optional<std::uint64_t> seed;  // at random: the same for the same seed
};

struct EvaluationOptions {
  std::string runtime;
  engine::Limits limits;
  explore::Budget budget = {};
  Course course = {};
};

struct Evaluation {
  const scheduler::Policy* policy = nullptr;
  trace::Outcome outcome;
  std::string token = {};                         // replays the run; empty: not known
  std::shared_ptr<const LegalOrders> legal = {};  // null: the one order there is, or others are not known
};

// Prepares and runs. How the program itself ends is in the outcome, never an error; a token that is not one
// of the program's is.
[[nodiscard]] support::Result<Evaluation> evaluate(const puzzle::Puzzle& puzzle,
                                                   const EvaluationOptions& options);

using Evaluator = std::function<support::Result<Evaluation>(const puzzle::Puzzle&, const EvaluationOptions&)>;

}  // namespace asyncq::app
