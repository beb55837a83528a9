#pragma once
// Makes a program that shows something smaller while it still shows it.

#include <functional>
#include <string>

namespace asyncq::test {

// Leaves lines out, and the two lines that begin and end a block, as long as still_shows(text) holds; it
// must hold for the program given, and be false for a text that is no program.
[[nodiscard]] std::string shrink(std::string program,
                                 const std::function<bool(const std::string&)>& still_shows);

}  // namespace asyncq::test
