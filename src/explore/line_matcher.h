#pragma once
// A program's output held against predicted lines while it is being written.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "trace/prediction.h"

namespace asyncq::explore {

class LineMatcher {
 public:
  // The prediction is normalized, and outlives the matcher.
  explicit LineMatcher(const trace::Prediction& prediction) : prediction_(prediction) {}

  void restart();
  // False: a line is another than the one predicted there, and it is the departure.
  bool write(std::string_view bytes);
  // The program has ended. False: the last line departs, or not all that is predicted was printed.
  bool end();

  [[nodiscard]] std::size_t matched() const { return matched_; }
  // The line that departed; nothing where the program ended too early.
  [[nodiscard]] const std::optional<std::string>& departure() const { return departure_; }
  // The line that is predicted next; empty: none.
  [[nodiscard]] std::string_view expected() const {
    return matched_ < prediction_.size() ? std::string_view(prediction_[matched_]) : std::string_view();
  }
  // Lines written up to now, and what stands on the one that is not ended.
  [[nodiscard]] const std::string& unfinished() const { return unfinished_; }
  // Blank lines that were written but count only when another follows.
  [[nodiscard]] std::size_t blank() const { return blank_; }
  // The last line that was written whole and not blank.
  [[nodiscard]] const std::string& last_line() const { return last_line_; }

 private:
  bool line(const std::string& text);
  bool match(const std::string& text);

  const trace::Prediction& prediction_;
  std::size_t matched_ = 0;
  std::string unfinished_;
  std::size_t blank_ = 0;
  std::string last_line_;
  std::optional<std::string> departure_;
};

}  // namespace asyncq::explore
