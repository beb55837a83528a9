#include "app/evaluate.h"

#include <fmt/format.h>

#include <functional>
#include <utility>

#include "app/runtimes.h"
#include "engine/language.h"
#include "explore/token.h"
#include "scheduler/chooser.h"
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

// Takes a course, and keeps what was chosen on the way.
class CourseChooser final : public scheduler::Chooser {
 public:
  CourseChooser(explore::Choices choices, std::optional<std::uint64_t> seed) : replay_(std::move(choices)) {
    if (seed) random_.emplace(*seed);
  }
  std::uint32_t choose(const scheduler::ChoicePoint& point) override {
    taken_.push_back(random_ ? random_->choose(point) : replay_.choose(point));
    return taken_.back();
  }
  [[nodiscard]] const explore::Choices& taken() const { return taken_; }

 private:
  scheduler::ReplayChooser replay_;
  std::optional<scheduler::SeededChooser> random_;
  explore::Choices taken_;
};

// subject: token_subject(), which takes the printing of the whole program, so only who needs it asks for it.
support::Result<CourseChooser> chooser_for(const Course& course,
                                           const std::function<std::uint64_t()>& subject) {
  if (course.token.empty()) return CourseChooser({}, course.seed);
  explore::DecodedToken decoded = explore::decode_token(course.token, subject());
  if (decoded.choices) return CourseChooser(std::move(*decoded.choices), std::nullopt);
  const bool unreadable = decoded.fault == explore::TokenFault::unreadable;
  return support::Diagnostic{
      support::Severity::error,
      nullptr,
      {},
      fmt::format("'{}' {}", course.token,
                  unreadable ? "is no token of an order" : "is no token of this program under this runtime"),
      "'asyncq run --all' lists the orders with their tokens"};
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

engine::RunOptions run_options_for(const Executable& executable, const engine::Limits& limits) {
  engine::RunOptions options;
  options.policy = executable.policy;
  options.limits = limits;
  options.lateness = executable.lateness;
  return options;
}

trace::Prediction lines_printed(const trace::Outcome& outcome) {
  return trace::normalized(outcome.lines(trace::Stream::out));
}

std::uint64_t token_subject(const puzzle::Puzzle& puzzle, const scheduler::Policy& policy,
                            const scheduler::Lateness& lateness) {
  const std::string rest = fmt::format("\n{}\n{} {}", policy.id, lateness.jitter_us, lateness.drift_us);
  return explore::digest(rest, explore::digest(syntax::print(puzzle.program)));
}

support::Result<Evaluation> evaluate(const puzzle::Puzzle& puzzle, const EvaluationOptions& options) {
  support::Result<Executable> executable = prepare(puzzle, options.runtime);
  if (!executable) return executable.errors();
  engine::RunOptions run_options = run_options_for(*executable, options.limits);
  const auto subject = [&] { return token_subject(puzzle, *executable->policy, run_options.lateness); };
  support::Result<CourseChooser> chooser = chooser_for(options.course, subject);
  if (!chooser) return chooser.errors();
  run_options.chooser = &*chooser;
  Evaluation evaluation{executable->policy, engine::run(executable->program, run_options)};
  if (evaluation.outcome.determined) return evaluation;
  evaluation.token = explore::encode_token(chooser->taken(), subject());
  run_options.chooser = nullptr;
  evaluation.legal =
      std::make_shared<LegalOrders>(std::move(executable->program), run_options, options.budget);
  return evaluation;
}

}  // namespace asyncq::app
