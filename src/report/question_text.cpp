#include "report/question_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "explain/question_feedback.h"
#include "report/escape.h"
#include "report/paint.h"
#include "support/text.h"

namespace asyncq::report {

namespace {

using judge::Part;
using judge::PartKind;

// An output or a pair on one line.
std::string on_one_line(const trace::Prediction& lines) {
  if (lines.empty()) return "(nothing)";
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : ", ") + line;
  return terminal_text(out);
}

struct Mark {
  std::string_view sign;
  Ink ink;
  std::string_view words;
};

Mark mark_of(PartKind kind) {
  switch (kind) {
    case PartKind::right:
      return {"=", Ink::none, ""};
    case PartKind::wrong:
      return {"!", Ink::bad, ""};
    case PartKind::extra:
      return {"-", Ink::bad, "cannot be printed"};
    case PartKind::missing:
      return {"+", Ink::notice, "missing"};
  }
  return {"", Ink::none, ""};
}

std::string word_of(const std::optional<trace::Response>& response, std::size_t item) {
  if (!response || item >= response->words.size()) return "";
  return response->words[item];
}

std::size_t widest_name(const std::vector<trace::Item>& items) {
  std::size_t width = 0;
  for (const trace::Item& item : items) width = std::max(width, support::display_width(item.name));
  return width;
}

constexpr std::size_t kWordWidth = 7;  // "answer", and the longest word

std::string words_text(const QuestionGrade& question, Style style) {
  const std::size_t width = widest_name(question.items);
  std::string out;
  const bool compared = question.expected.has_value();
  std::string heading = "     " + padded("", width) + "  " + padded("answer", kWordWidth);
  if (compared) heading += "  truth";
  append_line(out, painted(heading, Ink::dim, style.color));
  for (std::size_t i = 0; i < question.items.size(); ++i) {
    const Mark mark = compared ? mark_of(question.parts.at(i).kind) : Mark{" ", Ink::none, ""};
    std::string line = fmt::format("  {}  {}  {}", mark.sign, padded(question.items[i].name, width),
                                   padded(word_of(question.answered, i), kWordWidth));
    if (compared) line += "  " + padded(word_of(question.expected, i), kWordWidth);
    line += "  " + on_one_line(question.items[i].lines);
    append_line(out, painted(line, mark.ink, style.color));
  }
  return out;
}

std::string order_line(Mark mark, const trace::Prediction& order, Style style) {
  std::string line = fmt::format("  {}  {}", mark.sign, on_one_line(order));
  if (!mark.words.empty()) line += fmt::format("   ({})", mark.words);
  return painted(line, mark.ink, style.color);
}

std::string orders_text(const QuestionGrade& question, Style style) {
  std::string out;
  if (!question.expected) {
    if (!question.answered) return out;
    for (const trace::Prediction& order : question.answered->orders) {
      append_line(out, order_line({" ", Ink::none, ""}, order, style));
    }
    return out;
  }
  for (const Part& part : question.parts) {
    const bool missing = part.kind == PartKind::missing;
    const std::vector<trace::Prediction>& orders =
        missing ? question.expected->orders : question.answered->orders;
    append_line(out, order_line(mark_of(part.kind), orders.at(part.index), style));
  }
  return out;
}

}  // namespace

std::string question_text(const QuestionGrade& question, Style style) {
  const bool orders = trace::kind_of(question.ask).form == trace::AnswerForm::orders;
  if (!question.expected && !question.answered) return "";
  return orders ? orders_text(question, style) : words_text(question, style);
}

std::string question_reason(const Grade& grade) {
  const QuestionGrade& question = *grade.question;
  if (grade.status == Status::right) return explain::question_is_right(question.ask);
  if (!grade.first_divergence || !question.answered) return "";
  return explain::first_wrong_part(question.ask, question.items, *question.answered,
                                   question.expected ? &*question.expected : nullptr,
                                   *grade.first_divergence);
}

}  // namespace asyncq::report
