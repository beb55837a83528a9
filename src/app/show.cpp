#include "app/commands.h"
#include "app/console.h"
#include "syntax/printer.h"

namespace asyncq::app {

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
  const std::string program = syntax::print(puzzle->program);
  if (!options.markdown) return console.deliver(program, 0);
  const std::string& title = puzzle->title.empty() ? puzzle->id : puzzle->title;
  return console.deliver(report::render_markdown({title, puzzle->prompt, program}), 0);
}

}  // namespace asyncq::app
