// The repository as a newcomer finds it: what may stand at the top, how files are named, and that nothing in
// it speaks of the machine it was written on.

#include <filesystem>
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

std::vector<fs::path> sources() {
  return test::files_below(test::source_path("src"), {".h", ".cpp"});
}

}  // namespace

TEST_CASE("structure: the top level shows src, puzzles, tests and three files") {
  const std::set<std::string> allowed = {"src",       "puzzles",           "tests", "CMakeLists.txt",
                                         "README.md", "CMakePresets.json", "build"};
  for (const fs::directory_entry& entry : fs::directory_iterator(test::source_path("."))) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || name.starts_with("build-")) continue;
    INFO(name);
    CHECK(allowed.count(name) == 1);
  }
}

TEST_CASE("structure: files are named in snake_case and every header guards itself") {
  const std::regex name_pattern("[a-z][a-z0-9_]*\\.(h|cpp)");
  for (const fs::path& file : sources()) {
    INFO(file.string());
    CHECK(std::regex_match(file.filename().string(), name_pattern));
    if (file.extension() == ".h") CHECK(test::read_file(file).starts_with("#pragma once\n"));
  }
}

TEST_CASE("structure: namespaces are named as folders") {
  for (const fs::path& file : sources()) {
    const fs::path relative = fs::relative(file, test::source_path("src"));
    if (!relative.has_parent_path()) continue;
    INFO(file.string());
    CHECK(test::read_file(file).find("namespace asyncq::" + relative.begin()->string()) != std::string::npos);
  }
}

TEST_CASE("structure: unit tests mirror the folders of src/") {
  const fs::path unit = test::source_path("tests/unit");
  for (const fs::directory_entry& entry : fs::directory_iterator(unit)) {
    INFO(entry.path().string());
    CHECK(entry.is_directory());
    CHECK(fs::is_directory(test::source_path("src") / entry.path().filename()));
  }
}

TEST_CASE("structure: nothing speaks of the machine or of how the work was organised") {
  // Written in two parts, so that this file does not find itself.
  const std::vector<std::string> banned = {
      "/wo"
      "rk/",
      "../sha"
      "red",
      "/ro"
      "ot/",
      "/home"
      "/"};
  std::vector<fs::path> files;
  for (const char* folder : {"src", "tests", "puzzles", ".ci", ".github"}) {
    for (const fs::path& file : test::files_below(test::source_path(folder))) files.push_back(file);
  }
  for (const char* file : {"CMakeLists.txt", "CMakePresets.json", "README.md"}) {
    if (fs::exists(test::source_path(file))) files.push_back(test::source_path(file));
  }
  for (const fs::path& file : files) {
    const std::string text = test::read_file(file);
    for (const std::string& word : banned) {
      INFO(file.string() << " contains " << word);
      CHECK(text.find(word) == std::string::npos);
    }
  }
}
