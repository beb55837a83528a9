#include "engine/inspect/text.h"

#include <algorithm>
#include <array>

#include "support/text.h"

namespace asyncq::engine::inspection {
namespace {

bool is_high_surrogate(char16_t unit) {
  return unit >= 0xd800 && unit <= 0xdbff;
}
bool is_low_surrogate(char16_t unit) {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

std::u16string hexadecimal(char16_t unit, std::size_t digits, std::u16string_view alphabet) {
  std::u16string out(digits, u'0');
  for (std::size_t index = digits; index-- > 0; unit = static_cast<char16_t>(unit >> 4))
    out[index] = alphabet[unit & 0xf];
  return out;
}

void append_escaped(std::u16string& out, char16_t unit, bool as_in_json) {
  switch (unit) {
    case u'\b':
      out += u"\\b";
      return;
    case u'\t':
      out += u"\\t";
      return;
    case u'\n':
      out += u"\\n";
      return;
    case u'\f':
      out += u"\\f";
      return;
    case u'\r':
      out += u"\\r";
      return;
    case u'\'':
      out += u"\\'";
      return;
    case u'\\':
      out += u"\\\\";
      return;
    default:
      break;
  }
  if (unit < 0x100 && !as_in_json) {
    out += u"\\x" + hexadecimal(unit, 2, u"0123456789ABCDEF");
  } else {
    out += u"\\u" + hexadecimal(unit, 4, u"0123456789abcdef");
  }
}

std::u16string escape(std::u16string_view text, bool single_quotes, bool as_in_json) {
  std::u16string out;
  out.reserve(text.size() + 2);
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char16_t unit = text[index];
    if (is_high_surrogate(unit) && index + 1 < text.size() && is_low_surrogate(text[index + 1])) {
      out += unit;
      out += text[++index];
    } else if (unit < 0x20 || unit == u'\\' || (unit >= 0x7f && unit <= 0x9f && !as_in_json) ||
               (unit == u'\'' && single_quotes) || is_high_surrogate(unit) || is_low_surrogate(unit)) {
      append_escaped(out, unit, as_in_json);
    } else {
      out += unit;
    }
  }
  return out;
}

bool is_word_start(char16_t unit) {
  return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || unit == u'_';
}

bool is_word_part(char16_t unit) {
  return is_word_start(unit) || (unit >= u'0' && unit <= u'9');
}

}  // namespace

std::u16string quoted(std::u16string_view text, Quotes quotes) {
  const bool single_first = quotes.first == Quotes::First::single_quotes;
  const char16_t other = single_first ? u'"' : u'\'';
  char16_t quote = single_first ? u'\'' : u'"';
  if (quotes.others && text.find(quote) != text.npos) {
    if (text.find(other) == text.npos) {
      quote = other;
    } else if (text.find(u'`') == text.npos && text.find(u"${") == text.npos) {
      quote = u'`';
    }
  }
  std::u16string inner = escape(text, quote == u'\'', quotes.as_in_json);
  // It has some only where double quotes come first: single ones are tried before others, and escaped.
  if (quote == u'"') {
    for (std::size_t at = inner.find(quote); at != inner.npos; at = inner.find(quote, at + 2))
      inner.insert(at, 1, u'\\');
  }
  return quote + inner + quote;
}

std::u16string escaped(std::u16string_view text) {
  return escape(text, true, false);
}

bool is_identifier_like(std::u16string_view name) {
  return !name.empty() && is_word_start(name[0]) && std::all_of(name.begin(), name.end(), is_word_part);
}

std::u16string property_name(std::u16string_view name, Quotes quotes) {
  if (!is_identifier_like(name)) return quoted(name, quotes);
  if (name == u"__proto__") return u"['__proto__']";
  return std::u16string(name);
}

std::u16string without_colors(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == 0x1b && index + 1 < text.size() && text[index + 1] == u'[') {
      std::size_t end = index + 2;
      while (end < text.size() && ((text[end] >= u'0' && text[end] <= u'9') || text[end] == u';')) ++end;
      if (end < text.size() && text[end] == u'm') {
        index = end;
        continue;
      }
    }
    out += text[index];
  }
  return out;
}

std::size_t width(std::u16string_view text) {
  if (text.find(u'\x1b') != text.npos) return width(without_colors(text));
  std::size_t columns = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] >= 0x7f)
      return columns + support::display_width(support::utf8_from_utf16(text.substr(index)));
    if (text[index] >= 0x20) ++columns;
  }
  return columns;
}

std::u16string spaces(std::size_t count) {
  return std::u16string(count, u' ');
}

bool contains(std::u16string_view text, std::u16string_view part) {
  return text.find(part) != text.npos;
}

std::u16string replace_all(std::u16string_view text, std::u16string_view part,
                           std::u16string_view replacement) {
  std::u16string out;
  std::size_t start = 0;
  for (std::size_t found; (found = text.find(part, start)) != text.npos; start = found + part.size()) {
    out += text.substr(start, found - start);
    out += replacement;
  }
  out += text.substr(start);
  return out;
}

std::u16string indent_lines(std::u16string_view text, std::size_t indentation) {
  if (indentation == 0 || text.find(u'\n') == text.npos) return std::u16string(text);
  return replace_all(text, u"\n", u'\n' + spaces(indentation));
}

std::u16string decimal(std::size_t number) {
  const std::string digits = std::to_string(number);
  return std::u16string(digits.begin(), digits.end());
}

std::u16string more_items(std::size_t remaining) {
  return u"... " + decimal(remaining) + (remaining > 1 ? u" more items" : u" more item");
}

std::u16string with_separators(std::u16string_view number) {
  const auto is_digit = [](char16_t unit) { return unit >= u'0' && unit <= u'9'; };
  const std::size_t sign = !number.empty() && number[0] == u'-' ? 1 : 0;
  const std::size_t point = std::min(number.find(u'.'), number.size());
  const auto integer = number.substr(sign, point - sign);
  const auto fraction = point < number.size() ? number.substr(point + 1) : std::u16string_view{};
  if (!std::all_of(integer.begin(), integer.end(), is_digit) ||
      !std::all_of(fraction.begin(), fraction.end(), is_digit)) {
    return std::u16string(number);  // NaN, Infinity, 1e21
  }
  std::u16string out(number.substr(0, sign));
  for (std::size_t index = 0; index < integer.size(); ++index) {
    if (index > 0 && (integer.size() - index) % 3 == 0) out += u'_';
    out += integer[index];
  }
  if (point < number.size()) out += u'.';
  for (std::size_t index = 0; index < fraction.size(); ++index) {
    if (index > 0 && index % 3 == 0) out += u'_';
    out += fraction[index];
  }
  return out;
}

}  // namespace asyncq::engine::inspection
