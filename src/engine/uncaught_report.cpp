#include "engine/uncaught_report.h"

#include <fmt/format.h>

#include "engine/errors.h"
#include "engine/inspect/inspect.h"
#include "engine/machine.h"
#include "engine/process_events.h"
#include "engine/script_wrapper.h"
#include "scheduler/features.h"
#include "support/text.h"
#include "support/white_space.h"

namespace asyncq::engine {

namespace {

// Where V8 has it that JSON.parse failed: in a script of its own, the text that it was given.
std::string json_excerpt(Machine& machine, const ErrorObject& error) {
  const std::u16string_view text = error.faulty_text->view();
  std::uint32_t line = 1;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < error.fault_at; ++i) {
    const bool is_half = text[i] == u'\r' && i + 1 < error.fault_at && text[i + 1] == u'\n';
    if (!support::is_line_terminator(text[i]) || is_half) continue;
    ++line;
    begin = i + 1;
  }
  std::size_t end = begin;
  while (end < text.size() && !support::is_line_terminator(text[end])) ++end;
  const char* const script =
      scheduler::is_node_before(machine.policy(), 20) ? "undefined" : "<anonymous_script>";
  std::string out =
      fmt::format("{}:{}\n{}\n", script, line, support::utf8_from_utf16(text.substr(begin, end - begin)));
  if (error.fault_at < end) out += std::string(error.fault_at - begin, ' ') + "^\n";
  return out + '\n';
}

// The line that an error comes from, with a caret.
std::string excerpt(Machine& machine, support::SourcePosition at, bool has_stack) {
  const support::SourceFilePtr& file = machine.source_file();
  if (!file || !at.known()) return {};
  const bool wrapped = at.line == 1 && wraps_first_line(machine.policy());
  const std::string_view wrapper = wrapped ? kScriptWrapper : std::string_view();
  return fmt::format("{}{}:{}\n{}\n{}^\n{}", has_stack ? "" : "\n", file->name(), at.line,
                     std::string(wrapper) + std::string(file->line(at.line)),
                     std::string(wrapper.size() + (at.column > 0 ? at.column - 1 : 0), ' '),
                     has_stack ? "\n" : "");
}

// The error itself: before Node 12 its stack alone, or what it is as a string.
std::string error_text(Machine& machine, Value error, bool has_stack) {
  if (error.is_symbol()) return "";
  const scheduler::Policy& policy = machine.policy();
  const bool is_node_11 = scheduler::is_node_before(policy, 12);
  if (!error.is_object() || (!has_stack && is_node_11)) return machine.to_utf8(error);
  if (is_node_11) return machine.to_utf8(machine.get(error, machine.realm.keys.stack));
  if (policy.family != scheduler::Family::node) return inspect(machine, error);
  return inspect(machine, error, {.depth = 5, .custom_inspect = false});
}

}  // namespace

std::string uncaught_report(Machine& machine, Value error, std::optional<support::SourcePosition> thrown_at) {
  const scheduler::Policy& policy = machine.policy();
  const bool has_stack = is_native_error(error);
  const auto* of_json = has_stack && !thrown_at && error.as_object()->kind() == CellKind::error
                            ? static_cast<ErrorObject*>(error.as_object())
                            : nullptr;
  std::string out =
      of_json != nullptr && of_json->faulty_text != nullptr
          ? json_excerpt(machine, *of_json)
          : excerpt(machine, thrown_at ? *thrown_at : position_of_error(machine, error), has_stack);
  std::string text = error_text(machine, error, has_stack);
  // Its frames are Node's own, and left out; without any an error stands in brackets. Node 18 takes none.
  constexpr std::string_view kRejection = "[UnhandledPromiseRejection: ";
  const std::size_t bracket = text.rfind("] {\n  code: 'ERR_UNHANDLED_REJECTION'");
  const bool has_frames = !scheduler::is_node_before(policy, 20);
  if (has_frames && text.starts_with(kRejection) && bracket != std::string::npos) {
    text.erase(bracket, 1);
    text.erase(0, 1);
  }
  out += text;
  out += '\n';
  if (!error.is_object() && !scheduler::is_node_before(policy, 12))
    out += "(Use `node --trace-uncaught ...` to show where the exception was thrown)\n";
  if (scheduler::is_node_before(policy, 17)) return out;
  const unsigned major = policy.family == scheduler::Family::node ? policy.release.major : 24;
  return out + fmt::format("\nNode.js v{}\n", major);
}

}  // namespace asyncq::engine
