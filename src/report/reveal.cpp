#include "report/reveal.h"

#include <memory>

namespace asyncq::report {

namespace {

// The problems with their places but without the source lines, which may hold the key.
void drop_source_lines(support::Diagnostics& problems) {
  for (support::Diagnostic& problem : problems) {
    if (problem.file) problem.file = std::make_shared<support::SourceFile>(problem.file->name(), "");
  }
}

}  // namespace

std::optional<Reveal> find_reveal(std::string_view name) {
  if (name == "never") return Reveal::never;
  if (name == "right") return Reveal::right;
  if (name == "always") return Reveal::always;
  return std::nullopt;
}

void withhold(Grade& grade, Reveal reveal) {
  if (reveal == Reveal::always || (reveal == Reveal::right && grade.status == Status::right)) return;
  grade.expected.reset();
  grade.departure.reset();
  grade.rows.clear();
  if (grade.question) {
    grade.question->expected.reset();
    grade.question->parts.clear();
  }
  grade.scores.reset();
  grade.ending.reset();
  grade.explanation.clear();
  if (reveal == Reveal::right) return;
  grade.predicted.reset();
  if (grade.question) {
    grade.question->items.clear();
    grade.question->answered.reset();
  }
  grade.first_divergence.reset();
  drop_source_lines(grade.problems);
}

}  // namespace asyncq::report
