// The author's check as text: a line a file; what is wrong with it goes to standard error as diagnostics.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "explain/phrases.h"
#include "report/comparison.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/paint.h"
#include "report/question_text.h"
#include "report/tally.h"

namespace asyncq::report {

namespace {

constexpr std::size_t kStatusWidth = 7;  // "warning"

Ink ink_of(CheckStatus status) {
  switch (status) {
    case CheckStatus::ok:
      return Ink::good;
    case CheckStatus::warning:
      return Ink::notice;
    case CheckStatus::failed:
    case CheckStatus::error:
      return Ink::bad;
  }
  return Ink::none;
}

std::string check_line(const Check& check, Style style) {
  std::string line = painted(padded(name(check.status), kStatusWidth), ink_of(check.status), style.color);
  line += "  " + terminal_text(check.file);
  if (!check.title.empty()) line += ": " + terminal_text(check.title);
  if (check.puzzles) {
    line += fmt::format(" ({}, {} point{})", explain::counted(*check.puzzles, "puzzle"),
                        number_text(check.points), check.points == 1 ? "" : "s");
  }
  return line;
}

}  // namespace

std::string check_as_text(const CheckReport& report, Style style) {
  std::string out;
  std::array<std::size_t, kCheckStatusCount> counts{};
  for (const Check& check : report.checks) {
    ++counts[static_cast<std::size_t>(check.status)];
    if (style.verbosity == Verbosity::quiet && check.status == CheckStatus::ok) continue;
    append_line(out, check_line(check, style));
    if (!check.rows.empty()) {
      out += "\n" + side_by_side({"key", check.key}, {"model", check.model}, check.rows, style) + "\n";
    }
    if (check.question) out += "\n" + question_text(*check.question, style) + "\n";
  }
  std::string sums;
  for (std::size_t i = 0; i < kCheckStatusCount; ++i) {
    if (counts[i] == 0) continue;
    if (!sums.empty()) sums += ", ";
    const auto status = static_cast<CheckStatus>(i);
    const bool is_noun = status == CheckStatus::warning || status == CheckStatus::error;
    sums +=
        is_noun ? explain::counted(counts[i], name(status)) : fmt::format("{} {}", counts[i], name(status));
  }
  append_line(out, fmt::format("{} checked{}{}", report.checks.size(), sums.empty() ? "" : ": ", sums));
  return log_text(out);
}

}  // namespace asyncq::report
