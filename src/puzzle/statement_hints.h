#pragma once
// What the author of a faulty statement may have meant.

#include <string>
#include <string_view>

#include "puzzle/statements.h"
#include "puzzle/yaml_document.h"

namespace asyncq::puzzle {

inline constexpr std::string_view kCommaHint =
    "between [ ] or { } a comma ends a value: put the value in quotes";

[[nodiscard]] std::string hint_for_unknown_statement(std::string_view key);
// For a key beside the statement's own that the statement does not take.
[[nodiscard]] std::string hint_for_unknown_option(std::string_view key, const StatementRow& row,
                                                  const Node& mapping);
// For a scalar where a statement is expected.
[[nodiscard]] std::string hint_for_bare_word(const Document& document, const Node& word);
// For a scalar that is no JavaScript.
[[nodiscard]] std::string hint_for_javascript(const Document& document, const Node& scalar);

}  // namespace asyncq::puzzle
