#pragma once
// What a student is told about the first place at which a prediction and a run part.

#include <cstddef>
#include <string>
#include <vector>

#include "trace/prediction.h"

namespace asyncq::explain {

// Names both lines. first_divergence: an index from 0.
[[nodiscard]] std::string divergence(const trace::Prediction& predicted, const trace::Prediction& expected,
                                     std::size_t first_divergence);
// Names the place and nothing that the program prints.
[[nodiscard]] std::string divergence_place(std::size_t predicted_lines, std::size_t first_divergence);

// Where several orders are legal and none is the prediction: some begin with its lines up to the divergence,
// and it names nothing that they print.
[[nodiscard]] std::string no_legal_order(std::size_t predicted_lines, std::size_t first_divergence);
// The same, and what legal orders print there: each of these lines, or nothing more.
[[nodiscard]] std::string no_legal_order(std::size_t predicted_lines, std::size_t first_divergence,
                                         const std::vector<std::string>& next, bool may_end);

}  // namespace asyncq::explain
