#pragma once
// The key `time` of puzzles and courses: how late things may be.

#include <optional>

#include "puzzle/reader.h"

namespace asyncq::puzzle {

inline constexpr int kMaxJitterMs = 1000;

// `time: {jitter: N}`, in milliseconds; nothing where it is not said, or said wrongly.
[[nodiscard]] std::optional<int> read_jitter(Reader& reader, const Node& root);

}  // namespace asyncq::puzzle
