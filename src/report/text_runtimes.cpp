// Runtimes, what they make of a program, and what real ones did, as text.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "explain/phrases.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/paint.h"
#include "support/text.h"

namespace asyncq::report {

namespace {

constexpr std::size_t kStatusWidth = 7;

void append_indented(std::string& out, std::string_view text) {
  if (text.empty()) append_line(out, "  (nothing)");
  for (const std::string& line : support::split_lines(text)) append_line(out, "  " + terminal_text(line));
}

std::string ending_text(const trace::Ending& ending) {
  if (ending.kind == trace::EndingKind::completed && ending.exit_code == 0) return {};
  return fmt::format("ends: {}, exit code {}", trace::name(ending.kind), ending.exit_code);
}

std::string observation_line(const Observation& seen, std::uint64_t times) {
  std::string line = fmt::format("{} of {}", seen.count, times);
  if (times > 1) {
    line += fmt::format(" ({:.0f} %)", 100.0 * static_cast<double>(seen.count) / static_cast<double>(times));
  }
  if (seen.timed_out) return line + ": it did not end";
  line += seen.exit_code == 0 ? "" : fmt::format(", exit code {}", seen.exit_code);
  if (seen.is_allowed) return line;
  if (!seen.allowed_when_late_by_ms) return line + ", which the model does not allow";
  return line +
         fmt::format(", which the model allows only where things are late by up to {} ms (a busy machine?)",
                     *seen.allowed_when_late_by_ms);
}

// Legal outputs that no run printed: rare ones, or of another machine.
void append_unseen(std::string& out, const Verification& verification) {
  for (const std::string& text : verification.unseen) {
    append_line(out, "  never seen, though the model allows it");
    append_indented(out, text);
  }
  if (!verification.exhausted) append_line(out, "  the model may allow more than was found");
}

}  // namespace

std::string runtimes_as_text(const RuntimesReport& report, Style style) {
  std::string out;
  for (const RuntimeEntry& each : report.runtimes) {
    append_line(out, painted(each.id, Ink::good, style.color) + ": " + each.model_of);
    if (!each.aliases.empty()) append_line(out, fmt::format("  also {}", fmt::join(each.aliases, ", ")));
    if (!each.proved_on.empty()) {
      append_line(out, fmt::format("  proved on {} (recorded as {})", each.proved_on, each.evidence));
    }
    if (style.verbosity == Verbosity::quiet) continue;
    if (each.parent.empty()) {
      append_line(out, "  what it does:");
    } else {
      append_line(out, fmt::format("  as {}{}", each.parent, each.traits.empty() ? "" : ", except:"));
    }
    for (const RuntimeTrait& trait : each.traits) append_line(out, "    " + trait.meaning);
  }
  return out;
}

std::string compare_as_text(const CompareReport& report, Style style) {
  std::string out;
  for (const CompareGroup& group : report.groups) {
    append_line(out, painted(fmt::format("{}", fmt::join(group.runtimes, ", ")), Ink::good, style.color));
    append_indented(out, group.outcome.bytes(trace::Stream::out));
    if (const std::string text = ending_text(group.outcome.ending); !text.empty())
      append_line(out, "  " + text);
    if (!group.outcome.determined) append_line(out, "  (a race: other orders are possible)");
    append_line(out, "");
  }
  for (const CompareBoundary& boundary : report.boundaries) {
    append_line(out, fmt::format("{} and {} part:", boundary.before, boundary.after));
    if (boundary.decisions.empty()) append_line(out, "  no single decisions of the model tell them apart");
    for (const CompareDecision& each : boundary.decisions) {
      append_line(out, fmt::format("  {}: {}", boundary.before, each.before));
      append_line(out, fmt::format("  {}: {}", boundary.after, each.after));
    }
  }
  for (const CompareRefusal& refusal : report.refused) {
    for (const support::Diagnostic& problem : refusal.problems) {
      std::string line = fmt::format("{} cannot run it: {}", refusal.runtime, terminal_text(problem.message));
      if (!problem.hint.empty()) line += "; " + terminal_text(problem.hint);
      append_line(out, line);
    }
  }
  return out;
}

std::string verify_as_text(const VerifyReport& report, Style style) {
  std::string out;
  std::size_t agreed = 0;
  for (const Verification& each : report.verifications) {
    const bool agrees = each.status == VerifyStatus::agrees;
    if (agrees) ++agreed;
    if (style.verbosity == Verbosity::quiet && agrees) continue;
    append_line(out,
                painted(padded(name(each.status), kStatusWidth), agrees ? Ink::good : Ink::bad, style.color) +
                    "  " + terminal_text(each.file) +
                    (each.runtime.empty() ? "" : fmt::format(" [model {}]", each.runtime)));
    const bool histogram = !agrees || report.times > 1 || style.verbosity == Verbosity::verbose;
    if (each.status == VerifyStatus::error || !histogram) continue;
    for (const Observation& seen : each.observations) {
      append_line(out, "  " + observation_line(seen, report.times));
      append_indented(out, seen.out);
    }
    append_unseen(out, each);
    if (agrees) continue;
    append_line(out, fmt::format("  the model ({}), exit code {}", each.runtime, each.expected_exit_code));
    append_indented(out, each.expected);
  }
  append_line(out,
              fmt::format("{} {}: {} of {} {} with the model", terminal_text(report.engine), report.version,
                          agreed, explain::counted(report.verifications.size(), "program"),
                          report.verifications.size() == 1 ? "agrees" : "agree"));
  return out;
}

}  // namespace asyncq::report
