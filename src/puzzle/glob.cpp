#include "puzzle/glob.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace asyncq::puzzle {

namespace {

namespace fs = std::filesystem;

// Whether the set "[…]" at pattern[at] holds c; moves `at` behind the set. A '[' that is never closed is
// itself.
bool matches_set(char c, std::string_view pattern, std::size_t& at) {
  std::size_t next = at + 1;
  const bool negated = next < pattern.size() && (pattern[next] == '!' || pattern[next] == '^');
  if (negated) ++next;
  const std::size_t first = next;
  bool found = false;
  while (next < pattern.size() && (pattern[next] != ']' || next == first)) {
    if (next + 2 < pattern.size() && pattern[next + 1] == '-' && pattern[next + 2] != ']') {
      found = found || (pattern[next] <= c && c <= pattern[next + 2]);
      next += 3;
    } else {
      found = found || pattern[next] == c;
      ++next;
    }
  }
  if (next >= pattern.size()) {
    ++at;
    return c == '[';
  }
  at = next + 1;
  return found != negated;
}

std::vector<std::string_view> components(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") parts.push_back(part);
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return parts;
}

class Walk {
 public:
  Walk(fs::path root, std::vector<std::string_view> pattern, std::size_t most)
      : root_(std::move(root)), pattern_(std::move(pattern)), budget_(most) {}

  // False: the budget is used up.
  bool visit(const std::string& folder, std::size_t part) {
    if (part == pattern_.size()) return true;
    if (pattern_[part] == "..") return visit(folder + "../", part + 1);
    const bool any_depth = pattern_[part] == "**";
    if (any_depth && !visit(folder, part + 1)) return false;
    std::error_code failed;
    for (fs::directory_iterator entry(root_ / folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
      if (budget_ == 0) return false;
      --budget_;
      if (!visit_entry(*entry, folder, part, any_depth)) return false;
    }
    return true;
  }

  std::vector<std::string> take() {
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  bool visit_entry(const fs::directory_entry& entry, const std::string& folder, std::size_t part,
                   bool any_depth) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.')) return true;
    std::error_code failed;
    const bool is_folder = entry.is_directory(failed);
    if (any_depth) return !is_folder || entry.is_symlink(failed) || visit(folder + name + "/", part);
    if (!matches_component(name, pattern_[part])) return true;
    if (part + 1 < pattern_.size()) return !is_folder || visit(folder + name + "/", part + 1);
    if (!is_folder) found_.push_back(folder + name);
    return true;
  }

  fs::path root_;
  std::vector<std::string_view> pattern_;
  std::size_t budget_;
  std::vector<std::string> found_;
};

}  // namespace

bool is_glob(std::string_view path) {
  return path.find_first_of("*?[") != std::string_view::npos;
}

bool matches_component(std::string_view name, std::string_view pattern) {
  std::size_t in_name = 0;
  std::size_t in_pattern = 0;
  std::size_t star = std::string_view::npos;  // behind the last '*', and what it has taken up to
  std::size_t taken = 0;
  while (in_name < name.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = ++in_pattern;
      taken = in_name;
      continue;
    }
    std::size_t next = in_pattern + 1;
    bool fits = false;
    if (in_pattern < pattern.size()) {
      if (pattern[in_pattern] == '[') {
        next = in_pattern;
        fits = matches_set(name[in_name], pattern, next);
      } else {
        fits = pattern[in_pattern] == '?' || pattern[in_pattern] == name[in_name];
      }
    }
    if (fits) {
      in_pattern = next;
      ++in_name;
    } else if (star != std::string_view::npos) {
      in_pattern = star;
      in_name = ++taken;
    } else {
      return false;
    }
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
  return in_pattern == pattern.size();
}

std::optional<std::vector<std::string>> expand_glob(const std::string& folder, std::string_view pattern,
                                                    std::size_t most) {
  Walk walk(folder, components(pattern), most);
  if (!walk.visit("", 0)) return std::nullopt;
  return walk.take();
}

}  // namespace asyncq::puzzle
