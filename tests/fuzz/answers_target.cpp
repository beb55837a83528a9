// Any bytes as a student's answer file: never a crash.

#include <cstdint>
#include <memory>
#include <string>

#include "puzzle/answers.h"
#include "support/text.h"

using namespace asyncq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (support::find_invalid_utf8(text) || text.find('\0') != std::string::npos)
    return 0;  // refused on reading
  (void)puzzle::parse_answers(std::make_shared<const support::SourceFile>("fuzz.yaml", text), "ada");
  return 0;
}
