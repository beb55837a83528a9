#include "support/source.h"

#include <algorithm>
#include <utility>

namespace asyncq::support {

SourceFile::SourceFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') starts_.push_back(i + 1);
  }
}

std::string_view SourceFile::line(std::uint32_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  const std::size_t begin = starts_[line - 1];
  std::size_t end = line < starts_.size() ? starts_[line] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

SourcePosition SourceMap::locate(SourcePosition in_fragment) const {
  if (line_starts.empty() || !in_fragment.known()) return in_fragment;
  const std::size_t index = std::min<std::size_t>(in_fragment.line, line_starts.size()) - 1;
  const SourcePosition start = line_starts[index];
  if (!exact) return start;
  return {start.line, start.column + in_fragment.column - 1};
}

}  // namespace asyncq::support
