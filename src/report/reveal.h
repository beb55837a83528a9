#pragma once
// Who may see what the program prints. The one place that decides it: renderers get nothing to withhold.

#include <optional>
#include <string_view>

#include "report/model.h"

namespace asyncq::report {

enum class Reveal {
  // Status, score and points. No line at all, the student's own included (a right answer is the key), and
  // nothing else that tells the key: no place, no number of lines, no source line in a message.
  never,
  // A right answer shows everything. A wrong one shows the student's own lines and the first place at which
  // they part from the program's, but no line of the program's and no sign which other lines are right.
  right,
  always,
};

[[nodiscard]] std::optional<Reveal> find_reveal(std::string_view name);

// Clears what may not be shown.
void withhold(Grade& grade, Reveal reveal);

}  // namespace asyncq::report
