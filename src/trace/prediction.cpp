#include "trace/prediction.h"

#include "support/text.h"

namespace asyncq::trace {

Prediction normalized(const std::vector<std::string>& lines) {
  Prediction result;
  for (const std::string& entry : lines) {
    if (entry.empty()) result.emplace_back();
    for (const std::string& line : support::split_lines(entry))
      result.emplace_back(support::trim_right(line));
  }
  while (!result.empty() && result.back().empty()) result.pop_back();
  return result;
}

}  // namespace asyncq::trace
