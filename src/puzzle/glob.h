#pragma once
// File name patterns of a course manifest.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asyncq::puzzle {

// Has one of * ? [ in it.
[[nodiscard]] bool is_glob(std::string_view path);

// One path component against a pattern: '*' any characters, '?' one, '[a-z]' and '[!a-z]' one of a set.
// Bytes; time grows with the product of the lengths.
[[nodiscard]] bool matches_component(std::string_view name, std::string_view pattern);

// The files under `folder` that the pattern names, relative to it, sorted; "**" stands for any number of
// folders. Hidden files and folders that are symbolic links are passed over. Nothing: more than `most` files
// and folders had to be looked at.
[[nodiscard]] std::optional<std::vector<std::string>> expand_glob(const std::string& folder,
                                                                  std::string_view pattern, std::size_t most);

}  // namespace asyncq::puzzle
