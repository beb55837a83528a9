// A puzzle as a handout for students.

#include "explain/question_feedback.h"
#include "report/escape.h"
#include "report/render.h"
#include "support/text.h"

namespace asyncq::report {

namespace {

// The order is asked for where nothing is said.
std::string question(const Handout& handout) {
  if (handout.ask == trace::Question::order) return "";
  std::string out = "\n" + explain::question_to_student(handout.ask) + "\n";
  if (!handout.items.empty()) out += "\n";
  for (const trace::Item& item : handout.items) {
    std::string lines;
    for (const std::string& line : item.lines) lines += (lines.empty() ? "" : ", ") + markdown_text(line);
    out += "* **" + markdown_text(item.name) + "**: " + (lines.empty() ? "(nothing)" : lines) + "\n";
  }
  return out;
}

}  // namespace

std::string render_markdown(const Handout& handout) {
  std::string out = "# " + markdown_text(handout.title) + "\n\n";
  const std::string_view prompt = support::trim_right(handout.prompt);
  if (!prompt.empty()) out += std::string(prompt) + "\n\n";
  return document_text(out + markdown_fence(handout.program, "js") + question(handout));
}

}  // namespace asyncq::report
