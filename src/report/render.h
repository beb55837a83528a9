#pragma once
// The formats that a report can take: one row a format, one function a report.

#include <span>
#include <string>
#include <string_view>

#include "report/model.h"

namespace asyncq::report {

enum class Verbosity { quiet, normal, verbose };

struct Style {
  bool color = false;  // text only
  Verbosity verbosity = Verbosity::normal;
};

// A null function: the format has no such report.
struct Renderer {
  std::string_view format;
  std::string (*grade)(const GradeReport& report, Style style);
  std::string (*check)(const CheckReport& report, Style style);
  std::string (*run)(const RunReport& report, Style style);
  std::string (*generate)(const GenerateReport& report, Style style);
  std::string (*runtimes)(const RuntimesReport& report, Style style);
  std::string (*compare)(const CompareReport& report, Style style);
  std::string (*verify)(const VerifyReport& report, Style style);
  std::string (*failure)(const Failure& failure, Style style);
  std::string (*orders)(const OrdersReport& report, Style style);
};

[[nodiscard]] std::span<const Renderer> renderers();
[[nodiscard]] const Renderer* find_renderer(std::string_view format);

// The version that machine-readable reports name.
[[nodiscard]] std::string_view version();

// What a handout shows of a puzzle.
struct Handout {
  std::string title;
  std::string prompt;   // Markdown
  std::string program;  // JavaScript
  trace::Question ask = trace::Question::order;
  std::vector<trace::Item> items = {};  // that are asked about
};
[[nodiscard]] std::string render_markdown(const Handout& handout);

}  // namespace asyncq::report
