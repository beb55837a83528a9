#include "tests/unit/explore/subject.h"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

#include "engine/language.h"
#include "puzzle/puzzle.h"
#include "scheduler/chooser.h"
#include "syntax/printer.h"
#include "syntax/simulated_io.h"

namespace asyncq::explore::test {

namespace {

std::string on_one_line(const trace::Outcome& outcome) {
  std::string text = outcome.bytes(trace::Stream::out);
  if (!text.empty() && text.back() == '\n') text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

Subject subject(const std::string& text) {
  const auto file = std::make_shared<const support::SourceFile>("program.js", text);
  const support::Result<puzzle::Puzzle> puzzle = puzzle::parse_javascript(file);
  if (!puzzle) throw std::invalid_argument(support::format(puzzle.errors()));
  const scheduler::Policy* policy = scheduler::find_policy("node", puzzle->module);
  support::Result<program::Program> program = engine::compile_for(*policy, puzzle->program, {.file = file});
  if (!program) throw std::invalid_argument(support::format(program.errors()));
  engine::RunOptions options;
  options.policy = policy;
  options.limits.max_steps = 1'000'000;
  return {std::move(*program), options};
}

std::string with_io(const std::string& text) {
  std::string program;
  for (const syntax::IoForm form : {syntax::IoForm::callback, syntax::IoForm::promise}) {
    for (const syntax::Statement& each : syntax::io_functions(form, syntax::SourceKind::script, {})) {
      program += syntax::print(each) + "\n";
    }
  }
  return program + text;
}

std::vector<std::string> outputs(const Orders& orders) {
  std::vector<std::string> lines;
  for (const Order& order : orders.orders) lines.push_back(on_one_line(order.outcome));
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> outputs(const std::string& text) {
  return outputs(subject(text).orders());
}

std::vector<std::string> brute_force(const Subject& subject, std::size_t most) {
  scheduler::ExhaustiveChooser chooser;
  std::set<std::string> seen;
  engine::RunOptions options = subject.options;
  options.chooser = &chooser;
  for (std::size_t run = 0;; ++run) {
    if (run == most) return {};
    seen.insert(on_one_line(engine::run(subject.program, options)));
    if (!chooser.next_run()) return {seen.begin(), seen.end()};
  }
}

}  // namespace asyncq::explore::test
