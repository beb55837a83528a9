#include "engine/language.h"

namespace asyncq::engine {

support::Result<program::Program> compile_for(const scheduler::Policy& policy, const syntax::Program& tree,
                                              program::CompileOptions options) {
  switch (policy.delegated_yield) {
    case scheduler::DelegatedYield::passes_on:
      options.delegated_yield = program::DelegatedYield::passes_on;
      break;
    case scheduler::DelegatedYield::awaits:
      options.delegated_yield = program::DelegatedYield::awaits;
      break;
  }
  switch (policy.generator_end) {
    case scheduler::GeneratorEnd::at_once:
      options.generator_end = program::GeneratorEnd::at_once;
      break;
    case scheduler::GeneratorEnd::awaits:
      options.generator_end = program::GeneratorEnd::awaits;
      break;
  }
  return program::compile(tree, options);
}

}  // namespace asyncq::engine
