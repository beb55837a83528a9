#include "explain/question_feedback.h"

#include "explain/phrases.h"

namespace asyncq::explain {

std::string question_to_student(trace::Question question) {
  switch (question) {
    case trace::Question::order:
      return "";
    case trace::Question::orders:
      return say(Phrase::ask_orders);
    case trace::Question::possible:
      return say(Phrase::ask_possible);
    case trace::Question::always:
      return say(Phrase::ask_always);
    case trace::Question::never:
      return say(Phrase::ask_never);
  }
  return "";
}

std::string question_is_right(trace::Question question) {
  const bool orders = trace::kind_of(question).form == trace::AnswerForm::orders;
  return say(orders ? Phrase::all_orders_right : Phrase::all_words_right);
}

std::string first_wrong_part(trace::Question question, std::span<const trace::Item> items,
                             const trace::Response& answer, const trace::Response* truth,
                             std::size_t first_wrong) {
  if (trace::kind_of(question).form == trace::AnswerForm::orders) {
    const bool listed = first_wrong < answer.orders.size();
    return listed ? say(Phrase::order_not_legal, {std::to_string(first_wrong + 1)})
                  : say(Phrase::orders_missing);
  }
  const std::string& name = items[first_wrong].name;
  const std::string& word = answer.words.at(first_wrong);
  if (word.empty()) return say(Phrase::item_unanswered, {name});
  if (truth == nullptr) return say(Phrase::item_wrong, {name});
  return say(Phrase::item_differs, {name, word, truth->words.at(first_wrong)});
}

}  // namespace asyncq::explain
