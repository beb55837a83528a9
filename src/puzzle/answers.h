#pragma once
// Students' predictions: where they are kept and the four states that an answer can be in.

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "puzzle/puzzle.h"
#include "trace/question.h"

namespace asyncq::puzzle {

struct MissingAnswer {};
struct EmptyAnswer {};
struct MalformedAnswer {
  support::Diagnostics why;
};
// An answer in another form than lines; whether it is one to the puzzle's question is not known yet.
struct FormedAnswer {
  trace::WrittenAnswer content;
  support::SourceFilePtr file;
  support::SourceRange range;
};
using Answer = std::variant<MissingAnswer, EmptyAnswer, MalformedAnswer, trace::Prediction, FormedAnswer>;

// One student's answers to any number of puzzles.
struct AnswerSheet {
  std::string student;  // the file's or the folder's stem; empty: nobody named
  // Set when the whole file is one answer (a YAML list, a mapping of names to words, or plain text), which
  // then answers any one puzzle.
  std::optional<Answer> single;
  std::map<std::string, Answer> by_puzzle;
  support::Diagnostics problems;  // the file as a whole could not be read: every answer of it is malformed

  [[nodiscard]] Answer answer_to(const std::string& puzzle_id) const;
};

// A file: one student (one answer, a YAML map of puzzle id to answer, or plain text). A folder: a student for
// each file or sub-folder in it (in a sub-folder, a file for each puzzle, named by its id). Sorted by
// student. warnings, if any are wanted: of files in a folder that are no answers by their names, and so not
// read.
[[nodiscard]] std::vector<AnswerSheet> load_answers(const std::string& path, const LoadOptions& options = {},
                                                    support::Diagnostics* warnings = nullptr);
// A single answer file's text.
[[nodiscard]] AnswerSheet parse_answers(support::SourceFilePtr file, const std::string& student);
// --predict 'a, b, c': split at commas, outer white space dropped; "\," is a comma.
[[nodiscard]] Answer parse_inline_prediction(const std::string& text);
// The same for several orders: 'a, b; b, a'; "\\;" is a semicolon.
[[nodiscard]] Answer parse_inline_orders(const std::string& text);
// The sibling answer file of a puzzle: `name.answer.yaml`, `name.answer.txt`; empty path when there is none.
[[nodiscard]] std::string sibling_answer_path(const std::string& puzzle_path);

}  // namespace asyncq::puzzle
