#pragma once
// Text as bytes of UTF-8 and as UTF-16 code units. Lone surrogates travel in UTF-8 as three bytes
// (WTF-8) inside the program and become U+FFFD where bytes leave it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asyncq::support {

// Offset of the first byte that is not well-formed UTF-8, or nothing.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);
[[nodiscard]] std::u16string utf16_from_wtf8(std::string_view text);
[[nodiscard]] std::string wtf8_from_utf16(std::u16string_view text);
// As wtf8_from_utf16, lone surrogates replaced by U+FFFD: what a real runtime writes to a stream.
[[nodiscard]] std::string utf8_from_utf16(std::u16string_view text);
void append_code_point(std::string& out, char32_t code_point);  // WTF-8 for surrogates

// Lines of a text; a trailing newline does not make an empty last line. "\r\n" and "\n" end lines.
[[nodiscard]] std::vector<std::string> split_lines(std::string_view text);
[[nodiscard]] std::string_view trim_right(std::string_view text);  // spaces, tabs, CR, LF
[[nodiscard]] std::string_view trim(std::string_view text);

// Control characters (C0, DEL, C1, bidirectional overrides) as \xNN or \u{NNNN}; printable text as it is.
// For showing strangers' text on a terminal.
[[nodiscard]] std::string escape_controls(std::string_view utf8);
// Columns that a terminal uses for this text (East Asian wide = 2, combining = 0).
[[nodiscard]] std::size_t display_width(std::string_view utf8);

}  // namespace asyncq::support
