#pragma once
// Places in the text that a user wrote, and the text itself for showing them.

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace asyncq::support {

// A place in a source file. Lines and columns count from 1; columns count code points, a tab is one.
// Line 0 means "no place".
struct SourcePosition {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  [[nodiscard]] bool known() const { return line != 0; }
  auto operator<=>(const SourcePosition&) const = default;
};

// From begin up to, not including, end.
struct SourceRange {
  SourcePosition begin;
  SourcePosition end;
};

// A file's name as the user gave it and its whole text. Shared: diagnostics outlive the loader.
class SourceFile {
 public:
  SourceFile(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  // The line's text without its end-of-line; empty for lines that do not exist. line counts from 1.
  [[nodiscard]] std::string_view line(std::uint32_t line) const;
  // The bytes of a range of places of this file; "" for one that is not in it.
  [[nodiscard]] std::string_view slice(SourcePosition begin, SourcePosition end) const;
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  [[nodiscard]] std::size_t offset(SourcePosition position) const;

  std::string name_;
  std::string text_;
  std::vector<std::size_t> starts_;  // byte offset of each line's first byte
};

using SourceFilePtr = std::shared_ptr<const SourceFile>;

// Where a fragment of JavaScript stands in its file: for each line of the fragment, the place of the
// line's first character. A whole .js file is {{1,1},{2,1},…}, which an empty map stands for.
struct SourceMap {
  std::vector<SourcePosition> line_starts;
  // False: the fragment's columns are not the file's (escapes, folded lines); every position of a line is
  // the line's place.
  bool exact = true;
  // The fragment's own position (line, column counted from 1 inside the fragment) in the file.
  [[nodiscard]] SourcePosition locate(SourcePosition in_fragment) const;
};

}  // namespace asyncq::support
