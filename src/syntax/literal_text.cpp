#include "syntax/literal_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "support/number.h"
#include "syntax/characters.h"
#include "syntax/parser.h"

namespace asyncq::syntax {

namespace {

constexpr std::size_t kLongestIndexKey = 15;

// Characters that would end the line, be lost on the way, or hide in a terminal.
bool needs_escape(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || (c >= 0xD800 && c <= 0xDFFF) ||
         c == 0xFEFF;
}

std::string escape(char32_t c, bool before_digit) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\v':
      return "\\v";
    case '\0':
      return before_digit ? "\\x00" : "\\0";
    default:
      break;
  }
  const auto number = static_cast<unsigned>(c);
  return c < 0x100 ? fmt::format("\\x{:02x}", number) : fmt::format("\\u{:04x}", number);
}

// quote: the character that ends the literal.
std::string escaped(std::string_view value, char quote) {
  std::string out;
  out.reserve(value.size() + 2);
  for (std::size_t at = 0; at < value.size();) {
    const DecodedCharacter character = decode_character(value, at);
    const char c = value[at];
    const char next = at + 1 < value.size() ? value[at + 1] : '\0';
    if (c == '\\' || c == quote || (quote == '`' && c == '$' && next == '{')) {
      out += '\\';
      out += c;
    } else if (needs_escape(character.code_point)) {
      out += escape(character.code_point, next >= '0' && next <= '9');
    } else {
      out += value.substr(at, character.length);
    }
    at += character.length;
  }
  return out;
}

bool is_index(std::string_view name) {
  return !name.empty() && name.size() <= kLongestIndexKey && (name == "0" || name[0] != '0') &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string string_literal_text(std::string_view value) {
  const bool has_single = value.find('\'') != std::string_view::npos;
  const bool has_double = value.find('"') != std::string_view::npos;
  const char quote = has_single && !has_double ? '"' : '\'';
  return quote + escaped(value, quote) + quote;
}

std::string template_part_text(std::string_view value) {
  return escaped(value, '`');
}

std::string number_literal_text(double value) {
  return std::isinf(value) ? "1e400" : support::number_to_string(value);
}

std::string property_key_text(std::string_view name) {
  return is_identifier_name(name) || is_index(name) ? std::string(name) : string_literal_text(name);
}

}  // namespace asyncq::syntax
