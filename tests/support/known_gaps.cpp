#include "tests/support/known_gaps.h"

#include "support/text.h"
#include "tests/support/files.h"

namespace asyncq::test {

KnownGaps::KnownGaps(const std::filesystem::path& file) : file_(file.filename().string()) {
  if (!std::filesystem::exists(file)) return;
  for (const std::string& line : support::split_lines(read_file(file))) {
    if (support::trim(line).empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) {
      complaints_ += file_ + ": not of the form `name: reason`: " + line + '\n';
    } else if (!reasons_.emplace(line.substr(0, colon), line.substr(colon + 2)).second) {
      complaints_ += file_ + ": listed twice: " + line.substr(0, colon) + '\n';
    }
  }
}

bool KnownGaps::settle(const std::string& name, bool passed) {
  const bool listed = reasons_.count(name) == 1;
  settled_.insert(name);
  if (passed && listed) complaints_ += file_ + ": passes now, remove the entry: " + name + '\n';
  if (!passed && !listed) complaints_ += "failed: " + name + '\n';
  return listed && !passed;
}

void KnownGaps::require_all_settled() {
  for (const auto& [name, reason] : reasons_) {
    if (settled_.count(name) == 0) complaints_ += file_ + ": there is no such case: " + name + '\n';
  }
}

}  // namespace asyncq::test
