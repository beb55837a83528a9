#pragma once
// Questions about all legal orders and the answers to them, as text.

#include <string>

#include "report/model.h"
#include "report/render.h"

namespace asyncq::report {

// Answer and truth side by side; the student's own answer alone where the truth is not to be shown.
[[nodiscard]] std::string question_text(const QuestionGrade& question, Style style);

// Why an answer is right or wrong, in one sentence. It tells no truth that the grade does not hold.
[[nodiscard]] std::string question_reason(const Grade& grade);

}  // namespace asyncq::report
