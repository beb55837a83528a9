// Grades as text for people: one answer in detail, one student's answers as a list, many students as a table.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "explain/feedback.h"
#include "explain/phrases.h"
#include "report/comparison.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/paint.h"
#include "report/question_text.h"
#include "report/tally.h"
#include "support/text.h"

namespace asyncq::report {

namespace {

constexpr std::size_t kStatusWidth = 9;  // "malformed"

Ink ink_of(Status status) {
  switch (status) {
    case Status::right:
      return Ink::good;
    case Status::wrong:
      return Ink::bad;
    case Status::missing:
    case Status::empty:
      return Ink::notice;
    case Status::malformed:
    case Status::error:
      return Ink::bad;
  }
  return Ink::none;
}

std::string heading(const Grade& grade, Style style) {
  std::string out = painted(terminal_text(grade.puzzle), Ink::bold, style.color);
  if (!grade.title.empty()) out += ": " + terminal_text(grade.title);
  std::string notes = grade.runtime;
  if (!grade.student.empty()) notes = terminal_text(grade.student) + (notes.empty() ? "" : ", ") + notes;
  if (!notes.empty()) out += " [" + notes + "]";
  return out;
}

// Why the status is what it is, in one sentence; may be empty.
std::string reason(const Grade& grade) {
  const bool answered = grade.status == Status::right || grade.status == Status::wrong;
  if (answered && grade.question) return question_reason(grade);
  switch (grade.status) {
    case Status::right:
      return explain::say(grade.any_order ? explain::Phrase::one_of_several : explain::Phrase::all_right);
    case Status::wrong:
      if (!grade.first_divergence || !grade.predicted) return "";
      if (grade.departure) {
        return explain::no_legal_order(grade.predicted->size(), *grade.first_divergence,
                                       grade.departure->next, grade.departure->may_end);
      }
      if (grade.any_order) return explain::no_legal_order(grade.predicted->size(), *grade.first_divergence);
      if (!grade.expected) return explain::divergence_place(grade.predicted->size(), *grade.first_divergence);
      return explain::divergence(*grade.predicted, *grade.expected, *grade.first_divergence);
    case Status::missing:
      return "there is no answer";
    case Status::empty:
      return "the answer has no lines";
    case Status::malformed:
      return "the answer cannot be read";
    case Status::error:
      return "the puzzle cannot be graded";
  }
  return "";
}

std::string status_line(const Grade& grade, Style style) {
  std::string out = painted(name(grade.status), ink_of(grade.status), style.color);
  const std::string why = terminal_text(reason(grade));
  if (!why.empty()) out += ": " + why;
  return out;
}

// The lines as far as they may be seen: compared, the student's own, or the program's alone.
std::string lines_of(const Grade& grade, Style style) {
  if (grade.question) return question_text(*grade.question, style);
  if (grade.expected) {
    const trace::Prediction nothing;
    const trace::Prediction& predicted = grade.predicted ? *grade.predicted : nothing;
    return side_by_side({"predicted", predicted}, {grade.departure ? "nearest" : "expected", *grade.expected},
                        grade.rows, style);
  }
  if (grade.predicted && grade.first_divergence) {
    return own_lines(*grade.predicted, *grade.first_divergence, style);
  }
  return "";
}

std::string ending_text(const trace::Ending& ending) {
  std::string kind = trace::name(ending.kind);
  std::replace(kind.begin(), kind.end(), '_', ' ');
  return ending.error.empty() ? kind : kind + ", " + terminal_text(ending.error);
}

std::string gutter(std::string_view text) {
  std::string out;
  for (const std::string& line : support::split_lines(support::trim_right(text))) {
    append_line(out, "  | " + terminal_text(line));
  }
  return out;
}

// ending: what the line of the score ends with.
void append_detail(std::string& out, const Grade& grade, std::string_view ending, Style style) {
  append_line(out, heading(grade, style));
  const std::string lines = lines_of(grade, style);
  if (!lines.empty()) out += "\n" + lines + "\n";
  append_line(out, status_line(grade, style));
  append_line(out, fmt::format("score {} ({}), {}{}", number_text(grade.score), grade.scoring,
                               points_text(grade.points, grade.max_points), ending));
  if (style.verbosity == Verbosity::verbose && grade.scores) {
    append_line(out, fmt::format("exact {}, prefix {}, lcs {}", number_text(grade.scores->exact),
                                 number_text(grade.scores->prefix), number_text(grade.scores->lcs)));
  }
  if (grade.ending && grade.ending->kind != trace::EndingKind::completed) {
    append_line(out, "the program ends: " + ending_text(*grade.ending));
  }
  if (!grade.determined && !grade.any_order && !grade.question)
    append_line(out, "the order is not determined: other runs may print another");
  const bool truth_is_hidden =
      grade.question ? !grade.question->expected : grade.predicted && !grade.expected;
  if (grade.first_divergence && truth_is_hidden) {
    append_line(out, painted(grade.question ? "(--reveal always shows what is true)"
                                            : "(--reveal always shows the program's lines)",
                             Ink::dim, style.color));
  }
  if (!grade.explanation.empty()) out += "\n" + gutter(grade.explanation);
}

std::string section_text(const std::vector<std::string>& section) {
  std::string out;
  for (const std::string& title : section) out += (out.empty() ? "" : " > ") + terminal_text(title);
  return out;
}

std::size_t widest_id(const std::vector<Grade>& grades) {
  std::size_t width = 0;
  for (const Grade& grade : grades)
    width = std::max(width, support::display_width(terminal_text(grade.puzzle)));
  return width;
}

std::string list_line(const Grade& grade, std::size_t id_width, Style style) {
  const std::string points = number_text(grade.points) + "/" + number_text(grade.max_points);
  std::string line = painted(padded(name(grade.status), kStatusWidth), ink_of(grade.status), style.color);
  line += fmt::format("  {:>7}  {}  {}", points, padded(terminal_text(grade.puzzle), id_width),
                      terminal_text(grade.title));
  return line;
}

void append_list(std::string& out, const std::vector<Grade>& grades, Style style) {
  const std::size_t width = widest_id(grades);
  std::string section;
  for (const Grade& grade : grades) {
    const std::string its_section = section_text(grade.section);
    if (its_section != section && !its_section.empty()) {
      append_line(out, painted("  " + its_section, Ink::dim, style.color));
    }
    section = its_section;
    append_line(out, list_line(grade, width, style));
  }
}

// A row a student, a numbered column a puzzle, and a list of what the numbers stand for.
void append_table(std::string& out, const std::vector<Grade>& grades, Style style) {
  std::vector<const Grade*> puzzles;  // the first grade of each, in order
  std::map<std::string, std::size_t> column_of;
  std::size_t name_width = std::string_view("student").size();
  for (const Grade& grade : grades) {
    if (column_of.try_emplace(grade.file, puzzles.size()).second) puzzles.push_back(&grade);
    name_width = std::max(name_width, support::display_width(terminal_text(grade.student)));
  }
  std::string header = padded("student", name_width);
  for (std::size_t i = 0; i < puzzles.size(); ++i)
    header += "  " + padded(fmt::format("{}", i + 1), kStatusWidth);
  append_line(out, painted(header + "  points", Ink::dim, style.color));

  std::vector<Tally> students = tally_by_student(grades);
  auto grade = grades.begin();
  for (const Tally& student : students) {
    std::vector<std::string> cells(puzzles.size(), std::string(kStatusWidth, ' '));
    for (; grade != grades.end() && grade->student == student.student; ++grade) {
      cells[column_of[grade->file]] =
          painted(padded(name(grade->status), kStatusWidth), ink_of(grade->status), style.color);
    }
    std::string line = padded(terminal_text(student.student), name_width);
    for (const std::string& text : cells) line += "  " + text;
    line += fmt::format("  {}/{}", number_text(student.points), number_text(student.max_points));
    append_line(out, line);
  }

  out += '\n';
  for (std::size_t i = 0; i < puzzles.size(); ++i) {
    append_line(out, fmt::format("{:>4}  {}{}{}", i + 1, terminal_text(puzzles[i]->puzzle),
                                 puzzles[i]->title.empty() ? "" : ": ", terminal_text(puzzles[i]->title)));
  }
}

bool one_student(const std::vector<Grade>& grades) {
  return std::all_of(grades.begin(), grades.end(),
                     [&](const Grade& grade) { return grade.student == grades.front().student; });
}

}  // namespace

std::string grade_as_text(const GradeReport& report, Style style) {
  const std::vector<Grade>& grades = report.grades;
  std::string out;
  if (!report.title.empty())
    append_line(out, "course " + painted(terminal_text(report.title), Ink::bold, style.color));
  const std::string exit_status =
      style.verbosity == Verbosity::quiet ? "" : fmt::format(", exit status {}", report.exit_status);
  const bool in_detail =
      style.verbosity != Verbosity::quiet && (grades.size() == 1 || style.verbosity == Verbosity::verbose);
  if (in_detail) {
    for (const Grade& grade : grades) {
      append_detail(out, grade, grades.size() == 1 ? exit_status : "", style);
      if (grades.size() > 1) out += '\n';
    }
  }
  if (grades.size() > 1 || !in_detail) {
    if (one_student(grades)) {
      append_list(out, grades, style);
    } else {
      append_table(out, grades, style);
      out += '\n';
    }
  }
  if (grades.size() > 1) {
    const Tally total = tally(grades);
    append_line(out, fmt::format("{}: {}{}", counts_text(total), points_text(total.points, total.max_points),
                                 exit_status));
  }
  return log_text(out);
}

}  // namespace asyncq::report
