#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "support/text.h"

namespace asyncq::report {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// White space that a log reader trims before it looks for a command, in UTF-8.
constexpr std::array<std::string_view, 25> kSpaces = {" ",
                                                      "\t",
                                                      "\v",
                                                      "\f",
                                                      "\r",
                                                      "\xC2\x85",
                                                      "\xC2\xA0",
                                                      "\xE1\x9A\x80",
                                                      "\xE2\x80\x80",
                                                      "\xE2\x80\x81",
                                                      "\xE2\x80\x82",
                                                      "\xE2\x80\x83",
                                                      "\xE2\x80\x84",
                                                      "\xE2\x80\x85",
                                                      "\xE2\x80\x86",
                                                      "\xE2\x80\x87",
                                                      "\xE2\x80\x88",
                                                      "\xE2\x80\x89",
                                                      "\xE2\x80\x8A",
                                                      "\xE2\x80\xA8",
                                                      "\xE2\x80\xA9",
                                                      "\xE2\x80\xAF",
                                                      "\xE2\x81\x9F",
                                                      "\xE3\x80\x80",
                                                      "\xEF\xBB\xBF"};

std::size_t leading_space(std::string_view line) {
  std::size_t at = 0;
  while (true) {
    const auto space = std::find_if(kSpaces.begin(), kSpaces.end(),
                                    [&](std::string_view s) { return line.substr(at).starts_with(s); });
    if (space == kSpaces.end()) return at;
    at += space->size();
  }
}

// Commands that are obeyed wherever they stand in a line.
void append_without_markers(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("##[") || rest.starts_with("##vso[")) {
      out += "\\x23";
    } else {
      out += text[at];
    }
  }
}

void append_log_line(std::string& out, std::string_view line) {
  const std::size_t begin = leading_space(line);
  if (line.substr(begin).starts_with("::")) {
    out += line.substr(0, begin);
    out += "\\x3a";
    line.remove_prefix(begin + 1);
  }
  append_without_markers(out, line);
}

// The code point at `at`, valid UTF-8, and how many bytes it takes.
char32_t code_point(std::string_view utf8, std::size_t at, std::size_t& length) {
  const auto lead = static_cast<unsigned char>(utf8[at]);
  length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t c = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (static_cast<unsigned char>(utf8[at + i]) & 0x3Fu);
  return c;
}

bool is_xml_character(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// Whether a terminal would obey the character, which stands alone in this text, and not show it.
bool is_unshowable(std::string_view character) {
  return support::escape_controls(character) != character;
}

}  // namespace

std::string terminal_text(std::string_view text) {
  std::string out;
  append_without_markers(out, support::escape_controls(text));
  return out;
}

std::string log_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const std::size_t newline = text.find('\n');
    append_log_line(out, text.substr(0, newline));
    if (newline == std::string_view::npos) return out;
    out += '\n';
    text.remove_prefix(newline + 1);
  }
}

std::string document_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\n\t", at), text.size());
    out += support::escape_controls(text.substr(at, end - at));
    if (end < text.size()) out += text[end];
    at = end + 1;
  }
  return log_text(out);
}

std::string json_text(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    std::size_t length = 1;
    const char32_t c = code_point(json, at, length);
    const std::string_view character = json.substr(at, length);
    if (c >= 0x7F && is_unshowable(character)) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += character;
    }
    at += length;
  }
  return out;
}

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t valid = support::find_invalid_utf8(text).value_or(text.size());
    for (std::size_t at = 0; at < valid;) {
      std::size_t length = 1;
      const char32_t c = code_point(text, at, length);
      const std::string_view character = text.substr(at, length);
      const bool kept = is_xml_character(c) && (c < 0x7F || !is_unshowable(character));
      out += kept ? character : kReplacement;
      at += length;
    }
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += kReplacement;
    text.remove_prefix(1);
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : support::escape_controls(text)) {
    if (std::string_view("\\`*_{}[]<>()#+-.!|~&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_fence(std::string_view text, std::string_view language) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  std::string out = fence + std::string(language) + "\n" + std::string(text);
  if (!text.empty() && text.back() != '\n') out += '\n';
  return out + fence + "\n";
}

}  // namespace asyncq::report
