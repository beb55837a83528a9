#pragma once
// What there is to report: plain data that app fills in and every renderer reads.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/judge.h"
#include "judge/questions.h"
#include "support/diagnostic.h"
#include "trace/output.h"
#include "trace/prediction.h"
#include "trace/question.h"

namespace asyncq::report {

enum class Status {
  right,
  wrong,
  missing,    // there is no answer
  empty,      // there is an answer without a line in it
  malformed,  // there is an answer that cannot be read
  error,      // the puzzle cannot be graded; the answer is not to blame
};
inline constexpr std::size_t kStatusCount = 6;
[[nodiscard]] const char* name(Status status);

// Where several orders are legal: what a legal one can print after the lines that some of them begin with,
// and the answer as well. Then `expected` is the legal order that is nearest to the answer.
struct Departure {
  std::vector<std::string> next;
  bool may_end = false;  // or nothing more
};

// An answer to a question about all legal orders. What has no value is not known or not to be shown.
struct QuestionGrade {
  trace::Question ask = trace::Question::orders;
  std::vector<trace::Item> items;
  std::optional<trace::Response> answered;
  std::optional<trace::Response> expected;
  std::vector<judge::Part> parts;
};

// One answer to one puzzle. What has no value is not known or not to be shown (report/reveal.h).
struct Grade {
  std::string student;  // empty: nobody named
  std::string puzzle;   // its id
  std::string title;
  std::string file;
  std::vector<std::string> section;  // titles of the sets that it stands in, outermost first
  std::string runtime;               // the id of the runtime modelled; empty: the puzzle did not get that far
  Status status = Status::error;
  std::string scoring = "exact";
  double score = 0;  // 0 to 1, by the scoring
  double points = 0;
  double max_points = 0;
  bool determined = true;  // no race decided the order
  bool any_order = false;  // each legal order is right, not one alone
  std::optional<trace::Prediction> predicted;
  std::optional<trace::Prediction> expected;
  // An index from 0: of a line; of a question, among its parts.
  std::optional<std::size_t> first_divergence;
  std::optional<Departure> departure;     // in a wrong answer, where several orders are legal
  std::optional<QuestionGrade> question;  // not the one for the order
  std::vector<judge::Row> rows;
  std::optional<judge::Scores> scores;
  std::optional<trace::Ending> ending;
  std::string explanation;  // the author's
  support::Diagnostics problems;
};

struct GradeReport {
  std::string title;          // the course's; empty: no course
  std::vector<Grade> grades;  // a student after the other, each in the order of the puzzles
  int exit_status = 0;
};

enum class CheckStatus {
  ok,
  warning,
  failed,  // it can be read and does not hold
  error,   // it cannot be read
};
inline constexpr std::size_t kCheckStatusCount = 4;
[[nodiscard]] const char* name(CheckStatus status);

// The author's check of one puzzle or one course manifest.
struct Check {
  std::string puzzle;  // its id; empty: a manifest
  std::string title;
  std::string file;
  std::string runtime;
  CheckStatus status = CheckStatus::ok;
  double points = 0;                   // of a manifest: the sum
  std::optional<std::size_t> puzzles;  // of a manifest: how many
  support::Diagnostics problems;
  // Only where the author's key and the model part.
  trace::Prediction key;
  trace::Prediction model;
  std::vector<judge::Row> rows;
  std::optional<QuestionGrade> question;  // the key as the answer
};

struct CheckReport {
  std::vector<Check> checks;
  int exit_status = 0;
};

struct RunReport {
  std::string runtime;
  std::string puzzle;
  trace::Outcome outcome;
  std::string token = {};  // replays it; empty: there is no other order
};

// An event that takes part in a race.
struct Racer {
  std::string what;  // "timer", "immediate", "operation", …
  support::SourcePosition at;
};

struct Race {
  std::string kind;  // as trace::ChoiceKind has it
  std::uint32_t alternatives = 2;
  Racer won;
  Racer lost;
};

struct LegalOrder {
  trace::Outcome outcome;
  std::string token;
  std::vector<Race> races;  // on the way to it, in order
};

struct OrdersReport {
  std::string runtime;
  std::string puzzle;
  std::vector<LegalOrder> orders;  // that of a machine on which nothing is late is the first
  std::string shortfall;           // why there may be others; empty: there are none
  bool is_limited = false;         // raised limits would show more of them
  std::uint64_t states = 0;        // visited
};

// A random program, and the command line that makes this one again.
struct GeneratedProgram {
  std::string command;
  std::string program;  // JavaScript
};

struct GenerateReport {
  std::vector<GeneratedProgram> programs;
};

// A decision point of a runtime.
struct RuntimeTrait {
  std::string decision;  // "await_promise"
  std::string value;     // "wrap"
  std::string meaning;   // "await wraps a native promise in a new one, as any value"
};

struct RuntimeEntry {
  std::string id;
  std::string title;
  std::string model_of;
  std::string parent;  // empty: none; the traits are all there are
  std::vector<std::string> aliases;
  std::string proved_on;  // releases
  std::string evidence;   // their names in the recordings
  std::vector<RuntimeTrait> traits;
};

struct RuntimesReport {
  std::vector<RuntimeEntry> runtimes;
};

struct CompareGroup {
  std::vector<std::string> runtimes;  // that do the same
  trace::Outcome outcome;
};

struct CompareDecision {
  std::string decision;
  std::string before;  // what it means on one side of the boundary
  std::string after;   // and on the other
};

// Between a group and the next. Without decisions: none of the table explains the difference.
struct CompareBoundary {
  std::string before;  // runtimes
  std::string after;
  std::vector<CompareDecision> decisions;
};

struct CompareRefusal {
  std::string runtime;
  support::Diagnostics problems;  // what the program uses that the runtime does not have
};

struct CompareReport {
  std::string puzzle;
  std::vector<CompareGroup> groups;
  std::vector<CompareBoundary> boundaries;
  std::vector<CompareRefusal> refused;
};

struct Observation {
  std::string out;  // standard output
  int exit_code = 0;
  bool timed_out = false;
  bool is_allowed = false;  // the model can do the same
  // Not allowed: it would be if things could be that late, as on a machine that does too much at once.
  std::optional<int> allowed_when_late_by_ms;
  std::uint64_t count = 0;
};

enum class VerifyStatus {
  agrees,   // all that was seen, the model allows
  differs,  // not all
  error,    // the program could not be run under the model
};
[[nodiscard]] const char* name(VerifyStatus status);

struct Verification {
  std::string puzzle;
  std::string file;
  std::string runtime;  // that models the engine
  VerifyStatus status = VerifyStatus::error;
  std::string expected;  // standard output, when nothing is late
  int expected_exit_code = 0;
  std::size_t orders = 0;                 // different outcomes that the model is known to allow
  bool exhausted = true;                  // it allows no more
  std::vector<std::string> unseen;        // standard outputs that it allows and the engine did not show
  std::vector<Observation> observations;  // the most frequent first
  support::Diagnostics problems;
};

struct VerifyReport {
  std::string engine;  // its path
  std::string version;
  std::uint64_t times = 1;
  std::vector<Verification> verifications;
  int exit_status = 0;
};

// A command that could not do its work on its one input.
struct Failure {
  std::string command;
  support::Diagnostics problems;
  int exit_status = 2;
};

}  // namespace asyncq::report
