#include "app/answer_source.h"

#include <fmt/format.h>

#include <algorithm>
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

// An answer to no puzzle here is normal (a sheet may be for a whole course), unless it looks like a slip.
support::Diagnostics misspelt_ids(const AnswerSheet& sheet, const std::vector<std::string_view>& ids) {
  support::Diagnostics warnings;
  for (const auto& [id, answer] : sheet.by_puzzle) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    const std::string_view near = support::nearest(id, ids);
    if (near.empty() || sheet.by_puzzle.contains(std::string(near))) continue;
    warnings.push_back({support::Severity::warning,
                        nullptr,
                        {},
                        fmt::format("'{}' answers '{}', which is no puzzle here", sheet.student, id),
                        fmt::format("did you mean '{}'?", near)});
  }
  return warnings;
}

}  // namespace

std::vector<StudentAnswers> find_answers(const GradeOptions& options, bool from_input,
                                         const std::vector<Solved>& puzzles, support::Diagnostics& warnings) {
  const puzzle::LoadOptions& load = options.common.load;
  std::vector<StudentAnswers> students;
  if (from_input || !options.answers.empty()) {
    std::vector<std::string_view> ids;
    for (const Solved& solved : puzzles) ids.emplace_back(solved.blank.puzzle);
    const std::vector<AnswerSheet> sheets =
        from_input ? std::vector{sheet_from_input(load)} : puzzle::load_answers(options.answers, load);
    for (const AnswerSheet& sheet : sheets) {
      StudentAnswers& student = students.emplace_back(StudentAnswers{sheet.student, {}});
      for (const Solved& solved : puzzles)
        student.answers.push_back(as_asked(answer_on(sheet, solved, puzzles.size()), solved));
      const support::Diagnostics slips = misspelt_ids(sheet, ids);
      warnings.insert(warnings.end(), slips.begin(), slips.end());
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
