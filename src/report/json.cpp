// Reports as JSON, by puzzles/output.schema.json. Line numbers count from 1.

#include <nlohmann/json.hpp>

#include "report/escape.h"
#include "report/formats.h"
#include "report/tally.h"
#include "support/text.h"

namespace asyncq::report {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& document) {
  return json_text(document.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

// 1 rather than 1.0: whole numbers read better in grade books.
Json number(double value) {
  constexpr double kExact = 9007199254740992.0;
  if (value >= -kExact && value <= kExact && value == static_cast<double>(static_cast<std::int64_t>(value))) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

Json line_number(std::optional<std::size_t> index) {
  return index ? Json(*index + 1) : Json();
}

const char* severity(support::Severity severity) {
  switch (severity) {
    case support::Severity::error:
      return "error";
    case support::Severity::warning:
      return "warning";
    case support::Severity::note:
      return "note";
  }
  return "error";
}

Json problems(const support::Diagnostics& diagnostics) {
  Json list = Json::array();
  for (const support::Diagnostic& diagnostic : diagnostics) {
    const support::SourcePosition at = diagnostic.range.begin;
    Json problem = {{"severity", severity(diagnostic.severity)},
                    {"file", diagnostic.file ? Json(diagnostic.file->name()) : Json()},
                    {"line", at.known() ? Json(at.line) : Json()},
                    {"column", at.known() ? Json(at.column) : Json()},
                    {"message", diagnostic.message}};
    if (!diagnostic.hint.empty()) problem["hint"] = diagnostic.hint;
    list.push_back(std::move(problem));
  }
  return list;
}

const char* name(judge::RowKind kind) {
  switch (kind) {
    case judge::RowKind::match:
      return "match";
    case judge::RowKind::moved:
      return "moved";
    case judge::RowKind::extra:
      return "extra";
    case judge::RowKind::missing:
      return "missing";
  }
  return "match";
}

Json rows(const std::vector<judge::Row>& list) {
  Json result = Json::array();
  for (const judge::Row& row : list) {
    Json entry = {{"kind", name(row.kind)},
                  {"predicted", line_number(row.predicted)},
                  {"expected", line_number(row.expected)}};
    if (row.counterpart) entry["counterpart"] = line_number(row.counterpart);
    result.push_back(std::move(entry));
  }
  return result;
}

Json ending(const trace::Ending& how) {
  Json result = {{"kind", trace::name(how.kind)}, {"exit_code", how.exit_code}};
  if (!how.error.empty()) result["error"] = how.error;
  return result;
}

const char* name(judge::PartKind kind) {
  switch (kind) {
    case judge::PartKind::right:
      return "right";
    case judge::PartKind::wrong:
      return "wrong";
    case judge::PartKind::extra:
      return "extra";
    case judge::PartKind::missing:
      return "missing";
  }
  return "wrong";
}

// Orders as lists of lines, words by the names of their items.
Json response(const QuestionGrade& question, const trace::Response& value) {
  if (trace::kind_of(question.ask).form == trace::AnswerForm::orders) return value.orders;
  Json words = Json::object();
  for (std::size_t i = 0; i < value.words.size(); ++i) {
    words[question.items[i].name] = text_or_null(value.words[i]);
  }
  return words;
}

Json question(const QuestionGrade& asked) {
  Json result = {{"ask", trace::kind_of(asked.ask).word}, {"items", Json::array()}};
  for (const trace::Item& item : asked.items) {
    result["items"].push_back({{"name", item.name}, {"lines", item.lines}});
  }
  if (asked.answered) result["answered"] = response(asked, *asked.answered);
  if (!asked.expected) return result;
  result["expected"] = response(asked, *asked.expected);
  result["parts"] = Json::array();
  const bool orders = trace::kind_of(asked.ask).form == trace::AnswerForm::orders;
  for (const judge::Part& part : asked.parts) {
    Json entry = {{"kind", name(part.kind)}};
    if (!orders) {
      entry["item"] = asked.items[part.index].name;
    } else if (part.kind == judge::PartKind::missing) {
      entry["lines"] = asked.expected->orders[part.index];
    } else {
      entry["lines"] = asked.answered->orders[part.index];
    }
    result["parts"].push_back(std::move(entry));
  }
  return result;
}

Json grade(const Grade& grade) {
  Json result = {{"student", text_or_null(grade.student)},
                 {"puzzle", grade.puzzle},
                 {"title", text_or_null(grade.title)},
                 {"file", grade.file},
                 {"section", grade.section},
                 {"runtime", text_or_null(grade.runtime)},
                 {"status", name(grade.status)},
                 {"scoring", grade.scoring},
                 {"score", number(grade.score)},
                 {"points", number(grade.points)},
                 {"max_points", number(grade.max_points)},
                 {"determined", grade.determined}};
  if (grade.first_divergence) result["first_divergence"] = line_number(grade.first_divergence);
  if (grade.departure) {
    result["legal_next"] = {{"lines", grade.departure->next}, {"may_end", grade.departure->may_end}};
  }
  if (grade.question) result["question"] = question(*grade.question);
  if (grade.predicted) result["predicted"] = *grade.predicted;
  if (grade.expected) {
    result["expected"] = *grade.expected;
    result["rows"] = rows(grade.rows);
  }
  if (grade.scores) {
    result["scores"] = {{"exact", number(grade.scores->exact)},
                        {"prefix", number(grade.scores->prefix)},
                        {"lcs", number(grade.scores->lcs)}};
  }
  if (grade.ending) result["ending"] = ending(*grade.ending);
  if (!grade.explanation.empty()) result["explanation"] = grade.explanation;
  result["problems"] = problems(grade.problems);
  return result;
}

Json sums(const Tally& tally) {
  Json result = Json::object();
  for (std::size_t i = 0; i < kStatusCount; ++i) result[name(static_cast<Status>(i))] = tally.counts[i];
  result["points"] = number(tally.points);
  result["max_points"] = number(tally.max_points);
  return result;
}

Json check(const Check& check) {
  Json result = {{"puzzle", text_or_null(check.puzzle)},
                 {"title", text_or_null(check.title)},
                 {"file", check.file},
                 {"runtime", text_or_null(check.runtime)},
                 {"status", name(check.status)}};
  if (check.puzzles) result["puzzles"] = *check.puzzles;
  result["points"] = number(check.points);
  if (!check.rows.empty()) {
    result["key"] = check.key;
    result["model"] = check.model;
    result["rows"] = rows(check.rows);
  }
  if (check.question) result["question"] = question(*check.question);
  result["problems"] = problems(check.problems);
  return result;
}

Json document(const char* command) {
  return {{"asyncq", version()}, {"command", command}};
}

}  // namespace

std::string grade_as_json(const GradeReport& report, Style) {
  Json out = document("grade");
  out["title"] = text_or_null(report.title);
  out["results"] = Json::array();
  for (const Grade& each : report.grades) out["results"].push_back(grade(each));
  out["students"] = Json::array();
  for (const Tally& student : tally_by_student(report.grades)) {
    Json entry = {{"student", text_or_null(student.student)}};
    entry.update(sums(student));
    out["students"].push_back(std::move(entry));
  }
  out["summary"] = sums(tally(report.grades));
  out["exit_status"] = report.exit_status;
  return dump(out);
}

std::string check_as_json(const CheckReport& report, Style) {
  Json out = document("check");
  out["results"] = Json::array();
  std::array<std::size_t, kCheckStatusCount> counts{};
  for (const Check& each : report.checks) {
    out["results"].push_back(check(each));
    ++counts[static_cast<std::size_t>(each.status)];
  }
  out["summary"] = Json::object();
  for (std::size_t i = 0; i < kCheckStatusCount; ++i) {
    out["summary"][name(static_cast<CheckStatus>(i))] = counts[i];
  }
  out["exit_status"] = report.exit_status;
  return dump(out);
}

std::string run_as_json(const RunReport& report, Style) {
  const trace::Outcome& outcome = report.outcome;
  Json out = {{"asyncq", version()},
              {"runtime", report.runtime},
              {"puzzle", report.puzzle},
              {"stdout", outcome.lines(trace::Stream::out)},
              {"stderr", outcome.lines(trace::Stream::err)},
              {"ending", ending(outcome.ending)},
              {"elapsed_ms", number(outcome.elapsed_ms)},
              {"steps", outcome.steps},
              {"determined", outcome.determined}};
  if (!report.token.empty()) out["token"] = report.token;
  return dump(out);
}

std::string orders_as_json(const OrdersReport& report, Style) {
  const auto racer = [](const Racer& one) {
    return Json({{"event", one.what},
                 {"line", one.at.known() ? Json(one.at.line) : Json()},
                 {"column", one.at.known() ? Json(one.at.column) : Json()}});
  };
  Json out = document("run");
  out["runtime"] = report.runtime;
  out["puzzle"] = report.puzzle;
  out["orders"] = Json::array();
  for (const LegalOrder& order : report.orders) {
    Json races = Json::array();
    for (const Race& race : order.races) {
      races.push_back({{"kind", race.kind},
                       {"alternatives", race.alternatives},
                       {"first", racer(race.won)},
                       {"then", racer(race.lost)}});
    }
    out["orders"].push_back({{"token", order.token},
                             {"stdout", order.outcome.lines(trace::Stream::out)},
                             {"stderr", order.outcome.lines(trace::Stream::err)},
                             {"ending", ending(order.outcome.ending)},
                             {"races", std::move(races)}});
  }
  out["exhausted"] = report.shortfall.empty();
  if (!report.shortfall.empty()) out["shortfall"] = report.shortfall;
  out["states"] = report.states;
  return dump(out);
}

std::string generate_as_json(const GenerateReport& report, Style) {
  Json out = document("generate");
  out["programs"] = Json::array();
  for (const GeneratedProgram& each : report.programs) {
    out["programs"].push_back({{"command", each.command}, {"program", each.program}});
  }
  return dump(out);
}

std::string runtimes_as_json(const RuntimesReport& report, Style) {
  Json out = document("runtimes");
  out["runtimes"] = Json::array();
  for (const RuntimeEntry& each : report.runtimes) {
    Json traits = Json::array();
    for (const RuntimeTrait& trait : each.traits) {
      traits.push_back({{"decision", trait.decision}, {"value", trait.value}, {"meaning", trait.meaning}});
    }
    out["runtimes"].push_back({{"id", each.id},
                               {"title", each.title},
                               {"model_of", each.model_of},
                               {"parent", text_or_null(each.parent)},
                               {"aliases", each.aliases},
                               {"proved_on", text_or_null(each.proved_on)},
                               {"evidence", text_or_null(each.evidence)},
                               {"traits", std::move(traits)}});
  }
  return dump(out);
}

std::string compare_as_json(const CompareReport& report, Style) {
  Json out = document("compare");
  out["puzzle"] = report.puzzle;
  out["groups"] = Json::array();
  for (const CompareGroup& group : report.groups) {
    out["groups"].push_back({{"runtimes", group.runtimes},
                             {"stdout", group.outcome.lines(trace::Stream::out)},
                             {"ending", ending(group.outcome.ending)},
                             {"determined", group.outcome.determined}});
  }
  out["boundaries"] = Json::array();
  for (const CompareBoundary& boundary : report.boundaries) {
    Json decisions = Json::array();
    for (const CompareDecision& each : boundary.decisions) {
      decisions.push_back({{"decision", each.decision}, {"before", each.before}, {"after", each.after}});
    }
    out["boundaries"].push_back(
        {{"before", boundary.before}, {"after", boundary.after}, {"decisions", std::move(decisions)}});
  }
  out["refused"] = Json::array();
  for (const CompareRefusal& refusal : report.refused) {
    out["refused"].push_back({{"runtime", refusal.runtime}, {"problems", problems(refusal.problems)}});
  }
  return dump(out);
}

std::string verify_as_json(const VerifyReport& report, Style) {
  Json out = document("verify");
  out["engine"] = report.engine;
  out["version"] = report.version;
  out["times"] = report.times;
  out["verifications"] = Json::array();
  for (const Verification& each : report.verifications) {
    Json seen = Json::array();
    for (const Observation& one : each.observations) {
      seen.push_back({{"stdout", support::split_lines(one.out)},
                      {"exit_code", one.exit_code},
                      {"timed_out", one.timed_out},
                      {"allowed", one.is_allowed},
                      {"allowed_when_late_by_ms",
                       one.allowed_when_late_by_ms ? Json(*one.allowed_when_late_by_ms) : Json()},
                      {"count", one.count},
                      {"share", static_cast<double>(one.count) / static_cast<double>(report.times)}});
    }
    Json unseen = Json::array();
    for (const std::string& out_text : each.unseen) unseen.push_back(support::split_lines(out_text));
    out["verifications"].push_back({{"puzzle", each.puzzle},
                                    {"file", each.file},
                                    {"runtime", text_or_null(each.runtime)},
                                    {"status", name(each.status)},
                                    {"expected", support::split_lines(each.expected)},
                                    {"expected_exit_code", each.expected_exit_code},
                                    {"orders", each.orders},
                                    {"exhausted", each.exhausted},
                                    {"unseen", std::move(unseen)},
                                    {"observations", std::move(seen)},
                                    {"problems", problems(each.problems)}});
  }
  out["exit_status"] = report.exit_status;
  return dump(out);
}

std::string failure_as_json(const Failure& failure, Style) {
  Json out = document(failure.command.c_str());
  out["status"] = "error";
  out["problems"] = problems(failure.problems);
  out["exit_status"] = failure.exit_status;
  return dump(out);
}

}  // namespace asyncq::report
