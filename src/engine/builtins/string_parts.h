#pragma once
// What the files of String's and RegExp's built-ins share.

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/machine.h"

namespace asyncq::engine {

// ToString(this); TypeError for undefined and null; method as in "trim".
[[nodiscard]] String* this_text(Machine& machine, const Arguments& arguments, std::string_view method);

// The code units from begin up to, not including, end.
[[nodiscard]] Value text_between(Machine& machine, String* text, std::size_t begin, std::size_t end);
// How many parts split may give [22.1.3.23 step 6, 22.2.6.14 step 13].
[[nodiscard]] std::uint32_t split_limit(Machine& machine, Value limit);

// One match, for GetSubstitution [22.1.3.19.1].
struct Substitution {
  std::u16string_view text;  // the whole string
  std::u16string_view matched;
  std::size_t position = 0;                                  // of matched in text
  std::vector<std::optional<std::u16string_view>> captures;  // group 1 first
  std::function<std::u16string(std::u16string_view)>
      named;  // a named group's text; empty: there are no names
};
void append_substitution(std::u16string& out, const Substitution& match, std::u16string_view replacement);

void install_string_patterns(Machine& machine);
void install_string_markup(Machine& machine);
void install_uri(Machine& machine);  // escape and unescape too

}  // namespace asyncq::engine
