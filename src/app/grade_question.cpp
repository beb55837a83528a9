#include "app/grade_question.h"

#include "app/scoring.h"

namespace asyncq::app {

namespace {

using report::Status;

// What was answered; nothing: it is missing, empty, or no answer to this question, which the grade then says.
std::optional<trace::Response> read(const Solved& solved, const puzzle::Answer& answer,
                                    report::Grade& grade) {
  const SolvedQuestion& question = *solved.question;
  const trace::QuestionKind& kind = trace::kind_of(solved.ask);
  support::Result<trace::Response> response = trace::Response{};
  support::SourceFilePtr file;
  support::SourceRange range;
  if (const auto* lines = std::get_if<trace::Prediction>(&answer)) {
    response = trace::interpret(*lines, kind, question.items);
  } else if (const auto* formed = std::get_if<puzzle::FormedAnswer>(&answer)) {
    response = trace::interpret(formed->content, kind, question.items);
    file = formed->file;
    range = formed->range;
  } else {
    grade.status = std::holds_alternative<puzzle::EmptyAnswer>(answer) ? Status::empty : Status::missing;
    return std::nullopt;
  }
  if (response) return *response;
  grade.status = Status::malformed;
  for (support::Diagnostic problem : response.errors()) {
    problem.file = file;
    problem.range = range;
    grade.problems.push_back(std::move(problem));
  }
  return std::nullopt;
}

}  // namespace

report::Grade grade_question(const Solved& solved, const puzzle::Answer& answer) {
  report::Grade grade = solved.blank;
  const trace::QuestionKind& kind = trace::kind_of(solved.ask);
  const SolvedQuestion& asked = *solved.question;
  const std::optional<trace::Response> response = read(solved, answer, grade);
  if (grade.status == Status::malformed) return grade;
  const judge::PartsVerdict verdict =
      judge::judge_parts(kind, response.value_or(trace::Response{}), asked.truth);
  grade.question = report::QuestionGrade{solved.ask, asked.items, response, asked.truth, verdict.parts};
  grade.explanation = solved.explanation;
  if (!response) return grade;
  grade.status = verdict.correct ? Status::right : Status::wrong;
  grade.first_divergence = verdict.first_wrong;
  grade.scores = verdict.scores;
  grade.score = score_by(solved.scoring, verdict.scores);
  grade.points = grade.score * grade.max_points;
  return grade;
}

}  // namespace asyncq::app
