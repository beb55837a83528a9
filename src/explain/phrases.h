#pragma once
// Every sentence that asyncq says about a run or an answer, in one table.

#include <string>
#include <string_view>
#include <vector>

namespace asyncq::explain {

enum class Phrase {
  all_right,
  parts,                // line, predicted, printed
  prediction_ends,      // line, printed
  program_ends,         // line, predicted
  parts_at_first_line,  // no line is said to be right, none is given away
  first_line_right,     // and no more
  parts_after,          // the number of right lines, the line
  ends_too_early,
};

// The phrase with {0}, {1}, … replaced.
[[nodiscard]] std::string say(Phrase phrase, const std::vector<std::string>& arguments = {});

// "1 line", "2 lines".
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular);

}  // namespace asyncq::explain
