#include "tests/differential/shrink.h"

#include <algorithm>
#include <vector>

#include "support/text.h"

namespace asyncq::test {

namespace {

using Lines = std::vector<std::string>;

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::size_t indent_of(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

class Shrinker {
 public:
  Shrinker(Lines lines, const std::function<bool(const std::string&)>& still_shows)
      : lines_(std::move(lines)), still_shows_(still_shows) {}

  std::string run() {
    bool smaller = true;
    while (smaller) {
      smaller = false;
      for (std::size_t size = std::max<std::size_t>(lines_.size() / 2, 1); size > 0; size /= 2) {
        smaller = remove_runs(size) || smaller;
      }
      smaller = unwrap_blocks() || smaller;
    }
    return joined(lines_);
  }

 private:
  bool keep(Lines candidate) {
    if (!still_shows_(joined(candidate))) return false;
    lines_ = std::move(candidate);
    return true;
  }

  bool remove_runs(std::size_t size) {
    bool removed = false;
    for (std::size_t at = lines_.size(); at-- > 0;) {
      if (at + size > lines_.size()) continue;
      Lines candidate = lines_;
      const auto begin = candidate.begin() + static_cast<std::ptrdiff_t>(at);
      candidate.erase(begin, begin + static_cast<std::ptrdiff_t>(size));
      removed = keep(std::move(candidate)) || removed;
    }
    return removed;
  }

  // The printer sets the end of a block at the indent of its beginning.
  bool unwrap_blocks() {
    for (std::size_t first = 0; first < lines_.size(); ++first) {
      for (std::size_t last = first + 1; last < lines_.size(); ++last) {
        if (indent_of(lines_[last]) > indent_of(lines_[first])) continue;
        Lines candidate = lines_;
        candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(last));
        candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(first));
        if (keep(std::move(candidate))) return true;
        break;
      }
    }
    return false;
  }

  Lines lines_;
  const std::function<bool(const std::string&)>& still_shows_;
};

}  // namespace

std::string shrink(std::string program, const std::function<bool(const std::string&)>& still_shows) {
  return Shrinker(support::split_lines(program), still_shows).run();
}

}  // namespace asyncq::test
