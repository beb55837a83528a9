// Any bytes as a puzzle file: never a crash; what is refused is refused with a diagnostic that can be shown,
// and what is accepted survives being written and read.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "puzzle/puzzle.h"
#include "puzzle/yaml_writer.h"
#include "support/diagnostic.h"
#include "support/text.h"

using namespace asyncq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (support::find_invalid_utf8(text) || text.find('\0') != std::string::npos)
    return 0;  // refused on reading
  const auto file = std::make_shared<const support::SourceFile>("fuzz.yaml", text);
  const auto puzzle = puzzle::parse_puzzle(file);
  if (!puzzle) {
    if (support::format(puzzle.errors()).empty()) std::abort();
    return 0;
  }
  const auto written = std::make_shared<const support::SourceFile>("written.yaml", puzzle::to_yaml(*puzzle));
  const auto again = puzzle::parse_puzzle(written);
  if (!again || !(again->program == puzzle->program)) std::abort();
  return 0;
}
