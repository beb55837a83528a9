#pragma once
// What can be asked about a program, and what an answer to each question is. A kind of question is one row of
// the table; what is true of a program is for judge/questions.h to say.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "support/result.h"
#include "trace/prediction.h"

namespace asyncq::trace {

enum class Question : std::uint8_t {
  order,     // every line, in order
  orders,    // all outputs that are legal
  possible,  // of given outputs, which are legal
  always,    // of pairs of lines, which line comes first in every legal output
  never,     // of pairs of lines, which line comes first in no legal output
};

enum class AnswerForm : std::uint8_t {
  lines,   // printed lines, in order
  orders,  // several such lists, in any order
  words,   // one of a few words for each item
};

struct QuestionKind {
  Question question = Question::order;
  std::string_view word;  // under `ask`
  AnswerForm form = AnswerForm::lines;
  std::string_view items_key;               // of what is asked about; empty: the whole output is
  std::string_view item;                    // in messages: "output", "pair of lines"
  std::size_t lines_of_item = 0;            // 0: any number
  std::span<const std::string_view> words;  // the answers there are, for AnswerForm::words
  std::string_view example;                 // of an answer, as it is written
};

[[nodiscard]] std::span<const QuestionKind> question_kinds();
[[nodiscard]] const QuestionKind& kind_of(Question question);

// One thing that is asked about: an output, or the two lines of a pair.
struct Item {
  std::string name;
  Prediction lines;
};
// Whether answers can tell the name from the words that they are made of.
[[nodiscard]] bool may_name_item(std::string_view name);

struct NamedWord {
  std::string name;
  std::string word;
};
using NamedWords = std::vector<NamedWord>;
struct Orders {
  std::vector<Prediction> list;
};

// An answer as it is written, before it is known to what question: lines, lists of lines, or words by name.
using WrittenAnswer = std::variant<Prediction, Orders, NamedWords>;

// An answer to a question, of its form; the other two members are empty.
struct Response {
  Prediction lines;
  std::vector<Prediction> orders;  // without doubles
  std::vector<std::string> words;  // one an item; empty: none was given
};

// Reads an answer as one to this question. An error, without a place, says what such an answer looks like.
[[nodiscard]] support::Result<Response> interpret(const WrittenAnswer& answer, const QuestionKind& kind,
                                                  std::span<const Item> items);

}  // namespace asyncq::trace
