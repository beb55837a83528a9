#pragma once
// What a student is told about the first place at which a prediction and a run part.

#include <cstddef>
#include <string>

#include "trace/prediction.h"

namespace asyncq::explain {

// Names both lines. first_divergence: an index from 0.
[[nodiscard]] std::string divergence(const trace::Prediction& predicted, const trace::Prediction& expected,
                                     std::size_t first_divergence);
// Names the place and nothing that the program prints.
[[nodiscard]] std::string divergence_place(std::size_t predicted_lines, std::size_t first_divergence);

}  // namespace asyncq::explain
