#include "puzzle/puzzle.h"

#include <fmt/format.h>

#include <algorithm>

#include "puzzle/course.h"
#include "puzzle/program_builder.h"
#include "puzzle/question_reader.h"
#include "puzzle/reader.h"
#include "puzzle/source_kind.h"
#include "puzzle/time_settings.h"
#include "puzzle/words.h"
#include "support/text.h"
#include "syntax/parser.h"

namespace asyncq::puzzle {

namespace {

constexpr std::string_view kPuzzleKeys[] = {
    "asyncq",  "id",     "title",   "runtime", "runtimes",    "module", "level",     "topics",
    "points",  "prompt", "ask",     "outputs", "pairs",       "orders", "time",      "scoring",
    "program", "code",   "scripts", "hints",   "explanation", "expect", "prediction"};

constexpr std::size_t kLongestId = 100;

// The file's name without its folders and without its ending.
std::string stem(const std::string& path) {
  if (path == "-") return "stdin";
  std::string name = path.substr(path.find_last_of('/') + 1);
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

// Reads one puzzle from its document; the first fault never hides the second.
class PuzzleReader {
 public:
  PuzzleReader(const Document& document, support::Diagnostics& problems) : reader_(document, problems) {}

  Puzzle read() {
    Puzzle puzzle;
    const Document& document = reader_.document();
    puzzle.file = document.file;
    puzzle.id = stem(document.file->name());
    const Node& root = *document.root;
    if (!root.is_mapping()) {
      reader_.error(
          root, fmt::format("a puzzle is a mapping with the keys asyncq and program, not {}", describe(root)),
          root.is_sequence() ? "put 'asyncq: 1' and 'program:' above the list" : "");
      return puzzle;
    }
    if (root.find("puzzles") != nullptr && root.find("program") == nullptr) {
      reader_.error(root, "a course manifest where a puzzle is expected",
                    is_course_file(document.file->name()) ? "'asyncq check' and 'asyncq grade' take courses"
                                                          : "a course manifest is named course.yaml");
      return puzzle;
    }
    if (!reader_.version(root, "a puzzle") && root.find("asyncq") != nullptr) return puzzle;
    reader_.check_keys(root, kPuzzleKeys, "a puzzle");
    read_words(root, puzzle);
    read_answers(root, puzzle);
    read_program(root, puzzle);
    return puzzle;
  }

 private:
  void read_text(const Node& root, std::string_view key, std::string& into) {
    if (const Node* node = root.find(key)) into = reader_.text(*node, key).value_or("");
  }

  void read_words(const Node& root, Puzzle& puzzle) {
    if (const Node* node = root.find("id")) {
      const auto id = reader_.text(*node, "id");
      if (id && is_puzzle_id(*id)) puzzle.id = *id;
      if (id && !is_puzzle_id(*id)) {
        reader_.error(*node,
                      "id must begin with a letter or digit and have only letters, digits, '.', '_' and '-'");
      }
    }
    read_text(root, "title", puzzle.title);
    if (const Node* node = root.find("runtime")) {
      if (auto runtime = reader_.text(*node, "runtime")) puzzle.runtime = {std::move(*runtime), node->range};
    }
    if (const Node* node = root.find("runtimes"))
      puzzle.runtimes = {reader_.texts(*node, "runtimes"), node->range};
    if (const Node* node = root.find("module"))
      puzzle.module = reader_.boolean(*node, "module").value_or(false);
    if (const Node* node = root.find("level"))
      puzzle.level = reader_.integer(*node, "level", 1, 5).value_or(0);
    if (const Node* node = root.find("topics")) puzzle.topics = reader_.texts(*node, "topics");
    if (const Node* node = root.find("points")) puzzle.points = reader_.amount(*node, "points").value_or(1);
    read_text(root, "prompt", puzzle.prompt);
    puzzle.orders = reader_.word(root, "orders", kLegalOrders).value_or(LegalOrders::one);
    puzzle.jitter_ms = read_jitter(reader_, root);
    puzzle.scoring = reader_.word(root, "scoring", kScorings);
    if (const Node* node = root.find("hints")) puzzle.hints = reader_.texts(*node, "hints");
    read_text(root, "explanation", puzzle.explanation);
  }

  std::optional<Located<trace::Prediction>> read_lines(const Node& root, std::string_view key) {
    const Node* node = root.find(key);
    if (node == nullptr) return std::nullopt;
    const auto lines = reader_.lines(*node, key);
    if (!lines) return std::nullopt;
    return Located<trace::Prediction>{trace::normalized(*lines), node->range};
  }

  void read_answers(const Node& root, Puzzle& puzzle) {
    QuestionReader question(reader_, root);
    puzzle.ask = question.kind().question;
    puzzle.about_orders = question.read();
    if (puzzle.ask != trace::Question::order) return;
    puzzle.expect = read_lines(root, "expect");
    puzzle.prediction = read_lines(root, "prediction");
  }

  void read_program(const Node& root, Puzzle& puzzle) {
    const Node* program = root.find("program");
    const Node* code = root.find("code");
    const Node* scripts = root.find("scripts");
    if (scripts != nullptr) {
      for (const Node* other : {program, code}) {
        if (other != nullptr)
          reader_.error(*other, "a puzzle has 'program', 'code' or 'scripts', and no two of them");
      }
      read_scripts(*scripts, puzzle);
    } else if (program != nullptr && code != nullptr) {
      const Node& second = program->offset < code->offset ? *code : *program;
      reader_.error(second, "a puzzle has 'program' or 'code', not both");
    } else if (program == nullptr && code == nullptr) {
      reader_.error(root, "the program is missing: 'program:' with statements, or 'code: |' with JavaScript");
    } else if (program != nullptr) {
      ProgramBuilder builder(reader_,
                             puzzle.module ? syntax::SourceKind::module : syntax::SourceKind::script);
      if (program->is_sequence() && program->items.empty())
        reader_.error(*program, "the program has no statements");
      puzzle.program = builder.program(*program);
    } else {
      puzzle.notation = Notation::javascript;
      read_code(*code, root.find("module") != nullptr, puzzle);
    }
  }

  void read_code(const Node& code, bool kind_is_given, Puzzle& puzzle) {
    const auto text = reader_.text(code, "code");
    if (!text || !reader_.keeps_lines(code, "code")) return;
    syntax::ParseOptions options;
    options.kind = puzzle.module ? syntax::SourceKind::module : syntax::SourceKind::script;
    options.file = reader_.document().file;
    options.map = reader_.document().source_map(code);
    auto program =
        kind_is_given ? syntax::parse_program(*text, options) : parse_script_or_module(*text, options);
    if (!program) {
      reader_.add(program.errors());
    } else if (program->body.empty()) {
      reader_.error(code, "the program has no statements");
    } else {
      puzzle.program = std::move(program).value();
      puzzle.module = puzzle.program.kind == syntax::SourceKind::module;
    }
  }

  // The classic scripts of a page, in its order: JavaScript as text, or statements.
  void read_scripts(const Node& scripts, Puzzle& puzzle) {
    if (scripts.is_sequence() && scripts.items.empty())
      return reader_.error(scripts, "the page has no scripts");
    if (!scripts.is_sequence()) {
      reader_.error(scripts, fmt::format("scripts is a list of scripts, not {}", describe(scripts)),
                    "each script is JavaScript ('- |') or a list of statements");
      return;
    }
    if (puzzle.module) reader_.error(scripts, "the scripts of a page are no modules: leave 'module' out");
    puzzle.notation = Notation::javascript;
    std::vector<syntax::StatementList> bodies;
    for (const Node* script : scripts.items) bodies.push_back(read_script(*script));
    puzzle.program.body = std::move(bodies.front());
    bodies.erase(bodies.begin());
    puzzle.program.later_scripts = std::move(bodies);
  }

  syntax::StatementList read_script(const Node& script) {
    if (script.is_sequence()) {
      if (script.items.empty()) reader_.error(script, "the script has no statements");
      ProgramBuilder builder(reader_, syntax::SourceKind::script);
      return builder.program(script).body;
    }
    const auto text = reader_.text(script, "a script");
    if (!text || !reader_.keeps_lines(script, "a script")) return {};
    syntax::ParseOptions options;
    options.file = reader_.document().file;
    options.map = reader_.document().source_map(script);
    auto program = syntax::parse_program(*text, options);
    if (!program) {
      reader_.add(program.errors());
      return {};
    }
    if (program->body.empty()) reader_.error(script, "the script has no statements");
    return std::move(program->body);
  }

  Reader reader_;
};

bool has_ending(const std::string& path, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

// A line that begins with "asyncq:".
bool looks_like_puzzle(std::string_view text) {
  constexpr std::string_view kKey = "asyncq:";
  return text.starts_with(kKey) || text.find("\nasyncq:") != std::string_view::npos;
}

void sort_by_place(support::Diagnostics& problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const support::Diagnostic& a, const support::Diagnostic& b) {
                     return a.range.begin < b.range.begin;
                   });
}

}  // namespace

bool is_puzzle_id(std::string_view text) {
  const auto alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && text.size() <= kLongestId && alphanumeric(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

support::Result<Puzzle> parse_puzzle(support::SourceFilePtr file, const LoadOptions&) {
  const std::unique_ptr<Document> document = parse_yaml(file);
  support::Diagnostics problems = document->problems;
  if (document->root == nullptr) {
    if (problems.empty()) {
      problems.push_back({support::Severity::error,
                          std::move(file),
                          {},
                          "an empty file where a puzzle is expected",
                          "a puzzle begins with 'asyncq: 1'"});
    }
    return problems;
  }
  Puzzle puzzle = PuzzleReader(*document, problems).read();
  if (problems.empty()) return puzzle;
  sort_by_place(problems);
  return problems;
}

support::Result<Puzzle> parse_javascript(support::SourceFilePtr file) {
  Puzzle puzzle;
  syntax::ParseOptions options;
  options.file = file;
  const bool is_module = file->name().ends_with(".mjs");
  options.kind = is_module ? syntax::SourceKind::module : syntax::SourceKind::script;
  const bool kind_is_given = is_module || file->name().ends_with(".cjs");
  auto program = kind_is_given ? syntax::parse_program(file->text(), options)
                               : parse_script_or_module(file->text(), options);
  if (!program) return program.errors();
  puzzle.id = stem(file->name());
  puzzle.file = std::move(file);
  puzzle.notation = Notation::javascript;
  puzzle.program = std::move(program).value();
  puzzle.module = puzzle.program.kind == syntax::SourceKind::module;
  return puzzle;
}

support::Result<Puzzle> load_puzzle(const std::string& path, const LoadOptions& options) {
  auto file = read_source(path, options.max_input);
  if (!file) return file.errors();
  if (path == "-") {
    return looks_like_puzzle((*file)->text()) ? parse_puzzle(*file, options) : parse_javascript(*file);
  }
  if (has_ending(path, {".yaml", ".yml"})) return parse_puzzle(*file, options);
  if (has_ending(path, {".js", ".cjs", ".mjs"})) return parse_javascript(*file);
  return support::Diagnostic{support::Severity::error,
                             *file,
                             {},
                             "not a puzzle by its name, which should end in .yaml, .yml, .js, .cjs or .mjs",
                             ""};
}

}  // namespace asyncq::puzzle
