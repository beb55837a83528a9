#pragma once
// Typed access to the nodes of a YAML file. What does not fit becomes a diagnostic at its place and the
// caller goes on, so that a file's problems are all found in one go.

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "puzzle/yaml_document.h"

namespace asyncq::puzzle {

// A word that a key may have as its value, and what it means.
template <typename T>
struct Word {
  std::string_view word;
  T value;
};

class Reader {
 public:
  Reader(const Document& document, support::Diagnostics& problems)
      : document_(document), problems_(problems) {}

  [[nodiscard]] const Document& document() const { return document_; }

  void error(const Node& at, std::string message, std::string hint = {});
  void add(const support::Diagnostics& problems);
  // Whether the scalar may be a program: its lines are kept apart. Says so if not.
  bool keeps_lines(const Node& scalar, std::string_view key);
  [[nodiscard]] std::size_t problem_count() const { return problems_.size(); }

  // `what` names the thing in messages: "title must be text, not a list".
  std::optional<std::string> text(const Node& node, std::string_view what);
  std::optional<bool> boolean(const Node& node, std::string_view what);
  std::optional<int> integer(const Node& node, std::string_view what, int least, int most);
  std::optional<double> amount(const Node& node, std::string_view what);  // from 0 to 1,000,000
  std::vector<std::string> texts(const Node& node, std::string_view what);
  // A list of printed lines: every scalar is text as it is written.
  std::optional<std::vector<std::string>> lines(const Node& node, std::string_view what);

  // The value of an optional key that takes one of a few words.
  template <typename T, std::size_t N>
  std::optional<T> word(const Node& mapping, std::string_view key, const Word<T> (&words)[N]) {
    std::vector<std::string_view> known;
    for (const Word<T>& row : words) known.push_back(row.word);
    const std::optional<std::size_t> index = word_index(mapping, key, known);
    if (!index) return std::nullopt;
    return words[*index].value;
  }

  // The same, as an index into the words.
  std::optional<std::size_t> word_index(const Node& mapping, std::string_view key,
                                        std::span<const std::string_view> known);

  // The format version under `asyncq`: true if it is the one that this loader reads.
  bool version(const Node& root, std::string_view what);

  // Each key that is not in `allowed` is an error with a likely meaning; `hint_for` may know one that is
  // better than a word alike (it returns an empty text otherwise).
  using KeyHint = std::function<std::string(std::string_view key)>;
  void check_keys(const Node& mapping, std::span<const std::string_view> allowed, std::string_view what,
                  const KeyHint& hint_for = nullptr);

 private:
  void wrong_type(const Node& node, std::string_view what, std::string_view expected, std::string hint = {});

  const Document& document_;
  support::Diagnostics& problems_;
};

// "did you mean 'x'?" for the nearest of the candidates, upper and lower case being alike; else empty.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);
// "a, b or c"
[[nodiscard]] std::string list_of(std::span<const std::string_view> words);

}  // namespace asyncq::puzzle
