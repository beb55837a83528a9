#include "syntax/slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "support/diagnostic.h"

namespace asyncq::syntax {

namespace {

struct Row {
  std::string_view word;
  std::string_view hint;
};

constexpr Row kOtherLanguages[] = {
    {"and", "did you mean '&&' ?"},
    {"or", "did you mean '||' ?"},
    {"not", "did you mean '!' ?"},
    {"is", "did you mean '===' ?"},
    {"elif", "did you mean 'else if' ?"},
    {"elsif", "did you mean 'else if' ?"},
    {"elseif", "did you mean 'else if' ?"},
    {"foreach", "did you mean for (const x of list) ?"},
    {"unless", "did you mean if (!…) ?"},
    {"until", "did you mean while (!…) ?"},
    {"def", "did you mean 'function' ?"},
    {"fn", "did you mean 'function' ?"},
    {"func", "did you mean 'function' ?"},
    {"then", "JavaScript has no 'then' after a condition"},
    {"as", "'as' is TypeScript, which asyncq does not model"},
    {"satisfies", "'satisfies' is TypeScript, which asyncq does not model"},
};

// For the word before a token that does not fit.
constexpr Row kWordsBefore[] = {
    {"interface", "interfaces are TypeScript, which asyncq does not model"},
    {"type", "type declarations are TypeScript, which asyncq does not model"},
    {"declare", "declarations without values are TypeScript, which asyncq does not model"},
    {"yield", "'yield' works only in a generator: function* …"},
};

struct TokenRow {
  TokenKind kind;
  std::string_view hint;
};
constexpr TokenRow kFirstTokens[] = {
    {TokenKind::less, "HTML and JSX are not JavaScript"},
    {TokenKind::dot, "is the ';' before it one too many?"},
    {TokenKind::question_dot, "is the ';' before it one too many?"},
};

std::string hint_for(std::span<const Row> rows, std::string_view word) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.word == word; });
  return found == rows.end() ? std::string() : std::string(found->hint);
}

std::string misspelt_keyword(std::string_view word) {
  static const std::vector<std::string_view> kWords = {
      "function", "const",   "return", "async",  "await", "class", "throw", "typeof", "while", "switch",
      "catch",    "finally", "import", "export", "let",   "var",   "new",   "delete", "yield"};
  if (word.size() < 3 || std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return {};
  const std::string_view meant = support::nearest(word, kWords);
  return meant.empty() ? std::string() : fmt::format("did you mean '{}' instead of '{}' ?", meant, word);
}

}  // namespace

std::string slip_of_word(std::string_view word) {
  std::string hint = hint_for(kOtherLanguages, word);
  return hint.empty() ? misspelt_keyword(word) : hint;
}

std::string slip_at(const Misfit& misfit) {
  for (const TokenRow& row : kFirstTokens) {
    if (misfit.begins_statement && row.kind == misfit.kind) return std::string(row.hint);
  }
  if (misfit.kind == TokenKind::arrow) return "an arrow function begins with its parameters: (a, b) => …";
  if (std::string hint = hint_for(kOtherLanguages, misfit.name); !hint.empty()) return hint;
  if (std::string hint = hint_for(kWordsBefore, misfit.word_before); !hint.empty()) return hint;
  return misspelt_keyword(misfit.word_before);
}

}  // namespace asyncq::syntax
