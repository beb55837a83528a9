#include "puzzle/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "puzzle/reader.h"
#include "puzzle/written_answer.h"
#include "support/text.h"

namespace asyncq::puzzle {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxAnswerFiles = 100'000;  // in a folder and its folders

bool has_ending(const std::string& name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}
bool is_yaml(const std::string& name) {
  return has_ending(name, {".yaml", ".yml"});
}
bool is_answer_file(const std::string& name) {
  return !name.starts_with('.') && (is_yaml(name) || name.ends_with(".txt"));
}

// For text whose name says nothing: its first line is an item, a bracket or a key with its list.
bool looks_like_yaml(std::string_view text) {
  for (const std::string& line : support::split_lines(text)) {
    const std::string_view content = support::trim(line);
    if (content.empty() || content.starts_with('#')) continue;
    return content == "---" || content == "-" || content.starts_with("- ") || content.starts_with('[') ||
           content.starts_with('{') || content.ends_with(':') ||
           content.find(": [") != std::string_view::npos;
  }
  return false;
}

Answer answer_of_lines(const std::vector<std::string>& lines) {
  trace::Prediction prediction = trace::normalized(lines);
  if (prediction.empty()) return EmptyAnswer{};
  return prediction;
}

Answer answer_of_node(Reader& reader, support::Diagnostics& problems, const Node& node,
                      std::string_view what) {
  if (node.is_scalar() && node.absent) return EmptyAnswer{};
  const std::size_t before = problems.size();
  if (auto written = read_answer(reader, node, what)) {
    if (const auto* lines = std::get_if<trace::Prediction>(&*written)) return answer_of_lines(*lines);
    return FormedAnswer{std::move(*written), reader.document().file, node.range};
  }
  return MalformedAnswer{{problems.begin() + static_cast<std::ptrdiff_t>(before), problems.end()}};
}

// Every value a word: an answer to one question, where a map of puzzle ids has lists.
bool maps_to_words(const Node& mapping) {
  return !mapping.entries.empty() &&
         std::all_of(mapping.entries.begin(), mapping.entries.end(),
                     [](const NodeEntry& entry) { return entry.value->is_scalar() && !entry.value->absent; });
}

// A file that a strict reader cannot follow: its one answer is malformed, and so is every named one.
AnswerSheet unreadable(std::string student, support::Diagnostics why) {
  AnswerSheet sheet;
  sheet.student = std::move(student);
  sheet.single = MalformedAnswer{why};
  sheet.problems = std::move(why);
  return sheet;
}

AnswerSheet parse_yaml_answers(const support::SourceFilePtr& file, const std::string& student) {
  AnswerSheet sheet;
  sheet.student = student;
  const auto document = parse_yaml(file);
  if (!document->problems.empty()) return unreadable(student, document->problems);
  if (document->root == nullptr) {
    sheet.single = EmptyAnswer{};
    return sheet;
  }
  const Node& root = *document->root;
  support::Diagnostics problems;
  Reader reader(*document, problems);
  if (!root.is_mapping() || maps_to_words(root)) {
    sheet.single = answer_of_node(reader, problems, root, "an answer");
    return sheet;
  }
  for (const NodeEntry& entry : root.entries) {
    problems.clear();
    sheet.by_puzzle[entry.key->text] = answer_of_node(reader, problems, *entry.value, "an answer");
  }
  return sheet;
}

AnswerSheet load_file(const fs::path& path, std::string student, const LoadOptions& options) {
  auto file = read_source(path.string(), options.max_input);
  if (!file) return unreadable(std::move(student), file.errors());
  return parse_answers(*file, student);
}

// The names in a folder, hidden ones left out, sorted; at most kMaxAnswerFiles.
std::vector<fs::directory_entry> visible_entries(const fs::path& folder, std::error_code& failed) {
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (entry->path().filename().string().starts_with('.')) continue;
    if (entries.size() == kMaxAnswerFiles) break;
    entries.push_back(*entry);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

support::Diagnostic fault(const fs::path& path, std::string message) {
  return {support::Severity::error,
          std::make_shared<support::SourceFile>(path.string(), ""),
          {},
          std::move(message),
          ""};
}

void add_unread(support::Diagnostics* warnings, const fs::path& path) {
  if (warnings == nullptr) return;
  warnings->push_back({support::Severity::warning,
                       std::make_shared<support::SourceFile>(path.string(), ""),
                       {},
                       "is not read: it is no answer file by its name",
                       "an answer file is named .yaml, .yml or .txt"});
}

// A student's folder: a file for each puzzle, named by its id.
AnswerSheet load_student_folder(const fs::path& folder, const LoadOptions& options,
                                support::Diagnostics* warnings) {
  AnswerSheet sheet;
  sheet.student = folder.filename().string();
  std::error_code failed;
  for (const fs::directory_entry& entry : visible_entries(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (!is_answer_file(name)) {
      add_unread(warnings, entry.path());
      continue;
    }
    const std::string puzzle = entry.path().stem().string();
    const AnswerSheet one = load_file(entry.path(), sheet.student, options);
    if (sheet.by_puzzle.contains(puzzle)) {
      sheet.by_puzzle[puzzle] =
          MalformedAnswer{{fault(entry.path(), "a second file with an answer to the same puzzle")}};
    } else if (one.single) {
      sheet.by_puzzle[puzzle] = *one.single;
    } else {
      sheet.by_puzzle[puzzle] = one.answer_to(puzzle);
    }
  }
  if (failed)
    return unreadable(sheet.student, {fault(folder, fmt::format("cannot be read: {}", failed.message()))});
  return sheet;
}

// The parts between separators, outer white space dropped; a backslash before a separator makes it text.
std::vector<std::string> split_inline(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == separator) {
      parts.back() += text[++i];
    } else if (text[i] == separator) {
      parts.emplace_back();
    } else {
      parts.back() += text[i];
    }
  }
  for (std::string& part : parts) part = std::string(support::trim(part));
  return parts;
}

}  // namespace

