#include "puzzle/simulated_io.h"

#include <cassert>

#include "syntax/parser.h"

namespace asyncq::puzzle {

namespace {

// A look at the current folder is an operation that always ends, with an error or without.
constexpr std::string_view kScriptCallback =
    "function simulateIo(name, done, ms) {\n"
    "  const finish = () => require('node:fs').stat('.', () => done(null, name));\n"
    "  if (ms === undefined) finish();\n"
    "  else setTimeout(finish, ms);\n"
    "}\n";
constexpr std::string_view kModuleCallback =
    "import { stat as statForIo } from 'node:fs';\n"
    "function simulateIo(name, done, ms) {\n"
    "  const finish = () => statForIo('.', () => done(null, name));\n"
    "  if (ms === undefined) finish();\n"
    "  else setTimeout(finish, ms);\n"
    "}\n";
constexpr std::string_view kPromise =
    "function simulateIoPromise(name, ms) {\n"
    "  return new Promise((resolve) => simulateIo(name, (error, data) => resolve(data), ms));\n"
    "}\n";

}  // namespace

std::string_view io_function_name(IoForm form) {
  return form == IoForm::callback ? "simulateIo" : "simulateIoPromise";
}

syntax::StatementList io_functions(IoForm form, syntax::SourceKind kind, support::SourcePosition at) {
  const bool module = kind == syntax::SourceKind::module;
  const std::string_view text = form == IoForm::promise ? kPromise
                                : module                ? kModuleCallback
                                                        : kScriptCallback;
  syntax::ParseOptions options;
  options.kind = kind;
  options.file = std::make_shared<support::SourceFile>("simulated I/O", std::string(text));
  options.map = {{at}, false};
  auto program = syntax::parse_program(text, options);
  assert(program.ok());
  return std::move(program).value().body;
}

}  // namespace asyncq::puzzle
