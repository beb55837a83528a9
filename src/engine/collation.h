#pragma once
// How String.prototype.localeCompare orders texts in English: by base letters first, then by accents, then
// lower case before upper case; white space and punctuation before digits before letters.

#include <string_view>

namespace asyncq::engine {

struct CollationOptions {
  bool numeric = false;  // runs of digits compare as numbers
  bool accents = true;
  bool case_level = true;
};

// -1, 0 or 1.
[[nodiscard]] int compare_texts(std::u16string_view left, std::u16string_view right,
                                CollationOptions options);

}  // namespace asyncq::engine
