#pragma once
// What a student is told about an answer to a question about all legal orders.

#include <cstddef>
#include <span>
#include <string>

#include "trace/question.h"

namespace asyncq::explain {

// What the question is, and what the words of an answer mean; empty for the order.
[[nodiscard]] std::string question_to_student(trace::Question question);

[[nodiscard]] std::string question_is_right(trace::Question question);

// first_wrong: an index into the parts of judge/questions.h. truth: null when it is not to be told; then only
// the place is.
[[nodiscard]] std::string first_wrong_part(trace::Question question, std::span<const trace::Item> items,
                                           const trace::Response& answer, const trace::Response* truth,
                                           std::size_t first_wrong);

}  // namespace asyncq::explain
