#pragma once
// One function a subcommand. Each returns the exit status: 0 all right; 1 an answer is wrong or a check
// failed; 2 usage error, invalid input, or a result that cannot be written.

#include "app/evaluate.h"
#include "app/options.h"
#include "app/real_engine.h"
#include "app/world.h"

namespace asyncq::app {

// All that a program can print, with the races on the way. The errors are those of prepare().
[[nodiscard]] support::Result<report::OrdersReport> list_orders(const puzzle::Puzzle& puzzle,
                                                                const CommonOptions& options);

int grade(const GradeOptions& options, World& world, const Evaluator& evaluator = evaluate);
int run(const RunOptions& options, World& world, const Evaluator& evaluator = evaluate);
// run with options.all.
int run_all(const RunOptions& options, World& world);
int show(const ShowOptions& options, World& world);
int new_puzzle(const NewOptions& options, World& world);
int generate(const GenerateOptions& options, World& world);
int list_runtimes(const RuntimesOptions& options, World& world);
int compare(const CompareOptions& options, World& world);
int verify(const VerifyOptions& options, World& world);
int check(const CheckOptions& options, World& world, const Evaluator& evaluator = evaluate);

}  // namespace asyncq::app
