#include "tests/support/text_difference.h"

#include <algorithm>
#include <vector>

#include "support/text.h"

namespace asyncq::test {

namespace {

constexpr std::size_t kLinesBefore = 2;
constexpr std::size_t kLinesShown = 12;  // of each text

void append_lines(std::string& out, const char* mark, const std::vector<std::string>& lines,
                  std::size_t from) {
  const std::size_t end = std::min(lines.size(), from + kLinesShown);
  for (std::size_t i = from; i < end; ++i) out += mark + support::escape_controls(lines[i]) + '\n';
  if (end < lines.size()) out += std::string(mark) + "…\n";
}

}  // namespace

std::string difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const std::vector<std::string> left = support::split_lines(expected);
  const std::vector<std::string> right = support::split_lines(actual);
  const auto [at_left, at_right] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  const auto parting = static_cast<std::size_t>(at_left - left.begin());
  if (parting == left.size() && parting == right.size()) return "the texts differ in their last newline\n";
  std::string out;
  for (std::size_t i = parting - std::min(parting, kLinesBefore); i < parting; ++i) {
    out += "  " + support::escape_controls(left[i]) + '\n';
  }
  append_lines(out, "- ", left, parting);
  append_lines(out, "+ ", right, parting);
  return out;
}

}  // namespace asyncq::test
