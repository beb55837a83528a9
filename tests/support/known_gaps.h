#pragma once
// A list of what the model is known not to reproduce, a line each: `name: reason`. It may only shrink: an
// entry that passes, or that names nothing, is a failure like a case that fails without an entry.

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace asyncq::test {

class KnownGaps {
 public:
  // Lines that are empty or begin with # are comments. A file that does not exist is an empty list.
  explicit KnownGaps(const std::filesystem::path& file);

  // Tells how a case went; true when its failure is excused.
  bool settle(const std::string& name, bool passed);
  [[nodiscard]] bool lists(const std::string& name) const { return reasons_.count(name) == 1; }
  // All cases were tried: entries that no case settled name nothing.
  void require_all_settled();

  [[nodiscard]] std::size_t size() const { return reasons_.size(); }
  // What must be mended, a line each; empty: all is well.
  [[nodiscard]] const std::string& complaints() const { return complaints_; }

 private:
  std::string file_;
  std::map<std::string, std::string> reasons_;
  std::set<std::string> settled_;
  std::string complaints_;
};

}  // namespace asyncq::test
