#include "app/answer_source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace asyncq::app {

namespace {

using puzzle::Answer;
using puzzle::AnswerSheet;

AnswerSheet sheet_from_input(const puzzle::LoadOptions& options) {
  support::Result<support::SourceFilePtr> input = puzzle::read_source("-", options.max_input);
  if (input) return puzzle::parse_answers(*input, "");
  AnswerSheet sheet;
  sheet.problems = input.errors();
  return sheet;
}

Answer answer_of(const trace::WrittenAnswer& written) {
  const auto* lines = std::get_if<trace::Prediction>(&written);
  if (lines == nullptr) return puzzle::FormedAnswer{written, nullptr, {}};
  if (lines->empty()) return puzzle::EmptyAnswer{};
  return *lines;
}

// What is kept with the puzzle.
Answer answer_beside(const Solved& solved, const puzzle::LoadOptions& options) {
  if (solved.question && solved.question->own_answer) return answer_of(*solved.question->own_answer);
  if (solved.own_prediction) {
    if (solved.own_prediction->empty()) return puzzle::EmptyAnswer{};
    return *solved.own_prediction;
  }
  if (solved.blank.file == "-") return puzzle::MissingAnswer{};
  const std::string sibling = puzzle::sibling_answer_path(solved.blank.file);
  if (sibling.empty()) return puzzle::MissingAnswer{};
  const std::vector<AnswerSheet> sheets = puzzle::load_answers(sibling, options);
  return sheets.empty() ? Answer(puzzle::MissingAnswer{}) : sheets.front().answer_to(solved.blank.puzzle);
}

Answer inline_answer(const std::string& text, const Solved& solved) {
  const bool orders = trace::kind_of(solved.ask).form == trace::AnswerForm::orders;
  return orders ? puzzle::parse_inline_orders(text) : puzzle::parse_inline_prediction(text);
}

// A sheet that holds one list answers one puzzle; which of several it means is not to be guessed.
Answer answer_on(const AnswerSheet& sheet, const Solved& solved, std::size_t puzzles) {
  const bool one_answer = sheet.single && (std::holds_alternative<trace::Prediction>(*sheet.single) ||
                                           std::holds_alternative<puzzle::FormedAnswer>(*sheet.single));
  if (!one_answer || puzzles == 1) return sheet.answer_to(solved.blank.puzzle);
  support::Diagnostic problem;
  problem.message = fmt::format(
      "the answer{} is one list, but there are {} puzzles: a map of puzzle id to list was expected",
      sheet.student.empty() ? "" : " of '" + sheet.student + "'", puzzles);
  return puzzle::MalformedAnswer{{problem}};
}

// Of a puzzle that asks for the one order, an answer that is no list of lines cannot be read.
Answer as_asked(Answer answer, const Solved& solved) {
  const auto* formed = std::get_if<puzzle::FormedAnswer>(&answer);
  if (formed == nullptr || solved.ask != trace::Question::order) return answer;
  const auto response = trace::interpret(formed->content, trace::kind_of(solved.ask), {});
  puzzle::MalformedAnswer malformed{response.errors()};
  for (support::Diagnostic& problem : malformed.why) {
    problem.file = formed->file;
    problem.range = formed->range;
  }
  return malformed;
}

support::Diagnostic warning(std::string message, std::string hint) {
  return {support::Severity::warning, nullptr, {}, std::move(message), std::move(hint)};
}

std::string who_answers(const AnswerSheet& sheet) {
  return sheet.student.empty() ? "the answer file answers" : fmt::format("'{}' answers", sheet.student);
}

// Answers to no puzzle here: each that looks like a slip, and the others together, since a sheet may be for
// more puzzles than are graded.
support::Diagnostics unknown_ids(const AnswerSheet& sheet, const std::vector<std::string_view>& ids) {
  constexpr std::size_t kMostNamed = 3;
  support::Diagnostics warnings;
  std::vector<std::string> others;
  for (const auto& [id, answer] : sheet.by_puzzle) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    const std::string_view near = support::nearest(id, ids);
    if (near.empty() || sheet.by_puzzle.contains(std::string(near))) {
      others.push_back("'" + id + "'");
    } else {
      warnings.push_back(warning(fmt::format("{} '{}', which is no puzzle here", who_answers(sheet), id),
                                 fmt::format("did you mean '{}'?", near)));
    }
  }
  // One puzzle of a course: its sheets hold the answers to the others too.
  if (others.empty() || ids.size() == 1) return warnings;
  const std::size_t count = others.size();
  if (count > kMostNamed) others.resize(kMostNamed);
  warnings.push_back(
      warning(fmt::format("{} {}{}, which {} here", who_answers(sheet), fmt::join(others, ", "),
                          count > kMostNamed ? fmt::format(" and {} more", count - kMostNamed) : "",
                          count == 1 ? "is no puzzle" : "are no puzzles"),
              count == 1 ? "this answer is not graded" : "these answers are not graded"));
  return warnings;
}

// A folder of answers holds students; one student's own folder looks as if its puzzles were students.
support::Diagnostics students_like_puzzles(const std::vector<AnswerSheet>& sheets,
                                           const std::vector<std::string_view>& ids,
                                           const std::string& path) {
  const auto alike = std::find_if(sheets.begin(), sheets.end(), [&](const AnswerSheet& sheet) {
    return std::find(ids.begin(), ids.end(), sheet.student) != ids.end();
  });
  std::error_code error;
  if (alike == sheets.end() || !std::filesystem::is_directory(path, error)) return {};
  return {warning(
      fmt::format("'{}' is taken for the name of a student, and is the id of a puzzle", alike->student),
      fmt::format("is '{}' one student's own folder? --answers takes the folder that holds it", path))};
}

void append(support::Diagnostics& to, const support::Diagnostics& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

std::vector<StudentAnswers> find_answers(const GradeOptions& options, bool from_input,
                                         const std::vector<Solved>& puzzles, support::Diagnostics& warnings) {
  const puzzle::LoadOptions& load = options.common.load;
  std::vector<StudentAnswers> students;
  if (from_input || !options.answers.empty()) {
    std::vector<std::string_view> ids;
    for (const Solved& solved : puzzles) ids.emplace_back(solved.blank.puzzle);
    const std::vector<AnswerSheet> sheets = from_input
                                                ? std::vector{sheet_from_input(load)}
                                                : puzzle::load_answers(options.answers, load, &warnings);
    append(warnings, students_like_puzzles(sheets, ids, options.answers));
    for (const AnswerSheet& sheet : sheets) {
      StudentAnswers& student = students.emplace_back(StudentAnswers{sheet.student, {}});
      for (const Solved& solved : puzzles)
        student.answers.push_back(as_asked(answer_on(sheet, solved, puzzles.size()), solved));
      append(warnings, unknown_ids(sheet, ids));
    }
    return students;
  }
  StudentAnswers& nobody = students.emplace_back();
  for (const Solved& solved : puzzles) {
    nobody.answers.push_back(options.predict ? inline_answer(*options.predict, solved)
                                             : as_asked(answer_beside(solved, load), solved));
  }
  return students;
}

}  // namespace asyncq::app
