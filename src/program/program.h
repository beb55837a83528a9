#pragma once
// A resolved and compiled program: immutable, shared by any number of runs.

#include <cstdint>
#include <memory>
#include <string>

#include "support/result.h"
#include "syntax/ast.h"

namespace asyncq::program {

struct FunctionCode;  // program/code.h

struct Program {
  std::shared_ptr<const FunctionCode> main;
  syntax::SourceKind kind = syntax::SourceKind::script;
  support::SourceFilePtr file;  // its name is what stack frames show; may be null
};

// Where the editions of the language let an async generator wait for one turn more.
// What yield* does with a value that it passes on. [15.5.5 step 7.a.vi; before 2022: Await]
enum class DelegatedYield : std::uint8_t { passes_on, awaits };
// What a return without an argument does, and the end of the body. [27.6.3.2; before 2019: Await(undefined)]
enum class GeneratorEnd : std::uint8_t { at_once, awaits };

struct CompileOptions {
  support::SourceFilePtr file;
  // Names that no scope binds and that no runtime provides are errors at their place (the YAML notation);
  // otherwise they are ReferenceErrors when reached, as in JavaScript.
  bool undefined_names_are_errors = false;
  DelegatedYield delegated_yield = DelegatedYield::passes_on;
  GeneratorEnd generator_end = GeneratorEnd::at_once;
};

// Resolves scopes, reports early errors [16.1.1, 16.2.1] (a name declared twice, assignment to a constant is
// not one of them, break outside a loop …), and lowers to flat code.
[[nodiscard]] support::Result<Program> compile(const syntax::Program& tree, const CompileOptions& options);

// Names that every program can use without declaring them (console, setTimeout, Promise, require, …), sorted.
[[nodiscard]] const std::vector<std::string_view>& known_globals();

// The flat code as text, a line an instruction, for people and tests.
[[nodiscard]] std::string disassemble(const Program& program);

}  // namespace asyncq::program
