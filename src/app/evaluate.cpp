#include "app/evaluate.h"

#include "app/runtimes.h"
#include "program/program.h"

namespace asyncq::app {

namespace {

// A runtime of the module flavour runs any program as a module.
syntax::Program program_for(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy) {
  syntax::Program program = puzzle.program;
  if (policy.module) program.kind = syntax::SourceKind::module;
  return program;
}

}  // namespace

support::Result<Evaluation> evaluate(const puzzle::Puzzle& puzzle, const EvaluationOptions& options) {
  const support::Result<const scheduler::Policy*> policy = choose_runtime(puzzle, options.runtime);
  if (!policy) return policy.errors();

  const program::CompileOptions compile_options{
      .file = puzzle.file, .undefined_names_are_errors = puzzle.notation == puzzle::Notation::yaml};
  const support::Result<program::Program> compiled =
      program::compile(program_for(puzzle, **policy), compile_options);
  if (!compiled) return compiled.errors();

  engine::RunOptions run_options;
  run_options.policy = *policy;
  run_options.limits = options.limits;
  return Evaluation{*policy, engine::run(*compiled, run_options)};
}

}  // namespace asyncq::app
