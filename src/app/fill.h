#pragma once
// A pattern with numbered holes. Unlike a formatting function's arguments, the parts of a braced list are
// evaluated in order, which a text that random numbers decide depends on.

#include <initializer_list>
#include <string>
#include <string_view>

namespace asyncq::app {

struct Part {
  std::string text;
  Part(std::string value) : text(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Part(std::string_view value) : text(value) {}        // NOLINT(google-explicit-constructor)
  Part(const char* value) : text(value) {}             // NOLINT(google-explicit-constructor)
  Part(int value) : text(std::to_string(value)) {}     // NOLINT(google-explicit-constructor)
};

// The pattern with @1 to @9 replaced by the parts.
[[nodiscard]] inline std::string fill(std::string_view pattern, std::initializer_list<Part> parts) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '@') {
      out += pattern[i];
      continue;
    }
    ++i;
    out += (parts.begin() + (pattern[i] - '1'))->text;
  }
  return out;
}

}  // namespace asyncq::app
