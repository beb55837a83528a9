#include "trace/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "support/text.h"

namespace asyncq::trace {

namespace {

constexpr std::array<std::string_view, 2> kYesNo = {"yes", "no"};
constexpr std::array<std::string_view, 3> kPrecedence = {"before", "after", "either"};
constexpr std::string_view kNone = "none";  // of the items

constexpr std::array<QuestionKind, 5> kKinds = {{
    {Question::order, "order", AnswerForm::lines, "", "", 0, {}, "[first line, second line]"},
    {Question::orders, "orders", AnswerForm::orders, "", "", 0, {}, "[[a, b], [b, a]]"},
    {Question::possible, "possible", AnswerForm::words, "outputs", "output", 0, kYesNo, "[A, C]"},
    {Question::always, "always", AnswerForm::words, "pairs", "pair of lines", 2, kPrecedence,
     "{A: before, B: either}"},
    {Question::never, "never", AnswerForm::words, "pairs", "pair of lines", 2, kPrecedence,
     "{A: after, B: either}"},
}};

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

template <typename Names>
std::string joined(const Names& names) {
  std::string out;
  for (const auto& name : names) out += fmt::format("{}{}", out.empty() ? "" : ", ", name);
  return out;
}

support::Diagnostic fault(const QuestionKind& kind, std::string message, std::string hint = {}) {
  if (hint.empty()) hint = fmt::format("an answer to 'ask: {}' is written {}", kind.word, kind.example);
  return {support::Severity::error, nullptr, {}, std::move(message), std::move(hint)};
}

// "A: before" or "A = before"; nothing: there are no two parts.
std::optional<NamedWord> named_word(const std::string& line) {
  const std::size_t at = line.find_first_of(":=");
  if (at == std::string::npos) return std::nullopt;
  const std::string_view text = line;
  return NamedWord{std::string(support::trim(text.substr(0, at))),
                   std::string(support::trim(text.substr(at + 1)))};
}

// Answers of words, read against the items of their question.
class WordsReader {
 public:
  WordsReader(const QuestionKind& kind, std::span<const Item> items)
      : kind_(kind), items_(items), words_(items.size()) {}

  support::Result<Response> by_name(const NamedWords& answer) {
    for (const NamedWord& each : answer) {
      const std::optional<std::size_t> item = find_item(each.name);
      if (!item) return no_item(each.name);
      const std::string word = lower_case(each.word);
      if (!is_word(word)) return no_word(each.word);
      if (!words_[*item].empty()) return fault(kind_, fmt::format("'{}' is answered twice", each.name));
      words_[*item] = word;
    }
    return response();
  }

  support::Result<Response> by_lines(const Prediction& lines) {
    NamedWords named;
    for (const std::string& line : lines) {
      if (auto pair = named_word(line)) named.push_back(std::move(*pair));
    }
    if (!named.empty() && named.size() == lines.size()) return by_name(named);
    const bool all_words = std::all_of(lines.begin(), lines.end(),
                                       [&](const std::string& line) { return is_word(lower_case(line)); });
    if (all_words && !lines.empty()) return by_place(lines);
    return kind_.question == Question::possible ? by_choice(lines) : by_place(lines);
  }

 private:
  [[nodiscard]] bool is_word(std::string_view word) const {
    return std::find(kind_.words.begin(), kind_.words.end(), word) != kind_.words.end();
  }

