#pragma once
// The pipeline from a puzzle to what its program prints.

#include <functional>
#include <string>

#include "engine/run.h"
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

// What the program does under one policy, which need not be a row of the table. The errors are those of prepare.
[[nodiscard]] support::Result<trace::Outcome> run_under(const puzzle::Puzzle& puzzle,
                                                        const scheduler::Policy& policy,
                                                        const engine::Limits& limits);

struct EvaluationOptions {
  std::string runtime;
  engine::Limits limits;
};

struct Evaluation {
  const scheduler::Policy* policy = nullptr;
  trace::Outcome outcome;
};

// Prepares and runs. How the program itself ends is in the outcome, never an error.
[[nodiscard]] support::Result<Evaluation> evaluate(const puzzle::Puzzle& puzzle,
                                                   const EvaluationOptions& options);

using Evaluator = std::function<support::Result<Evaluation>(const puzzle::Puzzle&, const EvaluationOptions&)>;

}  // namespace asyncq::app
