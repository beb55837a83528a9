#pragma once
// Small programs and the microtask turns in which their lines come, for tests of the promise algorithms.

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/execute.h"

namespace asyncq::test {

// Prints name@k where the continuation runs in microtask generation k: put before a program that calls
// at('name').
inline constexpr std::string_view kRuler =
    "let turn = 0; (function next() { if (turn < 40) Promise.resolve().then(() => { turn++; next(); }); })();"
    "const at = (name) => console.log(name + '@' + turn);";

// The lines of standard output.
inline std::vector<std::string> lines_of(std::string_view source) {
  return execute("test.js", std::string(source)).outcome.lines(trace::Stream::out);
}
inline std::vector<std::string> turns(std::string_view source) {
  return lines_of(std::string(kRuler) + std::string(source));
}

}  // namespace asyncq::test
