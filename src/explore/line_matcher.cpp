#include "explore/line_matcher.h"

namespace asyncq::explore {

void LineMatcher::restart() {
  matched_ = 0;
  blank_ = 0;
  unfinished_.clear();
  last_line_.clear();
  departure_.reset();
}

bool LineMatcher::write(std::string_view bytes) {
  for (;;) {
    const std::size_t end = bytes.find('\n');
    unfinished_ += bytes.substr(0, end);
    if (end == std::string_view::npos) return true;
    bytes.remove_prefix(end + 1);
    if (!line(unfinished_)) return false;
    unfinished_.clear();
  }
}

bool LineMatcher::end() {
  if (!unfinished_.empty() && !line(unfinished_)) return false;
  return matched_ == prediction_.size();
}

bool LineMatcher::line(const std::string& text) {
  const trace::Prediction normal = trace::normalized({text});
  if (normal.empty()) {
    ++blank_;
    return true;
  }
  last_line_ = normal.back();
  for (; blank_ > 0; --blank_) {
    if (!match("")) return false;
  }
  return match(last_line_);
}

bool LineMatcher::match(const std::string& text) {
  if (matched_ < prediction_.size() && prediction_[matched_] == text) {
    ++matched_;
    return true;
  }
  departure_ = text;
  return false;
}

}  // namespace asyncq::explore
