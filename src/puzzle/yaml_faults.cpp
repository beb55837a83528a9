#include "puzzle/yaml_faults.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <string>

#include "puzzle/yaml_document.h"
#include "support/text.h"

namespace asyncq::puzzle {

namespace {

// The place that helps most: where the parser stopped, or what it was still waiting to see the end of.
enum class FaultPlace { here, open_bracket };

struct FaultRow {
  std::string_view parser_says;
  FaultPlace place;
  std::string_view message;
  std::string_view hint;
};

constexpr std::string_view kSameColumn =
    "entries of one list or mapping begin in the same column; a statement begins with \"- \"";
constexpr std::string_view kQuote = "put the value in quotes: '…'";
constexpr std::string_view kClose = "every [ needs its ], every { its }; commas stand between entries";

const FaultRow kFaults[] = {
    {YAML::ErrorMsg::MAP_VALUE, FaultPlace::here, "a ':' that cannot start a value here",
     "text or JavaScript with \": \" in it goes in quotes; else check the indentation"},
    {YAML::ErrorMsg::MAP_KEY, FaultPlace::here, "a key cannot stand here", kSameColumn},
    {YAML::ErrorMsg::END_OF_MAP, FaultPlace::here, "this does not fit into the mapping above it",
     kSameColumn},
    {YAML::ErrorMsg::END_OF_SEQ, FaultPlace::here, "this does not fit into the list above it", kSameColumn},
    {YAML::ErrorMsg::END_OF_MAP_FLOW, FaultPlace::open_bracket, "this '{' is not closed properly", kClose},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, FaultPlace::open_bracket, "this '[' is not closed properly", kClose},
    {YAML::ErrorMsg::FLOW_END, FaultPlace::here, "a bracket is closed that was not opened",
     "text or JavaScript with brackets in it goes in quotes"},
    {YAML::ErrorMsg::BLOCK_ENTRY, FaultPlace::here, "a list cannot start here",
     "put the first \"- \" on a line of its own"},
    {YAML::ErrorMsg::TAB_IN_INDENTATION, FaultPlace::here, "a tab in the indentation: YAML takes only spaces",
     "replace each tab by spaces"},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, FaultPlace::here,
     "a value without quotes cannot begin with this character", kQuote},
    {YAML::ErrorMsg::CHAR_IN_SCALAR, FaultPlace::here, "this character cannot stand here", kQuote},
    {YAML::ErrorMsg::EOF_IN_SCALAR, FaultPlace::here, "the file ends inside quotes", ""},
    {YAML::ErrorMsg::INVALID_HEX, FaultPlace::here, "an escape with too few hexadecimal digits",
     "in single quotes a backslash is a backslash"},
    {YAML::ErrorMsg::MULTIPLE_ANCHORS, FaultPlace::here, "two anchors '&…' before one value",
     "text that begins with & goes in quotes"},
    {YAML::ErrorMsg::MULTIPLE_TAGS, FaultPlace::here, "two tags '!…' before one value",
     "text that begins with ! goes in quotes"},
    {YAML::ErrorMsg::END_OF_VERBATIM_TAG, FaultPlace::here, "a tag '!<…' without its end",
     "text that begins with ! goes in quotes"},
    {YAML::ErrorMsg::DOC_IN_SCALAR, FaultPlace::here, "the document ends inside quotes", ""},
    {YAML::ErrorMsg::CHAR_IN_BLOCK, FaultPlace::here, "unexpected text behind '|' or '>'",
     "the text of a block begins on the next line, indented"},
    {YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, FaultPlace::here, "a block's indentation cannot be 0", ""},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, FaultPlace::here, "an alias '*…' to an anchor that does not exist",
     "text that begins with * goes in quotes"},
    {YAML::ErrorMsg::ALIAS_NOT_FOUND, FaultPlace::here, "a '*' without a name",
     "text that begins with * goes in quotes"},
    {YAML::ErrorMsg::CHAR_IN_ALIAS, FaultPlace::here, "unexpected character in the name of an alias",
     "text that begins with * goes in quotes"},
    {YAML::ErrorMsg::ANCHOR_NOT_FOUND, FaultPlace::here, "a '&' without a name",
     "text that begins with & goes in quotes"},
    {YAML::ErrorMsg::CHAR_IN_ANCHOR, FaultPlace::here, "unexpected character in the name of an anchor",
     "text that begins with & goes in quotes"},
};

