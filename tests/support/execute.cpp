#include "tests/support/execute.h"

#include <memory>
#include <stdexcept>
#include <utility>

#include "engine/language.h"
#include "puzzle/puzzle.h"
#include "support/diagnostic.h"

namespace asyncq::test {

Execution execute(const std::string& name, std::string text, const ExecuteOptions& options) {
  const auto file = std::make_shared<const support::SourceFile>(name, std::move(text));
  const support::Result<puzzle::Puzzle> puzzle =
      name.ends_with(".yaml") ? puzzle::parse_puzzle(file) : puzzle::parse_javascript(file);
  if (!puzzle) return {support::format(puzzle.errors()), {}};
  const scheduler::Policy* policy = scheduler::find_policy(options.runtime, puzzle->module);
  if (policy == nullptr && puzzle->module && scheduler::find_policy(options.runtime, false) != nullptr)
    return {"the runtime has no modules", {}, true};
  if (policy == nullptr) throw std::invalid_argument("no runtime named " + std::string(options.runtime));
  const support::Diagnostics lacking =
      engine::lacking_features(*policy, puzzle->program, file, engine::Lacking::only_syntax);
  if (!lacking.empty()) return {support::format(lacking), {}, true};
  const support::Result<program::Program> program =
      engine::compile_for(*policy, puzzle->program, {.file = file});
  if (!program) return {support::format(program.errors()), {}};
  return {{}, engine::run(*program, {policy, options.chooser, options.listener, options.limits})};
}

bool lacks_something(const std::string& text, std::string_view runtime) {
  const auto file = std::make_shared<const support::SourceFile>("program.js", text);
  const support::Result<puzzle::Puzzle> puzzle = puzzle::parse_javascript(file);
  if (!puzzle) return false;
  const scheduler::Policy* policy = scheduler::find_policy(runtime, puzzle->module);
  return policy == nullptr ||
         !engine::lacking_features(*policy, puzzle->program, file, engine::Lacking::everything).empty();
}

}  // namespace asyncq::test
