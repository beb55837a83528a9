#pragma once
// How the formatted entries of a value share lines. Pure. Models reduceToSingleString, isBelowBreakLength
// and groupArrayElements of Node's lib/internal/util/inspect.js.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace asyncq::engine::inspection {

// Option `compact`: a number of inner levels that may share a line, or one of these.
inline constexpr int kNeverCompact = 0;    // false: an entry a line
inline constexpr int kAlwaysCompact = -1;  // true: as many on a line as fit

struct LineRules {
  double break_length = 80;  // columns; may be infinite
  int compact = 3;
  double max_array_length = 100;  // may be infinite
  bool colors = false;
  bool broken_base = false;     // a base of several lines may share its last line with the entries
  bool broken_entries = false;  // so may entries of several lines with each other
};

// The entries of one value and what stands around them.
struct Entries {
  std::vector<std::u16string> texts;
  std::u16string base;          // stands before the opening brace, empty: nothing
  std::u16string open;          // "{", "Foo {", "[", …
  std::u16string close;         // "}" or "]"
  bool is_list = false;         // array elements, perhaps followed by properties: may be set in columns
  bool all_numbers = false;     // every entry is a number: columns are aligned on the right
  bool innermost = false;       // at most `compact` levels below this one
  bool on_own_line = false;     // compact `true`: begins a line when it takes several
  std::size_t indentation = 0;  // columns to the left of this value
};

// One text, on one line or several.
[[nodiscard]] std::u16string lay_out(Entries entries, const LineRules& rules);

// Entries set in columns, one result a line; the same entries when columns do not suit them.
[[nodiscard]] std::vector<std::u16string> group_in_columns(std::vector<std::u16string> texts,
                                                           bool all_numbers, std::size_t indentation,
                                                           const LineRules& rules);

}  // namespace asyncq::engine::inspection
