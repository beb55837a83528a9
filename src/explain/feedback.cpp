#include "explain/feedback.h"

#include "explain/phrases.h"

namespace asyncq::explain {

std::string divergence(const trace::Prediction& predicted, const trace::Prediction& expected,
                       std::size_t first_divergence) {
  const std::string line = std::to_string(first_divergence + 1);
  if (first_divergence >= predicted.size()) {
    return say(Phrase::prediction_ends, {line, expected.at(first_divergence)});
  }
  if (first_divergence >= expected.size()) {
    return say(Phrase::program_ends, {line, predicted[first_divergence]});
  }
  return say(Phrase::parts, {line, predicted[first_divergence], expected[first_divergence]});
}

std::string divergence_place(std::size_t predicted_lines, std::size_t first_divergence) {
  if (first_divergence == 0) return say(Phrase::parts_at_first_line);
  if (first_divergence >= predicted_lines) return say(Phrase::ends_too_early);
  if (first_divergence == 1) return say(Phrase::first_line_right);
  return say(Phrase::parts_after, {std::to_string(first_divergence), std::to_string(first_divergence + 1)});
}

std::string no_legal_order(std::size_t predicted_lines, std::size_t first_divergence) {
  if (first_divergence >= predicted_lines) return say(Phrase::every_order_goes_on);
  if (first_divergence == 0) return say(Phrase::no_order_begins);
  return say(Phrase::no_order_goes_on, {std::to_string(first_divergence + 1)});
}

std::string no_legal_order(std::size_t predicted_lines, std::size_t first_divergence,
                           const std::vector<std::string>& next, bool may_end) {
  const std::string why = no_legal_order(predicted_lines, first_divergence) + ": ";
  if (next.empty()) return why + say(Phrase::nothing_can_follow);
  return why + say(Phrase::can_follow, {alternatives(next, may_end)});
}

}  // namespace asyncq::explain
