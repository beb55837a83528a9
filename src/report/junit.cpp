// Reports as JUnit XML, for CI systems and grade books: a suite a student, a case a puzzle. A wrong, missing
// or empty answer is a failure; a malformed one and a puzzle that cannot be graded are errors.

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "explain/feedback.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/question_text.h"
#include "report/tally.h"

namespace asyncq::report {

namespace {

void set(pugi::xml_node node, const char* attribute, std::string_view value) {
  node.append_attribute(attribute).set_value(xml_text(value).c_str());
}

void set_count(pugi::xml_node node, const char* attribute, std::size_t value) {
  node.append_attribute(attribute).set_value(static_cast<unsigned long long>(value));
}

void add_property(pugi::xml_node properties, const char* name, std::string_view value) {
  pugi::xml_node property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;

  void add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
  }
};

void set_counts(pugi::xml_node node, const Counts& counts) {
  set_count(node, "tests", counts.tests);
  set_count(node, "failures", counts.failures);
  set_count(node, "errors", counts.errors);
}

std::string document_text(const pugi::xml_document& document) {
  std::ostringstream stream;
  document.save(stream, "  ", pugi::format_default, pugi::encoding_utf8);
  return stream.str();
}

// Adds <failure> or <error>, named element, with its kind, one sentence and more lines.
void add_result(pugi::xml_node test, const char* element, std::string_view kind, std::string_view message,
                std::string_view detail) {
  pugi::xml_node node = test.append_child(element);
  set(node, "type", kind);
  set(node, "message", message);
  if (!detail.empty()) node.text().set(xml_text(detail).c_str());
}

// Of the first error: what comes before it may be a note that failed nothing.
std::string message_of(const support::Diagnostics& problems) {
  const auto error = std::find_if(problems.begin(), problems.end(), [](const auto& problem) {
    return problem.severity == support::Severity::error;
  });
  if (error != problems.end()) return error->message;
  return problems.empty() ? "" : problems.front().message;
}

std::string section_text(const Grade& grade) {
  std::string out;
  for (const std::string& title : grade.section) out += (out.empty() ? "" : " > ") + title;
  return out.empty() ? grade.file : out;
}

std::string message_of(const Grade& grade) {
  if (grade.status == Status::missing) return "there is no answer";
  if (grade.status == Status::empty) return "the answer has no lines";
  if (grade.status == Status::malformed || grade.status == Status::error) {
    return message_of(grade.problems);
  }
  if (grade.question && grade.first_divergence) return question_reason(grade);
  if (grade.departure && grade.predicted && grade.first_divergence) {
    return explain::no_legal_order(grade.predicted->size(), *grade.first_divergence, grade.departure->next,
                                   grade.departure->may_end);
  }
  if (grade.any_order && grade.predicted && grade.first_divergence) {
    return explain::no_legal_order(grade.predicted->size(), *grade.first_divergence);
  }
  if (grade.predicted && grade.first_divergence) {
    return grade.expected ? explain::divergence(*grade.predicted, *grade.expected, *grade.first_divergence)
                          : explain::divergence_place(grade.predicted->size(), *grade.first_divergence);
  }
  return "the answer is wrong";
}

Counts add_case(pugi::xml_node suite, const Grade& grade) {
  pugi::xml_node test = suite.append_child("testcase");
  set(test, "classname", section_text(grade));
  set(test, "name", grade.puzzle);
  pugi::xml_node properties = test.append_child("properties");
  add_property(properties, "status", name(grade.status));
  add_property(properties, "score", fmt::format("{}", grade.score));
  add_property(properties, "points", fmt::format("{}", grade.points));
  add_property(properties, "max_points", fmt::format("{}", grade.max_points));
  switch (grade.status) {
    case Status::right:
      return {1, 0, 0};
    case Status::wrong:
    case Status::missing:
    case Status::empty:
      add_result(test, "failure", name(grade.status), message_of(grade), "");
      return {1, 1, 0};
    case Status::malformed:
    case Status::error:
      add_result(test, "error", name(grade.status), message_of(grade), support::format(grade.problems));
      return {1, 0, 1};
  }
  return {};
}

Counts add_case(pugi::xml_node suite, const Check& check) {
  pugi::xml_node test = suite.append_child("testcase");
  set(test, "classname", check.file);
  set(test, "name", check.puzzle.empty() ? check.file : check.puzzle);
  const std::string message = message_of(check.problems);
  const std::string detail = support::format(check.problems);
  switch (check.status) {
    case CheckStatus::ok:
      return {1, 0, 0};
    case CheckStatus::warning:
      test.append_child("system-out").text().set(xml_text(detail).c_str());
      return {1, 0, 0};
    case CheckStatus::failed:
      add_result(test, "failure", name(check.status), message, detail);
      return {1, 1, 0};
    case CheckStatus::error:
      add_result(test, "error", name(check.status), message, detail);
      return {1, 0, 1};
  }
  return {};
}

}  // namespace

std::string grade_as_junit(const GradeReport& report, Style) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", report.title.empty() ? "asyncq grade" : report.title);
  Counts total;
  auto grade = report.grades.begin();
  for (const Tally& student : tally_by_student(report.grades)) {
    pugi::xml_node suite = root.append_child("testsuite");
    set(suite, "name", student.student.empty() ? "answers" : student.student);
    pugi::xml_node properties = suite.append_child("properties");
    add_property(properties, "points", fmt::format("{}", student.points));
    add_property(properties, "max_points", fmt::format("{}", student.max_points));
    Counts counts;
    for (; grade != report.grades.end() && grade->student == student.student; ++grade) {
      counts.add(add_case(suite, *grade));
    }
    set_counts(suite, counts);
    total.add(counts);
  }
  set_counts(root, total);
  return document_text(document);
}

std::string check_as_junit(const CheckReport& report, Style) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "asyncq check");
  pugi::xml_node suite = root.append_child("testsuite");
  set(suite, "name", "check");
  Counts counts;
  for (const Check& check : report.checks) counts.add(add_case(suite, check));
  set_counts(suite, counts);
  set_counts(root, counts);
  return document_text(document);
}

}  // namespace asyncq::report
