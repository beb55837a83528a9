#pragma once
// Sums over a report.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "report/model.h"

namespace asyncq::report {

struct Tally {
  std::string student;
  std::array<std::size_t, kStatusCount> counts{};  // by status
  double points = 0;
  double max_points = 0;

  void add(const Grade& grade);
};

[[nodiscard]] Tally tally(const std::vector<Grade>& grades);
// One for each student, in the order of the grades.
[[nodiscard]] std::vector<Tally> tally_by_student(const std::vector<Grade>& grades);

// The counts that are not zero: "2 right, 1 wrong"; "nothing" when all are.
[[nodiscard]] std::string counts_text(const Tally& tally);
// At most two decimals, none that are zero: 1, 0.5, 0.83.
[[nodiscard]] std::string number_text(double number);
// "1 of 2 points".
[[nodiscard]] std::string points_text(double points, double max_points);

}  // namespace asyncq::report
