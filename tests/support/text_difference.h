#pragma once
// How two texts part, for failure messages.

#include <string>
#include <string_view>

namespace asyncq::test {

// Both texts line by line from shortly before the first line that differs, marked "- " (expected) and
// "+ " (actual); control characters shown. Empty when they are equal.
[[nodiscard]] std::string difference(std::string_view expected, std::string_view actual);

}  // namespace asyncq::test
