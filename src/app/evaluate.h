#pragma once
// The pipeline from a puzzle to what its program prints.

#include <functional>
#include <string>

#include "engine/run.h"
#include "puzzle/puzzle.h"
#include "scheduler/policy.h"
#include "support/result.h"
#include "trace/output.h"

namespace asyncq::app {

struct EvaluationOptions {
  std::string runtime;  // an id or alias; empty: the puzzle's own
  engine::Limits limits;
};

struct Evaluation {
  const scheduler::Policy* policy = nullptr;
  trace::Outcome outcome;
};

// Resolves the runtime, compiles and runs. The errors are those of the input: an unknown runtime, a program
// with early errors. How the program itself ends is in the outcome.
[[nodiscard]] support::Result<Evaluation> evaluate(const puzzle::Puzzle& puzzle,
                                                   const EvaluationOptions& options);

using Evaluator = std::function<support::Result<Evaluation>(const puzzle::Puzzle&, const EvaluationOptions&)>;

}  // namespace asyncq::app
