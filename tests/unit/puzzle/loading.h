#pragma once
// Puzzles from text, for the loader's tests.

#include <fmt/format.h>

#include <string>

#include "puzzle/puzzle.h"
#include "syntax/parser.h"

namespace asyncq::test {

inline support::Result<puzzle::Puzzle> load_text(const std::string& text,
                                                 const std::string& name = "p.yaml") {
  return puzzle::parse_puzzle(std::make_shared<support::SourceFile>(name, text));
}

// A puzzle with these statements, which begin on line 3 (with `module`: 4).
inline std::string puzzle_text(const std::string& statements, bool module = false) {
  return std::string("asyncq: 1\n") + (module ? "module: true\n" : "") + "program:\n" + statements;
}

// "line:column message" of each problem; with hints: " = hint" behind it.
inline std::string problems_of(const support::Diagnostics& problems, bool hints = false) {
  std::string out;
  for (const support::Diagnostic& problem : problems) {
    if (!out.empty()) out += "\n";
    out += fmt::format("{}:{} {}", problem.range.begin.line, problem.range.begin.column, problem.message);
    if (hints && !problem.hint.empty()) out += " = " + problem.hint;
  }
  return out;
}

inline std::string problems_in(const std::string& text, bool hints = false) {
  const auto loaded = load_text(text);
  return loaded.ok() ? "" : problems_of(loaded.errors(), hints);
}

// The tree of JavaScript text.
inline syntax::Program javascript(const std::string& text, bool module = false) {
  syntax::ParseOptions options;
  options.kind = module ? syntax::SourceKind::module : syntax::SourceKind::script;
  options.file = std::make_shared<support::SourceFile>("expected.js", text);
  auto program = syntax::parse_program(text, options);
  if (!program) throw std::runtime_error(support::format(program.errors()));
  return std::move(program).value();
}

}  // namespace asyncq::test
