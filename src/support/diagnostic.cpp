#include "support/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/text.h"

namespace asyncq::support {

namespace {

// A source line longer than this is cut around the caret.
constexpr std::size_t kShownColumns = 160;

struct Palette {
  std::string_view bold, severity, caret, reset;
};

Palette palette(Severity severity, DiagnosticStyle style) {
  if (!style.color) return {"", "", "", ""};
  switch (severity) {
    case Severity::error:
      return {"\x1b[1m", "\x1b[1;31m", "\x1b[1;32m", "\x1b[0m"};
    case Severity::warning:
      return {"\x1b[1m", "\x1b[1;33m", "\x1b[1;32m", "\x1b[0m"};
    case Severity::note:
      return {"\x1b[1m", "\x1b[1;36m", "\x1b[1;32m", "\x1b[0m"};
  }
  return {};
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

// The bytes of the code points [from, from + count) of text.
std::string_view code_points(std::string_view text, std::size_t from, std::size_t count) {
  const auto skip = [&](std::size_t at, std::size_t n) {
    while (n > 0 && at < text.size()) {
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) ++at;
      --n;
    }
    return at;
  };
  const std::size_t begin = skip(0, from);
  return text.substr(begin, skip(begin, count) - begin);
}

// The source line and the caret line under it.
std::string excerpt(const Diagnostic& diagnostic, const Palette& colors) {
  const SourcePosition begin = diagnostic.range.begin;
  const std::string_view line = diagnostic.file->line(begin.line);
  if (trim(line).empty()) return {};
  const std::size_t column = std::max<std::size_t>(begin.column, 1) - 1;
  const std::size_t first = column > kShownColumns / 2 ? column - kShownColumns / 2 : 0;
  const auto shown = [&](std::size_t from, std::size_t count) {
    std::string text(code_points(line, from, count));
    std::replace(text.begin(), text.end(), '\t', ' ');
    return escape_controls(text);
  };
  const bool cut_left = first > 0;
  const std::string before = (cut_left ? "…" : "") + shown(first, column - first);
  std::string rest = shown(column, kShownColumns - (column - first));
  const bool one_line = diagnostic.range.end.line == begin.line && diagnostic.range.end.column > begin.column;
  const std::size_t span = one_line ? diagnostic.range.end.column - begin.column : 1;
  const std::size_t marks =
      std::clamp<std::size_t>(display_width(shown(column, std::min(span, kShownColumns))), 1, kShownColumns);
  std::string number = fmt::format("{:>5}", begin.line);
  return fmt::format("{} | {}{}\n{} | {}{}{}{}{}\n", number, before, rest, std::string(number.size(), ' '),
                     std::string(display_width(before), ' '), colors.caret, '^', std::string(marks - 1, '~'),
                     colors.reset);
}

// Insertions, deletions, replacements and swaps of neighbours; case does not count.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto same = [&](std::size_t i, std::size_t j) { return lower(a[i - 1]) == lower(b[j - 1]); };
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(i, j) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j)) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string format(const Diagnostic& diagnostic, DiagnosticStyle style) {
  const Palette colors = palette(diagnostic.severity, style);
  std::string out;
  if (diagnostic.file) {
    out += fmt::format("{}{}", colors.bold, escape_controls(diagnostic.file->name()));
    if (diagnostic.range.begin.known()) {
      out += fmt::format(":{}:{}", diagnostic.range.begin.line, diagnostic.range.begin.column);
    }
    out += fmt::format(":{} ", colors.reset);
  } else {
    out += "asyncq: ";
  }
  out += fmt::format("{}{}:{} {}{}{}\n", colors.severity, name(diagnostic.severity), colors.reset,
                     colors.bold, escape_controls(diagnostic.message), colors.reset);
  if (diagnostic.file && diagnostic.range.begin.known()) out += excerpt(diagnostic, colors);
  if (!diagnostic.hint.empty()) out += fmt::format("      = {}\n", escape_controls(diagnostic.hint));
  return out;
}

std::string format(const Diagnostics& diagnostics, DiagnosticStyle style) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += format(diagnostic, style);
  return out;
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kLongestWord = 64;
  if (word.empty() || word.size() > kLongestWord) return {};
  const std::size_t allowed = word.size() <= 4 ? 1 : word.size() <= 7 ? 2 : 3;
  std::string_view best;
  std::size_t best_distance = allowed + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance && distance < candidate.size()) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace asyncq::support
