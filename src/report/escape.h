#pragma once
// Strangers' text made safe for where it goes. Every renderer comes here; none escapes by itself.

#include <string>
#include <string_view>

namespace asyncq::report {

// One line of text for a terminal, as wide as it will be shown: control characters, bidirectional overrides
// and invalid bytes are shown escaped, never sent; so are the commands of log_text that may stand inside a
// line.
[[nodiscard]] std::string terminal_text(std::string_view text);

// Whole output text, lines and all, for a log that a CI system reads: no line begins with "::" and none has
// "##[" or "##vso[" in it, which GitHub Actions and Azure Pipelines obey as commands. Colours pass.
[[nodiscard]] std::string log_text(std::string_view text);

// Text of many lines for a file that people may also see on a terminal or in a log: as terminal_text and
// log_text have it, but newlines and tabs stay.
[[nodiscard]] std::string document_text(std::string_view text);

// JSON as it is written: C1 controls, DEL and bidirectional overrides, which JSON allows, as \uNNNN.
[[nodiscard]] std::string json_text(std::string_view json);

// What XML 1.0 can hold: other characters and invalid bytes become U+FFFD [XML 1.0, 2.2 Characters]; so do C1
// controls, DEL and bidirectional overrides, which it allows and discourages. Markup is the XML writer's to
// escape.
[[nodiscard]] std::string xml_text(std::string_view text);

// One line of plain text as Markdown: what Markdown would read as markup is escaped.
[[nodiscard]] std::string markdown_text(std::string_view text);
// Text as a fenced code block; the fence is longer than any run of backticks in it.
[[nodiscard]] std::string markdown_fence(std::string_view text, std::string_view language);

}  // namespace asyncq::report
