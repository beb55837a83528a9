#include "puzzle/yaml_scan.h"

#include <algorithm>

namespace asyncq::puzzle {

std::size_t skip_properties(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    at = std::min(text.find_first_of(" \t\n,[]{}", at + 1), text.size());
    while (at < text.size()) {
      at = std::min(text.find_first_not_of(" \t\n", at), text.size());
      if (at >= text.size() || text[at] != '#') break;
      at = std::min(text.find('\n', at), text.size());
    }
  }
  return at;
}

std::string_view null_word(std::string_view text, std::size_t at, bool is_key) {
  const std::string_view rest = text.substr(std::min(at, text.size()));
  for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
    if (!rest.starts_with(word)) continue;
    const std::size_t next = std::min(rest.find_first_not_of(" \t", word.size()), rest.size());
    const bool colon = rest.substr(next).starts_with(':');
    return is_key || !colon ? rest.substr(0, word.size()) : std::string_view{};
  }
  return {};
}

std::size_t closing_quote(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || at + 1 == text.size() || text[at + 1] != quote) return at;
      ++at;
    }
  }
  return std::string_view::npos;
}

bool is_document_start(std::string_view text, std::size_t at) {
  if (text.substr(std::min(at, text.size())).starts_with("---")) return true;
  return text.substr(0, at).rfind("\n...") != std::string_view::npos;
}

}  // namespace asyncq::puzzle
