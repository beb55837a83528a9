#include <fmt/format.h>

#include "app/commands.h"
#include "app/console.h"
#include "app/limit_text.h"

namespace asyncq::app {

namespace {

using trace::EndingKind;

// Where the model stopped the program, which a real runtime would not have done.
void explain_stop(Console& console, const trace::Ending& ending, const engine::Limits& limits) {
  if (ending.kind == EndingKind::limit) {
    const LimitText text = limit_text(ending, limits);
    console.warn(text.message, text.hint);
  } else if (ending.kind == EndingKind::starved) {
    console.warn("the program was stopped: its microtasks or ticks never let the event loop move on");
  }
}

int program_status(const trace::Ending& ending) {
  return trace::came_to_an_end(ending) ? ending.exit_code : 2;
}

// The program's own bytes, each on its own stream, in the order in which it wrote them.
int write_output(Console& console, const CommonOptions& options, const trace::Outcome& outcome, int status) {
  if (options.writes_file()) {
    console.pass_through(Channel::err, outcome.bytes(trace::Stream::err));
    return console.deliver(outcome.bytes(trace::Stream::out), status);
  }
  std::string pending;
  for (std::size_t i = 0; i < outcome.output.size(); ++i) {
    const trace::Chunk& chunk = outcome.output[i];
    pending += chunk.bytes;
    if (i + 1 < outcome.output.size() && outcome.output[i + 1].stream == chunk.stream) continue;
    const Channel channel = chunk.stream == trace::Stream::out ? Channel::out : Channel::err;
    if (console.pass_through(channel, pending) != 0) return 2;
    pending.clear();
  }
  return status;
}

}  // namespace

int run(const RunOptions& options, World& world, const Evaluator& evaluator) {
  if (options.all) return run_all(options, world);
  Console console(world, options.common);
  const report::Renderer* renderer = console.renderer(
      "run", [](const report::Renderer& row) { return row.run != nullptr || row.format == "text"; });
  if (renderer == nullptr) return 2;
  const support::Result<puzzle::Puzzle> puzzle = puzzle::load_puzzle(options.file, options.common.load);
  if (!puzzle) return console.refuse(puzzle.errors());
  const support::Result<Evaluation> evaluated =
      evaluator(*puzzle, {options.common.runtime, options.common.limits, options.common.budget,
                          Course{options.replay, options.seed}});
  if (!evaluated) return console.refuse(evaluated.errors());

  const trace::Outcome& outcome = evaluated->outcome;
  const int status = options.exit_code ? program_status(outcome.ending) : 0;
  int written = 0;
  if (renderer->run == nullptr) {
    written = write_output(console, options.common, outcome, status);
  } else {
    const report::RunReport report{std::string(evaluated->policy->id), puzzle->id, outcome, evaluated->token};
    written = console.deliver(renderer->run(report, console.style()), status);
  }
  explain_stop(console, outcome.ending, options.common.limits);
  return written;
}

}  // namespace asyncq::app
