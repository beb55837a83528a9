#include "app/evaluate.h"

#include <utility>

#include "app/runtimes.h"

namespace asyncq::app {

namespace {

// A runtime of the module flavour runs any program as a module.
syntax::Program program_for(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy) {
  syntax::Program program = puzzle.program;
  if (policy.module) program.kind = syntax::SourceKind::module;
  return program;
}

}  // namespace

support::Result<Executable> prepare(const puzzle::Puzzle& puzzle, const std::string& runtime) {
  const support::Result<const scheduler::Policy*> policy = choose_runtime(puzzle, runtime);
  if (!policy) return policy.errors();
  const program::CompileOptions options{
      .file = puzzle.file, .undefined_names_are_errors = puzzle.notation == puzzle::Notation::yaml};
  support::Result<program::Program> compiled = program::compile(program_for(puzzle, **policy), options);
  if (!compiled) return compiled.errors();
  return Executable{*policy, std::move(*compiled)};
}

support::Result<Evaluation> evaluate(const puzzle::Puzzle& puzzle, const EvaluationOptions& options) {
  const support::Result<Executable> executable = prepare(puzzle, options.runtime);
  if (!executable) return executable.errors();
  engine::RunOptions run_options;
  run_options.policy = executable->policy;
  run_options.limits = options.limits;
  return Evaluation{executable->policy, engine::run(executable->program, run_options)};
}

}  // namespace asyncq::app
