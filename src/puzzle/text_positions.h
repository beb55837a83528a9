#pragma once
// Byte offsets of a text as lines and columns, in constant time whatever the lines' length.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "support/source.h"

namespace asyncq::puzzle {

class TextPositions {
 public:
  explicit TextPositions(std::string_view text);  // which must outlive this

  // Offsets past the end are the end.
  [[nodiscard]] support::SourcePosition at(std::size_t offset) const;
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  // The line's text without its newline; empty for lines that do not exist. line counts from 1.
  [[nodiscard]] std::string_view line(std::uint32_t line) const;

 private:
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::size_t> code_points_;  // before each block of kBlock bytes
};

}  // namespace asyncq::puzzle
