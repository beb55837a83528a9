#pragma once
// Literals as JavaScript writes them.

#include <string>
#include <string_view>

namespace asyncq::syntax {

// A string literal with its quotes: single ones, unless that needs escapes and double ones do not.
[[nodiscard]] std::string string_literal_text(std::string_view value);
// The literal part of a template, without the backquotes.
[[nodiscard]] std::string template_part_text(std::string_view value);
// A number that is not negative; Infinity as a number too large.
[[nodiscard]] std::string number_literal_text(double value);
// A name as a property key: as it is when it is an identifier name or an array index, else quoted.
[[nodiscard]] std::string property_key_text(std::string_view name);

}  // namespace asyncq::syntax
