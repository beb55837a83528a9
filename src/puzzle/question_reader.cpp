#include "puzzle/question_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "puzzle/written_answer.h"
#include "support/text.h"

namespace asyncq::puzzle {

namespace {

std::vector<std::string_view> words_of_ask() {
  std::vector<std::string_view> words;
  for (const trace::QuestionKind& kind : trace::question_kinds()) words.push_back(kind.word);
  return words;
}

// "A", "B", … for items without names.
std::string letter(std::size_t index) {
  return std::string(1, static_cast<char>('A' + index));
}

// As lines are compared, but no blank one is lost.
trace::Prediction without_trailing_space(std::vector<std::string> lines) {
  for (std::string& line : lines) line = std::string(support::trim_right(line));
  return lines;
}

}  // namespace

QuestionReader::QuestionReader(Reader& reader, const Node& root) : reader_(reader), root_(root) {
  const std::optional<std::size_t> index = reader.word_index(root, "ask", words_of_ask());
  kind_ = &trace::question_kinds()[index.value_or(0)];
  // What an unknown word would have asked about is not to be guessed.
  items_are_good_ = index.has_value() || root.find("ask") == nullptr;
}

SetQuestion QuestionReader::read() {
  SetQuestion question;
  if (!items_are_good_) return question;
  refuse_other_items();
  if (!kind_->items_key.empty()) read_items(question);
  if (kind_->question == trace::Question::order || !items_are_good_) return question;
  if (auto key = read_response("expect", question)) question.expect = {std::move(key->response), key->range};
  if (auto answer = read_response("prediction", question)) {
    question.prediction = {std::move(answer->written), answer->range};
  }
  if (question.expect) check_complete(*question.expect, question);
  return question;
}

// Items that belong to another question.
void QuestionReader::refuse_other_items() {
  std::string_view said;
  for (const trace::QuestionKind& kind : trace::question_kinds()) {
    if (kind.items_key.empty() || kind.items_key == kind_->items_key || kind.items_key == said) continue;
    said = kind.items_key;
    for (const NodeEntry& entry : root_.entries) {
      if (entry.key->text != kind.items_key) continue;
      reader_.error(*entry.key, fmt::format("'{}' is for 'ask: {}'", kind.items_key, kind.word),
                    fmt::format("this puzzle asks '{}'", kind_->word));
    }
  }
}

void QuestionReader::read_items(SetQuestion& question) {
  const std::size_t before = reader_.problem_count();
  const Node* list = root_.find(kind_->items_key);
  const std::string example = kind_->lines_of_item == 2
                                  ? fmt::format("{}: {{A: [first line, second line]}}", kind_->items_key)
                                  : fmt::format("{}: {{A: [first line, next line]}}", kind_->items_key);
  if (list == nullptr) {
    reader_.error(root_, fmt::format("'ask: {}' needs '{}'", kind_->word, kind_->items_key),
                  fmt::format("as in {}", example));
  } else if (list->is_scalar()) {
    reader_.error(*list,
                  fmt::format("{} must be a mapping or a list, not {}", kind_->items_key, describe(*list)),
                  fmt::format("as in {}", example));
  } else if (const std::size_t count = std::max(list->entries.size(), list->items.size());
             count == 0 || count > kMaxItems) {
    reader_.error(*list,
                  fmt::format("{} must have 1 to {} entries, not {}", kind_->items_key, kMaxItems, count));
  } else if (list->is_mapping()) {
    for (const NodeEntry& entry : list->entries) {
      read_item(*entry.value, entry.key->text, entry.key, question);
    }
  } else {
    for (const Node* item : list->items) read_item(*item, letter(question.items.size()), nullptr, question);
  }
  items_are_good_ = reader_.problem_count() == before;
}

void QuestionReader::read_item(const Node& node, std::string name, const Node* name_node,
                               SetQuestion& question) {
  if (name_node != nullptr && !is_puzzle_id(name)) {
    reader_.error(*name_node,
                  "a name must begin with a letter or digit and have only letters, digits, '.', "
                  "'_' and '-'");
  } else if (name_node != nullptr && !trace::may_name_item(name)) {
    reader_.error(*name_node, fmt::format("'{}' is a word of answers and can name nothing", name));
  }
  const auto lines = reader_.lines(node, fmt::format("'{}' in {}", name, kind_->items_key));
  if (lines && kind_->lines_of_item != 0 && lines->size() != kind_->lines_of_item) {
    reader_.error(node,
                  fmt::format("a {} has {} lines, not {}", kind_->item, kind_->lines_of_item, lines->size()));
  }
  const bool pair = kind_->lines_of_item == 2;
  trace::Prediction text;
  if (lines) text = pair ? without_trailing_space(*lines) : trace::normalized(*lines);
  if (pair && text.size() == 2 && text[0] == text[1]) {
    reader_.error(node, "a line comes neither before nor after itself");
  }
  question.items.push_back({std::move(name), std::move(text)});
  question.places.push_back(node.range);
}

std::optional<QuestionReader::ReadAnswer> QuestionReader::read_response(std::string_view key,
                                                                        const SetQuestion& question) {
  const Node* node = root_.find(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_scalar()) {
    reader_.error(*node,
                  fmt::format("{} must be an answer to 'ask: {}', not {}", key, kind_->word, describe(*node)),
                  fmt::format("as in {}: {}", key, kind_->example));
    return std::nullopt;
  }
  auto written = read_answer(reader_, *node, key);
  if (!written) return std::nullopt;
  auto response = trace::interpret(*written, *kind_, question.items);
  if (response) return ReadAnswer{std::move(*written), std::move(*response), node->range};
  for (const support::Diagnostic& problem : response.errors()) {
    reader_.error(*node, problem.message, problem.hint);
  }
  return std::nullopt;
}

// A key says something of every item; a student need not.
void QuestionReader::check_complete(const Located<trace::Response>& key, const SetQuestion& question) {
  for (std::size_t i = 0; i < key.value.words.size(); ++i) {
    if (!key.value.words[i].empty()) continue;
    reader_.error(*root_.find("expect"), fmt::format("expect says nothing of '{}'", question.items[i].name));
  }
}

}  // namespace asyncq::puzzle
