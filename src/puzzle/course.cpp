#include "puzzle/course.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "puzzle/glob.h"
#include "puzzle/reader.h"
#include "puzzle/time_settings.h"
#include "puzzle/words.h"

namespace asyncq::puzzle {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSections = 20;  // nested in one another
constexpr std::size_t kMaxCourseEntries = 20'000;
constexpr std::size_t kMaxGlobVisits = 100'000;  // files and folders that one glob may look at

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

// What a glob takes for a puzzle: not manifests, not answers.
bool is_puzzle_name(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  return ends_with_any(name, {".yaml", ".yml", ".js", ".cjs", ".mjs"}) && !is_course_file(name) &&
         !ends_with_any(name, {".answer.yaml", ".answer.yml"});
}

bool leaves_folder(const fs::path& normal) {
  return normal.is_absolute() || (!normal.empty() && *normal.begin() == "..");
}

// What holds for the entries of one list in a manifest.
struct Surroundings {
  std::vector<std::string> section;
  std::optional<Scoring> scoring;
  std::optional<int> jitter_ms;
  fs::path folder;  // of the manifest, relative to the outermost one's
};

class CourseReader {
 public:
  CourseReader(const std::string& path, const LoadOptions& options)
      : root_(fs::path(path).parent_path()), options_(options) {}

  // A manifest, named relative to the root; nothing if it cannot be read at all.
  std::optional<Course> read_manifest(const fs::path& path, Surroundings around) {
    Course course;
    auto file = read_source((root_ / path).string(), options_.max_input);
    if (!file) {
      problems_.insert(problems_.end(), file.errors().begin(), file.errors().end());
      return std::nullopt;
    }
    course.file = *file;
    const auto document = parse_yaml(course.file);
    problems_.insert(problems_.end(), document->problems.begin(), document->problems.end());
    if (document->root == nullptr) {
      if (document->problems.empty()) {
        problems_.push_back(
            {support::Severity::error, course.file, {}, "an empty file where a course is expected", ""});
      }
      return course;
    }
    Reader reader(*document, problems_);
    const Node& root = *document->root;
    if (!root.is_mapping()) {
      reader.error(root, fmt::format("a course is a mapping with the keys asyncq, title and puzzles, not {}",
                                     describe(root)));
      return course;
    }
    if (!reader.version(root, "a course") && root.find("asyncq") != nullptr) return course;
    static constexpr std::string_view kKeys[] = {"asyncq", "title", "scoring", "time", "puzzles"};
    reader.check_keys(root, kKeys, "a course");
    if (const Node* title = root.find("title")) course.title = reader.text(*title, "title").value_or("");
    course.scoring = reader.word(root, "scoring", kScorings);
    if (course.scoring) around.scoring = course.scoring;
    if (const auto jitter = read_jitter(reader, root)) around.jitter_ms = jitter;
    if (!open_.empty() && !course.title.empty()) around.section.push_back(course.title);
    around.folder = path.parent_path();
    open_.push_back(path);
    if (const Node* puzzles = root.find("puzzles")) {
      read_list(reader, *puzzles, around);
    } else {
      reader.error(root, "the key 'puzzles' is missing: a list of puzzle files");
    }
    open_.pop_back();
    return course;
  }

  support::Diagnostics problems_;
  std::vector<CourseEntry> entries_;

 private:
  void read_list(Reader& reader, const Node& list, const Surroundings& around) {
    if (!list.is_sequence()) {
      return reader.error(list, fmt::format("puzzles must be a list, not {}", describe(list)));
    }
    if (around.section.size() > kMaxSections) {
      return reader.error(list, fmt::format("more than {} sections in one another", kMaxSections));
    }
    for (const Node* item : list.items) {
      if (item->is_mapping()) {
        read_mapping(reader, *item, around);
      } else if (auto path = reader.text(*item, "a puzzle's path")) {
        add_puzzles(reader, *item, *path, std::nullopt, around);
      }
    }
  }

  void read_mapping(Reader& reader, const Node& item, const Surroundings& around) {
    if (const Node* set = item.find("set")) {
      static constexpr std::string_view kKeys[] = {"set"};
      reader.check_keys(item, kKeys, "a nested set");
      return read_set(reader, *set, around);
    }
    if (const Node* list = item.find("puzzles")) {
      static constexpr std::string_view kKeys[] = {"title", "puzzles"};
      reader.check_keys(item, kKeys, "a section");
      Surroundings inside = around;
      const Node* title = item.find("title");
      if (title == nullptr) reader.error(item, "a section needs a title");
      if (title != nullptr) inside.section.push_back(reader.text(*title, "title").value_or(""));
      return read_list(reader, *list, inside);
    }
    static constexpr std::string_view kKeys[] = {"puzzle", "points"};
    reader.check_keys(item, kKeys, "an entry of a course");
    const Node* path = item.find("puzzle");
    std::optional<double> points;
    if (const Node* node = item.find("points")) points = reader.amount(*node, "points");
    if (path == nullptr) {
      return reader.error(
          item, "an entry needs 'puzzle' (a path), 'set' (a nested course) or 'title' and 'puzzles'");
    }
    if (const auto text = reader.text(*path, "puzzle")) add_puzzles(reader, *path, *text, points, around);
  }

