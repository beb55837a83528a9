#pragma once
// Answers in YAML, before it is known to what question.

#include <optional>
#include <string_view>

#include "puzzle/reader.h"
#include "trace/question.h"

namespace asyncq::puzzle {

// A list of lines, a list of such lists, or a mapping of names to words. Every scalar is text as it is
// written. Nothing: it is none of them, and problems say so.
[[nodiscard]] std::optional<trace::WrittenAnswer> read_answer(Reader& reader, const Node& node,
                                                              std::string_view what);

// A list of lists of lines.
[[nodiscard]] bool holds_lists(const Node& node);

}  // namespace asyncq::puzzle
