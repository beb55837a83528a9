// Any accepted program, run under small limits: it ends, and a second run is the same run.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "support/text.h"
#include "tests/support/execute.h"

using namespace asyncq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (support::find_invalid_utf8(text)) return 0;  // the reader of files refuses it
  test::ExecuteOptions options;
  options.limits = {.max_steps = 100'000, .max_memory = 16 << 20, .max_output = 1 << 16};
  const test::Execution first = test::execute("fuzz.js", text, options);
  if (!first.accepted()) return 0;
  const test::Execution second = test::execute("fuzz.js", text, options);
  const trace::Outcome& a = first.outcome;
  const trace::Outcome& b = second.outcome;
  const bool same = first.out() == second.out() && a.ending.kind == b.ending.kind &&
                    a.ending.exit_code == b.ending.exit_code && a.steps == b.steps;
  if (!same) std::abort();
  return 0;
}
