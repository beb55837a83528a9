// Any bytes as JavaScript: never a crash; and a program that is accepted survives being printed and parsed.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "support/text.h"
#include "syntax/parser.h"
#include "syntax/printer.h"

using namespace asyncq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (support::find_invalid_utf8(text)) return 0;  // the reader of files refuses it
  for (const syntax::SourceKind kind : {syntax::SourceKind::script, syntax::SourceKind::module}) {
    syntax::ParseOptions options;
    options.kind = kind;
    options.file = std::make_shared<const support::SourceFile>("fuzz.js", text);
    const auto tree = syntax::parse_program(text, options);
    if (!tree) continue;
    const std::string printed = syntax::print(*tree);
    options.file = std::make_shared<const support::SourceFile>("printed.js", printed);
    const auto again = syntax::parse_program(printed, options);
    if (!again || !(*again == *tree)) std::abort();
  }
  return 0;
}
