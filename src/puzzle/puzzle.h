#pragma once
// A puzzle: a program, what is asked about it, and the author's words around it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"
#include "support/source.h"
#include "syntax/ast.h"
#include "trace/prediction.h"
#include "trace/question.h"

namespace asyncq::puzzle {

// The format version that this loader reads: the value of the key `asyncq`.
inline constexpr int kFormatVersion = 1;
inline constexpr std::size_t kDefaultMaxInput = 1024 * 1024;  // bytes of one file

enum class Notation { yaml, javascript };  // program: or code: (also a .js/.mjs file)
enum class Scoring { exact, prefix, lcs };
enum class LegalOrders { one, any };  // orders: what the author says of the program

template <typename T>
struct Located {
  T value{};
  support::SourceRange range;
};

// What stands in the puzzle of a question that is not about the one order: ask: orders, possible, always,
// never.
struct SetQuestion {
  std::vector<trace::Item> items;
  std::vector<support::SourceRange> places;                 // of the items
  std::optional<Located<trace::Response>> expect;           // the author's key
  std::optional<Located<trace::WrittenAnswer>> prediction;  // a student's answer kept in the same file
};

struct Puzzle {
  support::SourceFilePtr file;
  std::string id;
  std::string title;
  Located<std::string> runtime{"node", {}};    // not checked here: the app looks it up
  Located<std::vector<std::string>> runtimes;  // for which the key holds: ids, "node12+" with all later ones
  bool module = false;  // said by the file's name, by `module:`, or by what the code can only be
  int level = 0;        // 1 to 5; 0: not said
  std::vector<std::string> topics;
  double points = 1;
  std::string prompt;
  trace::Question ask = trace::Question::order;
  SetQuestion about_orders;
  LegalOrders orders = LegalOrders::one;
  std::optional<int> jitter_ms;    // how late things may be; not said: the course's, else the model's own
  std::optional<Scoring> scoring;  // not said: the course's, else exact
  Notation notation = Notation::yaml;
  syntax::Program program;
  std::vector<std::string> hints;
  std::string explanation;
  std::optional<Located<trace::Prediction>> expect;  // ask: order: the author's key
  std::optional<Located<trace::Prediction>>
      prediction;  // ask: order: a student's answer kept in the same file
};

// What may stand under the key `id`: a letter or digit, then letters, digits, '.', '_' and '-'.
[[nodiscard]] bool is_puzzle_id(std::string_view text);

struct LoadOptions {
  std::size_t max_input = kDefaultMaxInput;
};

// Reads a puzzle file (.yaml, .yml) or a JavaScript file (.js, .cjs, .mjs), by the name's ending; "-" is
// standard input, read as YAML if it looks like a puzzle (a line that starts with "asyncq:"), else as
// JavaScript.
[[nodiscard]] support::Result<Puzzle> load_puzzle(const std::string& path, const LoadOptions& options = {});
[[nodiscard]] support::Result<Puzzle> parse_puzzle(support::SourceFilePtr file,
                                                   const LoadOptions& options = {});
[[nodiscard]] support::Result<Puzzle> parse_javascript(support::SourceFilePtr file);

// A file's text, or why not: absent, a folder, unreadable, too large, invalid UTF-8, NUL bytes.
[[nodiscard]] support::Result<support::SourceFilePtr> read_source(const std::string& path,
                                                                  std::size_t max_input);

}  // namespace asyncq::puzzle
