#include "puzzle/text_positions.h"

#include <algorithm>

namespace asyncq::puzzle {

namespace {

constexpr std::size_t kBlock = 256;

std::size_t count_code_points(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(
      bytes.begin(), bytes.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

}  // namespace

TextPositions::TextPositions(std::string_view text) : text_(text) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
  std::size_t total = 0;
  for (std::size_t i = 0; i <= text_.size(); i += kBlock) {
    code_points_.push_back(total);
    total += count_code_points(text_.substr(i, kBlock));
  }
}

std::size_t TextPositions::code_points_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  return code_points_[block] + count_code_points(text_.substr(block * kBlock, offset - block * kBlock));
}

support::SourcePosition TextPositions::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const std::size_t line = static_cast<std::size_t>(after - line_starts_.begin());
  const std::size_t begin = line_starts_[line - 1];
  const std::size_t before = offset - begin <= kBlock
                                 ? count_code_points(text_.substr(begin, offset - begin))
                                 : code_points_before(offset) - code_points_before(begin);
  return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(before + 1)};
}

std::string_view TextPositions::line(std::uint32_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[line - 1];
  const std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  return text_.substr(begin, end - begin);
}

}  // namespace asyncq::puzzle
