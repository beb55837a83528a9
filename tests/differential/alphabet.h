#pragma once
// A small alphabet of statements; the words over it are programs. Every word of a length is tried, so that
// no combination of the constructs is left to chance.

#include <cstddef>
#include <string>
#include <vector>

namespace asyncq::test {

[[nodiscard]] std::size_t alphabet_size();
// The number-th word of that length (of alphabet_size() to the power of length).
[[nodiscard]] std::string word(std::size_t length, std::size_t number);

}  // namespace asyncq::test
