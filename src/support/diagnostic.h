#pragma once
// What is wrong with an input, where, and what was expected. The one formatter of input errors.

#include <string>
#include <string_view>
#include <vector>

#include "support/source.h"

namespace asyncq::support {

enum class Severity { error, warning, note };

struct Diagnostic {
  Severity severity = Severity::error;
  SourceFilePtr file;   // null when the problem is not in a file (a command-line value)
  SourceRange range;    // range.begin unknown: the file as a whole
  std::string message;  // one sentence, no full stop: what is wrong and what was expected
  std::string hint;     // optional second line: the likely meaning ("did you mean 'setTimeout'?")
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

struct DiagnosticStyle {
  bool color = false;
};

// file:line:column: error: message, the source line, a caret under the range, the hint. Control
// characters of the input are shown escaped. Ends with a newline.
[[nodiscard]] std::string format(const Diagnostic& diagnostic, DiagnosticStyle style = {});
[[nodiscard]] std::string format(const Diagnostics& diagnostics, DiagnosticStyle style = {});

// The candidate nearest to word by edit distance, if near enough to be a likely slip; else empty.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace asyncq::support
