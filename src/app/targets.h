#pragma once
// From the paths of a command line to the puzzles that they stand for.

#include <optional>
#include <string>
#include <vector>

#include "puzzle/course.h"
#include "support/diagnostic.h"

namespace asyncq::app {

struct Target {
  std::string path;                        // of a puzzle, ready to load
  std::optional<double> points;            // the course's, over the puzzle's own
  std::optional<puzzle::Scoring> scoring;  // the course's, for a puzzle that says none
  std::optional<int> jitter_ms;            // likewise
  std::vector<std::string> section;
};

struct Manifest {
  std::string path;
  std::string title;
  std::vector<puzzle::CourseEntry> entries;
  support::Diagnostics problems;  // errors: it could not be read
};

struct Targets {
  std::string title;  // of the course, when one course is all there is
  std::vector<Target> puzzles;
  std::vector<Manifest> manifests;
  support::Diagnostics problems;  // of paths that stand for no file at all
};

// The puzzle, with what its course says where it says nothing itself about the model of time.
[[nodiscard]] support::Result<puzzle::Puzzle> load_target(const Target& target,
                                                          const puzzle::LoadOptions& options);

enum class Folders {
  as_courses,  // a folder that holds a course.yaml stands for that course
  as_trees,    // every course manifest and every puzzle file below
};

// A path is a puzzle, a course manifest, or a folder. In a folder, puzzle files are those that end in .yaml,
// .yml, .js, .mjs and .cjs, sorted, sub-folders included, except manifests, answer files (name.answer.yaml),
// folders named answers, hidden files, and what is at the path `except`.
[[nodiscard]] Targets find_targets(const std::vector<std::string>& paths, Folders folders,
                                   const puzzle::LoadOptions& options, const std::string& except = {});

}  // namespace asyncq::app
