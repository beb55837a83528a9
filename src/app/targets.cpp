#include "app/targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace asyncq::app {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kPuzzleEndings = {".yaml", ".yml", ".js", ".mjs", ".cjs"};
constexpr std::array<const char*, 2> kManifestNames = {"course.yaml", "course.yml"};
constexpr std::string_view kAnswersFolder = "answers";
constexpr std::string_view kAnswerStemEnding = ".answer";

bool is_puzzle_name(const fs::path& path) {
  const std::string ending = path.extension().string();
  return std::find(kPuzzleEndings.begin(), kPuzzleEndings.end(), ending) != kPuzzleEndings.end() &&
         !path.stem().string().ends_with(kAnswerStemEnding);
}

std::string in_folder(const fs::path& folder, const fs::path& name) {
  return folder == "." ? name.string() : (folder / name).string();
}

class Collector {
 public:
  Collector(Folders folders, const puzzle::LoadOptions& options, const std::string& except)
      : folders_(folders), options_(options), except_(except) {}

  void add(const std::string& path) {
    std::error_code ignored;
    if (path != "-" && fs::is_directory(path, ignored)) {
      add_folder(path);
    } else if (puzzle::is_course_file(path)) {
      add_course(path);
    } else {
      add_loose(path);
    }
  }

  Targets take() {
    if (found_.manifests.size() == 1 && !loose_puzzles_) found_.title = found_.manifests.front().title;
    return std::move(found_);
  }

 private:
  void add_folder(const std::string& path) {
    if (folders_ == Folders::as_courses) {
      for (const char* name : kManifestNames) {
        std::error_code ignored;
        const std::string manifest = in_folder(path, name);
        if (fs::exists(manifest, ignored)) return add_course(manifest);
      }
    }
    std::vector<std::string> puzzles;
    std::vector<std::string> manifests;
    list(path, puzzles, manifests);
    if (folders_ == Folders::as_trees) {
      for (const std::string& manifest : manifests) add_course(manifest);
    }
    for (const std::string& puzzle : puzzles) add_loose(puzzle);
    if (puzzles.empty() && manifests.empty()) {
      found_.problems.push_back({support::Severity::error,
                                 nullptr,
                                 {},
                                 fmt::format("there are no puzzles in the folder '{}'", path),
                                 {}});
    }
  }

  // The puzzles and manifests below a folder, sorted.
  void list(const fs::path& folder, std::vector<std::string>& puzzles, std::vector<std::string>& manifests) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      entries.push_back(*it);
    }
    if (error) {
      found_.problems.push_back(
          {support::Severity::error,
           nullptr,
           {},
           fmt::format("cannot read the folder '{}': {}", folder.string(), error.message()),
           {}});
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) {
      const fs::path name = entry.path().filename();
      const std::string path = in_folder(folder, name);
      std::error_code ignored;
      if (name.string().starts_with(".")) continue;
      if (!except_.empty() && fs::equivalent(entry.path(), except_, ignored)) continue;
      if (entry.is_directory(ignored)) {
        if (!entry.is_symlink(ignored) && name != kAnswersFolder) list(path, puzzles, manifests);
      } else if (puzzle::is_course_file(path)) {
        manifests.push_back(path);
      } else if (is_puzzle_name(name)) {
        puzzles.push_back(path);
      }
    }
  }

  void add_course(const std::string& path) {
    Manifest manifest{path, {}, {}, {}};
    const support::Result<puzzle::Course> course = puzzle::load_course(path, options_);
    if (!course) {
      manifest.problems = course.errors();
    } else {
      manifest.title = course->title;
      manifest.entries = course->entries;
      for (const puzzle::CourseEntry& entry : course->entries) {
        add_puzzle({entry.path, entry.points, entry.scoring, entry.jitter_ms, entry.section});
      }
    }
    found_.manifests.push_back(std::move(manifest));
  }

  void add_loose(const std::string& path) {
    loose_puzzles_ = true;
    add_puzzle({path, {}, {}, {}, {}});
  }

  // A file that several paths stand for is taken once, as the first of them has it.
  void add_puzzle(Target target) {
    if (target.path != "-") {
      std::error_code error;
      const fs::path real = fs::canonical(target.path, error);
      if (!error && !seen_.insert(real.string()).second) return;
    }
    found_.puzzles.push_back(std::move(target));
  }

  Folders folders_;
  const puzzle::LoadOptions& options_;
  const std::string& except_;
  bool loose_puzzles_ = false;  // some that no course brought
  std::set<std::string> seen_;
  Targets found_;
};

}  // namespace

support::Result<puzzle::Puzzle> load_target(const Target& target, const puzzle::LoadOptions& options) {
  support::Result<puzzle::Puzzle> puzzle = puzzle::load_puzzle(target.path, options);
  if (puzzle && !puzzle->jitter_ms) puzzle->jitter_ms = target.jitter_ms;
  return puzzle;
}

Targets find_targets(const std::vector<std::string>& paths, Folders folders,
                     const puzzle::LoadOptions& options, const std::string& except) {
  Collector collector(folders, options, except);
  for (const std::string& path : paths) collector.add(path);
  return collector.take();
}

}  // namespace asyncq::app
