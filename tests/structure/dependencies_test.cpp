// The folders of src/ depend on one another one way only. Adding a line to a table here is a change of the
// architecture: it should be as rare as that.

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/text.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

using namespace asyncq;
namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

// Which folders a folder may include, beside itself. main.cpp counts as the folder "main".
const std::map<std::string, Names>& allowed_folders() {
  static const std::map<std::string, Names> table = {
      {"support", {}},
      {"trace", {"support"}},
      {"syntax", {"support"}},
      {"program", {"support", "syntax"}},
      {"scheduler", {"support", "trace"}},
      {"engine", {"support", "program", "scheduler", "trace"}},
      {"explore", {"support", "program", "scheduler", "engine", "trace"}},
      {"puzzle", {"support", "syntax", "trace"}},
      {"judge", {"support", "trace"}},
      {"explain", {"support", "syntax", "trace", "judge"}},
      {"report", {"support", "syntax", "trace", "judge", "explain"}},
      {"app",
       {"support", "syntax", "puzzle", "program", "scheduler", "engine", "explore", "trace", "judge",
        "explain", "report"}},
      {"main", {"app", "support"}},
  };
  return table;
}

// A header that belongs to some folders only; named by how its path begins.
struct GuardedHeader {
  std::string begins;
  Names folders;
  bool only_in_sources;  // never in a .h, so that it stays a secret of its folder
};

const std::vector<GuardedHeader>& guarded_headers() {
  static const std::vector<GuardedHeader> table = {
      {"yaml-cpp/", {"puzzle"}, true},
      {"CLI/", {"main"}, true},
      {"nlohmann/", {"report", "app"}, false},
      {"pugixml", {"report", "app"}, true},
  };
  return table;
}

// A run is a pure function: these folders see no clock, no files, no threads, no randomness, no terminal.
const Names kPureFolders = {"syntax",  "program", "scheduler", "engine",
                            "explore", "trace",   "judge",     "explain"};
const Names kImpureHeaders = {"chrono",  "ctime",      "random",   "thread",   "mutex",  "future",
                              "fstream", "filesystem", "iostream", "unistd.h", "time.h", "stdio.h"};

struct Include {
  std::string path;
  bool quoted = false;  // "…": ours; <…>: the system's
};

std::vector<Include> includes_of(const std::string& text) {
  static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> found;
  for (const std::string& line : support::split_lines(text)) {
    std::smatch match;
    if (std::regex_search(line, match, pattern)) found.push_back({match[2], match[1] == "\""});
  }
  return found;
}

std::string folder_of(const fs::path& file) {
  const fs::path relative = fs::relative(file, test::source_path("src"));
  return relative.has_parent_path() ? relative.begin()->string() : relative.stem().string();
}

std::vector<fs::path> sources() {
  return test::files_below(test::source_path("src"), {".h", ".cpp"});
}

}  // namespace

TEST_CASE("structure: every folder of src/ has its place in the table of dependencies") {
  for (const fs::directory_entry& entry : fs::directory_iterator(test::source_path("src"))) {
    INFO(entry.path().string());
    CHECK(allowed_folders().count(entry.path().stem().string()) == 1);
    CHECK((entry.is_directory() || entry.path().filename() == "main.cpp"));
  }
}

TEST_CASE("structure: folders include only what the table lets them, written from src/") {
  for (const fs::path& file : sources()) {
    const std::string folder = folder_of(file);
    if (allowed_folders().count(folder) == 0) continue;  // the case above says so
    for (const Include& include : includes_of(test::read_file(file))) {
      if (!include.quoted) continue;
      INFO(file.string() << " includes \"" << include.path << '"');
      CHECK(fs::exists(test::source_path("src") / include.path));
      const std::string target = fs::path(include.path).begin()->string();
      CHECK((target == folder || allowed_folders().at(folder).count(target) == 1));
    }
  }
}

TEST_CASE("structure: the table of dependencies has no cycle") {
  // Removes folders that depend on nothing that is left, until nothing is left.
  std::map<std::string, Names> left = allowed_folders();
  bool removed = true;
  while (removed) {
    removed = false;
    for (auto at = left.begin(); at != left.end() && !removed; ++at) {
      const bool free = std::none_of(at->second.begin(), at->second.end(),
                                     [&](const std::string& name) { return left.count(name) == 1; });
      if (!free) continue;
      left.erase(at);
      removed = true;
      break;
    }
  }
  CHECK(left.empty());
}

TEST_CASE("structure: libraries stay with the folders that own them") {
  for (const fs::path& file : sources()) {
    for (const Include& include : includes_of(test::read_file(file))) {
      for (const GuardedHeader& guarded : guarded_headers()) {
        if (!include.path.starts_with(guarded.begins)) continue;
        INFO(file.string() << " includes <" << include.path << '>');
        CHECK(guarded.folders.count(folder_of(file)) == 1);
        CHECK((!guarded.only_in_sources || file.extension() == ".cpp"));
      }
    }
  }
}

TEST_CASE("structure: what decides a run and a verdict reaches nothing outside") {
  for (const fs::path& file : sources()) {
    if (kPureFolders.count(folder_of(file)) == 0) continue;
    for (const Include& include : includes_of(test::read_file(file))) {
      INFO(file.string() << " includes <" << include.path << '>');
      CHECK_FALSE(
          (!include.quoted && (kImpureHeaders.count(include.path) == 1 || include.path.starts_with("sys/"))));
    }
  }
}