  // By its name; upper and lower case are alike where that leaves one.
  [[nodiscard]] std::optional<std::size_t> find_item(const std::string& name) const {
    std::optional<std::size_t> alike;
    std::size_t count = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].name == name) return i;
      if (lower_case(items_[i].name) != lower_case(name)) continue;
      alike = i;
      ++count;
    }
    return count == 1 ? alike : std::nullopt;
  }

  // The words for the items in their order.
  support::Result<Response> by_place(const Prediction& lines) {
    for (const std::string& line : lines) {
      if (!is_word(lower_case(line))) return no_word(line);
    }
    if (lines.size() != items_.size()) {
      return fault(kind_, fmt::format("an answer has {} words, one for each item, not {}", items_.size(),
                                      lines.size()));
    }
    std::transform(lines.begin(), lines.end(), words_.begin(), lower_case);
    return response();
  }

  // The names of those that are meant: yes to them, no to the others.
  support::Result<Response> by_choice(const Prediction& names) {
    std::fill(words_.begin(), words_.end(), "no");
    if (names.size() == 1 && lower_case(names.front()) == kNone) return response();
    for (const std::string& name : names) {
      const std::optional<std::size_t> item = find_item(name);
      if (!item) return no_item(name);
      words_[*item] = "yes";
    }
    return response();
  }

  [[nodiscard]] support::Diagnostic no_item(const std::string& name) const {
    std::vector<std::string_view> names;
    for (const Item& item : items_) names.push_back(item.name);
    return fault(kind_, fmt::format("there is no {} named '{}'", kind_.item, name),
                 fmt::format("there are {}", joined(names)));
  }
  [[nodiscard]] support::Diagnostic no_word(const std::string& word) const {
    return fault(kind_, fmt::format("the words for an answer are {}, not '{}'", joined(kind_.words), word));
  }

  support::Result<Response> response() { return Response{{}, {}, std::move(words_)}; }

  const QuestionKind& kind_;
  std::span<const Item> items_;
  std::vector<std::string> words_;
};

void add_order(std::vector<Prediction>& orders, std::set<Prediction>& seen, const Prediction& lines) {
  Prediction order = normalized(lines);
  if (seen.insert(order).second) orders.push_back(std::move(order));
}

// Lists of lines; in plain text, an empty line parts them.
Response orders_of(const WrittenAnswer& answer) {
  Response response;
  std::set<Prediction> seen;
  if (const auto* lists = std::get_if<Orders>(&answer)) {
    for (const Prediction& lines : lists->list) add_order(response.orders, seen, lines);
    return response;
  }
  Prediction lines;
  for (const std::string& line : std::get<Prediction>(answer)) {
    if (!line.empty()) lines.push_back(line);
    if (line.empty() && !lines.empty()) add_order(response.orders, seen, std::exchange(lines, {}));
  }
  if (!lines.empty()) add_order(response.orders, seen, lines);
  return response;
}

const char* description(const WrittenAnswer& answer) {
  static constexpr std::array<const char*, 3> kDescriptions = {"a list of lines", "a list of lists",
                                                               "a mapping"};
  return kDescriptions.at(answer.index());
}

}  // namespace

std::span<const QuestionKind> question_kinds() {
  return kKinds;
}

const QuestionKind& kind_of(Question question) {
  return kKinds.at(static_cast<std::size_t>(question));
}

bool may_name_item(std::string_view name) {
  const std::string lower = lower_case(name);
  if (lower == kNone) return false;
  return std::none_of(kKinds.begin(), kKinds.end(), [&](const QuestionKind& kind) {
    return std::find(kind.words.begin(), kind.words.end(), lower) != kind.words.end();
  });
}

support::Result<Response> interpret(const WrittenAnswer& answer, const QuestionKind& kind,
                                    std::span<const Item> items) {
  const auto* lines = std::get_if<Prediction>(&answer);
  const auto* named = std::get_if<NamedWords>(&answer);
  switch (kind.form) {
    case AnswerForm::lines:
      if (lines != nullptr) return Response{normalized(*lines), {}, {}};
      break;
    case AnswerForm::orders:
      if (named == nullptr) return orders_of(answer);
      break;
    case AnswerForm::words:
      if (named != nullptr) return WordsReader(kind, items).by_name(*named);
      if (lines != nullptr) return WordsReader(kind, items).by_lines(*lines);
      break;
  }
  if (kind.form == AnswerForm::lines) {
    return fault(kind, fmt::format("an answer must be a list of printed lines, not {}", description(answer)));
  }
  return fault(
      kind, fmt::format("the question is 'ask: {}', and the answer is {}", kind.word, description(answer)));
}

}  // namespace asyncq::trace
