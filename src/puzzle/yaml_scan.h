#pragma once
// What the YAML parser does not tell, read off the text itself.

#include <cstddef>
#include <string_view>

namespace asyncq::puzzle {

// The offset behind an anchor and a tag that may stand before a node's content.
[[nodiscard]] std::size_t skip_properties(std::string_view text, std::size_t at);
// The null ("null", "~", …) that is written at the offset; empty if there is none. A word that is the key of
// a mapping counts only if a key is asked for.
[[nodiscard]] std::string_view null_word(std::string_view text, std::size_t at, bool is_key);
// The offset of the quote that ends the scalar that begins with a quote at the offset; npos: there is none.
[[nodiscard]] std::size_t closing_quote(std::string_view text, std::size_t at);
// Whether a document begins at the offset by its marker, or because another one has been ended by "...".
[[nodiscard]] bool is_document_start(std::string_view text, std::size_t at);

}  // namespace asyncq::puzzle
