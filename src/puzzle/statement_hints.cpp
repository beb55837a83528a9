#include "puzzle/statement_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "puzzle/latency.h"
#include "puzzle/reader.h"
#include "puzzle/statements.h"

namespace asyncq::puzzle {

namespace {

// Words that JavaScript and people use for what a statement here is called otherwise.
struct Synonym {
  std::string_view word;
  std::string_view hint;
};

constexpr std::string_view kChainHint = "it belongs in the chain of an 'on': {on: promise, chain: [then: …]}";
constexpr std::string_view kRawHint = "write it as JavaScript, under 'js: |'";
constexpr std::string_view kOptionHint =
    "it belongs to the statement above it: indent it as that statement's key, without a dash";

constexpr Synonym kSynonyms[] = {
    {"then", kChainHint},
    {"catch", "beside a 'try' it needs no dash; for promises it belongs in the chain of an 'on'"},
    {"finally", "beside a 'try' it needs no dash; for promises it belongs in the chain of an 'on'"},
    {"chain", kOptionHint},
    {"do", kOptionHint},
    {"else", kOptionHint},
    {"as", kOptionHint},
    {"async", kOptionHint},
    {"generator", kOptionHint},
    {"ms", kOptionHint},
    {"args", kOptionHint},
    {"label", kOptionHint},
    {"console.log", "did you mean 'log'?"},
    {"console.error", "did you mean 'error'?"},
    {"print", "did you mean 'log'?"},
    {"process.nextTick", "did you mean 'nextTick'?"},
    {"tick", "did you mean 'nextTick'?"},
    {"microtask", "did you mean 'queueMicrotask'?"},
    {"timeout", "did you mean 'setTimeout'?"},
    {"interval", "did you mean 'setInterval'?"},
    {"immediate", "did you mean 'setImmediate'?"},
    {"new Promise", "did you mean 'promise'?"},
    {"assign", "did you mean 'set'?"},
    {"for of", "did you mean 'for'?"},
    {"else if", "write it under 'else', as an 'if' of its own: else: [if: …]"},
    {"code", "did you mean 'js'?"},
    {"switch", kRawHint},
    {"class", kRawHint},
    {"import", kRawHint},
    {"export", kRawHint},
    {"do while", kRawHint},
};

// Keys beside a statement that people write for the one that it has.
constexpr Synonym kOptionSynonyms[] = {
    {"body", "do"},        {"callback", "do"}, {"handler", "do"},     {"statements", "do"},
    {"run", "do"},         {"delay", "ms"},    {"time", "ms"},        {"timeout", "ms"},
    {"after", "ms"},       {"wait", "ms"},     {"params", "as"},      {"parameters", "as"},
    {"arguments", "args"}, {"with", "args"},   {"otherwise", "else"}, {"links", "chain"},
};

bool looks_like_prose(std::string_view text) {
  return !text.empty() && text.find(' ') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c == ' ' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  static_cast<unsigned char>(c) >= 0x80;
         });
}

// Whether a value without quotes, in [ ] or { }, ends at a comma, where its author may not have meant it to.
bool ends_at_comma(const Document& document, const Node& node) {
  return node.style == ScalarStyle::plain &&
         document.text.compare(node.offset, node.text.size(), node.text) == 0 &&
         document.text.substr(node.offset + node.text.size(), 1) == ",";
}

// Whether the node stands behind a comma.
bool follows_comma(const Document& document, const Node& node) {
  const std::size_t before =
      node.offset == 0 ? std::string::npos : document.text.find_last_not_of(" \n", node.offset - 1);
  return before != std::string::npos && document.text[before] == ',';
}

}  // namespace

std::string hint_for_unknown_statement(std::string_view key) {
  for (const Synonym& synonym : kSynonyms) {
    if (synonym.word == key) return std::string(synonym.hint);
  }
  std::vector<std::string_view> keys;
  for (const StatementRow& row : statement_rows()) keys.push_back(row.key);
  std::string hint = did_you_mean(key, keys);
  return hint.empty() ? "puzzles/README.md lists the statements; JavaScript goes under 'js:'" : hint;
}

std::string hint_for_unknown_option(std::string_view key, const StatementRow& row, const Node& mapping) {
  const Node* value = mapping.find(row.key);
  if (!mapping.flow && value != nullptr && value->is_scalar() && value->absent)
    return fmt::format("to stand under '{}:', it must be indented by two more spaces", row.key);
  if (key == "then" && row.key == "if") return "did you mean 'do'?";
  const auto has = [&](std::string_view option) {
    return std::find(row.options.begin(), row.options.end(), option) != row.options.end() ||
           (option == "as" && row.as == As::yes);
  };
  const bool is_link = key == "then" || key == "catch" || key == "finally";
  if (is_link && has("chain")) return fmt::format("it belongs in the list 'chain': chain: [{}: …]", key);
  for (const Synonym& synonym : kOptionSynonyms) {
    if (synonym.word == key && has(synonym.hint)) return fmt::format("did you mean '{}'?", synonym.hint);
  }
  return {};
}

std::string hint_for_bare_word(const Document& document, const Node& word) {
  if (follows_comma(document, word)) return std::string(kCommaHint);
  const std::string_view key = std::string_view(word.text).substr(0, word.text.find(':'));
  if (key.size() < word.text.size() && find_statement(key) != nullptr) {
    return fmt::format("a space is missing behind '{}:'", key);
  }
  return "to run JavaScript, write 'call: …' or 'js: …'; to print, write 'log: …'";
}

std::string hint_for_javascript(const Document& document, const Node& scalar) {
  if (looks_like_interval(scalar.text)) return "only the 'ms' of 'io' can be an interval";
  if (ends_at_comma(document, scalar)) return std::string(kCommaHint);
  if (!looks_like_prose(scalar.text)) return {};
  return fmt::format("text needs JavaScript's quotes, inside YAML's: \"'{}'\"", scalar.text);
}

}  // namespace asyncq::puzzle
