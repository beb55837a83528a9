// The legal orders of a program as text: each with the word that replays it and the races that led to it.

#include <fmt/format.h>

#include "explain/phrases.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/paint.h"
#include "support/text.h"

namespace asyncq::report {

namespace {

constexpr std::size_t kMostRaces = 8;  // that are told of one order

std::string racer(const Racer& one) {
  std::string text = one.what;
  if (one.at.known()) text += fmt::format(" of line {}", one.at.line);
  return text;
}

void append_races(std::string& out, const std::vector<Race>& races, Style style) {
  const std::size_t told =
      style.verbosity == Verbosity::verbose ? races.size() : std::min(races.size(), kMostRaces);
  for (std::size_t i = 0; i < told; ++i) {
    const std::string text = fmt::format("  race: {} before {}", racer(races[i].won), racer(races[i].lost));
    append_line(out, painted(terminal_text(text), Ink::dim, style.color));
  }
  if (told < races.size()) {
    const std::string text =
        fmt::format("  and {} (--verbose lists them)", explain::counted(races.size() - told, "more race"));
    append_line(out, painted(text, Ink::dim, style.color));
  }
}

std::string ending(const trace::Ending& how) {
  if (how.kind == trace::EndingKind::completed) return "";
  return fmt::format("  ending: {}, exit code {}", trace::name(how.kind), how.exit_code);
}

}  // namespace

std::string orders_as_text(const OrdersReport& report, Style style) {
  std::string out;
  for (std::size_t i = 0; i < report.orders.size(); ++i) {
    const LegalOrder& order = report.orders[i];
    append_line(out, painted(fmt::format("order {}, token {}", i + 1, order.token), Ink::bold, style.color));
    for (const std::string& line : order.outcome.lines(trace::Stream::out)) {
      append_line(out, "  | " + terminal_text(line));
    }
    if (const std::string how = ending(order.outcome.ending); !how.empty()) append_line(out, how);
    if (style.verbosity != Verbosity::quiet) append_races(out, order.races, style);
    out += '\n';
  }
  const std::string count = explain::counted(report.orders.size(), "legal order");
  append_line(out, report.shortfall.empty() ? fmt::format("{}, and no other", count)
                                            : fmt::format("at least {}: {}", count, report.shortfall));
  return log_text(out);
}

}  // namespace asyncq::report
