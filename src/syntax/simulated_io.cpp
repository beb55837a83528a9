#include "syntax/simulated_io.h"

#include <cassert>
#include <string>

#include "syntax/parser.h"

namespace asyncq::syntax {

namespace {

// A look at the current folder always ends, with an error or without, and in the poll phase: so they look
// again until it is time, each look for the operation that ends first, since looks that wait together for the
// loop come in any order. Where nobody knows the latency, it is one of up to 20 ms.
std::string callback_text(bool module) {
  constexpr std::string_view kHead =
      "function simulateIo(name, done, least = Math.random() * 20, most = least) {\n";
  constexpr std::string_view kBody =
      "  const end = Date.now() + least + Math.random() * (most - least);\n"
      "  if (!simulateIo.waiting) simulateIo.waiting = [];\n"
      "  const { waiting } = simulateIo;\n"
      "  waiting.push({ end, done: () => done(null, name) });\n"
      "  waiting.sort((a, b) => a.end - b.end);\n";
  constexpr std::string_view kLook =
      "('.', () => (Date.now() <= waiting[0].end ? look() : waiting.shift().done()));\n"
      "  look();\n"
      "}\n";
  std::string text = module ? "import { stat as statForIo } from 'node:fs';\n" : "";
  text += kHead;
  if (!module) text += "  const { stat } = require('node:fs');\n";
  text += kBody;
  text += module ? "  const look = () => statForIo" : "  const look = () => stat";
  return text += kLook;
}

constexpr std::string_view kPromise =
    "function simulateIoPromise(name, least, most) {\n"
    "  return new Promise((resolve) => simulateIo(name, (error, data) => resolve(data), least, most));\n"
    "}\n";

}  // namespace

std::string_view io_function_name(IoForm form) {
  return form == IoForm::callback ? "simulateIo" : "simulateIoPromise";
}

StatementList io_functions(IoForm form, SourceKind kind, support::SourcePosition at) {
  const std::string text =
      form == IoForm::promise ? std::string(kPromise) : callback_text(kind == SourceKind::module);
  ParseOptions options;
  options.kind = kind;
  options.file = std::make_shared<support::SourceFile>("simulated I/O", text);
  options.map = {{at}, false};
  auto program = parse_program(text, options);
  assert(program.ok());
  return std::move(program).value().body;
}

std::optional<IoForm> io_form_of(const Function& function) {
  for (const IoForm form : {IoForm::callback, IoForm::promise}) {
    if (function.name != io_function_name(form)) continue;
    for (const SourceKind kind : {SourceKind::script, SourceKind::module}) {
      const StatementList own = io_functions(form, kind, {});
      const auto* declared = std::get_if<FunctionDeclaration>(&own.back().node);
      if (declared != nullptr && declared->function == function) return form;
    }
  }
  return std::nullopt;
}

}  // namespace asyncq::syntax
