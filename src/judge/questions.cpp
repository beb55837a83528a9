#include "judge/questions.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace asyncq::judge {

namespace {

using trace::Prediction;
using trace::Question;

// How two lines can stand to one another, over several outputs.
struct Relations {
  bool before = false;
  bool after = false;

  void add(const Relations& other) {
    before = before || other.before;
    after = after || other.after;
  }
  [[nodiscard]] bool any() const { return before || after; }
  [[nodiscard]] bool both() const { return before && after; }
};

// In one output; neither, when a line is not in it.
Relations relations_in(const Prediction& output, const std::string& first, const std::string& second) {
  Relations seen;
  bool first_seen = false;
  bool second_seen = false;
  for (const std::string& line : output) {
    if (line == first) {
      first_seen = true;
      seen.after = seen.after || second_seen;
    } else if (line == second) {
      second_seen = true;
      seen.before = seen.before || first_seen;
    }
  }
  return seen;
}

// The word, once it is known in which relations the two lines can stand.
struct PrecedenceWords {
  Question question;
  std::string_view only_before;
  std::string_view only_after;
};
constexpr std::array<PrecedenceWords, 2> kPrecedenceWords = {{
    {Question::always, "before", "after"},
    {Question::never, "after", "before"},
}};

std::string precedence_word(Question question, const Relations& relations) {
  if (relations.both()) return "either";
  const auto row = std::find_if(kPrecedenceWords.begin(), kPrecedenceWords.end(),
                                [&](const PrecedenceWords& each) { return each.question == question; });
  return std::string(relations.before ? row->only_before : row->only_after);
}

void decide_pair(Question question, const trace::Item& item, const LegalOrders& legal, std::size_t index,
                 Truth& truth) {
  Relations relations;
  for (const Prediction& output : legal.orders) {
    relations.add(relations_in(output, item.lines.at(0), item.lines.at(1)));
  }
  if (!relations.both() && !legal.exhausted) {
    truth.undecided.push_back(index);
  } else if (!relations.any()) {
    truth.vacuous.push_back(index);
  } else {
    truth.answer.words[index] = precedence_word(question, relations);
  }
}

bool holds(const std::vector<Prediction>& orders, const Prediction& order) {
  return std::find(orders.begin(), orders.end(), order) != orders.end();
}

void decide_output(const trace::Item& item, const LegalOrders& legal, std::size_t index, Truth& truth) {
  if (holds(legal.orders, item.lines)) {
    truth.answer.words[index] = "yes";
  } else if (legal.exhausted || holds(legal.refuted, item.lines)) {
    truth.answer.words[index] = "no";
  } else {
    truth.undecided.push_back(index);
  }
}

std::vector<Part> parts_of_words(const trace::Response& answer, const trace::Response& truth) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < truth.words.size(); ++i) {
    const bool right = i < answer.words.size() && answer.words[i] == truth.words[i];
    parts.push_back({right ? PartKind::right : PartKind::wrong, i});
  }
  return parts;
}

std::vector<Part> parts_of_orders(const trace::Response& answer, const trace::Response& truth) {
  const std::set<Prediction> legal(truth.orders.begin(), truth.orders.end());
  const std::set<Prediction> listed(answer.orders.begin(), answer.orders.end());
  std::vector<Part> parts;
  for (std::size_t i = 0; i < answer.orders.size(); ++i) {
    parts.push_back({legal.count(answer.orders[i]) == 1 ? PartKind::right : PartKind::extra, i});
  }
  for (std::size_t i = 0; i < truth.orders.size(); ++i) {
    if (listed.count(truth.orders[i]) == 0) parts.push_back({PartKind::missing, i});
  }
  return parts;
}

}  // namespace

Truth truth_of(const trace::QuestionKind& kind, std::span<const trace::Item> items,
               const LegalOrders& legal) {
  Truth truth;
  if (kind.form == trace::AnswerForm::orders) {
    truth.answer.orders = legal.orders;
    truth.all_known = legal.exhausted;
    return truth;
  }
  truth.answer.words.resize(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (kind.question == Question::possible) {
      decide_output(items[i], legal, i, truth);
    } else {
      decide_pair(kind.question, items[i], legal, i, truth);
    }
  }
  return truth;
}

PartsVerdict judge_parts(const trace::QuestionKind& kind, const trace::Response& answer,
                         const trace::Response& truth) {
  PartsVerdict verdict;
  verdict.parts =
      kind.form == trace::AnswerForm::orders ? parts_of_orders(answer, truth) : parts_of_words(answer, truth);
  const auto is_right = [](const Part& part) { return part.kind == PartKind::right; };
  const auto first_wrong = std::find_if_not(verdict.parts.begin(), verdict.parts.end(), is_right);
  const auto before = first_wrong - verdict.parts.begin();
  const auto right = std::count_if(verdict.parts.begin(), verdict.parts.end(), is_right);
  verdict.correct = first_wrong == verdict.parts.end();
  if (!verdict.correct) verdict.first_wrong = static_cast<std::size_t>(before);
  const auto share = [&](std::ptrdiff_t count) {
    return verdict.parts.empty() ? 1.0
                                 : static_cast<double>(count) / static_cast<double>(verdict.parts.size());
  };
  verdict.scores = {verdict.correct ? 1.0 : 0.0, share(before), share(right)};
  return verdict;
}

}  // namespace asyncq::judge
