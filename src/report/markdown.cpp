// A puzzle as a handout for students.

#include "report/escape.h"
#include "report/render.h"
#include "support/text.h"

namespace asyncq::report {

std::string render_markdown(const Handout& handout) {
  std::string out = "# " + markdown_text(handout.title) + "\n\n";
  const std::string_view prompt = support::trim_right(handout.prompt);
  if (!prompt.empty()) out += std::string(prompt) + "\n\n";
  return out + markdown_fence(handout.program, "js");
}

}  // namespace asyncq::report
