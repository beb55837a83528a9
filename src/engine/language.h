#pragma once
// What a runtime asks of the compiler.

#include "program/program.h"
#include "scheduler/policy.h"

namespace asyncq::engine {

// Compiles a program for this runtime; options say the rest.
[[nodiscard]] support::Result<program::Program> compile_for(const scheduler::Policy& policy,
                                                            const syntax::Program& tree,
                                                            program::CompileOptions options);

}  // namespace asyncq::engine
