// encodeURIComponent and its family [19.2.6].

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>

#include "engine/builtins.h"
#include "engine/builtins/string_parts.h"
#include "engine/unicode.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

constexpr std::string_view kUnreservedMarks = "-_.!~*'()";
constexpr std::string_view kReserved = ";/?:@&=+$,#";

bool is_alphanumeric(char16_t unit) {
  return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
}

bool is_one_of(std::string_view set, char16_t unit) {
  return unit < 0x80 && set.find(static_cast<char>(unit)) != std::string_view::npos;
}

[[noreturn]] void throw_malformed(Machine& machine) {
  machine.throw_error(ErrorKind::uri_error, "URI malformed");
}

// Encode [19.2.6.5]
template <bool component>
Value encode(Machine& machine, const Arguments& arguments) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const std::u16string_view text = machine.to_text(arguments[0]);
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const char16_t unit = text[i];
    if (is_alphanumeric(unit) || is_one_of(kUnreservedMarks, unit) ||
        (!component && is_one_of(kReserved, unit))) {
      out.push_back(unit);
      ++i;
      continue;
    }
    const CodePoint point = code_point_at(text, i);
    if (is_surrogate(point.value)) throw_malformed(machine);
    i += point.units;
    std::string bytes;
    support::append_code_point(bytes, point.value);
    for (const char byte : bytes) {
      const auto value = static_cast<unsigned char>(byte);
      out.push_back('%');
      out.push_back(static_cast<char16_t>(kHex[value >> 4]));
      out.push_back(static_cast<char16_t>(kHex[value & 15]));
    }
  }
  return machine.string(std::move(out));
}

int hex_digit(char16_t unit) {
  if (unit >= '0' && unit <= '9') return unit - '0';
  if (unit >= 'a' && unit <= 'f') return unit - 'a' + 10;
  if (unit >= 'A' && unit <= 'F') return unit - 'A' + 10;
  return -1;
}

// The byte that %XX at index stands for.
unsigned escaped_byte(Machine& machine, std::u16string_view text, std::size_t index) {
  if (index + 2 >= text.size() || text[index] != '%') throw_malformed(machine);
  const int high = hex_digit(text[index + 1]);
  const int low = hex_digit(text[index + 2]);
  if (high < 0 || low < 0) throw_malformed(machine);
  return static_cast<unsigned>(high * 16 + low);
}

// Decode [19.2.6.6]
template <bool component>
Value decode(Machine& machine, const Arguments& arguments) {
  const std::u16string_view text = machine.to_text(arguments[0]);
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '%') {
      out.push_back(text[i++]);
      continue;
    }
    const std::size_t begin = i;
    const unsigned first = escaped_byte(machine, text, i);
    i += 3;
    if (first < 0x80) {
      if (!component && is_one_of(kReserved, static_cast<char16_t>(first))) {
        out += text.substr(begin, 3);
      } else {
        out.push_back(static_cast<char16_t>(first));
      }
      continue;
    }
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    std::string bytes(1, static_cast<char>(first));
    for (std::size_t k = 0; k < more; ++k, i += 3)
      bytes.push_back(static_cast<char>(escaped_byte(machine, text, i)));
    if (support::find_invalid_utf8(bytes).has_value()) throw_malformed(machine);
    out += support::utf16_from_wtf8(bytes);
  }
  return machine.string(std::move(out));
}

// escape [B.2.1.1]
Value escape(Machine& machine, const Arguments& arguments) {
  std::u16string out;
  for (const char16_t unit : machine.to_text(arguments[0])) {
    if (is_alphanumeric(unit) || is_one_of("@*_+-./", unit)) {
      out += unit;
      continue;
    }
    const std::string escaped = unit < 256 ? fmt::format("%{:02X}", static_cast<unsigned>(unit))
                                           : fmt::format("%u{:04X}", static_cast<unsigned>(unit));
    out.append(escaped.begin(), escaped.end());
    if (out.size() > String::kMaxLength) machine.throw_range_error("Invalid string length");
  }
  return machine.string(std::move(out));
}

// What count hexadecimal digits say; nothing when they are not there.
std::optional<char16_t> hex_number(std::u16string_view text, std::size_t index, std::size_t count) {
  if (index + count > text.size()) return std::nullopt;
  int number = 0;
  for (const char16_t unit : text.substr(index, count)) {
    const int digit = hex_digit(unit);
    if (digit < 0) return std::nullopt;
    number = number * 16 + digit;
  }
  return static_cast<char16_t>(number);
}

// unescape [B.2.1.2]
Value unescape(Machine& machine, const Arguments& arguments) {
  const std::u16string_view text = machine.to_text(arguments[0]);
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool is_long = text.substr(i, 2) == u"%u";
    const std::size_t before = is_long ? 2 : 1;
    const std::size_t digits = is_long ? 4 : 2;
    const std::optional<char16_t> unit =
        text[i] == u'%' ? hex_number(text, i + before, digits) : std::nullopt;
    out += unit.value_or(text[i]);
    i += unit ? before + digits : 1;
  }
  return machine.string(std::move(out));
}

constexpr MethodRow kFunctions[] = {
    {"escape", 1, escape},           {"unescape", 1, unescape},
    {"decodeURI", 1, decode<false>}, {"decodeURIComponent", 1, decode<true>},
    {"encodeURI", 1, encode<false>}, {"encodeURIComponent", 1, encode<true>},
};

}  // namespace

void install_uri(Machine& machine) {
  define_methods(machine, machine.realm.global, kFunctions);
}

}  // namespace asyncq::engine