Answer AnswerSheet::answer_to(const std::string& puzzle_id) const {
  if (!problems.empty()) return MalformedAnswer{problems};
  if (const auto found = by_puzzle.find(puzzle_id); found != by_puzzle.end()) return found->second;
  if (single) return *single;
  return MissingAnswer{};
}

AnswerSheet parse_answers(support::SourceFilePtr file, const std::string& student) {
  const bool plain_text = file->name().ends_with(".txt");
  if (!plain_text && (is_yaml(file->name()) || looks_like_yaml(file->text()))) {
    return parse_yaml_answers(file, student);
  }
  AnswerSheet sheet;
  sheet.student = student;
  sheet.single = answer_of_lines(support::split_lines(file->text()));
  return sheet;
}

std::vector<AnswerSheet> load_answers(const std::string& path, const LoadOptions& options,
                                      support::Diagnostics* warnings) {
  std::error_code failed;
  const fs::path root(path);
  if (path == "-" || !fs::is_directory(root, failed)) {
    return {load_file(root, path == "-" ? "" : root.stem().string(), options)};
  }
  std::vector<AnswerSheet> sheets;
  for (const fs::directory_entry& entry : visible_entries(root, failed)) {
    std::error_code ignored;
    if (entry.is_directory(ignored)) {
      sheets.push_back(load_student_folder(entry.path(), options, warnings));
    } else if (is_answer_file(entry.path().filename().string())) {
      sheets.push_back(load_file(entry.path(), entry.path().stem().string(), options));
    } else {
      add_unread(warnings, entry.path());
    }
  }
  if (failed)
    sheets.push_back(unreadable("", {fault(root, fmt::format("cannot be read: {}", failed.message()))}));
  std::stable_sort(sheets.begin(), sheets.end(),
                   [](const AnswerSheet& a, const AnswerSheet& b) { return a.student < b.student; });
  return sheets;
}

Answer parse_inline_prediction(const std::string& text) {
  return answer_of_lines(split_inline(text, ','));
}

Answer parse_inline_orders(const std::string& text) {
  trace::Orders orders;
  for (const std::string& order : split_inline(text, ';')) {
    trace::Prediction lines = trace::normalized(split_inline(order, ','));
    if (!lines.empty()) orders.list.push_back(std::move(lines));
  }
  if (orders.list.empty()) return EmptyAnswer{};
  return FormedAnswer{std::move(orders), nullptr, {}};
}

std::string sibling_answer_path(const std::string& puzzle_path) {
  const fs::path puzzle(puzzle_path);
  for (const std::string_view ending : {".answer.yaml", ".answer.yml", ".answer.txt"}) {
    fs::path sibling = puzzle.parent_path() / puzzle.stem();
    sibling += ending;
    std::error_code failed;
    if (fs::exists(sibling, failed)) return sibling.string();
  }
  return {};
}

}  // namespace asyncq::puzzle
