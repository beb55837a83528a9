#include "app/commands.h"
#include "app/console.h"
#include "puzzle/yaml_writer.h"
#include "syntax/printer.h"

namespace asyncq::app {

namespace {

// The puzzle as a student may see it: without its key, what explains the key, and anybody's answer.
puzzle::Puzzle without_key(puzzle::Puzzle puzzle) {
  puzzle.expect.reset();
  puzzle.prediction.reset();
  puzzle.about_orders.expect.reset();
  puzzle.about_orders.prediction.reset();
  puzzle.explanation.clear();
  puzzle.hints.clear();
  return puzzle;
}

std::string handout(const puzzle::Puzzle& puzzle) {
  const std::string& title = puzzle.title.empty() ? puzzle.id : puzzle.title;
  return report::render_markdown(
      {title, puzzle.prompt, syntax::print(puzzle.program), puzzle.ask, puzzle.about_orders.items});
}

}  // namespace

int show(const ShowOptions& options, World& world) {
  Console console(world, options.common);
  const support::Result<puzzle::Puzzle> puzzle = puzzle::load_puzzle(options.file, options.common.load);
  if (!puzzle) {
    console.diagnose(puzzle.errors());
    return 2;
  }
  // A program that could not be run is not shown either.
  if (const support::Result<Executable> executable = prepare(*puzzle, ""); !executable) {
    console.diagnose(executable.errors());
    return 2;
  }
  if (options.markdown) return console.deliver(handout(*puzzle), 0);
  if (options.yaml) return console.deliver(puzzle::to_yaml(without_key(*puzzle)), 0);
  return console.deliver(syntax::print(puzzle->program), 0);
}

}  // namespace asyncq::app