  void read_set(Reader& reader, const Node& node, const Surroundings& around) {
    const auto text = reader.text(node, "set");
    if (!text) return;
    const fs::path path = (around.folder / *text).lexically_normal();
    if (leaves_folder(path)) return refuse_path(reader, node);
    if (std::find(open_.begin(), open_.end(), path) != open_.end()) {
      return reader.error(node, fmt::format("'{}' contains this set: the course would never end", *text));
    }
    if (open_.size() >= kMaxSections) {
      return reader.error(node, fmt::format("more than {} sets in one another", kMaxSections));
    }
    if (!is_file(reader, node, path)) return;
    read_manifest(path, around);
  }

  void add_puzzles(Reader& reader, const Node& node, const std::string& text, std::optional<double> points,
                   const Surroundings& around) {
    const fs::path path = (around.folder / text).lexically_normal();
    if (leaves_folder(path)) return refuse_path(reader, node);
    if (!is_glob(text)) {
      if (is_file(reader, node, path)) add_entry(reader, node, path, points, around);
      return;
    }
    auto found = expand_glob((root_ / around.folder).string(), text, kMaxGlobVisits);
    if (!found) {
      return reader.error(node, fmt::format("this pattern would look at more than {} files", kMaxGlobVisits));
    }
    found->erase(std::remove_if(found->begin(), found->end(),
                                [](const std::string& name) { return !is_puzzle_name(name); }),
                 found->end());
    if (found->empty()) {
      return reader.error(node, fmt::format("no puzzle matches '{}'", text),
                          "a pattern is relative to the manifest's folder");
    }
    for (const std::string& name : *found) {
      add_entry(reader, node, (around.folder / name).lexically_normal(), points, around);
    }
  }

  void add_entry(Reader& reader, const Node& node, const fs::path& path, std::optional<double> points,
                 const Surroundings& around) {
    if (entries_.size() >= kMaxCourseEntries) {
      if (!full_) reader.error(node, fmt::format("more than {} puzzles in a course", kMaxCourseEntries));
      full_ = true;
      return;
    }
    const std::string opened = (root_ / path).string();
    std::error_code failed;
    const fs::path canonical = fs::weakly_canonical(opened, failed);
    const std::string place = fmt::format("{}:{}", reader.document().file->name(), node.range.begin.line);
    const auto [first, is_new] = seen_.emplace(failed ? opened : canonical.string(), place);
    if (!is_new) {
      return reader.error(node, fmt::format("the puzzle '{}' is in the course twice", opened),
                          fmt::format("it is named at {} already", first->second));
    }
    entries_.push_back({opened, points, around.scoring, around.jitter_ms, around.section, node.range});
  }

  void refuse_path(Reader& reader, const Node& node) {
    reader.error(node, "a path that leaves the course's folder",
                 "paths are relative to the manifest and stay inside the folder of the outermost one");
  }

  bool is_file(Reader& reader, const Node& node, const fs::path& path) {
    std::error_code failed;
    const fs::file_status status = fs::status(root_ / path, failed);
    if (fs::is_regular_file(status)) return true;
    if (fs::is_directory(status)) {
      reader.error(node, fmt::format("'{}' is a folder", (root_ / path).string()),
                   "its puzzles are named by a pattern: 'folder/*.yaml'");
    } else {
      reader.error(node, fmt::format("there is no file '{}'", (root_ / path).string()),
                   "paths are relative to the manifest's folder");
    }
    return false;
  }

  fs::path root_;
  LoadOptions options_;
  std::vector<fs::path> open_;               // manifests that are being read, outermost first
  std::map<std::string, std::string> seen_;  // puzzles, and where they are named
  bool full_ = false;
};

}  // namespace

support::Result<Course> load_course(const std::string& path, const LoadOptions& options) {
  CourseReader reader(path, options);
  auto course = reader.read_manifest(fs::path(path).filename(), {});
  if (!reader.problems_.empty()) return std::move(reader.problems_);
  course->entries = std::move(reader.entries_);
  return std::move(*course);
}

bool is_course_file(const std::string& path) {
  const std::string name = path.substr(path.find_last_of('/') + 1);
  return name == "course.yaml" || name == "course.yml";
}

}  // namespace asyncq::puzzle
