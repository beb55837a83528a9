#pragma once
// What a runtime asks of the compiler.

#include "program/program.h"
#include "scheduler/policy.h"

namespace asyncq::engine {

// What the program uses and the runtime does not have, each at its place, with the release that has it first.
// only_syntax: what a real runtime would refuse to load at all.
enum class Lacking : std::uint8_t { everything, only_syntax };
[[nodiscard]] support::Diagnostics lacking_features(const scheduler::Policy& policy,
                                                    const syntax::Program& tree,
                                                    const support::SourceFilePtr& file, Lacking which);

// Compiles a program for this runtime; options say the rest.
[[nodiscard]] support::Result<program::Program> compile_for(const scheduler::Policy& policy,
                                                            const syntax::Program& tree,
                                                            program::CompileOptions options);

}  // namespace asyncq::engine
