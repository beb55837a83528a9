#include "report/tally.h"

#include <fmt/format.h>

namespace asyncq::report {

void Tally::add(const Grade& grade) {
  ++counts[static_cast<std::size_t>(grade.status)];
  points += grade.points;
  max_points += grade.max_points;
}

Tally tally(const std::vector<Grade>& grades) {
  Tally total;
  for (const Grade& grade : grades) total.add(grade);
  return total;
}

std::vector<Tally> tally_by_student(const std::vector<Grade>& grades) {
  std::vector<Tally> students;
  for (const Grade& grade : grades) {
    if (students.empty() || students.back().student != grade.student) {
      students.emplace_back().student = grade.student;
    }
    students.back().add(grade);
  }
  return students;
}

std::string counts_text(const Tally& tally) {
  std::string out;
  for (std::size_t i = 0; i < kStatusCount; ++i) {
    if (tally.counts[i] == 0) continue;
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {}", tally.counts[i], name(static_cast<Status>(i)));
  }
  return out.empty() ? "nothing" : out;
}

std::string number_text(double number) {
  std::string text = fmt::format("{:.2f}", number);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string points_text(double points, double max_points) {
  return fmt::format("{} of {} point{}", number_text(points), number_text(max_points),
                     max_points == 1 ? "" : "s");
}

}  // namespace asyncq::report
