#pragma once
// What the YAML parser objects to, in the words of somebody who writes a puzzle.

#include <optional>
#include <string_view>

#include "support/diagnostic.h"

namespace asyncq::puzzle {

struct Document;

// What is known when the parser gives up.
struct YamlFault {
  std::string_view message;                 // the parser's
  std::optional<std::size_t> offset;        // where it gave up, in Document::text
  std::optional<std::size_t> open_bracket;  // the innermost '[' or '{' that is still open
};

[[nodiscard]] support::Diagnostic explain_fault(const Document& document, const YamlFault& fault);

// Characters that no YAML file may contain; the first of each kind.
[[nodiscard]] support::Diagnostics forbidden_characters(const Document& document);

}  // namespace asyncq::puzzle
