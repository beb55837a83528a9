#pragma once
// Colours of the text format.

#include <string>
#include <string_view>

namespace asyncq::report {

enum class Ink { none, bold, dim, good, bad, notice };

// The text between the colour's escape sequences; as it is without colour.
[[nodiscard]] std::string painted(std::string_view text, Ink ink, bool color);

// Padded on the right with spaces to this many terminal columns.
[[nodiscard]] std::string padded(std::string_view text, std::size_t columns);

// Appends a line without white space at its end.
void append_line(std::string& out, std::string_view line);

}  // namespace asyncq::report
