#pragma once
// The lines that somebody expects a program to print.

#include <string>
#include <vector>

namespace asyncq::trace {

// One entry a printed line, without trailing white space; trailing blank lines removed.
using Prediction = std::vector<std::string>;

// Trailing white space of each line and trailing blank lines removed; an entry with newlines in it becomes
// several lines.
[[nodiscard]] Prediction normalized(const std::vector<std::string>& lines);

}  // namespace asyncq::trace
