#pragma once
// Text as value formatting needs it: quoting, property names, widths. Pure. Models the helpers of Node's
// lib/internal/util/inspect.js; lengths count UTF-16 code units, as there.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace asyncq::engine::inspection {

// Between single quotes; between double quotes or backticks when that saves escaping. Control characters,
// backslashes and lone surrogates are escaped. [strEscape]
struct Quotes {
  enum class First : std::uint8_t { single_quotes, double_quotes };  // which are used where both would do
  First first = First::single_quotes;
  bool others = true;       // than the first, when that saves escaping
  bool as_in_json = false;  // control characters: \u001b, not \x1B; those from 7f on stay as they are
};
[[nodiscard]] std::u16string quoted(std::u16string_view text, Quotes quotes = {});
// A symbol's text with its control characters and single quotes escaped.
[[nodiscard]] std::u16string escaped(std::u16string_view text);
// name, 'na-me', or ['__proto__'], as a property is shown before its colon.
[[nodiscard]] std::u16string property_name(std::u16string_view name, Quotes quotes = {});
[[nodiscard]] bool is_identifier_like(std::u16string_view name);

// Columns that a terminal uses; escape sequences for colours count nothing.
[[nodiscard]] std::size_t width(std::u16string_view text);
[[nodiscard]] std::u16string without_colors(std::u16string_view text);

[[nodiscard]] std::u16string spaces(std::size_t count);
[[nodiscard]] bool contains(std::u16string_view text, std::u16string_view part);
[[nodiscard]] std::u16string replace_all(std::u16string_view text, std::u16string_view part,
                                         std::u16string_view replacement);
// "\n" becomes "\n" and indentation spaces.
[[nodiscard]] std::u16string indent_lines(std::u16string_view text, std::size_t indentation);
[[nodiscard]] std::u16string decimal(std::size_t number);
// "... 3 more items"
[[nodiscard]] std::u16string more_items(std::size_t remaining);
// 1234567.1234 as 1_234_567.123_4 [addNumericSeparator]
[[nodiscard]] std::u16string with_separators(std::u16string_view number);

}  // namespace asyncq::engine::inspection
