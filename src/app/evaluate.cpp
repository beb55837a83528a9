#include "app/evaluate.h"

#include <fmt/format.h>

#include <utility>

#include "app/runtimes.h"
#include "engine/language.h"
#include "syntax/parser.h"
#include "syntax/printer.h"

namespace asyncq::app {

namespace {

// A runtime of the module flavour runs any program as a module, which allows less than a script.
support::Result<syntax::Program> program_for(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy) {
  syntax::Program program = puzzle.program;
  if (!policy.module || program.kind == syntax::SourceKind::module) return program;
  program.kind = syntax::SourceKind::module;
  syntax::ParseOptions options;
  options.kind = syntax::SourceKind::module;
  options.file = puzzle.file;
  const auto as_module = syntax::parse_program(syntax::print(program), options);
  if (as_module) return program;
  support::Diagnostics problems = as_module.errors();
  for (support::Diagnostic& problem : problems) {
    problem.range = {};  // the place is one in the printed text
    problem.message += fmt::format(", and {} runs the program as a module", policy.id);
  }
  return problems;
}

// The program compiled for a runtime.
support::Result<program::Program> compile(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy) {
  const program::CompileOptions options{
      .file = puzzle.file, .undefined_names_are_errors = puzzle.notation == puzzle::Notation::yaml};
  const support::Result<syntax::Program> program = program_for(puzzle, policy);
  if (!program) return program.errors();
  const support::Diagnostics lacking =
      engine::lacking_features(policy, *program, puzzle.file, engine::Lacking::everything);
  if (!lacking.empty()) return lacking;
  return engine::compile_for(policy, *program, options);
}

}  // namespace

support::Result<Executable> prepare(const puzzle::Puzzle& puzzle, const std::string& runtime) {
  const support::Result<const scheduler::Policy*> policy = choose_runtime(puzzle, runtime);
  if (!policy) return policy.errors();
  support::Result<program::Program> compiled = compile(puzzle, **policy);
  if (!compiled) return compiled.errors();
  return Executable{*policy, std::move(*compiled), lateness_of(puzzle)};
}

scheduler::Lateness lateness_of(const puzzle::Puzzle& puzzle) {
  scheduler::Lateness lateness;
  if (!puzzle.jitter_ms) return lateness;
  lateness.jitter_us = std::int64_t{1000} * *puzzle.jitter_ms;
  if (lateness.jitter_us == 0) lateness.drift_us = 0;
  return lateness;
}

support::Result<trace::Outcome> run_under(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy,
                                          const engine::Limits& limits) {
  const support::Result<program::Program> compiled = compile(puzzle, policy);
  if (!compiled) return compiled.errors();
  return engine::run(*compiled, {&policy, nullptr, nullptr, limits, lateness_of(puzzle), nullptr});
}

support::Result<Evaluation> evaluate(const puzzle::Puzzle& puzzle, const EvaluationOptions& options) {
  const support::Result<Executable> executable = prepare(puzzle, options.runtime);
  if (!executable) return executable.errors();
  engine::RunOptions run_options;
  run_options.policy = executable->policy;
  run_options.limits = options.limits;
  run_options.lateness = executable->lateness;
  return Evaluation{executable->policy, engine::run(executable->program, run_options)};
}

}  // namespace asyncq::app
