#pragma once
// What is wrong with a program that is well-formed, by the words of the compiler.

#include <memory>
#include <string>

#include "program/program.h"
#include "syntax/parser.h"
#include "tests/support/catch.h"

namespace asyncq::test {

// "line:column: message" of each fault, a line each.
inline std::string faults_of(const std::string& text, bool module = false) {
  syntax::ParseOptions options;
  options.kind = module ? syntax::SourceKind::module : syntax::SourceKind::script;
  options.file = std::make_shared<support::SourceFile>("a.js", text);
  const auto tree = syntax::parse_program(text, options);
  REQUIRE(tree.ok());
  program::CompileOptions compile;
  compile.file = options.file;
  const auto compiled = program::compile(*tree, compile);
  std::string out;
  if (compiled) return out;
  for (const support::Diagnostic& fault : compiled.errors()) {
    if (!out.empty()) out += "\n";
    out += std::to_string(fault.range.begin.line) + ":" + std::to_string(fault.range.begin.column) + ": " +
           fault.message;
  }
  return out;
}

}  // namespace asyncq::test
