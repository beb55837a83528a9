#pragma once
// A course: an ordered set of puzzles with points, nested sets included. Written as course.yaml.

#include <optional>
#include <string>
#include <vector>

#include "puzzle/puzzle.h"

namespace asyncq::puzzle {

struct CourseEntry {
  std::string path;                  // of the puzzle file, ready to open
  std::optional<double> points;      // overrides the puzzle's own
  std::optional<Scoring> scoring;    // of the nearest manifest around it that says one
  std::optional<int> jitter_ms;      // likewise
  std::vector<std::string> section;  // titles of the nested sets that it stands in, outermost first
  support::SourceRange range;        // where the manifest names it
};

struct Course {
  support::SourceFilePtr file;
  std::string title;
  std::optional<Scoring> scoring;
  std::vector<CourseEntry> entries;  // globs expanded, nested manifests included, in order
};

// Cycles of nested manifests, absent files, globs that match nothing and puzzles that are named twice are
// errors at their place. Paths are relative to the manifest that has them and stay inside the folder of the
// outermost one, so that a course from strangers reads nothing else.
[[nodiscard]] support::Result<Course> load_course(const std::string& path, const LoadOptions& options = {});
[[nodiscard]] bool is_course_file(const std::string& path);  // named course.yaml or course.yml

}  // namespace asyncq::puzzle
