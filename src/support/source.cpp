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

std::size_t SourceFile::offset(SourcePosition position) const {
  if (!position.known() || position.line > starts_.size()) return text_.size();
  std::size_t at = starts_[position.line - 1];
  const auto continues = [&](std::size_t index) {
    constexpr unsigned kMask = 0xC0;
    constexpr unsigned kContinuation = 0x80;
    return index < text_.size() && (static_cast<unsigned char>(text_[index]) & kMask) == kContinuation;
  };
  for (std::uint32_t column = 1; column < position.column && at < text_.size(); ++column) {
    do ++at;
    while (continues(at));
  }
  return at;
}

std::string_view SourceFile::slice(SourcePosition begin, SourcePosition end) const {
  const std::size_t from = offset(begin);
  const std::size_t to = offset(end);
  return from < to ? std::string_view(text_).substr(from, to - from) : std::string_view{};
}

SourcePosition SourceMap::locate(SourcePosition in_fragment) const {
  if (line_starts.empty() || !in_fragment.known()) return in_fragment;
  const std::size_t index = std::min<std::size_t>(in_fragment.line, line_starts.size()) - 1;
  const SourcePosition start = line_starts[index];
  if (!exact) return start;
  return {start.line, start.column + in_fragment.column - 1};
}

}  // namespace asyncq::support
