#pragma once
// One function a subcommand. Each returns the exit status: 0 all right; 1 an answer is wrong or a check
// failed; 2 usage error, invalid input, or a result that cannot be written.

#include "app/evaluate.h"
#include "app/options.h"
#include "app/world.h"

namespace asyncq::app {

int grade(const GradeOptions& options, World& world, const Evaluator& evaluator = evaluate);
int run(const RunOptions& options, World& world, const Evaluator& evaluator = evaluate);
int show(const ShowOptions& options, World& world);
int generate(const GenerateOptions& options, World& world);
int check(const CheckOptions& options, World& world, const Evaluator& evaluator = evaluate);

}  // namespace asyncq::app