const std::string_view kEscapePrefix = YAML::ErrorMsg::INVALID_ESCAPE;

bool indented_by_tab(std::string_view line) {
  const std::size_t content = line.find_first_not_of(" \t");
  return line.substr(0, content).find('\t') != std::string_view::npos;
}

// Whether nothing but white space stands before the offset on its line.
bool begins_line(const Document& document, std::size_t offset) {
  const std::string_view before = std::string_view(document.text).substr(0, offset);
  const std::size_t content = before.find_last_not_of(" \t");
  return content == std::string_view::npos || before[content] == '\n';
}

// "*name"; empty: there is none.
std::string alias_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size() || text[offset] != '*') return {};
  return std::string(text.substr(offset, text.find_first_of(" \t\n,[]{}", offset) - offset));
}

support::Diagnostic at_offset(const Document& document, std::size_t offset, std::string message,
                              std::string_view hint) {
  const support::SourcePosition position = document.positions.at(offset);
  return {
      support::Severity::error, document.file, {position, position}, std::move(message), std::string(hint)};
}

}  // namespace

support::Diagnostic explain_fault(const Document& document, const YamlFault& fault) {
  const std::size_t here = std::min(fault.offset.value_or(0), document.text.size());
  if (indented_by_tab(document.positions.line(document.positions.at(here).line))) {
    const FaultRow& tab = *std::find_if(std::begin(kFaults), std::end(kFaults), [](const FaultRow& row) {
      return row.parser_says == YAML::ErrorMsg::TAB_IN_INDENTATION;
    });
    return at_offset(document, here, std::string(tab.message), tab.hint);
  }
  const bool misfit =
      fault.message == YAML::ErrorMsg::END_OF_MAP || fault.message == YAML::ErrorMsg::END_OF_SEQ;
  if (misfit && !begins_line(document, here)) {
    return at_offset(document, here, "unexpected text behind a value",
                     "put all of the value in one pair of quotes; inside '…', a ' is written twice");
  }
  for (const FaultRow& row : kFaults) {
    if (row.parser_says != fault.message) continue;
    std::optional<std::size_t> place;
    if (row.place == FaultPlace::open_bracket) place = fault.open_bracket;
    const std::string alias =
        row.parser_says == YAML::ErrorMsg::UNKNOWN_ANCHOR ? alias_at(document.text, here) : "";
    if (!alias.empty()) {
      return at_offset(document, here, fmt::format("the alias '{}' has no anchor before it", alias),
                       row.hint);
    }
    return at_offset(document, place.value_or(here), std::string(row.message), row.hint);
  }
  if (fault.message.starts_with(kEscapePrefix)) {
    return at_offset(
        document, here >= 2 ? here - 2 : here,
        fmt::format("unknown escape '\\{}' in double quotes", fault.message.substr(kEscapePrefix.size())),
        "in single quotes a backslash is a backslash");
  }
  if (fault.message.starts_with(YAML::ErrorMsg::INVALID_UNICODE))
    return at_offset(document, here, "an escape with a number that no character has", "");
  return at_offset(document, here, fmt::format("not valid YAML: {}", fault.message), "");
}

support::Diagnostics forbidden_characters(const Document& document) {
  support::Diagnostics problems;
  bool seen[256] = {};
  for (std::size_t at = 0; at < document.text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(document.text[at]);
    const bool control = (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
    if (!control || seen[byte]) continue;
    seen[byte] = true;
    const std::string_view hint =
        byte == '\r' ? "end lines with a line feed" : "in double quotes it can be written as an escape";
    problems.push_back(at_offset(
        document, at,
        fmt::format("a control character (U+{:04X}), which YAML does not allow", static_cast<unsigned>(byte)),
        hint));
  }
  if (const auto offset = support::find_invalid_utf8(document.text)) {
    problems.push_back(at_offset(document, *offset, "not valid UTF-8", "save the file as UTF-8"));
  }
  return problems;
}

}  // namespace asyncq::puzzle
